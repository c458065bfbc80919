"""The end of the path, which no app below knows alone: found on the internet, or done without help."""

from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.people.models import Person
from etabli.foundation.registries import Stage, StageState, Times
from etabli.programme.coverage.models import OnlinePresence
from etabli.programme.journeys.instants import instant
from etabli.programme.journeys.models import ContactNote, Milestone

Kind = Milestone.Kind


def _online(chamber_id: int) -> QuerySet[Person]:
    """Whom the chamber saw on the internet, and those who say that they are."""
    seen = OnlinePresence.objects.filter(person=OuterRef("pk"), withdrawn_at=None).values("since_on")[:1]
    word = _noted(Kind.ONLINE).values("reached_on")[:1]
    persons = Person.objects.filter(chamber_id=chamber_id).annotate(
        online_on=Coalesce(Subquery(seen), Subquery(word))
    )
    return persons.filter(online_on__isnull=False)


def _noted(kind: Kind) -> QuerySet[Milestone]:
    return Milestone.objects.filter(person=OuterRef("pk"), kind=kind, withdrawn_at=None)


def _alone(chamber_id: int) -> QuerySet[Milestone]:
    return Milestone.objects.filter(chamber_id=chamber_id, kind=Kind.ALONE, withdrawn_at=None)


def _spoken_to(chamber_id: int) -> QuerySet[ContactNote]:
    """Calls in which they spoke with us: "not now" is none."""
    calls = ContactNote.objects.filter(chamber_id=chamber_id, kind=ContactNote.Kind.CALL, withdrawn_at=None)
    return calls.filter(outcome__in=[ContactNote.Outcome.REACHED, ContactNote.Outcome.CALL_BACK])


def _state(person: Any, at: datetime) -> StageState:
    online_on: date | None = ONLINE.last_of(person.chamber_id, person.pk)
    if online_on is not None:
        return StageState("done", _("People find you on the internet."), since=instant(online_on))
    return StageState(
        "later",
        _("Later: check that the name, the codes and the photos are yours."),
        url=reverse("journeys:online"),
        action=_("I am online already"),
    )


ONLINE = Times(_online, "pk", "online_on")
LIFE = [Times(_spoken_to, "person", "at")]
STAGES = [
    Stage("online", 90, gettext_lazy("Online, and yours"), ONLINE, _state),
    Stage("alone", 95, gettext_lazy("Done without help"), Times(_alone, "person", "reached_on")),
]
