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


def json_help() -> str:
    """What `--json` does, the same wherever it is taken."""
    return pick("un document JSON, sur la sortie standard", "one JSON document on the standard output")


def refuse(french: str, english: str) -> NoReturn:
    """Ends the program: one line on stderr, exit code 2."""
    print("etabli: " + pick(french, english), file=sys.stderr)
    raise SystemExit(2)


class ProgressLine:
    """How far a long work is, on the standard error: on a terminal one line that is written over, else a line each."""

    def __init__(self) -> None:
        self.width = 0

    def __call__(self, percent: int, french: str, english: str) -> None:
        line = pick(f"{percent:3} % · {french}", f"{percent:3}% · {english}")
        if sys.stderr.isatty():
            print(f"\r{line:{self.width}}", end="\n" if percent >= 100 else "", file=sys.stderr, flush=True)
            self.width = len(line)
        else:
            print(line, file=sys.stderr, flush=True)


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
_FRENCH_MESSAGES = (
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


def argparse_in_french(message: str) -> str:
    """What argparse says of wrong arguments, in French; anything else as it is."""
    for english, french in _FRENCH_MESSAGES:
        if match := re.fullmatch(english, message):
            *first, last = match.groups() or ("",)
            return french.format(*first, argparse_in_french(last))
    return message


class Help(argparse.HelpFormatter):
    """The help of a command, whose first word is in the language of the terminal."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, pick("usage : ", "usage: ") if prefix is None else prefix)


# What stands for a value in a help: the word for it, in capitals.
_FRENCH_VALUES = {
    "ADDRESS": "ADRESSE",
    "ADVISER": "CONSEILLÈRE",
    "CHAMBER": "CHAMBRE",
    "DAYS": "JOURS",
    "DEPARTMENT": "DÉPARTEMENT",
    "DIR": "DOSSIER",
    "ELIGIBLE": "NUMÉROS",
    "FILE": "FICHIER",
    "FILTERS": "FILTRES",
    "HASH": "EMPREINTE",
    "HEADER=FIELD": "TITRE=CHAMP",
    "HOST": "ADRESSE",
    "HOURS": "HEURES",
    "KEY": "CLÉ",
    "KIND": "GENRE",
    "MANAGER": "RESPONSABLE",
    "NAME": "NOM",
    "PHONE": "TÉLÉPHONE",
    "SECONDS": "SECONDES",
    "SEED": "GRAINE",
    "WORD": "MOT",
}


def localise(parser: argparse.ArgumentParser) -> None:
    """What argparse says by itself in a help, in the language of the terminal; in those of its subcommands too."""
    parser._positionals.title = pick("arguments ", "positional arguments")
    parser._optionals.title = pick("options ", "options")
    for action in parser._actions:
        if action.nargs != 0 and not action.choices and not in_english():
            value = action.metavar or (action.dest.upper() if action.option_strings else None)
            action.metavar = _FRENCH_VALUES.get(value, value) if isinstance(value, str) else value
        if isinstance(action, argparse._HelpAction):
            action.help = pick("affiche cette aide et s'arrête", "show this help message and exit")
        if isinstance(action, argparse._SubParsersAction):
            for part in action.choices.values():
                part.formatter_class = parser.formatter_class
                localise(part)


class OneLineParser(argparse.ArgumentParser):
    """Refuses bad arguments in one line, in the language of the terminal, with exit code 2; its own words of `--help`
    are in that language too.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"formatter_class": Help, **options})
        localise(self)

    def error(self, message: str) -> NoReturn:
        name = self.prog.removeprefix("etabli ")
        refuse(
            f"{name} : {argparse_in_french(message)} (voir : {self.prog} --help)",
            f"{name}: {message} (see: {self.prog} --help)",
        )
