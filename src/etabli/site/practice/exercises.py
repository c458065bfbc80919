"""The copies: the template they are made from, one for each who practises, and their end. Folders only, no page.

practice/template.<key>/     built by `build_template`, from nothing, through the product's own actions
practice/copies/<begun>-…/   one exercise; its folder's date tells when it was last used, its file `origin` from which
                             address it was begun (a mark), its file `unopened` that nobody has come back to it yet
"""

import fcntl
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from urllib.parse import quote, unquote

from django.apps import apps
from django.conf import settings
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError
from etabli.foundation.practice import PracticeCopy, use_copy, wait_for_tasks
from etabli.site.links import EXERCISE
from etabli.site.practice.filling import fill

MAX_EXERCISE, MAX_IDLE = EXERCISE.lasts or timedelta(), timedelta(hours=3)
MAX_COPIES = 60
MAX_COPIES_PER_ADDRESS = 20  # addresses: a room of ten behind one Wi-Fi, some of whom begin again
MAX_UNOPENED = timedelta(minutes=2)  # a browser that takes the cookie is there at once
MAX_COPY_BYTES = 40 * 1024 * 1024  # of one copy, its files included
TEMPLATE_AGE = timedelta(days=3)  # the template's workshops are to come: it can't grow old
# Rows of an exercise are numbered from here, as those of no real installation are. So no address, no secret link and
# no signed number that was seen in one ever means anything in real life.
FIRST_NUMBER = 900_000_000


class NotReady(ActionError):
    """The template is being built."""


class TooManyCopies(ActionError):
    """As many people practise as the machine takes, or as many from one address as leave room for the others."""


@dataclass(frozen=True)
class Exercise:
    """One who practises: in which copy, and the address where they were before."""

    copy: PracticeCopy
    back: str

    def sign(self) -> str:
        """The value of the cookie."""
        return EXERCISE.seal(f"{self.copy.folder.name} {quote(self.back)}")


def begin_exercise(*, back: str, origin: str, at: datetime) -> Exercise:
    """A copy of one's own, begun from the address `origin`. Raises NotReady, TooManyCopies."""
    template = _template()
    if template is None:
        raise NotReady(_("The exercise is being prepared. Come back in a few minutes."))
    copies = settings.PRACTICE / "copies"
    copies.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _copies_lock():
        folder = _new_copy_folder(copies, _mark_of(origin), at)
    shutil.copytree(template, folder, dirs_exist_ok=True)
    os.utime(folder)
    return Exercise(PracticeCopy(folder), back)


def find_exercise(cookie: str, at: datetime) -> Exercise | None:
    """The exercise of this cookie, and a sign that it is in use; None when it is over, or the cookie isn't ours."""
    text = EXERCISE.text_in(cookie)
    if text is None:
        return None
    name, _space, back = text.partition(" ")
    folder = settings.PRACTICE / "copies" / name
    if is_over(folder, at):
        return None
    (folder / "unopened").unlink(missing_ok=True)
    os.utime(folder)
    return Exercise(PracticeCopy(folder), unquote(back))


def is_over(folder: Path, at: datetime) -> bool:
    """A day after its beginning, three hours after its last use, or erased."""
    try:
        used = folder.stat().st_mtime
    except FileNotFoundError:
        return True
    begun = int(folder.name.partition("-")[0])
    now = at.timestamp()
    return now - begun > MAX_EXERCISE.total_seconds() or now - used > MAX_IDLE.total_seconds()


def is_full(copy: PracticeCopy) -> bool:
    """Whether it takes no more: it may only be read."""
    return sum(file.stat().st_size for file in copy.folder.rglob("*") if file.is_file()) > MAX_COPY_BYTES


def erase_copy(copy: PracticeCopy) -> None:
    """Erase it."""
    shutil.rmtree(copy.folder, ignore_errors=True)


def erase_old_exercises(at: datetime) -> None:
    """Erase the exercises that are over; for the clock."""
    for folder in (settings.PRACTICE / "copies").glob("*-*"):
        if is_over(folder, at):
            erase_copy(PracticeCopy(folder))


def is_template_due(at: datetime) -> bool:
    """Whether the template is to be built: there is none of this version, or it has grown old."""
    ready = _template()
    return ready is None or at.timestamp() - ready.stat().st_mtime > TEMPLATE_AGE.total_seconds()


