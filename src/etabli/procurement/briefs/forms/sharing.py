"""What whoever bears the link reads beside the project."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.foundation.ui.typography import full_day
from etabli.procurement.briefs import engine
from etabli.procurement.briefs.actions import LONGEST
from etabli.procurement.briefs.queries import NOW, Line, Version


class ShareForm(forms.Form):
    """The telephone and the mail stay out of it, unless the artisan chooses otherwise."""

    shows_contact = forms.BooleanField(
        label=_("Show my telephone and my e-mail too"),
        required=False,
        help_text=_("Your name always stands on it."),
    )


# A remark in the margin.


class CommentForm(forms.Form):
    """On which question, and the words."""

    need_id = forms.ChoiceField(label=_("About what?"), required=False)
    text = forms.CharField(
        label=_("Your remark"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write your remark, in a few words.")},
    )

    def __init__(self, *args: Any, asked: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["need_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("The whole project")), *((line.need_id, line.label) for line in asked)]


# Choosing the two states of a brief to lay side by side.


class CompareForm(forms.Form):
    """Two versions, or one and the brief as it is now."""

    first = forms.TypedChoiceField(label=_("First"), coerce=int)
    second = forms.TypedChoiceField(label=_("Then"), coerce=int)

    def __init__(self, data: Any = None, *, versions: Sequence[Version]) -> None:
        super().__init__(data)
        choices = [
            (
                version.number,
                _("version %(number)d, of %(day)s") % {"number": version.number, "day": full_day(version.at)},
            )
            for version in versions
        ]
        before = (
            versions[min(1, len(versions) - 1)].number if versions else NOW
        )  # the last but one, or the only one
        for name, initial in (("first", before), ("second", NOW)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices, field.initial = [*choices, (NOW, _("the project as it is now"))], initial

    def numbers(self) -> tuple[int, int]:
        """The two chosen, in the order given."""
        return self.cleaned_data["first"], self.cleaned_data["second"]


# Correcting the text of an ad.


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
