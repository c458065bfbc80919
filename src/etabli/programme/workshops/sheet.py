"""The attendance sheet of a half-day: what the training funds ask for."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.documents import render
from etabli.foundation.practice import is_fiction
from etabli.foundation.ui.language import reader_language
from etabli.foundation.ui.typography import clock, full_day
from etabli.programme.workshops.models import Session
from etabli.programme.workshops.queries import Participant
from etabli.territory.places.engine import fold

TEMPLATE = Path(str(files(__package__))) / "documents" / "attendance.typ"
BLANK_ROWS = 3  # for those who come without a sign-up


def sheet_data(session: Session, seated: Sequence[Participant]) -> dict[str, Any]:
    """What is written on the sheet: title, place, day, hours, trainer, the people by name, three blank rows."""
    occasion = session.occasion
    start, end = timezone.localtime(occasion.starts_at), timezone.localtime(occasion.ends_at)
    people = sorted(seated, key=lambda row: fold(row.sign_up.person.name))
    rows = [{"name": row.sign_up.person.name, "about": _about(row)} for row in people]
    half = _("Morning") if start.hour < 13 else _("Afternoon")
    return {
        "issuer": session.chamber.name,
        "fictional": is_fiction(),
        "workshop": session.theme.title,
        "facts": [
            [_("Day"), full_day(start)],
            [_("Half-day"), f"{half}, {clock(start)} – {clock(end)}"],
            [_("Trainer"), session.adviser.name],
        ],
        "place": [_("Place"), occasion.place],
        "rows": rows + [{"name": "", "about": ""}] * BLANK_ROWS,
        "columns": [_("Participant"), _("Commune and trade"), _("Signature")],
        "trainer": _("Signature of the trainer: %(name)s") % {"name": session.adviser.name},
        "note": _(
            "Each participant signs once for this half-day. Whoever came without a sign-up signs at the end."
        ),
    }


def attendance_sheet(session: Session, seated: Sequence[Participant]) -> bytes:
    """The sheet as a PDF."""
    return render(TEMPLATE, sheet_data(session, seated), title=_("Attendance sheet"), lang=reader_language())


def _about(row: Participant) -> str:
    return ", ".join(filter(None, [row.commune, row.trade]))
