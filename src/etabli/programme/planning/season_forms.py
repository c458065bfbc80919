"""What advisers type about a season and its plans. Validates, never saves."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from etabli.foundation.ui.forms import DateInput, FoldedChoices
from etabli.foundation.ui.numbers import MeasureField, WholeField
from etabli.foundation.ui.typography import full_day
from etabli.programme.diary.models import Half
from etabli.programme.planning.season.inputs import AdviserInput, Inputs, RoomInput
from etabli.programme.planning.season.plan_texts import Names, count
from etabli.programme.planning.season.plans import SESSION_KEYS, Planned, as_row
from etabli.programme.planning.season.settings import AdviserSettings, Period, RoomSettings, Settings

FURTHEST_AHEAD = timedelta(days=20 * 366)  # from today: a season of old times may be looked at again


class SeasonForm(forms.Form):
    """A season: what it is called, and from when to when."""

    name = forms.CharField(label=_("Name of the season"), max_length=80)
    starts_on = forms.DateField(label=_("First day"), widget=DateInput)
    ends_on = forms.DateField(label=_("Last day"), widget=DateInput)

    def clean(self) -> None:
        """Neither day in another age: past the first or the last year of a calendar nothing can be worked out."""
        today = timezone.localdate()
        for name in ("starts_on", "ends_on"):
            day = self.cleaned_data.get(name)
            if day is not None and abs(day - today) > FURTHEST_AHEAD:
                self.add_error(name, _("This day is very far away: check the year."))


class RulesForm(SeasonForm):
    """The same, with how far people come and how much the advisers can give."""

    full_minutes = WholeField(label=_("Minutes by road that keep nobody away"), min_value=0, max_value=120)
    half_minutes = WholeField(
        label=_("Minutes by road for which half of the people come"),
        min_value=1,
        max_value=180,
        help_text=_("An assumption, not a measure: change it when you know better."),
    )
    gap_days = WholeField(
        label=_("Days between two sessions of one theme in one territory"), min_value=0, max_value=365
    )
    half_days = MeasureField(
        localize=True,
        label=_("Half-days of support that follow a session"),
        min_value=0,
        max_value=20,
        required=False,
        help_text=_("Left empty: what the past workshops tell."),
    )
    load = WholeField(
        label=_("Part of the free half-days that may be taken, in percent"), min_value=1, max_value=100
    )
    penalty = MeasureField(
        localize=True,
        label=_("A territory without any session weighs as much as so many people"),
        min_value=0,
        max_value=1000,
    )
    covered = forms.MultipleChoiceField(
        label=_("Territories that must have a session within reach"),
        required=False,
        widget=FoldedChoices(_("None")),
    )

    def __init__(self, data: Any, *, inputs: Inputs, initial: Mapping[str, Any]) -> None:
        settings = inputs.settings
        known_zones = {
            name: getattr(settings, name)
            for name in ("full_minutes", "half_minutes", "gap_days", "half_days", "penalty")
        }
        known_zones |= {
            "load": round(100 * settings.load),
            "covered": [z for z in inputs.zones if z not in settings.left_out],
        }
        super().__init__(data, initial={**initial, **known_zones})
        self._said, self._zones = settings, inputs.zones
        covered: Any = self.fields["covered"]
        covered.choices = list(inputs.zones.items())

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        if data.get("half_minutes", 1) <= data.get("full_minutes", 0):
            self.add_error(
                "half_minutes", _("Give more minutes than above: half of the people come from farther.")
            )

    @property
    def new_settings(self) -> Settings:
        """The settings as they were typed."""
        data = self.cleaned_data
        names = ("full_minutes", "half_minutes", "gap_days", "half_days", "penalty")
        left_out = tuple(zone for zone in self._zones if zone not in data["covered"])
        typed_values = {name: data[name] for name in names}
        return replace(self._said, **typed_values, load=data["load"] / 100, left_out=left_out)


class SpansForm(forms.Form):
    """Days when somebody is away or something closed: those that are known may be unticked, one may be added."""

    kept = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    since = forms.DateField(required=False, widget=DateInput)
    until = forms.DateField(label=_("until, this day included"), required=False, widget=DateInput)

    def tell_spans(self, label: Any, extra_label: Any, known_spans: tuple[tuple[date, date], ...]) -> None:
        """Offer these to untick, and some more to add."""
        self.fields["since"].label = extra_label
        field: Any = self.fields["kept"]
        field.label, field.choices = label, [(_span_key(span), _span_told(span)) for span in known_spans]
        self.initial["kept"] = [_span_key(span) for span in known_spans]
        self._known = known_spans
        if not known_spans:
            del self.fields["kept"]

    def clean(self) -> None:
        first, last = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if last and not first:
            self.add_error("since", _("Give the first day too."))
        if first and last and last < first:
            self.add_error("until", _("The last day comes before the first: change one of them."))

    @property
    def spans(self) -> tuple[tuple[date, date], ...]:
        """Those that stay, and the one that is added."""
        data = self.cleaned_data
        kept_spans = [span for span in self._known if _span_key(span) in data.get("kept", ())]
        if data.get("since"):
            kept_spans.append((data["since"], data.get("until") or data["since"]))
        return tuple(sorted(kept_spans))


class AdviserForm(SpansForm):
    """What an adviser does of the season."""

    themes = forms.MultipleChoiceField(
        label=_("Themes that they give"), required=False, widget=forms.CheckboxSelectMultiple
    )
    most_per_week = WholeField(label=_("Sessions a week, at most"), min_value=0, max_value=5)
    field_order = ["most_per_week", "themes"]

    def __init__(self, data: Any, *, inputs: Inputs, of: AdviserInput) -> None:
        adviser_settings = inputs.settings.adviser(of.key)
        super().__init__(data, initial={"themes": of.themes, "most_per_week": adviser_settings.most_per_week})
        self._inputs, self._key = inputs, of.key
        themes: Any = self.fields["themes"]
        themes.choices = list(inputs.themes.items())
        self.tell_spans(
            _("Away, besides what the diary says"), _("One more absence: from"), adviser_settings.away
        )

    @property
    def new_settings(self) -> Settings:
        """The settings as they were typed. All the themes: those to come as well."""
        data = self.cleaned_data
        themes = None if len(data["themes"]) == len(self._inputs.themes) else tuple(data["themes"])
        adviser = AdviserSettings(themes, data["most_per_week"], self.spans)
        return self._inputs.settings.with_adviser(self._key, adviser)


class RoomForm(SpansForm):
    """A room in the season."""

    used = forms.BooleanField(label=_("Sessions may be given there this season"), required=False)
    capacity = WholeField(
        label=_("People that it holds"), min_value=1, max_value=2000, help_text=_("For this season alone.")
    )
    field_order = ["used", "capacity"]

    def __init__(self, data: Any, *, inputs: Inputs, of: RoomInput) -> None:
        super().__init__(data, initial={"used": of.used, "capacity": of.capacity})
        self._inputs, self._room = inputs, of
        self.tell_spans(_("Closed"), _("One more closing: from"), inputs.settings.room(of.key).closed)

    @property
    def new_settings(self) -> Settings:
        """The settings as they were typed. The same number as before follows the room itself, if it did."""
        data, before = self.cleaned_data, self._inputs.settings.room(self._room.key)
        is_unchanged = data["capacity"] == self._room.capacity
        room = RoomSettings(data["used"], before.capacity if is_unchanged else data["capacity"], self.spans)
        return self._inputs.settings.with_room(self._room.key, room)


class PeriodForm(forms.Form):
    """Days in which fewer people come."""

    name = forms.CharField(label=_("What these days are"), max_length=80)
    first = forms.DateField(label=_("First day"), widget=DateInput)
    last = forms.DateField(label=_("Last day"), widget=DateInput)
    part = WholeField(
        label=_("Of a hundred people, how many come all the same"),
        min_value=0,
        max_value=100,
        help_text=_("0: no session is given on these days."),
    )

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("first") and data.get("last") and data["last"] < data["first"]:
            self.add_error("last", _("The last day comes before the first: change one of them."))

    def new_settings(self, settings: Settings) -> Settings:
        """The settings with this period."""
        data = self.cleaned_data
        period = Period(data["name"], data["first"], data["last"], data["part"] / 100)
        return replace(
            settings, periods=tuple(sorted((*settings.periods, period), key=lambda each: each.first))
        )


class PeopleForm(forms.Form):
    """How many people would come to one theme, by territory; what is left empty is estimated."""

    def __init__(self, data: Any, *, inputs: Inputs, theme: str) -> None:
        super().__init__(data)
        self._inputs, self._theme = inputs, theme
        for zone, name in inputs.zones.items():
            number = inputs.settings.people.get(f"{theme}/{zone}")
            estimated = count(inputs.estimated.get((theme, zone), 0.0))
            self.fields[zone] = MeasureField(
                localize=True,
                label=name,
                min_value=0,
                max_value=10_000,
                required=False,
                initial=number,
                help_text=gettext("Estimated: %(number)s") % {"number": estimated},
            )

    @property
    def new_settings(self) -> Settings:
        """The settings as they were typed."""
        settings = self._inputs.settings
        own_people = {f"{self._theme}/{zone}": self.cleaned_data.get(zone) for zone in self._inputs.zones}
        other_people = {key: people for key, people in settings.people.items() if key not in own_people}
        typed_values = {key: people for key, people in own_people.items() if people is not None}
        return replace(settings, people={**other_people, **typed_values})


class SessionForm(forms.Form):
    """A session of a plan: what, where, by whom, when."""

    theme = forms.ChoiceField(label=_("Theme"))
    venue = forms.ChoiceField(label=_("Room"))
    adviser = forms.ChoiceField(label=_("Adviser"))
    day = forms.DateField(label=_("Day"), widget=DateInput)
    half = forms.ChoiceField(label=_("Half of the day"), choices=Half)

    def __init__(
        self, data: Any, *, season: Mapping[str, Any], names: Names, planned: Planned | None = None
    ) -> None:
        fields = ("theme", "venue", "adviser", "day", "half")
        super().__init__(data, initial={name: getattr(planned, name) for name in fields} if planned else {})
        choices_by_name = {
            "theme": [(row["id"], names.theme(row["id"])) for row in season["themes"]],
            "venue": [(row["id"], names.room(row["id"])) for row in season["venues"]],
            "adviser": [(row["id"], names.adviser(row["id"])) for row in season["advisers"]],
        }
        for name, choices in choices_by_name.items():
            field: Any = self.fields[name]
            field.choices = sorted(choices, key=lambda pair: pair[1])

    @property
    def planned_session(self) -> Planned:
        """The session as it was typed."""
        data = self.cleaned_data
        return Planned(data["day"], data["half"], data["theme"], data["venue"], data["adviser"])


def _span_key(span: tuple[date, date]) -> str:
    return f"{span[0].isoformat()}_{span[1].isoformat()}"


def _span_told(span: tuple[date, date]) -> str:
    first, last = map(full_day, span)
    return first if span[0] == span[1] else gettext("%(first)s to %(last)s") % {"first": first, "last": last}


class BanForm(forms.Form):
    """Which parts of a session are ruled out together."""

    parts = forms.MultipleChoiceField(
        label=_("No session any more with, all together"),
        choices=[
            ("theme", _("this theme")),
            ("venue", _("this room")),
            ("adviser", _("this adviser")),
            ("day", _("this day")),
        ],
        widget=forms.CheckboxSelectMultiple,
        initial=["theme", "venue"],
        error_messages={"required": _("Tick at least one thing to rule out.")},
    )

    def ban(self, planned: Planned) -> dict[str, str]:
        """What is ruled out, as the engine reads it."""
        row = as_row(planned.as_session)
        return {name: row[name] for name in SESSION_KEYS if name in self.cleaned_data["parts"]}
