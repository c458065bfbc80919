"""What an artisan who comes back after a quarter reads first."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import of_person
from etabli.programme.visibility.actions import ask_check, note_self_check, plan_calendar
from etabli.programme.visibility.calendar.ideas import ideas
from etabli.programme.visibility.engine.calendar import begin, monday_of
from etabli.programme.visibility.models import SiteCheck
from tests.armed import ArmedClient

pytestmark = pytest.mark.django_db

HOME = "/visibilite/"
NOW = timezone.now()
THEN = NOW - timedelta(days=92)


def look(person: Person, at: Any, wrong: str) -> SiteCheck:
    """A look at their site, at which this finding was to be mended and the other of the two was right."""
    check = ask_check(person=person, address="fournil-exemple.test/", by=of_person(person), at=at)
    verdicts = {
        id: {"state": "mend" if id == wrong else "fine", "values": {}, "why": ""} for id in ("hours", "phone")
    }
    check.status, check.done_at = SiteCheck.Status.DONE, at
    check.result = {"verdicts": verdicts, "left_out": [], "is_read": True}
    check.save()
    return check


def search(person: Person, at: Any, ticks: dict[str, list[str]]) -> None:
    note_self_check(
        person=person,
        kind="search",
        answers=ticks,
        made_on=timezone.localdate(at),
        by=of_person(person),
        at=at,
    )


def page(artisan: Any, address: str = HOME) -> str:
    text: str = artisan.get(address).content.decode()
    return text.replace("\u00a0", " ")


def test_what_changed_since_the_last_look_comes_first(artisan: Any, person: Person) -> None:
    look(person, THEN, "hours")
    assert "1 point corrigé" not in page(artisan)
    check = look(person, NOW, "phone")
    shown = page(artisan).partition("Depuis la dernière fois")[2]
    assert "1 point corrigé" in shown
    assert "1 nouveau." in shown
    assert f"/visibilite/site/{check.key}/" in shown.partition("Voir ce qui a changé")[0]


def test_nothing_of_it_before_a_quarter_has_gone(artisan: Any, person: Person) -> None:
    look(person, NOW, "hours")
    search(person, NOW, {"Fournil": ["absent"]})
    plan_calendar(
        person=person,
        calendar=begin(ideas(), "baker", monday_of(timezone.localdate(NOW))),
        by=of_person(person),
        at=NOW,
    )
    assert "Depuis la dernière fois" not in page(artisan)


def test_what_a_quarter_has_made_old_is_said_with_its_day(artisan: Any, person: Person) -> None:
    look(person, THEN, "hours")
    search(person, THEN, {"Fournil": ["absent"]})
    started_on = monday_of(timezone.localdate(THEN))
    plan_calendar(person=person, calendar=begin(ideas(), "baker", started_on), by=of_person(person), at=THEN)
    shown = page(artisan)
    for sentence in (
        "Dernier contrôle de fournil-exemple.test : le ",
        "Votre dernière recherche de vous-même : le ",
        "Vos douze semaines d’idées sont finies depuis le ",
    ):
        assert sentence in shown
    assert "Depuis la dernière fois" not in page(ArmedClient())


def test_two_searches_are_compared_line_by_line(artisan: Any, person: Person) -> None:
    search(person, THEN, {"Fournil": ["absent"], "pain Pessac": ["site"], "pain": ["site"]})
    search(person, NOW, {"Fournil": ["listing"], "pain Pessac": ["absent"], "pain": ["site"]})
    shown = page(artisan, f"{HOME}sans-site/")
    assert "Vous y êtes maintenant, et pas avant : Fournil." in shown
    assert "Vous y étiez avant, et plus maintenant : pain Pessac." in shown


def test_a_second_visit_leads_to_what_was_noted(artisan: Any, person: Person) -> None:
    assert "Ce que vous avez noté" not in page(artisan)
    search(person, NOW, {"seen": ["listing"]})
    plan_calendar(
        person=person,
        calendar=begin(ideas(), "baker", monday_of(timezone.localdate(NOW))),
        by=of_person(person),
        at=NOW,
    )
    noted = page(artisan).partition("Ce que vous avez noté")[2].partition("</ul>")[0]
    assert 'href="/visibilite/sans-site/"' in noted
    assert "Votre recherche de vous-même, le" in noted
    assert "Vos douze semaines d’idées, jusqu’au" in noted
    assert "Votre fiche" not in noted


def test_a_browser_without_account_is_led_to_it_too() -> None:
    visitor = ArmedClient()
    visitor.post("/visibilite/sans-site/fiche/", {"lines": []})
    noted = page(visitor).partition("Ce que vous avez noté")[2].partition("</ul>")[0]
    assert 'href="/visibilite/sans-site/fiche/"' in noted
