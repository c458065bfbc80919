"""A business that is protected, as a stage of the path: begun with a first gesture, done at any time."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
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
    stands = _latest().filter(~_is_over(), is_done=True)
    counted = stands.order_by().values("person").annotate(n=Count("gesture")).values("n")
    return {
        "protected_on": Subquery(done.order_by("marked_on").values("marked_on")[:1]),
        "gestures_done": Subquery(counted),
    }


def _step_facts() -> dict[str, Any]:
    return {
        "gesture_again": first_of(_back_today().order_by("marked_on", "pk"), gesture="gesture"),
        "gesture_later": first_of(_put_off().order_by("marked_on", "pk"), gesture="gesture", on="marked_on"),
    }


def _latest() -> QuerySet[GestureMark]:
    """The mark that counts, of each gesture."""
    same = GestureMark.objects.filter(
        person=OuterRef("person"), gesture=OuterRef("gesture"), withdrawn_at=None
    )
    is_newer = Q(marked_on__gt=OuterRef("marked_on")) | Q(
        marked_on=OuterRef("marked_on"), pk__gt=OuterRef("pk")
    )
    return GestureMark.objects.filter(~Exists(same.filter(is_newer)), person=PERSON, withdrawn_at=None)


def _put_off() -> QuerySet[GestureMark]:
    return _latest().filter(is_done=False, reason="")


def _back_today() -> QuerySet[GestureMark]:
    """What was done, and whose period is over."""
    return _latest().filter(_is_over(), is_done=True)


def _is_over() -> Q:
    """Its period has passed since the day of its mark."""
    today, gestures = timezone.localdate(), load().gestures
    over = Q()
    for months in {gesture.months for gesture in gestures}:
        of_period = [gesture.id for gesture in gestures if gesture.months == months]
        over |= Q(gesture__in=of_period, marked_on__lte=today - relativedelta(months=months))
    return over


def _state(person: Any, at: datetime) -> StageState:
    url, total = reverse("protection:gestures"), len(load().gestures)
    if person.protected_on is None:
        sentence = _("Ten gestures protect your business. The first takes two minutes.")
        return StageState("later", sentence, url=url, action=_("See the first one"))
    n = person.gestures_done or 0
    sentence = ngettext(
        "You have done %(n)d gesture of %(total)d already.",
        "You have done %(n)d gestures of %(total)d already.",
        n,
    )
    return StageState(
        "done",
        sentence % {"n": n, "total": total},
        since=instant(person.protected_on),
        url=url,
        action=_("See the next one") if n < total else _("See them again"),
    )


def _nobody(chamber_id: int) -> QuerySet[GestureMark]:
    return GestureMark.objects.none()


def _gesture_state(person: Any, at: datetime) -> StageState | None:
    """What is to be done again, or was put off and has come back; else what is put off, and until when."""
    again, later = person.gesture_again, person.gesture_later
    if again and (gesture := load().gesture(again["gesture"])):
        sentence = _("“%(title)s” is to be done again.") % {"title": words_of(gesture.title)}
        return _step(gesture, sentence, who=_("you"))
    if later and (gesture := load().gesture(later["gesture"])):
        returns_on = date.fromisoformat(later["on"]) + PUT_OFF_FOR
        values = {"title": words_of(gesture.title), "day": full_day(returns_on)}
        sentence = _("You put off “%(title)s” until %(day)s.") % values
        return _step(gesture, sentence, who=_("you") if returns_on <= timezone.localdate(at) else "")
    return None


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
