"""What is told of quotes: that one was kept in somebody's space from a device where nobody had proved to be them."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy

from etabli.foundation.notices import telling
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.people.models import Person, Role
from etabli.foundation.registries import Kind, Words
from etabli.procurement.quotes.models import QuoteReading

KEPT = Kind(
    "quotes.kept",
    gettext_lazy("The link that opens a quote, when you keep it"),
    frozenset({Role.ARTISAN}),
    always_mailed=True,
    prompt=True,
)
KINDS = [KEPT]


def tell_kept(person: Person, readings: Sequence[QuoteReading], *, at: datetime) -> None:
    """Where what was read without an account is now: in their space, which their mail opens; whoever has none is
    called, and offered a code on paper."""
    thread = f"quote:{readings[0].pk}"
    telling.tell_once(
        KEPT,
        to=person,
        words=lambda: _words(person, readings[0]),
        key=f"{thread}:kept:{at:%Y%m%d%H%M%S%f}",
        call=thread,
        at=at,
    )


def _words(person: Person, reading: QuoteReading) -> Words:
    url, see = reverse("quotes:detail", args=[reading.pk]), _("Your quote")
    if not person.email:
        text = _(
            "A quote was read on a device, and kept in your space. We print you a code on paper that opens it.\n\n"
            "You did not do this? Say so: we help you have it deleted."
        )
        return Words(title=_("Your quote is kept: a code on paper opens it"), text=text, url=url, see=see)
    text = _(
        "A quote was read on a device, and kept in your space. The link below opens it. Nobody else reads it, "
        "until you show it.\n\nYou did not do this? Open it and have it deleted."
    )
    return Words(title=_("Your quote is kept: this link opens it on any device"), text=text, url=url, see=see)


def take_back_kept(person: Person, readings: Sequence[QuoteReading]) -> None:
    """Nothing is told of it any more, unless it has left."""
    for reading in readings:
        telling.take_back(to=person, thread=f"quote:{reading.pk}")
