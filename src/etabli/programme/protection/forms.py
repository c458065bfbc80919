"""What is typed on the pages of protection. Validates, never saves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.foundation.ui.forms import NameField, refuse_unseen_changes, version_of, without_memory
from etabli.procurement.needs.wording import words_of
from etabli.programme.protection.actions.accounts import PASSWORD_REFUSED, passwords_in
from etabli.programme.protection.catalogue import load
from etabli.programme.protection.engine import ProcessingActivity
from etabli.programme.protection.models import MAX_REASON_LENGTH, HeldAccount
from etabli.programme.protection.register_papers import RegisteredBusiness

MIN_DIGITS_OF_TELEPHONE = 4  # short numbers too


class ReasonForm(forms.Form):
    """Why a gesture isn't for somebody."""

    reason = forms.CharField(
        label=_("Why isn’t it for you?"),
        max_length=MAX_REASON_LENGTH,
        help_text=_("A few words: “I have no site”, “somebody else does it”."),
        error_messages={"required": _("Say in a few words why it isn’t for you.")},
    )


class AccountForm(forms.ModelForm[HeldAccount]):
    """Who holds an account. No field is for a password, and none takes what looks like one."""

    class Meta:
        model = HeldAccount
        fields = ("kind", "name", "holder", "email", "recovery")
        help_texts = {
            "name": _("For instance: atelier-exemple.fr, or the name of the page."),
            "holder": _("You, a relative, a supplier: the name of the person."),
            "recovery": _("A number, a drawer, a person. Never the password itself."),
        }
        error_messages = {
            "kind": {"required": _("Choose what it is.")},
            "name": {"required": _("Write its name or its address.")},
            "holder": {"required": _("Write who holds it, even if it is you.")},
        }

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        without_memory(self)
        self._today = {
            name: str(self.get_initial_for_field(field, name) or "") for name, field in self.fields.items()
        }

    @property
    def shown(self) -> str:
        """Of the account that the page shows, or the newer one of which it tells."""
        return version_of(*self._today.values())

    def clean(self) -> dict[str, Any]:
        """Refuse what looks like a password, where it stands; once, to write over what another page has kept since."""
        values: dict[str, Any] = super().clean() or {}
        refuse_unseen_changes(self, self._today)
        for field in passwords_in(values):
            self.add_error(field, forms.ValidationError(PASSWORD_REFUSED))
        return values


class RegisterForm(forms.Form):
    """Whose register it is, and what they keep of people."""

    name = NameField(
        label=_("Name of your business"),
        max_length=100,
        error_messages={"required": _("Write the name of your business: it heads the register.")},
    )
    contact = forms.CharField(
        label=_("How to reach you"),
        max_length=120,
        help_text=_("A telephone number or an e-mail address: your customers read it."),
        error_messages={"required": _("Write how to reach you: the law asks for it.")},
    )
    kinds = forms.MultipleChoiceField(
        label=_("What is true of your business"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one line.")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["kinds"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [
            (processing.id, words_of(processing.ask)) for processing in load().processing_activities
        ]

    def clean_contact(self) -> str:
        """Refuse what reaches nobody: neither a telephone number nor an e-mail address."""
        contact = str(self.cleaned_data["contact"])
        if "@" not in contact and sum(map(str.isdigit, contact)) < MIN_DIGITS_OF_TELEPHONE:
            raise forms.ValidationError(
                _("Write a telephone number or an e-mail address: your customers must be able to ask.")
            )
        return contact

    def clean_kinds(self) -> list[str]:
        """Refuse a sheet for customers in which nothing would stand."""
        kinds: list[str] = self.cleaned_data["kinds"]
        is_for_customers = self.data.get("paper", "").startswith("customers")
        if is_for_customers and not any(
            row.paper.fr for row in load().processing_activities if row.id in kinds
        ):
            raise forms.ValidationError(
                _("Nothing that you ticked is about your customers: they have no sheet to read.")
            )
        return kinds

    @property
    def business(self) -> RegisteredBusiness:
        """Once it is valid."""
        return RegisteredBusiness(self.cleaned_data["name"], self.cleaned_data["contact"])

    @property
    def processing_activities(self) -> list[ProcessingActivity]:
        """What was ticked, in the order of the register; once it is valid."""
        return [row for row in load().processing_activities if row.id in self.cleaned_data["kinds"]]
