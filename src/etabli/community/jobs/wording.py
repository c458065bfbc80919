"""How an offer is told: its pay, its place, its length, its hours, in the language of the page."""

from decimal import Decimal

from django.utils.translation import gettext as _, ngettext

from etabli.community.jobs.engine import Kind, Remote, Terms, Unit
from etabli.community.jobs.models import PERIOD_LABELS, REMOTE_LABELS
from etabli.foundation.ui.typography import NO_BREAK, euros, full_day, minutes


def pay(terms: Terms) -> str:
    """ "de 2 200 € à 2 600 € brut par mois"; "" when none is given."""
    bounds = [cents for cents in (terms.pay_low_cents, terms.pay_high_cents) if cents is not None]
    if not bounds:
        return ""
    if max(bounds) == 0:
        return _("no pay")
    low, high = _amount(min(bounds)), _amount(max(bounds))
    values = {
        "low": low,
        "high": high,
        "period": PERIOD_LABELS[terms.pay_period],
        "kind": _nature(terms.kind),
    }
    if low == high:
        return _("%(low)s %(kind)s %(period)s") % values
    return _("from %(low)s to %(high)s %(kind)s %(period)s") % values


def place(terms: Terms, commune: str) -> str:
    """Where: the commune, and whether from afar."""
    if terms.remote == Remote.REMOTE:
        return str(REMOTE_LABELS[Remote.REMOTE])
    if terms.remote == Remote.HYBRID:
        return _("%(commune)s, partly from afar") % {"commune": commune}
    return commune


def starts(terms: Terms) -> str:
    return full_day(terms.starts_on) if terms.starts_on else _("as soon as possible")


def length(terms: Terms) -> str:
    """ "6 mois"; "" when it has no end."""
    if terms.duration is None:
        return ""
    number = terms.duration
    match terms.duration_unit:
        case Unit.DAYS:
            text = ngettext("%(number)d day", "%(number)d days", number)
        case Unit.WEEKS:
            text = ngettext("%(number)d week", "%(number)d weeks", number)
        case _months:
            text = ngettext("%(number)d month", "%(number)d months", number)
    return text % {"number": number}


def hours(terms: Terms) -> str:
    """ "35 h par semaine"; "" for a mission."""
    if terms.week_minutes is None:
        return ""
    return _("%(hours)s a week") % {"hours": minutes(terms.week_minutes)}


def pay_label(kind: Kind) -> str:
    """What the pay of such an offer is called."""
    if kind == Kind.INTERNSHIP:
        return _("Allowance")
    return _("Price, before tax") if kind == Kind.MISSION else _("Gross pay")


def pay_step(code: str) -> str:
    """A step of the filter of pays: "m180000", "d25000"."""
    amount = _amount(int(code[1:]))
    if code.startswith("m"):
        return _("%(amount)s a month or more") % {"amount": amount}
    return _("%(amount)s a day or more") % {"amount": amount}


def _nature(kind: Kind) -> str:
    if kind == Kind.INTERNSHIP:
        return ""
    return _("before tax") if kind == Kind.MISSION else _("gross")


def _amount(cents: int) -> str:
    """Whole euros without their cents."""
    text = euros(Decimal(cents) / 100)
    return text.replace(f",00{NO_BREAK}€", f"{NO_BREAK}€").removesuffix(".00")
