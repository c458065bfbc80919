"""What was answered to all the questionnaires of a chamber, counted as far as nobody can be recognised."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.people.models import STAFF
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.typography import number
from etabli.programme.surveys.engine import (
    MIN_GROUP_SIZE,
    Interval,
    Question,
    Result,
    Sheet,
    difference,
    group_texts,
    is_reworded,
    share,
    tally,
    texts_with_words,
    values_of,
)
from etabli.programme.surveys.models import Questionnaire
from etabli.programme.surveys.queries import active_answers
from etabli.programme.surveys.wording import APART_REASONS, in_words
from etabli.programme.workshops.models import Session, Theme

MAX_UNFOLDED = 15  # texts, about as many as one session brings


@dataclass(frozen=True)
class AnsweredSession:
    """A session that somebody answered for."""

    pk: int
    theme: str
    place: str
    zone: str
    zone_name: str
    starts_at: datetime


@dataclass(frozen=True)
class CollectedAnswers:
    """All the answers that count of a chamber, by version; the sessions, by number; the themes, by code."""

    sheets: Mapping[int, Sequence[Sheet]] = field(default_factory=dict)
    versions: Sequence[Questionnaire] = ()
    sessions: Mapping[int, AnsweredSession] = field(default_factory=dict)
    themes: Mapping[str, Theme] = field(default_factory=dict)


@dataclass(frozen=True)
class Filters:
    """What is asked for; empty values ask for all. A trade goes with nothing else (`engine.groups_to_count_apart`)."""

    session: int | None = None
    theme: str = ""
    zone: str = ""
    since: date | None = None
    until: date | None = None
    trade: str = ""

    def match(self, session: AnsweredSession) -> bool:
        on = timezone.localdate(session.starts_at)
        return (
            self.session in (None, session.pk)
            and self.theme in ("", session.theme)
            and self.zone in ("", session.zone)
            and (self.since is None or on >= self.since)
            and (self.until is None or on <= self.until)
        )


@dataclass(frozen=True)
class Line:
    """One answer, with how many gave it of those who answered, in one version or in all."""

    code: str
    label: str
    number: int
    total: int
    share: Interval

    @property
    def percent(self) -> int:
        return round(self.share.value * 100)

    @property
    def low(self) -> int:
        return round(self.share.low * 100)

    @property
    def high(self) -> int:
        return round(self.share.high * 100)


@dataclass(frozen=True)
class Column:
    """One version beside the others."""

    version: int
    lines: tuple[Line, ...]
    answered: int
    mean: Interval | None


@dataclass(frozen=True)
class Texts:
    """What several people wrote, under what it is about: a theme, else a word of theirs."""

    name: str
    is_theme: bool
    texts: tuple[str, ...]

    @property
    def is_short(self) -> bool:
        """Whether it is shown unfolded."""
        return len(self.texts) <= MAX_UNFOLDED


@dataclass(frozen=True)
class Chart:
    """One question: `columns` when several versions are side by side; `apart` (engine.difference) when this version
    can't be. `left_out`: answers that were asked for, and can't be counted."""

    name: str
    source: str
    version: int
    title: str
    kind: str
    answered: int
    left_out: int
    lines: tuple[Line, ...]
    mean: Interval | None
    last: int
    places: tuple[tuple[str, float, int], ...]
    groups: tuple[Texts, ...]
    columns: tuple[Column, ...]
    reworded: bool
    apart: str

    @property
    def series(self) -> list[tuple[str, int]]:
        return [(line.label, line.number) for line in self.lines]

    @property
    def distinction_of(self) -> str:
        """Why this version stands apart, in words."""
        return str(APART_REASONS.get(self.apart, ""))

    @property
    def counted_texts(self) -> list[tuple[str, int]]:
        """What they wrote about, and how many did; a word of theirs only where MIN_GROUP_SIZE wrote it."""
        counts: Counter[str] = Counter()
        for group in self.groups:
            is_safe = group.is_theme or len(group.texts) >= MIN_GROUP_SIZE
            counts[group.name if is_safe else _("Others")] += len(group.texts)
        return list(counts.items())

    @property
    def told_mean(self) -> str:
        """The mean in words, "" where there is none."""
        if self.mean is None:
            return ""
        values = {
            name: number(round(value, 1))
            for name, value in (("mean", self.mean.value), ("low", self.mean.low), ("high", self.mean.high))
        }
        return _(
            "Mean: %(mean)s out of %(last)d, that is between %(low)s and %(high)s if others had come."
        ) % {**values, "last": self.last}

    @property
    def rows(self) -> list[tuple[str, list[tuple[Column, Line | None]]]]:
        """The answers side by side: one row each, one line a version, None where nobody gave it."""
        lines_of_column = [(column, {line.code: line for line in column.lines}) for column in self.columns]
        return [
            (line.label, [(column, lines.get(line.code)) for column, lines in lines_of_column])
            for line in self.lines
        ]


@dataclass(frozen=True)
class Results:
    """How many answers were asked for, and the charts of what may be counted of them."""

    total: int
    charts: tuple[Chart, ...]


def collect_answers(viewer: Viewer) -> CollectedAnswers:
    """All that the viewer's chamber was answered: four statements. Empty for whoever isn't of its staff."""
    if viewer.role not in STAFF:
        return CollectedAnswers()
    sessions = {
        pk: AnsweredSession(pk, theme, f"{town} ({room})", zone, zone_name, starts_at)
        for pk, theme, town, room, zone, zone_name, starts_at in Session.objects.filter(
            chamber_id=viewer.chamber_id, answers__withdrawn_at=None, answers__isnull=False
        )
        .order_by("-occasion__starts_at", "-pk")
        .distinct()
        .values_list(
            "pk", "theme_id", "venue__commune__name", "venue__name", "venue__commune__epci_id",
            "venue__commune__epci__name", "occasion__starts_at",
        )
    }  # fmt: skip
    sheets: dict[int, list[Sheet]] = defaultdict(list)
    rows = active_answers().filter(session__chamber_id=viewer.chamber_id).order_by("key")
    for session, version, answers, trade in rows.values_list(
        "session_id", "questionnaire_id", "answers", "person__artisan__trade_code"
    ):
        sheets[version].append(Sheet(session, version, sessions[session].theme, trade or "", answers))
    versions = list(Questionnaire.objects.filter(pk__in=sheets).order_by("code", "-version"))
    return CollectedAnswers(sheets, versions, sessions, {theme.code: theme for theme in Theme.objects.all()})


def results(collected_answers: CollectedAnswers, filters: Filters, word: str = "") -> Results:
    """What those asked for answered, question by question, the latest version first. `word`: only texts that hold it.

    The versions of a question that can be compared with its latest make one chart; the others stand apart.
    """
    sessions = {pk for pk, session in collected_answers.sessions.items() if filters.match(session)}
    session_ids = [
        sheet
        for sheets in collected_answers.sheets.values()
        for sheet in sheets
        if sheet.session in sessions and filters.trade in ("", sheet.trade)
    ]
    charts = []
    for versions in _by_questionnaire(collected_answers.versions):
        for question_versions in _comparable_questions(versions):
            chart = _make_chart(
                collected_answers, session_ids, question_versions, sessions, filters.trade, word
            )
            if chart is not None:
                charts.append(chart)
    return Results(len(session_ids), tuple(charts))


@dataclass(frozen=True)
class _VersionQuestion:
    """A question in one version."""

    version: Questionnaire
    question: Question
    apart: str = ""


def _by_questionnaire(versions: Sequence[Questionnaire]) -> list[list[Questionnaire]]:
    by_code: dict[str, list[Questionnaire]] = defaultdict(list)
    for version in versions:
        by_code[version.code].append(version)
    return list(by_code.values())


def _comparable_questions(versions: Sequence[Questionnaire]) -> list[list[_VersionQuestion]]:
    """The questions of these versions (latest first), those that can be compared put together."""
    by_id: dict[str, list[list[_VersionQuestion]]] = {}
    for version in versions:
        for question in version.questions:
            groups = by_id.setdefault(question.id, [])
            why = difference(groups[0][0].question, question) if groups else ""
            same_question = next((t for t in groups if not difference(t[0].question, question)), None)
            if same_question is None:
                groups.append([_VersionQuestion(version, question, why)])
            else:
                same_question.append(_VersionQuestion(version, question))
    return [together for rows in by_id.values() for together in rows]


def _values_by_version(
    collected_answers: CollectedAnswers,
    question_versions: Sequence[_VersionQuestion],
    sessions: set[int],
    trade: str,
) -> list[tuple[_VersionQuestion, Sequence[Any]]]:
    """What was answered to each version of a question, where anything was."""
    name = question_versions[0].question.id
    values = [
        (asked, values_of(name, collected_answers.sheets[asked.version.pk], sessions, trade))
        for asked in question_versions
    ]
    return [(asked, answered) for asked, answered in values if answered]


def _make_chart(
    collected_answers: CollectedAnswers,
    session_ids: Sequence[Sheet],
    question_versions: Sequence[_VersionQuestion],
    sessions: set[int],
    trade: str,
    word: str,
) -> Chart | None:
    """None when nothing of this question may be counted."""
    first = question_versions[0].question
    values_by_version = _values_by_version(collected_answers, question_versions, sessions, trade)
    if not values_by_version:
        return None
    all_values = [value for _version, values in values_by_version for value in values]
    whole = tally(values_by_version[0][0].question, all_values)
    numbers = {asked.version.pk for asked in question_versions}
    asked = sum(sheet.version in numbers and first.id in sheet.answers for sheet in session_ids)
    columns = [
        _column(collected_answers, asked, tally(asked.question, values))
        for asked, values in values_by_version
    ]
    texts = texts_with_words(whole.texts, word) if word else whole.texts
    return Chart(
        name=first.id,
        source=question_versions[0].version.title,
        version=question_versions[0].version.version,
        title=in_words(values_by_version[0][0].question.text),
        kind=first.kind,
        answered=whole.answered,
        left_out=asked - sum(len(values) for _one, values in values_by_version),
        lines=_lines(collected_answers, whole),
        mean=whole.mean,
        last=first.scale.last if first.scale else 0,
        places=tuple(
            (_names(collected_answers, first)[code], place, count) for code, place, count in whole.places
        ),
        groups=_groups(collected_answers, texts),
        columns=tuple(columns) if len(columns) > 1 and not whole.texts else (),
        reworded=any(is_reworded(first, asked.question) for asked, _values in values_by_version[1:]),
        apart=question_versions[0].apart,
    )


def _groups(collected_answers: CollectedAnswers, texts: Sequence[str]) -> tuple[Texts, ...]:
    """Under the title of their theme, else under the word that they share."""
    groups = group_texts(
        texts, {code: f"{theme.title} {theme.promise}" for code, theme in collected_answers.themes.items()}
    )
    titles = {code: theme.title for code, theme in collected_answers.themes.items()}
    return tuple(
        Texts(titles.get(group.theme) or group.word or _("Others"), bool(group.theme), group.texts)
        for group in groups
    )


def _column(
    collected_answers: CollectedAnswers, version_question: _VersionQuestion, result: Result
) -> Column:
    return Column(
        version_question.version.version, _lines(collected_answers, result), result.answered, result.mean
    )


def _names(collected_answers: CollectedAnswers, question: Question) -> dict[str, str]:
    """What each option, or theme, is called."""
    if question.kind == "themes":
        return {code: theme.title for code, theme in collected_answers.themes.items()}
    return {option.id: in_words(option.text) for option in question.options}


def _lines(collected_answers: CollectedAnswers, result: Result) -> tuple[Line, ...]:
    names, total = _names(collected_answers, result.question), result.answered
    return tuple(
        Line(code, names.get(code, code), count, total, share(count, total))
        for code, count in result.counts
        if total
    )
