"""Each message in each of its states, in both languages: the data of the page that shows them (`front/samples.toml`).

A state is a set of sentences of ours: of the messages of one kind that hold the same, the first is kept. The scenes are
played in French, then in English; they tell the same in the same order.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from django.conf import settings

from tests.consistency.sent.outbox import SITE, Told
from tests.consistency.sent.plays import played
from tests.consistency.sent.writing import Writer

LANGUAGES = ("fr", "en")
HEAD = "# Every message, with invented data. Written by: python -m tests.consistency.sent --write\n"
JOINED = re.compile(r"\b(?:[Dd]e|[Àà]|[Qq]ue|avec|par|pour|chez)\\ $")  # before a value
VALUE = re.compile(r"%\(\w+\)[sd]")
KEY, NUMBER, DRAWN = re.compile(r"\bkey(\d+)\b"), re.compile(r"#(\d+)"), re.compile(r"\((\d+) signs drawn\)")


@dataclass(frozen=True)
class Sample:
    """A message in one state. `sentences`: those of ours that it holds, in English."""

    name: str
    kind: str
    sentences: frozenset[str]
    told: dict[str, Told]  # by language


@cache
def samples() -> list[Sample]:
    """All messages in all their states, by kind, in the order in which they are first told."""
    french, english = (list(_all_told(language)) for language in LANGUAGES)
    assert [told.kind for told, _said in french] == [told.kind for told, _said in english]
    first = dict[tuple[str, frozenset[str]], dict[str, Told]]()
    for (told, said), (in_english, _said) in zip(french, english, strict=True):
        first.setdefault((told.kind, said), {"fr": told, "en": in_english})
    found, counted = list[Sample](), dict[str, int]()
    for (kind, said), pair in sorted(first.items(), key=lambda item: item[0][0]):
        counted[kind] = counted.get(kind, 0) + 1
        found.append(Sample(f"{kind}.{counted[kind]}", kind, said, pair))
    return found


def as_toml() -> str:
    """The file of the page."""
    return HEAD + "".join(_table(sample) for sample in samples())


def _table(sample: Sample) -> str:
    lines = ["", "[[message]]", f"name = {_quoted(sample.name)}", f"kind = {_quoted(sample.kind)}"]
    for language, told in sample.told.items():
        lines.append(f"[message.{language}]")
        values = vars(told).items()
        lines += [f"{name} = {_quoted(value)}" for name, value in values if value and name != "kind"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    if "\n" not in text:
        return json.dumps(text, ensure_ascii=False)
    assert "'''" not in text
    return f"'''\n{text}'''"


def _all_told(language: str) -> Iterator[tuple[Told, frozenset[str]]]:
    """What all scenes tell in this language, and which sentences of ours it holds."""
    for play in played(language):
        for scene in play.all_scenes():
            for told in scene.told:
                text = "\n".join([told.subject, told.body, told.text, told.see, told.spoken])
                held = (english for ours, english in play.said.items() if _pattern(ours).search(text))
                yield _shareable(told, scene.writer), frozenset(held)


@cache
def _pattern(sentence: str) -> re.Pattern[str]:
    """What a sentence may be once values stand in it, little words joined to them in French (`ui/elision.py`)."""
    parts = [re.escape(part) for part in VALUE.split(sentence.strip())]
    joined = [JOINED.sub(".{1,5}", part) for part in parts[:-1]]
    return re.compile(".+?".join([*joined, parts[-1]]), re.DOTALL)


def _shareable(told: Told, writer: Writer) -> Told:
    """The same at each run and on each database: its numbers and keys in the order of appearance, as long as ours."""

    def plain(text: str) -> str:
        text = writer.text(text).replace(settings.BASE_URL, SITE)
        text = KEY.sub(lambda found: f"{found[1]}-{sha256(found[0].encode()).hexdigest()[:32]}", text)
        return DRAWN.sub(lambda found: ("1234567890" * 7)[: int(found[1])], NUMBER.sub(r"\1", text))

    calendar = "\n".join(writer.calendar(told.calendar)) if told.calendar else ""
    values = {name: plain(value) for name, value in vars(told).items() if name != "calendar"}
    return Told(**{**values, "url": plain(writer.path(told.url)), "calendar": plain(calendar)})
