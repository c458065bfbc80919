"""`etabli plan SEASON.json`: the plan of a season that serves most. Needs neither Django nor a database."""

import json
import time
from argparse import ArgumentTypeError
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from etabli.foundation.terminal import OneLineParser, in_english, json_help, pick, read_file, refuse

from .engine.season import (
    BadSeason,
    Broken,
    PinsClash,
    Plan,
    Proposed,
    Season,
    Session,
    as_json,
    plan,
    read_season,
)

MAX_MB = 50


def main(argv: Sequence[str]) -> int:
    """Run the command. Returns 0; bad input ends it with one line on stderr and exit code 2."""
    begun_at = time.monotonic()
    options = _parser().parse_args(argv)
    season = _season(options.file)
    try:
        result = plan(season, seconds=max(0.0, options.seconds - (time.monotonic() - begun_at)))
    except PinsClash as clash:
        _refuse_pins(clash.broken)
    except ModuleNotFoundError as error:
        refuse(
            f"plan : il manque le paquet {error.name}. Installez « etabli[plan] ».",
            f"plan: the package {error.name} is missing. Install 'etabli[plan]'.",
        )
    if options.json:
        print(json.dumps(as_json(result, reason), ensure_ascii=False, indent=1))
    else:
        _show(result)
    return 0


def _parser() -> OneLineParser:
    parser = OneLineParser(
        prog="etabli plan",
        description=pick(
            "Le plan de saison qui sert le plus de monde. Ni Django, ni base de données.",
            "The plan of a season that serves most. Needs neither Django nor a database.",
        ),
    )
    parser.add_argument(
        "file",
        type=Path,
        metavar="SEASON.json",
        help=pick("les séances possibles, les conseillères, les salles", "what may be held, by whom, where"),
    )
    parser.add_argument(
        "--seconds",
        type=_seconds,
        default=30.0,
        help=pick("combien de temps chercher mieux (30)", "how long to look for better (30)"),
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help=json_help(),
    )
    return parser


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds <= 86_400:
        raise ArgumentTypeError(pick("de 0 à 86400 secondes", "from 0 to 86400 seconds"))
    return seconds


def _season(path: Path) -> Season:
    content = read_file("plan", path, largest_mb=MAX_MB)
    try:
        return read_season(content)
    except BadSeason as bad:
        french, english = ERROR_TEXTS[bad.kind]
        refuse(
            f"plan : {path} : {_error_text(bad, 'dans le fichier')} : {french.format(value=bad.value)}",
            f"plan: {path}: {_error_text(bad, 'in the file')}: {english.format(value=bad.value)}",
        )


def _error_text(bad: BadSeason, whole: str) -> str:
    return bad.where or whole


ERROR_TEXTS = {
    "json": (
        "ce n'est pas du JSON ({value}). Écrivez le fichier de nouveau.",
        "this is no JSON ({value}). Write the file again.",
    ),
    "object": ("il faut un objet, pas {value}.", "an object is needed, not {value}."),
    "list": ("il faut une liste, pas {value}.", "a list is needed, not {value}."),
    "missing": ("il manque. Ajoutez-le.", "it is missing. Add it."),
    "text": (
        "il faut un texte qui n'est pas vide, pas {value}.",
        "a text that is not empty is needed, not {value}.",
    ),
    "number": ("il faut un nombre, pas {value}.", "a number is needed, not {value}."),
    "whole": ("il faut un nombre entier, pas {value}.", "a whole number is needed, not {value}."),
    "flag": ("il faut true ou false, pas {value}.", "true or false is needed, not {value}."),
    "negative": ("il faut un nombre de 0 ou plus, pas {value}.", "0 or more is needed, not {value}."),
    "zero": ("il faut 1 ou plus, pas {value}.", "1 or more is needed, not {value}."),
    "share": ("il faut un nombre de 0 à 1, pas {value}.", "a number from 0 to 1 is needed, not {value}."),
    "day": (
        "il faut un jour comme 2027-01-11, pas {value}.",
        "a day such as 2027-01-11 is needed, not {value}.",
    ),
    "half": ('il faut "am" ou "pm", pas {value}.', '"am" or "pm" is needed, not {value}.'),
    "slot": (
        'il faut un jour et une moitié, comme ["2027-01-11", "am"], pas {value}.',
        'a day and a half are needed, such as ["2027-01-11", "am"], not {value}.',
    ),
    "repeated": (
        "c'est déjà dit plus haut ({value}). Gardez une seule des deux lignes.",
        "it stands above already ({value}). Keep one of the two.",
    ),
    "unknown": (
        "{value} n'est défini nulle part dans le fichier. Corrigez ce nom, ou ajoutez-le.",
        "{value} is defined nowhere in the file. Mend this name, or add it.",
    ),
    "no_key": (
        "cette interdiction vide interdirait tout. Nommez theme, venue, adviser, day ou half.",
        "this empty ban would ban everything. Name theme, venue, adviser, day or half.",
    ),
    "unknown_key": (
        "une interdiction ne connaît que theme, venue, adviser, day et half.",
        "a ban knows only theme, venue, adviser, day and half.",
    ),
}
"""What is wrong with the file and what to write instead, by the kind of `BadSeason`."""

