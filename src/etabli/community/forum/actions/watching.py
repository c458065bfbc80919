"""Following a question or a trade, and telling those who do, or all of a trade."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.community.association.models import Member
from etabli.community.association.trades import trades
from etabli.community.forum import notices
from etabli.community.forum.actions.writing import NotFit, NotNow, author_for
from etabli.community.forum.models import Notified, Thread, Watch
from etabli.community.forum.rules import is_own, is_system, may_follow
from etabli.foundation.journal import Irreversible, action, change, undo_fields
from etabli.foundation.people.models import Membership
from etabli.foundation.people.viewer import Viewer


@action(
    "forum.follow_thread",
    sentence=_("followed “%(subject)s”"),
    may=may_follow,
    may_undo=is_own,
    undo=undo_fields,
)
def follow_thread(*, thread: Thread, by: Viewer, at: datetime) -> Watch:
    """Be told of its answers. Raises NotNow for who follows it already."""
    return _follow(at, member=author_for(by), thread=thread)


@action(
    "forum.follow_trade",
    sentence=_("followed the questions of the trade “%(subject)s”"),
    may=may_follow,
    may_undo=is_own,
    undo=undo_fields,
)
def follow_trade(*, trade: str, by: Viewer, at: datetime) -> Watch:
    """Be told of each question asked of a trade. Raises NotFit, NotNow for who follows it already."""
    member = author_for(by)
    if trade not in trades(member.organisation_id):
        raise NotFit(_("This trade is not on the list."))
    return _follow(at, member=member, trade=trade)


@action(
    "forum.stop_following",
    sentence=_("stopped following “%(subject)s”"),
    may=may_follow,
    may_undo=is_own,
    undo=undo_fields,
)
def stop_following(*, thread: Thread | None = None, trade: str = "", by: Viewer, at: datetime) -> Watch:
    """Be told no more of a question, one's own included, or of a trade. Raises NotNow for who stopped already."""
    watch = _watch(member=author_for(by), thread=thread, trade=trade, since=at)
    if watch.withdrawn_at is not None:
        raise NotNow(_("You have stopped following it already."))
    return change(watch, withdrawn_at=at)


def _follow(at: datetime, *, member: Member, **what: Any) -> Watch:
    watch = _watch(member=member, **what, since=at, read_until=at, withdrawn_at=at)
    if watch.withdrawn_at is None:
        raise NotNow(_("You follow it already."))
    return change(watch, withdrawn_at=None)


def _watch(*, member: Member, thread: Thread | None = None, trade: str = "", **defaults: Any) -> Watch:
    """The row of this member for this one thing, kept from others until the end of the transaction."""
    rows = Watch.objects.select_for_update(of=("self",))
    return rows.get_or_create(member=member, thread=thread, trade=trade, defaults=defaults)[0]


@action(
    "forum.tell",
    sentence=_("told members of the question “%(subject)s”"),
    may=is_system,
    undo=Irreversible(_("This message has left: it can’t be taken back.")),
    subject="thread",
)
def tell(
    *, thread: Thread, posts: Sequence[Membership], through: int | None, by: Viewer, at: datetime
) -> Thread:
    """Tell these; `through` is the last member who was looked at, None when there is nobody left: then who was to be
    told was, once and for all."""
    if thread.notified == Notified.NOBODY:
        notices.update_trade_followers(thread, posts, at)
        notified = Notified.FOLLOWERS
    else:
        notices.update_trade(thread, posts, at)
        notified = Notified.TRADE
    return change(thread, notified_through=through, notified=thread.notified if through else notified)
