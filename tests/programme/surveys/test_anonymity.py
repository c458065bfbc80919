"""Whoever holds the whole database, and saw in which order people answered, can't tell who gave which answer."""

import random
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from etabli.foundation.journal.models import Entry
from etabli.foundation.parties import NOBODY
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.surveys import actions, queries
from etabli.programme.surveys.models import Answer, Pass
from etabli.programme.surveys.tasks import settle_due
from etabli.programme.workshops.actions import mark_presence
from etabli.programme.workshops.models import Session
from tests import factories
from tests.filled import filled_models

PEOPLE = 12
THEMES = ["social", "loyalty", "customers"]


@pytest.fixture
def present(session: Session, adviser: Viewer) -> list[Person]:
    """Twelve people who came, and were each sent a link."""
    people = [factories.person(session.chamber) for _ in range(PEOPLE)]
    for person in people:
        row = factories.sign_up(session.occasion, person)
        mark_presence(sign_up=row, present=True, by=adviser, at=session.occasion.ends_at)
    return people


def answer_in_order(session: Session, people: list[Person], links: dict[int, str]) -> list[str]:
    """Each answers in turn, from half an hour after the end on, each something of their own; the keys in that order."""
    keys = []
    for rank, person in enumerate(people):
        answers = {
            "useful": "very",
            "half_day": "maybe",
            "themes": [THEMES[rank % 3]],
            "free": f"Réponse {rank}",
        }
        at = session.occasion.ends_at + timedelta(minutes=30 + rank)
        given = {
            "session": session,
            "answers": answers,
            "name": "",
            "contact": "",
            "by": factories.artisan(person),
        }
        keys.append(actions.submit_answer(**given, link=links[person.pk], at=at).key)
    return keys


@pytest.fixture
def links(session: Session, present: list[Person], monkeypatch: pytest.MonkeyPatch) -> dict[int, str]:
    """The link of each person, as it stands in their mail: the attacker reads mails too."""
    from etabli.foundation.notices.models import Notice

    by = Viewer.system(session.chamber_id)
    at = session.occasion.ends_at + timedelta(minutes=5)
    actions.invite(session=session, sign_ups=queries.to_invite(session), by=by, at=at)
    told = Notice.objects.filter(kind="surveys.to_answer").values_list("owner__person", "url")
    return {person: url.strip("/").rpartition("/")[2] for person, url in told}


def physical_order() -> list[str]:
    """The answers as the database keeps them."""
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT key FROM surveys_answer ORDER BY {place}")
        return [key for (key,) in cursor.fetchall()]


def test_links_are_used_up_and_leave_nothing(
    session: Session, links: dict[int, str], present: list[Person]
) -> None:
    assert Pass.objects.count() == PEOPLE
    stored = list(Pass.objects.values_list("digest", flat=True))
    assert not {token for token in links.values() if token in "".join(stored)}
    answer_in_order(session, present, links)
    assert not Pass.objects.exists()
    assert {answer.person_id for answer in Answer.objects.all()} == {None}


def test_no_table_tells_who_answered_what(
    session: Session, links: dict[int, str], present: list[Person]
) -> None:
    """Each order that a table holds (numbers of rows, instants, places on the disk) is tried as the order in which they
    were seen to answer. Chance alone finds one of twelve on average; eight or more, once in forty thousand."""
    keys = answer_in_order(session, present, links)
    settle_due(session.occasion.ends_at + timedelta(days=1))
    assert set(keys) == set(physical_order())
    guesses: dict[str, list[str]] = {"place on the disk": physical_order()}
    for model in filled_models():
        if model.__module__.startswith("etabli."):
            guesses |= orders_of(model, keys)
    found = {name: sum(a == b for a, b in zip(guess, keys, strict=False)) for name, guess in guesses.items()}
    assert "place on the disk" in found
    assert max(found.values()) < 8, found


def orders_of(model: Any, keys: list[str]) -> dict[str, list[str]]:
    """The orders in which the columns of a table name answers, by their key."""
    orders = {}
    for field in model._meta.concrete_fields:
        rows = model._base_manager.order_by(field.attname).values()
        named = [key for row in rows for key in keys if key in repr(row)]
        if named:
            orders[f"{model._meta.label}.{field.name}"] = list(dict.fromkeys(named))
    return orders


def test_what_was_written_meanwhile_names_neither_hour_nor_author(
    session: Session, links: dict[int, str], present: list[Person]
) -> None:
    before = set(Entry.objects.values_list("pk", flat=True))
    keys = answer_in_order(session, present, links)
    settle_due(session.occasion.ends_at + timedelta(days=1))
    written = Entry.objects.exclude(pk__in=before).exclude(verb="surveys.settle")
    assert {entry.actor_id for entry in written} == {NOBODY}
    assert {entry.at for entry in written} == {actions.day_only(session.occasion.ends_at)}
    assert not any(key in repr((e.subject_id, e.before, e.after)) for e in written for key in keys)


def test_the_order_of_wishes_is_drawn_by_lot(
    session: Session, links: dict[int, str], present: list[Person]
) -> None:
    """Else the themes of the wishes, in the order of their rows, would say which answer came when."""
    from etabli.programme.demand.models import Wish

    answer_in_order(session, present, links)
    assert not Wish.objects.exists()
    settle_due(session.occasion.ends_at + timedelta(days=1))
    wished = list(Wish.objects.order_by("pk").values_list("theme_code", flat=True))
    assert sorted(wished) == sorted(THEMES * 4)
    assert wished != THEMES * 4, "by chance once in thirty-four thousand"


def test_a_late_answer_bears_the_day_of_the_others(
    session: Session, links: dict[int, str], present: list[Person]
) -> None:
    """The one who answers by mail three days later would be known by the day of the answer."""
    late = session.occasion.ends_at + timedelta(days=3)
    answer_in_order(session, present[:6], links)
    answers = {"useful": "very", "half_day": "no"}
    link = links[present[6].pk]
    actions.submit_answer(
        session=session, answers=answers, name="", contact="", link=link, by=Viewer.nobody(), at=late
    )
    settle_due(late + timedelta(days=1))
    assert {(a.answered_on, a.waits_since) for a in Answer.objects.all()} == {
        (actions.day_only(session.occasion.ends_at).date(), None)
    }


def test_this_test_would_find_an_order(
    session: Session, links: dict[int, str], present: list[Person]
) -> None:
    """Until the night, the place on the disk tells the order: that is what the mixing takes away."""
    random.shuffle(present)
    assert physical_order() == []
    keys = answer_in_order(session, present, links)
    assert physical_order() == keys
