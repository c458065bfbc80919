"""What the page of results can be asked for; the names are those of its address."""

from collections import Counter
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.foundation.ui.forms import DateInput
from etabli.foundation.ui.typography import day
from etabli.programme.surveys.engine import MIN_GROUP_SIZE
from etabli.programme.surveys.results import CollectedAnswers, Filters
from etabli.territory.register.trades import trade


class FilterForm(forms.Form):
    """Which answers, among those that were collected."""

    seance = forms.ChoiceField(label=_("Session"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    territoire = forms.ChoiceField(
        label=_("Territory"), required=False, help_text=_("Where the workshop was given.")
    )
    du = forms.DateField(label=_("From the"), required=False, widget=DateInput)
    au = forms.DateField(label=_("Up to the"), required=False, widget=DateInput)
    metier = forms.ChoiceField(
        label=_("Trade"),
        required=False,
        help_text=_("Known of those who left their name, and counted over all the workshops together."),
    )
    mot = forms.CharField(
        label=_("Words in what they wrote"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Any, collected_answers: CollectedAnswers) -> None:
        super().__init__(data)
        sessions = collected_answers.sessions.values()
        themes = {code: theme.title for code, theme in collected_answers.themes.items()}
        self._offer(
            "seance", [(str(s.pk), f"{day(s.starts_at)}, {themes[s.theme]}, {s.place}") for s in sessions]
        )
        self._offer("theme", _by_name({s.theme: themes[s.theme] for s in sessions}))
        self._offer("territoire", _by_name({s.zone: s.zone_name for s in sessions}))
        number = Counter(
            sheet.trade for sheets in collected_answers.sheets.values() for sheet in sheets if sheet.trade
        )
        self._offer(
            "metier", _by_name({c: trade(c).label for c, many in number.items() if many >= MIN_GROUP_SIZE})
        )

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", _("Everything")), *choices]

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("du") and data.get("au") and data["au"] < data["du"]:
            self.add_error("au", _("This day comes before the first: correct one of the two."))
        if data.get("metier") and any(
            data.get(name) for name in ("seance", "theme", "territoire", "du", "au")
        ):
            self.add_error(
                "metier",
                _(
                    "A trade is counted over all the answers together, or people could be recognised: empty the others."
                ),
            )

    @property
    def filters(self) -> Filters:
        """As they were asked; the form is valid."""
        data = self.cleaned_data
        return Filters(
            session=int(data["seance"]) if data["seance"] else None,
            theme=data["theme"],
            zone=data["territoire"],
            since=data["du"],
            until=data["au"],
            trade=data["metier"],
        )

    @property
    def is_narrowed(self) -> bool:
        return any(self.data.get(name) for name in self.fields)

    @property
    def summary(self) -> str:
        """What is asked for, in words, for the head of a document."""
        parts = []
        for name, value in self.cleaned_data.items():
            if value:
                choices = dict(getattr(self.fields[name], "choices", ()))
                parts.append(f"{self.fields[name].label} : {choices.get(value) or _as_shown(value)}")
        return " ; ".join(parts) or str(_("All the answers"))


def _as_shown(value: Any) -> str:
    return str(value) if isinstance(value, str) else day(value)


def _by_name(names: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(names.items(), key=lambda pair: pair[1])
