"""A rule of a fund, a document, the steps of a file. Validates, never saves."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.foundation.files.forms import PhotoField
from etabli.foundation.ui.forms import DateInput
from etabli.foundation.ui.numbers import AmountField, NumberField, WholeField
from etabli.foundation.ui.typography import euros, minutes
from etabli.programme.funding.engine import FundingLine, cents_of
from etabli.programme.funding.models import DocumentKind, Fund, Status, TrainingBody
from etabli.programme.funding.wording import CODES, RULES
from etabli.programme.support.models import Appointment

FIRST_YEAR, LAST_YEAR = 2000, 2100
_CODE = re.compile(r"[0-9A-Z]{1,6}")


class FundForm(forms.ModelForm[Fund]):
    """A new fund."""

    class Meta:
        model = Fund
        fields = ["name"]
        help_texts = {"name": _("For example the training fund of the food trades, or the region.")}


class LogoForm(forms.Form):
    """The logo of a fund, as somebody has it."""

    logo = PhotoField(
        label=_("Logo"), help_text=_("A picture, for example from a letter of the fund or from its site.")
    )


class NumberForm(forms.ModelForm[TrainingBody]):
    """The chamber's number as a training body."""

    class Meta:
        model = TrainingBody
        fields = ["registration"]
        help_texts = {
            "registration": _("Eleven figures. It is written on applications, sheets and certificates.")
        }

    def clean_registration(self) -> str:
        """Its figures by groups, as it is printed; "" takes it off."""
        figures = re.sub(r"\s", "", self.cleaned_data["registration"])
        if figures and not re.fullmatch(r"[0-9]{11}", figures):
            raise forms.ValidationError(_("Write its eleven figures, for example 75 33 12345 33."))
        return " ".join(filter(None, (figures[:2], figures[2:4], figures[4:9], figures[9:])))


class HoursField(NumberField):
    """Hours, as "3,5", "4 h", "3h30", "30 min"."""

    def to_python(self, value: Any) -> Any:
        pattern = r"\s*(?:(\d{1,4})\s*h\s*([0-5]\d)?|(\d{1,2})\s*min)\s*"
        written = re.fullmatch(pattern, value or "", re.IGNORECASE)
        if written is None:
            return super().to_python(value)
        return int(written[1] or 0) + Decimal(int(written[2] or written[3] or 0)) / 60


class PercentField(WholeField):
    """Out of 100, with its sign or without."""

    def to_python(self, value: Any) -> Any:
        return super().to_python((value or "").strip().removesuffix("%"))


