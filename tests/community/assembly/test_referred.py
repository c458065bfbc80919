"""What nobody is free to decide: on the agenda by itself, voted in secret, and done as it was voted."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client

from etabli.community.assembly import actions
from etabli.community.assembly.actions import AssemblyError
from etabli.community.assembly.models import Item
from etabli.community.association import actions as association
from etabli.community.association.models import Suspension
from etabli.community.association.queries import member_of
from etabli.community.neutrality.models import LogEntry
from tests.community.assembly.conftest import (
    AT,
    DAY,
    FACTS,
    arrived,
    as_member,
    convened,
    enter,
    make_hall,
    opened,
)
from tests.community.association.powers import REASON, suspended


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def hall(db: None) -> SimpleNamespace:
    """A board of one: whoever they suspend appeals to the assembly."""
    found = make_hall()
    found.suspension = suspended(found.members["Bob"], found.board)
    association.appeal(
        suspension=found.suspension, text="Ce n’était pas moi.", by=as_member(found.members["Bob"]), at=AT
    )
    return found


def in_force(hall: SimpleNamespace) -> bool:
    return member_of(as_member(hall.members["Bob"])) is not None


def referred_item(hall: SimpleNamespace) -> Item:
    return hall.assembly.items.exclude(about="").get()


def voted(hall: SimpleNamespace, choices: dict[str, str]) -> Any:
    """The sitting, up to the close of the poll on the question."""
    arrived(hall, *choices)
    opened(hall)
    poll = actions.open_poll(item=referred_item(hall), by=hall.board, at=DAY)
    for name, choice in choices.items():
        member = hall.members[name]
        actions.cast_ballot(poll=poll, voice=member, choice=[choice], by=as_member(member), at=DAY)
    return actions.close_poll(poll=poll, by=hall.board, at=DAY)


def test_it_comes_on_the_agenda_by_itself_and_stays(hall: SimpleNamespace) -> None:
    convened(hall)
    item = referred_item(hall)
    assert item.is_secret
    assert item.about == f"association.suspension:{hall.suspension.pk}"
    for text in (item.title, item.text):
        assert "Bob" not in text
        assert REASON not in text
    later = actions.prepare(organisation=hall.organisation, facts=FACTS, by=hall.board, at=AT)
    again = later.items.exclude(about="").get()
    told = {
        name: getattr(again, name) for name in ("kind", "title", "text", "majority", "seats", "is_secret")
    }
    for act in (
        lambda: actions.withdraw_item(item=again, by=hall.board, at=AT),
        lambda: actions.write_item(item=again, facts={**told, "title": "Autre"}, by=hall.board, at=AT),
    ):
        with pytest.raises(AssemblyError):
            act()


def test_the_members_read_the_question_until_they_have_voted(hall: SimpleNamespace) -> None:
    convened(hall)
    address = f"/assemblees/{hall.assembly.pk}/"
    browser = enter(Client(), hall, "Ana")
    page = browser.get(address).content.decode()
    for part in ("Bob", REASON, "Ce n’était pas moi."):
        assert part in page
    voted(hall, {"Ana": "against", "Cleo": "against"})
    after = browser.get(address).content.decode()
    assert REASON not in after
    assert "Suspension d’un adhérent" in after


@pytest.mark.parametrize(("choice", "stays"), [("for", False), ("against", True)])
def test_what_was_voted_is_done(hall: SimpleNamespace, choice: str, stays: bool) -> None:
    convened(hall)
    assert in_force(hall), "until the vote, the member keeps their place"
    voted(hall, {"Ana": choice, "Cleo": choice, "Dan": choice})
    assert in_force(hall) == stays
    payload = LogEntry.objects.filter(kind="member.suspension_decided").latest("number").payload
    assert (payload["lifted"], payload["voted"]) == (stays, True)
    hall.suspension.refresh_from_db()
    assert not hall.suspension.waits_for_assembly


def test_a_vote_that_nobody_took_part_in_decides_nothing(hall: SimpleNamespace) -> None:
    convened(hall)
    arrived(hall, "Ana", "Cleo")
    opened(hall)
    poll = actions.open_poll(item=referred_item(hall), by=hall.board, at=DAY)
    actions.close_poll(poll=poll, by=hall.board, at=DAY)
    assert Suspension.objects.get().waits_for_assembly
    assert in_force(hall)
