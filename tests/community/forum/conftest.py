"""Questions for tests: the association's world, whose members' things need no reading."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from etabli.community.association.models import Member
from etabli.community.forum import actions
from etabli.community.forum.models import Post, Thread
from tests.community.conftest import AT, as_member

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
