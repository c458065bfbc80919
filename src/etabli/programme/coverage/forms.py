"""Which figures are asked for, a goal, an address on the internet. Validates, never saves."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from etabli.foundation.ui.forms import DateInput
from etabli.foundation.ui.numbers import AmountField, WholeField
from etabli.foundation.ui.typography import full_day
from etabli.programme.coverage.engine import Season
from etabli.programme.coverage.models import Goal
from etabli.programme.coverage.queries.goals import seasons_around
from etabli.programme.coverage.queries.territories import FigureFilter
from etabli.programme.coverage.wording import MEASURE_LABELS, season_words
from etabli.territory.places.queries import epcis
from etabli.territory.register.wording import SECTORS

MINUTES_MEASURE = "minutes"  # on the map: how far the nearest session is
DEFAULT_MEASURE = "attended"


class FilterForm(forms.Form):
    """Which figures; the names are those of the address."""

    mesure = forms.ChoiceField(
        label=_("On the map"),
        required=False,
        choices=[*MEASURE_LABELS.items(), (MINUTES_MEASURE, _("Minutes to the nearest session"))],
    )
    saison = forms.ChoiceField(label=_("Half-year"), required=False)
    du = forms.DateField(label=_("Or from the"), required=False, widget=DateInput)
    au = forms.DateField(label=_("Up to the"), required=False, widget=DateInput)
    secteur = forms.ChoiceField(
        label=_("Sector of the trades"), required=False, choices=[("", _("Everything")), *SECTORS.items()]
    )
    niveau = forms.ChoiceField(
        label=_("Line by line"),
        required=False,
        choices=[("epci", _("By territory (EPCI)")), ("arrondissement", _("By arrondissement"))],
    )

    def __init__(self, data: Any, *, today: date, measure: str = DEFAULT_MEASURE) -> None:
        super().__init__(data)
        self.today, self.usual = today, measure
        seasons: Any = self.fields["saison"]
        seasons.choices = [
            (season.code, season_words(season, opening=True)) for season in seasons_around(today)
        ]
        self.initial = {"saison": Season.of(today).code, "mesure": measure}
        if data:
            assert isinstance(self.data, QueryDict | dict)
            self.data = self.data.copy()
            for name, value in self.initial.items():
                self.data.setdefault(name, value)

    def clean(self) -> None:
        data = self.cleaned_data
        since, until = data.get("du"), data.get("au")
        if bool(since) is not bool(until) and not {"du", "au"} & self.errors.keys():
            self.add_error("au" if since else "du", _("Type both days, or neither."))
        elif since and until and until < since:
            self.add_error("au", _("This day comes before the first: correct one of the two."))

    @property
    def season(self) -> Season:
        """The one asked for, else that of today."""
        return Season.read(self._value("saison")) or Season.of(self.today)

    @property
    def asked(self) -> FigureFilter:
        """What can't be asked for is told by the form; the figures are then those of today's season."""
        data = self.cleaned_data if self.is_valid() else {}
        ends = (data.get("du") or self.season.since, data.get("au") or self.season.until)
        return FigureFilter(*ends, data.get("secteur", ""))

    @property
    def level(self) -> str:
        return self._value("niveau") or "epci"

    @property
    def measure(self) -> str:
        return self._value("mesure") or self.usual

    @property
    def is_narrowed(self) -> bool:
        return any(self.data.get(name) for name in ("du", "au", "secteur")) or not self.is_sound

    @property
    def is_sound(self) -> bool:
        return not self.is_bound or self.is_valid()

    def sentence(self, *, opening: bool = False) -> str:
        """The period, and the sector, in words; `opening`: as a sentence begins."""
        query = self.asked
        words = season_words(self.season, opening=opening)
        if (query.since, query.until) != (self.season.since, self.season.until):
            ends = {"since": full_day(query.since), "until": full_day(query.until)}
            words = str(
                (_("From %(since)s to %(until)s") if opening else _("from %(since)s to %(until)s")) % ends
            )
        return f"{words}, {SECTORS[query.sector]}" if query.sector else words

    def _value(self, name: str) -> str:
        return str(self.cleaned_data.get(name, "")) if self.is_bound and self.is_valid() else ""


class GoalForm(forms.Form):
    """A goal of a season."""

    epci = forms.ChoiceField(label=_("Territory"), required=False)
    season = forms.ChoiceField(label=_("Half-year"))
    measure = forms.ChoiceField(
        label=_("What is counted"), choices=Goal.Measure.choices, initial=Goal.Measure.ATTENDED
    )
    people = WholeField(label=_("How many people"), min_value=1, max_value=100_000)

    def __init__(self, data: Any, *, today: date, epci: str = "") -> None:
        super().__init__(data, initial={"epci": epci, "season": Season.of(today).code})
        self.zones = {zone.pk: zone for zone in epcis()}
        zones: Any = self.fields["epci"]
        zones.choices = [
            ("", _("The whole territory")),
            *((pk, zone.name) for pk, zone in self.zones.items()),
        ]
        seasons: Any = self.fields["season"]
        season_range = seasons_around(today, before=0, after=2)
        seasons.choices = [
            (season.code, season_words(season, opening=True)) for season in reversed(season_range)
        ]

    @property
    def act_arguments(self) -> dict[str, Any]:
        """What the act takes; the form is valid."""
        data = self.cleaned_data
        season = Season.read(data["season"])
        epci = self.zones.get(data["epci"])
        return {"season": season, "measure": data["measure"], "people": data["people"], "epci": epci}


class GoalNumberForm(forms.Form):
    """Another number for the same goal."""

    people = WholeField(label=_("How many people"), min_value=1, max_value=100_000)


class _Euros(AmountField):
    """An amount as people write it, 0 when it is left empty; its clean value is in cents."""

    def clean(self, value: Any) -> Any:
        return int((super().clean(value) or 0) * 100)

    def prepare_value(self, value: Any) -> Any:
        return _typed_amount(value) if isinstance(value, int) else value


def _typed_amount(cents: int) -> str:
    """An amount as people type it; nothing for none."""
    return f"{cents // 100},{cents % 100:02}".removesuffix(",00") if cents else ""


class CostsForm(forms.Form):
    """What the programme costs, once for each."""

    session_cents = _Euros(
        label=_("A session, in euros"),
        required=False,
        min_value=0,
        max_value=100_000,
        help_text=_("For example 450."),
    )
    half_day_cents = _Euros(
        label=_("A half-day of support, in euros"),
        required=False,
        min_value=0,
        max_value=100_000,
        help_text=_("Left empty, it is not counted."),
    )


class OnlineForm(forms.Form):
    """Where somebody is found on the internet."""

    address = forms.URLField(
        label=_("Address of their site or page"),
        max_length=300,
        assume_scheme="https",
        help_text=_("For example boulangerie-martin.fr, or the address of their page on a social network."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    since_on = forms.DateField(label=_("Online since"), widget=DateInput)
