"""The parts of the site as people know them: by these chapters long lists are read (the register, the messages)."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.foundation.own_data.processing_register import Row, register

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


def chapter_of(wing: str) -> str:
    """The part of the site where a wing of the code stands; the last one for what has none."""
    return wing if wing in CHAPTERS else list(CHAPTERS)[-1]


def chapters() -> list[Chapter]:
    """All the purposes of the register, each once."""
    rows_by_wing: dict[str, list[Row]] = {wing: [] for wing in CHAPTERS}
    for row in register():
        rows_by_wing[chapter_of(row.wing)].append(row)
    return [Chapter(CHAPTERS[wing], wing_rows) for wing, wing_rows in rows_by_wing.items() if wing_rows]
