"""What is typed about a call, a note, and what is looked at. Validates, never saves."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.contact import ContactField
from etabli.foundation.people.queries import find_person, own_chamber
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.forms import DateInput, NameField
from etabli.procurement.needs.wording import words_of
from etabli.programme.diagnosis.catalogue import load
from etabli.programme.diagnosis.engine import UNKNOWN
from etabli.programme.journeys.dropout_queries import EASE_QUESTION, labels
from etabli.programme.journeys.models import ContactNote
from etabli.territory.register.known_persons import namesakes
from etabli.territory.register.person_forms import KnownByPhone
from etabli.territory.register.wording import SECTORS


class NoteForm(forms.Form):
    """A line to remember about somebody; with an outcome, it is of a call, and may be left empty."""

    ONE_LINE = (ContactNote.Outcome.REACHED, ContactNote.Outcome.UNREACHABLE)

    text = forms.CharField(label=_("A note, in one line"), max_length=300, required=False)
    outcome = forms.ChoiceField(
        choices=[(outcome, outcome.label) for outcome in ONE_LINE], required=False, widget=forms.HiddenInput
    )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not data.get("text") and not data.get("outcome") and "text" not in self.errors:
            self.add_error("text", _("Write a few words."))
        return data


class CallerForm(KnownByPhone):
    """Who called, whom the chamber may not know yet; and a line."""

    name = NameField(label=_("First name and family name"))
    contact = ContactField()
    text = forms.CharField(label=_("A note, in one line"), max_length=300)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.fields["name"].widget.attrs["autofocus"] = True

    def clean(self) -> None:
        data, chamber = self.cleaned_data, own_chamber(self.viewer)
        (email, phone), name = data.get("contact") or ("", ""), data.get("name", "")
        is_known = bool(email) and find_person(chamber, email) is not None
        of_this_name = {} if is_known else dict.fromkeys(namesakes(self.viewer, name), "")
        self.ask_whether_known(chamber.pk, name=name, phone=phone, namesakes=of_this_name)

    @property
    def act_arguments(self) -> dict[str, Any]:
        """What `actions.note_caller` takes."""
        data = self.cleaned_data
        email, phone = data["contact"]
        call = {"name": data["name"], "email": email, "phone": phone, "text": data["text"]}
        return {**call, "chamber": own_chamber(self.viewer), "known": self.same_person}


class CallForm(forms.ModelForm[ContactNote]):
    """What came of a call."""

    class Meta:
        model = ContactNote
        fields = ["outcome", "again_on", "text"]
        widgets = {
            "outcome": forms.RadioSelect,
            "again_on": DateInput,
            "text": forms.TextInput(attrs={"maxlength": 300}),
        }
        error_messages = {"outcome": {"required": _("Choose what came of the call.")}}
        help_texts = {"again_on": _("Only if you agreed on another call.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcome = self.fields["outcome"]
        assert isinstance(outcome, forms.TypedChoiceField)
        outcome.required = True
        outcome.choices = ContactNote.Outcome.choices

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        is_again = data.get("outcome") == ContactNote.Outcome.CALL_BACK
        if is_again and "again_on" not in self.errors:
            day = data.get("again_on")
            if day is None or day < timezone.localdate():
                self.add_error("again_on", _("Choose today, or a day to come, for the other call."))
        return data

    def _post_clean(self) -> None:
        """The form only validates."""


def eases() -> dict[str, str]:
    """By the id of the answer to "in front of a screen", its words."""
    question = next(question for question in load().questions if question.id == EASE_QUESTION)
    return {answer.id: words_of(answer.text) for answer in question.answers if answer.id != UNKNOWN}


class FilterForm(forms.Form):
    """Among whom: a kind of trade, an ease."""

    sector = forms.ChoiceField(label=_("Trades"), choices=[("", _("All")), *SECTORS.items()], required=False)
    ease = forms.ChoiceField(
        label=_("In front of a screen"),
        choices=lambda: [("", _("Whatever it is")), *eases().items()],
        required=False,
    )

    @property
    def filters(self) -> dict[str, str]:
        """What is asked for; what can't be understood is passed over."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}


class OverviewForm(FilterForm):
    """And what is compared."""

    BY = {"stage": _("Stage"), "sector": _("Trades"), "ease": _("In front of a screen")}

    by = forms.ChoiceField(label=_("Compare by"), choices=BY, required=False)
    field_order = ["by", "sector", "ease"]


class StoppedForm(FilterForm):
    """And where."""

    stage = forms.ChoiceField(
        label=_("Stage"), choices=lambda: [("", _("Whatever it is")), *labels().items()], required=False
    )
    field_order = ["stage", "sector", "ease"]
