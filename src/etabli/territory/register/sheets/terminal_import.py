"""A spreadsheet given on the command line: its columns guessed, told, and imported once they are sure."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from etabli.foundation.files.receiving import Examined, clean_name
from etabli.foundation.journal import ActionError
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.viewer import Viewer
from etabli.territory.places.engine import fold
from etabli.territory.register.actions.sheets import give_sheet, start_sheet
from etabli.territory.register.engine.sheets import Field, Guess, is_sure, signature
from etabli.territory.register.engine.sheets.columns import REPEATABLE_FIELDS
from etabli.territory.register.models import Import
from etabli.territory.register.sheets.importing import Column, columns_of, former_answers
from etabli.territory.register.sheets.reading import open_sheet, table_type, too_large
from etabli.territory.register.tasks import import_sheet_now

MAX_BYTES = 100 * 1024 * 1024  # bytes: no list of a chamber weighs that


class ColumnsUnsure(ActionError):
    """What the columns hold isn't sure, and nobody is there to say it."""


class NoSuchColumn(ActionError):
    """A column or a field that was named doesn't exist."""


def import_file(path: Path, choices: Sequence[str], *, chamber: Organisation, at: datetime) -> Import:
    """Import a spreadsheet. `choices`: what columns hold, each as "header=field", over what is remembered or guessed.

    On a terminal, somebody is asked when it isn't sure. Raises UnreadableSheet, ColumnsUnsure, NoSuchColumn.
    """
    if path.stat().st_size > MAX_BYTES:
        raise too_large(MAX_BYTES)
    content = path.read_bytes()
    table = open_sheet(content)
    columns = columns_of(table)
    remembered_fields = former_answers(chamber, table)
    guesses = [column.guess for column in columns]
    if remembered_fields is not None:
        guesses = [Guess(field, 1.0) for field in remembered_fields.fields]
    for choice in choices:
        _assign_field(choice, columns, guesses)
    if not is_sure(guesses):
        _ask(columns, guesses)
    by = Viewer.system(chamber.pk)
    examined = Examined(clean_name(path.name), table_type(content), content)
    sheet = give_sheet(chamber=chamber, given=examined, signature=signature(table.header), by=by, at=at)
    fields = [guess.field for guess in guesses]
    towns = remembered_fields.sheet.towns if remembered_fields else {}
    answers = remembered_fields.sheet.answers if remembered_fields else {}
    done = start_sheet(
        sheet=sheet, columns=fields, towns=towns, answers=answers, by_worker=False, by=by, at=at
    )
    import_sheet_now(sheet.pk, at)
    done.refresh_from_db()
    return done


def _assign_field(choice: str, columns: Sequence[Column], guesses: list[Guess]) -> None:
    header, equals, name = choice.rpartition("=")
    indexes = [index for index, column in enumerate(columns) if _is_named(column, header)]
    if not equals or not indexes or (name and name not in set(Field)):
        raise NoSuchColumn(
            _(
                "--column “%(said)s”: give a header of the file and a field, such as “Nom=name”. Fields: %(fields)s."
            )
            % {"said": choice, "fields": ", ".join(Field)}
        )
    field = Field(name) if name else None
    for index, guess in enumerate(guesses):
        if field and field not in REPEATABLE_FIELDS and guess.field == field:
            guesses[index] = Guess(None, 1.0)  # the column that was guessed gives way
    guesses[indexes[0]] = Guess(field, 1.0)


def _is_named(column: Column, text: str) -> bool:
    """By its header, or by its letter. Signs alone ("#") are no words: they are compared as they stand."""
    text = text.strip()
    words = fold(text)
    has_header = fold(column.header) == words if words else column.header.strip() == text
    return bool(text) and (has_header or column.letter == text.upper())


def _ask(columns: Sequence[Column], guesses: Sequence[Guess]) -> None:
    """Show what the columns would hold. Raises ColumnsUnsure unless somebody at a terminal says yes.

    The question goes where the table goes: the output may be a file.
    """
    guessed = [
        f"{column.header or column.letter}={guess.field or ''}"
        for column, guess in zip(columns, guesses, strict=True)
    ]
    if sys.stdin.isatty() and sys.stderr.isatty():
        print(*guessed, sep="\n", file=sys.stderr)
        print(_("Import with these columns? (yes/no) "), end="", file=sys.stderr, flush=True)
        if sys.stdin.readline().strip().lower() in {"yes", "y", "oui", "o"}:
            return
    raise ColumnsUnsure(
        _(
            'What the columns hold isn\'t sure. Guessed: %(guessed)s. Say it by --column "header=field", once for each.'
        )
        % {"guessed": ", ".join(guessed)}
    )
