"""Forms of the quotes: they validate, and save nothing."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from etabli.procurement.briefs.models import Brief


class CompareForm(forms.Form):
    brief = forms.ModelChoiceField(
        queryset=Brief.objects.none(),
        label=_("Compare it with a project"),
        required=False,
        empty_label=_("No project"),
    )

    def __init__(self, *args: Any, briefs: QuerySet[Brief], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["brief"].queryset = briefs  # type: ignore[attr-defined]  # a ModelChoiceField


class UploadForm(CompareForm):
    quote = forms.FileField(
        label=_("The quote"),
        help_text=_("The PDF that you were sent, an electronic invoice or a Word document. At most 12 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.xml,.docx,application/pdf"}),
    )
    field_order = ["quote", "brief"]


class DismissForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you set it aside?"),
        help_text=_("For example: “we settled it by telephone”."),
        max_length=300,
    )
