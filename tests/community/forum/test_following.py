"""Who is told of what, once; and what is found."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from etabli.community.forum import actions, queries, tasks
from etabli.community.forum.models import Notified
from etabli.community.forum.queries import following
from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.search.queries import find
from tests.community.conftest import AT, as_member, join
from tests.community.forum.conftest import answered, asked, now
from tests.community.messages import read_all, shown

TWO_DAYS = AT + timedelta(hours=48)


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


def party(member: Any) -> int:
    number: int = member.user.party_id
    return number


def test_who_asked_and_who_follows_are_told_never_who_wrote(world: SimpleNamespace) -> None:
    thread, reader = asked(world), join(world, "Lectrice")
    actions.follow_thread(thread=thread, by=as_member(reader), at=AT)
    answered(thread, world.other_member)
    assert shown("forum.answer").keys() == {party(world.member)}
    assert shown("forum.followed").keys() == {party(reader)}
    answered(thread, world.member, "Merci.")
    assert shown("forum.followed").keys() == {party(reader), party(world.other_member)}


def test_several_answers_are_told_as_one(world: SimpleNamespace) -> None:
    thread = asked(world)
    first = answered(thread, world.other_member)
    assert shown("forum.answer")[party(world.member)].startswith("Une réponse à « ")
    answered(thread, world.double)
    assert shown("forum.answer")[party(world.member)].startswith("2 réponses à « ")
    actions.withdraw_answer(post=first, by=as_member(world.other_member), at=AT)
    assert shown("forum.answer")[party(world.member)].startswith("Une réponse à « ")


def test_what_was_read_on_its_page_is_told_no_more(world: SimpleNamespace, client: Any) -> None:
    thread = asked(world)
    answered(thread, world.other_member)
    client.force_login(world.member.user)
    assert client.get(f"/questions/{thread.pk}/").status_code == 200
    assert not shown("forum.answer")


def test_who_stopped_is_told_no_more_even_of_their_own(world: SimpleNamespace) -> None:
    thread = asked(world)
    actions.stop_following(thread=thread, by=as_member(world.member), at=AT)
    answered(thread, world.other_member)
    assert not Notice.objects.exists()


def test_an_accepted_answer_is_told_to_who_gave_it_while_it_stands(world: SimpleNamespace) -> None:
    thread = asked(world)
    post = answered(thread, world.other_member)
    actions.accept_answer(post=post, by=as_member(world.member), at=AT)
    assert shown("forum.accepted").keys() == {party(world.other_member)}
    undo(entry=Entry.objects.filter(verb="forum.accept").get(), by=as_member(world.member), at=AT)
    assert not shown("forum.accepted")


def test_who_follows_a_trade_is_told_at_once_and_all_of_it_after_two_days(world: SimpleNamespace) -> None:
    follower = join(world, "Curieuse")
    actions.follow_trade(trade="writer", by=as_member(follower), at=AT)
    thread = asked(world)
    tasks.tell_due(AT)
    assert shown("forum.question").keys() == {party(follower)}
    tasks.tell_due(TWO_DAYS - timedelta(minutes=1))
    assert not shown("forum.unanswered")
    tasks.tell_due(TWO_DAYS)
    assert shown("forum.unanswered").keys() == {party(world.other_member)}, "the writers"
    read_all("forum.unanswered")
    tasks.tell_due(TWO_DAYS + timedelta(days=30))
    assert Notice.objects.filter(kind="forum.unanswered").count() == 1, "once and for all"
    assert now(thread).notified == Notified.TRADE


def test_what_is_answered_meanwhile_is_told_to_nobody_more(world: SimpleNamespace) -> None:
    thread = asked(world)
    tasks.tell_due(AT)
    post = answered(thread, world.double)
    tasks.tell_due(TWO_DAYS)
    assert not Notice.objects.filter(kind="forum.unanswered").exists()
    actions.withdraw_answer(post=post, by=as_member(world.double), at=TWO_DAYS)
    tasks.tell_due(TWO_DAYS)
    assert shown("forum.unanswered").keys() == {party(world.other_member)}
    answered(thread, world.double, at=TWO_DAYS)
    assert not shown("forum.unanswered"), "what has not left is true when it is read"


def test_a_large_trade_is_told_by_batches(world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "MEMBERS_AT_ONCE", 2)
    writers = [world.other_member, *(join(world, f"Plume{rank}", "writer") for rank in range(4))]
    asked(world)
    for _minute in range(6):
        tasks.tell_due(TWO_DAYS)
    assert shown("forum.unanswered").keys() == {party(member) for member in writers}
    assert Notice.objects.filter(kind="forum.unanswered").count() == len(writers)


def test_a_closed_question_is_told_to_who_asked_with_its_reason(world: SimpleNamespace) -> None:
    thread = asked(world)
    actions.close_thread(thread=thread, reason="Déjà répondu.", by=world.moderator, at=AT)
    assert "Déjà répondu." in shown("forum.closed")[party(world.member)]
    actions.reopen_thread(thread=thread, by=world.moderator, at=AT)
    assert not shown("forum.closed")


def test_a_question_is_found_by_its_words_and_those_of_its_answers(world: SimpleNamespace) -> None:
    thread, by = asked(world, title="Qui est titulaire du domaine ?"), as_member(world.member)
    post = answered(thread, world.other_member, "Voyez le registre de nommage.")
    assert [hit.object_id for hit in find(by, "nommage", ["thread"])] == [thread.pk]
    assert [hit.object_id for hit in queries.near_threads(by, "titulaire d'un domaine")] == [thread.pk]
    assert not find(Viewer.nobody(), "titulaire", ["thread"])
    assert not find(world.neighbour_member, "titulaire", ["thread"])
    actions.withdraw_answer(post=post, by=as_member(world.other_member), at=AT)
    assert not find(by, "nommage", ["thread"])
    public = asked(world, title="Faut-il un bandeau ?", is_public=True)
    assert [hit.object_id for hit in find(Viewer.nobody(), "bandeau", ["thread"])] == [public.pk]
