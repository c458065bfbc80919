"""Typing paper sheets, correcting them, taking one out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, CannotUndo, action, record
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.surveys import queries, wishes
from etabli.programme.surveys.actions.answers import (
    SurveyClosed,
    kept_of,
    room_for_one,
    wait_for_turn,
)
from etabli.programme.surveys.models import Answer, Questionnaire
from etabli.programme.surveys.rules import has_begun, may_correct, may_type
from etabli.programme.workshops.models import Session


class SheetGone(ActionError):
    """The sheet no longer stands."""


def _swap_sheets(entry: Entry, by: Any, at: datetime) -> None:
    """The sheet and the one that it replaces change places: one stands, the other doesn't. Their wishes follow."""
    answer: Any = subject_of(entry, lock=True)
    is_in_force = entry.after["withdrawn_at"] is None
    former_answer = Answer.objects.filter(pk=entry.after.get("instead_of")).first()
    if (answer.withdrawn_at is None) != is_in_force or (
        former_answer and (former_answer.withdrawn_at is None) == is_in_force
    ):
        raise CannotUndo(_("Something changed since: take back the later change first."))
    leaving, returning = (answer, former_answer) if is_in_force else (former_answer, answer)
    if leaving is not None:
        _take_out(leaving, by, at)
    if returning is not None:
        _bring_back(returning, by)
    record(answer, before=entry.after, after=entry.before, label=entry.subject_label)


@action(
    "surveys.type_sheet",
    sentence=_("typed a paper sheet of the questionnaire of “%(subject)s”"),
    may=may_type,
    undo=_swap_sheets,
    subject="session",
)
def type_sheet(
    *,
    session: Session,
    answers: dict[str, Any],
    doubtful: Sequence[str] = (),
    person: Person | None = None,
    questionnaire: Questionnaire | None = None,
    by: Viewer,
    at: datetime,
) -> Answer:
    """Type one paper sheet: what is missing on it stays so, `doubtful` names the questions to read again.

    It was answered on the day of the session, by `person` when it bears a name. Raises SurveyClosed,
    SurveyFull, AnswerIncomplete.
    """
    if not has_begun(session, at):
        raise SurveyClosed(_("The sheets of a session are typed from its day on, unless it was called off."))
    wait_for_turn(session)
    room_for_one(session)
    questionnaire = questionnaire or queries.questionnaire_of(session)
    number = Answer.objects.filter(session=session, source=Answer.Source.PAPER).aggregate(most=Max("sheet"))
    sheet = Answer(
        session=session, questionnaire=questionnaire, sheet=(number["most"] or 0) + 1, person=person
    )
    return _save_sheet(sheet, answers, doubtful, None, by, at)


@action(
    "surveys.correct_sheet",
    sentence=_("corrected a paper sheet of “%(subject)s”"),
    may=may_correct,
    undo=_swap_sheets,
    subject="answer",
)
def correct_sheet(
    *,
    answer: Answer,
    answers: dict[str, Any],
    doubtful: Sequence[str] = (),
    person: Person | None = None,
    by: Viewer,
    at: datetime,
) -> Answer:
    """What the sheet really says: another answer takes the place of the one that was typed, to the same version.

    Raises SheetGone, AnswerIncomplete.
    """
    wait_for_turn(answer.session)
    _check_in_force(answer)
    sheet = Answer(
        session=answer.session, questionnaire=answer.questionnaire, sheet=answer.sheet, person=person
    )
    _take_out(answer, by, at)
    return _save_sheet(sheet, answers, doubtful, answer, by, at)


@action(
    "surveys.remove_sheet",
    sentence=_("took out a paper sheet of “%(subject)s”"),
    may=may_correct,
    undo=_swap_sheets,
    subject="answer",
)
def remove_sheet(*, answer: Answer, by: Viewer, at: datetime) -> Answer:
    """It was typed twice, or is nobody's. Raises SheetGone."""
    wait_for_turn(answer.session)
    _check_in_force(answer)
    _take_out(answer, by, at)
    record(
        answer,
        before={"withdrawn_at": None, "instead_of": None},
        after={"withdrawn_at": answer.withdrawn_at, "instead_of": None},
        label=answer.session.occasion.title,
    )
    return answer


def _save_sheet(
    sheet: Answer,
    answers: dict[str, Any],
    doubtful: Sequence[str],
    former_answer: Answer | None,
    by: Viewer,
    at: datetime,
) -> Answer:
    """Save what was typed, with its wishes when it is somebody's, and record it."""
    sheet.answers = kept_of(sheet.questionnaire, answers, whole=False)
    sheet.doubtful = [name for name in doubtful if name in sheet.answers]
    sheet.source = Answer.Source.PAPER
    sheet.answered_on = timezone.localdate(sheet.session.occasion.ends_at)
    sheet.waits_since = timezone.localdate(at) if sheet.person is None else None
    sheet.save(force_insert=True)
    if sheet.person is not None:
        wishes.record_wishes(sheet, by)
    instead_of = former_answer.pk if former_answer else None
    record(
        sheet,
        before={"withdrawn_at": at, "instead_of": instead_of},
        after={"withdrawn_at": None, "instead_of": instead_of},
        label=sheet.session.occasion.title,
    )
    return sheet


def _check_in_force(answer: Answer) -> None:
    answer.refresh_from_db(fields=["withdrawn_at", "waits_since"])
    if answer.withdrawn_at is not None:
        raise SheetGone(_("This sheet was taken out, or corrected since: look at the list again."))


def _take_out(answer: Answer, by: Viewer, at: datetime) -> None:
    if answer.waits_since is None:
        wishes.withdraw_wishes(answer, by, at)
    answer.withdrawn_at = at
    answer.save(update_fields=["withdrawn_at"])


def _bring_back(answer: Answer, by: Viewer) -> None:
    room_for_one(answer.session)
    answer.withdrawn_at = None
    answer.save(update_fields=["withdrawn_at"])
    if answer.waits_since is None:
        wishes.record_wishes(answer, by)