CLASH_TEXTS = {
    "theme": ("le conseiller ne donne pas ce thème", "the adviser doesn't give this theme"),
    "venue": ("le conseiller ne va pas dans ce lieu", "the adviser doesn't go to this venue"),
    "listed": ("cette demi-journée n'est pas dans la liste", "this half-day isn't listed"),
    "available": ("le conseiller n'est pas disponible", "the adviser isn't available"),
    "closed": ("le lieu est fermé", "the venue is closed"),
    "banned": ("une interdiction s'y oppose", "a ban forbids it"),
    "day": ("un conseiller donne une séance par jour", "an adviser gives one session a day"),
    "half_day": ("un lieu reçoit une séance à la fois", "a venue hosts one session at a time"),
    "week": (
        "le conseiller en donne {limit} par semaine au plus",
        "the adviser gives at most {limit} a week",
    ),
    "load": (
        "le suivi ne laisse place qu'à {limit} séances sur la période",
        "the support that follows leaves room for {limit} sessions in the period",
    ),
    "gap": (
        "il faut {limit} jours entre deux séances de ce thème dans cette zone",
        "two sessions of this theme in this zone are {limit} days apart",
    ),
}
"""Why pins can't stand together, by the rule that they break."""


def _refuse_pins(broken: Broken) -> NoReturn:
    french, english = (text.format(limit=broken.limit) for text in CLASH_TEXTS[broken.rule])
    pins = " + ".join(map(_session_text, broken.sessions))
    refuse(
        f"plan : pins : {french} : {pins}. Retirez ou déplacez l'une de ces séances.",
        f"plan: pins: {english}: {pins}. Remove or move one of these sessions.",
    )


def _session_text(session: Session) -> str:
    return f"{session.theme}, {session.venue}, {session.adviser}, {session.day} {session.half}"


def reason(proposed: Proposed) -> str:
    """Why a session is in the plan, in the language of the terminal."""
    why = proposed.reason
    zones = ", ".join(why.zones[:3])
    expected = _number(proposed.expected)
    if why.kind == "pinned":
        return pick(
            f"Séance fixée d'avance ; {expected} personnes attendues.",
            f"Fixed beforehand; {expected} people expected.",
        )
    if why.kind == "covers":
        return pick(
            f"Sans elle, rien près de : {zones} ; {expected} personnes attendues.",
            f"Without it, nothing near: {zones}; {expected} people expected.",
        )
    return pick(
        f"{expected} personnes attendues, surtout de : {zones}.",
        f"{expected} people expected, mostly from: {zones}.",
    )


def _number(value: float) -> str:
    return f"{value:.1f}" if in_english() else f"{value:.1f}".replace(".", ",")


def _show(plan: Plan) -> None:
    for proposed in plan.sessions:
        session = proposed.session
        print(
            f"{session.day} {session.half}  {session.adviser:<16} {session.theme:<20} {session.venue:<20} "
            f"{_number(proposed.expected):>5}  {reason(proposed)}"
        )
    uncovered = ", ".join(plan.uncovered) or "—"
    print(
        pick(
            f"{len(plan.sessions)} séances. Valeur {_number(plan.value)} ; aucun plan ne dépasse "
            f"{_number(plan.bound)} (écart {_number(100 * plan.gap)} %). Zones sans séance : {uncovered}.",
            f"{len(plan.sessions)} sessions. Value {_number(plan.value)}; no plan exceeds "
            f"{_number(plan.bound)} (gap {_number(100 * plan.gap)} %). Zones without a session: {uncovered}.",
        )
    )
