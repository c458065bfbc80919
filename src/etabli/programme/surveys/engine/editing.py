"""Changing the questions of a draft, as stored: each function gives a new list, or raises WrongQuestionnaire."""

from collections.abc import Mapping, Sequence
from typing import Any

from etabli.programme.surveys.engine.questions import parse

Content = list[dict[str, Any]]


def with_question(content: Sequence[Mapping[str, Any]], question: Mapping[str, Any]) -> Content:
    """With this question in the place of the one of its id, or at the end."""
    questions = [dict(question if row["id"] == question["id"] else row) for row in content]
    if question["id"] not in _ids(content):
        questions.append(dict(question))
    return _checked(questions)


def with_moved(content: Sequence[Mapping[str, Any]], name: str, by: int) -> Content:
    """With this question that many places further; one that is already at the end stays there."""
    questions = [dict(row) for row in content]
    place = _ids(content).index(name)
    questions.insert(max(0, place + by), questions.pop(place))
    return _checked(questions)


def with_copy(content: Sequence[Mapping[str, Any]], name: str, copy_id: str) -> Content:
    """With a copy of this question just after it, under an id of its own."""
    place = _ids(content).index(name)
    copy = {**content[place], "id": copy_id}
    return _checked([*map(dict, content[: place + 1]), copy, *map(dict, content[place + 1 :])])


def without(content: Sequence[Mapping[str, Any]], name: str) -> Content:
    """Without this question."""
    return _checked([dict(row) for row in content if row["id"] != name])


def options_of(
    french: Sequence[str], english: Sequence[str], before: Sequence[Mapping[str, Any]] = ()
) -> list[dict[str, str]]:
    """The options that these lines write, line by line in both languages. One whose French was there before keeps its
    id, wherever it stands now, and so does one that was only worded anew in its place: answers are compared by it."""
    id_of_text = {option["fr"]: option["id"] for option in before}
    kept_ids = {id_of_text[text] for text in french if text in id_of_text}
    used_ids = set(id_of_text.values())
    options = []
    for place, text in enumerate(french):
        name = id_of_text.get(text)
        if name is None and place < len(before) and before[place]["id"] not in kept_ids:
            name = before[place]["id"]
        if name is None:
            name = next(n for i in range(1, 99) if (n := f"o{i}") not in used_ids)
        used_ids.add(name)
        kept_ids.add(name)
        options.append({"id": name, "fr": text, "en": english[place] if place < len(english) else ""})
    return options


def _ids(content: Sequence[Mapping[str, Any]]) -> list[str]:
    return [row["id"] for row in content]


def _checked(content: Content) -> Content:
    parse(content)
    return content
