"""What is typed on the pages of paid campaigns. Validates, never saves."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.ui.forms import DateInput
from etabli.foundation.ui.numbers import AmountField, NumberField, WholeField
from etabli.procurement.needs.wording import words_of
from etabli.programme.visibility.calendar.forms import TradeField
from etabli.programme.visibility.campaigns.data import guide
from etabli.programme.visibility.campaigns.wording import amount
from etabli.programme.visibility.engine.campaigns import Answers
from etabli.programme.visibility.models import CampaignAssumption
from etabli.programme.visibility.trades import trades

MAX_EUROS, MAX_COUNT = 20_000, 100_000_000
A_YEAR = timedelta(days=365)


class AnswersForm(forms.Form):
    """The four questions."""

    goal = forms.ChoiceField(
        label=_("What do you want from it?"),
        widget=forms.RadioSelect,
        choices=lambda: [(goal.id, words_of(goal.name)) for goal in guide().goals],
        error_messages={"required": _("Choose what you want from it.")},
    )
    trade = TradeField(prompt=_("Choose your trade"))
    place = forms.ChoiceField(
        label=_("Where are your customers?"),
        widget=forms.RadioSelect,
        choices=lambda: [(place.id, words_of(place.name)) for place in guide().places],
        error_messages={"required": _("Choose where your customers are.")},
    )
    budget = AmountField(
        label=_("How much may it cost, for four weeks?"),
        min_value=1,
        max_value=MAX_EUROS,
        decimal_places=0,
        help_text=_("In euros, all in. For instance 100 or 300."),
        error_messages={
            "invalid": _("Write the amount in figures, for instance 100 or 1 500."),
            "max_decimal_places": _("Write whole euros, without cents: for instance 100."),
            "required": _("Write an amount, for instance 100."),
            "max_value": _("Above 20,000 euros, an adviser looks at it with you."),
            "min_value": _("Write an amount of at least one euro."),
        },
    )

    @property
    def answers(self) -> Answers:
        """Once it is valid."""
        values = self.cleaned_data
        trade = next(trade for trade in trades() if trade.id == values["trade"])
        return Answers(values["goal"], trade, values["place"], int(values["budget"] * 100))


class TheirAnswersForm(AnswersForm):
    """The same, asked by the staff beside an artisan."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (
            ("goal", _("What is it for?")),
            ("trade", _("Which trade?")),
            ("place", _("Where are the customers?")),
            ("budget", _("What budget, for four weeks?")),
        ):
            self.fields[name].label = label


class StartForm(forms.Form):
    """On which day the ads begin."""

    starts_on = forms.DateField(
        label=_("First day of the ads"),
        widget=DateInput,
        error_messages={"required": _("Choose the first day of the ads.")},
    )

    def clean_starts_on(self) -> date:
        """Near enough for its four weeks to be days of a calendar."""
        day: date = self.cleaned_data["starts_on"]
        if abs(day - timezone.localdate()) >= A_YEAR:
            raise forms.ValidationError(_("Choose a day less than a year away."))
        return day


MUCH = 2  # times what was planned: more is asked about


