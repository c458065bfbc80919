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
from etabli.programme.protection.engine import PUT_OFF_FOR, Mark, standings
from etabli.programme.protection.models import GestureMark


def _done_gestures(chamber_id: int) -> QuerySet[GestureMark]:
    return GestureMark.objects.filter(chamber_id=chamber_id, is_done=True, withdrawn_at=None)


def _facts() -> dict[str, Any]:
    done = GestureMark.objects.filter(person=PERSON, is_done=True, withdrawn_at=None)
    counted = done.order_by().values("person").annotate(n=Count("gesture", distinct=True)).values("n")
    return {
        "protected_on": Subquery(done.order_by("marked_on").values("marked_on")[:1]),
        "gestures_done": Subquery(counted),
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
    today, gestures = timezone.localdate(), load().gestures
    over = Q()
    for months in {gesture.months for gesture in gestures}:
        of_period = [gesture.id for gesture in gestures if gesture.months == months]
        over |= Q(gesture__in=of_period, marked_on__lte=today - relativedelta(months=months))
    return _latest().filter(over, is_done=True)


def _state(person: Any, at: datetime) -> StageState:
    url, total = reverse("protection:gestures"), len(load().gestures)
    said = _comes_back(person)
    if person.protected_on is None:
        sentence = said or _("Ten gestures protect your business. The first takes two minutes.")
        return StageState("later", sentence, url=url, action=_("See the first one"))
    n = person.gestures_done
    sentence = ngettext(
        "You have done %(n)d gesture of %(total)d already.",
        "You have done %(n)d gestures of %(total)d already.",
        n,
    )
    return StageState(
        "done",
        said or sentence % {"n": n, "total": total},
        since=instant(person.protected_on),
        url=url,
        action=_("See the next one") if n < total or said else _("See them again"),
    )


def _comes_back(person: Any) -> str:
    """What is to be done again, else what is put off, and until when; "" for nothing."""
    for row in (person.gesture_again, person.gesture_later):
        gesture = row and load().gesture(row["gesture"])
        if gesture and "on" in row:
            day = date.fromisoformat(row["on"]) + PUT_OFF_FOR
            values = {"title": words_of(gesture.title), "day": full_day(day)}
            return _("You put off “%(title)s” until %(day)s.") % values
        if gesture:
            return _("“%(title)s” is to be done again.") % {"title": words_of(gesture.title)}
    return ""


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
]
CHANGES = [_changed]
