"""An artisan comes back three months later: what changed since the last look, what is next, searches compared."""

import pytest

from tests.journeys.conftest import Someone
from tests.journeys.demonstration import Demonstration

pytestmark = pytest.mark.browser

# Three months ago: a look at her site, what she put on her path, a search of herself, twelve weeks begun. Since then
# she had one thing mended and another broke: the look of today says so.
THREE_MONTHS_AGO = """
from datetime import timedelta
from django.utils import timezone
from etabli.foundation.people.links import give_link, token_of
from etabli.foundation.people.models import Organisation, OrganisationKind, Person
from etabli.foundation.people.viewer import of_person
from etabli.programme.visibility.actions import ask_check, note_self_check, plan_calendar, plan_step
from etabli.programme.visibility.calendar.ideas import ideas
from etabli.programme.visibility.checks.queries import get_finding
from etabli.programme.visibility.engine.calendar import begin, monday_of
from etabli.territory.register.models import Artisan
now = timezone.now()
then = now - timedelta(days=92)
chamber = Organisation.objects.filter(kind=OrganisationKind.CHAMBER).first()
person = Person.objects.create(chamber=chamber, name="Aline Exemple", created_at=then)
Artisan.objects.update_or_create(person=person, defaults={"business_name": "Fournil Exemple"})
by = of_person(person)
for at, wrong in ((then, ("hours", "hours")), (now, ("phone", "phone"))):
    check = ask_check(person=person, address="fournil-exemple.invalid/", by=by, at=at)
    verdicts = {
        id: {"state": "mend" if id in wrong else "fine", "values": {}, "why": ""} for id in ("hours", "phone")
    }
    check.result = {"verdicts": verdicts, "left_out": [], "seconds": 4}
    check.status, check.done_at = "done", at
    check.save()
plan_step(person=person, finding=get_finding("hours"), address=check.address, by=by, at=then)
note_self_check(
    person=person, kind="search", answers={"Fournil Exemple": ["absent"]}, note="", made_on=then.date(), by=by, at=then
)
plan_calendar(person=person, calendar=begin(ideas(), "baker", monday_of(then.date())), by=by, at=then)
print(token_of(give_link(person=person, scope="space", at=now)), check.key)
"""


def test_a_baker_comes_back_three_months_later(someone: Someone, stage: Demonstration) -> None:
    walker = someone(width=375)
    page = walker.page
    token, key = stage.run(THREE_MONTHS_AGO).split()
    page.goto(f"/l/{token}/")
    walker.open("/visibilite/")
    main = page.locator("main")
    assert "Depuis la dernière fois" in main.inner_text()
    assert "1 point corrigé, 1 nouveau" in main.inner_text()
    assert "Votre dernière recherche de vous-même" in main.inner_text()
    assert "Prévoir les suivantes" in main.inner_text()
    walker.press(page.get_by_role("link", name="Voir ce qui a changé"))
    assert page.url.endswith(f"/visibilite/site/{key}/")
    assert "Nouveau depuis la dernière fois" in page.locator(".next").inner_text()
    assert "Les horaires sont là" in main.inner_text()
    walker.open("/visibilite/")
    walker.press(page.get_by_role("link", name="Chercher de nouveau, pour comparer"))
    walker.tick(page.locator("input[name=line0][value=site]"))
    walker.press(page.get_by_role("button", name="Noter ce que j’ai vu"))
    assert "La fois d’avant" in main.inner_text()
    assert "Vous y êtes maintenant, et pas avant : Fournil Exemple." in main.inner_text().replace(
        "\u00a0", " "
    )
    walker.open("/visibilite/calendrier/")
    assert "Vos douze semaines sont finies" in main.inner_text()
