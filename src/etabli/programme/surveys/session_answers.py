"""Reading the answers to one session as they come in: how many are still to come, the sheets that were typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from etabli.foundation.people.models import Person
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp
from etabli.programme.surveys.engine import is_asked, is_empty
from etabli.programme.surveys.models import Answer
from etabli.programme.surveys.queries import active_answers, most_answers, typed_from_paper
from etabli.programme.surveys.wording import in_words
from etabli.programme.workshops.models import Attendance, Session


@dataclass(frozen=True)
class Progress:
    """How many can answer, and how many did, on a screen and on paper."""

    most: int
    screen: int
    paper: int

    @property
    def answered(self) -> int:
        return self.screen + self.paper

    @property
    def next_sheet(self) -> int:
        return self.paper + 1

    @property
    def sheets(self) -> int:
        """How many paper sheets there can be."""
        return max(self.most - self.screen, self.paper)

    @property
    def is_full(self) -> bool:
        return self.answered >= self.most


@dataclass(frozen=True)
class Flaws:
    """The questions of a sheet that lack the answer they need, and those to read again."""

    missing: tuple[str, ...]
    doubtful: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A paper sheet as the list tells it; `name` is empty when it bears none."""

    key: str
    number: int
    name: str
    flaws: Flaws


def progress(session: Session) -> Progress:
    """Two statements."""
    paper = Count("pk", filter=Q(source=Answer.Source.PAPER))
    counts = active_answers().filter(session=session).aggregate(all=Count("pk"), paper=paper)
    return Progress(most_answers(session), counts["all"] - counts["paper"], counts["paper"])


def sheets(viewer: Viewer, session: Session) -> list[Sheet]:
    """The paper sheets that stand, in the order of the pile: one statement."""
    sheets = _sheets(viewer, session).order_by("sheet").select_related("questionnaire", "person")
    return [
        Sheet(row.pk, row.sheet or 0, row.person.name if row.person else "", flaws(row)) for row in sheets
    ]


def get_sheet(viewer: Viewer, session: Session, key: str) -> Answer:
    """One of them; NotVisible otherwise."""
    sheets = (
        _sheets(viewer, session)
        .filter(pk=key)
        .select_related(
            "questionnaire", "person", "session__chamber", "session__occasion", "session__venue__commune"
        )
    )
    row = sheets.first()
    if row is None:
        raise NotVisible
    return row


def flaws(answer: Answer) -> Flaws:
    """What to look at again on a sheet, in the reader's language."""
    answers, questions = answer.answers, answer.questionnaire.questions
    return Flaws(
        missing=tuple(
            in_words(q.text)
            for q in questions
            if q.required and is_asked(q, answers) and is_empty(answers.get(q.id))
        ),
        doubtful=tuple(in_words(q.text) for q in questions if q.id in answer.doubtful),
    )


def present(viewer: Viewer, session: Session) -> QuerySet[Person]:
    """Whose sheet it may be: those who have a seat and aren't marked absent from all of it, by name."""
    if not viewer.is_staff_of(session.chamber_id):
        raise NotVisible
    seated = SignUp.objects.filter(occasion=session.occasion_id, status=SignUp.Status.SEATED)
    marks = Attendance.objects.filter(sign_up__occasion=session.occasion_id)
    present_marks, absent_marks = (marks.filter(present=was).values("sign_up") for was in (True, False))
    present_sign_ups = seated.filter(Q(pk__in=present_marks) | ~Q(pk__in=absent_marks))
    return Person.objects.filter(pk__in=present_sign_ups.values("person")).order_by("name", "pk")


def initial_of(answer: Answer) -> Mapping[str, Any]:
    """The form of a sheet as it was typed."""
    return {**answer.answers, "doubtful": answer.doubtful, "person": answer.person_id}


def _sheets(viewer: Viewer, session: Session) -> QuerySet[Answer]:
    if not viewer.is_staff_of(session.chamber_id):
        raise NotVisible
    return typed_from_paper(viewer).filter(session=session)
