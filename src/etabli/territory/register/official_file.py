"""Where an official file that came in by the browser waits for the worker: on the disk, until it was read."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from etabli.foundation.files.receiving import clean_name
from etabli.foundation.practice import current_copy
from etabli.territory.register.models import Import


def store_upload(done: Import, upload: UploadedFile[Any]) -> None:
    """Write the file down in chunks, where the import will look for it."""
    folder = folder_of(done)
    remove_upload(done)  # what another of this number may have left
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / clean_name(upload.name or "")).open("wb") as target:
        for chunk in upload.chunks():
            target.write(chunk)


def paths_of(done: Import) -> list[Path]:
    """What was kept. Raises FileNotFoundError once it is gone."""
    return sorted(folder_of(done).iterdir())


def remove_upload(done: Import) -> None:
    """The file is of no use any more."""
    shutil.rmtree(folder_of(done), ignore_errors=True)


def folder_of(done: Import) -> Path:
    copy = current_copy()
    return (copy.folder if copy else settings.DATA) / "register" / "given" / str(done.pk)
