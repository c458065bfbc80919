"""What advisers type about a session. Validates, never saves."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import User
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import Span
from etabli.foundation.ui.forms import DateInput, TimeInput, UncutField
from etabli.foundation.ui.numbers import WholeField
from etabli.foundation.ui.typography import full_day
from etabli.programme.diary.clashes import agreed_entries, clashes_of
from etabli.programme.diary.days import days_off
from etabli.programme.diary.forms import AnywayField, ask
from etabli.programme.workshops import queries
from etabli.programme.workshops.models import Audience, Session, Theme, Venue
from etabli.programme.workshops.room_calendar import closure_agreements
from etabli.programme.workshops.session_changes import Plan, plan_of
from etabli.territory.relays.models import Relay

USUAL_DURATION = timedelta(hours=3, minutes=30)
FARTHEST_YEARS = 3
MAX_CAPACITY = 60  # places: a room for a workshop where each one is helped
MAX_HALF_DAYS = 8
SPARE_HALF_DAYS = 2  # empty half-days that the form offers


def word_field() -> UncutField:
    """What whoever changes a session says of it to those who signed up, beside what the message says by itself."""
    return UncutField(
        label=_("A word to those who signed up"),
        max_length=300,
        required=False,
        help_text=_("It stands in their message, with your name. For example: the boiler has broken down."),
    )


class CallOffForm(forms.Form):
    """Why it will not take place: everyone concerned reads it."""

    reason = UncutField(
        label=_("Why"), max_length=200, help_text=_("Those who signed up read this sentence in their mail.")
    )


class AdvisersField(forms.ModelMultipleChoiceField[User]):
    """Those who give the session beside the one who leads it."""

    def label_from_instance(self, obj: User) -> str:
        return str(obj.name or obj)


class SessionForm(forms.Form):
    """A theme, a room, an adviser, a day, an hour; what else has its usual value.

    Without `session`, a new one. Further half-days are the fields on_2, start_2, end_2 and so on: those without a day
    count for nothing.
    """

    theme = forms.ModelChoiceField(label=_("Theme"), queryset=Theme.objects.none(), empty_label=None)
    venue = forms.ModelChoiceField(label=_("Room"), queryset=Venue.objects.none(), empty_label=None)
    on = forms.DateField(label=_("Day"), widget=DateInput)
    start = forms.TimeField(label=_("Begins at"), widget=TimeInput, initial=time(9))
    end = forms.TimeField(
        label=_("Ends at"), widget=TimeInput, required=False, help_text=_("Left empty: 3 h 30 later.")
    )
    adviser = forms.ModelChoiceField(label=_("Adviser"), queryset=User.objects.none())
    co_advisers = AdvisersField(
        label=_("With"), queryset=User.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    capacity = WholeField(
        label=_("Places"),
        required=False,
        min_value=1,
        max_value=MAX_CAPACITY,
        help_text=_("Left empty: as many as the room holds."),
    )
    audience = forms.ChoiceField(
        label=_("Open to"),
        choices=Audience,
        initial=Audience.ALL,
        required=False,
        help_text=_("It is told on the page of the session. Only the last choice closes the sign-up."),
    )
    audience_theme = forms.ModelChoiceField(
        label=_("Which workshop did they come to?"), queryset=Theme.objects.none(), required=False
    )
    audience_relay = forms.ModelChoiceField(
        label=_("Near which relay?"), queryset=Relay.objects.none(), required=False
    )
    opens_on = forms.DateField(
        label=_("Sign-up opens on"), widget=DateInput, required=False, help_text=_("Left empty: at once.")
    )
    closes_on = forms.DateField(
        label=_("Last day to sign up"),
        widget=DateInput,
        required=False,
        help_text=_("Left empty: until it begins. You can still sign people up after this day."),
    )
    note = forms.CharField(
        label=_("Note for colleagues"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Only the chamber reads it: keys, projector to bring, person to call."),
    )
    anyway = AnywayField()

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        viewer: Viewer,
        session: Session | None = None,
        now: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.now, self.viewer, self.session = now, viewer, session
        self.begun = session.occasion.spans if session else []
        adviser_rows = queries.advisers(viewer, session)
        querysets = {
            "venue": queries.venues(viewer, session),
            "adviser": adviser_rows,
            "co_advisers": adviser_rows,
        }
        themes = queries.offered_themes(viewer.chamber_id, session)
        querysets |= {"theme": themes, "audience_theme": themes}
        for name, choices in {**querysets, "audience_relay": queries.relays(viewer, session)}.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = choices
        if session is not None:
            self.fields["word"] = word_field()
        self.more = self._add_half_days()

    def _add_half_days(self) -> list[int]:
        """The numbers of the further half-days: those that are filled, and a few empty ones."""
        filled = [n for n in range(2, MAX_HALF_DAYS + 1) if (self.data or self.initial).get(f"on_{n}")]
        shown_count = min(MAX_HALF_DAYS, (filled[-1] if filled else 1) + SPARE_HALF_DAYS)
        for n in range(2, shown_count + 1):
            values = {"number": n}
            self.fields[f"on_{n}"] = forms.DateField(
                label=_("Day of half-day %(number)d") % values, widget=DateInput, required=False
            )
            self.fields[f"start_{n}"] = forms.TimeField(
                label=_("Begins at"), widget=TimeInput, required=False
            )
            self.fields[f"end_{n}"] = forms.TimeField(label=_("Ends at"), widget=TimeInput, required=False)
        return list(range(2, shown_count + 1))

    @property
    def half_days(self) -> list[list[forms.BoundField]]:
        """The further half-days, each as its day, its beginning and its end."""
        return [[self[f"{name}_{n}"] for name in ("on", "start", "end")] for n in self.more]

    @property
    def has_more(self) -> bool:
        """Whether one of the further half-days is filled, or wrong."""
        return any(field.value() or field.errors for row in self.half_days for field in row)

    @property
    def has_options(self) -> bool:
        """Whether something that most sessions leave alone is filled, or wrong."""
        names = ("co_advisers", "audience_theme", "audience_relay", "opens_on", "closes_on", "note")
        return self["audience"].value() not in ("", "all", None) or any(
            self[name].value() or self[name].errors for name in names
        )

    def clean(self) -> None:
        """The half-days in order, to come, apart from one another; the rest agrees with them."""
        data = self.cleaned_data
        if not {"on", "start"} <= data.keys() or any(f"on_{n}" not in data for n in self.more):
            return
        spans_by_suffix = {"": self._span("")}
        spans_by_suffix |= {f"_{n}": self._span(f"_{n}") for n in self.more if data[f"on_{n}"]}
        for suffix, span in spans_by_suffix.items():
            self._check(suffix, span)
        ordered = sorted(spans_by_suffix.items(), key=lambda pair: pair[1].start)
        for (_before, first), (suffix, second) in pairwise(ordered):
            if second.start < first.end:
                self.add_error(
                    f"start{suffix}", _("Two half-days are at the same time: correct one of the two.")
                )
        self.spans = tuple(span for _suffix, span in ordered)
        self._check_sign_up()
        ask(self, self._doubts())

    def _span(self, suffix: str) -> Span:
        data = self.cleaned_data
        on, start, end = data[f"on{suffix}"], data.get(f"start{suffix}"), data.get(f"end{suffix}")
        start = (
            start or self.cleaned_data["start"]
        )  # a further half-day has the hours of the first unless it says so
        begins = timezone.make_aware(datetime.combine(on, start))
        return Span(
            begins, timezone.make_aware(datetime.combine(on, end)) if end else begins + USUAL_DURATION
        )

    def _check(self, suffix: str, span: Span) -> None:
        on = self.cleaned_data[f"on{suffix}"]
        if on.year > self.now.year + FARTHEST_YEARS:
            self.add_error(f"on{suffix}", _("This day is very far away: check the year."))
        if span.start <= self.now and span not in self.begun:
            self.add_error(f"on{suffix}", _("This day and hour are past: choose one to come."))
        if span.end <= span.start:
            self.add_error(f"end{suffix}", _("The end comes before the beginning: correct one of the two."))

    def _doubts(self) -> dict[str, str]:
        """Days on which nobody works or the room is closed, and what the advisers have then, unless the session stands
        there already."""
        venue = self.cleaned_data.get("venue")
        is_moved = venue is not None and venue.pk != self.initial.get("venue")
        days = {timezone.localdate(span.start) for span in self.spans}
        new = days - {timezone.localdate(span.start) for span in self.begun}
        closed_days = closure_agreements(venue, days if is_moved else new) if venue is not None else {}
        return {**days_off(new), **closed_days, **clashes_of(self.viewer, self._added_half_days())}

    def _added_half_days(self) -> list[tuple[User, Span]]:
        """The (adviser, half-day) that it doesn't hold yet."""
        data, session = self.cleaned_data, self.session
        former_advisers = plan_of(session).advisers if session else ()
        advisers = {
            adviser for adviser in (data.get("adviser"), *data.get("co_advisers", ())) if adviser is not None
        }
        return [
            (adviser, span)
            for adviser in sorted(advisers, key=lambda adviser: adviser.pk)
            for span in self.spans
            if adviser not in former_advisers or span not in self.begun
        ]

    @property
    def beside(self) -> list[int]:
        """What is noted in the advisers' diaries and was agreed to, by number: `create_session` takes it."""
        return agreed_entries(self.cleaned_data.get("anyway", []))

    def _check_sign_up(self) -> None:
        data = self.cleaned_data
        if data.get("audience") == Audience.THEME and not data.get("audience_theme"):
            self.add_error("audience_theme", _("Say which workshop, or open the session to everybody."))
        if data.get("audience") == Audience.TERRITORY and not data.get("audience_relay"):
            self.add_error("audience_relay", _("Say which relay, or open the session to everybody."))
        opens, closes = data.get("opens_on"), data.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("Sign-up would end before it opens: correct one of the two days."))
        if opens and opens > timezone.localdate(self.spans[0].start):
            self.add_error(
                "opens_on", _("Sign-up would open after the session: correct one of the two days.")
            )

    @property
    def plan(self) -> Plan:
        data = self.cleaned_data
        audience = data["audience"] or Audience.ALL
        return Plan(
            theme=data["theme"],
            venue=data["venue"],
            adviser=data["adviser"],
            starts_at=self.spans[0].start,
            ends_at=self.spans[-1].end,
            sittings=self.spans if len(self.spans) > 1 else (),
            capacity=data["capacity"] or min(data["venue"].capacity, MAX_CAPACITY),
            co_advisers=tuple(sorted(set(data["co_advisers"]) - {data["adviser"]}, key=lambda who: who.pk)),
            audience=audience,
            audience_theme=data["audience_theme"] if audience == Audience.THEME else None,
            audience_relay=data["audience_relay"] if audience == Audience.TERRITORY else None,
            opens_on=data["opens_on"],
            closes_on=data["closes_on"],
            note=data["note"].strip(),
        )

    @property
    def word(self) -> str:
        """What those who signed up are told beside."""
        return str(self.cleaned_data.get("word", "")).strip()


