"""A spreadsheet given on the command line: its columns guessed, told, and imported once they are sure."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from etabli.foundation.files.engine.kinds import TEXT
from etabli.foundation.files.receiving import Examined, clean_name
from etabli.foundation.journal import ActionError
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.viewer import Viewer
from etabli.territory.places.engine import fold
from etabli.territory.register.actions.sheets import give_sheet, start_sheet
from etabli.territory.register.engine.sheets import Field, is_sure, signature
from etabli.territory.register.models import Import
from etabli.territory.register.sheets.importing import Column, columns_of, remembered
from etabli.territory.register.sheets.reading import open_sheet, too_long
from etabli.territory.register.tasks import import_sheet_now

LARGEST = 100 * 1024 * 1024  # bytes: no list of a chamber weighs that


class ColumnsUnsure(ActionError):
    """What the columns hold isn't sure, and nobody is there to say it."""


class NoSuchColumn(ActionError):
    """A column or a field that was named doesn't exist."""


def import_file(path: Path, choices: Sequence[str], *, chamber: Organisation, at: datetime) -> Import:
    """Import a spreadsheet. `choices`: what columns hold, each as "header=field", over what is remembered or guessed.

    On a terminal, somebody is asked when it isn't sure. Raises UnreadableSheet, ColumnsUnsure, NoSuchColumn.
    """
    if path.stat().st_size > LARGEST:
        raise too_long()
    content = path.read_bytes()
    table = open_sheet(content)
    columns = columns_of(table)
    before = remembered(chamber, table)
    fields = list(before.fields) if before else [column.guess.field for column in columns]
    for choice in choices:
        _say(choice, columns, fields)
    if not (choices or before or is_sure([column.guess for column in columns])):
        _ask(columns)
    by = Viewer.system(chamber.pk)
    given = Examined(clean_name(path.name), TEXT, content)
    sheet = give_sheet(chamber=chamber, given=given, signature=signature(table.header), by=by, at=at)
    done = start_sheet(
        sheet=sheet, columns=fields, towns=before.sheet.towns if before else {}, by_worker=False, by=by, at=at
    )
    import_sheet_now(sheet.pk, at)
    done.refresh_from_db()
    return done


def _say(choice: str, columns: Sequence[Column], fields: list[Field | None]) -> None:
    header, _equals, name = choice.rpartition("=")
    places = [
        place
        for place, column in enumerate(columns)
        if fold(column.header) == fold(header) or column.letter == header.strip().upper()
    ]
    if not places or (name and name not in set(Field)):
        raise NoSuchColumn(
            _(
                "--column “%(said)s”: give a header of the file and a field, such as “Nom=name”. Fields: %(fields)s."
            )
            % {"said": choice, "fields": ", ".join(Field)}
        )
    for place, field in enumerate(fields):
        if name and field == name:
            fields[place] = None  # the column that was guessed gives way
    fields[places[0]] = Field(name) if name else None


def _ask(columns: Sequence[Column]) -> None:
    """Show the guess. Raises ColumnsUnsure unless somebody at a terminal says yes."""
    guessed = [f"{column.header or column.letter}={column.guess.field or ''}" for column in columns]
    if sys.stdin.isatty() and sys.stderr.isatty():
        print(*guessed, sep="\n", file=sys.stderr)
        if input(_("Import with these columns? (yes/no) ")).strip().lower() in {"yes", "y", "oui", "o"}:
            return
    raise ColumnsUnsure(
        _(
            'What the columns hold isn\'t sure. Guessed: %(guessed)s. Say it by --column "header=field", once for each.'
        )
        % {"guessed": ", ".join(guessed)}
    )
