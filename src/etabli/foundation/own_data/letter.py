"""The copy as a letter: what is held of somebody, chapter by chapter, in words. The tables of the folder hold the
rest."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.apps import apps
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _, ngettext

from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.queries import lines_of
from etabli.foundation.journal.wording import SELECT_RELATED
from etabli.foundation.own_data.copying import Cell, CopiedKind, Copy
from etabli.foundation.own_data.field_names import CORRESPONDENCE_APPS
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.typography import full_day

MAX_ITEMS = 40  # things of one kind that the letter tells, the latest
MAX_LENGTH = 160  # of one value
MAX_ALIKE = 2  # acts of one kind that a day tells one by one
SUBJECT_FIELDS = ("subject", "title", "name", "message")  # by what a message, or a file, is told


@dataclass(frozen=True)
class Part:
    """One kind of things, each told in a sentence."""

    title: str
    sentences: list[str]


@dataclass(frozen=True)
class Chapter:
    """What one part of the site holds."""

    title: str
    parts: list[Part]


def letter_of(copy: Copy, viewer: Viewer) -> list[Chapter]:
    """The chapters, in the order of the copy; what holds nothing for a reader has none. One statement, for the history
    alone."""
    parts = [(kind, _part(kind, viewer)) for kind in copy.kinds]
    parts_by_chapter = [(_chapter_of(kind), part) for kind, part in parts if part.sentences]
    return [
        Chapter(title, [part for _t, part in group])
        for title, group in groupby(parts_by_chapter, lambda pair: pair[0])
    ]


def _chapter_of(kind: CopiedKind) -> str:
    label = kind.model_label.partition(".")[0]
    if label in CORRESPONDENCE_APPS:
        return _("What we wrote to you, and what was done")
    return str(apps.get_app_config(label).verbose_name)


def _part(kind: CopiedKind, viewer: Viewer) -> Part:
    sentences = _history(kind, viewer) if kind.model_label == Entry._meta.label else list(_sentences(kind))
    left_out = len(sentences) - MAX_ITEMS
    if left_out > 0:
        left_out_text = ngettext(
            "%(n)d more stands in the tables of the folder.",
            "%(n)d more stand in the tables of the folder.",
            left_out,
        )
        sentences = [*sentences[-MAX_ITEMS:], left_out_text % {"n": left_out}]
    return Part(kind.verbose_name, sentences)


def _sentences(kind: CopiedKind) -> Iterator[str]:
    names, is_correspondence = dict(kind.columns), kind.model_label.partition(".")[0] in CORRESPONDENCE_APPS
    for _pk, cells in kind.rows:
        shown_cells = _correspondence_cells(cells) if is_correspondence else cells
        labels = {
            name: names[name].partition(",")[0] if name.endswith("_cents") else names[name]
            for name in shown_cells
        }
        phrases = [
            phrase
            for name, cell in shown_cells.items()
            if (phrase := _phrase(labels[name], cell, without_label=is_correspondence))
        ]
        if phrases:
            yield f"{capfirst(_('; ').join(phrases))}."


def _correspondence_cells(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """What it is, and its first day."""
    subject_cells = {name: cells[name] for name in SUBJECT_FIELDS if name in cells}
    days = [(name, cell) for name, cell in cells.items() if cell.is_day and cell.in_words]
    return dict([*list(subject_cells.items())[:1], *days[:1]])


def _phrase(name: str, cell: Cell, *, without_label: bool) -> str:
    text = " ".join(cell.in_words.split()).rstrip(".")
    if not text:
        return ""
    short = Truncator(text).chars(MAX_LENGTH)
    if cell.is_day:
        return f"{name} {short}"
    return short if without_label else _("%(name)s: %(value)s") % {"name": name, "value": short}


def _history(kind: CopiedKind, viewer: Viewer) -> list[str]:
    """Each act as the history tells it, after its day; those who did it for the chamber are the chamber."""
    entries = Entry.objects.filter(pk__in=[pk for pk, _cells in kind.rows]).select_related(*SELECT_RELATED)
    ordered = list(entries.order_by("at", "pk"))
    lines = lines_of(viewer, ordered, called=dict.fromkeys(STAFF, _("your chamber")))
    acts = [(line.day, entry.verb, line.sentence) for entry, line in zip(ordered, lines, strict=True)]
    return [
        _("On %(day)s: %(acts)s") % {"day": full_day(day), "acts": " ".join(_acts_of_day(list(of_day)))}
        for day, of_day in groupby(acts, lambda act: act[0])
    ]


def _acts_of_day(of_day: list[tuple[date, str, str]]) -> Iterator[str]:
    """The sentences of one day; of many alike, the first, and how many others there were, right after them."""
    counts = Counter(verb for _day, verb, _sentence in of_day)
    seen: Counter[str] = Counter()
    for _day, verb, sentence in of_day:
        seen[verb] += 1
        left_out = counts[verb] - MAX_ALIKE
        if seen[verb] <= MAX_ALIKE or left_out == 1:
            yield sentence
        if seen[verb] == MAX_ALIKE and left_out > 1:
            yield _("And %(n)d more of the same kind.") % {"n": left_out}


def as_template_data(chapters: list[Chapter]) -> list[dict[str, Any]]:
    """As the document's template reads them."""
    return [
        {
            "title": chapter.title,
            "parts": [{"title": part.title, "rows": part.sentences} for part in chapter.parts],
        }
        for chapter in chapters
    ]
