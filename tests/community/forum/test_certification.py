"""The board certifies what an answer says: by its content, never one's own, in the log, taken back."""

from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client

from etabli.community.forum import actions, queries
from etabli.community.forum.models import Post
from etabli.community.neutrality.actions import declare_interest
from etabli.community.neutrality.models import DeclaredInterest, LogEntry
from etabli.community.neutrality.rules import interest_key
from etabli.foundation.journal import NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership, Role, User
from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.community.conftest import AT, acting, as_member, enter, join
from tests.community.forum.conftest import answered, asked

CERTIFIED = "réponse certifiée par l’association"


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def post(world: SimpleNamespace) -> Post:
    return answered(asked(world), world.other_member)


def is_certified(post: Post) -> bool:
    return Post.objects.get(pk=post.pk).certified_at is not None


def log_kinds() -> list[str]:
    return list(LogEntry.objects.filter(kind__startswith="answer.cert").values_list("kind", flat=True))


def test_certified_by_the_board_it_says_so_until_it_is_taken_back(
    client: Client, world: SimpleNamespace, post: Post
) -> None:
    board, address = User.objects.get(pk=world.board.user_id), f"/questions/{post.thread_id}/"
    enter(client, board)
    assert CERTIFIED not in client.get(address).content.decode()
    assert client.post(f"/questions/reponses/{post.pk}/certifier/").status_code == 302
    client.force_login(world.member.user)
    assert CERTIFIED in client.get(address).content.decode()
    enter(client, board)
    assert client.post(f"/questions/reponses/{post.pk}/certifier/", {"take_back": "1"}).status_code == 302
    assert CERTIFIED not in client.get(address).content.decode()
    assert log_kinds() == ["answer.certified", "answer.certificate_ended"]


def test_it_is_taken_back_from_the_history_and_stands_in_the_log(world: SimpleNamespace, post: Post) -> None:
    actions.certify(post=post, by=world.board, at=AT)
    undo(entry=Entry.objects.get(verb="forum.certify"), by=world.board, at=AT)
    assert not is_certified(post)
    assert log_kinds() == ["answer.certified", "answer.certificate_ended"]


def test_a_correction_ends_it_and_its_undo_brings_it_back(world: SimpleNamespace, post: Post) -> None:
    actions.certify(post=post, by=world.board, at=AT)
    author = as_member(world.other_member)
    actions.correct_answer(post=post, text="Autre chose.", by=author, at=AT)
    assert not is_certified(post)
    undo(entry=Entry.objects.get(verb="forum.correct_answer"), by=author, at=AT)
    assert is_certified(post)


def test_nobody_certifies_where_they_wrote(world: SimpleNamespace) -> None:
    own = join(world, "Trésorière")
    make.membership(world.association, Role.BOARD, own.user)
    board = acting(own.user, Role.BOARD)
    thread = asked(world)
    answer, other = answered(thread, own), answered(thread, world.other_member)
    for post in (answer, other):
        assert not may_certify(board, post)


def test_neither_a_moderator_nor_who_serves_a_chamber_nor_who_declared_an_interest_does(
    world: SimpleNamespace, post: Post
) -> None:
    assert not may_certify(world.moderator, post)
    assert not may_certify(as_member(world.member), post)
    assert not may_certify(acting(world.double.user, Role.BOARD), post)
    board = Membership.objects.get(user=world.board.user_id, role=Role.BOARD)
    declare_interest(
        organisation=world.association,
        user=board.user,
        kind=DeclaredInterest.Kind.OTHER,
        text="Nous partageons une entreprise.",
        about=interest_key("people.user", world.other_member.user_id),
        by=world.board,
        at=AT,
    )
    assert not may_certify(world.board, post)


def may_certify(by: Viewer, post: Post) -> bool:
    try:
        actions.certify(post=post, by=by, at=AT)
    except NotAllowed:
        return False
    return True


def test_what_is_no_longer_there_is_certified_no_more(world: SimpleNamespace, post: Post) -> None:
    actions.withdraw_answer(post=post, by=as_member(world.other_member), at=AT)
    with pytest.raises(actions.NotNow):
        actions.certify(post=post, by=world.board, at=AT)
    page = queries.thread_page(world.board, post.thread)
    assert not page.answers[0].is_certified
