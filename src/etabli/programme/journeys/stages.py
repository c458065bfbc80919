"""The end of the path, which no app below knows alone: found on the internet, or done without help."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.people.models import Person
from etabli.foundation.stages import Stage, StageState, Times, instant
from etabli.foundation.ui.typography import full_day
from etabli.procurement.quotes.models import QuoteReading
from etabli.programme.coverage.models import OnlinePresence
from etabli.programme.journeys.models import ContactNote, Milestone

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

Kind = Milestone.Kind


class _Days(TypedDict):
    online_on: date | None


def _online(chamber_id: int) -> QuerySet[Person]:
    """Whom the chamber saw on the internet, and those who say that they are."""
    return _with_days(Person.objects.filter(chamber_id=chamber_id)).filter(online_on__isnull=False)


def seen_online_on(person: Person) -> date | None:
    """Since when they are on the internet, of whom the chamber saw there: one statement."""
    seen = OnlinePresence.objects.filter(person=person, withdrawn_at=None)
    return seen.values_list("since_on", flat=True).first()


def _with_days(persons: QuerySet[Person]) -> "QuerySet[WithAnnotations[Person, _Days]]":
    """With the day since which they are online: as the chamber saw it, else as they say."""
    seen = OnlinePresence.objects.filter(person=OuterRef("pk"), withdrawn_at=None).values("since_on")[:1]
    word = _noted(Kind.ONLINE).values("reached_on")[:1]
    return persons.annotate(online_on=Coalesce(Subquery(seen), Subquery(word)))


def _noted(kind: Kind) -> QuerySet[Milestone]:
    return Milestone.objects.filter(person=OuterRef("pk"), kind=kind, withdrawn_at=None)


def _alone(chamber_id: int) -> QuerySet[Milestone]:
    return Milestone.objects.filter(chamber_id=chamber_id, kind=Kind.ALONE, withdrawn_at=None)


def _spoken_to(chamber_id: int) -> QuerySet[ContactNote]:
    """Calls in which they spoke with us: "not now" is none."""
    calls = ContactNote.objects.filter(chamber_id=chamber_id, kind=ContactNote.Kind.CALL, withdrawn_at=None)
    return calls.filter(outcome__in=[ContactNote.Outcome.REACHED, ContactNote.Outcome.CALL_BACK])


def _state(person: Any, at: datetime) -> StageState:
    quotes = QuoteReading.objects.filter(person=OuterRef("pk"), withdrawn_at=None)
    alone = _noted(Kind.ALONE).values("reached_on")[:1]
    row = (
        _with_days(Person.objects.filter(pk=person.pk))
        .annotate(has_quote=Exists(quotes), alone_on=Subquery(alone))
        .get()
    )
    url = reverse("journeys:reached")
    if row.online_on is not None:
        sentence = _("People find you on the internet. Keep the names and the codes: they are yours.")
        return StageState("done", sentence, since=instant(row.online_on), url=url, action=_("What I noted"))
    if row.alone_on is not None:
        sentence = _("You did it without help, since %(day)s.") % {"day": full_day(row.alone_on)}
        return StageState("later", sentence, since=instant(row.alone_on), url=url, action=_("What I noted"))
    if row.has_quote:
        sentence = _(
            "Say it here once people find you. Check that the name, the codes and the photos are yours."
        )
        return StageState("here", sentence, url=url, action=_("It is done"))
    sentence = _("Later: check that the name, the codes and the photos are yours.")
    return StageState("later", sentence, url=url, action=_("It is done already"))


ONLINE = Times(_online, "pk", "online_on")
LIFE = [Times(_spoken_to, "person", "at")]
STAGES = [
    Stage("online", 90, gettext_lazy("Online, and yours"), ONLINE, _state),
    Stage("alone", 95, gettext_lazy("Done without help"), Times(_alone, "person", "reached_on")),
]
