"""Forms of the quotes: they validate, and save nothing."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from etabli.foundation.ui.typography import full_day
from etabli.procurement.briefs.models import Brief


class BriefField(forms.ModelChoiceField):
    """One of a person's projects: two of one kind are told apart by their day."""

    def label_from_instance(self, brief: Brief) -> str:
        return _("%(project)s, started on %(day)s") % {"project": brief, "day": full_day(brief.started_at)}


class CompareForm(forms.Form):
    brief = BriefField(
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
        error_messages={"required": _("Choose the file of the quote.")},
        widget=forms.FileInput(attrs={"accept": ".pdf,.xml,.docx,application/pdf"}),
    )
    field_order = ["quote", "brief"]


class DismissForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you set it aside?"),
        help_text=_("For example: “we settled it by telephone”."),
        max_length=300,
    )
