"""To whom what somebody leaves behind goes. Validates, never saves."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Membership
from etabli.foundation.staff_work import Handover


class HandoverForm(forms.Form):
    """A colleague for each thing that can be given, or one for all of them: `everything`, which comes first."""

    everything = forms.ChoiceField(required=False)

    def __init__(
        self, *args: Any, left: Sequence[Handover], successors: Sequence[Membership], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._left = {handover.key: handover for handover in left if handover.give is not None}
        self._successors = {str(successor.pk): successor for successor in successors}
        choices = [
            ("", _("Nobody yet")),
            *((pk, successor.user.name) for pk, successor in self._successors.items()),
        ]
        for key, handover in self._left.items():
            label = _("Entrust to: %(what)s") % {"what": handover.text}
            self.fields[key] = forms.ChoiceField(label=label, choices=choices, required=False)
        self.fields["everything"].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField

    @property
    def chosen(self) -> list[tuple[Membership, list[Handover]]]:
        """Each colleague who was named, with what they are to have; nothing for what was typed wrong."""
        cleaned = self.cleaned_data if self.is_valid() else {}
        everybody = cleaned.get("everything", "")
        shared: dict[str, list[Handover]] = {}
        for key, handover in self._left.items():
            if pk := everybody or cleaned.get(key, ""):
                shared.setdefault(pk, []).append(handover)
        return [(self._successors[pk], handovers) for pk, handovers in shared.items()]
