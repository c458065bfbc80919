"""Why a feed was not read, what was left out of it, what is doubted: in the reader's words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.community.agenda.engine.feed import Refusal
from etabli.community.agenda.feeds.fetching import UNREAD
from etabli.community.agenda.feeds.keeping import OURS
from etabli.community.agenda.feeds.models import NeighbourFeed
from etabli.foundation.calendars.engine.events import Doubt, LeftOut
from etabli.foundation.fetch import Failure

FAULTS: Mapping[str, str | Promise] = {
    Failure.ADDRESS: _("This address can’t be read from here: it is no public address of the web."),
    Failure.UNREACHED: _("Nobody answers at this address."),
    Failure.REFUSED: _("The neighbour’s site asks for a password: it has to give a public address."),
    Failure.MISSING: _("Nothing stands at this address any more: ask the neighbour for the new one."),
    Failure.TROUBLE: _("The neighbour’s site answers with a fault."),
    Failure.TOO_LONG: _(
        "This feed is too large: ask the neighbour for a smaller one, without the past years."
    ),
    Refusal.EMPTY: _("Nothing is written at this address."),
    Refusal.WEB_PAGE: _(
        "A web page stands there, and no feed. Look on it for a link “ICS”, “iCal” or “RSS”."
    ),
    Refusal.NOT_A_FEED: _("What stands there is neither an agenda nor news."),
    Refusal.BROKEN: _("What stands there is damaged: nothing of it can be read."),
    Refusal.UNSAFE: _("This feed holds what might do harm: it is not read."),
    UNREAD: _("What stands there takes too long to understand."),
}
UNSTABLE = _(
    "This feed changes the identifiers of its events each time. They are known by what they say: one that changes "
    "its title and its hour together seems new."
)
LEFT_OUT: Mapping[str, str | Promise] = {
    LeftOut.PAST: _("over for more than a month"),
    LeftOut.FAR: _("more than a year ahead"),
    LeftOut.NO_START: _("without a date that can be read"),
    LeftOut.NO_WORDS: _("without a title or a text"),
    LeftOut.CUT: _("cut in the middle"),
    LeftOut.SUPERSEDED: _("replaced by a newer version in the same feed"),
    LeftOut.TOO_FREQUENT: _("repeated each hour or more often"),
    LeftOut.UNKNOWN_RULE: _("repeated by a rule that can’t be read"),
    LeftOut.TOO_MANY: _("too many in one feed"),
    LeftOut.TOO_MANY_DATES: _("dates beyond the first ones of what repeats"),
    OURS: _("ours, which the neighbour passes on"),
}
DOUBTS: Mapping[str, str | Promise] = {
    Doubt.ENCODING: _("signs outside of the alphabet that the feed names"),
    Doubt.BROKEN_LINES: _("lines that are cut badly"),
    Doubt.UNKNOWN_ZONE: _("an unknown time zone: the hours are kept as they are written"),
    Doubt.END_BEFORE_START: _("an end before the beginning, left out"),
    Doubt.UNREADABLE_DATE: _("a date that can’t be read, beside that of the beginning"),
    Doubt.NO_UID: _("no identifier: one was made of what it says"),
    Doubt.REUSED_UID: _("one identifier for several events"),
    Doubt.ADDRESS: _("an address that is none of the web, left out"),
    Doubt.CUT_TEXT: _("a text longer than what is kept"),
    Doubt.FILE_CUT: _("the feed ends too early: some of it may be missing"),
}


def fault_of(feed: NeighbourFeed) -> str:
    """What is wrong with a feed, in a sentence or two; "" when nothing is."""
    fault = str(FAULTS.get(feed.failure, FAULTS[UNREAD])) if feed.failure else ""
    return " ".join(filter(None, [fault, str(UNSTABLE) if feed.has_unstable_uids else ""]))


def left_out(summary: Mapping[str, Mapping[str, int]]) -> list[tuple[str, int]]:
    """Why entries were left out, and how many."""
    return _counted(summary.get("left_out", {}), LEFT_OUT)


def doubts(summary: Mapping[str, Mapping[str, int]]) -> list[tuple[str, int]]:
    """What was read otherwise than it is written, and how often."""
    return _counted(summary.get("doubts", {}), DOUBTS)


def _counted(counts: Mapping[str, int], words: Mapping[str, str | Promise]) -> list[tuple[str, int]]:
    return [(str(words[name]), number) for name, number in counts.items() if name in words]
