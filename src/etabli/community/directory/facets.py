"""The facets beside the list: each value with how many it would leave, and the address that asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from etabli.community.association.trades import trade_label
from etabli.community.directory.codes import LANGUAGES, SECTORS
from etabli.community.directory.engine import Counts
from etabli.community.directory.forms.filters import FACETS, YES, SearchForm
from etabli.foundation.search.engine import fold


@dataclass(frozen=True)
class Value:
    """One value of a facet; `is_chosen`: its address takes it away."""

    label: str | Promise
    count: int
    query: str
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    label: str
    values: tuple[Value, ...]


def facets_of(form: SearchForm, counts: Counts) -> list[Facet]:
    """Those that have something to offer: the trades by name, the rest in the order of the codes, never by count."""
    more = {"distance": _("Works remotely"), "disponible": _("Available now")}
    named: list[tuple[str, str, Mapping[str, str | Promise]]] = [
        (_("Trade"), "metier", _trades(counts)),
        (_("Crafts served"), "secteur", SECTORS),
        (_("Language"), "langue", LANGUAGES),
        *((_("More"), name, {YES: label}) for name, label in more.items()),
    ]
    grouped: dict[str, list[Value]] = {}
    for label, name, values in named:
        grouped.setdefault(label, []).extend(_values(form, counts[FACETS[name]], name, values))
    return [Facet(label, tuple(values)) for label, values in grouped.items() if values]


def _values(
    form: SearchForm, counts: Mapping[str, int], name: str, labels: Mapping[str, str | Promise]
) -> list[Value]:
    chosen, values = form.facets.get(name, ""), []
    for code, label in labels.items():
        is_chosen = code == chosen
        if counts.get(code) or is_chosen:
            query = form.query(**{name: "" if is_chosen else code})
            values.append(Value(label, counts.get(code, 0), query, is_chosen))
    return values


def _trades(counts: Counts) -> dict[str, str]:
    named = {trade: trade_label(trade) for trade in counts["trade"]}
    return dict(sorted(named.items(), key=lambda pair: fold(pair[1])))
