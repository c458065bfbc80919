"""`etabli anonymise BRIEF.json`: the ad of a brief, and what was removed to make it. `etabli keywords BRIEF.json`: what
the artisan's customers type."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from etabli.foundation.terminal import OneLineParser, json_help, pick, read_file, refuse
from etabli.procurement.briefs.area_facts import official_places
from etabli.procurement.briefs.engine import (
    LARGE_TOWN,
    Anonymised,
    Brief,
    BriefError,
    Known,
    anonymise,
    brief_from_json,
    keywords,
    known_from_json,
)
from etabli.procurement.briefs.language_facts import country, french, trades_typed
from etabli.procurement.needs.catalogue import load
from etabli.territory.places.source import communes


def main(argv: Sequence[str]) -> int:
    """Run the command. Returns 0; bad input ends it with one line on stderr and exit code 2."""
    parser = _parser(
        "anonymise",
        pick(
            "L'annonce que donne un cahier des charges, et ce qui en a été ôté.",
            "The ad of a brief, and what was removed to make it.",
        ),
    )
    parser.add_argument(
        "--large-town",
        type=int,
        default=LARGE_TOWN,
        metavar="N",
        help=pick(
            "une ville d'au moins N habitants reste dans l'annonce (10000)",
            "a town of at least N inhabitants stays in the ad (10000)",
        ),
    )
    args = parser.parse_args(argv)
    brief = brief_in("anonymise", args.file)
    known = _known_in("anonymise", args.file)
    places = official_places(known.commune, args.large_town)
    result = anonymise(brief, load(), french(), known=known, places=places)
    if args.json:
        print(json.dumps(as_json(result), ensure_ascii=False, indent=1))
    else:
        print(f"{result.ad.title}\n\n{result.ad.text}\n")
        for removal in result.removed:
            print(f"- {removal.kind}: {removal.text} -> {removal.replaced_by}")
        for words in result.telling:
            print(pick(f"? dirait peut-être qui c'est : {words}", f"? may tell who it is: {words}"))
    return 0


def type_as_customers(argv: Sequence[str]) -> int:
    """Run `etabli keywords`. Returns 0; bad input ends it with one line on stderr and exit code 2."""
    parser = _parser(
        "keywords",
        pick(
            "Ce que tapent les clients d'un artisan, d'après son cahier des charges.",
            "What the customers of a craft business type, from its brief.",
        ),
    )
    parser.add_argument("--place", default="", metavar="COMMUNE", help=pick("sa commune", "its commune"))
    parser.add_argument("--language", choices=["fr", "en"], default="fr", help=pick("langue", "language"))
    args = parser.parse_args(argv)
    names = [row.name for row in communes()]
    searches = keywords(
        brief_in("keywords", args.file),
        load(),
        trades_typed(),
        country(),
        place=args.place or _known_in("keywords", args.file).commune,
        communes=names,
        language=args.language,
    ).customers
    if args.json:
        rows = [
            {
                "intention": search.intention,
                "text": search.words,
                "why": search.why,
                "look_for": search.look_for,
            }
            for search in searches
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for search in searches:
            print(f"{search.intention:8} {search.words}")
    return 0


def _parser(name: str, description: str) -> OneLineParser:
    parser = OneLineParser(prog=f"etabli {name}", description=description)
    parser.add_argument(
        "file",
        type=Path,
        metavar="BRIEF.json",
        help=pick("un cahier des charges, tel qu'il est exporté", "a brief, as its export gives it"),
    )
    parser.add_argument("--json", action="store_true", help=json_help())
    return parser


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
            {"kind": removal.kind, "text": removal.text, "replaced_by": removal.replaced_by}
            for removal in result.removed
        ],
        "telling": list(result.telling),
    }


def _known_in(name: str, path: Path) -> Known:
    content = read_file(name, path, largest_mb=5)
    try:
        return known_from_json(content)
    except BriefError as error:
        refuse(f"{name} : {path} : {error}", f"{name}: {path}: {error}")


def brief_in(name: str, path: Path) -> Brief:
    """The brief in a file that the command `name` was given: BRIEF.json; anything else is refused."""
    content = read_file(name, path, largest_mb=5)
    try:
        return brief_from_json(content, load())
    except BriefError as error:
        refuse(f"{name} : {path} : {error}", f"{name}: {path}: {error}")
