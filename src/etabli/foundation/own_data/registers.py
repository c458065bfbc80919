"""What is printed: the register of processing (and its table), the link of somebody whom no mail reaches."""

from datetime import datetime
from importlib.resources import files

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from etabli.foundation.documents import csv_file, qr_svg, render
from etabli.foundation.own_data.register import Row, register
from etabli.foundation.people.links import link_url
from etabli.foundation.people.models import SecretLink
from etabli.foundation.people.queries import default_chamber
from etabli.foundation.ui.language import reader_language
from etabli.foundation.ui.typography import full_day

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


def link_on_paper(link: SecretLink, at: datetime) -> bytes:
    """One page to hand over: what it opens, as a code to read with a telephone and in letters."""
    address = link_url(link, to=reverse("own_data:mine"))
    data = {
        "issuer": link.person.chamber.name,
        "fictional": settings.DEMONSTRATION,
        "name": link.person.name,
        "until": full_day(link.expires_at),
        "address": address,
        "qr": qr_svg(address),
        "phone": link.person.chamber.phone,
    }
    title = _("Everything about you: your own way in")
    return render(DOCUMENTS.joinpath("way_in.typ"), data, title=title, lang=reader_language(), at=at)


def _cells(row: Row) -> list[str]:
    lists = (", ".join(items) for items in (row.people, row.data, row.recipients))
    return [row.purpose, row.basis, *lists, str(row.months), ", ".join(row.erasure)]
