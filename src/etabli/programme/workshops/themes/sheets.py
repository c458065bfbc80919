"""The sheets that people take home: those of a theme, or one of each for everybody in a session."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from etabli.foundation.documents import render
from etabli.foundation.practice import is_fiction
from etabli.foundation.ui.language import reader_language
from etabli.foundation.ui.typography import full_day
from etabli.programme.workshops.models import Session
from etabli.programme.workshops.themes.engine import Sheet

TEMPLATE = Path(str(files("etabli.programme.workshops"))) / "documents" / "sheets.typ"
MAX_COPIES = 60


def sheets_pdf(title: str, issuer: str, sheets: Sequence[Sheet], foot: str = "") -> bytes:
    """These sheets, each on its page."""
    data: dict[str, Any] = {
        "issuer": issuer,
        "fictional": is_fiction(),
        "workshop": title,
        "foot": " · ".join(filter(None, [foot or title, _fiction()])),
        "sheets": [vars(sheet) for sheet in sheets],
    }
    return render(TEMPLATE, data, title=title, lang=reader_language())


def session_sheets(session: Session, copies: int) -> bytes:
    """All the sheets of a session, `copies` of the first, then of the next."""
    copies_of_sheets = [
        sheet for sheet in session.shown_content.sheets for _copy in range(min(copies, MAX_COPIES))
    ]
    foot = f"{full_day(session.occasion.starts_at)}, {session.venue}"
    return sheets_pdf(session.theme.title, session.chamber.name, copies_of_sheets, foot)


def _fiction() -> str:
    return _("Demonstration: fictional people and businesses") if is_fiction() else ""