class ValueForm(forms.Form):
    """One rule of a fund from a day on. `kept` is the value in force, `clean()["value"]` what the act takes."""

    value = forms.CharField()
    starts_on = forms.DateField(
        label=_("From which day"),
        widget=DateInput,
        help_text=_(
            "Half-days from this day on follow it. A file that was sent keeps its rules, unless it is sent again for "
            "another day."
        ),
    )
    source = forms.CharField(
        label=_("Where it is written"),
        max_length=300,
        help_text=_("A page, a letter, a telephone call: what somebody can look up to check it."),
    )

    def __init__(self, *args: Any, key: str, kept: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key = key
        self.fields["value"] = _field(key)
        self.fields["value"].initial = _shown(key, kept)

    def clean_starts_on(self) -> date:
        return _dated(self.cleaned_data["starts_on"])

    def clean_value(self) -> Any:
        """As the engine reads it: a list, minutes, cents, days or out of 100; None for no rule."""
        value = self.cleaned_data["value"]
        if value in (None, "", []):
            return None
        if self.key == "hourly_cents" and not value:
            raise forms.ValidationError(
                _("At 0 an hour the fund pays nothing: write its price, or leave it empty.")
            )
        if self.key.endswith("_minutes"):
            return round(value * 60)
        if self.key.endswith("_cents"):
            return int(value * 100)
        return _codes(value) if self.key in {"trades", "refused_trades", "places"} else value


def _field(key: str) -> forms.Field:
    label, none = RULES[key], _("Left empty: no such rule.")
    if key in CODES:
        return forms.MultipleChoiceField(
            label=label,
            choices=list(CODES[key].items()),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=none,
        )
    if key.endswith("_minutes"):
        hours = _("In hours, for example 4 or 3 h 30. Left empty: no such rule.")
        return HoursField(label=label, min_value=0, max_value=2000, required=False, help_text=hours)
    if key.endswith("_cents"):
        return AmountField(label=label, min_value=0, max_value=100_000, required=False, help_text=none)
    if key == "artisan_percent":
        return PercentField(label=label, min_value=0, max_value=99, required=False, help_text=none)
    if key.endswith("_days") or key == "days_before":
        return WholeField(label=label, min_value=0, max_value=365, required=False, help_text=none)
    several = _("Several are kept apart by commas. Left empty: no such rule.")
    return forms.CharField(label=label, max_length=200, required=False, help_text=several)


def _shown(key: str, value: Any) -> Any:
    """A value as it stands in the form."""
    if value is None:
        return value
    if key.endswith(("_minutes", "_cents")):
        each = 60 if key.endswith("_minutes") else 100
        return f"{value / each:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return ", ".join(value) if isinstance(value, list) and key not in CODES else value


def _codes(text: str) -> list[str]:
    codes = [code for code in re.split(r"[\s,;]+", text.upper().replace(".", "")) if code]
    if any(not _CODE.fullmatch(code) for code in codes):
        raise forms.ValidationError(_("Write codes of one to six figures or letters, kept apart by commas."))
    return codes


class FundChoiceForm(forms.Form):
    """Which fund."""

    fund = forms.ChoiceField(label=_("Who is asked to pay"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, funds: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fund: Any = self.fields["fund"]
        fund.choices = funds


class OpeningForm(FundChoiceForm):
    """Which half-days, which fund, what the person is in their business."""

    half_days = forms.MultipleChoiceField(label=_("Half-days"), widget=forms.CheckboxSelectMultiple)
    status = forms.ChoiceField(
        label=_("What they are in their business"),
        required=False,
        choices=[("", _("Not known yet")), *Status.choices],
    )
    field_order = ["half_days", "fund", "status"]

    def __init__(self, *args: Any, appointments: list[Appointment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.appointments = {str(row.pk): row for row in appointments}
        half_days: Any = self.fields["half_days"]
        half_days.choices = [(pk, str(row.half_day)) for pk, row in self.appointments.items()]

    @property
    def chosen(self) -> list[Appointment]:
        """The form is valid."""
        return [self.appointments[pk] for pk in self.cleaned_data["half_days"]]


class StatusForm(forms.Form):
    """What somebody is in their business."""

    status = forms.ChoiceField(
        label=_("What they are in their business"), widget=forms.RadioSelect, choices=Status.choices
    )


class DocumentForm(forms.Form):
    """A document that somebody brought."""

    kind = forms.ChoiceField(label=_("Document"), choices=DocumentKind.choices)
    received_on = forms.DateField(label=_("Received on"), widget=DateInput)
    valid_until = forms.DateField(
        label=_("Valid until"),
        widget=DateInput,
        required=False,
        help_text=_("Left empty: it doesn’t expire."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": {"received_on": today, **kwargs.get("initial", {})}})
        self.today = today

    def clean_received_on(self) -> date:
        return _not_to_come(self.cleaned_data["received_on"], self.today)

    def clean_valid_until(self) -> date | None:
        until = self.cleaned_data["valid_until"]
        return until and _dated(until)

    def clean(self) -> None:
        since, until = self.cleaned_data.get("received_on"), self.cleaned_data.get("valid_until")
        if since and until and until < since:
            self.add_error("valid_until", _("It ended before it was received: correct one of the two days."))


def _dated(on: date) -> date:
    """A year of two figures is read as one of the first century."""
    if not FIRST_YEAR <= on.year <= LAST_YEAR:
        said = _("The year %(year)s can’t be right: write its four figures, for example 2027.")
        raise forms.ValidationError(said, params={"year": f"{on.year:04}"})
    return on


def _not_to_come(on: date, today: date) -> date:
    if _dated(on) > today:
        raise forms.ValidationError(_("This day is to come: type the day on which it happened."))
    return on


class PastDayForm(forms.Form):
    """A day that is not to come."""

    on = forms.DateField(label=_("On which day"), widget=DateInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": {"on": today, **kwargs.get("initial", {})}})
        self.today = today

    def clean_on(self) -> date:
        return _not_to_come(self.cleaned_data["on"], self.today)


class SendingForm(PastDayForm):
    """When the file left."""


class AnswerForm(PastDayForm):
    """What the fund answers; where it agrees, how much it grants of what it was `asked`, `clean()["granted"]`: as many
    euros as the hours bring, unless others are written."""

    is_accepted = forms.TypedChoiceField(
        label=_("What the fund answers"),
        widget=forms.RadioSelect,
        coerce=lambda value: value == "1",
    )
    note = forms.CharField(
        label=_("What the fund says"),
        max_length=300,
        required=False,
        help_text=_("The reason of a refusal; the number of the agreement."),
    )
    hours = HoursField(
        label=_("Hours granted"),
        required=False,
        help_text=_("If it grants fewer hours, write them: the euros follow."),
    )
    amount = AmountField(label=_("Euros granted"), required=False)
    field_order = ["is_accepted", "hours", "amount", "note", "on"]

    def __init__(self, *args: Any, amounts: str, asked: Sequence[FundingLine], **kwargs: Any) -> None:
        self.asked = asked
        self.asked_minutes = sum(line.minutes for line in asked)
        self.asked_cents = sum(line.fund_cents for line in asked)
        whole = {"hours": minutes(self.asked_minutes), "amount": Decimal(self.asked_cents).scaleb(-2)}
        super().__init__(*args, **{**kwargs, "initial": whole})
        answer: Any = self.fields["is_accepted"]
        answer.choices = [("1", _("It agrees. %(amounts)s") % {"amounts": amounts}), ("0", _("It refuses"))]

    def clean(self) -> None:
        given = self.cleaned_data
        if given.get("is_accepted") is False and not given.get("note", "").strip():
            self.add_error("note", _("Write the reason of the refusal: it helps for an appeal."))
        hours, amount = given.pop("hours", None), given.pop("amount", None)
        is_whole = not given.get("is_accepted") or self.errors
        given["granted"] = None if is_whole else self._granted(hours, amount)

    def _granted(self, hours: Decimal | None, amount: Decimal | None) -> tuple[int, int]:
        """Minutes and cents; what was left as it was asked follows the other."""
        length = self.asked_minutes if hours is None else round(hours * 60)
        cents = self.asked_cents if amount is None else int(amount * 100)
        if length < self.asked_minutes and cents == self.asked_cents:
            cents = cents_of(self.asked, length)
        limits = (
            ("hours", length, self.asked_minutes, minutes(self.asked_minutes)),
            ("amount", cents, self.asked_cents, euros(self.asked_cents)),
        )
        for name, granted, asked, text in limits:
            if granted > asked:
                said = _("It was asked for %(asked)s: it can’t grant more.")
                self.add_error(name, said % {"asked": text})
            elif granted <= 0 < asked:
                self.add_error(name, _("Nothing granted is a refusal: choose “It refuses”."))
        return length, cents


class AppealForm(PastDayForm):
    """An appeal against a refusal."""

    reason = forms.CharField(
        label=_("Why the chamber appeals"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: the missing document is here now."),
    )
    field_order = ["reason", "on"]


class BillForm(PastDayForm):
    """The bill, as the accountant numbers it; `unsigned`: the half-days that aren’t signed, which is asked about."""

    number = forms.CharField(label=_("Number of the bill"), max_length=40)
    unsigned_too = forms.BooleanField(label=_("Bill it all the same"), required=False)
    field_order = ["number", "on", "unsigned_too"]

    def __init__(self, *args: Any, unsigned: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if unsigned:
            said = _("Not signed by both yet: %(days)s. Have them signed first, if you can.")
            self.fields["unsigned_too"].help_text = said % {"days": unsigned}
        else:
            del self.fields["unsigned_too"]


class ReasonForm(forms.Form):
    """Why, in a line."""

    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
