"""What is typed of an event and of its dates. Validates, never saves."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.community.agenda import wording
from etabli.community.agenda.engine import MAX_DAYS, Details, Span, SpanFault, span_of
from etabli.community.agenda.models import (
    MAX_LINK_LENGTH,
    MAX_NOTE_LENGTH,
    MAX_PLACE_LENGTH,
    MAX_PLACES,
    MAX_REASON_LENGTH,
    MAX_TEXT_LENGTH,
    MAX_TITLE_LENGTH,
    Event,
    EventDate,
)
from etabli.community.association.trades import trades
from etabli.foundation.ui.forms import DateInput, Folds, TimeInput
from etabli.foundation.ui.numbers import AmountField
from etabli.territory.places.forms import CommuneField
from etabli.territory.places.models import Commune

FAULTS: dict[SpanFault, tuple[str, Any]] = {
    SpanFault.LAST_BEFORE_FIRST: ("last_day", _("The last day is before the first one.")),
    SpanFault.NO_END: ("ends", _("Say when it ends too.")),
    SpanFault.NO_BEGINNING: ("begins", _("Say when it begins too.")),
    SpanFault.ENDS_BEFORE: (
        "ends",
        _("It ends before it begins. After midnight, give the last day too."),
    ),
    SpanFault.TOO_LONG: (
        "last_day",
        _("One date lasts at most %(most)d days. Give several dates.") % {"most": MAX_DAYS},
    ),
}


def _hour(label: Any, help_text: Any = "") -> forms.TimeField:
    return forms.TimeField(label=label, help_text=help_text, required=False, widget=TimeInput())


def _line(label: Any, max_length: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=max_length, required=False)


def _reason(help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=_("Why, in a few words"),
        help_text=help_text,
        max_length=MAX_REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DateForm(forms.Form):
    """One date; the whole day where no hour is given. `span`, once it is valid."""

    day = forms.DateField(label=_("Day"), widget=DateInput())
    begins = _hour(_("Begins at"), _("No hour: the whole day."))
    ends = _hour(_("Ends at"))
    last_day = forms.DateField(
        label=_("Last day"), required=False, widget=DateInput(), help_text=_("If it lasts several days.")
    )

    span: Span

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors or "day" not in data:
            return data
        span = span_of(
            data["day"],
            last=data["last_day"],
            begins=data["begins"],
            ends=data["ends"],
            zone=timezone.get_current_timezone(),
        )
        if isinstance(span, SpanFault):
            field, sentence = FAULTS[span]
            self.add_error(field, sentence)
        else:
            self.span = span
        return data


class MoveForm(DateForm):
    """Another date instead. Why is asked of what people see."""

    reason = _reason(_("Everybody who reads the event sees it."))

    def __init__(self, *args: Any, is_seen: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_seen:
            del self.fields["reason"]


class CancelForm(forms.Form):
    """Why an event, or one of its dates, does not take place."""

    reason = _reason(_("Everybody who reads the event sees it."))


class PlacesForm(forms.Form):
    """How many people may sign up for a date."""

    capacity = forms.IntegerField(
        label=_("Number of places"),
        help_text=_("Empty: nobody signs up. Once they are taken, a waiting list begins."),
        min_value=1,
        max_value=MAX_PLACES,
        required=False,
    )


class EventForm(Folds, forms.Form):
    """What an event says, without its dates. `details`, once it is valid."""

    FOLDS: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = (
        (_("Online"), ("is_online", "link")),
        (_("Price and trade"), ("price", "price_note", "trade")),
    )
    opens_filled = True

    title = forms.CharField(
        label=_("Title of the event"),
        max_length=MAX_TITLE_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    text = forms.CharField(
        label=_("What it is"),
        help_text=_(
            "For whom, what happens there, what to bring. Marks: **bold**, *italic*, - before each line."
        ),
        max_length=MAX_TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    place = _line(_("Where"), MAX_PLACE_LENGTH, _("The name of the place, the number and the street."))
    commune = CommuneField(required=False)
    is_online = forms.BooleanField(label=_("One can take part online"), required=False)
    link = forms.URLField(
        label=_("Link to take part online"),
        help_text=_("Whoever reads the event sees this link; once a date has places, who has one."),
        max_length=MAX_LINK_LENGTH,
        required=False,
        assume_scheme="https",
    )
    price = AmountField(
        label=_("Price, in euros"),
        help_text=_("Empty: it is free."),
        min_value=0,
        max_value=10**5,
        required=False,
    )
    price_note = _line(_("About the price"), MAX_NOTE_LENGTH, _("For example: half for members."))
    trade = forms.ChoiceField(
        label=_("Trade"), required=False, help_text=_("If it is for one trade above all.")
    )
    is_open = forms.BooleanField(
        label=_("Open to all"),
        help_text=_("Everybody reads it here. Otherwise, the members of the association alone."),
        required=False,
    )

    def __init__(self, *args: Any, organisation_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(code, trade.label) for code, trade in trades(organisation_id).items()]
        self.fields["trade"].choices = [("", _("All trades")), *offered]  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        says_where = data.get("place") or data.get("commune") or data.get("is_online")
        if not says_where and not {"place", "commune"} & set(self.errors):
            self.add_error("place", _("Say where it is, or that it is online."))
        return data

    @property
    def details(self) -> Details:
        data = self.cleaned_data
        commune: Commune | None = data["commune"]
        price: Decimal | None = data["price"]
        return Details(
            commune_id=commune.pk if commune else None,
            price_cents=int(price * 100) if price is not None else 0,
            **{name: data[name] for name in ("title", "text", "place", "is_online", "link")},
            **{name: data[name] for name in ("price_note", "trade", "is_open")},
        )


class ProposeForm(EventForm, DateForm):
    """An event with its first date."""

    FOLDS = (*EventForm.FOLDS, (_("It lasts several days"), ("last_day",)))
    field_order = ("title", "text", "day", "begins", "ends", "place", "commune", "is_open")


def initial_of(event: Event) -> dict[str, Any]:
    """What the form shows of an event that is there."""
    names = ("title", "text", "place", "commune", "is_online", "link", "price_note", "trade", "is_open")
    price = Decimal(event.price_cents) / 100 if event.price_cents else None
    return {**{name: getattr(event, name) for name in names}, "price": price}


def initial_of_date(date: EventDate) -> dict[str, Any]:
    """What the form shows of a date that is there."""
    starts_at, last = timezone.localtime(date.starts_at), wording.last_moment(date.span)
    hours = {} if date.is_all_day else {"begins": starts_at.time(), "ends": last.time()}
    lasts = last.date() != starts_at.date()
    return {"day": starts_at.date(), "last_day": last.date() if lasts else None, **hours}
