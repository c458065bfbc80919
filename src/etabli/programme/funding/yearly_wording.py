"""What one person takes of the caps of a fund in a year, in words."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from etabli.foundation.ui.typography import euros, minutes
from etabli.programme.funding.queries.dossier import Dossier
from etabli.programme.funding.queries.yearly import Share, Year, years_of


def year_text(year: Year) -> dict[str, Any]:
    """What counts against the caps of a year; `excess`: what is too much once all that is being prepared is sent."""
    shares = (
        (_("Accepted"), year.accepted),
        (_("Sent, no answer yet"), year.sent),
        (_("Being prepared"), year.prepared),
        (_("This file"), year.own),
    )
    return {
        "cap": _cap_text(year),
        "shares": [(label, _taken(year, share)) for label, share in shares],
        "excess": _taken(year, year.excess),
        "files": [row.file for row in year.files],
    }


def taken_text(year: Year) -> str:
    """The caps of a year, and what files that are sent or accepted take of them already."""
    taken = Share(year.accepted.minutes + year.sent.minutes, year.accepted.cents + year.sent.cents)
    if taken == Share():
        return _cap_text(year)
    said = _("Already accepted or asked for: %(taken)s.") % {"taken": _taken(year, taken)}
    return f"{_cap_text(year)} {said}"


def full_text(year: Year) -> str:
    """That a half-day can't move into this year, as other files take what its fund pays."""
    values = {"excess": _taken(year, year.granted_excess), "year": year.year}
    said = _("A day of %(year)s would be too much by %(excess)s: the fund does not pay for it.") % values
    return f"{_cap_text(year)} {said}"


def over_years(dossier: Dossier) -> list[Year]:
    """Of an accepted file, the years into which its half-days have moved, and that others take too much of for them."""
    years = years_of(dossier) if dossier.state.code == "day_to_tell" else []
    return [year for year in years if year.granted_excess != Share()]


def over_texts(years: Iterable[Year]) -> list[str]:
    """Of each of `over_years`: how much is too much, and what can be done."""
    return [_over_text(year) for year in years]


def granted_text_of(cents: int, years: Iterable[Year]) -> str:
    """What its fund has granted, and how much of that it does not pay in these `over_years`."""
    beyond = [
        _("of which %(excess)s beyond what it pays in %(year)s")
        % {"excess": _taken(year, year.granted_excess), "year": year.year}
        for year in years
    ]
    return ", ".join([euros(cents), *beyond])


def _over_text(year: Year) -> str:
    values = {"excess": _taken(year, year.granted_excess), "year": year.year}
    said = _(
        "With this file, it is too much by %(excess)s: the fund does not pay for it. Choose a day of another year, or "
        "give up another file of %(year)s."
    )
    return f"{_cap_text(year)} {said % values}"


def _cap_text(year: Year) -> str:
    caps = [minutes(year.minutes_cap) if year.minutes_cap is not None else ""]
    caps.append(euros(year.cents_cap) if year.cents_cap is not None else "")
    values = {"year": year.year, "cap": " · ".join(filter(None, caps))}
    return _("In %(year)s, %(cap)s at most for this person.") % values


def _taken(year: Year, share: Share) -> str:
    """In what the caps are written in: hours, euros, or both; "" for nothing."""
    if share == Share():
        return ""
    parts = [minutes(share.minutes)] if year.minutes_cap is not None else []
    return " · ".join([*parts, *([euros(share.cents)] if year.cents_cap is not None else [])])
