"""An import from its files to the register: one at a time, taken up where it was cut short, told as it goes."""

from __future__ import annotations

import fcntl
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from etabli.foundation.journal import ActionError
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.practice import current_copy
from etabli.territory.register.actions import import_register
from etabli.territory.register.models import Import
from etabli.territory.register.progress import Phase, Tell, ignore_progress
from etabli.territory.register.reading import read_files, remove_stages
from etabli.territory.register.writing import known_sirets

CORSICA = ("2A", "2B")
_DEPARTMENT = re.compile(r"0[1-9]|[13-8]\d|2[1-9AB]|9[0-5]|9[78]\d")


class AlreadyImporting(ActionError):
    """Another import of this chamber's register is under way."""


class NoSuchDepartment(ActionError):
    """What was given is no département."""


def refresh(
    *,
    chamber: Organisation,
    paths: Sequence[Path],
    departments: Sequence[str],
    by: Viewer,
    at: Callable[[], datetime],
    begun: Import | None = None,
    tell: Tell = ignore_progress,
    on_resume: Callable[[], object] = lambda: None,
) -> Import:
    """Bring the register of `chamber` up to date from SIRENE files; `departments` empty: from everywhere.

    Raises UnreadableFile, AlreadyImporting, NoSuchDepartment. Ended at any moment, it leaves the register as it was or
    brought up to date; begun again with the same files, it takes up what it had read, and says so by `on_resume`.
    """
    codes = commune_prefixes(departments)
    with import_lock(chamber.pk) as folder:
        tell(Phase.READING, 0.0)
        reading = read_files(
            paths,
            codes,
            folder=folder,
            known=known_sirets(chamber.pk),
            tell=lambda phase_done: tell(Phase.READING, phase_done),
        )
        if reading.is_taken_up:
            on_resume()
        done = import_register(
            chamber=chamber,
            reading=reading,
            files=", ".join(path.name for path in paths),
            by=by,
            at=at(),
            begun=begun,
            tell=tell,
        )
        remove_stages(folder)
    return done


def commune_prefixes(departments: Sequence[str]) -> list[str]:
    """What the codes of communes begin with, in these départements. Raises NoSuchDepartment."""
    codes: list[str] = []
    for department in departments:
        code = department.strip().upper().rjust(2, "0")
        if code == "20":
            codes += CORSICA
        elif _DEPARTMENT.fullmatch(code):
            codes.append(code)
        else:
            raise NoSuchDepartment(
                _("“%(code)s” is not a département. Write its number, such as 33, 2A or 974.")
                % {"code": department}
            )
    return sorted(set(codes))


@contextmanager
def import_lock(chamber_id: int) -> Iterator[Path]:
    """The folder where an import of this chamber keeps what it reads, its own as long as it runs.

    The lock is the kernel's: it ends with whoever holds it, however that ends. Raises AlreadyImporting.
    """
    copy = current_copy()
    folder = (copy.folder if copy else settings.DATA) / "register" / str(chamber_id)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyImporting(
                _("Another import of the register is under way. Wait until it has ended, then start again.")
            ) from None
        yield folder
