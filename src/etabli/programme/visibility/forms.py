"""What is typed on the pages of visibility. Validates, never saves."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.foundation.files.forms import PhotoField
from etabli.foundation.ui.forms import DateInput
from etabli.programme.visibility.engine.address import MAX_LENGTH, BadAddress, site_address
from etabli.programme.visibility.engine.domain import MAX_YEARS
from etabli.programme.visibility.models.domains import MAX_REGISTRAR_LENGTH
from etabli.programme.visibility.models.self_checks import MAX_NOTE_LENGTH

REFUSALS = {
    "scheme": _("We only read sites. Write the address as in your browser: maison-exemple.fr."),
    "person": _("This is an e-mail address, or holds a password. Write the site alone: maison-exemple.fr."),
    "network": _("This is a page on a network. Look at it with the list “My page on a network”."),
    "number": _("Write the name of the site, not a number: maison-exemple.fr."),
    "name": _("This is no address of a site. Copy it from your browser: maison-exemple.fr."),
}


class AddressForm(forms.Form):
    """The address of a site, as people type it."""

    address = forms.CharField(
        label=_("Address of your site"),
        max_length=MAX_LENGTH,
        help_text=_("For instance: maison-exemple.fr"),
        error_messages={
            "required": _("Write the address of your site."),
            "max_length": _("This address is too long. Write the beginning: maison-exemple.fr."),
        },
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url", "autocapitalize": "none"}),
    )

    def clean_address(self) -> str:
        """Host and path, without the scheme."""
        try:
            return site_address(self.cleaned_data["address"])
        except BadAddress as refusal:
            raise forms.ValidationError(REFUSALS[str(refusal)]) from None


class TheirAddressForm(AddressForm):
    """The same, typed by the staff beside its artisan."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].label = _("Address of their site")


class RegistrationForm(forms.Form):
    """Until when a name is rented; `reminds` for those whom somebody can remind."""

    ends_on = forms.DateField(
        label=_("It ends on"),
        widget=DateInput,
        help_text=_("It stands on the last invoice of the name."),
        error_messages={"required": _("Write the day on which your name ends.")},
    )
    registrar = forms.CharField(
        label=_("Rented from"),
        max_length=MAX_REGISTRAR_LENGTH,
        required=False,
        help_text=_("The company that sends the invoice."),
    )
    reminds = forms.BooleanField(
        label=_("Remind me thirty days before, or tomorrow if fewer are left"), required=False
    )

    def __init__(self, *args: Any, today: date, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today
        if not is_own:
            del self.fields["reminds"]

    def clean_ends_on(self) -> date:
        """Within the years for which names are rented."""
        day: date = self.cleaned_data["ends_on"]
        if not self._today.year - MAX_YEARS <= day.year <= self._today.year + MAX_YEARS:
            raise forms.ValidationError(_("Look at the year again: a name is rented for ten years at most."))
        return day


class WhereForm(forms.Form):
    """A trade and a town, for whoever isn't known here."""

    trade = forms.CharField(label=_("Your trade"), max_length=60)
    town = forms.CharField(label=_("Your town"), max_length=60)


class SelfCheckForm(forms.Form):
    """What somebody saw: ticks by line, and a note."""

    note = forms.CharField(
        label=_("What struck you"),
        max_length=MAX_NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For instance: an old photo, a wrong number."),
    )

    photo = PhotoField(
        label=_("A photo of your screen"),
        required=False,
        help_text=_("Only you see it, beside the next one. We take out where it was taken."),
    )

    def __init__(
        self,
        lines: list[tuple[str, str]],
        ticks: list[tuple[str, str]],
        data: Any = None,
        files: Any = None,
        *,
        with_photo: bool,
    ) -> None:
        super().__init__(data, files)
        if not with_photo:
            del self.fields["photo"]
        for rank, (_id, label) in enumerate(lines):
            self.fields[f"line{rank}"] = forms.MultipleChoiceField(
                label=label, choices=ticks, required=False, widget=forms.CheckboxSelectMultiple
            )
        self.order_fields([*(f"line{rank}" for rank in range(len(lines))), "note", "photo"])
        self._ids = [id for id, _label in lines]

    @property
    def answers(self) -> dict[str, list[str]]:
        """What was ticked, by line; once it is valid."""
        return {id: self.cleaned_data[f"line{rank}"] for rank, id in enumerate(self._ids)}


class WishesForm(forms.Form):
    """What a site that is liked has, and one would like too."""

    wishes = forms.MultipleChoiceField(
        label=_("I would also like:"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, choices: list[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["wishes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices


class ChecklistForm(forms.Form):
    """What is true of a listing or of a page; nothing at all may be."""

    lines = forms.MultipleChoiceField(
        label=_("What is true today"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, lines: list[tuple[str, str]], data: Any = None, *, ticked: Sequence[str] = ()) -> None:
        super().__init__(data, initial={"lines": list(ticked)})
        field = self.fields["lines"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = lines
