"""What the staff says of two persons who may be one; and of somebody whose telephone is known."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.engine.likeness import is_enough
from etabli.foundation.people.merging.merge_checks import proof_needed
from etabli.foundation.people.models import Person
from etabli.foundation.ui.forms import without_memory
from etabli.foundation.ui.typography import full_day
from etabli.territory.register.known_persons import KnownPerson, known_persons, known_persons_with_phone

OTHER_PERSON = "other"
NO_NAMESAKES: Mapping[Person, str] = {}


class SamePersonForm(forms.Form):
    """One person or two; `checked`: what the adviser made sure of, asked for where what they share is not enough."""

    decision = forms.ChoiceField(choices=[("one", ""), ("two", "")])
    kept = forms.CharField(max_length=18)
    checked = forms.CharField(
        label=_("What you checked beside"),
        required=False,
        max_length=300,
        help_text=_("For example: “she told me her SIRET on the telephone”. It stays in the history."),
    )

    def __init__(self, *args: Any, reasons: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reasons = reasons
        self.fields["checked"].required = not self.is_enough
        without_memory(self)

    @property
    def is_enough(self) -> bool:
        """Whether what they share is enough by itself."""
        return is_enough(self.reasons)

    @property
    def shares_phone(self) -> bool:
        """Whether both have one telephone, which is often a whole family's."""
        return "phone" in self.reasons

    def clean(self) -> None:
        """Nothing more is asked of who says that they are two."""
        cleaned = self.cleaned_data
        if self.data.get("checked", "").strip():
            return
        self.errors.pop("checked", None)
        cleaned["checked"] = ""
        if cleaned.get("decision") == "one" and not self.is_enough:
            self.add_error("checked", proof_needed(self.reasons))


class KnownByPhone(forms.Form):
    """Mixed into a form by which the staff writes somebody down: a telephone that the chamber knows, or a name where
    the form looks for it, asks whether it is the same person, before there are two: a question, no mistake. Never in a
    form of a visitor, whom it would tell who is known.

    `same_person`: whom the staff chose, or who bears this very name and has this telephone; None for somebody else, or
    somebody new.
    """

    same_person: Person | None = None

    def ask_whether_known(
        self, chamber_id: int, *, name: str, phone: str, namesakes: Mapping[Person, str] = NO_NAMESAKES
    ) -> None:
        """Called at the end of `clean`. What was typed stays. `namesakes`: others to ask about, each with what is said
        beside the name."""
        with_same_phone = known_persons_with_phone(chamber_id, phone) if phone else []
        alike = [
            known_person.person
            for known_person in with_same_phone
            if known_person.person.name.casefold() == name.strip().casefold()
        ]
        if len(alike) == 1:
            self.same_person = alike[0]
            return
        by_phone = {known_person.person for known_person in with_same_phone}
        candidates = [*with_same_phone, *known_persons([who for who in namesakes if who not in by_phone])]
        if not candidates:
            return
        descriptions = {
            known_person.person: _description(known_person, namesakes.get(known_person.person, ""))
            for known_person in candidates
        }
        self.fields["same"] = _SameField(descriptions, is_by_phone=bool(with_same_phone))
        chosen = self.data.get(self.add_prefix("same"), "")
        by_number = {str(person.pk): person for person in descriptions}
        if chosen in by_number:
            self.same_person = by_number[chosen]
        elif chosen != OTHER_PERSON:
            self.add_error("same", _("Choose one of the answers."))


class _SameField(forms.ChoiceField):
    template_name = "ui/form/question.html"
    is_question = True

    def __init__(self, descriptions: Mapping[Person, str], *, is_by_phone: bool) -> None:
        choices = [(str(person.pk), text) for person, text in descriptions.items()]
        label = (
            _("You know this telephone already. Is it the same person?")
            if is_by_phone
            else _("You know somebody of this name already. Is it the same person?")
        )
        super().__init__(
            label=label, choices=[*choices, (OTHER_PERSON, _("No, another person"))], widget=forms.RadioSelect
        )


def _description(known_person: KnownPerson, reason: str) -> str:
    last_news = _("last news on %(day)s") % {"day": full_day(known_person.last_heard_on)}
    return " · ".join(filter(None, [known_person.person.name, reason, known_person.detail, last_news]))
