"""An artisan on their path: the one next thing, a pause, a return after a year; at 375 and 1280 px, by the keyboard,
with JavaScript and without; axe looks at each page, in the light and in the dark."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import Someone
from tests.journeys.demonstration import Demonstration
from tests.journeys.seen_by_axe import Axe

pytestmark = pytest.mark.browser

# Somebody who answered ten of the twelve questions today, and the link to their space.
BEGUN = """
from django.utils import timezone
from etabli.foundation.people.links import give_link, token_of
from etabli.foundation.people.models import Organisation, OrganisationKind, Person
from etabli.foundation.people.viewer import of_person
from etabli.programme.diagnosis.actions import keep_answers
from etabli.programme.diagnosis.catalogue import load
chamber = Organisation.objects.filter(kind=OrganisationKind.CHAMBER).first()
at = timezone.now()
person = Person.objects.create(chamber=chamber, name="Zoé Exemple", created_at=at)
given = {question.id: "unknown" for question in load().questions[:10]}
keep_answers(chamber=chamber, person=person, answers=given, by=of_person(person), at=at)
print(token_of(give_link(person=person, scope="space", at=at)), person.pk)
"""
# The clock goes on by a year: all that is written down of them is a year older, and their link is renewed.
A_YEAR_LATER = """
from datetime import timedelta
from django.db.models import F
from django.utils import timezone
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.links import give_link, token_of
from etabli.foundation.people.models import Person
from etabli.programme.diagnosis.models import KeptAnswers
from etabli.programme.journeys.models import Journey
person, year = Person.objects.get(pk={pk}), timedelta(days=365)
Entry.objects.filter(actor=person.party_id).update(at=F("at") - year)
KeptAnswers.objects.filter(person=person).update(begun_at=F("begun_at") - year, answered_at=F("answered_at") - year)
Journey.objects.filter(person=person).update(seen_at=F("seen_at") - year)
print(token_of(give_link(person=person, scope="space", at=timezone.now())))
"""


@pytest.mark.parametrize("width", [375, 1280])
def test_a_pause_then_a_return_after_a_year(width: int, someone: Someone, stage: Demonstration) -> None:
    token, pk = stage.run(BEGUN).split()
    walker = someone(width=width)
    page = walker.page
    page.goto(f"/l/{token}/")
    walker.open("/chemin/")
    assert page.locator(".next").count() == 1
    assert "Il reste 2 questions." in page.locator(".next").inner_text()
    pausing = page.locator("form[action='/chemin/pause/'] button").first
    walker.press(pausing)
    assert "Votre chemin vous attend jusqu’au" in page.locator(".next").inner_text()
    walker.press(page.locator(".toast button"))
    assert "Il reste 2 questions." in page.locator(".next").inner_text(), "the pause is taken back"
    later = someone(width=width)
    token = stage.run(A_YEAR_LATER.format(pk=pk)).strip()
    page = later.page
    page.goto(f"/l/{token}/")
    later.open("/chemin/")
    assert "Content de vous revoir" in page.locator("h1").inner_text()
    assert page.locator(".next").count() == 1
    before = later.activations
    later.press(page.locator(".next .btn"))
    assert later.activations - before == 1, "one press, and they are where they were"
    assert "/par-ou-commencer/" in page.url
    later.choose(page.locator("input[name=answer]"), "unknown")
    later.press(page.locator("main form.lone button[type=submit]"))
    later.open("/chemin/")
    assert "Bonjour" in page.locator("h1").inner_text(), "any act, and the path goes on"
    later.press(page.locator("main aside a[href^='/par-ou-commencer/demi-journee/']").first)
    later.press(page.locator("main form button"))
    assert "C’est à votre conseillère d’agir" in page.locator(".way").inner_text()


@pytest.mark.parametrize("width", [375, 1280])
def test_axe_in_the_dark(browser: Browser, stage: Demonstration, width: int) -> None:
    context = browser.new_context(
        base_url=stage.url,
        locale="fr-FR",
        color_scheme="dark",
        reduced_motion="reduce",
        viewport={"width": width, "height": 800},
    )
    page = context.new_page()
    token, pk = stage.run(BEGUN).split()
    page.goto(f"/l/{token}/")
    page.goto("/chemin/")
    half_day = "/par-ou-commencer/demi-journee/?next=/chemin/"
    paths = ["/chemin/", "/chemin/pause/", half_day, "/chemin/fait/", "/mon-espace/"]
    for path in paths:
        page.goto(path)
        assert not Axe().violations(page), path
    stage.run(A_YEAR_LATER.format(pk=pk))
    page.goto("/chemin/")
    assert "Content de vous revoir" in page.locator("h1").inner_text()
    assert not Axe().violations(page)
    context.close()
