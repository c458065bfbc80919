"""What a member follows; whom to tell of which questions, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from etabli.community.association.models import Member
from etabli.community.association.queries import in_force, own_member
from etabli.community.association.trades import trades
from etabli.community.forum.models import IS_OUT, Notified, State, Thread, Watch
from etabli.community.forum.notices import posts_of
from etabli.community.forum.queries.lists import key_of, read_key
from etabli.foundation.people.models import Membership
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer

UNANSWERED_AFTER = timedelta(hours=48)
THREADS_AT_ONCE, MEMBERS_AT_ONCE = 5, 60  # each minute
FOLLOWED_PAGE = 20


@dataclass(frozen=True)
class FollowedTrade:
    """A trade of the association: `is_own`, that of the member."""

    code: str
    label: str
    is_own: bool
    is_followed: bool


def followed_trades(viewer: Viewer) -> list[FollowedTrade]:
    """All the trades, and which of them the viewer follows: three statements. Raises NotVisible for no member."""
    member = _member(viewer)
    rows = Watch.objects.filter(member=member, thread=None, withdrawn_at=None)
    followed = set(rows.values_list("trade", flat=True))
    return [
        FollowedTrade(code, trade.label, code == member.trade, code in followed)
        for code, trade in trades(member.organisation_id).items()
    ]


def followed_threads(viewer: Viewer, after: str = "") -> tuple[Sequence[Watch], str]:
    """A page of the questions that the viewer chose to follow, the latest activity first; and the key of the page
    after, "" on the last. Two statements. Raises NotVisible for no member."""
    watches = Watch.objects.filter(member=_member(viewer), thread__isnull=False, withdrawn_at=None)
    key = read_key(after)
    if key is not None:
        at, pk = key
        watches = watches.filter(Q(thread__active_at__lt=at) | Q(thread__active_at=at, thread__lt=pk))
    watches = watches.select_related("thread").only("thread__title", "thread__active_at")
    rows = list(watches.order_by("-thread__active_at", "-thread")[: FOLLOWED_PAGE + 1])
    last = rows[FOLLOWED_PAGE - 1].thread if len(rows) > FOLLOWED_PAGE else None
    return rows[:FOLLOWED_PAGE], key_of(last) if last is not None else ""


def threads_to_tell(at: datetime) -> list[Thread]:
    """The questions of which members are still to be told: those who follow its trade, at once; all of its trade, when
    nobody has answered for two days. Two statements."""
    threads = Thread.objects.filter(IS_OUT, closed_at=None, merged_into=None).select_related(
        "organisation", "author", "person"
    )
    new = threads.filter(notified=Notified.NOBODY)
    waiting = threads.filter(
        notified=Notified.FOLLOWERS, state=State.UNANSWERED, published_at__lte=at - UNANSWERED_AFTER
    )
    return [
        thread for rows in (new, waiting) for thread in rows.order_by("published_at", "pk")[:THREADS_AT_ONCE]
    ]


def next_posts_to_tell(thread: Thread) -> tuple[Sequence[Membership], int | None]:
    """The roles of those to tell among the next members, and the last who was looked at (None: nobody is left). Two
    statements."""
    follow = Watch.objects.filter(thread=None)  # any trade, of a question asked of all
    if thread.trade:
        follow = follow.filter(trade=thread.trade)
    members = in_force(thread.organisation_id).filter(pk__gt=thread.notified_through or 0)
    chosen = Q(pk__in=follow.filter(withdrawn_at=None).values("member"))
    if thread.notified == Notified.FOLLOWERS:
        chosen = Q(trade=thread.trade) if thread.trade else Q()
    batch = list(members.filter(chosen).exclude(user=thread.asker_user_id).order_by("pk")[:MEMBERS_AT_ONCE])
    posts = posts_of([member.user_id for member in batch], thread.organisation_id)
    return posts, batch[-1].pk if len(batch) == MEMBERS_AT_ONCE else None


def _member(viewer: Viewer) -> Member:
    member = own_member(viewer)
    if member is None:
        raise NotVisible
    return member
