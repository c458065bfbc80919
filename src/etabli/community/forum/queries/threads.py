"""One question on one screen: who wrote what, in which role, and what its viewer may do there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from etabli.community.association.models import Member
from etabli.community.association.queries import member_of
from etabli.community.forum import rules
from etabli.community.forum.engine import Answer, first_unread, reading_order
from etabli.community.forum.models import Post, Thanks, Thread, Watch, out
from etabli.community.forum.queries.cards import Card, Cards
from etabli.community.moderation.rules import QUEUE_ROLES
from etabli.community.neutrality.rules import acts_for_association
from etabli.foundation.people.models import Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer


@dataclass(frozen=True)
class ThreadPage:
    """A question, its answers in reading order, and what the viewer may do. `latest_at`: when the last answer came.
    Among the answers stand the words of the questions that were merged into it. `origin`: the question to which its
    first answers were given; `parts`: those that were made of answers given here."""

    thread: Thread
    title: str
    question: Card
    answers: Sequence[Card]
    answers_count: int
    first_unread: int | None
    latest_at: datetime
    member: Member | None
    watch: Watch | None
    takes_part: bool
    may_close: bool
    may_withdraw: bool
    may_certify: bool
    origin: Thread | None
    parts: Sequence[Thread]

    @property
    def is_open(self) -> bool:
        """Whether it takes answers."""
        return self.thread.is_out and self.thread.closed_at is None

    @property
    def may_answer(self) -> bool:
        return self.is_open and self.member is not None

    @property
    def may_split(self) -> bool:
        """Whether another question can be made of some of its answers."""
        is_free = (card.is_out and not card.is_accepted and not card.merged_title for card in self.answers)
        return self.may_close and self.thread.is_out and any(is_free)

    @property
    def may_accept(self) -> bool:
        return self.question.is_own and self.thread.is_out

    @property
    def may_thank(self) -> bool:
        """Members, and the artisan who asked; each what others wrote."""
        return self.member is not None or (self.thread.is_artisans and self.question.is_own)

    @property
    def is_followed(self) -> bool:
        """By a row, of this question before one that was merged into it; or since the viewer asked or answered."""
        return self.takes_part if self.watch is None else self.watch.withdrawn_at is None


def get_thread(viewer: Viewer, pk: int) -> Thread:
    """A question: for who reads it, for its author and the moderators of its association in whatever state it is. One
    statement. Raises NotVisible."""
    seen = rules.readable_by(viewer) | _theirs(viewer)
    thread = _threads().filter(seen, pk=pk).first()
    if thread is None:
        raise NotVisible
    return thread


def get_own_thread(viewer: Viewer, pk: int) -> Thread:
    """A question, for who asked it: one statement. Raises NotVisible."""
    thread = _threads().filter(pk=pk).first()
    if thread is None or not rules.is_author(viewer, thread):
        raise NotVisible
    return thread


def get_thread_to_withdraw(viewer: Viewer, pk: int) -> Thread:
    """A question, for who asked it, or the staff beside the artisan who did: one statement. Raises NotVisible."""
    thread = _threads().filter(pk=pk).first()
    if thread is None or not rules.may_withdraw(viewer, thread):
        raise NotVisible
    return thread


def get_thread_to_close(viewer: Viewer, pk: int) -> Thread:
    """A question that is out, for a moderator without an interest in it: three statements. Raises NotVisible."""
    thread = _threads().filter(pk=pk).first()
    if thread is None or not thread.is_out or thread.merged_into_id is not None:
        raise NotVisible
    if not rules.may_close(viewer, thread):
        raise NotVisible
    return thread


def get_thread_to_arrange(viewer: Viewer, pk: int) -> Thread:
    """The same, for a moderator without an interest in any question with which it shares answers. Raises NotVisible."""
    thread = get_thread_to_close(viewer, pk)
    if not rules.may_arrange(viewer, thread):
        raise NotVisible
    return thread


def splittable_posts(thread: Thread) -> QuerySet[Post]:
    """The answers of a question that the viewer has been given of which another one can be made: as they came."""
    posts = thread.posts.filter(out()).exclude(pk=thread.accepted_id or 0)
    return posts.select_related("author").order_by("published_at", "pk")


def get_post(viewer: Viewer, pk: int) -> Post:
    """An answer that is out, for who reads its question; for its author in whatever state. One statement. Raises
    NotVisible."""
    post = _posts().filter(rules.readable_by(viewer, "thread__") | _theirs(viewer, "thread__"), pk=pk).first()
    if post is None or not (post.is_out or rules.is_author(viewer, post)):
        raise NotVisible
    return post


def get_post_to_certify(viewer: Viewer, pk: int) -> Post:
    """An answer that is out, for a board member without an interest in it: five statements. Raises NotVisible."""
    post = _posts().filter(pk=pk).first()
    if post is None or not post.is_out or not rules.may_certify(viewer, post):
        raise NotVisible
    return post


def quotable_post(thread: Thread, pk: int) -> Post | None:
    """An answer that is out, of a question that the viewer has been given: one statement."""
    return thread.posts.filter(out(), pk=pk).select_related("author").first()


def get_own_post(viewer: Viewer, pk: int) -> Post:
    """An answer, for who wrote it: one statement. Raises NotVisible."""
    post = _posts().filter(pk=pk).first()
    if post is None or not rules.is_author(viewer, post):
        raise NotVisible
    return post


def get_thanks(viewer: Viewer, post: Post) -> Thanks:
    """The viewer's own thank you for an answer that they have been given. Raises NotVisible."""
    rows = Thanks.objects.filter(post=post).select_related("member")
    thanks = next((row for row in rows if rules.is_own(viewer, row)), None)
    if thanks is None:
        raise NotVisible
    return thanks


