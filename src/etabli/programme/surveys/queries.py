"""Reading questionnaires and what was answered."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.programme.surveys.engine import Result, tally
from etabli.programme.surveys.models import Answer, Questionnaire
from etabli.programme.surveys.wording import in_words
from etabli.programme.workshops.models import Session
from etabli.programme.workshops.queries import themes

END_OF_WORKSHOP = "end_of_workshop"


@dataclass(frozen=True)
class Chart:
    """One question and what was answered: bars, or texts."""

    title: str
    answered: int
    series: tuple[tuple[str, int], ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Results:
    """The answers to one session: how many, and the charts of each version; no chart under the smallest number."""

    total: int
    charts: tuple[Chart, ...]


def current_questionnaire(code: str = END_OF_WORKSHOP) -> Questionnaire | None:
    """The latest version published: one statement."""
    return Questionnaire.objects.filter(code=code).order_by("-version").first()


def results(viewer: Viewer, session: Session) -> Results:
    """What those who came answered, for the staff of the session's chamber; NotVisible otherwise.

    Two statements. Each version of the questionnaire is counted apart, and only from five answers on.
    """
    if not viewer.is_staff_of(session.chamber_id):
        raise NotVisible
    by_version: dict[int, list[Answer]] = defaultdict(list)
    found = Answer.objects.filter(session=session).select_related("questionnaire")
    for answer in found.order_by("questionnaire__version", "key"):
        by_version[answer.questionnaire_id].append(answer)
    titles = {theme.code: theme.title for theme in themes()}
    charts = [
        _chart(result, titles)
        for answers in by_version.values()
        for result in tally(answers[0].questionnaire.questions, [a.answers for a in answers])
    ]
    return Results(sum(map(len, by_version.values())), tuple(charts))


def _chart(result: Result, titles: Mapping[str, str]) -> Chart:
    names = {option.id: in_words(option.text) for option in result.question.options}
    series = tuple((names.get(code) or titles.get(code, code), number) for code, number in result.counts)
    return Chart(in_words(result.question.text), result.answered, series, result.texts)
