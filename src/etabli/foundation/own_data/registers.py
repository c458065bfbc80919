"""The register of processing on paper, and as a table."""

from datetime import datetime
from importlib.resources import files

from django.conf import settings
from django.utils.translation import gettext as _

from etabli.foundation.documents import csv_file, render
from etabli.foundation.own_data.register import Row, register
from etabli.foundation.people.queries import default_chamber
from etabli.foundation.ui.language import reader_language

DOCUMENTS = files("etabli.foundation.own_data").joinpath("documents")


def columns() -> list[str]:
    """The headings of the register."""
    return [
        _("What for"),
        _("On what ground"),
        _("Whose data"),
        _("Which data"),
        _("Who sees it"),
        _("For how many months"),
        _("When somebody asks for erasure"),
    ]


def as_csv() -> bytes:
    """For a spreadsheet: one purpose a line."""
    return csv_file([columns(), *(_cells(row) for row in register())])


def as_pdf(at: datetime) -> bytes:
    """One purpose after the other, on paper."""
    data = {
        "issuer": default_chamber().name,
        "fictional": settings.DEMONSTRATION,
        "rows": [list(zip(columns(), _cells(row), strict=True)) for row in register()],
    }
    return render(
        DOCUMENTS.joinpath("register.typ"),
        data,
        title=_("Register of processing"),
        lang=reader_language(),
        at=at,
    )


def _cells(row: Row) -> list[str]:
    lists = (", ".join(items) for items in (row.people, row.data, row.recipients))
    return [row.purpose, row.basis, *lists, str(row.months), ", ".join(row.erasure)]