def thread_page(viewer: Viewer, thread: Thread) -> ThreadPage:
    """All that its page shows, for a viewer who has been given the question: nine statements at most, of which
    five are for those who act for the association."""
    member = _member_there(viewer, thread)
    posts = {post.pk: post for post in _shown_posts(viewer, thread)}
    related = Related.of(viewer, thread)
    watch = _watch_of(member, thread)
    came = [Answer(post.pk, post.published_at or post.written_at, post.author_id) for post in posts.values()]
    seen = [answer for answer in came if posts[answer.pk].is_out]
    accepted = thread.accepted_id if any(answer.pk == thread.accepted_id for answer in seen) else None
    unread = first_unread(
        seen, reader=member.pk if member else None, read_until=watch.read_until if watch else None
    )
    cards = Cards.of(viewer, [thread, *posts.values(), *related.merged], thread, member)
    answers = [cards.card(posts[pk], accepted=accepted) for pk in reading_order(came, accepted=accepted)]
    merged = [cards.merged_card(other) for other in related.merged]
    may_close = rules.may_close(viewer, thread)
    return ThreadPage(
        thread=thread,
        title=title_for(viewer, thread),
        question=cards.card(thread),
        answers=sorted([*answers, *merged], key=lambda card: (not card.is_accepted, card.at)),
        answers_count=len(seen),
        first_unread=unread,
        latest_at=max([answer.at for answer in seen], default=thread.published_at or thread.written_at),
        member=member,
        watch=watch,
        takes_part=member is not None
        and member.pk
        in {thread.author_id, *(row.author_id for row in related.merged), *(row.author for row in seen)},
        may_close=may_close,
        may_withdraw=rules.may_withdraw(viewer, thread),
        may_certify=may_close and viewer.role == Role.BOARD,
        origin=related.origin,
        parts=related.parts,
    )


@dataclass(frozen=True)
class Related:
    """The questions of which moderators put something here, or to which they took something from here."""

    merged: Sequence[Thread]
    parts: Sequence[Thread]
    origin: Thread | None

    @classmethod
    def of(cls, viewer: Viewer, thread: Thread) -> "Related":
        """What was merged, whatever the viewer reads beside; of the others, those that they read. One statement."""
        beside = Q(split_from=thread) | Q(pk=thread.split_from_id or 0)
        beside &= rules.readable_by(viewer) & out()
        rows = list(
            _threads().filter(Q(merged_into=thread, published_at__isnull=False) | beside).order_by("pk")
        )
        return cls(
            merged=[row for row in rows if row.merged_into_id == thread.pk],
            parts=[row for row in rows if row.split_from_id == thread.pk and row.merged_into_id != thread.pk],
            origin=next((row for row in rows if row.pk == thread.split_from_id), None),
        )


def _watch_of(member: Member | None, thread: Thread) -> Watch | None:
    """How a member follows it: by itself, before any question that was merged into it. One statement."""
    if member is None:
        return None
    watches = list(
        Watch.objects.filter(Q(thread=thread) | Q(thread__merged_into=thread), member=member).order_by("pk")
    )
    return min(watches, key=lambda watch: watch.thread_id != thread.pk, default=None)


def _member_there(viewer: Viewer, thread: Thread) -> Member | None:
    """The viewer's own place in the association of the question, in force."""
    member = member_of(viewer)
    return member if member is not None and member.organisation_id == thread.organisation_id else None


def _threads() -> QuerySet[Thread]:
    return Thread.objects.select_related("organisation", "author__user", "person", "merged_into")


def _posts() -> QuerySet[Post]:
    return Post.objects.select_related(
        "author__user", "thread__organisation", "thread__author__user", "thread__person"
    )


def _theirs(viewer: Viewer, thread: str = "") -> Q:
    """What is read in whatever state: by its author, and by the moderators of its association."""
    if not acts_for_association(viewer) or viewer.user_id is None or viewer.organisation_id is None:
        return Q(pk=None)
    condition = Q(author__user=viewer.user_id, **{f"{thread}organisation": viewer.organisation_id})
    if viewer.role in QUEUE_ROLES:
        condition |= Q(**{f"{thread}organisation": viewer.organisation_id})
    return condition


def _shown_posts(viewer: Viewer, thread: Thread) -> QuerySet[Post]:
    """Those that people saw, even when they were taken off or back since; and the viewer's own that wait."""
    shown = Q(published_at__isnull=False)
    if acts_for_association(viewer) and viewer.user_id is not None:
        shown |= Q(author__user=viewer.user_id, withdrawn_at=None)
    posts = thread.posts.filter(shown)
    return posts.select_related("author__user", "quoted__author", "quoted__thread").order_by("pk")


def title_for(viewer: Viewer, thread: Thread) -> str:
    """How a question is called: what moderators took off is read by them, its author and who helps them alone."""
    reads_all = rules.may_withdraw(viewer, thread) or rules.reads_waiting(viewer, thread.organisation_id)
    return thread.title if thread.is_out or reads_all else _("A question that the moderators took off")
