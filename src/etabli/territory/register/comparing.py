"""Two records side by side: which one stays, what differs, what the one that stays will hold."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from etabli.territory.register import wording
from etabli.territory.register.actions.merging import filled
from etabli.territory.register.models import Business, Duplicate


@dataclass(frozen=True)
class Row:
    """One field of both, in words, and what will be held. `differs`: both say something, and not the same."""

    label: str
    kept: str
    duplicate: str
    held: str
    differs: bool


def sides(pair: Duplicate, wanted: str) -> tuple[Business, Business]:
    """(the record that stays, the other): the one asked for; else that with a SIRET, then the open, then the older."""
    if wanted in {str(pair.one_id), str(pair.other_id)}:
        kept = pair.one if wanted == str(pair.one_id) else pair.other
    else:
        kept = max(
            (pair.one, pair.other),
            key=lambda business: (bool(business.siret), business.closed_on is None, -business.pk),
        )
    return kept, pair.other if kept is pair.one else pair.one


def rows(kept: Business, duplicate: Business) -> list[Row]:
    """Every field that one of them says."""
    taken = filled(kept, duplicate)
    will = Business(**{name: taken.get(name, getattr(kept, name)) for name in _COPIED}, commune=kept.commune)
    if "commune_code" in taken:
        will.commune = duplicate.commune
    mine, other, held = _told(kept), _told(duplicate), _told(will)
    return [
        Row(label, mine[label], other[label], held[label], _differ(mine[label], other[label]))
        for label in mine
        if mine[label] or other[label]
    ]


_COPIED = (
    "siret", "name", "other_names", "trade_code", "naf_code", "commune_code", "address", "postal_code", "phone",
    "email", "legal_form", "headcount", "created_on", "closed_on", "sector",
)  # fmt: skip


def _told(business: Business) -> dict[str, str]:
    known = dict(wording.facts(business, everything=True))
    return {_("Name"): business.name, **known}


def _differ(mine: str, other: str) -> bool:
    return bool(mine and other and mine.casefold() != other.casefold())
