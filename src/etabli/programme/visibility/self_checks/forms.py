"""What somebody saw of themselves. Validates, never saves."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.foundation.files.forms import PhotoField
from etabli.programme.visibility.engine.self_checks import ABSENT
from etabli.programme.visibility.models.self_checks import MAX_NOTE_LENGTH


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

    def clean(self) -> dict[str, Any]:
        """Something is ticked of one line at least, and of none both that one is there and that one is not."""
        ticked = [(name, self.cleaned_data.get(name, [])) for name in self.fields if name.startswith("line")]
        if not any(ticks for _name, ticks in ticked):
            raise forms.ValidationError(
                _("Tick what you saw for one line at least: “Nothing of me” if you are not there.")
            )
        for name, ticks in ticked:
            if ABSENT in ticks and len(ticks) > 1:
                self.add_error(name, _("Tick what you saw, or “Nothing of me”: not both."))
        return self.cleaned_data

    @property
    def answers(self) -> dict[str, list[str]]:
        """What was ticked, by line, nothing of those that were not typed; once it is valid."""
        return {id: self.cleaned_data[f"line{rank}"] for rank, id in enumerate(self._ids)}


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
