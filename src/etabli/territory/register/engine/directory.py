"""Reading an answer of the State's public directory of businesses (recherche-entreprises). No Django, no network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from etabli.territory.register.engine.establishment import Establishment

MAX_LENGTH = 160
type Told = Mapping[str, Any]


class UnreadableAnswer(ValueError):
    """The answer isn't in the directory's format."""


def read_answer(answer: Any, siret: str) -> Establishment | None:
    """The establishment of this SIRET in an answer; None when it isn't there. Raises NotUnderstood.

    Of one whose owner asked the State not to publish it, nothing is taken but its activity, its commune and its dates.
    """
    try:
        for unit in answer["results"]:
            for place in _places(unit):
                if place["siret"] == siret:
                    return _establishment(unit, place)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise UnreadableAnswer(type(error).__name__) from error
    return None


def _places(unit: Told) -> Iterator[Told]:
    yield unit["siege"]
    yield from unit.get("matching_etablissements") or ()


def _establishment(unit: Told, place: Told) -> Establishment:
    published = unit.get("statut_diffusion") == "O" and place.get("statut_diffusion_etablissement") == "O"
    names = list(dict.fromkeys(_names(unit, place))) if published else []
    craft = str(place.get("activite_principale_registre_metier") or "")
    return Establishment(
        siret=place["siret"],
        name=names[0] if names else "",
        other_names=" · ".join(names[1:])[:300],
        trade_code=craft.upper()[:6],
        naf_code=str(place.get("activite_principale") or unit.get("activite_principale") or "").replace(
            ".", ""
        )[:5],
        legal_form=str(unit.get("nature_juridique") or "")[:4],
        headcount=str(place.get("tranche_effectif_salarie") or "")[:2],
        commune_code=str(place.get("commune") or "")[:5],
        address=_street(place)[:MAX_LENGTH] if published else "",
        postal_code=str(place.get("code_postal") or "")[:5] if published else "",
        created_on=_day(place.get("date_creation")),
        closed_on=_closing_day(unit, place) if place["etat_administratif"] == "F" else None,
        is_published=published,
    )


def _names(unit: Told, place: Told) -> Iterator[str]:
    """The sign over the door first, then the trade names, then the legal one."""
    signs = place.get("liste_enseignes") or []
    for name in (
        *signs,
        place.get("nom_commercial"),
        unit.get("nom_raison_sociale"),
        unit.get("nom_complet"),
    ):
        if name and "[" not in name:  # "[ND]", "[masqué]"
            yield " ".join(name.split())[:MAX_LENGTH]


def _street(place: Told) -> str:
    """Without the postal code and the commune, which end the address and stand apart."""
    town = f"{place.get('code_postal') or ''} {place.get('libelle_commune') or ''}".strip()
    return str(place.get("adresse") or "").removesuffix(town).strip()


def _closing_day(unit: Told, place: Told) -> date | None:
    """Of the establishment, else of its company, else the day of the directory's last change: closed, it never counts
    as open for want of a date.
    """
    days = (place.get("date_fermeture"), unit.get("date_fermeture"), unit.get("date_mise_a_jour"))
    return next(filter(None, map(_day, days)), None)


def _day(text: Any) -> date | None:
    return date.fromisoformat(str(text)[:10]) if text else None
