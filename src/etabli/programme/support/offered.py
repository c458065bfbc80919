"""Reading the days that were offered: which stand, which are still free."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.models import Wish
from etabli.programme.demand.queries import is_answered
from etabli.programme.diary.queries import advisers, free_half_days
from etabli.programme.support.engine import Slot
from etabli.programme.support.models import DayOffer, hours_of


def latest_offer(wish: Wish) -> DayOffer | None:
    """What this request was offered last, unless it was taken back; the caller has authorised the request."""
    offers = DayOffer.objects.filter(wish=wish, withdrawn_at=None).select_related("adviser")
    return offers.order_by("-pk").first()


def offer_to_answer(wish: Wish | None, *, at: datetime) -> DayOffer | None:
    """The days among which whoever waits by this request is to choose, while one of them is free; the caller has
    authorised the request."""
    offer = latest_offer(wish) if wish is not None else None
    is_open = offer is not None and not offer.answer and slots_left(offer, at=at)
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


def slots_left(offer: DayOffer, *, at: datetime) -> list[Slot]:
    """Those of its half-days that are still free, from tomorrow on, while its adviser serves the chamber; none once its
    days were erased."""
    clock = Viewer.system(offer.chamber_id)
    slots = [slot_of(value) for value in offer.days]
    if not slots or not advisers(clock).filter(pk=offer.adviser_id).exists():
        return []
    first, last = timezone.localdate(at) + timedelta(days=1), max(slot.on for slot in slots)
    free = set(free_half_days(clock, offer.adviser, first, last)) if first <= last else set()
    return [slot for slot in slots if (slot.on, slot.half) in free]
