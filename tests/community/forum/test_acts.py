"""Asking, answering, accepting, thanking: what each does, refuses, and how it is taken back."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from etabli.community.forum import actions
from etabli.community.forum.models import State, Thanks
from etabli.community.neutrality.models import DeclaredInterest
from etabli.foundation.journal import ActionError, CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Role
from tests import factories as make
from tests.community.conftest import AT, acting, as_member, join
from tests.community.forum.conftest import answered, asked, now


def last(verb: str) -> Entry:
    return Entry.objects.filter(verb=verb).latest("pk")


def test_a_question_stands_as_its_answers_make_it(world: SimpleNamespace) -> None:
    thread = asked(world)
    assert (thread.is_out, now(thread).state, now(thread).answers_count) == (True, State.UNANSWERED, 0)
    later = AT + timedelta(hours=3)
    post = answered(thread, world.other_member, at=later)
    assert (now(thread).state, now(thread).answers_count) == (State.DISCUSSED, 1)
    assert now(thread).active_at == later
    actions.accept_answer(post=post, by=as_member(world.member), at=later)
    assert now(thread).state == State.ACCEPTED
    actions.withdraw_answer(post=post, by=as_member(world.other_member), at=later)
    assert (now(thread).state, now(thread).answers_count) == (State.UNANSWERED, 0)
    assert now(thread).active_at == AT


def test_another_answer_takes_the_place_of_the_accepted_one(world: SimpleNamespace) -> None:
    thread, by = asked(world), as_member(world.member)
    first, second = (
        answered(thread, world.other_member),
        answered(thread, world.double, "Le registre le dit."),
    )
    actions.accept_answer(post=first, by=by, at=AT)
    actions.accept_answer(post=second, by=by, at=AT)
    assert now(thread).accepted_id == second.pk
    undo(entry=last("forum.accept"), by=by, at=AT)
    assert now(thread).accepted_id == first.pk
    actions.release_answer(thread=thread, by=by, at=AT)
    assert (now(thread).accepted_id, now(thread).state) == (None, State.DISCUSSED)


def test_only_who_asked_accepts(world: SimpleNamespace) -> None:
    thread = asked(world)
    post = answered(thread, world.other_member)
    for viewer in (as_member(world.other_member), world.moderator, world.board, world.adviser):
        with pytest.raises(NotAllowed):
            actions.accept_answer(post=post, by=viewer, at=AT)
    assert now(thread).accepted_id is None


def test_a_question_is_taken_back_only_while_nobody_else_has_answered(world: SimpleNamespace) -> None:
    thread, by = asked(world), as_member(world.member)
    asking = last("forum.ask")
    answered(thread, world.member, "J’ai trouvé depuis.")
    with pytest.raises(ActionError):
        undo(entry=asking, by=as_member(world.other_member), at=AT)
    undo(entry=asking, by=by, at=AT)
    assert now(thread).withdrawn_at is not None
    undo(entry=last("forum.ask"), by=by, at=AT)
    answered(thread, world.other_member)
    with pytest.raises(CannotUndo):
        undo(entry=last("forum.ask"), by=by, at=AT)
    with pytest.raises(actions.NotNow):
        actions.withdraw_question(thread=thread, by=by, at=AT)


def test_what_was_said_before_stays_in_the_journal(world: SimpleNamespace) -> None:
    thread, by = asked(world), as_member(world.member)
    given = {"title": "Qui est titulaire ?", "text": "Bis", "trade": "developer", "is_public": False}
    actions.correct_question(thread=thread, **given, by=by, at=AT)
    entry = last("forum.correct_question")
    assert (entry.before["title"], entry.after["title"]) == (thread.title, "Qui est titulaire ?")
    undo(entry=entry, by=by, at=AT)
    assert (now(thread).title, now(thread).edited_at) == (thread.title, None)
    post = answered(thread, world.other_member, "Un.")
    actions.correct_answer(post=post, text="Deux.", by=as_member(world.other_member), at=AT)
    assert last("forum.correct_answer").before["text"] == "Un."


def test_what_members_answered_among_themselves_is_never_opened_to_all(world: SimpleNamespace) -> None:
    thread, by = asked(world), as_member(world.member)
    answered(thread, world.other_member)
    with pytest.raises(actions.NotFit):
        actions.correct_question(
            thread=thread, title="Qui ?", text="Bis", trade="writer", is_public=True, by=by, at=AT
        )
    public = asked(world, is_public=True)
    answered(public, world.other_member)
    given = {"title": "Qui ?", "text": "Bis", "trade": "writer"}
    actions.correct_question(thread=public, **given, is_public=False, by=by, at=AT)
    assert not now(public).is_public


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "  "},
        {"title": "x" * 141},
        {"text": " \n"},
        {"text": "x" * 8001},
        {"trade": ""},
        {"trade": "alchimiste"},
    ],
    ids=str,
)
def test_what_can_not_be_is_refused_in_a_sentence(world: SimpleNamespace, wrong: dict[str, str]) -> None:
    with pytest.raises(actions.NotFit) as refusal:
        asked(world, **wrong)
    assert len(str(refusal.value)) > 15


def test_thanks_are_one_for_each_member_and_never_ones_own(world: SimpleNamespace) -> None:
    post = answered(asked(world), world.other_member)
    thanks = actions.thank(post=post, by=as_member(world.member), at=AT)
    with pytest.raises(actions.NotNow):
        actions.thank(post=post, by=as_member(world.member), at=AT)
    with pytest.raises(NotAllowed):
        actions.thank(post=post, by=as_member(world.other_member), at=AT)
    actions.take_back_thanks(thanks=thanks, by=as_member(world.member), at=AT)
    actions.thank(post=post, by=as_member(world.member), at=AT)
    assert Thanks.objects.filter(post=post, withdrawn_at=None).count() == Thanks.objects.count() == 1


def test_an_answer_quotes_one_of_its_own_question_that_is_out(world: SimpleNamespace) -> None:
    thread, other = asked(world), asked(world, title="Une autre question ?")
    quoted, elsewhere = answered(thread, world.other_member), answered(other, world.other_member)
    assert answered(thread, world.member, "Merci.", quoted=quoted).quoted == quoted
    with pytest.raises(actions.NotFit):
        answered(thread, world.member, "Merci.", quoted=elsewhere)
    actions.withdraw_answer(post=quoted, by=as_member(world.other_member), at=AT)
    with pytest.raises(actions.NotFit):
        answered(thread, world.member, "Merci.", quoted=quoted)


def test_a_closed_question_takes_no_more_answers(world: SimpleNamespace) -> None:
    thread = asked(world)
    with pytest.raises(actions.NotFit):
        actions.close_thread(thread=thread, reason=" ", by=world.moderator, at=AT)
    actions.close_thread(thread=thread, reason="Déjà répondu ailleurs.", by=world.moderator, at=AT)
    with pytest.raises(actions.NotNow):
        answered(thread, world.other_member)
    actions.reopen_thread(thread=thread, by=world.moderator, at=AT)
    assert answered(thread, world.other_member).is_out


def test_who_took_part_or_serves_a_chamber_moderates_nothing(world: SimpleNamespace) -> None:
    """The rules look at the person, in whatever role they act."""
    writing_moderator = join(world, "Plume")
    make.membership(world.association, Role.MODERATOR, writing_moderator.user)
    thread = asked(world)
    by = acting(writing_moderator.user, Role.MODERATOR)
    actions.close_thread(thread=thread, reason="Essai.", by=by, at=AT)
    actions.reopen_thread(thread=thread, by=by, at=AT)
    answered(thread, writing_moderator)
    for viewer in (by, acting(world.double.user, Role.MODERATOR), world.adviser, as_member(world.member)):
        with pytest.raises(NotAllowed):
            actions.close_thread(thread=thread, reason="Essai.", by=viewer, at=AT)


def test_a_declared_interest_in_who_asked_closes_nothing(world: SimpleNamespace) -> None:
    thread = asked(world)
    DeclaredInterest.objects.create(
        organisation=world.association,
        user_id=world.moderator.user_id,
        about=f"people.user:{world.member.user_id}",
        kind="kin",
        text="Mon frère.",
        declared_at=AT,
    )
    with pytest.raises(NotAllowed):
        actions.close_thread(thread=thread, reason="Essai.", by=world.moderator, at=AT)


def test_who_is_no_member_in_force_there_writes_nothing(world: SimpleNamespace) -> None:
    thread = asked(world, is_public=True)
    world.other_member.suspended_at = AT
    world.other_member.save()
    for viewer in (
        as_member(world.other_member),
        world.neighbour_member,
        world.adviser,
        world.artisan_viewer,
    ):
        with pytest.raises(NotAllowed):
            actions.answer(thread=thread, text="Bonjour.", by=viewer, at=AT)


def test_one_follows_and_stops_each_thing_once(world: SimpleNamespace) -> None:
    thread, by = asked(world), as_member(world.other_member)
    actions.follow_thread(thread=thread, by=by, at=AT)
    with pytest.raises(actions.NotNow):
        actions.follow_thread(thread=thread, by=by, at=AT)
    actions.stop_following(thread=thread, by=by, at=AT)
    with pytest.raises(actions.NotNow):
        actions.stop_following(thread=thread, by=by, at=AT)
    actions.follow_trade(trade="developer", by=by, at=AT)
    with pytest.raises(actions.NotFit):
        actions.follow_trade(trade="alchimiste", by=by, at=AT)
