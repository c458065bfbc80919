"""Where people stand on their path: all those of a chamber at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery
from django.utils import timezone

from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Person, Role
from etabli.foundation.people.queries import NotVisible, merging_waits
from etabli.foundation.people.rules import may_help
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import registry_modules
from etabli.foundation.stages import PERSON, Stage, Times, instant
from etabli.programme.diagnosis.engine import UNKNOWN
from etabli.programme.diagnosis.models import KeptAnswers
from etabli.programme.journeys.engine import Life, Pause, Standing, standing_of
from etabli.programme.journeys.models import Journey, Milestone

EASE_QUESTION = "ease"  # the question of the diagnosis
END_STAGES = ("online", "alone", "story")  # at which somebody has arrived, the first that is reached


def stages() -> list[Stage]:
    """All the stages that the apps declare, in the order of the path."""
    declared = [stage for module in registry_modules("stages") for stage in module.STAGES]
    return sorted(declared, key=lambda stage: stage.order)


def on_path() -> QuerySet[Person]:
    """Persons with all that their path says of them without another statement: their journey, the facts of each stage,
    their last act (`acted_at`), and whether they are asked if they are known twice (`is_asked_who`)."""
    facts = {name: fact for stage in stages() for name, fact in stage.facts().items()}
    acts = Entry.objects.filter(actor=OuterRef("party"), role=Role.ARTISAN, chamber_id=OuterRef("chamber_id"))
    return Person.objects.select_related("chamber", "journey").annotate(
        **facts,
        acted_at=Subquery(acts.order_by("-at").values("at")[:1]),
        is_asked_who=Exists(merging_waits(PERSON)),
    )


def last_signs(person: Person) -> list[datetime | date]:
    """When they last showed that they are there without an act of their own, by each of these signs: one statement."""
    signs = {f"sign_{number}": times.last_of_each() for number, times in enumerate(signs_of_life())}
    row = Person.objects.filter(pk=person.pk).values_list(*signs.values()).get()
    return [when for when in row if when is not None]


def signs_of_life() -> list[Times]:
    """What shows that somebody is there, beside their own acts."""
    return [times for module in registry_modules("stages") for times in getattr(module, "LIFE", ())]


@dataclass(frozen=True)
class History:
    """How far somebody came, and when.

    `reached`: by the code of each stage that they reached, the instant of the first time; without those that the staff
    may only count (`stages.Stage.is_private`): these are in `reached_for_statistics`. `last_life`: their last
    sign of life, None when there was none beside what they reached. `trade`: its code in the register ("" when it isn't
    known); `ease`: their answer to "in front of a screen" (None when they gave none); `commune`: its code (""
    likewise). `standing`: see `path_state.Standing`.
    """

    person_id: int
    reached: Mapping[str, datetime]
    last_life: datetime | None
    standing: Standing
    trade: str = ""
    ease: str | None = None
    commune: str = ""
    reached_for_statistics: Mapping[str, datetime] = field(default_factory=dict)


@dataclass
class _Traces:
    reached: dict[str, datetime] = field(default_factory=dict)
    reached_for_statistics: dict[str, datetime] = field(default_factory=dict)
    life: list[datetime] = field(default_factory=list)


def histories(chamber_id: int, at: datetime) -> list[History]:
    """Of everybody of this chamber who began their path before that instant, in the order of their numbers.

    One statement for each stage and for each sign of life that the apps declare, and four more.
    """
    traces: defaultdict[int, _Traces] = defaultdict(_Traces)
    for stage in stages():
        for person_id, when in _moments_before(stage.reached(chamber_id), at):
            trace = traces[person_id]
            (trace.reached_for_statistics if stage.is_private else trace.reached)[stage.code] = when
    for times in signs_of_life():
        for person_id, when in _moments_before(times.last(chamber_id), at):
            traces[person_id].life.append(when)
    journeys = {row.person_id: row for row in Journey.objects.filter(chamber_id=chamber_id)}
    eases = _eases(chamber_id)
    acted = _last_acts(chamber_id, at)
    persons = Person.objects.filter(chamber_id=chamber_id, erased_at=None, merged_into=None).order_by("pk")
    rows = persons.values_list("pk", "party_id", "artisan__trade_code", "artisan__commune_id")
    return [
        _history(pk, traces[pk], acted.get(party), journeys.get(pk), at, (trade, eases.get(pk), commune))
        for pk, party, trade, commune in rows
        if pk in traces or pk in journeys
    ]


def life_of(journey: Journey | None, acted_at: datetime | None, reached: Mapping[str, datetime]) -> Life:
    """What the engine asks of somebody: their row, their last sign of life, and what they reached."""
    arrived = next((reached[code] for code in END_STAGES if code in reached), None)
    came_back = journey.back_at if journey else None
    resumed = [
        when
        for when in (
            journey.resumed_at if journey else None,
            came_back if came_back and acted_at and acted_at >= came_back else None,
        )
        if when is not None
    ]
    return Life(
        acted_at=acted_at,
        seen_at=journey.seen_at if journey else None,
        resumed_at=max(resumed, default=None),
        arrived_at=arrived,
        pause=_pause(journey),
    )


def _history(
    pk: int,
    traces: _Traces,
    acted_at: datetime | None,
    journey: Journey | None,
    at: datetime,
    about: tuple[str | None, str | None, str | None],
) -> History:
    signs = [*traces.life, *([acted_at] if acted_at else [])]
    last_life = max(signs, default=None)
    trade, ease, commune = about
    standing = standing_of(life_of(journey, last_life, traces.reached), at)
    return History(
        pk,
        traces.reached,
        last_life,
        standing,
        trade or "",
        ease,
        commune or "",
        traces.reached_for_statistics,
    )


def _pause(journey: Journey | None) -> Pause | None:
    if journey is None or journey.paused_at is None:
        return None
    return Pause(journey.paused_at, instant(journey.pause_until) if journey.pause_until else None)


def _moments_before(rows: Iterable[tuple[int, object]], at: datetime) -> Iterable[tuple[int, datetime]]:
    for person_id, when in rows:
        moment = instant(when)  # type: ignore[arg-type]  # a day or an instant, as the shape says
        if moment <= at:
            yield person_id, moment


def _eases(chamber_id: int) -> dict[int, str]:
    """By person, how they are in front of a screen, as they last said: one statement."""
    kept_answers = KeptAnswers.objects.filter(chamber_id=chamber_id, person__isnull=False, withdrawn_at=None)
    rows = kept_answers.order_by("answered_at", "pk").values_list("person_id", f"answers__{EASE_QUESTION}")
    return {person_id: ease for person_id, ease in rows if ease and ease != UNKNOWN}


def _last_acts(chamber_id: int, at: datetime) -> dict[int, datetime]:
    """By party, the last act of an artisan in their own space: one statement."""
    entries = Entry.objects.filter(chamber_id=chamber_id, role=Role.ARTISAN, at__lte=at).order_by()
    return dict(entries.values_list("actor_id").annotate(latest=Max("at")))


def own_person(viewer: Viewer) -> Person:
    """This artisan, on their path: one statement. Raises NotVisible."""
    person = on_path().filter(pk=viewer.person_id or 0).first()
    if person is None or not viewer.is_person(person.pk):
        raise NotVisible
    return person


def own_journey(viewer: Viewer) -> Journey:
    """That of this artisan, with its person: one statement. Raises NotVisible."""
    journey = Journey.objects.filter(person_id=viewer.person_id or 0).select_related("person").first()
    if journey is None or not viewer.is_person(journey.person_id):
        raise NotVisible
    return journey


def journey_of(viewer: Viewer, person: Person) -> Journey | None:
    """Its pauses and visits, for themselves and the staff of their chamber: one statement."""
    if not (viewer.is_person(person.pk) or viewer.is_staff_of(person.chamber_id)):
        return None
    return Journey.objects.filter(person=person).first()


def milestones_of(viewer: Viewer, person: Person) -> list[Milestone]:
    """What was noted on somebody's path, for themselves and the staff of their chamber: one statement."""
    if not (viewer.is_person(person.pk) or viewer.is_staff_of(person.chamber_id)):
        return []
    return list(Milestone.objects.filter(person=person, withdrawn_at=None).order_by("reached_on", "pk"))


def get_milestone(viewer: Viewer, pk: int) -> Milestone:
    """One of them; raises NotVisible."""
    milestone = Milestone.objects.filter(pk=pk, withdrawn_at=None).select_related("person").first()
    if milestone is None or not may_help(viewer, milestone):
        raise NotVisible
    return milestone


def to_remind(at: datetime) -> list[Journey]:
    """Those that were put aside until today, or before, and whose artisan has done nothing since: fifty at a time."""
    acts = Entry.objects.filter(
        actor=OuterRef("person__party_id"), role=Role.ARTISAN, at__gt=OuterRef("paused_at")
    )
    rows = Journey.objects.filter(
        pause_until__lte=timezone.localdate(at), paused_at__isnull=False, reminded_at=None
    ).exclude(Exists(acts))
    return list(rows.select_related("person").order_by("pk")[:50])
