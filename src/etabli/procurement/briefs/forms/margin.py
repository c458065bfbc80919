"""A remark in the margin."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.procurement.briefs.actions import LONGEST
from etabli.procurement.briefs.queries import Line


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
