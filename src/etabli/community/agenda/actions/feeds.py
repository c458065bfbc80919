"""Neighbours' feeds: having one read, correcting its address, stopping it, taking it up again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _, gettext_lazy

from etabli.community.agenda.actions.writing import NotFit, NotNow
from etabli.community.agenda.feeds.checks import checked_feed
from etabli.community.agenda.feeds.models import NeighbourFeed
from etabli.community.agenda.feeds.pairs import regroup
from etabli.community.agenda.feeds.rules import keeps_feeds, may_add_feed
from etabli.foundation.journal import ActionError, CannotUndo, action, change, record, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.viewer import Viewer

READ_ANEW: dict[str, Any] = {
    "etag": "", "modified": "", "next_at": None, "failure": "", "failures": 0, "notified_at": None
}  # fmt: skip


def _undo(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways, as long as no other feed stands at that address; it is read anew."""
    with _alone_at_its_address(
        CannotUndo(_("Another feed is read at this address since: stop that one first."))
    ):
        undo_fields(entry, by, at)
    _read_anew(subject_of(entry))


@action(
    "agenda.add_feed",
    sentence=gettext_lazy("had the agenda of “%(subject)s” read"),
    may=may_add_feed,
    may_undo=keeps_feeds,
    undo=_undo,
)
def add_feed(
    *, organisation: Organisation, name: str, url: str, page: str = "", by: Viewer, at: datetime
) -> NeighbourFeed:
    """Have what a neighbour publishes at this address read, each hour, and shown with its name. Raises NotFit."""
    feed = NeighbourFeed(organisation=organisation, added_at=at, **checked_feed(name, url, page))
    with _alone_at_its_address(NotFit(_("This address is read already."))):
        feed.save()
    record(feed, before={"ended_at": at}, after={"ended_at": None})
    return feed


@action(
    "agenda.correct_feed",
    sentence=gettext_lazy("corrected the agenda of “%(subject)s”"),
    tells={"url": gettext_lazy("Address of the feed")},
    may=keeps_feeds,
    undo=_undo,
    subject="feed",
)
def correct_feed(
    *, feed: NeighbourFeed, name: str, url: str, page: str = "", by: Viewer, at: datetime
) -> NeighbourFeed:
    """Another name, another address: it is read anew there. Raises NotFit, NotNow for one that was stopped."""
    feed = lock_feed(feed)
    if feed.ended_at is not None:
        raise NotNow(_("This agenda is read no more: take it up again first."))
    values = checked_feed(name, url, page)
    with _alone_at_its_address(NotFit(_("This address is read already."))):
        change(feed, **values)
    _read_anew(feed)
    return feed


@action(
    "agenda.stop_feed",
    sentence=gettext_lazy("stopped the agenda of “%(subject)s”"),
    may=keeps_feeds,
    undo=_undo,
    subject="feed",
)
def stop_feed(*, feed: NeighbourFeed, by: Viewer, at: datetime) -> NeighbourFeed:
    """It is read no more, and nothing that it brought is shown. Raises NotNow."""
    feed = lock_feed(feed)
    if feed.ended_at is not None:
        raise NotNow(_("This agenda is read no more already."))
    change(feed, ended_at=at)
    _read_anew(feed)
    return feed


@action(
    "agenda.resume_feed",
    sentence=gettext_lazy("took the agenda of “%(subject)s” up again"),
    may=keeps_feeds,
    undo=_undo,
    subject="feed",
)
def resume_feed(*, feed: NeighbourFeed, by: Viewer, at: datetime) -> NeighbourFeed:
    """It is read again, and shown. Raises NotFit, NotNow."""
    feed = lock_feed(feed)
    if feed.ended_at is None:
        raise NotNow(_("This agenda is read already."))
    with _alone_at_its_address(NotFit(_("Another feed is read at this address since: stop that one first."))):
        change(feed, ended_at=None)
    _read_anew(feed)
    return feed


def lock_feed(feed: NeighbourFeed) -> NeighbourFeed:
    """The feed as it is now, kept from others until the end of the transaction."""
    return (
        NeighbourFeed.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=feed.pk)
    )


@contextmanager
def _alone_at_its_address(refusal: ActionError) -> Iterator[None]:
    """Raise this where the database holds another feed that is read at the same address."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise refusal from None


def _read_anew(feed: Any) -> None:
    """Nothing is known of what stands there now: the clock asks for all of it; what it brought is shown or no more."""
    for name, value in READ_ANEW.items():
        setattr(feed, name, value)
    feed.save(update_fields=list(READ_ANEW))
    regroup(feed.organisation_id)
