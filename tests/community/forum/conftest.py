"""Questions for tests: the association's world, whose members' things need no reading."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from etabli.community.association.models import Member
from etabli.community.forum import actions
from etabli.community.forum.models import Post, Thread
from tests.community.conftest import AT, as_member
from tests.foundation.notify.imap_office import ImapOffice, imap_office

QUESTION = "Qui est titulaire d’un nom de domaine ?"


def asked(world: SimpleNamespace, by: Member | None = None, *, at: datetime = AT, **changes: Any) -> Thread:
    """A question of the member, put to those of their trade."""
    given = {
        "title": QUESTION,
        "text": "Deux prestataires me disent le contraire.",
        "trade": "writer",
        "at": at,
    }
    viewer = as_member(by or world.member)
    return actions.ask(organisation=world.association, by=viewer, **{**given, **changes})


def answered(
    thread: Thread,
    by: Member,
    text: str = "Celui que le registre nomme.",
    *,
    at: datetime | None = None,
    **given: Any,
) -> Post:
    """An answer, a minute after the question."""
    at = at or (thread.written_at + timedelta(minutes=1))
    return actions.answer(thread=thread, text=text, by=as_member(by), at=at, **given)


def now(thread: Thread) -> Thread:
    """As it stands."""
    return Thread.objects.get(pk=thread.pk)


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Any) -> SimpleNamespace:
    from tests.community.conftest import make_world

    settings.DATA = tmp_path
    return make_world(settings, tmp_path)


@pytest.fixture
def today(settings: Any) -> Iterator[None]:
    """The day of the tests, in an installation that takes answers by mail."""
    settings.REPLY_ADDRESS, settings.REPLY_DAYS = "repondre@etabli.example", 90
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def office(settings: Any) -> Iterator[ImapOffice]:
    """The mailbox of these answers."""
    with imap_office() as office:
        settings.REPLY_MAILBOX = office.address()
        yield office
