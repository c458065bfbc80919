"""`etabli anonymise BRIEF.json`: the ad of a brief, and what was removed to make it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from etabli.procurement.briefs.engine import Anonymised, BriefError, anonymise, brief_from_json
from etabli.procurement.needs.catalogue import load
from etabli.territory.places.source import communes

_LARGEST_FILE = 5_000_000  # bytes


class _BadInput(Exception):
    """One clear line for the person: what, where, how to mend."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]  # raises where the original exits
        raise _BadInput(f"{message}; use `anonymise BRIEF.json`, with --json for a document")


def main(argv: Sequence[str]) -> int:
    """Run the command. Returns 0, or 2 on bad input with one line on stderr."""
    parser = _Parser(prog="etabli anonymise", description=__doc__)
    parser.add_argument("file", type=Path, help="a brief, as its export gives it")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    try:
        args = parser.parse_args(argv)
        result = _anonymised(args.file)
    except _BadInput as error:
        print(f"etabli anonymise: {error}", file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(as_json(result), ensure_ascii=False, indent=1))
    else:
        print(f"{result.ad.title}\n\n{result.ad.text}\n")
        for one in result.removed:
            print(f"- {one.kind}: {one.text} -> {one.replaced_by}")
    return 0


def as_json(result: Anonymised) -> dict[str, Any]:
    """The ad and the removals as plain data."""
    ad = result.ad
    needs = [
        {
            "id": need.need_id,
            "number": need.number,
            "weight": need.weight,
            "answer": need.answer,
            "note": need.note,
        }
        for need in ad.needs
    ]
    return {
        "ad": {"title": ad.title, "text": ad.text, "needs": needs, "place": ad.place or None},
        "removed": [
            {"kind": one.kind, "text": one.text, "replaced_by": one.replaced_by} for one in result.removed
        ],
    }


def _anonymised(path: Path) -> Anonymised:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise _BadInput(f"{path}: larger than {_LARGEST_FILE // 1_000_000} MB; a brief is far smaller")
        content = path.read_bytes()
    except OSError as error:
        raise _BadInput(f"{path}: can't be read ({error.strerror}); check the path") from error
    catalogue = load()
    try:
        return anonymise(
            brief_from_json(content, catalogue), catalogue, places=[row.name for row in communes()]
        )
    except BriefError as error:
        raise _BadInput(f"{path}: {error}") from error
