"""Who sees each field of a profile."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.community.directory.engine import FIELDS, Audience, proposed

AUDIENCES = (
    (Audience.PUBLIC.value, _("everybody")),
    (Audience.MEMBERS.value, _("the members")),
    (Audience.NOBODY.value, _("nobody")),
)
LABELS: Mapping[str, str | Promise] = {
    "headline": _("In one sentence"),
    "about": _("Presentation"),
    "trades": _("Other trades"),
    "skills": _("Skills"),
    "sectors": _("Crafts that you work for"),
    "places": _("Places, and work from afar"),
    "languages": _("Languages"),
    "availability": _("Availability"),
    "website": _("Website"),
    "email": _("E-mail"),
    "phone": _("Telephone"),
    "pieces": _("Portfolio"),
    "charter": _("Charter signed"),
}


class VisibilityForm(forms.Form):
    """One choice for each field; what was never chosen is proposed."""

    def __init__(self, data: Any = None, *, visibility: Mapping[str, str]) -> None:
        super().__init__(data, initial=proposed(visibility))
        for name in FIELDS:
            self.fields[name] = forms.ChoiceField(label=LABELS[name], choices=AUDIENCES)

    @property
    def visibility(self) -> dict[str, str]:
        return dict(self.cleaned_data)