def initial_of(session: Session, *, as_copy: bool = False) -> dict[str, Any]:
    """The form of a session as it is; of a copy, without what belongs to its days."""
    values: dict[str, Any] = {
        "theme": session.theme_id,
        "venue": session.venue_id,
        "adviser": session.adviser_id,
        "co_advisers": sorted(session.co_advisers.values_list("pk", flat=True)),
        "capacity": session.occasion.capacity,
        "audience": session.audience,
        "audience_theme": session.audience_theme_id,
        "audience_relay": session.audience_relay_id,
        "note": session.note,
    }
    if not as_copy:
        values |= {"opens_on": session.opens_on, "closes_on": session.closes_on}
    for number, span in enumerate(session.occasion.spans, 1):
        suffix = "" if number == 1 else f"_{number}"
        start, end = timezone.localtime(span.start), timezone.localtime(span.end)
        if as_copy and number > 1:
            break
        values |= {f"start{suffix}": start.time(), f"end{suffix}": end.time()}
        if not as_copy:
            values[f"on{suffix}"] = start.date()
    return values


type Typed = dict[str, list[str]]


def typed_of(form: forms.Form) -> Typed:
    """What a browser would send of a form that nobody touched."""
    return {field.name: _as_sent(field.field.widget.format_value(field.value())) for field in form}


