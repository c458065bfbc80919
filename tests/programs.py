"""Python programs run to their end, each in a process of its own, without loading the libraries anew for each.

`run` is `subprocess.run([sys.executable, "-P", *argv], …)` for a process born of one that has read Django and the
other libraries, and nothing that knows of settings or of an environment: what is of Établi (but for the engines, which
are plain Python), its settings, its models, the reading of arguments, the exit code are the program's own each time.
That a program starts from nothing is seen by those that test_command_line.py and test_starts.py start so.

What a test itself asks of an installation (`is_loaded`) is born of a process that has read Établi too: it reads its own
settings, as `override_settings` has them read, and has its own connections.
"""

import atexit
import gc
import importlib
import json
import os
import runpy
import selectors
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from etabli.site.environment import CHECKOUT

LIBRARIES = [
    "asgiref.local", "asyncio", "cryptography.fernet", "cryptography.x509", "ctypes", "dateutil.rrule",
    "icalendar", "numpy", "phonenumbers", "psycopg", "rapidfuzz.fuzz", "rapidfuzz.process", "segno",
    "snowballstemmer", "spellchecker", "sqlite3", "sqlparse", "stdnum.fr.siret", "tarfile", "typst",
    "django.conf.urls.i18n", "django.contrib.postgres.search", "django.contrib.sessions.backends.base",
    "django.contrib.staticfiles.storage", "django.core.handlers.wsgi", "django.core.mail.backends.smtp",
    "django.core.management.commands.migrate", "django.db.migrations.executor", "django.forms", "django.tasks",
    "django.template.loader", "django.test", "django.views.generic", "django.views.i18n",
]  # fmt: skip
PATIENCE_SECONDS = 600.0
LIBRARIES_ALONE, LOADED = "libraries", "loaded"
# What reads the environment as it is imported; the last is the module of Django's settings.
SETTINGS = ("etabli.site.text_messages", "etabli.site.settings")


def run(
    argv: Sequence[str], *, env: Mapping[str, str], is_loaded: bool = False
) -> "subprocess.CompletedProcess[str]":
    """What `python -P` with these arguments (["-m", module, …] or ["-c", text, …]) does to its end, in a process with
    this environment and nothing to read. Within ten minutes: a loaded machine takes its time.

    `is_loaded`: Django is ready when it begins, with the settings of this environment.
    """
    with (
        tempfile.TemporaryFile() as output,
        tempfile.TemporaryFile() as errors,
        socket.socket(socket.AF_UNIX) as asked,
    ):
        asked.settimeout(PATIENCE_SECONDS)
        asked.connect(str(_server(LOADED if is_loaded else LIBRARIES_ALONE)))
        line = json.dumps({"argv": list(argv), "env": dict(env), "cwd": str(Path.cwd())}).encode() + b"\n"
        socket.send_fds(asked, [b"\n"], [output.fileno(), errors.fileno()])
        asked.sendall(line)
        code = asked.makefile("rb").readline()
        assert code, "the server of programs has gone"
        for file in (output, errors):
            file.seek(0)
        return subprocess.CompletedProcess(
            ["python", "-P", *argv], int(code), output.read().decode(), errors.read().decode()
        )


@cache
def _server(what: str) -> Path:
    """The socket of this process's server that has read this, which ends with it."""
    path = Path(tempfile.mkdtemp(prefix="etabli-programs-"), "socket")
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME"}}
    server = subprocess.Popen(
        [sys.executable, "-P", "-m", "tests.programs", what, str(path)],
        env={**kept, "PYTHONPATH": str(CHECKOUT)},
        stdin=subprocess.PIPE,  # its end says that we have ended
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    atexit.register(server.communicate)
    assert server.stdout is not None
    assert server.stdout.readline() == b"ready\n"
    return path


def _load() -> None:
    """The libraries, then the engines, which are plain Python that no setting changes."""
    for name in LIBRARIES:
        importlib.import_module(name)
    source = CHECKOUT / "src"
    for path in (source / "etabli").rglob("*.py"):
        names = path.relative_to(source).with_suffix("").parts
        if names[3:4] == ("engine",):
            importlib.import_module(".".join(names).removesuffix(".__init__"))


def _load_ours(folder: str) -> None:
    """Établi, as an installation without a database would."""
    os.environ.update(DJANGO_SETTINGS_MODULE=SETTINGS[-1], ETABLI_DATA=folder)
    importlib.import_module("django").setup()
    for name in ("etabli.site.urls", "tests.factories"):
        importlib.import_module(name)


def _settle() -> None:
    """Have Django read the settings of this environment, in the place of those that it was loaded with."""
    from django.conf import Settings, settings
    from django.core.signals import setting_changed
    from django.db import connections
    from django.test import signals  # noqa: F401 -- what forgets when a setting changes

    before = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
    for module in SETTINGS:
        del sys.modules[module]
    settings._wrapped = Settings(SETTINGS[-1])
    assert before["INSTALLED_APPS"] == settings.INSTALLED_APPS, "other apps: it must start from nothing"
    vars(connections).pop("settings", None)
    connections.__init__()  # none of those that the models asked for their names was opened
    for name, value in before.items():
        if name != "DATABASES" and getattr(settings, name) != value:
            setting_changed.send(sender=None, setting=name, value=getattr(settings, name), enter=True)


def _serve(path: str) -> dict[str, Any] | None:
    """In each child, what it is to run; None in the server, once nobody needs it any more."""
    waiting = selectors.DefaultSelector()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen()
        waiting.register(listening, selectors.EVENT_READ)
        waiting.register(sys.stdin, selectors.EVENT_READ)
        gc.collect()
        gc.freeze()  # what was loaded stays, in the children too
        print("ready", flush=True)
        while True:
            for key, _events in waiting.select():
                if key.fileobj is sys.stdin:
                    shutil.rmtree(Path(path).parent)
                    return None
                if key.fileobj is listening:
                    link, _ = listening.accept()
                    _newline, files, *_ = socket.recv_fds(link, 1, 2)
                    asked = json.loads(link.makefile("rb").readline())
                    if not (pid := os.fork()):
                        waiting.close()
                        link.close()
                        return {**asked, "files": files}
                    for file in files:
                        os.close(file)
                    waiting.register(os.pidfd_open(pid), selectors.EVENT_READ, (pid, link))
                else:
                    pid, link = key.data
                    waiting.unregister(key.fileobj)
                    os.close(key.fd)
                    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
                    with suppress(BrokenPipeError), link:  # whoever asked may have lost patience
                        link.sendall(f"{code}\n".encode())


def _become(asked: dict[str, Any], *, is_loaded: bool) -> None:
    """This process as `python -P` would begin with these arguments."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, file in enumerate((nothing, *asked["files"])):
        os.dup2(file, number)
        os.close(file)
    os.environ.clear()
    os.environ.update(asked["env"])
    os.chdir(asked["cwd"])
    if is_loaded:
        _settle()
    kind, program, *arguments = asked["argv"]
    sys.argv = [kind, *arguments]
    if kind == "-m":
        runpy.run_module(program, run_name="__main__", alter_sys=True)
    else:
        exec(compile(program, "<string>", "exec"), {"__name__": "__main__", "__builtins__": __builtins__})


if __name__ == "__main__":
    loading, socket_path = sys.argv[1:]
    _load()
    if loading == LOADED:
        _load_ours(os.path.dirname(socket_path))
    if request := _serve(socket_path):
        _become(request, is_loaded=loading == LOADED)
