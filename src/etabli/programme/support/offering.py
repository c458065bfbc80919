"""What is told of days that are offered: the mail to whoever asked, and to the adviser that none of them suits."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy

from etabli.foundation.notices.scheduling import last_departure
from etabli.foundation.notices.telling import take_back, tell_once
from etabli.foundation.notify.prose import gettext as _, lines, link, paragraphs, strong
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.registries import Kind, Words
from etabli.foundation.ui.typography import full_span
from etabli.programme.support.links import path_of
from etabli.programme.support.models import DayOffer
from etabli.programme.support.offered import slot_of

DAYS_OFFERED = Kind(
    "support.days_offered",
    gettext_lazy("The days that are offered for the half-day that you asked for"),
    frozenset({Role.ARTISAN}),
    always_mailed=True,
)
DAYS_REFUSED = Kind(
    "support.days_refused",
    gettext_lazy("None of the days that you offered suits"),
    frozenset({Role.ADVISER}),
)


def offer_by_mail(offer: DayOffer, at: datetime) -> None:
    """The days, each with what one presses; inside an act."""
    slots = [slot_of(value) for value in offer.days]
    tell_once(
        DAYS_OFFERED,
        to=offer.person,
        words=lambda: Words(
            title=_("Choose the day of your half-day"),
            text=paragraphs(
                _("%(adviser)s can receive you on one of these half-days. Press the one that suits you.")
                % {"adviser": offer.adviser.name},
                *(
                    lines(strong(full_span(slot.starts_at, slot.ends_at)), link(_address(offer, number)))
                    for number, slot in enumerate(slots, 1)
                ),
                _("Where: %(place)s.") % {"place": offer.place},
                _("None of them suits you? The same page says it to us, and we offer you others."),
            ),
            url=path_of(offer),
            see=_("To choose a day"),
            contact=offer.adviser.name,
        ),
        key=f"{_thread(offer)}:offer",
        happens_at=min(slot.starts_at for slot in slots),
        at=at,
    )


def offer_leaves_later(offer: DayOffer, at: datetime) -> datetime | None:
    """When its e-mail leaves, where it waits for the end of the quiet hours."""
    return last_departure([_thread(offer)], at=at)


def take_offer_back(offer: DayOffer) -> None:
    """What has not reached them is not sent; the address opens nothing any more."""
    take_back(to=offer.person, thread=_thread(offer))


def tell_of_refusal(offer: DayOffer, at: datetime) -> None:
    """The adviser who offered them has others to offer; inside an act."""
    for membership in _serving(offer):
        tell_once(
            DAYS_REFUSED,
            to=membership,
            words=lambda: Words(
                title=_("None of the days suits %(name)s") % {"name": offer.person.name},
                text=_("The request waits: offer other days, or call them."),
                url=reverse("support:book", args=[offer.wish_id]),
                see=_("Offer other days"),
            ),
            key=f"{_thread(offer)}:refused",
            at=at,
        )


def take_refusal_back(offer: DayOffer) -> None:
    """Their adviser reads no more of it, unless it has left."""
    for membership in _serving(offer):
        take_back(to=membership, thread=_thread(offer))


def _serving(offer: DayOffer) -> list[Membership]:
    own = Membership.objects.filter(user=offer.adviser_id, organisation=offer.chamber_id, ended_on=None)
    return list(own.select_related("user", "organisation").order_by("pk")[:1])


def _address(offer: DayOffer, number: int) -> str:
    return f"{settings.BASE_URL}{path_of(offer, number)}"


def _thread(offer: DayOffer) -> str:
    return f"days-offered:{offer.pk}"
