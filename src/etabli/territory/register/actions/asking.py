"""Asking for the import of an official file, and saying why an import came to nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy

from etabli.foundation.files.receiving import clean_name
from etabli.foundation.journal import Irreversible, action, change, on_failure, record
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.territory.register import official
from etabli.territory.register.models import Import
from etabli.territory.register.notices import tell_ended


@action(
    "register.start_import",
    sentence=gettext_lazy("asked for the import of the official file %(subject)s"),
    may=may_run,
    undo=Irreversible(gettext_lazy("Official facts are corrected by importing the next official file.")),
)
def start_import(*, chamber: Organisation, upload: UploadedFile[Any], by: Viewer, at: datetime) -> Import:
    """Keep an official file that came in by the browser, and have the worker import it."""
    name = clean_name(upload.name or "")
    done = Import.objects.create(chamber=chamber, at=at, files=name, status=Import.Status.WAITING)
    on_failure(lambda: official.forget(done))
    official.keep(done, upload)
    record(done, before={}, after={"files": name})
    transaction.on_commit(lambda: _have_it_done(done))
    return done


@action(
    "register.refuse_import",
    sentence=gettext_lazy("gave up the import of %(subject)s"),
    may=may_run,
    undo=Irreversible(gettext_lazy("Nothing was imported: give the file again.")),
    subject="done",
)
def refuse_import(*, done: Import, why: str, by: Viewer, at: datetime) -> Import:
    """Write down why an import came to nothing, and tell whoever asked for it."""
    tell_ended(done, why, at)
    return change(done, status=str(Import.Status.REFUSED), message=why[:400], ended_at=at)


def _have_it_done(done: Import) -> None:
    from etabli.territory.register.tasks import run_import  # tasks use the acts

    run_import.enqueue(done.pk)
