"""What the command line says, in the language of the terminal: French unless LANG says English."""

import argparse
import os
import sys
from typing import NoReturn


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


class OneLineParser(argparse.ArgumentParser):
    """Refuses bad arguments in one line, with exit code 2."""

    def error(self, message: str) -> NoReturn:
        refuse(f"{self.prog} : {message}", f"{self.prog}: {message}")
