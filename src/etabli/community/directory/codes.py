"""The codes that a profile holds, and what they are called: craft sectors, languages, places, trades."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.community.association.trades import trade_label
from etabli.territory.places.models import Commune, Epci

SECTORS: Mapping[str, str | Promise] = {
    "ALIMENTATION": _("Food"),
    "BATIMENT": _("Construction"),
    "FABRICATION": _("Manufacturing"),
    "SERVICES": _("Services"),
}
LANGUAGES: Mapping[str, str | Promise] = {
    "fr": _("French"),
    "en": _("English"),
    "es": _("Spanish"),
    "pt": _("Portuguese"),
    "ar": _("Arabic"),
    "de": _("German"),
    "it": _("Italian"),
    "eu": _("Basque"),
    "lsf": _("French sign language"),
}


_PLACES: dict[str, str] = {}  # public facts, read once: what a code is called does not change while we run


def places_named(codes: Iterable[str]) -> list[str]:
    """The names of these communes and intercommunal bodies, in their order: two statements for what was never asked."""
    wanted = list(codes)
    if unknown := [code for code in wanted if code not in _PLACES]:
        _PLACES.update(Commune.objects.filter(code__in=unknown).values_list("code", "name"))
        _PLACES.update(Epci.objects.filter(code__in=unknown).values_list("code", "name"))
    return [_PLACES[code] for code in wanted if code in _PLACES]


def trades_named(trades: Iterable[str]) -> list[str]:
    return [trade_label(trade) for trade in trades]


def sectors_named(sectors: Iterable[str]) -> list[str]:
    return [str(SECTORS[code]) for code in sectors if code in SECTORS]


def languages_named(languages: Iterable[str]) -> list[str]:
    return [str(LANGUAGES[code]) for code in languages if code in LANGUAGES]
