"""Reading the questionnaires of a chamber: drafts, versions, which one its workshops use. For its staff alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import STAFF
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.programme.surveys.engine import Question, seconds, untranslated
from etabli.programme.surveys.models import Draft, Questionnaire, Use
from etabli.programme.surveys.queries import END_OF_WORKSHOP, latest_version
from etabli.programme.surveys.wishes import HALF_DAY
from etabli.programme.surveys.wording import KIND_NAMES, asked_only_if, in_words
from etabli.programme.workshops.models import Session

MAX_SECONDS = 90  # what somebody who wants to go home gives to a questionnaire
DELIVERED = _("The delivered questionnaire")


@dataclass(frozen=True)
class OwnQuestionnaire:
    """One of the chamber's own questionnaires; `number`: its latest version, 0 when none is published."""

    pk: int
    code: str
    title: str
    questions: int
    number: int


@dataclass(frozen=True)
class Line:
    """A question as the list of a draft tells it."""

    question: Question
    text: str
    kind: str | Promise
    condition: str | Promise
    answers: tuple[str, ...]
    english: bool


@dataclass(frozen=True)
class DraftSummary:
    """A whole draft: its lines, how long it takes, what has no English, what a publication would change."""

    lines: tuple[Line, ...]
    seconds: int
    too_long: bool
    french_alone: int
    published: Questionnaire | None
    is_new: bool
    has_half_day: bool


def drafts(viewer: Viewer) -> list[OwnQuestionnaire]:
    """The chamber's own questionnaires, by name: two statements."""
    if viewer.role not in STAFF:
        return []
    own_drafts = Questionnaire.objects.filter(withdrawn_at=None, chamber_id=viewer.chamber_id)
    numbers = dict(own_drafts.values("code").annotate(most=Max("version")).values_list("code", "most"))
    drafts = Draft.objects.filter(chamber_id=viewer.chamber_id, withdrawn_at=None)
    return [OwnQuestionnaire(d.pk, d.code, d.title, len(d.content), numbers.get(d.code, 0)) for d in drafts]


def get_draft(viewer: Viewer, pk: int) -> Draft:
    """One of the chamber's own questionnaires; NotVisible otherwise."""
    draft = Draft.objects.filter(pk=pk, withdrawn_at=None).select_related("chamber").first()
    if draft is None or not viewer.is_staff_of(draft.chamber_id):
        raise NotVisible
    return draft


def get_version(viewer: Viewer, pk: int) -> Questionnaire:
    """One version, of the chamber or delivered to all; NotVisible otherwise."""
    questionnaire = Questionnaire.objects.filter(pk=pk, withdrawn_at=None).first()
    is_visible = questionnaire is not None and (
        questionnaire.chamber_id is None or viewer.is_staff_of(questionnaire.chamber_id)
    )
    if questionnaire is None or not is_visible or viewer.role not in STAFF:
        raise NotVisible
    return questionnaire


def versions(viewer: Viewer, draft: Draft) -> QuerySet[Questionnaire]:
    """The published versions of one, the latest first, each with how many answered it: one statement."""
    if not viewer.is_staff_of(draft.chamber_id):
        raise NotVisible
    questionnaires = Questionnaire.objects.filter(code=draft.code, withdrawn_at=None)
    return questionnaires.annotate(number=Count("given", filter=Q(given__withdrawn_at=None))).order_by(
        "-version"
    )


def draft_summary(draft: Draft) -> DraftSummary:
    """A draft as its page tells it: one statement."""
    questions = draft.questions
    published = latest_version(draft.code)
    takes = seconds(questions)
    return DraftSummary(
        lines=tuple(_line(question, questions) for question in questions),
        seconds=takes,
        too_long=takes > MAX_SECONDS,
        french_alone=untranslated(questions),
        published=published,
        is_new=published is None or (published.content, published.title) != (draft.content, draft.title),
        has_half_day=any(question.id == HALF_DAY for question in questions),
    )


def codes_offered(viewer: Viewer) -> list[tuple[str, Any]]:
    """What a workshop may be asked: as usual, or a questionnaire of the chamber that was published."""
    own_choices = [(draft.code, draft.title) for draft in drafts(viewer) if draft.number]
    return [("", _("As by default")), (END_OF_WORKSHOP, DELIVERED), *own_choices]


def uses(viewer: Viewer) -> list[tuple[str | Promise, str | Promise]]:
    """(workshops, questionnaire) pairs that were chosen: for all, then theme by theme."""
    if viewer.role not in STAFF:
        return []
    names: Mapping[str, Any] = dict(codes_offered(viewer))
    chosen = Use.objects.filter(chamber_id=viewer.chamber_id, session=None).exclude(code="")
    uses = sorted(chosen.select_related("theme"), key=lambda use: str(use.theme or ""))
    return [
        (use.theme.title if use.theme else _("All our workshops"), names.get(use.code, use.code))
        for use in uses
    ]


def use_of(session: Session) -> str:
    """The code that was chosen for this very session; empty when none was."""
    return Use.objects.filter(session=session).values_list("code", flat=True).first() or ""


def origins(viewer: Viewer) -> list[tuple[str, Any]]:
    """What a new questionnaire may start from."""
    own_choices = [(draft.code, draft.title) for draft in drafts(viewer)]
    return [(END_OF_WORKSHOP, DELIVERED), *own_choices, ("empty", _("An empty page"))]


def content_of(viewer: Viewer, origin: str) -> list[dict[str, Any]]:
    """The questions of one of the `origins`."""
    if origin == END_OF_WORKSHOP:
        delivered = latest_version()
        return list(delivered.content) if delivered else []
    draft = Draft.objects.filter(code=origin, chamber_id=viewer.chamber_id, withdrawn_at=None).first()
    return list(draft.content) if draft else []


def half_day_question() -> dict[str, Any]:
    """The delivered question that asks whether somebody wants a half-day: its answers become requests."""
    delivered = latest_version()
    rows = [row for row in delivered.content if row["id"] == HALF_DAY] if delivered else []
    if not rows:
        raise NotVisible
    return dict(rows[0])


def _line(question: Question, questions: tuple[Question, ...]) -> Line:
    scale = question.scale
    steps = (f"{scale.first} → {scale.last}",) if scale else ()
    return Line(
        question=question,
        text=in_words(question.text),
        kind=KIND_NAMES[question.kind],
        condition=asked_only_if(question, questions),
        answers=tuple(in_words(option.text) for option in question.options) or steps,
        english=bool(question.text["en"]),
    )
