"""The Django commands that are ours: their help in the language of the terminal, with what they take themselves."""

from argparse import SUPPRESS
from typing import Any

from django.core.management import BaseCommand
from django.core.management.base import CommandParser

from etabli.foundation.terminal import Help, localise, pick


class OwnCommand(BaseCommand):
    """What it does, in `french` and in `english`; what it takes is told by `pick` in its `add_arguments`.

    The options that Django gives every command are taken all the same.
    """

    french = english = ""
    suppressed_base_arguments = {
        "--version",
        "--verbosity",
        "--settings",
        "--pythonpath",
        "--traceback",
        "--no-color",
        "--force-color",
        "--skip-checks",
    }

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """As Django does, with nothing of its own words left."""
        self.help = pick(self.french, self.english)
        parser = super().create_parser(prog_name, subcommand, **{"formatter_class": Help, **kwargs})
        for argument in parser._actions:
            if argument.dest == "skip_checks":  # Django adds it past `suppressed_base_arguments`
                argument.help = SUPPRESS
        localise(parser)
        return parser
