"""Workshops as stages of the path: a place, then having come."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from etabli.foundation.people.models import Person
from etabli.foundation.seats.models import SignUp
from etabli.foundation.stages import Ask, Change, Stage, StageState, Times
from etabli.foundation.ui.typography import full_day, moment, span
from etabli.programme.workshops.calendar.cards import announced_sessions
from etabli.programme.workshops.models import Attendance
from etabli.territory.places.queries import distances_from, unambiguous_text

Status = SignUp.Status
NEAR_KM, MAX_SHOWN = 40, 2  # new workshops that are told: how far, how many


def _signed_up(chamber_id: int) -> QuerySet[SignUp]:
    sign_ups = SignUp.objects.filter(
        occasion__session__chamber_id=chamber_id, occasion__session__taken_back_at=None
    )
    return sign_ups.exclude(status__in=SignUp.UNCOUNTED)


def _seated(chamber_id: int) -> QuerySet[SignUp]:
    return _signed_up(chamber_id).filter(status=Status.SEATED)


def _attended(chamber_id: int) -> QuerySet[Attendance]:
    return Attendance.objects.filter(
        present=True,
        sign_up__occasion__session__chamber_id=chamber_id,
        sign_up__occasion__session__taken_back_at=None,
    )


def _state(person: Person, at: datetime) -> StageState:
    present = Attendance.objects.filter(sign_up=OuterRef("pk"), present=True)
    rows = SignUp.objects.filter(person=person, occasion__session__taken_back_at=None).exclude(
        occasion__session=None
    )
    rows = rows.select_related("occasion__session__theme").annotate(came=Exists(present))
    sign_ups = list(rows.order_by("occasion__starts_at"))
    attended_sign_ups = [row for row in sign_ups if row.came]
    coming_sign_ups = [
        row
        for row in sign_ups
        if row.status != Status.WITHDRAWN
        and row.occasion.starts_at > at
        and row.occasion.cancelled_at is None
    ]
    ask = next((ask for row in coming_sign_ups if (ask := _ask(row, at))), None)
    if attended_sign_ups:
        return _done_state(
            attended_sign_ups, [row for row in coming_sign_ups if row.status == Status.SEATED], ask
        )
    if coming_sign_ups:
        return _coming_state(coming_sign_ups[0], ask)
    return StageState(
        "here",
        _("Choose a workshop near you: three and a half hours, free of charge."),
        url=reverse("workshops:list"),
        action=_("See the workshops"),
    )


def _title(row: SignUp) -> str:
    return row.occasion.session.theme.title


def _when(row: SignUp) -> str:
    return f"{span(row.occasion.starts_at, row.occasion.ends_at)}, {row.occasion.place}"


def _ask(row: SignUp, at: datetime) -> Ask | None:
    """A place that is held for them, or a word that is missing."""
    url, text = reverse("seats:sign_up", args=[row.pk]), f"{_title(row)}. {capfirst(_when(row))}."
    if row.status == Status.OFFERED and row.offered_until is not None and row.offered_until > at:
        lost = _("After that, it goes to the next person.")
        return Ask(
            _("A place has come free: do you take it?"),
            text,
            url,
            _("Give my answer"),
            row.offered_until,
            lost,
            answers=(
                (_("I take the place"), _act("accept", row)),
                (_("I can’t come"), _act("withdraw", row)),
            ),
        )
    if row.status == Status.PENDING:
        lost = _("Without your word, no place is held for you.")
        return Ask(
            _("Confirm that you come"),
            text,
            url,
            _("Confirm"),
            row.occasion.starts_at,
            lost,
            answers=((_("I come"), _act("confirm", row)), (_("I can’t come"), _act("withdraw", row))),
        )
    return None


def _act(name: str, row: SignUp) -> str:
    return reverse(f"seats:{name}", args=[row.pk])


def _done_state(
    attended_sign_ups: Sequence[SignUp], coming_sign_ups: Sequence[SignUp], ask: Ask | None
) -> StageState:
    latest = attended_sign_ups[-1]
    values = {"title": _title(latest), "day": full_day(latest.occasion.starts_at)}
    sentence = _("You came to “%(title)s”, on %(day)s.") % values
    if coming_sign_ups:
        next_values = {
            "title": _title(coming_sign_ups[0]),
            "moment": moment(coming_sign_ups[0].occasion.starts_at),
        }
        sentence += " " + _("The next one: “%(title)s”, on %(moment)s.") % next_values
    url = reverse("workshops:attended", args=[latest.pk])
    return StageState(
        "done",
        sentence,
        since=attended_sign_ups[0].occasion.starts_at,
        url=url,
        action=_("My certificate"),
        ask=ask,
    )


def _coming_state(row: SignUp, ask: Ask | None) -> StageState:
    values = {"title": _title(row), "when": _when(row)}
    sentence = (
        _("You have a place: “%(title)s”, %(when)s.")
        if row.status == Status.SEATED
        else _("You wait for a place: “%(title)s”, %(when)s.")
    ) % values
    url = reverse("seats:sign_up", args=[row.pk])
    return StageState("waiting", sentence, since=row.signed_up_at, url=url, action=_("See my place"), ask=ask)


def _is_near(km: float | None) -> bool:
    return km is not None and km < NEAR_KM


def _changed(person: Person, since: datetime, at: datetime) -> Iterator[Change]:
    """Workshops that were announced since, near where they work."""
    commune = person.artisan.commune_id if hasattr(person, "artisan") else None
    roads = distances_from(commune) if commune else {}
    to_come = Q(occasion__starts_at__gt=at, occasion__cancelled_at=None, published_at__gt=since)
    cards = [card for card in announced_sessions(to_come, roads) if not roads or _is_near(card.km)]
    if not cards:
        return
    n = len(cards)
    title = (
        ngettext("%(n)d new workshop near you", "%(n)d new workshops near you", n)
        if roads
        else ngettext("%(n)d new workshop", "%(n)d new workshops", n)
    )
    text = " ".join(
        f"{card.title}, {full_day(card.starts_at)}, {card.commune}." for card in cards[:MAX_SHOWN]
    )
    url = reverse("workshops:list") + (
        f"?{urlencode({'commune': unambiguous_text(commune)})}" if commune else ""
    )
    yield Change("calendar", title % {"n": n}, text, url, _("See them"))


CAME = Times(_attended, "sign_up__person", "sign_up__occasion__starts_at")
STAGES = [
    Stage("seat", 20, gettext_lazy("A place in a workshop"), Times(_seated, "person", "signed_up_at")),
    Stage("workshop", 25, gettext_lazy("A workshop"), CAME, _state, drawing="workshop"),
]
LIFE = [CAME, Times(_signed_up, "person", "signed_up_at")]
CHANGES = [_changed]