class FiguresForm(forms.Form):
    """What really came of one network, from the page on which it was paid; `names`: what its goal calls each stage."""

    spent = AmountField(label=_("Spent, in euros"), min_value=0, max_value=MAX_EUROS)
    views = WholeField(label=_("Times it was seen"), min_value=0, max_value=MAX_COUNT)
    clicks = WholeField(label=_("Clicks"), min_value=0, max_value=MAX_COUNT)
    contacts = WholeField(
        label=_("Calls, messages or visits"),
        min_value=0,
        max_value=MAX_COUNT,
        help_text=_("Ask each new customer: “How did you hear of us?”"),
    )
    customers = WholeField(label=_("Customers"), min_value=0, max_value=MAX_COUNT)

    beyond_plan = forms.BooleanField(label=_("Yes, so much was spent"), required=False)
    without_click = forms.BooleanField(label=_("Yes, some called or came without clicking"), required=False)

    def __init__(
        self, data: Any = None, *, initial: dict[str, Any], names: Mapping[Any, Any], planned_cents: int
    ) -> None:
        super().__init__(data, initial=initial)
        self._planned_cents = planned_cents
        for name in ("beyond_plan", "without_click"):
            if not (self.data if self.is_bound else self.initial).get(name):
                self.fields[name].widget = forms.HiddenInput()
        for stage in ("contacts", "customers"):
            self.fields[stage].label = names[stage]

    def clean(self) -> dict[str, Any]:
        """Clicks are part of what was seen, customers of those who called or came: the fault stands by the one that is
        too large. What is seldom so is asked about."""
        values: dict[str, Any] = super().clean() or {}
        for above, below in (("views", "clicks"), ("contacts", "customers")):
            if above in values and below in values and values[below] > values[above]:
                self.add_error(below, _too_large(self.fields[above].label, values[above]))
        if values.get("spent", 0) * 100 > MUCH * self._planned_cents and not values.get("beyond_plan"):
            planned = {"planned": amount(self._planned_cents)}
            sentence = _("%(planned)s were planned. If so much was spent, tick the box.") % planned
            self._ask("beyond_plan", "spent", sentence)
        clicks, contacts = values.get("clicks"), values.get("contacts")
        if clicks is not None and (contacts or 0) > clicks and not values.get("without_click"):
            asked = _(
                "More than the clicks (%(clicks)d). If some called or came without clicking, tick the box."
            )
            self._ask("without_click", "contacts", asked % {"clicks": clicks})
        return values

    def _ask(self, box: str, field: str, sentence: str) -> None:
        """By the field, with the box to tick if what was typed is right."""
        self.fields[box].widget = forms.CheckboxInput()
        self.add_error(field, sentence)

    @property
    def noted(self) -> Mapping[str, int]:
        """Once it is valid."""
        counts = {name: self.cleaned_data[name] for name in ("views", "clicks", "contacts", "customers")}
        return {"spent_cents": int(self.cleaned_data["spent"] * 100), **counts}


class AssumptionForm(forms.Form):
    """A figure, and where the chamber has it from. Two decimals: a share of 100 is kept with two more, and no fifth."""

    value = NumberField(label=_("Figure"), decimal_places=2, max_digits=10)
    source = forms.CharField(
        label=_("Where it comes from"),
        max_length=200,
        error_messages={"required": _("Write where the figure comes from: artisans read it.")},
    )
    url = forms.URLField(label=_("Address of the source"), required=False, assume_scheme="https")
    checked_on = forms.DateField(
        label=_("Checked on"),
        widget=DateInput,
        required=False,
        help_text=_("The day on which you read it over. Without it, the page says “to be checked”."),
    )

    def __init__(self, stage: str, data: Any = None, *, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        self.stage = stage
        self.fields["value"].label = ASKED[stage]

    def clean_value(self) -> Any:
        """More than nothing; a share is between 0 and 100."""
        value = self.cleaned_data["value"]
        most = 100 if self.stage in {"contacts", "customers"} else MAX_EUROS
        if not 0 < value < most:
            raise forms.ValidationError(_("Write a figure above 0 and under %(most)s.") % {"most": most})
        return value


ASKED = {
    CampaignAssumption.LEARN: _("Under how many euros in four weeks it can’t learn"),
    "views": _("How many times it is seen, for one euro"),
    "clicks": _("How many clicks, for one euro"),
    "contacts": _("Of 100 clicks, how many call or come"),
    "customers": _("Of 100 who call or come, how many buy"),
}


def _too_large(above: Any, value: int) -> forms.ValidationError:
    return forms.ValidationError(
        _("At most as much as “%(above)s”: %(value)d. If need be, correct that one too.")
        % {"above": above, "value": value}
    )
