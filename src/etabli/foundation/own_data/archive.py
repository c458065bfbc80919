"""The copy as an archive: a PDF to read, a CSV file of each kind for a spreadsheet, JSON for a program, the files."""

import json
import shutil
import zipfile
from collections import defaultdict
from datetime import datetime
from importlib.resources import files
from tempfile import SpooledTemporaryFile
from typing import IO

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _

from etabli.foundation.documents import csv_file, render
from etabli.foundation.own_data.copying import CopiedKind, Copy, archive_path, copy_of
from etabli.foundation.own_data.holdings import Identifiers
from etabli.foundation.own_data.letter import as_template_data, letter_of
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.language import reader_language
from etabli.foundation.ui.typography import full_day

FORMAT, VERSION = "etabli.own-data", 1  # docs/en/own-data.md
TEMPLATE = files("etabli.foundation.own_data").joinpath("documents/copy.typ")
MAX_IN_MEMORY = 4 * 1024 * 1024


def archive_of(
    identifiers: Identifiers, viewer: Viewer, *, name: str, issuer: str, at: datetime
) -> IO[bytes]:
    """The ZIP of what this viewer may read about somebody, at its beginning; in memory while it is small, then on disk.

    `name` and `issuer` (who holds it: the chamber) stand on the PDF. Files are copied piece by piece.
    """
    copy = copy_of(identifiers, viewer)
    out: IO[bytes] = SpooledTemporaryFile(max_size=MAX_IN_MEMORY)  # noqa: SIM115 -- the response closes it
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        begins = _("everything about me") if copy.is_whole else _("what the chamber reads about me")
        archive.writestr(f"{begins}.pdf", _pdf(copy, viewer, name, issuer, at))
        archive.writestr(f"{_('for another program')}.json", _json(copy, name, at))
        for number, kind in enumerate(copy.kinds, 1):
            archive.writestr(f"csv/{number:02}-{slugify(kind.verbose_name)}.csv", _csv(kind))
        for stored in copy.files:
            with stored.content.open("rb") as content, archive.open(archive_path(stored), "w") as place:
                shutil.copyfileobj(content, place)
    out.seek(0)
    return out


def _json(copy: Copy, name: str, at: datetime) -> str:
    document = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": at.isoformat(),
        "about": name,
        "kinds": [
            {
                "model": kind.model_label,
                "name": kind.verbose_name,
                "fields": dict(kind.columns),
                "rows": [
                    {"id": pk, "values": {name: cell.raw for name, cell in cells.items()}}
                    for pk, cells in kind.rows
                ],
            }
            for kind in copy.kinds
        ],
        "withheld": [{"name": name, "why": why} for name, why in copy.withheld],
        "left_out": withheld_text(copy),
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _csv(kind: CopiedKind) -> bytes:
    rows = [
        [pk, *(cells[name].shown if name in cells else "" for name, _n in kind.columns)]
        for pk, cells in kind.rows
    ]
    return csv_file([[_("number"), *(name for _field, name in kind.columns)], *rows])


def _pdf(copy: Copy, viewer: Viewer, name: str, issuer: str, at: datetime) -> bytes:
    data = {
        "issuer": issuer,
        "fictional": settings.DEMONSTRATION,
        "about": name,
        "day": full_day(at),
        "chapters": as_template_data(letter_of(copy, viewer)),
        "files": [stored.name for stored in copy.files],
        "withheld": _withheld_by_reason(copy),
        "left_out": withheld_text(copy),
    }
    title = _("Everything about me") if copy.is_whole else _("What the chamber reads about me")
    return render(TEMPLATE, data, title=title, lang=reader_language(), at=at)


def _withheld_by_reason(copy: Copy) -> list[dict[str, str]]:
    reasons: defaultdict[str, list[str]] = defaultdict(list)
    for name, why in copy.withheld:
        reasons[why].append(name)
    return [{"names": ", ".join(names), "why": why} for why, names in reasons.items()]


def withheld_text(copy: Copy) -> str:
    """What is not in a copy that was made for another than whom it is about; nothing for theirs."""
    if copy.is_whole:
        return ""
    return _(
        "This copy was made by the chamber. It holds what the chamber reads on its own pages, and nothing that is "
        "between you and others: what you have not shown, what you wrote or received elsewhere, your ways in. "
        "You alone take the whole of it, in your space, under “Everything about me”."
    )
