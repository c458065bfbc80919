"""The end of the path, which no app below knows alone: found on the internet, or done without help."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import Exists, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.people.models import Person
from etabli.foundation.stages import PERSON, Stage, StageState, Times, instant
from etabli.foundation.ui.typography import full_day
from etabli.procurement.quotes.models import QuoteReading
from etabli.programme.coverage.models import OnlinePresence
from etabli.programme.journeys.models import ContactNote, Milestone

if TYPE_CHECKING:
    pass

Kind = Milestone.Kind


class _Days(TypedDict):
    online_on: date | None


def _online(chamber_id: int) -> QuerySet[Person]:
    """Whom the chamber saw on the internet, and those who say that they are."""
    persons = Person.objects.filter(chamber_id=chamber_id).annotate(online_on=_online_on())
    return persons.filter(online_on__isnull=False)


def seen_online_on(person: Person) -> date | None:
    """Since when they are on the internet, of whom the chamber saw there: one statement."""
    presences = OnlinePresence.objects.filter(person=person, withdrawn_at=None)
    return presences.values_list("since_on", flat=True).first()


def _online_on() -> Coalesce:
    """The day since which they are online: as the chamber saw it, else as they say."""
    seen_on = OnlinePresence.objects.filter(person=PERSON, withdrawn_at=None).values("since_on")[:1]
    return Coalesce(Subquery(seen_on), _noted_on(Kind.ONLINE))


def _noted_on(kind: Kind) -> Subquery:
    milestones = Milestone.objects.filter(person=PERSON, kind=kind, withdrawn_at=None)
    return Subquery(milestones.values("reached_on")[:1])


def _done_alone(chamber_id: int) -> QuerySet[Milestone]:
    return Milestone.objects.filter(chamber_id=chamber_id, kind=Kind.ALONE, withdrawn_at=None)


def _spoken_to(chamber_id: int) -> QuerySet[ContactNote]:
    """Calls in which they spoke with us: "not now" is none."""
    calls = ContactNote.objects.filter(chamber_id=chamber_id, kind=ContactNote.Kind.CALL, withdrawn_at=None)
    return calls.filter(outcome__in=[ContactNote.Outcome.REACHED, ContactNote.Outcome.CALL_BACK])


def _facts() -> dict[str, Any]:
    quotes = QuoteReading.objects.filter(person=PERSON, withdrawn_at=None)
    return {"online_on": _online_on(), "alone_on": _noted_on(Kind.ALONE), "has_quote": Exists(quotes)}


def _state(person: Any, at: datetime) -> StageState:
    url = reverse("journeys:reached")
    if person.online_on is not None:
        sentence = _("People find you on the internet. Keep the names and the codes: they are yours.")
        return StageState(
            "done", sentence, since=instant(person.online_on), url=url, action=_("What I noted")
        )
    if person.alone_on is not None:
        sentence = _("You did it without help, since %(day)s.") % {"day": full_day(person.alone_on)}
        return StageState(
            "later", sentence, since=instant(person.alone_on), url=url, action=_("What I noted")
        )
    if person.has_quote:
        sentence = _(
            "Say it here once people find you. Check that the name, the codes and the photos are yours."
        )
        return StageState("here", sentence, url=url, action=_("It is done"))
    sentence = _("Later: check that the name, the codes and the photos are yours.")
    return StageState("later", sentence, url=url, action=_("It is done already"))


ONLINE = Times(_online, "pk", "online_on")
LIFE = [Times(_spoken_to, "person", "at")]
STAGES = [
    Stage("online", 90, gettext_lazy("Online, and yours"), ONLINE, _state, _facts, "online"),
    Stage("alone", 95, gettext_lazy("Done without help"), Times(_done_alone, "person", "reached_on")),
]
