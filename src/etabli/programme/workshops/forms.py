"""What visitors and advisers type of the people who come, and the file of a plan. Validates, never saves."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.contact import ContactField
from etabli.foundation.people.models import Person
from etabli.foundation.people.queries import find_person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.forms import MessageForm
from etabli.foundation.seats.models import SignUp
from etabli.foundation.ui.forms import FileDrop, NameField
from etabli.programme.workshops.models import Session
from etabli.programme.workshops.recipients import Group
from etabli.programme.workshops.season_plan import MAX_FILE_BYTES
from etabli.territory.register.known_persons import namesakes
from etabli.territory.register.person_forms import KnownByPhone


class WalkInForm(KnownByPhone):
    """Somebody who is in the room without having signed up."""

    name = NameField(label=_("Name"))
    contact = ContactField(required=False, help_text=_("To send the certificate."))

    def __init__(self, *args: Any, viewer: Viewer, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.session = viewer, session

    def clean(self) -> None:
        """Whether this telephone is known, or this name: first of those of the session."""
        data, chamber = self.cleaned_data, self.session.chamber
        (email, phone), name = data.get("contact") or ("", ""), data.get("name", "")
        of_this_name = {} if email and find_person(chamber, email) else self._namesakes(name)
        self.ask_whether_known(chamber.pk, name=name, phone=phone, namesakes=of_this_name)

    def _namesakes(self, name: str) -> dict[Person, str]:
        people = namesakes(self.viewer, name)
        sign_ups = SignUp.objects.filter(occasion=self.session.occasion_id, person__in=people)
        signed_up_ids = set(sign_ups.exclude(status=SignUp.Status.WITHDRAWN).values_list("person", flat=True))
        ordered = sorted(people, key=lambda person: person.pk not in signed_up_ids)
        reason = str(_("on the list of this session"))
        return {person: reason if person.pk in signed_up_ids else "" for person in ordered}


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


class PlanForm(forms.Form):
    """The file of a season plan."""

    file = forms.FileField(
        label=_("The plan"),
        widget=FileDrop(accept="application/json,.json"),
        help_text=_("The file of the plan: ask whoever runs Établi for you."),
    )

    def clean_file(self) -> bytes:
        data = self.cleaned_data["file"]
        if data.size > MAX_FILE_BYTES:
            raise forms.ValidationError(_("This file is too large for a season plan."))
        return bytes(data.read())
