"""What visitors and advisers type of the people who come. Validates, never saves."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.contact import ContactField
from etabli.foundation.seats.forms import MessageForm
from etabli.foundation.ui.forms import NameField
from etabli.programme.workshops.groups import Group
from etabli.territory.register.person_forms import KnownByPhone


class WalkInForm(KnownByPhone):
    """Somebody who is in the room without having signed up."""

    name = NameField(label=_("Name"))
    contact = ContactField(required=False, help_text=_("To send the certificate."))

    def __init__(self, *args: Any, chamber_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chamber_id = chamber_id

    def clean(self) -> None:
        """Whether this telephone is known."""
        given = self.cleaned_data
        _email, phone = given.get("contact") or ("", "")
        self.ask_whether_known(self.chamber_id, name=given.get("name", ""), phone=phone)


class SessionMessageForm(MessageForm):
    """A message to those of a session: to whom, its subject, its text."""

    group = forms.ChoiceField(label=_("To whom"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, groups: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {group.code: group for group in groups}
        choices = self.fields["group"]
        assert isinstance(choices, forms.ChoiceField)
        choices.choices = [(group.code, group.option) for group in groups]

    @property
    def chosen(self) -> Group:
        """The group that was chosen."""
        return self.groups[self.cleaned_data["group"]]
