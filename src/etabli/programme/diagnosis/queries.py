"""Answers that were kept, the steps that the chamber has checked."""

from datetime import datetime

from etabli.foundation.people.models import Person, Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.programme.diagnosis.catalogue import load
from etabli.programme.diagnosis.engine import Answers, Step, diagnose
from etabli.programme.diagnosis.models import KeptAnswers, StepCheck


def own_answers(viewer: Viewer) -> KeptAnswers | None:
    """What this artisan kept last; None for anybody else: one statement."""
    if viewer.role != Role.ARTISAN or viewer.person_id is None:
        return None
    return _latest(viewer.person_id)


def answers_of_person(viewer: Viewer, person: Person) -> KeptAnswers | None:
    """What this person kept last, for the staff of their chamber: one statement."""
    return _latest(person.pk) if viewer.is_staff_of(person.chamber_id) else None


def _latest(person_id: int) -> KeptAnswers | None:
    rows = KeptAnswers.objects.filter(person_id=person_id, withdrawn_at=None)
    return rows.select_related("person").order_by("-answered_at", "-pk").first()


def proposed_steps(answers: Answers) -> list[str]:
    """The ids of the first steps for these answers, in their order."""
    return [proposed.step.id for proposed in diagnose(answers, load()).steps]


def get_step(id: str) -> Step:
    """A step of the catalogue."""
    step = load().step(id)
    if step is None:
        raise NotVisible
    return step


def checks(chamber_id: int) -> dict[str, StepCheck]:
    """By step, that this chamber has checked it in its present version: one statement."""
    versions = {step.id: step.version for step in load().steps}
    rows = StepCheck.objects.filter(chamber_id=chamber_id, withdrawn_at=None).order_by("pk")
    return {row.step: row for row in rows if versions.get(row.step) == row.version}


def forgotten_since(at: datetime) -> list[KeptAnswers]:
    """Answers without a name that nobody has touched since that instant: fifty at a time."""
    return list(KeptAnswers.objects.filter(person=None, answered_at__lte=at)[:50])
