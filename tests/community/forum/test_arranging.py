"""A question is moved to another trade; answers become a question; a question asked twice is merged into the other."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.translation import gettext as _

from etabli.community.forum import actions, queries
from etabli.community.forum.models import Post, State, Thread
from etabli.foundation.journal import ActionError, CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.people.models import Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer, of_person
from etabli.foundation.search.queries import find
from tests import factories as make
from tests.community.conftest import AT, acting, as_member, enter
from tests.community.forum.conftest import answered, asked, now

LATER = AT + timedelta(hours=2)
OTHER = "À qui est mon nom de domaine ?"
WHY = "Ce sont des questions de métier."


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(LATER, tick=False):
        yield


def take_back(verb: str, by: Viewer) -> str:
    return undo(entry=Entry.objects.filter(verb=verb).latest("pk"), by=by, at=LATER)


def split(world: SimpleNamespace, thread: Thread, *posts: Post, **changes: Any) -> Thread:
    given = {"title": "Et la facture ?", "reason": WHY, "by": world.moderator, "at": LATER}
    return actions.split_thread(thread=thread, posts=[post.pk for post in posts], **{**given, **changes})


def merge(world: SimpleNamespace, thread: Thread, into: Thread, **changes: Any) -> Thread:
    given = {"reason": WHY, "by": world.moderator, "at": LATER}
    return actions.merge_thread(thread=thread, into=into, **{**given, **changes})


def shown(viewer: Viewer, thread: Thread) -> list[str]:
    """The texts of its page, in their order."""
    return [card.text for card in queries.thread_page(viewer, queries.get_thread(viewer, thread.pk)).answers]


def asked_by_an_artisan(world: SimpleNamespace) -> Thread:
    world.association.chamber = world.chamber
    world.association.save()
    person = make.person(world.chamber)
    thread = actions.ask_as_artisan(
        person=person, title="Mon nom ?", text="Est-il à moi ?", by=of_person(person), at=AT
    )
    actions.publish(subject=thread, by=Viewer.system(), at=AT)
    return now(thread)


def notices_of(member: Any, topic: str) -> list[Notice]:
    return list(Notice.objects.filter(owner=member.user.party, topic=topic))


def searched(world: SimpleNamespace, words: str) -> list[int]:
    return [hit.object_id for hit in find(as_member(world.member), words, ["thread"])]


def test_a_moved_question_is_asked_of_the_other_trade_and_its_author_is_told_why(
    world: SimpleNamespace,
) -> None:
    thread = asked(world)
    given = {"thread": thread, "reason": WHY, "by": world.moderator, "at": LATER}
    for trade in ("writer", "nobody"):
        with pytest.raises(actions.NotFit):
            actions.move_thread(trade=trade, **given)
    actions.move_thread(trade="developer", **given)
    assert now(thread).trade == "developer"
    assert [notice.facts["reason"] for notice in notices_of(world.member, "forum.moved")] == [WHY]
    assert now(thread) in queries.threads_to_tell(LATER)
    answered(thread, world.other_member)
    take_back("forum.move", world.moderator)
    assert now(thread).trade == "writer"
    take_back("forum.move", world.moderator)
    assert now(thread).trade == "developer"


def test_answers_become_a_question_that_says_where_they_come_from(world: SimpleNamespace) -> None:
    thread = asked(world)
    stays = answered(thread, world.double, "Le registre.")
    goes = answered(thread, world.other_member, "Et la facture impayée ?")
    part = split(world, thread, goes)
    reader = as_member(world.double)
    assert (shown(reader, thread), shown(reader, part)) == ([stays.text], [goes.text])
    assert (now(thread).answers_count, now(part).answers_count) == (1, 1)
    assert (part.author, part.text) == (world.other_member, "")
    assert queries.thread_page(reader, part).origin == thread
    assert list(queries.thread_page(reader, now(thread)).parts) == [part]
    assert len(notices_of(world.other_member, "forum.split")) == 1
    assert not notices_of(world.double, "forum.split")
    assert (searched(world, "facture impayée"), searched(world, "registre")) == ([part.pk], [thread.pk])


def test_taking_back_a_split_brings_back_what_came_since_and_does_it_again(world: SimpleNamespace) -> None:
    thread = asked(world)
    goes = answered(thread, world.other_member, "Et la facture impayée ?")
    part = split(world, thread, goes)
    since = answered(part, world.double, "Relancez.")
    said = take_back("forum.split", world.moderator)
    assert said == _("The answers that came since have gone back with the others.")
    reader = as_member(world.member)
    assert shown(reader, thread) == [goes.text, since.text]
    assert now(thread).answers_count == 2
    assert searched(world, "facture impayée") == [thread.pk]
    with pytest.raises(NotVisible):
        queries.get_thread(reader, part.pk)
    assert take_back("forum.split", world.moderator) == ""
    assert (shown(reader, thread), shown(reader, part)) == ([], [goes.text, since.text])
    assert (now(thread).state, now(part).answers_count) == (State.UNANSWERED, 2)


def test_what_is_taken_in_never_goes_back_by_itself(world: SimpleNamespace) -> None:
    thread = asked(world)
    split(world, thread, answered(thread, world.other_member))
    with pytest.raises(CannotUndo):
        take_back("forum.take_in", world.moderator)


@pytest.mark.parametrize("case", ["none", "accepted", "withdrawn", "elsewhere", "no title", "no reason"])
def test_splits_that_are_refused_say_why_and_change_nothing(world: SimpleNamespace, case: str) -> None:
    thread = asked(world)
    post = answered(asked(world, title=OTHER) if case == "elsewhere" else thread, world.other_member)
    if case == "accepted":
        actions.accept_answer(post=post, by=as_member(world.member), at=AT)
    if case == "withdrawn":
        actions.withdraw_answer(post=post, by=as_member(world.other_member), at=AT)
    changes = {"no title": {"title": " "}, "no reason": {"reason": " "}}.get(case, {})
    with pytest.raises(ActionError) as refusal:
        split(world, thread, *([] if case == "none" else [post]), **changes)
    assert len(str(refusal.value)) > 20
    assert not Thread.objects.filter(split_from=thread).exists()


def test_a_question_asked_twice_is_read_in_the_other_one(world: SimpleNamespace, client: Client) -> None:
    kept, twice = asked(world), asked(world, world.double, title=OTHER, at=AT + timedelta(minutes=5))
    first = answered(kept, world.other_member, "Le registre.")
    second = answered(twice, world.other_member, "Le bureau.", at=AT + timedelta(minutes=9))
    actions.accept_answer(post=first, by=as_member(world.member), at=AT)
    actions.accept_answer(post=second, by=as_member(world.double), at=AT)
    merge(world, twice, kept)
    reader = as_member(world.other_member)
    assert shown(reader, kept) == ["Le registre.", twice.text, "Le bureau."]
    assert (now(kept).answers_count, now(kept).accepted, now(twice).answers_count) == (2, first, 0)
    enter(client, world.other_member.user)
    answer = client.get(f"/questions/{twice.pk}/")
    assert answer["Location"] == f"/questions/{kept.pk}/#question-{twice.pk}"
    assert OTHER in client.get(f"/questions/{kept.pk}/").content.decode()
    assert twice not in queries.listed_threads(reader, queries.Choice()).threads
    assert searched(world, "bureau") == [kept.pk]
    assert (
        len(notices_of(world.double, "forum.merged"))
        == len(notices_of(world.other_member, "forum.merged"))
        == 1
    )


def test_who_followed_follows_the_other_until_they_stop(world: SimpleNamespace) -> None:
    kept, twice = asked(world), asked(world, world.double, title=OTHER)
    merge(world, twice, kept)
    post = answered(kept, world.other_member)
    assert notices_of(world.double, "forum.answers")
    assert queries.thread_page(as_member(world.double), now(kept)).is_followed
    actions.stop_following(thread=kept, by=as_member(world.double), at=LATER)
    Notice.objects.all().delete()
    answered(kept, world.other_member, quoted=post)
    assert not notices_of(world.double, "forum.answers")


def test_taking_back_a_merge_leaves_what_came_since_where_it_was_written(world: SimpleNamespace) -> None:
    kept, twice = asked(world), asked(world, world.double, title=OTHER)
    mine = answered(twice, world.other_member, "Le bureau.")
    actions.accept_answer(post=mine, by=as_member(world.double), at=AT)
    merge(world, twice, kept)
    since = answered(kept, world.other_member, "Le registre.", at=LATER + timedelta(minutes=1))
    said = take_back("forum.merge", world.moderator)
    assert said == _("What was answered since stays where it was written.")
    reader = as_member(world.member)
    assert (shown(reader, kept), shown(reader, twice)) == ([since.text], [mine.text])
    assert (now(twice).state, now(twice).accepted) == (State.ACCEPTED, mine)
    assert (searched(world, "bureau"), searched(world, "registre")) == ([twice.pk], [kept.pk])
    take_back("forum.merge", world.moderator)
    assert shown(reader, kept) == [twice.text, mine.text, since.text]


def test_an_answer_typed_meanwhile_goes_where_the_question_went(
    world: SimpleNamespace, client: Client
) -> None:
    kept, twice = asked(world), asked(world, world.double, title=OTHER)
    merge(world, twice, kept)
    enter(client, world.other_member.user)
    answer = client.post(f"/questions/{twice.pk}/", {"text": "Le registre."})
    answer = client.get(answer["Location"])
    assert answer["Location"].startswith(f"/questions/{kept.pk}/#reponse-")


@pytest.mark.parametrize("case", ["itself", "into a public one", "both merged", "artisan", "withdrawn"])
def test_merges_that_are_refused_say_why_and_change_nothing(world: SimpleNamespace, case: str) -> None:
    kept = asked(world, is_public=case == "into a public one")
    twice = asked(world, world.double, title=OTHER)
    if case == "both merged":
        merge(world, asked(world, title="Encore la même ?"), twice)
    if case == "withdrawn":
        actions.withdraw_question(thread=kept, by=as_member(world.member), at=AT)
    if case == "artisan":
        twice = asked_by_an_artisan(world)
    with pytest.raises(ActionError) as refusal:
        merge(world, twice, twice if case == "itself" else kept)
    assert len(str(refusal.value)) > 20
    assert now(twice).merged_into is None


def test_what_others_wrote_with_it_is_not_taken_back_by_its_author(world: SimpleNamespace) -> None:
    kept, twice = asked(world), asked(world, world.double, title=OTHER)
    answered(twice, world.other_member)
    merge(world, twice, kept)
    for thread, author in ((twice, world.double), (kept, world.member)):
        with pytest.raises(actions.NotNow):
            actions.withdraw_question(thread=thread, by=as_member(author), at=LATER)


@pytest.mark.parametrize("wrote_in", ["asked", "answered", "other asked", "other answered", "moved away"])
def test_who_wrote_in_either_arranges_nothing_of_them(world: SimpleNamespace, wrote_in: str) -> None:
    make.membership(world.association, Role.MODERATOR, world.other_member.user)
    moderator, others = world.other_member, world.member
    kept = asked(world, moderator if wrote_in == "other asked" else others)
    twice = asked(world, moderator if wrote_in == "asked" else others, title=OTHER)
    post = answered(twice, moderator if wrote_in in {"answered", "moved away"} else others)
    if wrote_in == "other answered":
        answered(kept, moderator)
    if wrote_in == "moved away":
        split(world, twice, post)
    with pytest.raises(NotAllowed):
        merge(world, twice, kept, by=acting(moderator.user, Role.MODERATOR))


def test_who_wrote_in_neither_arranges_them(world: SimpleNamespace) -> None:
    make.membership(world.association, Role.MODERATOR, world.other_member.user)
    kept, twice = asked(world), asked(world, title=OTHER)
    merge(world, twice, kept, by=acting(world.other_member.user, Role.MODERATOR))
    assert now(twice).merged_into == kept


def test_a_quotation_of_what_went_elsewhere_leads_there_for_who_reads_it(world: SimpleNamespace) -> None:
    thread = asked(world, is_public=True)
    quoted = answered(thread, world.other_member, "Une longue histoire.")
    quoting = answered(thread, world.double, "Pas tout à fait.", quoted=quoted)
    part = split(world, thread, quoting)
    given = {"title": "Autre ?", "text": "Autre.", "trade": "writer", "is_public": False}
    actions.correct_question(thread=thread, **given, by=as_member(world.member), at=LATER)
    for viewer, is_shown in ((as_member(world.member), True), (Viewer.nobody(), False)):
        card = queries.thread_page(viewer, queries.get_thread(viewer, part.pk)).answers[0]
        assert (card.quote is not None) == is_shown
    member = queries.thread_page(as_member(world.member), now(part)).answers[0]
    assert member.quote is not None
    assert member.quote.url == f"/questions/reponses/{quoted.pk}/"


def test_moderators_do_it_all_without_script(world: SimpleNamespace, client: Client) -> None:
    thread, kept = asked(world), asked(world, title=OTHER)
    post = answered(thread, world.other_member)
    board = world.board
    client = enter(client, make_user(board), Role.BOARD)
    page = client.get(f"/questions/{thread.pk}/").content.decode()
    for name in ("deplacer", "separer", "reunir"):
        assert f"/questions/{thread.pk}/{name}/" in page
    moved = {"trade": "developer", "reason": WHY}
    assert client.post(f"/questions/{thread.pk}/deplacer/", moved).status_code == 302
    chosen = {"posts": [post.pk], "title": "Et la facture ?", "reason": WHY}
    assert client.post(f"/questions/{thread.pk}/separer/", {**chosen, "posts": []}).status_code == 422
    assert client.post(f"/questions/{thread.pk}/separer/", chosen).status_code == 302
    for address in ("", "n’importe quoi", "/questions/999999/"):
        wrong = {"address": address, "reason": WHY}
        assert client.post(f"/questions/{thread.pk}/reunir/", wrong).status_code == 422
    right = {"address": f"https://exemple.fr/questions/{kept.pk}/#answer", "reason": WHY}
    assert client.post(f"/questions/{thread.pk}/reunir/", right)["Location"] == f"/questions/{kept.pk}/"
    assert client.get(f"/questions/{kept.pk}/deplacer/").status_code == 200
    assert client.get(f"/questions/{thread.pk}/deplacer/").status_code == 404


def make_user(viewer: Viewer) -> Any:
    from etabli.foundation.people.models import User

    return User.objects.get(pk=viewer.user_id)
