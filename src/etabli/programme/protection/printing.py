"""The sheets on paper."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from importlib.resources import files

from django.http import HttpResponse
from django.utils.translation import gettext as _

from etabli.foundation.documents import render
from etabli.foundation.people.queries import default_chamber
from etabli.foundation.practice import is_fiction
from etabli.foundation.ui.language import reader_language
from etabli.programme.protection.engine import Sheet
from etabli.programme.protection.wording import sheet_in_words

SHEETS = files("etabli.programme.protection").joinpath("documents/sheets.typ")


def sheets_answer(sheets: Iterable[Sheet], *, at: datetime) -> HttpResponse:
    """The PDF as the answer to a request: one sheet a page."""
    return HttpResponse(
        sheets_of(sheets, at=at),
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="que-faire-si.pdf"'},
    )


def sheets_of(sheets: Iterable[Sheet], *, at: datetime) -> bytes:
    """Tagged pages, with the telephone of the chamber."""
    chamber = default_chamber()
    call = (
        _("Alone with it? Call the chamber: %(phone)s.") % {"phone": chamber.phone} if chamber.phone else ""
    )
    worded = [sheet_in_words(sheet) for sheet in sheets]
    data = {
        "issuer": chamber.name,
        "fictional": is_fiction(),
        "sheets": [
            {
                **asdict(sheet),
                "calls": [{"name": row.name, "reach": row.reach, "why": row.why} for row in sheet.calls],
                "to_check": "" if sheet.is_checked else _("Whom to call is to be checked by the chamber."),
            }
            for sheet in worded
        ],
        "now_label": _("At once"),
        "then_label": _("Today"),
        "never_label": _("What not to do"),
        "calls_label": _("Whom to call"),
        "call": call,
        "hours": chamber.hours,
    }
    return render(SHEETS, data, title=_("What to do if"), lang=reader_language(), at=at)
