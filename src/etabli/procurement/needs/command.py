"""`etabli needs list` and `etabli needs recognise FILE`: the catalogue, and which needs a text's lines speak of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from etabli.foundation.terminal import OneLineParser, json_help, pick, read_file, refuse
from etabli.procurement.needs.catalogue import load
from etabli.procurement.needs.engine import ABOVE, Recognised, recognise


def main(argv: Sequence[str]) -> int:
    """Run the command. Returns 0; bad input ends it with one line on stderr and exit code 2."""
    args = _parser().parse_args(argv)
    if args.verb == "list":
        return _list(as_json=args.json)
    return _recognise(args.file, as_json=args.json)


def _parser() -> OneLineParser:
    parser = OneLineParser(
        prog="etabli needs",
        description=pick(
            "Le catalogue des besoins, et ceux dont parlent les lignes d'un texte.",
            "The catalogue of needs, and those of which a text's lines speak.",
        ),
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    listing = verbs.add_parser("list", help=pick("écrire le catalogue", "print the catalogue"))
    reading = verbs.add_parser(
        "recognise",
        help=pick(
            "dire de quels besoins parle chaque ligne d'un fichier",
            "say which needs each line of a text file speaks of",
        ),
    )
    reading.add_argument(
        "file",
        type=Path,
        help=pick(
            "un fichier de texte en UTF-8, une ligne de devis par ligne",
            "a text file in UTF-8, one line of a quote per line",
        ),
    )
    for verb in (listing, reading):
        verb.add_argument(
            "--json",
            action="store_true",
            help=json_help(),
        )
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
    lines = _lines(path)
    recognised = [
        (line, recognise(line, catalogue, lines[max(0, at - ABOVE) : at])) for at, line in enumerate(lines)
    ]
    if not as_json:
        for line, needs in recognised:
            print(f"{line}\n    {', '.join(map(_said, needs)) or '-'}")
        return 0
    rows = [
        {
            "line": line,
            "needs": [
                {
                    "id": need.need_id,
                    "confidence": round(need.confidence, 2),
                    "evidence": need.evidence,
                    "polarity": need.polarity,
                }
                for need in needs
            ],
        }
        for line, needs in recognised
    ]
    print(json.dumps(rows, ensure_ascii=False, indent=1))
    return 0


def _said(need: Recognised) -> str:
    return need.need_id if need.polarity == "offered" else f"{need.need_id} ({need.polarity})"


def _lines(path: Path) -> list[str]:
    content = read_file("needs", path, largest_mb=20)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        refuse(
            f"needs : {path}, octet {error.start} : ce n'est pas de l'UTF-8. Enregistrez le fichier en texte UTF-8.",
            f"needs: {path}, byte {error.start} is not UTF-8. Save the file as UTF-8 text.",
        )
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if lines and lines[-1] == "" else lines
