"""Telephone numbers however they are written: in figures, in words or in both, whatever stands between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_UNIT = r"z[ée]ro|une?|deux|trois|quatre|cinq|six|sept|huit|neuf"
_TEEN = r"dix[ -](?:sept|huit|neuf)|dix|onze|douze|treize|quatorze|quinze|seize"
_TENS = r"quatre[ -]vingts?|vingts?|trente|quarante|cinquante|soixante|septante|huitante|octante|nonante"
# Figures as they are typed: the letter O for a nought, l for a one.
_NUMBER = re.compile(
    rf"(?<![^\W\d_])(?:(?P<two>(?:{_TENS})(?:[ -](?:et[ -])?(?:{_TEEN}|{_UNIT}))?|{_TEEN})|"
    rf"(?P<one>{_UNIT}|o))(?![^\W\d_])|"
    r"(?<![^\W_])(?P<figures>[OolI]?\d[\dOolI]*)(?![^\W\d_])",
    re.I,
)
_GAP = re.compile(r"[ \t.,;:/_·()|*+–—\u00a0\u202f-]{0,4}(?:et )?")
_NOUGHT = re.compile(r"[0o]|z[ée]ro", re.I)
_DATE = re.compile(r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)\d\d")
_COMPLETE = 10  # figures
_ABOUT = range(9, 12)  # when said in words, which are often miscounted
_SAID = 3  # numbers in words: nothing else is told so


def dialled(text: str) -> Iterator[tuple[int, int]]:
    """Where each telephone number of the country stands."""
    run: list[re.Match[str]] = []
    for number in _NUMBER.finditer(text):
        if run and not _GAP.fullmatch(text, run[-1].end(), number.start()):
            yield from _in_a_run(text, run)
            run = []
        run.append(number)
    yield from _in_a_run(text, run)


def _in_a_run(text: str, run: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
    first = 0
    while first < len(run):
        if last := _last(text, run[first:]):
            yield run[first].start(), run[first + last - 1].end()
        first += last or 1


def _last(text: str, numbers: list[re.Match[str]]) -> int:
    """How many of these numbers in a row are one that is dialled, from the first on; 0 for none."""
    is_whole = _NOUGHT.match(numbers[0].group()) is not None and not _DATE.match(text, numbers[0].start())
    figures = said = best = 0
    for count, number in enumerate(numbers, 1):
        figures += len(number["figures"]) if number["figures"] else 2 if number["two"] else 1
        said += number["figures"] is None
        is_about = figures in _ABOUT and said >= (1 if is_whole else _SAID)
        if is_about or (is_whole and figures == _COMPLETE):
            best = count
        if figures >= _COMPLETE:
            break
    return best