def build_template(at: datetime) -> None:
    """Build the template and drop those before it."""
    fresh = settings.PRACTICE / f"building.{os.getpid()}"
    for cut_short in [fresh, *_stale_folders(settings.PRACTICE.glob("building.*"), at)]:
        shutil.rmtree(cut_short, ignore_errors=True)
    fresh.mkdir(parents=True, mode=0o700)
    _build(PracticeCopy(fresh), at)
    old = list(settings.PRACTICE.glob("template.*"))
    fresh.rename(settings.PRACTICE / f"template.{_schema_fingerprint()}.{int(at.timestamp())}")
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)


def _new_copy_folder(copies: Path, mark: str, at: datetime) -> Path:
    """An empty folder among those that the machine takes, and that one address may have. Raises TooManyCopies.

    The copies that this address began and never came back to make room first.
    """
    own_folders = [folder for folder in copies.glob("*-*") if _origin_of(folder) == mark]
    for folder in [folder for folder in own_folders if _is_abandoned(folder, at)]:
        erase_copy(PracticeCopy(folder))
        own_folders.remove(folder)
    if len(own_folders) >= MAX_COPIES_PER_ADDRESS:
        raise TooManyCopies(
            _(
                "Many people are practising from your connection. Stop an exercise that is no longer of use, or wait."
            )
        )
    if len(list(copies.glob("*-*"))) >= MAX_COPIES:
        raise TooManyCopies(_("Many people are practising now. Come back in an hour."))
    folder = copies / f"{int(at.timestamp())}-{secrets.token_hex(16)}"
    folder.mkdir(mode=0o700)
    (folder / "origin").write_text(mark)
    (folder / "unopened").touch()
    return folder


def _origin_of(folder: Path) -> str:
    try:
        return (folder / "origin").read_text()
    except FileNotFoundError:  # erased meanwhile
        return ""


def _is_abandoned(folder: Path, at: datetime) -> bool:
    begun = int(folder.name.partition("-")[0])
    return (folder / "unopened").exists() and at.timestamp() - begun > MAX_UNOPENED.total_seconds()


def _mark_of(origin: str) -> str:
    """The address itself is never written down."""
    return salted_hmac("etabli.practice.origin", origin, algorithm="sha256").hexdigest()[:32]


@contextmanager
def _copies_lock() -> Iterator[None]:
    """One process at a time counts the copies and adds its own."""
    with (settings.PRACTICE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _stale_folders(folders: Iterable[Path], at: datetime) -> list[Path]:
    """Those that nobody has written in for an hour: whoever built them was ended meanwhile."""
    return [folder for folder in folders if at.timestamp() - folder.stat().st_mtime > 3600]


def _last_morning(at: datetime) -> datetime:
    """Ten o’clock, today or the day before: mails written at night wait, and an exercise shows them."""
    local = timezone.localtime(at)
    morning = local.replace(hour=10, minute=0, second=0, microsecond=0)
    return morning if morning <= local else morning - timedelta(days=1)


def _build(copy: PracticeCopy, at: datetime) -> None:
    from django.contrib.contenttypes.models import ContentType

    with use_copy(copy):
        _make_tables()
        _number_from(FIRST_NUMBER)
        fill(_last_morning(at))
        wait_for_tasks()
        connection.cursor().execute("VACUUM")
    ContentType.objects.clear_cache()  # its numbers were the copy's
    shutil.rmtree(copy.folder / "cache", ignore_errors=True)


def _make_tables() -> None:
    """Straight from the models: what one practises on is never brought up to date, and hundreds of migrations that end
    in the same tables would take most of the time."""
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def _number_from(first: int) -> None:
    """Have SQLite number the rows to come of all tables from `first`."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sqlite_sequence")
        cursor.execute(
            "INSERT INTO sqlite_sequence (name, seq) SELECT name, %s FROM sqlite_master"
            " WHERE type = 'table' AND sql LIKE '%%AUTOINCREMENT%%'",
            [first],
        )


def _template() -> Path | None:
    """The newest one that this version can use."""
    return max(settings.PRACTICE.glob(f"template.{_schema_fingerprint()}.*"), default=None)


@cache
def _schema_fingerprint() -> str:
    """What the tables look like, by the names of all migrations: a template of another version is of no use."""
    names = sorted(
        f"{config.label} {file.stem}"
        for config in apps.get_app_configs()
        for file in Path(config.path, "migrations").glob("[0-9]*.py")
    )
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]
