"""A business that is protected, as a stage of the path: begun with a first gesture, done at any time."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from etabli.foundation.people.models import Person
from etabli.foundation.stages import PERSON, Change, Stage, StageState, Times, first_of, instant
from etabli.foundation.ui.typography import full_day
from etabli.procurement.needs.wording import words_of
from etabli.programme.protection.catalogue import load
from etabli.programme.protection.engine import PUT_OFF_FOR, Gesture, Mark, standings
from etabli.programme.protection.models import GestureMark


def _done_gestures(chamber_id: int) -> QuerySet[GestureMark]:
    return GestureMark.objects.filter(chamber_id=chamber_id, is_done=True, withdrawn_at=None)


def _facts() -> dict[str, Any]:
    done = GestureMark.objects.filter(person=PERSON, is_done=True, withdrawn_at=None)
    return {
        "protected_on": Subquery(done.order_by("marked_on").values("marked_on")[:1]),
        "gestures_done": _in_one_number(_latest().filter(~_is_over(), is_done=True)),
        "gestures_aside": _in_one_number(_latest().filter(is_done=False).exclude(reason="")),
    }


def _step_facts() -> dict[str, Any]:
    known = [gesture.id for gesture in load().gestures]
    later = _latest().filter(_is_put_off(), gesture__in=known, marked_on__gt=_last_day_over(PUT_OFF_FOR))
    return {
        "gestures_again": _in_one_number(_latest().filter(_is_over(), is_done=True)),
        "gestures_put_off": _in_one_number(_latest().filter(_is_put_off())),
        "gestures_later": _in_one_number(later),
        "gesture_later": first_of(later.order_by("marked_on", "pk"), gesture="gesture", on="marked_on"),
    }


def _in_one_number(marks: QuerySet[GestureMark]) -> Subquery:
    """Of which gestures of the catalogue these marks are: a bit for each, in its order."""
    bits = [When(gesture=gesture.id, then=1 << rank) for rank, gesture in enumerate(load().gestures)]
    number = Sum(Case(*bits, default=0, output_field=IntegerField()))
    return Subquery(marks.order_by().values("person").annotate(number=number).values("number"))


def _gestures_in(number: int | None) -> list[Gesture]:
    return [gesture for rank, gesture in enumerate(load().gestures) if (number or 0) >> rank & 1]


def _latest() -> QuerySet[GestureMark]:
    """The mark that counts, of each gesture."""
    same = GestureMark.objects.filter(
        person=OuterRef("person"), gesture=OuterRef("gesture"), withdrawn_at=None
    )
    is_newer = Q(marked_on__gt=OuterRef("marked_on")) | Q(
        marked_on=OuterRef("marked_on"), pk__gt=OuterRef("pk")
    )
    return GestureMark.objects.filter(~Exists(same.filter(is_newer)), person=PERSON, withdrawn_at=None)


def _is_put_off() -> Q:
    return Q(is_done=False, reason="")


def _is_over() -> Q:
    """Its period has passed since the day of its mark."""
    gestures = load().gestures
    over = Q()
    for months in {gesture.months for gesture in gestures}:
        of_period = [gesture.id for gesture in gestures if gesture.months == months]
        over |= Q(gesture__in=of_period, marked_on__lte=_last_day_over(relativedelta(months=months)))
    return over


def _last_day_over(period: relativedelta) -> date:
    """The last day since which this period has passed: of months of unequal length, as `standings` counts them."""
    today = timezone.localdate()
    day: date = today - period
    while day + timedelta(days=1) + period <= today:
        day += timedelta(days=1)
    return day


def _state(person: Any, at: datetime) -> StageState:
    url, total = reverse("protection:gestures"), len(load().gestures)
    if person.protected_on is None:
        sentence = _("Ten gestures protect your business. The first takes two minutes.")
        return StageState("later", sentence, url=url, action=_("See the first one"))
    n, aside = len(_gestures_in(person.gestures_done)), len(_gestures_in(person.gestures_aside))
    sentence = ngettext(
        "You have done %(n)d gesture of %(total)d already.",
        "You have done %(n)d gestures of %(total)d already.",
        n,
    )
    sentence %= {"n": n, "total": total}
    if aside:
        put_aside = ngettext("%(n)d is put aside.", "%(n)d are put aside.", aside) % {"n": aside}
        sentence = f"{sentence} {put_aside}"
    return StageState(
        "done",
        sentence,
        since=instant(person.protected_on),
        url=url,
        action=_("See the next one") if n + aside < total else _("See them again"),
    )


def _nobody(chamber_id: int) -> QuerySet[GestureMark]:
    return GestureMark.objects.none()


def _gesture_state(person: Any, at: datetime) -> StageState | None:
    """Where something is to be done again, or was put off: the gesture that its own page names next, and how many
    came back or what is put off; until when, where nothing else is to be done."""
    again, put_off = _gestures_in(person.gestures_again), _gestures_in(person.gestures_put_off)
    if not again and not put_off:
        return None
    later = _gestures_in(person.gestures_later)
    settled = [*_gestures_in(person.gestures_done), *_gestures_in(person.gestures_aside), *later]
    following = next((gesture for gesture in load().gestures if gesture not in settled), None)
    if following is None:
        gesture = load().gesture(person.gesture_later["gesture"])
        return _step(gesture, _put_off_until(person.gesture_later), who="") if gesture else None
    came_back = [
        gesture for gesture in load().gestures if gesture in [*again, *put_off] and gesture not in later
    ]
    if following in came_back:
        return _step(following, _came_back(following, again), who=_("you"))
    title = _("The next gesture: “%(title)s”.") % {"title": words_of(following.title)}
    sentence = _others(len(came_back)) if came_back else _put_off_until(person.gesture_later)
    return _step(following, f"{title} {sentence}", who=_("you"))


def _others(n: int) -> str:
    """How many have come back beside the next one, which alone is named."""
    said = ngettext(
        "%(n)d other is to come back to after it.", "%(n)d others are to come back to after it.", n
    )
    return said % {"n": n}


def _came_back(gesture: Gesture, again: Sequence[Gesture]) -> str:
    title = {"title": words_of(gesture.title)}
    if gesture in again:
        return _("“%(title)s” is to be done again.") % title
    return _("You put off “%(title)s”: its day has come.") % title


def _put_off_until(mark: Mapping[str, str]) -> str:
    gesture = load().gesture(mark["gesture"])
    day = full_day(date.fromisoformat(mark["on"]) + PUT_OFF_FOR)
    values = {"title": words_of(gesture.title) if gesture else mark["gesture"], "day": day}
    return _("You put off “%(title)s” until %(day)s.") % values


def _step(gesture: Gesture, sentence: str, who: str) -> StageState:
    url = reverse("protection:gesture", args=[gesture.id])
    return StageState("waiting", sentence, who=who, url=url, action=_("See this gesture"))


def _changed(person: Person, since: datetime, at: datetime) -> Iterator[Change]:
    """What has come back to be done again since."""
    rows = GestureMark.objects.filter(person=person, withdrawn_at=None).order_by("marked_on", "pk")
    marks = {row.gesture: Mark(row.is_done, row.marked_on, row.reason) for row in rows}
    again = [
        row
        for row in standings(load().gestures, marks, timezone.localdate(at))
        if row.kind == "again" and row.returns_on is not None and row.returns_on > since.date()
    ]
    if again:
        n = len(again)
        title = ngettext("%(n)d gesture is to be done again", "%(n)d gestures are to be done again", n)
        names = ", ".join(words_of(row.gesture.title) for row in again)
        yield Change("lock", title % {"n": n}, names, reverse("protection:gestures"), _("See the next one"))


STAGES = [
    Stage(
        "protection",
        99,
        gettext_lazy("Your business, protected"),
        Times(_done_gestures, "person", "marked_on"),
        _state,
        _facts,
        "tidy",
        is_private=True,
        is_apart=True,
    ),
    Stage(  # reached by nobody: it is there as long as something is to be done again, or is put off
        "gesture",
        100,
        gettext_lazy("A gesture to come back to"),
        Times(_nobody, "person", "marked_on"),
        _gesture_state,
        _step_facts,
        is_private=True,
        is_apart=True,
    ),
]
CHANGES = [_changed]
