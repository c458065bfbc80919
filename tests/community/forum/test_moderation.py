"""New members are read first; what is reported is taken off with a reason, and given back by somebody else."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from etabli.community.association.actions import add_member
from etabli.community.association.models import Member
from etabli.community.forum import actions, queries
from etabli.community.forum.models import State
from etabli.community.moderation.actions import TooManyToday, appeal, decide, decide_appeal, report
from etabli.community.moderation.models import Case
from etabli.foundation.journal import NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Role, User
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.search.queries import find
from tests import factories as make
from tests.community.conftest import AT, acting, as_member
from tests.community.forum.conftest import answered, asked, now

LATER = AT + timedelta(hours=2)


@pytest.fixture(autouse=True)
def _today() -> Any:
    import time_machine

    with time_machine.travel(AT, tick=False):
        yield


def newcomer(world: SimpleNamespace) -> Member:
    user = User.objects.create_user("nouvelle@example.invalid", "Nouvelle")
    given = {"display_name": "Nouvelle", "trade": "writer", "joined_on": date(2027, 1, 10)}
    return add_member(organisation=world.association, user=user, **given, by=Viewer.system(), at=AT)


def case_of(subject: Any) -> Case:
    return Case.objects.get(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))


def sees(viewer: Viewer, thread: Any) -> bool:
    try:
        return queries.get_thread(viewer, thread.pk) is not None
    except NotVisible:
        return False


def test_the_question_of_a_new_member_waits_and_is_told_to_nobody(world: SimpleNamespace) -> None:
    thread = asked(world, newcomer(world))
    assert not thread.is_out
    assert not sees(as_member(world.member), thread)
    assert sees(as_member(thread.author), thread)
    assert sees(world.moderator, thread)
    assert thread not in queries.threads_to_tell(LATER)
    decide(case=case_of(thread), accept=True, by=world.moderator, at=LATER)
    assert now(thread).published_at == LATER
    assert sees(as_member(world.member), thread)
    assert queries.threads_to_tell(LATER) == [thread]


def test_a_new_member_hands_in_a_few_things_a_day(world: SimpleNamespace) -> None:
    member = newcomer(world)
    for number in range(3):
        asked(world, member, title=f"Question {number} ?")
    with pytest.raises(TooManyToday):
        asked(world, member)


def test_the_answer_of_a_new_member_is_there_once_it_is_read(world: SimpleNamespace) -> None:
    thread = asked(world)
    post = answered(thread, newcomer(world))
    assert now(thread).state == State.UNANSWERED
    assert not queries.thread_page(as_member(world.member), now(thread)).answers
    (card,) = queries.thread_page(as_member(post.author), now(thread)).answers
    assert (card.is_own, card.is_out) == (True, False)
    decide(case=case_of(post), accept=True, by=world.moderator, at=LATER)
    assert now(thread).state == State.DISCUSSED
    assert now(thread).active_at == LATER


def test_what_is_taken_off_says_so_to_its_readers_and_why_to_its_author(world: SimpleNamespace) -> None:
    thread = asked(world)
    post = answered(thread, world.other_member, "J’en vends.")
    report(subject=post, reason="advertising", by=as_member(world.member), at=AT)
    decide(case=case_of(post), accept=False, reason="advertising", by=world.moderator, at=LATER)
    (card,) = queries.thread_page(as_member(world.member), now(thread)).answers
    assert (card.text, card.reason, bool(card.removed)) == ("", "", True)
    (own,) = queries.thread_page(as_member(world.other_member), now(thread)).answers
    assert own.text == "J’en vends."
    assert own.reason
    assert now(thread).answers_count == 0
    undo(entry=Entry.objects.filter(verb="moderation.decide").latest("pk"), by=world.moderator, at=LATER)
    assert now(thread).answers_count == 1


def test_somebody_else_answers_the_appeal(world: SimpleNamespace) -> None:
    post = answered(asked(world), world.other_member)
    report(subject=post, reason="advertising", by=as_member(world.member), at=AT)
    decide(case=case_of(post), accept=False, reason="advertising", by=world.moderator, at=AT)
    contested = appeal(case=case_of(post), text="Je ne vends rien.", by=as_member(world.other_member), at=AT)
    with pytest.raises(NotAllowed):
        decide_appeal(appeal=contested, accept=True, words="Oui.", by=world.moderator, at=LATER)
    decide_appeal(appeal=contested, accept=True, words="Vous avez raison.", by=world.board, at=LATER)
    post.refresh_from_db()
    assert post.is_out


def test_who_answered_in_it_decides_on_nothing_of_it(world: SimpleNamespace) -> None:
    """A moderator does not take off the answer of who contradicted them."""
    make.membership(world.association, Role.MODERATOR, world.member.user)
    post = answered(asked(world), world.other_member)
    report(subject=post, reason="false", by=as_member(world.member), at=AT)
    with pytest.raises(NotAllowed):
        decide(
            case=case_of(post),
            accept=False,
            reason="false",
            by=acting(world.member.user, Role.MODERATOR),
            at=AT,
        )


def test_a_question_taken_off_leaves_the_lists_its_answers_stay(world: SimpleNamespace) -> None:
    thread = asked(world, title="Achetez mes liens magiques ?", is_public=True)
    answered(thread, world.other_member, "Non merci.")
    assert [hit.object_id for hit in find(as_member(world.member), "liens magiques", ["thread"])] == [
        thread.pk
    ]
    report(subject=thread, reason="advertising", by=as_member(world.other_member), at=AT)
    decide(case=case_of(thread), accept=False, reason="advertising", by=world.moderator, at=AT)
    reader = as_member(world.other_member)
    assert not queries.listed_threads(reader, queries.Choice()).threads
    assert not find(reader, "liens magiques", ["thread"])
    assert not sees(Viewer.nobody(), thread)
    page = queries.thread_page(reader, queries.get_thread(reader, thread.pk))
    assert "magiques" not in page.title
    assert (page.question.text, page.answers[0].text) == ("", "Non merci.")


def test_what_was_taken_off_is_read_again_once_corrected(world: SimpleNamespace) -> None:
    post = answered(asked(world), world.other_member, "J’en vends.")
    report(subject=post, reason="advertising", by=as_member(world.member), at=AT)
    decide(case=case_of(post), accept=False, reason="advertising", by=world.moderator, at=AT)
    actions.correct_answer(post=post, text="Le registre.", by=as_member(world.other_member), at=LATER)
    assert (case_of(post).state, case_of(post).is_out) == (Case.State.WAITING, False)
    undo(
        entry=Entry.objects.filter(verb="forum.correct_answer").latest("pk"),
        by=as_member(world.other_member),
        at=LATER,
    )
    assert case_of(post).state == Case.State.HIDDEN


ADVERTISEMENT = (
    "Promo : 500 abonnés Instagram pour 20 €, contactez-nous vite sur https://abonnes.example/promo"
    " ou WhatsApp 06 00 00 00 00"
)


def test_what_reads_like_an_advertisement_waits_whoever_wrote_it_and_says_by_which_words(
    world: SimpleNamespace,
) -> None:
    thread = asked(world)
    post = answered(thread, world.other_member, ADVERTISEMENT)
    assert (post.is_out, now(thread).answers_count) == (False, 0)
    assert "whatsapp" in post.doubts
    decide(case=case_of(post), accept=True, by=world.moderator, at=LATER)
    assert now(thread).answers_count == 1


def test_a_correction_that_reads_like_an_advertisement_is_read_again(world: SimpleNamespace) -> None:
    thread = asked(world)
    post = answered(thread, world.other_member)
    actions.correct_answer(post=post, text=ADVERTISEMENT, by=as_member(world.other_member), at=LATER)
    assert case_of(post).state == "waiting"
