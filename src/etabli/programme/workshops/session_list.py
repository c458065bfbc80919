"""The list of a chamber's sessions, however many there are: what is asked for, the rows, the figures above them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import STAFF, User
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp
from etabli.foundation.text_lookups import contains
from etabli.programme.workshops import queries
from etabli.programme.workshops.models import Session, Theme, Venue, VenueClosure


class State(models.TextChoices):
    """Which sessions are listed."""

    COMING = "coming", _("to come")
    FREE = "free", _("to come, with free places")
    FULL = "full", _("to come, full")
    FEW = "few", _("to come, with few people")
    UNCONFIRMED = "unconfirmed", _("to come, with sign-ups not confirmed")
    DRAFT = "draft", _("being prepared")
    PAST = "past", _("past")
    OFF = "off", _("those called off")

    @property
    def short(self) -> str:
        """Of what is to come, in a word or two."""
        return str(SHORT_LABELS.get(self, self.label))


# Those that are counted above the list, and how each is drawn.
STATE_KINDS: dict[State, str] = {
    State.COMING: "",
    State.FREE: "ok",
    State.FULL: "few",
    State.FEW: "ask",
    State.UNCONFIRMED: "ask",
    State.DRAFT: "draft",
}


SHORT_LABELS: dict[str, Any] = {
    State.FREE: _("with free places"),
    State.FULL: _("full"),
    State.FEW: _("few people"),
    State.UNCONFIRMED: _("to confirm"),
}


class FilterForm(forms.Form):
    """What is looked for; all of it may be left empty."""

    q = forms.CharField(label=_("Words"), required=False, max_length=80)
    state = forms.ChoiceField(label=_("Which ones"), choices=State, required=False)
    theme = forms.ModelChoiceField(
        label=_("Theme"), queryset=Theme.objects.all(), required=False, empty_label=_("all")
    )
    adviser = forms.ModelChoiceField(
        label=_("Adviser"), queryset=User.objects.none(), required=False, empty_label=_("all")
    )
    venue = forms.ModelChoiceField(
        label=_("Room"), queryset=Venue.objects.none(), required=False, empty_label=_("all")
    )

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        super().__init__(data)
        for name, choices in {"adviser": queries.advisers(viewer), "venue": queries.venues(viewer)}.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = choices

    @property
    def filters(self) -> dict[str, Any]:
        """What was asked for and is right; a value that is wrong asks for nothing."""
        self.full_clean()
        return self.cleaned_data


def rows(viewer: Viewer, filters: dict[str, Any], *, at: datetime) -> models.QuerySet[Session, Any]:
    """The sessions asked for, with `unconfirmed` and `half` the places: those to come next first, the others
    latest first."""
    state = filters.get("state") or State.COMING
    sessions = _sessions_of(viewer).annotate(
        unconfirmed=_in_status(SignUp.Status.PENDING),
        half=models.F("occasion__capacity") / 2.0,
    )
    sessions = sessions.filter(_in_state(state, at))
    for name, field in (("theme", "theme"), ("venue", "venue")):
        if value := filters.get(name):
            sessions = sessions.filter(**{field: value})
    if adviser := filters.get("adviser"):
        with_others = Session.co_advisers.through.objects.filter(user=adviser).values("session")
        sessions = sessions.filter(models.Q(adviser=adviser) | models.Q(pk__in=with_others))
    for word in filters.get("q", "").split():
        sessions = sessions.filter(
            contains("occasion__title", word) | contains("occasion__place", word) | contains("note", word)
        )
    if state in {State.PAST, State.OFF}:
        return sessions.order_by("-occasion__starts_at", "-pk")
    return sessions.order_by("occasion__starts_at", "pk")


def since_today(viewer: Viewer, *, at: datetime, limit: int) -> list[Session]:
    """Those of today, whatever the hour, and the next ones, with `unconfirmed` and `closed`: why their room can't be
    had on their first day, None when it can. One statement."""
    start = timezone.make_aware(datetime.combine(timezone.localdate(at), time()))
    is_active = models.Q(occasion__cancelled_at=None, taken_back_at=None, occasion__ends_at__gte=start)
    closures = VenueClosure.objects.filter(
        venue=models.OuterRef("venue"),
        withdrawn_at=None,
        first_on__lte=models.OuterRef("on"),
        last_on__gte=models.OuterRef("on"),
    )
    sessions = (
        _sessions_of(viewer).filter(is_active).annotate(on=models.functions.TruncDate("occasion__starts_at"))
    )
    sessions = sessions.annotate(
        unconfirmed=_in_status(SignUp.Status.PENDING), closed=models.Subquery(closures.values("why")[:1])
    )
    return list(sessions.order_by("occasion__starts_at", "pk")[:limit])


def of_today(viewer: Viewer, *, at: datetime) -> list[Session]:
    """The announced sessions of which a half-day is today: one statement."""
    start = timezone.make_aware(datetime.combine(timezone.localdate(at), time()))
    under_way = models.Q(occasion__starts_at__lt=start + timedelta(days=1), occasion__ends_at__gte=start)
    sessions = _sessions_of(viewer).filter(under_way, occasion__cancelled_at=None, published_at__isnull=False)
    today = timezone.localdate(at)
    return [
        session
        for session in sessions.order_by("occasion__starts_at", "pk")
        if any(timezone.localdate(span.start) == today for span in session.occasion.spans)
    ]


def figures(viewer: Viewer, *, at: datetime) -> dict[str, int]:
    """Of what is to come: places taken, places, and how many sessions of each state: one statement."""
    if viewer.role not in STAFF:
        return {}
    coming_sessions = Session.objects.filter(chamber_id=viewer.chamber_id).filter(_in_state(State.COMING, at))
    announced = models.Q(published_at__isnull=False)
    figures: dict[str, int] = coming_sessions.aggregate(
        taken=models.functions.Coalesce(models.Sum("occasion__taken", filter=announced), 0),
        places=models.functions.Coalesce(models.Sum("occasion__capacity", filter=announced), 0),
        **{str(state): models.Count("pk", filter=_in_state(state, at)) for state in STATE_KINDS},
    )
    return figures


@dataclass(frozen=True)
class Planned:
    """The sessions of a theme that are to come: how many are announced, and how many only prepared."""

    announced: int = 0
    prepared: int = 0


def planned_by_theme(viewer: Viewer, *, zone: str = "", at: datetime) -> Mapping[str, Planned]:
    """What is to come of each theme in a territory (the code of its EPCI), or everywhere: one statement."""
    if viewer.role not in STAFF:
        return {}
    coming_sessions = Session.objects.filter(chamber_id=viewer.chamber_id).filter(_in_state(State.COMING, at))
    if zone:
        coming_sessions = coming_sessions.filter(venue__commune__epci_id=zone)
    counts = (
        coming_sessions.order_by()
        .values("theme")
        .annotate(
            announced=models.Count("pk", filter=models.Q(published_at__isnull=False)),
            prepared=models.Count("pk", filter=models.Q(published_at=None)),
        )
    )
    return {row["theme"]: Planned(row["announced"], row["prepared"]) for row in counts}


def _in_status(status: str) -> models.Count:
    """How many sign-ups of a session are in this status."""
    is_so = models.Q(occasion__sign_ups__status=status)
    return models.Count("occasion__sign_ups", filter=is_so, distinct=True)


def _sessions_of(viewer: Viewer) -> models.QuerySet[Session]:
    if viewer.role not in STAFF:
        return Session.objects.none()
    sessions = Session.objects.select_related("theme", "venue__commune", "occasion", "adviser")
    return sessions.filter(chamber_id=viewer.chamber_id)


def _in_state(state: str, at: datetime) -> models.Q:
    is_active = models.Q(occasion__cancelled_at=None, taken_back_at=None)
    is_coming = is_active & models.Q(occasion__starts_at__gt=at)
    pending = SignUp.objects.filter(status=SignUp.Status.PENDING).values("occasion")
    return {
        State.UNCONFIRMED: is_coming & models.Q(occasion__in=pending),
        State.FREE: is_coming
        & models.Q(published_at__isnull=False, occasion__taken__lt=models.F("occasion__capacity")),
        State.FULL: is_coming
        & models.Q(published_at__isnull=False, occasion__taken__gte=models.F("occasion__capacity")),
        State.FEW: is_coming
        & models.Q(published_at__isnull=False, occasion__taken__lt=models.F("occasion__capacity") / 2.0),
        State.DRAFT: is_coming & models.Q(published_at=None),
        State.PAST: is_active & models.Q(occasion__starts_at__lte=at),
        State.OFF: models.Q(occasion__cancelled_at__isnull=False) | models.Q(taken_back_at__isnull=False),
    }.get(State(state), is_coming)
