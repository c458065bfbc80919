"""What is kept of people, by chapter: the register of processing as somebody reads it who looks for what is theirs."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.foundation.own_data.register import Row, register

CHAPTERS: dict[str, Promise] = {
    "programme": _("Workshops, half-days, your first steps"),
    "procurement": _("Your project and your quotes"),
    "territory": _("Your business, the town halls and clubs"),
    "community": _("The professionals and their association"),
    "foundation": _("Your account, our messages, the proofs"),
}


class Chapter(NamedTuple):
    """The purposes of a part of the site, by name."""

    title: str | Promise
    rows: Sequence[Row]


def chapters() -> list[Chapter]:
    """All the purposes, each once; those of a part without a chapter stand in the last."""
    rows, last = register(), list(CHAPTERS)[-1]
    held: dict[str, list[Row]] = {wing: [] for wing in CHAPTERS}
    for row in rows:
        held[row.wing if row.wing in held else last].append(row)
    return [Chapter(CHAPTERS[wing], mine) for wing, mine in held.items() if mine]
