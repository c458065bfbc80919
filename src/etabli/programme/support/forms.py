"""What the adviser chooses or types: a day, a place, a colleague, a report."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import User
from etabli.foundation.ui.forms import DateInput, TimeInput
from etabli.foundation.ui.typography import day, full_day, full_span, minutes
from etabli.programme.demand.models import Wish
from etabli.programme.diary.forms import AdviserField
from etabli.programme.diary.models import Half
from etabli.programme.support.engine import Slot
from etabli.programme.support.models import STEPS, Appointment, FollowUp
from etabli.programme.support.payers import Change
from etabli.programme.support.queries import HELD, MONTHS

# Between two sentences: no abbreviation ends the first, a capital begins the other.
_SENTENCES = re.compile(r"(?<=\w{3}[.;!])\s+(?=[A-ZÀÂÇÉÈÊÎÔŒ])")


TOO_FAR = _(
    "That day, the road from your other appointment, or to it, is too long. Choose another day, or tick this box."
)


NOT_HELD = _(
    "It was not held, and next steps are written: remove them, press another answer, or tick this box."
)


HOURS_NOTED = _(
    "%(hours)s are noted: did the artisan come? If so, press another answer; if not, tick this box."
)


class DayForm(forms.Form):
    """One of the half-days that are free: by the button of one that is proposed (`half_day`), or from the list."""

    half_day = forms.CharField(required=False, widget=forms.HiddenInput)
    another = forms.ChoiceField(
        label=_("Another half-day"), required=False, help_text=_("Only your free half-days are listed.")
    )

    anyway = forms.BooleanField(label=_("Keep this day all the same"), required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        free: Sequence[Slot],
        change: Change | None = None,
        too_far: frozenset[str] = frozenset(),
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.change, self.too_far = change, too_far
        self.free = {slot.value: slot for slot in free}
        field = self.fields["another"]
        assert isinstance(field, forms.ChoiceField)
        field.error_messages["invalid_choice"] = _("This half-day is no longer free: choose another.")
        field.choices = [
            ("", _("Choose")),
            *((value, self._label(slot)) for value, slot in self.free.items()),
        ]

    def _label(self, slot: Slot) -> str:
        """Its day, and that the road is too long, or why whoever pays would not pay for it."""
        label = f"{day(slot.on)}, {Half(slot.half).label}"
        if slot.value in self.too_far:
            label = _("%(day)s (the road is too long)") % {"day": label}
        warning = self.change.warning_of(slot.on) if self.change else ""
        return _("%(day)s (%(warning)s)") % {"day": label, "warning": warning} if warning else label

    def clean(self) -> None:
        """`slot`: the half-day that was chosen."""
        chosen = self.cleaned_data.get("half_day") or self.cleaned_data.get("another", "")
        if chosen in self.free:
            self.cleaned_data["slot"] = self.free[chosen]
            if chosen in self.too_far and not self.cleaned_data.get("anyway"):
                self.add_error("anyway", TOO_FAR)
        elif chosen:
            self.add_error("another", _("This half-day is no longer free: choose another."))
        elif "another" not in self.errors:
            self.add_error("another", _("Press one of the days, or choose one in this list."))


class MoveForm(DayForm):
    """Another day for a half-day that is booked. `shown`: the key of the diary's half-day that the page showed; where
    it has changed since, `changed` says so, and `again` is the day that was pressed, to press once more."""

    shown = forms.IntegerField(required=False, widget=forms.HiddenInput)
    changed = ""
    again: Slot | None = None


class BookingForm(DayForm):
    """A free half-day, and where: an address of the register, the nearest room, or elsewhere; or, by another button
    (`send`), those that are ticked (`offer`), of which the artisan chooses one (`slots`). `is_asked_twice`: another
    request of theirs waits, and nobody has said yet that it is the same."""

    two_wanted = forms.BooleanField(label=_("They want two half-days"))
    send = forms.BooleanField(required=False, widget=forms.HiddenInput)
    offer = forms.MultipleChoiceField(label=_("Days to send"), widget=forms.CheckboxSelectMultiple)
    where = forms.ChoiceField(label=_("Where"), required=False, widget=forms.RadioSelect)
    # An area, though a line is enough: Enter in a line would press the first button, and book the first day.
    elsewhere = forms.CharField(
        label=_("Somewhere else"), required=False, max_length=200, widget=forms.Textarea(attrs={"rows": 1})
    )

    def __init__(
        self,
        data: Any = None,
        *,
        free: Sequence[Slot],
        proposed: Sequence[Slot],
        places: Sequence[str],
        is_asked_twice: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, free=free, **kwargs)
        if not is_asked_twice:
            del self.fields["two_wanted"]
        else:
            missing = _("Say first whether the two requests are the same: press it above, or tick this box.")
            self.fields["two_wanted"].error_messages["required"] = missing
        offer = self.fields["offer"]
        assert isinstance(offer, forms.MultipleChoiceField)
        offer.choices = [(slot.value, full_span(slot.starts_at, slot.ends_at)) for slot in proposed]
        offer.initial = [slot.value for slot in proposed]
        offer.required = data is None or "send" in data  # to book a day, none need be ticked
        offer.error_messages["required"] = _("Tick one day at least.")
        offer.error_messages["invalid_choice"] = _("One of these days is no longer free: choose again.")
        if not places:
            del self.fields["where"]
            self.fields["elsewhere"].label = _("Where")
            self.fields["elsewhere"].required = True
            return
        where = self.fields["where"]
        assert isinstance(where, forms.ChoiceField)
        where.choices = [(place, place) for place in places]
        where.initial = places[0]

    @property
    def place(self) -> str:
        """What was typed, else what was chosen."""
        typed = " ".join(self.cleaned_data["elsewhere"].split())
        return typed or str(self.cleaned_data["where"])

    def clean(self) -> None:
        """A place: what was typed wins."""
        given = self.cleaned_data
        given["slots"] = [self.free[value] for value in given.get("offer", ()) if value in self.free]
        if given.get("send") and any(slot.value in self.too_far for slot in given["slots"]):
            self.add_error(
                "offer", _("The road makes one of these days impossible for this place: untick it.")
            )
        if not given.get("send"):
            # The days of another place may be others: what stands ticked is nothing to whoever books one by its button.
            self.errors.pop("offer", None)
            super().clean()
        if "where" in self.fields and not (given.get("elsewhere") or given.get("where") or self.errors):
            self.add_error("where", _("Choose a place, or write one."))


class PastDayForm(forms.Form):
    """The half-day on which it was held."""

    on = forms.DateField(label=_("On which day"), widget=DateInput)
    half = forms.ChoiceField(label=_("Morning or afternoon"), choices=Half.choices, widget=forms.RadioSelect)


class HeldForm(PastDayForm):
    """One that was held without a booking. Which of the requests that wait, the oldest first, it answers is asked;
    one that never had a half-day is proposed: any other may have been sent to a fund for a day to come."""

    place = forms.CharField(label=_("Where"), max_length=200)

    def __init__(self, data: Any = None, *, initial: dict[str, Any], waiting: Sequence[Wish]) -> None:
        super().__init__(data, initial=initial)
        self._waiting = {str(wish.pk): wish for wish in waiting}
        if waiting:
            self.fields["wish"] = forms.ChoiceField(
                label=_("Is it the half-day that they asked for?"),
                choices=[(wish.pk, _request_label(wish)) for wish in waiting]
                + [("another", _("No, another one: what they asked for still waits"))],
                initial=next((wish.pk for wish in waiting if not wish.appointments.exists()), None),
                widget=forms.RadioSelect,
            )

    def clean_wish(self) -> Wish | None:
        return self._waiting.get(self.cleaned_data["wish"])


def _request_label(wish: Wish) -> str:
    return str(_("Yes, asked for on %(day)s") % {"day": full_day(wish.expressed_on)})


class HoursForm(forms.Form):
    """Between which hours the artisan was there."""

    came_at = forms.TimeField(label=_("Came at"), widget=TimeInput)
    left_at = forms.TimeField(label=_("Left at"), widget=TimeInput)
    note = forms.CharField(
        label=_("Why, if you wish"),
        max_length=200,
        required=False,
        help_text=_("For example: called away to a building site."),
    )


class ColleagueForm(forms.Form):
    """Who receives the artisan instead. `shown`: as in `MoveForm`."""

    shown = forms.IntegerField(required=False, widget=forms.HiddenInput)

    to = AdviserField(
        label=_("Colleague"), queryset=User.objects.none(), empty_label=None, widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, *, able: QuerySet[User]) -> None:
        super().__init__(data)
        to = self.fields["to"]
        assert isinstance(to, forms.ModelChoiceField)
        to.queryset = able


class ReportForm(forms.ModelForm[Appointment]):
    """One minute: what was done, what next; the button says what came of it. No line in which Enter would press one."""

    anyway = forms.BooleanField(label=_("Keep this answer all the same"), required=False)

    class Meta:
        model = Appointment
        fields = ["report", "next_step", "outcome"]
        widgets = {
            "report": forms.Textarea(attrs={"rows": 4}),
            "next_step": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "report": _(
                "Two or three sentences are enough. To dictate them on a telephone, touch the microphone of its "
                "keyboard. The artisan reads them too."
            ),
            "next_step": _(
                "What the artisan can do alone: a sentence for each, three at most, dictated or typed. They find "
                "them on their path."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcome = self.fields["outcome"]
        assert isinstance(outcome, forms.TypedChoiceField)
        outcome.required = True
        outcome.choices = list(Appointment.Outcome.choices)
        outcome.error_messages["required"] = _("Press one of the answers below: it says what came of it.")

    def clean(self) -> dict[str, Any]:
        """Steps and hours of a half-day that was not held are asked about, once."""
        given = super().clean() or self.cleaned_data
        outcome = given.get("outcome")
        if outcome and outcome not in HELD and not given.get("anyway"):
            if self.instance.came_at is not None:
                hours = {"hours": minutes(self.instance.minutes_done)}
                self.add_error("anyway", forms.ValidationError(HOURS_NOTED, params=hours))
            if given.get("next_step"):
                self.add_error("anyway", NOT_HELD)
        return given

    def clean_next_step(self) -> str:
        """A step a line, without the dashes that people put before them; of one line, as a telephone writes what is
        dictated, a step a sentence."""
        steps = [line.strip(" \t-–•*") for line in self.cleaned_data["next_step"].splitlines()]
        steps = [step for step in steps if step]
        if len(steps) == 1 and 1 < len(sentences := _SENTENCES.split(steps[0])) <= STEPS:
            steps = [sentence.rstrip(" .;") for sentence in sentences]
        if len(steps) > STEPS:
            raise forms.ValidationError(
                _("%(number)s steps are too many at once: keep the three that matter most."),
                params={"number": len(steps)},
            )
        return "\n".join(steps)


class AnswerForm(forms.ModelForm[FollowUp]):
    """How it goes: the button that is pressed; whether the half-day was useful, which the first one asks; and where
    they are found, when they are. `is_own`: the artisan answers, else the staff for them."""

    class Meta:
        model = FollowUp
        fields = ["useful", "address", "answer"]
        labels = {
            "useful": _("Was the half-day useful to you?"),
            "address": _("You are online? The address of your site or page"),
        }
        # An area, as above: Enter in a line would press the first answer.
        widgets = {
            "useful": forms.RadioSelect,
            "address": forms.Textarea(attrs={"rows": 1, "inputmode": "url", "autocomplete": "url"}),
        }
        help_texts = {"address": _("Copy it from your browser. Nothing is published.")}

    def __init__(self, *args: Any, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_own:
            self.fields["useful"].label = _("Was the half-day useful to them?")
            self.fields["address"].label = _("They are online? The address of their site or page")
        if self.instance.months != MONTHS[0]:
            del self.fields["useful"]
        else:
            useful = self.fields["useful"]
            assert isinstance(useful, forms.TypedChoiceField)
            useful.choices = list(FollowUp.Useful.choices)
        answer = self.fields["answer"]
        assert isinstance(answer, forms.TypedChoiceField)
        answer.required = True
        answer.error_messages["required"] = _("Press one of the three answers.")
