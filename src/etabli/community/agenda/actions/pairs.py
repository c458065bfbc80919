"""What the board says of two events that may be one."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _, gettext_lazy

from etabli.community.agenda.actions.writing import NotNow
from etabli.community.agenda.feeds.models import Decision, FeedPair
from etabli.community.agenda.feeds.pairs import regroup
from etabli.community.agenda.feeds.rules import keeps_feeds
from etabli.foundation.journal import CannotUndo, action, change, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.viewer import Viewer


def _undo(entry: Entry, by: Any, at: datetime) -> None:
    """As long as it is asked of the same two."""
    pair = subject_of(entry)
    assert isinstance(pair, FeedPair)
    if pair.lapsed_at is not None:
        raise CannotUndo(_("One of the two has changed since: what was said of them no longer counts."))
    undo_fields(entry, by, at)
    regroup(pair.organisation_id)


@action(
    "agenda.join_events",
    sentence=gettext_lazy("said that two events are the same: “%(subject)s”"),
    may=keeps_feeds,
    undo=_undo,
    subject="pair",
)
def join_events(*, pair: FeedPair, is_second_shown: bool, by: Viewer, at: datetime) -> FeedPair:
    """They are one, and the list shows it once, with all its sources. Of a date of ours, ours is shown. Raises NotNow
    when one of them has changed since it was asked."""
    return _decide(pair, Decision.SAME, is_second_shown or pair.own_date_id is not None, at)


@action(
    "agenda.keep_events_apart",
    sentence=gettext_lazy("said that these are two events: “%(subject)s”"),
    may=keeps_feeds,
    undo=_undo,
    subject="pair",
)
def keep_events_apart(*, pair: FeedPair, by: Viewer, at: datetime) -> FeedPair:
    """They are two, and it is not asked again as long as both stay as they are. Raises NotNow."""
    return _decide(pair, Decision.DIFFERENT, False, at)


def _decide(pair: FeedPair, decision: Decision, is_second_shown: bool, at: datetime) -> FeedPair:
    pair = FeedPair.objects.select_for_update(of=("self",)).select_related("event").get(pk=pair.pk)
    if pair.lapsed_at is not None:
        raise NotNow(_("One of the two has changed since: look at them again."))
    change(pair, decision=decision.value, is_second_shown=is_second_shown, decided_at=at)
    regroup(pair.organisation_id)
    return pair
