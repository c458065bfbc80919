"""Reading the days that were offered: which stand, which are still possible, and what takes the place of the others."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.utils import timezone

from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.models import Wish
from etabli.programme.demand.queries import is_answered
from etabli.programme.diary.queries import advisers
from etabli.programme.support.engine import Slot
from etabli.programme.support.models import DayOffer, hours_of
from etabli.programme.support.places import commune_of, whereabouts_of
from etabli.programme.support.proposals import NOTICE, free_slots, proposed


def latest_offer(wish: Wish) -> DayOffer | None:
    """What this request was offered last, unless it was taken back; the caller has authorised the request."""
    offers = DayOffer.objects.filter(wish=wish, withdrawn_at=None).select_related("adviser")
    return offers.order_by("-pk").first()


def offer_to_answer(wish: Wish | None, *, at: datetime) -> DayOffer | None:
    """The days among which whoever waits by this request is to choose, while one of them is free; the caller has
    authorised the request."""
    offer = latest_offer(wish) if wish is not None else None
    is_open = offer is not None and not offer.answer and choice_of(offer, at=at).slots
    return offer if is_open else None


def refused_days(wish: Wish) -> frozenset[date]:
    """The days of the offers of which none suited."""
    refused = DayOffer.objects.filter(wish=wish, withdrawn_at=None, answer=DayOffer.NONE)
    return frozenset(slot_of(value).on for days in refused.values_list("days", flat=True) for value in days)


def stands(offer: DayOffer) -> bool:
    """Whether it can be answered: the last one of a request that still waits, without an answer."""
    waits = offer.wish.withdrawn_at is None and not is_answered(offer.wish)
    return not offer.answer and waits and latest_offer(offer.wish) == offer


def slot_of(value: str) -> Slot:
    """The half-day of this name (`Slot.value`)."""
    on, _slash, half = value.partition("/")
    day = date.fromisoformat(on)
    return Slot(day, half, *hours_of(day, half))


@dataclass(frozen=True)
class Choice:
    """Among what is chosen today: `slots`. Some of them take the place of `lost`, those that can’t be held any more."""

    slots: tuple[Slot, ...]
    lost: tuple[Slot, ...]


def choice_of(offer: DayOffer, *, at: datetime) -> Choice:
    """Of its half-days from tomorrow on, those that are still free and to which its adviser can still drive, whatever
    was booked since; in the place of another, the nearest day that is both. Nothing once the adviser has left the
    chamber, or its days were erased."""
    clock, today = Viewer.system(offer.chamber_id), timezone.localdate(at)
    offered = [slot for slot in map(slot_of, offer.days) if slot.on > today]
    if not offered or not advisers(clock).filter(pk=offer.adviser_id).exists():
        return Choice((), ())
    free = free_slots(clock, offer.adviser, at=at)
    days = proposed(clock, offer.adviser, free, _commune_of(clock, offer), at=at)
    possible = [slot for slot in free if slot.value not in days.too_far]
    kept = [slot for slot in offered if slot in possible]
    lost = tuple(slot for slot in offered if slot not in possible)
    taken = {slot.on for slot in kept} | refused_days(offer.wish)
    for slot in lost:
        others = [other for other in possible if other.on >= today + NOTICE and other.on not in taken]
        nearest = min(others, key=partial(_distance, slot), default=None)
        if nearest is not None:
            taken.add(nearest.on)
            kept.append(nearest)
    return Choice(tuple(sorted(kept, key=lambda slot: slot.starts_at)), lost)


def _distance(slot: Slot, other: Slot) -> tuple[timedelta, bool, date, str]:
    return abs(other.on - slot.on), other.half != slot.half, other.on, other.half


def _commune_of(clock: Viewer, offer: DayOffer) -> str:
    """Where it is held, else where the business is, as the page that offered the days had it; "" when nobody knows."""
    works = whereabouts_of(clock, offer.person).commune or offer.wish.commune_id or ""
    return commune_of(offer.place, works)
