"""Keeping answers, erasing those of somebody without a name, checking a step."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, Irreversible, action, anyone, change, record, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.people.rules import may_help, may_run
from etabli.foundation.people.viewer import Viewer
from etabli.programme.diagnosis.catalogue import load
from etabli.programme.diagnosis.engine import Step
from etabli.programme.diagnosis.links import new_words
from etabli.programme.diagnosis.models import KeptAnswers, StepCheck


def _may_keep(by: Viewer, arguments: Any) -> bool:
    """Anybody, without a name; of a person: that person, and the staff of their chamber whom they gave their link."""
    person = arguments["person"] if isinstance(arguments, dict) else arguments.person
    return person is None or may_help(by, arguments)


class NothingAnswered(ActionError):
    """There is no answer to keep."""


@action("diagnosis.keep", sentence=_("kept %(subject)s"), may=_may_keep, undo=undo_fields)
def keep_answers(
    *,
    chamber: Organisation,
    person: Person | None,
    answers: Mapping[str, str],
    done: Sequence[str] = (),
    by: Viewer,
    at: datetime,
) -> KeptAnswers:
    """Keep what was answered, and the steps that are done: as a person's, or without a name. Raises NothingAnswered."""
    return _keep(chamber, person, answers, done, at)


@action("diagnosis.join", sentence=_("joined %(subject)s to a request"), may=anyone, undo=undo_fields)
def join_answers(
    *, person: Person, answers: Mapping[str, str], done: Sequence[str] = (), by: Viewer, at: datetime
) -> KeptAnswers:
    """Keep, for the adviser of this person, what they answered before saying their name. Raises NothingAnswered."""
    return _keep(person.chamber, person, answers, done, at)


def _keep(
    chamber: Organisation,
    person: Person | None,
    answers: Mapping[str, str],
    done_steps: Sequence[str],
    at: datetime,
) -> KeptAnswers:
    if not answers:
        raise NothingAnswered(_("Answer at least one question first."))
    row = KeptAnswers.objects.create(
        chamber=chamber,
        person=person,
        words=None if person else new_words(),
        answers=dict(answers),
        done=list(done_steps),
        version=load().version,
        begun_at=at,
        answered_at=at,
    )
    record(row, before={"withdrawn_at": at}, after={"withdrawn_at": None, "answers": row.answers})
    return row


@action(
    "diagnosis.answer",
    sentence=_("changed %(subject)s"),
    may=_may_keep,
    undo=undo_fields,
    subject="kept",
)
def change_answers(*, kept: KeptAnswers, answers: Mapping[str, str], by: Viewer, at: datetime) -> KeptAnswers:
    """Put these answers in the place of those that were kept. Raises NothingAnswered."""
    if not answers:
        raise NothingAnswered(_("Answer at least one question first."))
    return change(kept, answers=dict(answers), version=load().version, answered_at=at)


@action(
    "diagnosis.done",
    sentence=_("ticked steps in %(subject)s"),
    may=_may_keep,
    undo=undo_fields,
    subject="kept",
)
def tick_steps(*, kept: KeptAnswers, done: Sequence[str], by: Viewer, at: datetime) -> KeptAnswers:
    """Say that these steps are done, and no others."""
    return change(kept, done=list(done))


@action(
    "diagnosis.erase",
    sentence=_("erased answers that bore no name"),
    may=lambda by, kept: kept.person_id is None,
    undo=Irreversible(_("Whoever held their link asked that nothing be left.")),
    subject="kept",
)
def erase_answers(*, kept: KeptAnswers, by: Viewer, at: datetime) -> None:
    """Delete answers without a name for good, in the history too."""
    about = Entry.objects.filter(subject_type=kept._meta.label_lower, subject_id=str(kept.pk))
    about.update(before={}, after={}, erased_at=at)
    record(kept, before={"version": kept.version}, after={"version": None})
    kept.delete()


@action(
    "diagnosis.check",
    sentence=_("checked the step “%(subject)s”"),
    may=may_run,
    undo=undo_fields,
    tells={"source": _("source"), "checked_on": _("checked on")},
)
def check_step(*, chamber: Organisation, step: Step, source: str, by: Viewer, at: datetime) -> StepCheck:
    """Say that this version of the step was read over against that source."""
    check = StepCheck.objects.create(
        chamber=chamber,
        step=step.id,
        version=step.version,
        source=source,
        checked_on=timezone.localdate(at),
        checked_by_id=by.actor.party_id,
    )
    after = {"withdrawn_at": None, "source": source, "checked_on": check.checked_on}
    record(check, before={"withdrawn_at": at}, after=after, label=step.title.fr)
    return check
