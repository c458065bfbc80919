"""What other apps say of a half-day, by who pays for it. Their `half_day_texts.py` holds `text_of(appointment) -> str`,
who pays, as its artisan reads it, `due_of(appointment) -> str`, what waits for their payment,
`deadline_of(appointment) -> str`, what they bring and until when, `change_of(appointment) -> Change | None`,
`least_of(appointment) -> str`, the hours below which nothing is paid, `price_of(appointment) -> str`, what is paid of
one that was shorter, `paid_of(appointment) -> str`, what becomes of what its artisan has paid already,
`others_of(appointment) -> str`, what they still have to pay of those that are paid with it, and
`left_out_of(appointment) -> str`, that it is held again once they were settled without it; nothing when nobody was
asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, gettext_lazy

from etabli.foundation.registries import registry_modules
from etabli.programme.support.models import Appointment


@dataclass(frozen=True)
class Change:
    """What to know before its day is changed, or it is called off: `title`, `text`. `first_day`: an earlier one comes
    too soon for whoever pays; None where every day does. `full_years`: those of which whoever pays has too little left
    for it."""

    title: str
    text: str
    first_day: date | None = None
    full_years: frozenset[int] = frozenset()

    def is_too_soon(self, on: date) -> bool:
        """Whether this day comes too soon for whoever pays."""
        return self.first_day is not None and on < self.first_day

    def warning_of(self, on: date) -> str:
        """Why whoever pays would not pay for this day; "" mostly."""
        if self.is_too_soon(on):
            return gettext("too soon for the fund")
        return gettext("beyond what the fund pays that year") if on.year in self.full_years else ""


def payer_of(appointment: Appointment) -> str:
    """Who pays for it, in a sentence or two; "" when nobody was asked."""
    return _first(module.text_of(appointment) for module in registry_modules("half_day_texts")) or ""


def due_of(appointment: Appointment) -> str:
    """What its artisan still has to pay of it, and until when, or what comes back to them; "" when nothing does."""
    return _first(module.due_of(appointment) for module in registry_modules("half_day_texts")) or ""


def deadline_of(appointment: Appointment) -> str:
    """What its artisan still has to bring for whoever pays, and until when; "" when there is nothing."""
    return _first(module.deadline_of(appointment) for module in registry_modules("half_day_texts")) or ""


def change_of(appointment: Appointment) -> Change | None:
    """What whoever changes it has to know; None when nobody was asked to pay."""
    return _first(module.change_of(appointment) for module in registry_modules("half_day_texts"))


def least_of(appointment: Appointment) -> str:
    """Below which hours whoever pays it pays nothing; "" when nobody was asked, or it is all the same to them."""
    return _first(module.least_of(appointment) for module in registry_modules("half_day_texts")) or ""


def price_of(appointment: Appointment) -> str:
    """What whoever pays it then pays, of one whose hours are noted; "" when nobody was asked, or it is the same."""
    return _first(module.price_of(appointment) for module in registry_modules("half_day_texts")) or ""


def left_out_of(appointment: Appointment) -> str:
    """That nobody pays for it any more, as whoever holds it again has to know; "" mostly."""
    return _first(module.left_out_of(appointment) for module in registry_modules("half_day_texts")) or ""


def owed_text(appointment: Appointment, *, stands: bool = False) -> str:
    """What its artisan owes once it is called off, of it and of those that are paid with it, and why; `stands`: where
    it is not, what they would owe."""
    others = _first(module.others_of(appointment) for module in registry_modules("half_day_texts"))
    paid = _first(module.paid_of(appointment) for module in registry_modules("half_day_texts"))
    return " ".join(filter(None, [str(NOTHING_WOULD_BE_OWED if stands else NOTHING_OWED), others, paid]))


NOTHING_OWED = gettext_lazy("You owe nothing for it: a half-day that does not take place is not billed.")


NOTHING_WOULD_BE_OWED = gettext_lazy(
    "If you call it off, you owe nothing for it: a half-day that does not take place is not billed."
)


def _first[T](said: Iterable[T]) -> T | None:
    return next(filter(None, said), None)
