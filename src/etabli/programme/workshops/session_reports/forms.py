"""What the adviser types after a session. Validates, never saves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.foundation.files.engine import kinds, office
from etabli.foundation.files.forms import ExaminedField
from etabli.foundation.ui.forms import FileDrop
from etabli.foundation.ui.numbers import WholeField
from etabli.programme.workshops.models import SessionReport

ACCEPTED_TYPES = {kinds.PDF, kinds.PNG, kinds.JPEG, office.DOCX, office.ODT}
MAX_PEOPLE = 200
NOT_AN_ADDRESS = _("An address begins with https:// or http://.")


class ReportForm(forms.ModelForm[SessionReport]):
    """Five boxes, none of them long; `material` is what the theme asks for."""

    present = WholeField(
        label=_("People present"),
        min_value=0,
        max_value=MAX_PEOPLE,
        help_text=_("Counted from the roll: change it if somebody is missing there."),
    )
    went_well = forms.CharField(
        label=_("What went well"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "autofocus": True}),
    )
    to_change = forms.CharField(
        label=_("What to change"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    material = forms.MultipleChoiceField(
        label=_("Material that was used"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_("For colleagues. No health, no opinion of a person."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = SessionReport
        fields = ["present", "went_well", "to_change", "material", "note"]

    def __init__(self, *args: Any, material_choices: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["material"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(name, name) for name in material_choices]


class DocumentForm(forms.Form):
    """A file, or the address of a page."""

    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        required=False,
        help_text=_("What people will read. Left empty: the name of the file."),
    )
    upload = ExaminedField(
        accept=ACCEPTED_TYPES,
        label=_("A file"),
        help_text=_("PDF, picture, Word or LibreOffice text."),
        required=False,
        widget=FileDrop(accept=".pdf,.png,.jpg,.jpeg,.docx,.odt"),
    )
    url = forms.URLField(
        label=_("Or a link"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("The address of the page, as in the bar of your browser."),
        error_messages={"invalid": NOT_AN_ADDRESS},
    )

    def clean_url(self) -> str:
        """A page, and nothing else: not a mail, not a file of this computer."""
        url: str = self.cleaned_data["url"]
        if url and not url.startswith(("https://", "http://")):
            raise forms.ValidationError(NOT_AN_ADDRESS)
        return url

    def clean(self) -> None:
        data = self.cleaned_data
        if not self.errors and bool(data.get("upload")) == bool(data.get("url")):
            self.add_error("upload", _("Give a file or a link: one of the two."))