def merge_typed_values(post: QueryDict, shown_values: Typed, now: Typed) -> tuple[QueryDict, list[str]]:
    """What was typed, laid over what others changed since the form was shown: (data, names that both changed).

    `shown_values`: the form as it was shown; `now`: as it would be shown now. What the person left alone follows
    the others; what both changed keeps what was typed, and is named.
    """
    data, clashes = post.copy(), []
    for name in shown_values.keys() | now.keys():
        was, is_now, new_values = shown_values.get(name, []), now.get(name, []), _as_sent(post.getlist(name))
        if is_now == was or new_values == is_now:
            continue
        if new_values == was:
            data.setlist(name, is_now)
        else:
            clashes.append(name)
    return data, sorted(clashes)


def _as_sent(value: Any) -> list[str]:
    values: Iterable[Any] = value if isinstance(value, list | tuple) else [value]
    return sorted(str(value).replace("\r\n", "\n") for value in values if value not in (None, ""))


def as_read(form: SessionForm, name: str, values: list[str]) -> str:
    """A value of the form as a person reads it."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        choices: list[tuple[Any, Any]] = list(field.choices)  # type: ignore[arg-type]  # an iterable, once read
        labels = {str(key): str(label) for key, label in choices}
        return ", ".join(labels.get(value, value) for value in values)
    if isinstance(field, forms.DateField):
        return ", ".join(full_day(date.fromisoformat(value)) for value in values)
    return ", ".join(values)
