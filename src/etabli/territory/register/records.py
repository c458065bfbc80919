"""Reading the record of a business, and what waits for a decision about the register."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from etabli.foundation.journal.queries import Line, history_of
from etabli.foundation.people.models import STAFF, Person
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.territory.register import wording
from etabli.territory.register.imports import notes_on
from etabli.territory.register.models import Business, BusinessNote, Duplicate, Proposal
from etabli.territory.register.trades import official_trades, sector_of

PAGE_SIZE = 20  # establishments, notes, persons on a page


@dataclass(frozen=True)
class Record:
    """All that the page of a business shows."""

    business: Business
    persons: list[Person]
    notes: list[BusinessNote]
    sheet_notes: list[tuple[datetime, str, str]]
    lines: list[Line]
    twins: list[Twin]
    establishments: list[Business]
    joined: list[Business]


@dataclass(frozen=True)
class Twin:
    """A business that may be the same as the one on the page, and the pair to decide."""

    pair: int
    business: Business
    reasons: str

    @property
    def name(self) -> str:
        """As its own page is called."""
        return str(self.business)

    @property
    def place(self) -> str:
        """Where it is."""
        return wording.commune_of(self.business)


@dataclass(frozen=True)
class TradeCount:
    """A trade met in the register: its open businesses, those that are only probable, and its code when unknown."""

    code: str
    label: str
    sector: str
    businesses: int
    probable: int
    is_known: bool

    @property
    def said_sector(self) -> str:
        """The sector in words; "" when nothing tells it."""
        return str(wording.SECTORS.get(self.sector, ""))


def get_business(viewer: Viewer, pk: int) -> Business:
    """One business of the viewer's chamber, for its staff; NotVisible otherwise."""
    business = _own_businesses(viewer).filter(pk=pk).select_related("commune__epci", "merged_into").first()
    if business is None:
        raise NotVisible
    return business


def record_of(viewer: Viewer, business: Business) -> Record:
    """The whole record; the caller got the business from `get_business`: eight statements at most."""
    other_businesses = (
        _own_businesses(viewer).filter(merged_into=None).exclude(pk=business.pk).select_related("commune")
    )
    same_unit = (
        other_businesses.filter(siret__startswith=business.siren).order_by("siret")
        if business.siret
        else other_businesses.none()
    )
    return Record(
        business=business,
        persons=list(
            Person.objects.filter(artisan__business=business, erased_at=None, merged_into=None).order_by(
                "name", "pk"
            )[:PAGE_SIZE]
        ),
        notes=list(
            business.notes.filter(withdrawn_at=None)
            .select_related("author")
            .order_by("-at", "-pk")[:PAGE_SIZE]
        ),
        sheet_notes=notes_on(viewer, business)[:PAGE_SIZE],
        lines=history_of(viewer, business),
        twins=_twins(viewer, business),
        establishments=list(same_unit[:PAGE_SIZE]),
        joined=list(business.duplicates.select_related("commune").order_by("pk")[:PAGE_SIZE]),
    )


def duplicates_waiting(viewer: Viewer) -> QuerySet[Duplicate]:
    """The pairs of the viewer's chamber that nobody has decided, the likeliest first."""
    if viewer.role not in STAFF:
        return Duplicate.objects.none()
    stands = Q(one__merged_into=None, other__merged_into=None, kept_apart_at=None)
    duplicates = Duplicate.objects.filter(stands, chamber_id=viewer.chamber_id)
    return duplicates.select_related("one__commune", "other__commune").order_by("-score", "pk")


def get_pair(viewer: Viewer, pk: int) -> Duplicate:
    """One pair to decide; NotVisible when it isn't this chamber's, or is decided."""
    pair = duplicates_waiting(viewer).filter(pk=pk).first()
    if pair is None:
        raise NotVisible
    return pair


def proposals_waiting(viewer: Viewer) -> QuerySet[Proposal]:
    """What a refresh proposed against the corrections of the viewer's chamber, the oldest first."""
    if viewer.role not in STAFF:
        return Proposal.objects.none()
    proposals = Proposal.objects.filter(
        business__chamber_id=viewer.chamber_id, business__merged_into=None, outcome=Proposal.Outcome.WAITING
    )
    return proposals.select_related("business__commune").order_by("seen_on", "pk")


def trades_met(viewer: Viewer) -> list[TradeCount]:
    """The trades of the open businesses of the viewer's register, the commonest first: one statement."""
    if viewer.role not in STAFF:
        return []
    rows = (
        _own_businesses(viewer)
        .filter(closed_on=None, merged_into=None)
        .values_list("trade_code", "naf_code")
        .annotate(number=Count("pk"), likely=Count("pk", filter=Q(is_probable=True)))
        .order_by()
    )
    businesses: Counter[str] = Counter()
    probable: Counter[str] = Counter()
    for craft, activity, number, likely in rows:
        businesses[craft or activity] += number
        probable[craft or activity] += likely
    trade_counts = [
        TradeCount(
            code, wording.trade_of(code), sector_of(code), businesses[code], probable[code], _is_known(code)
        )
        for code in businesses
    ]
    return sorted(trade_counts, key=lambda trade: (-trade.businesses, trade.label))


def count_by_sector(trade_counts: list[TradeCount]) -> list[tuple[str, int]]:
    """The four sectors in words, and how many businesses each has."""
    counts: Counter[str] = Counter()
    for trade in trade_counts:
        counts[trade.sector] += trade.businesses
    return [(str(label), counts[code]) for code, label in wording.SECTORS.items()]


def _own_businesses(viewer: Viewer) -> QuerySet[Business]:
    if viewer.role not in STAFF:
        return Business.objects.none()
    return Business.objects.filter(chamber_id=viewer.chamber_id)


def _twins(viewer: Viewer, business: Business) -> list[Twin]:
    pairs = duplicates_waiting(viewer).filter(Q(one=business) | Q(other=business))
    return [
        Twin(
            pair.pk,
            pair.other if pair.one_id == business.pk else pair.one,
            wording.duplicate_reasons_text(pair.reasons),
        )
        for pair in pairs[:PAGE_SIZE]
    ]


def _is_known(code: str) -> bool:
    """No code at all, one of the nomenclature, or the activity (NAF, five signs) of one that has no craft code."""
    return not code or code in official_trades() or len(code) == len("1071C")
