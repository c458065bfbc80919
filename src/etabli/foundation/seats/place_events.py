"""What happened to a place since its message was last had, as `notices.py` notes it and the words are written from."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from etabli.foundation.journal.undo import as_json_value, field_of
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.foundation.ui.typography import clock, day

TIME_FIELDS = ("starts_at", "ends_at", "sittings")
SHOWN_STATUS_FACT = "told"  # among the facts of a row: its status in the words that its reader has had
HEARS_FACT = "hears"  # of a sign-up, among the facts: whoever has no e-mail is to be called
type Facts = Mapping[str, Any]


class Because(StrEnum):
    """What happened last to a sign-up: of two that stand the same, one is glad of a place and the other has lost it."""

    PLACE = "place"  # asked for, given, confirmed, taken again
    AGAIN = "again"  # asked for once more
    OFFER = "offer"
    LAPSED = "lapsed"  # an offer that was not answered
    WITHDRAWN = "withdrawn"
    LOST = "lost"  # fewer places
    CHANGED = "changed"  # the occasion, not the sign-up
    STANDS = "stands"  # told how it stands, without more
    ENDED = "ended"  # called off
    REMINDER = "reminder"


def former_occasion(occasion: Occasion, before: Facts) -> Occasion:
    """The occasion with the fields that were others."""
    values = {
        name: field.to_python(value)
        for name, value in before.items()
        if (field := field_of(occasion, name)) is not None
    }
    return Occasion(
        **{name: values.get(name, getattr(occasion, name)) for name in ("title", "place", *TIME_FIELDS)}
    )


def current_words(occasion: Occasion, facts: Facts) -> list[tuple[str, str]]:
    """(text, name) of what those who changed it say of their changes, the newest first.

    Each holds while something that its change made still stands, of which no newer word speaks.
    """
    holding, spoken_of = list[tuple[str, str]](), set[str]()
    for text, name, *made in reversed(facts.get("words", [])):
        values = made[0] if made else {}
        stands = {field for field, value in values.items() if as_json_value(occasion, field) == value}
        if not values or stands - spoken_of:
            holding.append((text, name))
        spoken_of |= stands
    return holding


def is_about_reader(row: SignUp) -> bool:
    """It is about whoever is told."""
    return row.recipient.party_id == row.holder_id


def offered_until_text(row: SignUp) -> str:
    """Until when a place is held for them."""
    return _("%(day)s at %(clock)s") % {"day": day(row.offered_until), "clock": clock(row.offered_until)}
