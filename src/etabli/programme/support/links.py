"""The link of a mail that offers days: its bearer chooses one of them."""

from etabli.foundation.signed_links import LinkKind
from etabli.programme.support.models import DayOffer

DAYS = LinkKind(
    code="support.days",
    opens="the half-days that an adviser offers to one person: choosing one, or none, and taking that back for a day; "
    "nobody is signed in",
    doors=("support:days",),
    ends="once a half-day is booked, or others are offered",
)


def offer_of(token: str) -> DayOffer | None:
    """The offer that this address answers."""
    offers = DayOffer.objects.select_related("person", "chamber", "adviser", "wish")
    return DAYS.row(token, offers.filter(person__erased_at=None))


def path_of(offer: DayOffer, number: int = 0) -> str:
    """The page that answers it; with the number of a day, the first is 1, that day comes first there."""
    return f"{DAYS.path(DAYS.token_of(offer))}{f'?jour={number}' if number else ''}"
