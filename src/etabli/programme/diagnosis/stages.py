"""The first stage of the path: the questions are answered."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from etabli.foundation.people.models import Person
from etabli.foundation.stages import CHAMBER, PERSON, Change, Stage, StageState, Times
from etabli.programme.diagnosis.catalogue import load
from etabli.programme.diagnosis.models import KeptAnswers, StepCheck
from etabli.programme.diagnosis.wording import result_of

EXPECTED_MINUTES = 10  # for all the questions


def _answered_all(chamber_id: int) -> QuerySet[KeptAnswers]:
    """All the questions have an answer. It counts from the day on which they were begun: answers may change later."""
    questions = [question.id for question in load().questions]
    return KeptAnswers.objects.filter(
        chamber_id=chamber_id, person__isnull=False, withdrawn_at=None, answers__has_keys=questions
    )


def _facts() -> dict[str, Any]:
    kept_answers = KeptAnswers.objects.filter(person=PERSON, withdrawn_at=None)
    whole = _answered_all(CHAMBER).filter(person=PERSON)
    latest = ("-answered_at", "-pk")
    return {
        "whole_answers": Subquery(whole.order_by(*latest).values("answers")[:1]),
        "whole_answers_since": Subquery(whole.order_by("begun_at").values("begun_at")[:1]),
        "begun_answers": Subquery(kept_answers.order_by(*latest).values("answers")[:1]),
        "begun_answers_at": Subquery(kept_answers.order_by(*latest).values("answered_at")[:1]),
    }


def _state(person: Any, at: datetime) -> StageState:
    if person.whole_answers is not None:
        step = result_of(person.whole_answers, {}).steps[0]
        return StageState(
            "done",
            _("Your first step: “%(title)s”.") % {"title": step.title},
            since=person.whole_answers_since,
            url=reverse("diagnosis:result"),
            action=_("My first steps"),
            smaller=step.short,
        )
    if person.begun_answers is None:
        return StageState(
            "here",
            _("Answer twelve questions: you will know what to begin with."),
            url=reverse("diagnosis:start"),
            action=_("Begin"),
            minutes=EXPECTED_MINUTES,
        )
    questions_left = _questions_left(person.begun_answers)
    return StageState(
        "here",
        ngettext("%(n)d question is left.", "%(n)d questions are left.", questions_left)
        % {"n": questions_left},
        since=person.begun_answers_at,
        url=reverse("diagnosis:start"),
        action=_("Go on"),
        minutes=min(EXPECTED_MINUTES, 5 * (1 + questions_left // 6)),
    )


def _questions_left(answers: Mapping[str, str]) -> int:
    return sum(question.id not in answers for question in load().questions)


def _changed(person: Person, since: datetime, at: datetime) -> Iterator[Change]:
    """Their first steps have been read over since."""
    kept_answers = (
        KeptAnswers.objects.filter(person=person, withdrawn_at=None).order_by("-answered_at", "-pk").first()
    )
    if kept_answers is None or _questions_left(kept_answers.answers):
        return
    titles = {step.id: step.title for step in result_of(kept_answers.answers, {}).steps}
    checks = StepCheck.objects.filter(
        chamber_id=person.chamber_id, withdrawn_at=None, checked_on__gt=since.date(), step__in=titles
    )
    changed_ids = sorted(set(checks.values_list("step", flat=True)), key=list(titles).index)
    if changed_ids:
        n = len(changed_ids)
        yield Change(
            "file",
            ngettext("%(n)d of your first steps was read over", "%(n)d of your first steps were read over", n)
            % {"n": n},
            ", ".join(titles[step] for step in changed_ids),
            reverse("diagnosis:result"),
            _("Read them again"),
        )


STAGES = [
    Stage(
        "diagnosis",
        10,
        gettext_lazy("Where to start"),
        Times(_answered_all, "person", "begun_at"),
        _state,
        _facts,
        "map",
    ),
]
CHANGES = [_changed]
