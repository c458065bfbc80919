"""Handing in an answer: what is kept, what is wished, and that nobody can be found again."""

from datetime import timedelta
from typing import Any

import pytest

from etabli.foundation.journal import NotAllowed
from etabli.foundation.journal.models import Entry
from etabli.foundation.parties import NOBODY
from etabli.foundation.people.models import Membership, Person
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.programme.demand.models import Wish
from etabli.programme.surveys import actions
from etabli.programme.surveys.models import Answer, Questionnaire
from etabli.programme.surveys.questionnaires import load_questionnaires
from etabli.programme.surveys.results import Filters, collect_answers, results
from etabli.programme.surveys.tasks import settle_due
from etabli.programme.workshops.models import Session
from etabli.territory.places.models import Commune
from etabli.territory.register.models import Artisan
from tests import factories

ANSWERS = {"useful": "very", "themes": ["social", "loyalty"], "half_day": "yes", "free": "Merci"}


def hand_in(session: Session, name: str = "", contact: str = "", **answers: Any) -> Answer:
    return actions.submit_answer(
        session=session,
        answers={**ANSWERS, **answers},
        name=name,
        contact=contact,
        by=Viewer.nobody(),
        at=actions.day_only(session.occasion.ends_at),
    )


def settle(session: Session, days: int = 8) -> None:
    """What the clock does, that many days after the session."""
    settle_due(session.occasion.ends_at + timedelta(days=days))


def test_an_anonymous_answer_leaves_wishes_of_nobody_once_mixed(session: Session) -> None:
    answer = hand_in(session)
    assert answer.person is None
    settle(session, days=1)
    assert not Wish.objects.exists(), "one alone waits for others to hide among"
    settle(session)
    settle(session)
    assert set(Wish.objects.values_list("kind", "theme_code", "person", "commune")) == {
        ("theme", "social", None, "33314"),
        ("theme", "loyalty", None, "33314"),
        ("half_day", "", None, "33314"),
    }


def test_a_name_left_makes_a_request_of_that_person(session: Session, communes: dict[str, Commune]) -> None:
    known = factories.person(session.chamber, email="zoe@example.org")
    Artisan.objects.create(person=known, commune=communes["Blaye"], trade_code="4399CZ")
    hand_in(session, "Zoé", "Zoe@example.org")
    wish = Wish.objects.get(kind="half_day")
    assert (wish.person, wish.commune_id, wish.trade_code) == (known, "33058", "4399CZ")
    hand_in(session, "Luc Exemple", "06 12 34 56 78")
    assert Person.objects.get(phone="06 12 34 56 78").wishes.count() == 3


@pytest.mark.parametrize("answer", ["no", "maybe"])
def test_no_half_day_is_wished_by_those_who_did_not_say_yes(session: Session, answer: str) -> None:
    hand_in(session, half_day=answer)
    settle(session)
    assert not Wish.objects.filter(kind="half_day").exists()


@pytest.mark.parametrize("days", [-1, 61])
def test_too_early_or_too_late(session: Session, days: int) -> None:
    at = session.occasion.ends_at + timedelta(days=days)
    with pytest.raises(actions.SurveyClosed):
        actions.submit_answer(
            session=session, answers=ANSWERS, name="", contact="", by=Viewer.nobody(), at=at
        )


def test_no_more_answers_than_seats(session: Session) -> None:
    for _ in range(session.occasion.capacity):
        hand_in(session)
    with pytest.raises(actions.SurveyFull):
        hand_in(session)


def keep_wish(session: Session, name: str = "", contact: str = "", **answers: Any) -> None:
    actions.keep_wish(
        session=session,
        answers={**ANSWERS, **answers},
        name=name,
        contact=contact,
        questionnaire=Questionnaire.objects.latest("pk"),
        by=Viewer.nobody(),
        at=actions.day_only(session.occasion.ends_at),
    )


def test_what_comes_after_everybody_is_not_counted_and_keeps_its_wish(session: Session) -> None:
    for _ in range(session.occasion.capacity):
        hand_in(session, themes=[], half_day="no")
    counted = Answer.objects.count()
    keep_wish(session, "Luc Exemple", "06 12 34 56 78")
    person = Person.objects.get(phone="06 12 34 56 78")
    assert set(person.wishes.values_list("kind", "theme_code")) == {
        ("theme", "social"),
        ("theme", "loyalty"),
        ("half_day", ""),
    }
    keep_wish(session, themes=["social"], half_day="no")
    assert Wish.objects.filter(person=None).count() == 1
    with pytest.raises(actions.SurveyFull):
        keep_wish(session, themes=[], half_day="no")
    assert Answer.objects.count() == counted
    entries = Entry.objects.filter(verb="surveys.keep_wish")
    assert {entry.actor_id for entry in entries} == {NOBODY}


@pytest.mark.parametrize("wrong", [{"useful": ""}, {"half_day": "often"}, {"themes": ["gardening"]}])
def test_a_wrong_answer_leaves_nothing(session: Session, wrong: dict[str, Any]) -> None:
    with pytest.raises(actions.AnswerIncomplete):
        hand_in(session, **wrong)
    assert not Answer.objects.exists()
    assert not Wish.objects.exists()


def test_a_change_of_the_file_is_a_new_version_and_the_old_answers_stay_readable(
    session: Session, adviser: Viewer
) -> None:
    for _ in range(5):
        hand_in(session)
    content = [q for q in Questionnaire.objects.get().content if q["id"] not in ("useful", "missing")]
    actions.publish_questionnaire(
        code="end_of_workshop", content=content, by=Viewer.system(), at=factories.AT
    )
    for _ in range(5):
        hand_in(session)
    summary = results(collect_answers(adviser), Filters(session=session.pk))
    assert summary.total == 10
    asked = {chart.name: [column.version for column in chart.columns] for chart in summary.charts}
    assert asked == {"useful": [], "able": [2, 1], "themes": [2, 1], "half_day": [2, 1], "free": []}
    assert load_questionnaires(by=Viewer.system(), at=factories.AT) == 1  # the file again: a third version


def test_only_the_installation_publishes_for_all(session: Session, adviser: Viewer) -> None:
    with pytest.raises(NotAllowed):
        actions.publish_questionnaire(code="x", content=[], by=adviser, at=factories.AT)


def test_results_are_for_the_chamber(session: Session, neighbour: Membership) -> None:
    for viewer in (Viewer.nobody(), of_membership(neighbour)):
        assert results(collect_answers(viewer), Filters(session=session.pk)).total == 0


@pytest.mark.parametrize("number", [1, 3])
def test_results_take_four_statements(
    session: Session, adviser: Viewer, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        hand_in(session)
    with django_assert_num_queries(4):
        results(collect_answers(adviser), Filters())


def test_whoever_calls_the_act_it_keeps_a_visitor_and_a_day(session: Session, membership: Membership) -> None:
    """Not only the page: an answer handed in by anything names nobody, and neither do its wishes."""
    at = session.occasion.ends_at + timedelta(minutes=17)
    actions.submit_answer(
        session=session, answers=ANSWERS, name="", contact="", by=of_membership(membership), at=at
    )
    settle(session)
    entries = Entry.objects.filter(verb__in=["surveys.submit", "demand.express"])
    assert len(entries) == 4
    assert {entry.actor_id for entry in entries} == {NOBODY}
    assert {entry.at for entry in entries} == {actions.day_only(at)}
    assert not any(entry.organisation_id for entry in entries)
