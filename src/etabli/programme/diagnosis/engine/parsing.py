"""How plain data becomes a catalogue, and what is refused on the way: each refusal says where."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from etabli.procurement.needs.engine import Text
from etabli.programme.diagnosis.engine.model import (
    TELEPHONE,
    TIME,
    TRADE,
    UNKNOWN,
    Answer,
    Catalogue,
    FirstStep,
    GivenAnswer,
    Page,
    Question,
    Remark,
    Rule,
    Sign,
    Situation,
    Step,
    Trade,
)

MAX_QUESTIONS, MAX_WORDS, MAX_PICTURE_LENGTH = 12, 600, 2048
MIN_GESTURES, MAX_GESTURES = 3, 7
EFFORTS = (1, 2, 3)
HELPERS = ("", "workshop", "half-day")
DONT_KNOW = Text("Je ne sais pas", "I don’t know")
_BRACES = re.compile(r"\{[^{}]*\}?|\}")
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")


class CatalogueError(ValueError):
    """The data is incomplete or contradicts itself; the message says where."""


def parse(general_data: Mapping[str, Any], step_files: Sequence[Mapping[str, Any]]) -> Catalogue:
    """Make a catalogue of plain data (as tomllib gives it): questions, situations and trades, then the files of steps.

    Refused: what isn't there; more than twelve questions or six hundred words; a text missing in a language; a twin; an
    answer, a step or a word in braces that doesn't exist; a step with fewer than three gestures; steps that wait for
    one another.
    """
    location = "the general data"
    questions = tuple(_question(entry) for entry in _value(general_data, "question", location))
    trades = _trades(_value(general_data, "trade", location))
    steps = tuple(step for data in step_files for step in _steps(data))
    situations = tuple(_situation(entry) for entry in _value(general_data, "situation", location))
    remarks = tuple(_remark(entry) for entry in _value(general_data, "remark", location))
    version = _value(general_data, "version", location)
    catalogue = Catalogue(version, questions, situations, remarks, steps, trades)
    for fault in _faults(catalogue):
        raise CatalogueError(fault)
    return catalogue


def count_words(questions: Sequence[Question], language: str) -> int:
    """How many words somebody reads who reads all: questions, why they are asked, answers."""
    texts = [
        text
        for question in questions
        for text in (question.ask, question.why, *(answer.text for answer in question.answers))
    ]
    return sum(len(_WORD.findall(text.in_language(language))) for text in texts)


def _value(entry: Mapping[str, Any], key: str, location: str) -> Any:
    if key not in entry:
        raise CatalogueError(f"{location}: {key} is missing")
    return entry[key]


def _identify(kind: str, entry: Mapping[str, Any]) -> tuple[str, str]:
    """Its id, and where it stands for whoever mends it."""
    id = _value(entry, "id", f"a {kind} ({', '.join(entry)})")
    return id, f"{kind} {id}"


def _text(entry: Mapping[str, Any], key: str, location: str) -> Text:
    value = entry.get(key)
    if not isinstance(value, Mapping) or not value.get("fr") or not value.get("en"):
        raise CatalogueError(f"{location}: {key} is missing in one language; give {key}.fr and {key}.en")
    return Text(value["fr"], value["en"])


def _texts(entry: Mapping[str, Any], key: str, location: str) -> tuple[Text, ...]:
    french, english = entry.get(key, {}).get("fr", []), entry.get(key, {}).get("en", [])
    are_lists = isinstance(french, list) and isinstance(english, list)
    if not are_lists or len(french) != len(english) or not MIN_GESTURES <= len(french) <= MAX_GESTURES:
        raise CatalogueError(f"{location}: {key} holds 3 to 7 gestures, as many in each language")
    if not all([*french, *english]):
        raise CatalogueError(f"{location}: {key} holds an empty gesture")
    return tuple(Text(fr, en) for fr, en in zip(french, english, strict=True))


def _parse_given_answer(word: str, location: str) -> GivenAnswer:
    question, colon, answer = word.partition(":")
    if not colon:
        raise CatalogueError(f"{location}: {word!r} is no question:answer")
    return GivenAnswer(question, answer)


def _every_given(words: Sequence[str] | str, location: str) -> tuple[GivenAnswer, ...]:
    """One answer, or several that must all have been given."""
    if not words:
        raise CatalogueError(f"{location}: no answer is named")
    return tuple(
        _parse_given_answer(word, location) for word in ([words] if isinstance(words, str) else words)
    )


def _question(entry: Mapping[str, Any]) -> Question:
    id, location = _identify("question", entry)
    answers = [_answer(answer, location) for answer in _value(entry, "answer", location)]
    ask, why = _text(entry, "ask", location), _text(entry, "why", location)
    unknown = _text(entry, "unknown", location) if "unknown" in entry else DONT_KNOW
    return Question(id, ask, why, (*answers, Answer(UNKNOWN, unknown)))


def _answer(entry: Mapping[str, Any], location: str) -> Answer:
    return Answer(_value(entry, "id", f"an answer of {location}"), _text(entry, "text", location))


def _trades(entries: Sequence[Mapping[str, Any]]) -> dict[str, Trade]:
    trades: dict[str, Trade] = {}
    for trade in map(_trade, entries):
        if trade.id in trades:
            raise CatalogueError(f"trade {trade.id}: twice")
        trades[trade.id] = trade
    if UNKNOWN not in trades:
        raise CatalogueError(f"trade {UNKNOWN} is missing: its words are for who has none of the others")
    return trades


def _trade(entry: Mapping[str, Any]) -> Trade:
    id, location = _identify("trade", entry)
    return Trade(id, {name: _text(entry, name, location) for name in entry if name != "id"})


def _situation(entry: Mapping[str, Any]) -> Situation:
    id, location = _identify("situation", entry)
    signs = _value(entry, "signs", location)
    plain = {key: entry[key] for key in ("most", "is_careful", "with_somebody") if key in entry}
    return Situation(
        id=id,
        name=_text(entry, "name", location),
        opening=_text(entry, "opening", location),
        leads=(
            *_other_first_steps(entry, location),
            FirstStep(_value(entry, "lead", location), _text(entry, "because", location)),
        ),
        signs=tuple(Sign(_parse_given_answer(word, location), points) for word, points in signs.items()),
        enough=_value(entry, "enough", location),
        **plain,
    )


def _other_first_steps(entry: Mapping[str, Any], location: str) -> Iterator[FirstStep]:
    for alternative in entry.get("instead", []):
        because = _text({"instead": alternative}, "instead", location)
        given = _every_given(alternative["is"], location) if "is" in alternative else ()
        yield FirstStep(_value(alternative, "lead", f"{location}, instead"), because, given)


def _remark(entry: Mapping[str, Any]) -> Remark:
    words = _value(entry, "is", "a remark")
    location = f"remark {words}"
    return Remark(_every_given(words, location), _text(entry, "text", location))


def _rules(entry: Mapping[str, Any], key: str, location: str) -> tuple[Rule, ...]:
    return tuple(_rule(rule, location) for rule in entry.get(key, []))


def _rule(rule: Mapping[str, Any], location: str) -> Rule:
    given, *also = _every_given(_value(rule, "is", f"a rule of {location}"), location)
    because = _text({"because": rule}, "because", location)
    return Rule(given, because, rule.get("points", 0), rule.get("always", False), tuple(also))


def _page(entry: Mapping[str, Any], location: str) -> Page | None:
    if "page" not in entry:
        return None
    return Page(_value(entry["page"], "to", f"{location}, page"), _text(entry, "page", location))


def _steps(data: Mapping[str, Any]) -> Iterator[Step]:
    """Those of one file, all of one theme."""
    location = "a file of steps"
    theme = _value(data, "theme", location)
    for entry in _value(data, "step", f"{location} ({theme})"):
        yield _step(entry, theme)


def _step(entry: Mapping[str, Any], theme: str) -> Step:
    id, location = _identify("step", entry)
    keys = ("title", "why", "have", "worked", "back", "short", "searched")
    texts = {key: _text(entry, key, location) for key in keys}
    return Step(
        id=id,
        version=_value(entry, "version", location),
        theme=theme,
        effort=_value(entry, "effort", location),
        art=_value(entry, "art", location),
        how=_texts(entry, "how", location),
        source=_text(entry, "source", location) if "source" in entry else None,
        rules=_rules(entry, "when", location),
        needs=tuple(entry.get("needs", [])),
        after=tuple(entry.get("after", [])),
        done=_rules(entry, "done", location),
        unless=_rules(entry, "unless", location),
        not_for=tuple(_parse_given_answer(word, location) for word in entry.get("not_for", [])),
        trades={trade: _text(entry["trade"], trade, location) for trade in entry.get("trade", {})},
        helped=entry.get("helped", ""),
        is_harmless=entry.get("harmless", False),
        page=_page(entry, location),
        **texts,
    )


def _faults(catalogue: Catalogue) -> Iterator[str]:
    yield from _twin_faults(catalogue)
    yield from _question_faults(catalogue)
    yield from _reference_faults(catalogue)
    yield from _placeholder_faults(catalogue)
    for step in catalogue.steps:
        if step.effort not in EFFORTS or step.helped not in HELPERS:
            yield f"step {step.id}: effort is 1 to 3, helped is workshop, half-day or nothing"
        if step.id in _steps_before(step, catalogue, ()):
            yield f"step {step.id} waits for itself"


def _twin_faults(catalogue: Catalogue) -> Iterator[str]:
    ids = {
        "question": [question.id for question in catalogue.questions],
        "situation": [situation.id for situation in catalogue.situations],
        "step": [step.id for step in catalogue.steps],
        **{
            f"question {question.id}: answer": [answer.id for answer in question.answers]
            for question in catalogue.questions
        },
    }
    for location, ids_there in ids.items():
        for id, count in Counter(ids_there).items():
            if count > 1:
                yield f"{location} {id}: twice"


def _question_faults(catalogue: Catalogue) -> Iterator[str]:
    ids = {question.id for question in catalogue.questions}
    if len(catalogue.questions) > MAX_QUESTIONS or not {TRADE, TIME} <= ids:
        yield f"at most {MAX_QUESTIONS} questions, trade and time among them"
    for language in ("fr", "en"):
        if (words := count_words(catalogue.questions, language)) > MAX_WORDS:
            yield f"{words} words in {language}: at most {MAX_WORDS}"


def _reference_faults(catalogue: Catalogue) -> Iterator[str]:
    possible = {
        GivenAnswer(question.id, answer.id) for question in catalogue.questions for answer in question.answers
    }
    for location, given in _named_answers(catalogue):
        if given not in possible:
            yield f"{location}: no such answer, {given}"
    for location, step_id in _named_steps(catalogue):
        if catalogue.step(step_id) is None:
            yield f"{location} {step_id}, which is no step"
    for step in catalogue.steps:
        if unknown := set(step.trades) - set(catalogue.trades):
            yield f"step {step.id}: no such trade, {sorted(unknown)}"


def _named_answers(catalogue: Catalogue) -> Iterator[tuple[str, GivenAnswer]]:
    """(where, answer): what situations, remarks and steps depend on."""
    for situation in catalogue.situations:
        leading = (given for lead in situation.leads for given in lead.given)
        for given in (*(sign.given for sign in situation.signs), *leading):
            yield f"situation {situation.id}", given
    for remark in catalogue.remarks:
        for given in remark.given:
            yield f"remark {remark.text.en!r}", given
    for step in catalogue.steps:
        rules = (*step.rules, *step.done, *step.unless)
        ruled = (given for rule in rules for given in (rule.given, *rule.also))
        for given in (*ruled, *step.not_for):
            yield f"step {step.id}", given


def _named_steps(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """(where, id): the steps that situations begin with, and those that steps wait for."""
    for situation in catalogue.situations:
        for lead in situation.leads:
            yield f"situation {situation.id} begins with", lead.step
    for step in catalogue.steps:
        for need in (*step.needs, *step.after):
            yield f"step {step.id} needs", need


def _placeholder_faults(catalogue: Catalogue) -> Iterator[str]:
    words = {TELEPHONE} | set.intersection(*(set(trade.words) for trade in catalogue.trades.values()))
    placeholders = {f"{{{word}}}" for word in words}
    for step in catalogue.steps:
        texts = (
            step.title,
            step.why,
            step.have,
            *step.how,
            step.worked,
            step.back,
            step.short,
            step.searched,
        )
        for text in texts:
            if unknown := {*_BRACES.findall(text.fr), *_BRACES.findall(text.en)} - placeholders:
                yield f"step {step.id}: not every trade has words for {sorted(unknown)}"


def _steps_before(step: Step, catalogue: Catalogue, seen: tuple[str, ...]) -> set[str]:
    """The steps that it waits for, however far; it stops at a circle."""
    before: set[str] = set()
    for need in (*step.needs, *step.after):
        before.add(need)
        needed_step = catalogue.step(need)
        if needed_step is not None and need not in seen:
            before |= _steps_before(needed_step, catalogue, (*seen, need))
    return before
