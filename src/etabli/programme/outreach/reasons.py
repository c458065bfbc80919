"""Why a relay is to be called, in sentences."""

from django.utils.translation import gettext as _

from etabli.foundation.ui.typography import day, full_day
from etabli.programme.outreach.engine import calling
from etabli.programme.outreach.queries.calls import Call


def reasons_of(call: Call) -> list[str]:
    """A sentence for each reason, the strongest first."""
    return [_sentence(reason, call) for reason in call.turn.reasons]


def _sentence(reason: str, call: Call) -> str:
    facts, figures = call.turn.facts, call.figures
    if reason == calling.PROMISED:
        return _("You had agreed on %(day)s.") % {"day": day(facts.promised_on)}
    if reason == calling.SESSION and facts.near:
        near = {"day": day(facts.near.on), "commune": facts.near.commune, "free": facts.near.free}
        return _("%(free)s free places near them on %(day)s (%(commune)s).") % near
    if reason == calling.GAP:
        counted = {
            "registered": figures.registered,
            "businesses": figures.businesses,
            "territory": figures.name,
        }
        return (
            _("%(territory)s: signed up since a year ago, %(registered)s, for %(businesses)s businesses.")
            % counted
        )
    if reason == calling.NEVER:
        return _("You have never spoken with them.")
    return _("Nothing since %(day)s.") % {"day": full_day(facts.last_on)}
