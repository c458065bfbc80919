"""Why a half-day is proposed, in a sentence."""

from django.utils.translation import gettext as _

from etabli.foundation.ui.typography import clock, hours
from etabli.programme.support.engine import Proposal


def reason(proposal: Proposal) -> str:
    """What else there is that day, and how long the road between the two takes."""
    sentences = []
    if proposal.beside is not None:
        sentences.append(_road(proposal))
    if proposal.events_of_unknown_road:
        listed = ", ".join(
            f"{other.title} {hours(other.starts_at, other.ends_at)}"
            for other in proposal.events_of_unknown_road
        )
        sentences.append(_("Already that day: %(what)s.") % {"what": listed})
    if proposal.is_road_unknown:
        sentences.append(_("The road between the two isn’t known: look at it first."))
    return " ".join(sentences) or _("Nothing else that day.")


def _road(proposal: Proposal) -> str:
    beside = proposal.beside
    assert beside is not None  # the caller has seen to it
    values = {"what": beside.title, "clock": clock(beside.starts_at), "minutes": proposal.road_minutes}
    if proposal.shares_road:
        return _("Same road as %(what)s, at %(clock)s: about %(minutes)s minutes between the two.") % values
    return _("That day also %(what)s, at %(clock)s: about %(minutes)s minutes of road.") % values
