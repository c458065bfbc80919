"""`etabli bench visibility`: how much of what is wrong with a site a look at it tells, and how much it invents.

Each site of the folders named by `--sites` is served on this machine, looked at as the worker does it, and held against
the truth that whoever made it wrote beside it: only ids and totals are shown, so that nobody tunes to those pages. Then
the pages of the project's own tests are also shown to Lighthouse and to axe, for the checks that both make.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from bench.report import Part
from bench.visibility import peers, planted
from etabli.foundation.terminal import pick


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--sites",
        type=Path,
        nargs="+",
        default=[],
        metavar="FOLDER",
        help=pick(
            "dossiers de sites dont la vérité est écrite à côté",
            "folders of sites with the truth written beside them",
        ),
    )
    parser.add_argument(
        "--no-peers",
        action="store_true",
        help=pick("sans Lighthouse ni axe", "without Lighthouse and axe"),
    )


def run(options: argparse.Namespace) -> Iterator[Part]:
    folders = getattr(options, "sites", [])  # `bench all` has no options of its own
    if folders:
        yield planted.measured(folders)
    if not getattr(options, "no_peers", False):
        yield from peers.measured()
