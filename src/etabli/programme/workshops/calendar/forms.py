"""The filters of the public calendar: one form, the same names in every address that keeps them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.http import urlencode
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from etabli.foundation.ui.forms import DateInput, Suggest
from etabli.foundation.ui.typography import day
from etabli.programme.workshops.calendar.cards import SessionCard
from etabli.programme.workshops.calendar.filters import Choice
from etabli.programme.workshops.themes.wording import LEVELS
from etabli.territory.places.forms import CommuneField
from etabli.territory.places.models import Commune

DISTANCE_CHOICES = (10, 20, 30, 50)
FOLDED_FIELDS = ("km", "theme", "du", "au", "niveau", "accessible", "places")  # behind "More choices"


class FilterForm(forms.Form):
    """From where one would come, how far, for what, when. The names are those of the address, in French."""

    commune = CommuneField(label=_("Your commune, or its postal code"), required=False)
    km = forms.TypedChoiceField(label=_("How far"), required=False, coerce=int, empty_value=None)
    theme = forms.CharField(label=_("Theme"), required=False, max_length=40)
    du = forms.DateField(label=_("From the"), required=False, widget=DateInput)
    au = forms.DateField(label=_("Up to the"), required=False, widget=DateInput)
    niveau = forms.TypedChoiceField(label=_("Level"), required=False, coerce=int, empty_value=None)
    accessible = forms.BooleanField(label=_("With step-free access"), required=False)
    places = forms.BooleanField(label=_("With places left"), required=False)
    via = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__({name: data.get(name, "") for name in self.base_fields})
        distance_field, level = self.fields["km"], self.fields["niveau"]
        assert isinstance(distance_field, forms.TypedChoiceField)
        assert isinstance(level, forms.TypedChoiceField)
        distance_field.choices = [
            ("", _("any distance")),
            *((str(km), format_lazy(_("at most {km} km by road"), km=km)) for km in DISTANCE_CHOICES),
        ]
        level.choices = [("", _("any level")), *((str(code), label) for code, label in LEVELS.items())]
        self.full_clean()
        if self.chosen_commune:  # shown by its own name, however it was typed
            self.data = {**self.data, "commune": self.chosen_commune.name}
        commune_widget = self.fields["commune"].widget
        assert isinstance(commune_widget, Suggest)
        # Those that may be meant, each with the address that chooses it: links rather than boxes.
        self.communes = [(name, self.query(commune=name)) for name, _detail in commune_widget.suggestions]
        commune_widget.suggestions = []

    def offer(self, cards: Iterable[SessionCard]) -> None:
        """Let one choose among the themes of these; one that was chosen stays, even when it isn't announced now."""
        titles = {card.theme: card.title for card in cards}
        chosen_code = str(self.data["theme"])
        self.known_theme = chosen_code if chosen_code in titles else ""
        if chosen_code and chosen_code not in titles:
            titles[chosen_code] = str(_("a theme that is not announced now"))
        by_title = sorted(titles.items(), key=lambda pair: pair[1])
        self._titles = titles
        self.fields["theme"].widget = forms.Select(choices=[("", _("all the themes")), *by_title])

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("km") and "commune" in data and data["commune"] is None:
            self.add_error("commune", _("Type your commune, so that the distance can be worked out."))
        if data.get("du") and data.get("au") and data["au"] < data["du"]:
            self.add_error("au", _("This day comes before the first: correct one of the two."))

    @property
    def chosen_commune(self) -> Commune | None:
        """The commune that was understood."""
        commune: Commune | None = self.cleaned_data.get("commune")
        return commune

    @property
    def doubt(self) -> str:
        """What is asked of the commune that was typed: which one of several, or what to do for one of elsewhere."""
        return str(self.errors["commune"][0]) if "commune" in self.errors else ""

    @property
    def choice(self) -> Choice:
        """What was chosen; what was not understood chooses nothing, and the form says so."""
        data = self.cleaned_data
        return Choice(
            theme=data.get("theme", ""),
            within_km=data.get("km") if self.chosen_commune else None,
            since=data.get("du"),
            until=data.get("au"),
            level=data.get("niveau"),
            accessible=data.get("accessible", False),
            free=data.get("places", False),
        )

    @property
    def summary(self) -> str:
        """What was chosen, in words, when all of it was understood: the filters then fold under it; "" otherwise."""
        if self.errors or not (self.chosen_commune or self.is_farther):
            return ""
        data = self.cleaned_data
        words = [
            self.chosen_commune.name if self.chosen_commune else "",
            _("at most %(km)s km by road") % {"km": data["km"]} if data["km"] else "",
            self._titles.get(data["theme"], ""),
            LEVELS.get(data["niveau"], "") if data["niveau"] else "",
            _("from %(day)s") % {"day": day(data["du"])} if data["du"] else "",
            _("up to %(day)s") % {"day": day(data["au"])} if data["au"] else "",
            self.fields["accessible"].label if data["accessible"] else "",
            self.fields["places"].label if data["places"] else "",
        ]
        chosen = " · ".join(str(word) for word in words if word)
        return str(_("%(choices)s: change")) % {"choices": chosen}

    @property
    def is_farther(self) -> bool:
        """Something is chosen, or wrong, behind "More choices"."""
        return any(self.data[name] or name in self.errors for name in FOLDED_FIELDS)

    def query(self, **changes: str) -> str:
        """The part of an address that keeps what was chosen, `changes` made to it: "?km=20&vue=mois", or ""."""
        params = {name: str(value) for name, value in self.data.items()}
        params["commune"] = self.chosen_commune.code if self.chosen_commune else params["commune"]
        non_empty = {name: value for name, value in {**params, **changes}.items() if value}
        return f"?{urlencode(non_empty)}" if non_empty else ""
