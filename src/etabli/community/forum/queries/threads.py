"""One question on one screen: who wrote what, in which role, and what its viewer may do there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page
from django.db.models import BigIntegerField, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from etabli.community.association.models import Member
from etabli.community.association.queries import member_of
from etabli.community.forum import rules
from etabli.community.forum.models import Post, Thanks, Thread, Watch, out
from etabli.community.forum.queries.answers import AnswersPage, answers_page, first_unread
from etabli.community.forum.queries.cards import Card, Cards, Reader
from etabli.community.moderation.rules import QUEUE_ROLES
from etabli.community.neutrality.rules import acts_for_association
from etabli.foundation.kept_statements import Given, KeptStatement
from etabli.foundation.people.models import Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer


@dataclass(frozen=True)
class ThreadPage:
    """A question, a page of its answers in reading order, and what the viewer may do. `latest_at`: when the last answer
    came that one has read here. Among the answers stand the words of the questions that were merged into it.
    `origin`: the question to which its first answers were given; `parts`: those that were made of answers given here.
    """

    thread: Thread
    title: str
    question: Card
    answers: Sequence[Card]
    answers_count: int
    pages: Page[Post]
    accepted: Post | None
    first_unread: Post | None
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
    def reader(self) -> Reader:
        return Reader(
            thread=self.thread.pk,
            number=self.pages.number,
            member=self.member is not None,
            may_thank=self.may_thank,
            may_accept=self.may_accept,
            may_certify=self.may_certify,
            may_answer=self.may_answer,
        )

    @property
    def address(self) -> str:
        """Of this page of its answers."""
        number = self.pages.number
        address = reverse("forum:thread", args=[self.thread.pk])
        return f"{address}?page={number}" if number > 1 else address

    @property
    def first_unread_url(self) -> str:
        """ "" when nothing is new."""
        return self._address_in(self.first_unread) if self.first_unread is not None else ""

    @property
    def accepted_url(self) -> str:
        """On the pages where it doesn't stand."""
        if self.accepted is None or not self.pages.has_previous():
            return ""
        return self._address_in(self.accepted)

    def _address_in(self, post: Post) -> str:
        is_here = any(card.pk == post.pk and not card.merged_title for card in self.answers)
        return f"#reponse-{post.pk}" if is_here else reverse("forum:answer", args=[post.pk])

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
    post = get_shown_post(viewer, pk)
    if not (post.is_out or rules.is_author(viewer, post)):
        raise NotVisible
    return post


def get_shown_post(viewer: Viewer, pk: int) -> Post:
    """An answer in whatever state, for who reads its question: its page says what became of it. One statement. Raises
    NotVisible."""
    post = _posts().filter(rules.readable_by(viewer, "thread__") | _theirs(viewer, "thread__"), pk=pk).first()
    if post is None:
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


def thread_page(viewer: Viewer, thread: Thread, number: str = "1") -> ThreadPage:
    """All that its page shows, for a viewer who has been given the question: ten statements at most, of which
    five are for those who act for the association. `number`: of the page of answers."""
    member = _member_there(viewer, thread)
    answers, related = answers_page(viewer, thread, number, member), Related.of(viewer, thread)
    watch = _watch_of(member, thread)
    merged = [row for row in related.merged if answers.holds(row.published_at or row.written_at)]
    cards = Cards.of(viewer, [thread, *answers.posts, *merged], thread)
    accepted = answers.accepted.pk if answers.accepted is not None else None
    shown = [cards.card(post, accepted=accepted) for post in answers.posts]
    shown += [cards.merged_card(other) for other in merged]
    may_close = rules.may_close(viewer, thread)
    return ThreadPage(
        thread=thread,
        title=title_for(viewer, thread),
        question=cards.card(thread),
        answers=sorted(shown, key=lambda card: (not card.is_accepted, card.at)),
        answers_count=thread.answers_count,
        pages=answers.page,
        accepted=answers.accepted,
        first_unread=first_unread(thread, member, watch, answers),
        latest_at=_read_until(thread, answers),
        member=member,
        watch=watch,
        takes_part=answers.has_own
        or (member is not None and member.pk in {row.author_id for row in (thread, *related.merged)}),
        may_close=may_close,
        may_withdraw=rules.may_withdraw(viewer, thread),
        may_certify=may_close and viewer.role == Role.BOARD,
        origin=related.origin,
        parts=related.parts,
    )


def _read_until(thread: Thread, answers: AnswersPage) -> datetime:
    """When the last answer came that one has read at the end of this page."""
    came = [post.published_at for post in answers.page.object_list if post.is_out and post.published_at]
    if not answers.page.has_next() or not came:
        return thread.active_at
    return came[-1]


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
    watches = _WATCHES(member=member.pk, thread=thread.pk)
    return min(watches, key=lambda watch: watch.thread_id != thread.pk, default=None)


_THREAD = Given("thread", BigIntegerField())
_WATCHES = KeptStatement(
    Watch.objects.filter(
        Q(thread=_THREAD) | Q(thread__merged_into=_THREAD), member=Given("member", BigIntegerField())
    ).order_by("pk")
)


def _member_there(viewer: Viewer, thread: Thread) -> Member | None:
    """The viewer's own place in the association of the question, in force."""
    member = member_of(viewer)
    return member if member is not None and member.organisation_id == thread.organisation_id else None


def _threads() -> QuerySet[Thread]:
    return Thread.objects.select_related("author", "person")


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


def title_for(viewer: Viewer, thread: Thread) -> str:
    """How a question is called: what moderators took off is read by them, its author and who helps them alone."""
    reads_all = rules.may_withdraw(viewer, thread) or rules.reads_waiting(viewer, thread.organisation_id)
    return thread.title if thread.is_out or reads_all else _("A question that the moderators took off")
