"""Would a mason of 58 read it without effort? Every French sentence of ours, and every page that an artisan opens.

A word refused here has its replacement in words.toml; a rare word that has to stay is listed there with its reason.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
import pytest

import etabli
from tests.consistency import plain
from tests.consistency.objects import FACTORIES, RIGHT, World
from tests.consistency.test_access import addresses, at, table

SOURCES = Path(etabli.__file__).parent
QUOTES_SAY = {"words", "strong", "weak", "stated", "veto"}  # how suppliers write, not we
MOST_ARE_SHORT = 0.9  # of the sentences of an artisan's pages

SEARCHED = {"searched", "search_words"}  # words that people type, and no page shows
WRITTEN = SOURCES / "front" / "samples.toml"  # from the catalogues, which are read


def catalogues() -> Iterator[tuple[str, str]]:
    """(app, French text) of every sentence that goes through gettext."""
    for file in sorted(SOURCES.rglob("django.po")):
        app = file.relative_to(SOURCES).parts[-5]
        for entry in polib.pofile(str(file)):
            for text in [entry.msgstr] if entry.msgstr else entry.msgstr_plural.values():
                yield app, text


def data_files() -> Iterator[tuple[str, str]]:
    """(file, French text) of what is written for people in data files; what documents say is left as it is said."""
    for file in sorted(set(SOURCES.rglob("*.toml")) - {WRITTEN}):
        if "demo" not in file.parts:
            for text in _french(tomllib.loads(file.read_text("utf-8"))):
                yield file.name, text


def _french(node: Any, *, french: bool = False) -> Iterator[str]:
    """What stands under a key `fr` or `..._fr`, however deep."""
    if isinstance(node, str) and french:
        yield node
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in QUOTES_SAY or key in SEARCHED:
                continue
            yield from _french(value, french=french or key == "fr" or key.endswith("_fr"))
    elif isinstance(node, list):
        for value in node:
            yield from _french(value, french=french)


def written() -> list[tuple[str, str]]:
    return [*catalogues(), *data_files()]


def test_no_jargon() -> None:
    faults = [
        f"{where}: {text[:80]!r}: {plain.jargon(text)}" for where, text in written() if plain.jargon(text)
    ]
    assert not faults, "say it in plain words:\n" + "\n".join(faults)


def test_no_word_that_few_people_meet() -> None:
    faults = [
        f"{where}: {sorted(rare)} in {text[:80]!r}"
        for where, text in written()
        if (rare := plain.rare_words(text))
    ]
    assert not faults, "another word, or its reason in words.toml:\n" + "\n".join(faults)


def test_no_sentence_without_end() -> None:
    faults = [
        f"{where}: {long}" for where, text in written() for long in plain.long_sentences(text, plain.LONGEST)
    ]
    assert not faults, f"more than {plain.LONGEST} words; cut it in two:\n" + "\n".join(faults)


def test_no_reason_is_left_behind() -> None:
    said = {
        piece
        for _, text in written()
        for words in plain.sentences(text)
        for word in words
        for piece in plain.pieces(word)
    }
    gone = sorted(plain.words()["known"].keys() - said)
    assert not gone, f"no longer said: remove from words.toml {gone}"


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["visitor", "artisan"])
def test_the_pages_of_an_artisan_are_read_without_effort(who: str) -> None:
    world = World()
    long, count = [], 0
    for name, row in table().items():
        known = name in addresses() and (not addresses()[name] or name in FACTORIES)
        if known and row[RIGHT.index(who)] == "200" and name not in {"ui:style", "people:enter"}:
            answer = world.client(who).get(at(world, name))
            if answer.streaming:
                b"".join(answer.streaming_content)  # a file is closed once read
            elif answer.content and answer.headers.get("Content-Type", "").startswith("text/html"):
                for text in plain.read_aloud(answer.content.decode()):
                    told = [words for words in plain.sentences(text) if len(words) >= plain.LEAST]
                    count += len(told)
                    long += [f"{name}: {' '.join(words)}" for words in told if len(words) >= plain.SHORT]
    assert count > 100, "the pages were not read"
    assert len(long) <= (1 - MOST_ARE_SHORT) * count, f"{len(long)} of {count}:\n" + "\n".join(long)
