"""Whatever moderators split, merge, move and take back, in any order: no answer is lost, none is read twice, and the
counts are right."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Q
from hypothesis import HealthCheck, given, settings, strategies as st

from etabli.community.forum import actions, queries
from etabli.community.forum.models import IS_OUT, Post, Thread
from etabli.foundation.journal import ActionError, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.viewer import Viewer
from tests.community.conftest import AT, as_member
from tests.community.forum.conftest import answered, asked

ARRANGING = ("forum.split", "forum.merge", "forum.move")
NUMBERS = st.integers(0, 3)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["split", "merge", "answer", "undo", "move", "withdraw", "accept"]),
        NUMBERS,
        NUMBERS,
    ),
    min_size=3,
    max_size=14,
)


def pick[T](rows: list[T], number: int) -> T:
    return rows[number % len(rows)]


class Forum:
    """Three questions, and whoever does anything with them; what is refused changes nothing."""

    def __init__(self, world: SimpleNamespace) -> None:
        self.world, self.at = world, AT
        self.members = [world.member, world.other_member, world.double]
        self.expected: set[int] = set()
        for rank, member in enumerate(self.members):
            self.answer(asked(world, member, title=f"Question {rank} ?", at=AT))

    def answer(self, thread: Thread, rank: int = 0) -> None:
        self.at += timedelta(minutes=1)
        self.expected.add(answered(thread, pick(self.members, rank), at=self.at).pk)

    def do(self, step: str, rank: int, choice: int) -> None:
        self.at += timedelta(minutes=1)
        threads = list(Thread.objects.order_by("-pk"))  # the latest are the likeliest
        given: dict[str, Any] = {"reason": "Voilà.", "by": self.world.moderator, "at": self.at}
        thread = pick(threads, rank)
        posts = list(thread.posts.order_by("pk"))
        if step == "answer":
            self.answer(thread, choice)
        elif step == "split":
            chosen = [post.pk for place, post in enumerate(posts) if (place + choice) % 2]
            actions.split_thread(thread=thread, posts=chosen, title="Autre chose ?", **given)
        elif step == "merge":
            actions.merge_thread(thread=thread, into=pick(threads, choice), **given)
        elif step == "move":
            actions.move_thread(thread=thread, trade=pick(["writer", "developer"], choice), **given)
        elif step == "undo":
            entries = list(Entry.objects.filter(verb__in=ARRANGING).order_by("-pk"))
            if not entries:
                return
            entry = pick(entries, choice)
            undo(entry=entry, by=self.world.moderator, at=self.at)
        elif posts and step == "accept":
            actions.accept_answer(post=pick(posts, choice), by=Viewer.system(), at=self.at)
        elif posts:
            actions.withdraw_answer(post=pick(posts, choice), by=Viewer.system(), at=self.at)

    def check(self) -> None:
        assert set(Post.objects.values_list("pk", flat=True)) == self.expected
        gone = Q(withdrawn_at__isnull=False) | Q(merged_into__isnull=False)
        reader, shown = as_member(self.world.member), list[int]()
        for thread in Thread.objects.filter(gone):
            assert (thread.answers_count, thread.posts.count()) == (0, 0)
        for thread in Thread.objects.exclude(gone):
            page = queries.thread_page(reader, queries.get_thread(reader, thread.pk))
            assert thread.answers_count == page.answers_count == thread.posts.filter(IS_OUT).count()
            shown += [card.pk for card in page.answers if not card.merged_title]
        assert sorted(shown) == sorted(self.expected)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_answer_is_lost_or_read_twice(world: SimpleNamespace, steps: list[tuple[str, int, int]]) -> None:
    with transaction.atomic():
        forum = Forum(world)
        for step, rank, choice in steps:
            try:
                with transaction.atomic():
                    before = set(forum.expected)
                    forum.do(step, rank, choice)
            except ActionError:
                forum.expected = before
        forum.check()
        transaction.set_rollback(True)
