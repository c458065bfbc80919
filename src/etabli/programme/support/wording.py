"""Why a half-day is proposed, in a sentence."""

from django.utils.translation import gettext as _

from etabli.foundation.ui.typography import clock
from etabli.programme.support.engine import Proposal


def reason(proposal: Proposal) -> str:
    """What else there is that day, and how long the road between the two takes."""
    beside = proposal.beside
    if beside is None:
        return _("Nothing else that day.")
    values = {"what": beside.title, "clock": clock(beside.starts_at), "minutes": beside.minutes}
    if proposal.shares_road:
        return _("Same road as %(what)s, at %(clock)s: about %(minutes)s minutes between the two.") % values
    return _("That day also %(what)s, at %(clock)s: about %(minutes)s minutes of road.") % values
