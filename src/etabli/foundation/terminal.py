"""What the command line says, in the language of the terminal: French unless LANG says English. Imports no Django."""

import argparse
import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn


def in_english() -> bool:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return value.startswith("en")
    return False


def pick(french: str, english: str) -> str:
    return english if in_english() else french


def refuse(french: str, english: str) -> NoReturn:
    """Ends the program: one line on stderr, exit code 2."""
    print("etabli: " + pick(french, english), file=sys.stderr)
    raise SystemExit(2)


def read_file(name: str, path: Path, *, largest_mb: int) -> bytes:
    """A file that the command `name` was given; refused when it can't be read, or is larger than `largest_mb`."""
    try:
        if path.stat().st_size <= largest_mb * 1_000_000:
            return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        refuse(
            f"{name} : {path} ne peut pas être lu ({reason}). Vérifiez le chemin.",
            f"{name}: {path} can't be read ({reason}). Check the path.",
        )
    refuse(
        f"{name} : {path} dépasse {largest_mb} Mo. Ce n'est sans doute pas le bon fichier.",
        f"{name}: {path} is over {largest_mb} MB. It may be the wrong file.",
    )


# What argparse says, whose own translations come with no Python; what a command says by itself is in French already.
_IN_FRENCH = (
    (r"argument (.+?): (.+)", "{} : {}"),
    (r"unrecognized arguments: (.+)", "argument inconnu : {}"),
    (r"the following arguments are required: (.+)", "il manque : {}"),
    (r"one of the arguments (.+) is required", "il faut un de ceux-ci : {}"),
    (r"invalid choice: (.+) \(choose from (.+)\)", "{} n'est pas un choix possible : {}"),
    (r"invalid (?:int|float|Decimal) value: (.+)", "{} n'est pas un nombre"),
    (r"invalid \S+ value: (.+)", "{} n'est pas ce qui est attendu"),
    (r"expected (?:one|at least one) argument", "il manque une valeur"),
    (r"expected (\d+) arguments?", "il faut {} valeurs"),
    (r"expected at most one argument", "une valeur au plus"),
    (r"not allowed with argument (.+)", "ne va pas avec {}"),
    (r"ignored explicit argument (.+)", "ne prend pas de valeur ({})"),
    (r"ambiguous option: (.+) could match (.+)", "{} peut vouloir dire {}"),
)


def in_french(message: str) -> str:
    """What argparse says of wrong arguments, in French; anything else as it is."""
    for english, french in _IN_FRENCH:
        if match := re.fullmatch(english, message):
            *first, last = match.groups() or ("",)
            return french.format(*first, in_french(last))
    return message


class _Help(argparse.HelpFormatter):
    """The help of a command, whose first word is in the language of the terminal."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, pick("usage : ", "usage: ") if prefix is None else prefix)


class OneLineParser(argparse.ArgumentParser):
    """Refuses bad arguments in one line, in the language of the terminal, with exit code 2; its own words of `--help`
    are in that language too.
    """

    def __init__(self, *, add_help: bool = True, **options: Any) -> None:
        super().__init__(add_help=False, **{"formatter_class": _Help, **options})
        self._positionals.title = pick("arguments ", "positional arguments")
        self._optionals.title = pick("options ", "options")
        if add_help:
            shows = pick("affiche cette aide et s'arrête", "show this help message and exit")
            self.add_argument("-h", "--help", action="help", help=shows)

    def error(self, message: str) -> NoReturn:
        name = self.prog.removeprefix("etabli ")
        refuse(
            f"{name} : {in_french(message)} (voir : {self.prog} --help)",
            f"{name}: {message} (see: {self.prog} --help)",
        )
