"""What is asked wherever a day is chosen; what is noted in a diary. Validates, never saves."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.people.models import User
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.forms import DateInput, TimeInput, UncutField
from etabli.programme.diary import queries
from etabli.programme.diary.days import NOON, at_hour, days_off
from etabli.programme.diary.models import DiaryEntry

MAX_DURATION = timedelta(days=366)
FARTHEST_AHEAD = timedelta(days=2 * 366)  # from now: a year that may be a slip


class AnywayField(forms.MultipleChoiceField):
    """What somebody agrees to all the same. It is empty until `ask` puts there what stands against the form."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self) -> None:
        super().__init__(label=gettext_lazy("All the same?"), required=False)

    def valid_value(self, value: object) -> bool:
        """What was agreed to may no longer be asked: the day was changed since."""
        return True


def ask(form: forms.Form, doubts: Mapping[str, str]) -> None:
    """Refuse a form, from its `clean`, until each of these is agreed to in its AnywayField, called `anyway`.

    `doubts`: by a key that says what of (a day), the sentence that is ticked.
    """
    field = form.fields["anyway"]
    assert isinstance(field, AnywayField)
    field.choices, field.required = list(doubts.items()), bool(doubts)
    for key in doubts.keys() - set(form.cleaned_data.get("anyway", [])):
        form.add_error("anyway", _("Change it, or tick “%(what)s”.") % {"what": doubts[key]})


class AdviserField(forms.ModelChoiceField[User]):
    """One of the advisers, by name."""

    def label_from_instance(self, obj: User) -> str:
        return str(obj.name or obj)


class EntryForm(forms.Form):
    """What, from which day to which, and which part of the day."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=DiaryEntry.Kind,
        widget=forms.RadioSelect,
        initial=DiaryEntry.Kind.LEAVE,
    )
    title = UncutField(
        label=gettext_lazy("In a few words"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Your colleagues read it, and nobody else."),
    )
    on = forms.DateField(label=gettext_lazy("Day"), widget=DateInput)
    until = forms.DateField(
        label=gettext_lazy("Last day"),
        widget=DateInput,
        required=False,
        help_text=gettext_lazy("Left empty: this day alone."),
    )
    part = forms.ChoiceField(
        label=gettext_lazy("Which part of the day?"),
        choices=[
            ("day", gettext_lazy("the whole day")),
            ("am", gettext_lazy("the morning")),
            ("pm", gettext_lazy("the afternoon")),
            ("hours", gettext_lazy("from one hour to another")),
        ],
        widget=forms.RadioSelect,
        initial="day",
    )
    start = forms.TimeField(label=gettext_lazy("Begins at"), widget=TimeInput, required=False)
    end = forms.TimeField(label=gettext_lazy("Ends at"), widget=TimeInput, required=False)
    adviser = AdviserField(label=gettext_lazy("Whose diary?"), queryset=User.objects.none(), empty_label=None)
    anyway = AnywayField()

    def __init__(self, *args: Any, viewer: Viewer, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        field = self.fields["adviser"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = queries.advisers(viewer)

    def clean(self) -> None:
        """An end after the beginning, not over, within a year; a single day on which nobody works, and a day of a far
        year, are asked for."""
        data = self.cleaned_data
        if not {"on", "until", "part", "start", "end"} <= data.keys():
            return
        first, last = data["on"], data["until"] or data["on"]
        if last < first:
            self.add_error("until", _("The end comes before the beginning: correct one of the two."))
        elif last - first > MAX_DURATION:
            self.add_error("until", _("This day is very far away: check the year."))
        elif last < timezone.localdate(self.now):
            self.add_error("on", _("This day is past: choose one to come."))
        elif data["part"] != "day" and last > first:
            self.add_error("until", _("Part of a day is on one day: note the others apart."))
        elif data["part"] != "hours" and (data["start"] or data["end"]):
            self.add_error("part", _("You wrote hours: choose “from one hour to another”, or empty them."))
        elif data["part"] == "hours" and not (data["start"] and data["end"]):
            self.add_error("start", _("Write both hours, or choose another part of the day."))
        elif data["part"] == "hours" and data["end"] <= data["start"]:
            self.add_error("end", _("The end comes before the beginning: correct one of the two."))
        else:
            data["starts_at"], data["ends_at"] = self._times(first, last)
            ask(self, {**(days_off([first]) if first == last else {}), **self._far(last)})

    def _far(self, last: date) -> dict[str, str]:
        if last - timezone.localdate(self.now) <= FARTHEST_AHEAD:
            return {}
        return {f"year/{last.year}": _("Yes, in the year %(year)s") % {"year": last.year}}

    def _times(self, first: date, last: date) -> tuple[datetime, datetime]:
        data = self.cleaned_data
        start, end = {
            "day": (time(), time()),
            "am": (time(), time(NOON)),
            "pm": (time(NOON), time()),
            "hours": (data["start"], data["end"]),
        }[data["part"]]
        ends_on = last + timedelta(days=1) if data["part"] in ("day", "pm") else last  # at midnight
        return at_hour(first, start), at_hour(ends_on, end)

    @property
    def act_arguments(self) -> dict[str, Any]:
        """What `actions.add_diary_entry` takes."""
        return {
            name: self.cleaned_data[name] for name in ("kind", "title", "starts_at", "ends_at", "adviser")
        }


class CalendarForm(forms.Form):
    """The address of a calendar elsewhere."""

    address = UncutField(
        label=gettext_lazy("Address of your calendar (ICS)"),
        max_length=1000,
        help_text=gettext_lazy("It begins with https:// or webcal://, and often ends in .ics."),
    )

    def clean_address(self) -> str:
        """An https address: the one that webcal stands for."""
        text = self.cleaned_data["address"].strip()
        scheme, _colon, rest = text.partition("://")
        if scheme.lower() not in ("https", "webcal", "webcals") or not rest or " " in rest:
            raise forms.ValidationError(
                _("Write an address that begins with https:// or webcal://: copy it from your calendar.")
            )
        return f"https://{rest}"

    @property
    def url(self) -> str:
        return str(self.cleaned_data["address"])
