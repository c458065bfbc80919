"""What a reading child may open: what it is made of, and what others put on every machine alike. Nothing of ours."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]  # our own code, which is public
_SYSTEM = (
    "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/local/lib64", "/nix/store", "/gnu/store",
    "/etc/ld.so.cache", "/etc/ssl/openssl.cnf", "/etc/localtime", "/usr/share/zoneinfo",
    "/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/X11/fonts",  # for pages that don't bring theirs
    "/dev/null", "/dev/urandom", "/sys/devices/system/cpu",  # how many threads are worth starting
)  # fmt: skip


def readable(more: Iterable[str] = ()) -> list[str]:
    """The folders and files that a child may read: the interpreter's libraries, the packages, our code, the system's
    libraries and fonts, and `more`. What an installation keeps to itself is left out, even when it lies beneath one of
    them. Nothing of /proc, where the memory and the environment of other processes are."""
    wanted = {*_SYSTEM, *_interpreter(), *more, *_listed("LD_LIBRARY_PATH")}
    kept_back = _kept_back()
    return [part for path in sorted(wanted) for part in _without(path, kept_back)]


def _interpreter() -> Iterator[str]:
    yield str(_PACKAGE)
    yield from (sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib"))
    yield from (
        path for path in sys.path if Path(path).name in ("site-packages", "dist-packages", "lib-dynload")
    )


def _listed(variable: str) -> list[str]:
    return [path for path in os.environ.get(variable, "").split(":") if path]


def _kept_back() -> list[Path]:
    """Where this installation keeps its data, its backups and its secrets, as far as this process knows."""
    places = [value for name, value in os.environ.items() if name.endswith("_FILE")]
    places += [os.environ.get(name, "") for name in ("ETABLI_DATA", "ETABLI_BACKUPS")]
    django = sys.modules.get("django.conf")
    if django is not None and django.settings.configured:
        databases = django.settings.DATABASES.values()
        places += [str(django.settings.DATA), *(str(each["NAME"]) for each in databases)]
    return [Path(place).resolve() for place in places if place.startswith("/")]


def _without(path: str, kept_back: Sequence[Path]) -> list[str]:
    """`path`, or those of its parts that hold nothing of what is kept back."""
    folder = Path(path).resolve()
    inside = [place for place in kept_back if folder in place.parents]
    if not inside or not folder.is_dir():
        return [path]
    parts = [each for each in folder.iterdir() if each.resolve() not in inside and not each.is_symlink()]
    return [part for each in parts for part in _without(str(each), inside)]
