"""`etabli run` and `etabli demo`: keep the web server and the worker running."""

import importlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from etabli.foundation.confinement import close_to_others
from etabli.foundation.terminal import OneLineParser, ProgressLine, pick, refuse
from etabli.site.django_commands import prepare
from etabli.site.environment import data_directory, database_from_url
from etabli.site.filling_page import serve_waiting_page
from etabli.site.migrating import OtherVersion, database_lock
from etabli.site.preparing import PACKAGE, prepare_installation, shape_of
from etabli.site.supervisor import Child, Supervisor, answers, why_port_is_refused
from etabli.site.translations import compile_translations

DATABASE_FILE = "etabli.sqlite3"
FILLED_FILE = (
    "demonstration-filled"  # in the data folder once it is filled: which migrations it has gone through
)
DEFAULT_PORT = 8000
type Say = Callable[
    [int, str, str], object
]  # percent that is done, what is done now in French and in English
# What names the database, the mail server and box, the files, who hears of errors: not those of the demonstration.
IGNORED_VARIABLES = [
    variable
    for name in (
        *("DATABASE_URL", "EMAIL_URL", "IMAP_URL", "ETABLI_REPLY_ADDRESS", "ETABLI_FILES_URL"),
        *("ETABLI_SENTRY_DSN", "ETABLI_ADMINS"),
    )
    for variable in (name, f"{name}_FILE")
]
MAX_START_SECONDS = 60.0  # when the worker starts even though the web doesn't answer yet


def _address(prog: str, argv: list[str]) -> tuple[str, int]:
    parser = OneLineParser(prog=prog)
    parser.add_argument(
        "--port",
        type=int,
        default=DEFAULT_PORT,
        help=pick(f"le port où il répond ({DEFAULT_PORT})", f"the port that it answers on ({DEFAULT_PORT})"),
    )
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help=pick(
            "l'adresse où il répond (127.0.0.1 : cette machine seule)",
            "the address that it answers on (127.0.0.1: this machine alone)",
        ),
    )
    options = parser.parse_args(argv)
    if not 1 <= options.port <= 65535:
        refuse(
            f"le port {options.port} n'existe pas : de 1 à 65535.",
            f"there is no port {options.port}: 1 to 65535.",
        )
    reason = why_port_is_refused(options.host, options.port)
    if reason:
        refuse(
            f"le port {options.port} n'est pas libre ({reason}). Essayez --port {options.port + 1}.",
            f"port {options.port} is not free ({reason}). Try --port {options.port + 1}.",
        )
    return options.host, options.port


def run(argv: list[str]) -> int:
    host, port = _address("etabli run", argv)
    close_to_others()
    compile_translations()
    importlib.import_module("etabli.site.settings")  # refuses at once an environment that can't be used
    address = os.environ.get("ETABLI_BASE_URL") or _browser_url(host, port)
    return _supervise(
        host, port, lambda: print(pick(f"Établi répond : {address}", f"Établi answers: {address}"))
    )


def demo(argv: list[str]) -> int:
    """The demonstration keeps its own folder and database: it can't touch a real installation beside it."""
    if os.environ.get("ETABLI_ENV") == "production":
        refuse(
            "la démonstration ne démarre pas en production : retirez ETABLI_ENV.",
            "the demonstration does not start in production: remove ETABLI_ENV.",
        )
    host, port = _address("etabli demo", argv)
    _enter_demonstration(_browser_url(host, port))
    data = data_directory()
    compile_translations()
    # Two demonstrations that start at once fill one after the other.
    with database_lock(database_from_url("", data)), _progress_page(data, host, port) as tell:
        _prepare_demonstration(data, tell)
    return _supervise(host, port, lambda: print(_welcome(_browser_url(host, port)), flush=True))


@contextmanager
def _progress_page(data: Path, host: str, port: int) -> Iterator[Say]:
    """Something that says how far the filling is: in the terminal, and on a page at this address."""
    line = ProgressLine()
    if (data / FILLED_FILE).exists():
        yield line
        return
    with serve_waiting_page(host, port) as page:
        line(page.percent, *page.words)

        def tell(percent: int, french: str, english: str) -> None:
            page.tell(percent, french, english)
            line(percent, french, english)

        yield tell


def _prepare_demonstration(data: Path, tell: Say) -> None:
    """Migrated and filled; at once, and without loading Django, when it is already."""
    shape = shape_of(PACKAGE)
    if not (data / FILLED_FILE).exists():
        _start_afresh(data)
    elif (data / FILLED_FILE).read_text() == shape and (data / DATABASE_FILE).exists():
        return
    prepare()
    try:
        prepare_installation()
    except OtherVersion as refusal:
        refuse(f"demo : {refusal}", f"demo: {refusal}")
    if not (data / FILLED_FILE).exists():
        _fill(tell)
    (data / FILLED_FILE).write_text(shape)


def _browser_url(host: str, port: int) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}"


def _enter_demonstration(url: str) -> None:
    os.environ["ETABLI_DATA"] = str(data_directory() / "demonstration")
    os.environ["ETABLI_DEMONSTRATION"] = "1"
    os.environ["ETABLI_BASE_URL"] = url
    set_aside = [name for name in IGNORED_VARIABLES if os.environ.pop(name, None)]
    if set_aside:
        names = ", ".join(set_aside)
        print(
            pick(
                f"etabli : la démonstration a sa base et ses fichiers, et n'envoie rien : elle ignore {names}.",
                f"etabli: the demonstration has its own database and files, and sends nothing: it ignores {names}.",
            ),
            file=sys.stderr,
        )


def _start_afresh(data: Path) -> None:
    """A filling that was cut short is begun again from nothing: half a département helps nobody."""
    for file in data.glob(f"{DATABASE_FILE}*"):
        file.unlink()
    shutil.rmtree(data / "files", ignore_errors=True)


def _fill(tell: Say) -> None:
    from django.core.management import call_command
    from django.db import connections

    print(pick("Remplissage du département fictif…", "Filling the fictional département…"), file=sys.stderr)
    call_command("fill_demo", say=tell)
    connections.close_all()


def _welcome(url: str) -> str:
    return pick(
        f"""
Établi est prêt : {url}

  Tout y est fictif. Sur {url}/demonstration/ un clic vous fait entrer comme
  conseillère, artisan, adhérent, relais ou modératrice. Les e-mails restent ici : {url}/courrier/

  Pour arrêter : Ctrl-C""",
        f"""
Établi is ready: {url}

  Everything in it is fictional. At {url}/demonstration/ one click makes you an
  adviser, an artisan, a member, a relay or a moderator. Mails stay here: {url}/courrier/

  To stop: Ctrl-C""",
    )


def _supervise(host: str, port: int, announce: Callable[[], None]) -> int:
    os.environ["ETABLI_BIND"] = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    python = [sys.executable, "-P", "-m"]
    worker = Child("worker", [*python, "etabli", "manage", "worker"])
    # The web first: it prepares the database, and on a small machine they would slow one another down.
    worker.due_at = time.monotonic() + MAX_START_SECONDS

    def when_ready() -> bool:
        ready = answers(host, port)
        if ready:
            announce()
            worker.due_at = 0.0
        return ready

    web = Child("web", [*python, "etabli.site.serving"])
    return Supervisor([web, worker], when_ready=when_ready).run()
