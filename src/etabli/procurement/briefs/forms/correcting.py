"""Correcting the text of an ad."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.procurement.briefs import engine


class CorrectionForm(forms.Form):
    """Words to hide, one a line, and the text. A text left as it was is still the brief's own."""

    hidden = forms.CharField(
        label=_("Words to hide"),
        help_text=_("One a line. They are hidden everywhere in the ad."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=5000,
        required=False,
    )
    text = forms.CharField(
        label=_("The text, in your own words"),
        help_text=_(
            "Leave it as it is, or change a sentence. Empty it to go back to the words of your project."
        ),
        widget=forms.Textarea(attrs={"rows": 12, "lang": "fr"}),
        max_length=20_000,
        required=False,
    )

    def __init__(self, data: Any = None, *, kept: engine.Corrections, shown: str) -> None:
        super().__init__(data, initial={"hidden": "\n".join(kept.hidden), "text": shown})
        self.kept, self.shown = kept, shown

    def corrections(self) -> engine.Corrections:
        """What the form asks for; what was put back stays so."""
        text = self.cleaned_data["text"].replace("\r\n", "\n").strip()
        hidden = tuple(self.cleaned_data["hidden"].splitlines())
        is_same = text == self.shown.strip()
        return engine.Corrections(hidden, self.kept.restored, self.kept.text if is_same else text)
