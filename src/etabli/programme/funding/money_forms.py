"""Money that came or left: payments, credit notes, what was given back. Validates, never saves."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.foundation.ui.numbers import AmountField
from etabli.programme.funding.forms import PastDayForm
from etabli.programme.funding.models import Means


class _MoneyInForm(PastDayForm):
    """A payment; once one of this amount and day is among the `known`, whether this is another is asked."""

    is_another = forms.BooleanField(label=_("This is another payment"), required=False)

    def __init__(self, *args: Any, known: Iterable[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = (self.typed_cents, self._typed_day)
        if None in typed or typed not in [(row["cents"], row["on"]) for row in known]:
            del self.fields["is_another"]

    @property
    def typed_cents(self) -> int | None:
        """The amount that was typed, in cents; None while there is none that can be read."""
        amount = self._typed("amount")
        return None if amount is None else int(amount * 100)

    @property
    def _typed_day(self) -> str | None:
        on = self._typed("on")
        return None if on is None else on.isoformat()

    def _typed(self, name: str) -> Any:
        try:
            return self.fields[name].clean(self.data.get(name))
        except forms.ValidationError:
            return None


class PaymentForm(_MoneyInForm):
    """What came."""

    amount = AmountField(
        label=_("Amount received, in euros"),
        max_value=100_000,
        help_text=_("Less than what is due is a part: the file waits for the rest."),
    )
    field_order = ["amount", "is_another", "on"]


class _ArtisanMoneyForm(PastDayForm):
    """Money between the artisan and the chamber."""

    amount = AmountField(label=_("Amount received, in euros"), max_value=100_000)
    means = forms.ChoiceField(label=_("How"), widget=forms.RadioSelect, choices=Means.choices)
    field_order = ["amount", "more_than_owed", "is_another", "means", "on"]


class ArtisanPaymentForm(_ArtisanMoneyForm, _MoneyInForm):
    """What the artisan paid of their part; beyond what is `due`, whether it really came is asked."""

    more_than_owed = forms.BooleanField(label=_("This amount really came"), required=False)

    def __init__(self, *args: Any, due: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (self.typed_cents or 0) <= due:
            del self.fields["more_than_owed"]


class ArtisanReturnForm(_ArtisanMoneyForm):
    """What was given back to the artisan."""

    amount = AmountField(label=_("Amount given back, in euros"), max_value=100_000)


class CreditForm(PastDayForm):
    """A credit note on a bill, as the accountant numbers it."""

    number = forms.CharField(label=_("Number of the credit note"), max_length=40)
    amount = AmountField(label=_("Amount taken off the bill, in euros"), max_value=100_000)
    hours_stay = forms.TypedChoiceField(
        label=_("Are the hours wrong too?"), widget=forms.RadioSelect, coerce=lambda value: value == "1"
    )
    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    field_order = ["number", "on", "amount", "hours_stay", "reason"]

    def __init__(self, *args: Any, hours: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answer: Any = self.fields["hours_stay"]
        answer.choices = [
            ("1", _("No: the hours stay %(hours)s") % {"hours": hours}),
            ("0", _("Yes: they were there for less, or did not come")),
        ]


class ReturnForm(PastDayForm):
    """What was given back to the fund."""

    amount = AmountField(label=_("Amount given back, in euros"), max_value=100_000)
    field_order = ["amount", "on"]
