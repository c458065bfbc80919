"""The first gesture on a telephone, by the keyboard: presses, fields and words are counted, with JavaScript and
without; then a message, a sheet and who holds what. axe looks at each page."""

import pytest

from tests.journeys.conftest import Someone
from tests.journeys.demonstration import Demonstration
from tests.journeys.test_brief import SEEN

pytestmark = pytest.mark.browser

# Somebody new, and the link to their space.
NEWCOMER = """
from django.utils import timezone
from etabli.foundation.people.links import give_link, token_of
from etabli.foundation.people.models import Organisation, OrganisationKind, Person
chamber = Organisation.objects.filter(kind=OrganisationKind.CHAMBER).first()
person = Person.objects.create(chamber=chamber, name="Zoé Exemple", created_at=timezone.now())
print(token_of(give_link(person=person, scope="space", at=timezone.now())))
"""
MOST_PRESSES, MOST_FIELDS, MOST_WORDS = 2, 0, 260  # what two minutes hold: 130 words a minute


def test_the_first_gesture_takes_two_minutes_without_an_account(someone: Someone) -> None:
    walker = someone(width=375)
    page = walker.page
    walker.open("/protection/")
    first, words = page.locator(".next h2").inner_text(), page.evaluate(SEEN)
    assert page.locator(".next").count() == 1
    fields = page.locator("main .next").locator("input:visible, textarea:visible, select:visible").count()
    walker.press(page.locator(".next button[name=done]"))
    assert first in page.locator(".toast").inner_text()
    assert page.locator(".next h2").inner_text() != first
    print(f"\nFirst gesture: {walker.activations} presses, {fields} fields, {words} words")
    assert walker.activations <= MOST_PRESSES
    assert fields <= MOST_FIELDS
    assert words <= MOST_WORDS
    walker.unfold(page.locator("details", has_text="1 geste est fait").locator("summary"))
    walker.press(page.get_by_role("link", name=first))
    walker.press(page.locator("button[name='not-yet']"))
    assert page.locator(".next h2").inner_text() == first


def test_six_messages_are_answered_by_the_keyboard(someone: Someone) -> None:
    walker = someone(width=375)
    page = walker.page
    walker.open("/protection/vrai-ou-faux/1/")
    for number in range(1, 7):
        assert f"/{number}/" in page.url
        walker.press(page.locator("button[value=fake]"))
        walker.press(page.locator("main a.btn"))
    assert "4 bonnes réponses sur 6" in page.locator("main").inner_text()


def test_what_to_do_is_read_and_printed(someone: Someone) -> None:
    walker = someone(width=375)
    page = walker.page
    walker.open("/protection/que-faire-si/")
    walker.press(page.get_by_role("link", name="Mon téléphone est perdu ou volé"))
    assert page.locator("main section ol > li").count() == 3
    kind, paper = walker.fetch(page.locator("main a[href$='.pdf']"))
    assert kind == "application/pdf"
    assert paper.startswith(b"%PDF")


def test_an_artisan_notes_an_account_and_no_password(someone: Someone, stage: Demonstration) -> None:
    walker = someone(width=375)
    page = walker.page
    page.goto(f"/l/{stage.run(NEWCOMER).strip()}/")
    walker.open("/protection/comptes/nouveau/")
    walker.select(page.locator("select[name=kind]"), "bank")
    walker.write(page.locator("[name=name]"), "La banque de l’atelier")
    walker.write(page.locator("[name=holder]"), "Soleil2024!")
    with page.expect_navigation():
        page.locator("main form button[type=submit]").press("Enter")
    walker.complaints.clear()  # a browser writes each refusal in its console
    walker.arrive()
    assert "Cela ressemble à un mot de passe" in page.locator("main").inner_text()
    assert page.locator("[name=name]").input_value() == "La banque de l’atelier"
    walker.write(page.locator("[name=holder]"), "Moi")
    walker.press(page.locator("main form button[type=submit]"))
    assert "La banque de l’atelier" in page.locator("main table").inner_text()
    walker.press(page.locator(".toast button"))
    walker.open("/protection/comptes/")
    assert "La banque de l’atelier" not in page.locator("main").inner_text()
