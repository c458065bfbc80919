"""`etabli needs list` and `etabli needs recognise FILE`: the catalogue, and which needs a text's lines speak of."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from etabli.procurement.needs.catalogue import load
from etabli.procurement.needs.engine import recognise

_LARGEST_FILE = 20_000_000  # bytes


class _BadInput(Exception):
    """One clear line for the person: what, where, how to mend."""


def main(argv: Sequence[str]) -> int:
    """Run the command. Returns 0, or 2 on bad input with one line on stderr."""
    try:
        args = _parser().parse_args(argv)
        if args.verb == "list":
            return _list(as_json=args.json)
        return _recognise(args.file, as_json=args.json)
    except _BadInput as error:
        print(f"etabli needs: {error}", file=sys.stderr)
        return 2


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]  # raises like the original exits
        raise _BadInput(f"{message}; use `needs list` or `needs recognise FILE`, with --json for a document")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="etabli needs", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True, parser_class=_Parser)
    listing = verbs.add_parser("list", help="print the catalogue")
    reading = verbs.add_parser("recognise", help="say which needs each line of a text file speaks of")
    reading.add_argument("file", type=Path, help="a text file in UTF-8, one line of a quote per line")
    for verb in (listing, reading):
        verb.add_argument("--json", action="store_true", help="print one JSON document")
    return parser


def _list(*, as_json: bool) -> int:
    needs = [
        {
            "id": need.id,
            "number": need.number,
            "chapter": need.chapter,
            "label": need.label.fr,
            "question": need.question.fr,
        }
        for need in load().needs
    ]
    if as_json:
        print(json.dumps(needs, ensure_ascii=False, indent=1))
    else:
        for entry in needs:
            print(f"{entry['number']:>3}  {entry['id']:<18} {entry['label']}")
    return 0


def _recognise(path: Path, *, as_json: bool) -> int:
    catalogue = load()
    found = [(line, recognise(line, catalogue)) for line in _lines(path)]
    if not as_json:
        for line, needs in found:
            print(f"{line}\n    {', '.join(need.need_id for need in needs) or '-'}")
        return 0
    rows = [
        {
            "line": line,
            "needs": [
                {"id": need.need_id, "confidence": round(need.confidence, 2), "evidence": need.evidence}
                for need in needs
            ],
        }
        for line, needs in found
    ]
    print(json.dumps(rows, ensure_ascii=False, indent=1))
    return 0


def _lines(path: Path) -> list[str]:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise _BadInput(f"{path}: larger than {_LARGEST_FILE // 1_000_000} MB; cut it into smaller files")
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _BadInput(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8 text") from error
    except OSError as error:
        raise _BadInput(f"{path}: can't be read ({error.strerror}); check the path") from error
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if lines and lines[-1] == "" else lines
