"""The answers of a question, fifty a page: as they came, after the accepted one. Among them stand the words of the
questions that were merged into it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from etabli.community.association.models import Member
from etabli.community.forum.models import IS_OUT, Post, Thanks, Thread, Watch
from etabli.community.neutrality.rules import acts_for_association
from etabli.foundation.people.viewer import Viewer

ANSWERS_PAGE = 50
WRITING = ("text", "written_at", "published_at", "edited_at", "hidden_at", "hidden_reason", "withdrawn_at")
AUTHOR = ("organisation", "user", "display_name", "trade", "left_on")
SHOWN_FIELDS = (
    *WRITING,
    "thread",
    "author",
    "quoted",
    "certified_at",
    *(f"author__{name}" for name in AUTHOR),
    *(f"quoted__{name}" for name in ("text", "published_at", "hidden_at", "withdrawn_at", "thread")),
    "quoted__author__display_name",
    *(f"quoted__thread__{name}" for name in ("is_public", "published_at", "hidden_at", "withdrawn_at")),
)
ALL_PAGES = "all"  # in the place of the number of a page


@dataclass(frozen=True)
class AnswersPage:
    """`accepted`: at the head of the first page, and nowhere else. `page` holds the others, as they came. `begins_at`
    and `ends_at`: from the instant of its first answer to that of the first of the next page; None, without a bound.
    `has_own`: the member answered, on whichever page."""

    page: Page[Post]
    accepted: Post | None
    begins_at: datetime | None
    ends_at: datetime | None
    has_own: bool

    @property
    def posts(self) -> Sequence[Post]:
        """As they are read."""
        head = [self.accepted] if self.accepted is not None and not self.page.has_previous() else []
        return [*head, *self.page.object_list]

    def holds(self, at: datetime) -> bool:
        """Whether what was written then stands on this page."""
        is_late_enough = self.begins_at is None or at >= self.begins_at
        return is_late_enough and (self.ends_at is None or at < self.ends_at)


def answers_page(viewer: Viewer, thread: Thread, number: str, member: Member | None) -> AnswersPage:
    """A page by its number (ALL_PAGES: all that there is), the nearest to it that exists. Three statements."""
    posts = _by_arrival(viewer, thread)
    others = posts.exclude(_accepted(thread))
    paginator = Paginator(others, ANSWERS_PAGE)
    is_own = IS_OUT & Q(author=member)
    counts = posts.order_by().aggregate(
        shown=Count("pk"), accepted=Count("pk", filter=_accepted(thread)), own=Count("pk", filter=is_own)
    )
    paginator.count = counts["shown"] - counts["accepted"]
    if number == ALL_PAGES:
        paginator.per_page = max(paginator.count, 1)
    page = paginator.get_page(number)
    first, last = page.start_index() - 1, page.start_index() - 1 + paginator.per_page
    rows = list(_with_thanks(others, viewer, member)[max(first, 0) : last + 1])
    page.object_list = rows[: paginator.per_page]
    return AnswersPage(
        page=page,
        accepted=_with_thanks(posts.filter(_accepted(thread)), viewer, member).first()
        if counts["accepted"]
        else None,
        begins_at=_came_at(rows[0]) if page.has_previous() else None,
        ends_at=_came_at(rows[-1]) if page.has_next() else None,
        has_own=member is not None and counts["own"] > 0,
    )


def page_number_of(viewer: Viewer, writing: Post | Thread) -> int:
    """On which page an answer stands, or the words of a question in the one into which it was merged: a statement."""
    thread = writing.thread if isinstance(writing, Post) else writing.merged_into or writing
    if writing.is_out and writing.pk == thread.accepted_id and isinstance(writing, Post):
        return 1
    at = _came_at(writing)
    came_first = Q(came_at__lt=at)
    came_first |= Q(came_at=at, pk__lte=writing.pk) if isinstance(writing, Post) else Q(came_at=at)
    others = _by_arrival(viewer, thread).exclude(_accepted(thread))
    return max(others.filter(came_first).count() - 1, 0) // ANSWERS_PAGE + 1


def first_unread(
    thread: Thread, member: Member | None, watch: Watch | None, here: AnswersPage
) -> Post | None:
    """The first to come since then that is not the member's own; None when nothing is new, or nobody knows. A statement
    where it stands before the page that is shown, or after it."""
    since = watch.read_until if watch is not None else None
    if member is None or since is None or thread.active_at <= since:
        return None
    if here.begins_at is None or (here.accepted is None and here.begins_at <= since):
        new = [post for post in here.posts if post.is_out and _came_at(post) > since]
        unread = [post for post in new if post.author_id != member.pk]
        if unread:
            return min(unread, key=lambda post: (_came_at(post), post.pk))
    rows = thread.posts.filter(IS_OUT, published_at__gt=since).exclude(author=member)
    return rows.order_by("published_at", "pk").first()


def _with_thanks(posts: QuerySet[Post], viewer: Viewer, member: Member | None) -> QuerySet[Post]:
    """Each with `thanks_count`, and `is_thanked` by the viewer."""
    thanks = Thanks.objects.filter(post=OuterRef("pk"), withdrawn_at=None)
    number = thanks.order_by().values("post").annotate(number=Count("pk")).values("number")
    person = viewer.person_id if viewer.is_person(viewer.person_id) else None
    own = Q(member=member) if member is not None else Q(person=person) if person is not None else Q(pk=None)
    return posts.annotate(thanks_count=Coalesce(Subquery(number), 0), is_thanked=Exists(thanks.filter(own)))


def _by_arrival(viewer: Viewer, thread: Thread) -> QuerySet[Post]:
    """Those that people saw, even when they were taken off or back since; and the viewer's own that wait."""
    shown = Q(published_at__isnull=False)
    if acts_for_association(viewer) and viewer.user_id is not None:
        shown |= Q(author__user=viewer.user_id, withdrawn_at=None)
    posts = thread.posts.filter(shown).annotate(came_at=Coalesce(F("published_at"), F("written_at")))
    related = posts.select_related("author", "quoted__author", "quoted__thread")
    return related.only(*SHOWN_FIELDS).order_by("came_at", "pk")


def _accepted(thread: Thread) -> Q:
    """The condition on the answer that its author accepted, while it is there."""
    return IS_OUT & Q(pk=thread.accepted_id or 0)


def _came_at(writing: Post | Thread) -> datetime:
    return writing.published_at or writing.written_at
