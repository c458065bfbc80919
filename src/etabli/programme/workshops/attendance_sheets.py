"""The attendance sheets of a session, one per half-day: what the training funds ask for, to sign or signed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _, override

from etabli.foundation.documents import render
from etabli.foundation.practice import is_fiction
from etabli.foundation.ui.elision import join_little_words
from etabli.foundation.ui.language import reader_language
from etabli.foundation.ui.typography import clock, day, full_day, hours
from etabli.programme.workshops.attendance_rolls import Line, Roll
from etabli.programme.workshops.engine.strokes import svg_of
from etabli.programme.workshops.models import Attendance, Session, TrainerSignature
from etabli.territory.places.engine import fold

TEMPLATE = Path(str(files(__package__))) / "documents" / "attendance.typ"
BLANK_ROWS = 3  # for those who come without a sign-up


def sheet_data(session: Session, rolls: Sequence[Roll], *, blank: bool = False) -> dict[str, Any]:
    """What is written on the sheets: title, place, day, hours, trainers, the people by name, who signed.

    A half-day in which nobody is marked, or each one when they are to be `blank`, is to sign by pen, with rows for
    those who come without a sign-up. The others say who came, who was late, which signatures are missing.
    """
    return {
        "issuer": session.chamber.name,
        "fictional": is_fiction(),
        "heading": _("Attendance sheet"),
        "workshop": session.theme.title,
        "place": [_("Place"), session.occasion.place],
        "sheets": [_sheet(session, roll, len(rolls), blank=blank or _is_untouched(roll)) for roll in rolls],
    }


def attendance_sheet(
    session: Session, rolls: Sequence[Roll], *, blank: bool = False, at: datetime | None = None
) -> bytes:
    """The sheets as one PDF, each half-day on its own page; `at` fixes its date. In the language of the installation,
    whoever prints them: many sign one sheet, and the training funds read it."""
    with override(settings.LANGUAGE_CODE):
        data = sheet_data(session, rolls, blank=blank)
        title = f"{data['heading']} · {data['workshop']}"  # at the foot of each page
        return render(TEMPLATE, data, title=title, lang=reader_language(), at=at)


def signature_data(signature: Any, name: str) -> dict[str, str]:
    """A signature as the documents draw it: its picture and what a screen reader says of it, or the name typed."""
    if not signature:
        return {}
    if isinstance(signature, str):
        return {"typed": signature}
    return {
        "drawn": svg_of(signature),
        "label": join_little_words(_("Signature of %(name)s") % {"name": name}),
    }


def trainers_of(session: Session, signatures: Iterable[TrainerSignature]) -> str:
    """The names of those who gave it: who signed as such, else the advisers of the session."""
    people = [row.trainer for row in signatures] or [session.adviser, *session.co_advisers.all()]
    return ", ".join(dict.fromkeys(person.name for person in people))


def _is_untouched(roll: Roll) -> bool:
    return roll.unmarked == len(roll.lines) and not roll.trainers


def _sheet(session: Session, roll: Roll, number: int, *, blank: bool) -> dict[str, Any]:
    start = timezone.localtime(roll.half.starts_at)
    half = _("Morning") if start.hour < 13 else _("Afternoon")
    people = sorted(roll.lines, key=lambda line: fold(line.name))
    rows = [_row(line, blank=blank) for line in people]
    signatures = [] if blank else roll.trainers
    trainers = [
        {"name": row.trainer.name, **signature_data(row.signature, row.trainer.name)} for row in signatures
    ]
    names = trainers_of(session, signatures)
    return {
        "half": _("Half-day %(rank)d of %(number)d") % {"rank": roll.half.number, "number": number}
        if number > 1
        else "",
        "facts": [
            [_("Day"), full_day(start)],
            [_("Half-day"), f"{half}, {hours(roll.half.starts_at, roll.half.ends_at)}"],
            [_("Trainer"), names],
        ],
        "columns": [
            _("Participant"),
            _("Business"),
            _("Signature, %(day)s, %(half)s") % {"day": day(start), "half": half.lower()},
        ],
        "rows": rows + [_EMPTY] * (BLANK_ROWS if blank else 0),
        "totals": [] if blank else _totals(roll),
        "trainer": _("Signature of the trainer: %(name)s") % {"name": names},
        "signatures": trainers,
        "note": _(
            "Each participant signs once for this half-day. Whoever came without a sign-up signs at the end."
        )
        if blank
        else "",
    }


_EMPTY = {"name": "", "about": "", "told": "", "missing": False}


def _row(line: Line, *, blank: bool) -> dict[str, Any]:
    row = {**_EMPTY, "name": line.name, "about": _about(line)}
    if blank:
        return row
    mark = line.attendance
    return {
        **row,
        **signature_data(mark.signature, line.name),
        "late": _("arrived at %(clock)s") % {"clock": clock(mark.arrived_at)} if mark.arrived_at else "",
        "told": _signature_text(mark),
        "missing": mark.lacks_signature,
    }


def _signature_text(mark: Attendance) -> str:
    if mark.lacks_signature:
        return _("Present, signature missing")
    return _("Could not come") if mark.present is False else ""


def _totals(roll: Roll) -> list[list[str]]:
    counts = [
        (_("Signed up"), len(roll.lines)),
        (_("Were there"), roll.present),
        (_("Signatures"), roll.signed),
        (_("Those who could not come"), roll.absent),
    ]
    return [[label, str(count)] for label, count in counts]


def _about(line: Line) -> str:
    return ", ".join(
        filter(None, [line.participant.business, line.participant.trade, line.participant.commune])
    )
