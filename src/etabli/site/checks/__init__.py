"""`etabli check`: is this installation sound? One line per point, in words, and how to mend what is not.

Each module here looks at one theme and yields `Point`s. Exit code 1 when a point is a fault.
"""

import json
from collections.abc import Callable, Iterator

from etabli.foundation.terminal import OneLineParser, json_help, pick
from etabli.site.checks.points import Point as Point, Verdict as Verdict, fault

# (French, English, the module's name)
THEMES = (
    ("Base de données", "Database", "database"),
    ("Ce qui tourne", "What runs", "work"),
    ("E-mails", "Mails", "mail"),
    ("SMS", "Text messages", "texts"),
    ("Machine", "Machine", "machine"),
    ("Pages", "Pages", "web"),
    ("Connexions", "Sign-ins", "sign_ins"),
    ("Fichiers", "Files", "files"),
    ("Données", "Data", "content"),
    ("Sauvegardes", "Backups", "backups"),
)


def points() -> Iterator[tuple[str, Point]]:
    """(theme, point), in the order in which they are told. A look that fails is a fault of its theme."""
    from importlib import import_module

    for french, english, name in THEMES:
        look: Callable[[], Iterator[Point]] = import_module(f"{__name__}.{name}").look
        results = _run_check(look)
        yield from ((pick(french, english), point) for point in results)
        if name == "database" and any(point.verdict is Verdict.FAULT for point in results):
            return  # the others would each say again that it doesn't answer


def _run_check(look: Callable[[], Iterator[Point]]) -> list[Point]:
    points: list[Point] = []
    try:
        points.extend(look())  # what was found before a failure stays
    except Exception as error:  # whatever is unsound, the others are still looked at
        points.append(_failed_check(error))
    return points


def _failed_check(error: Exception) -> Point:
    from etabli.site.checks.database import point_of
    from etabli.site.faults import fault_of, reason_of

    if (fault_found := fault_of(error)) is not None:
        return point_of(fault_found, error)
    reason = reason_of(error)
    return fault(
        f"la vérification s'est arrêtée : {reason}",
        f"the check stopped: {reason}",
        "lisez le journal de la machine (journalctl -u etabli)",
        "read the machine's log (journalctl -u etabli)",
    )


def main(argv: list[str]) -> int:
    parser = OneLineParser(
        prog="etabli check",
        description=pick(
            "Dire si l'installation est saine, et quoi faire sinon.",
            "Say whether the installation is sound, and what to do if it is not.",
        ),
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help=json_help(),
    )
    options = parser.parse_args(argv)
    from etabli.site.django_commands import prepare

    prepare()
    results = list(points())
    faults = sum(point.verdict is Verdict.FAULT for _theme, point in results)
    if options.json:
        entries = [
            {"theme": theme, "verdict": point.verdict.name.lower(), "text": point.text, "mend": point.mend}
            for theme, point in results
        ]
        print(json.dumps({"sound": not faults, "points": entries}, ensure_ascii=False))
    else:
        _print_points(results, faults)
    return 1 if faults else 0


def _print_points(results: list[tuple[str, Point]], faults: int) -> None:
    former = ""
    for theme, point in results:
        if theme != former:
            print(theme)
            former = theme
        print(f"  {point.verdict.value} {point.text}")
        if point.mend:
            print(f"    → {point.mend}")
    if faults:
        print(pick(f"{faults} point(s) à reprendre", f"{faults} point(s) to mend"))
    else:
        print(pick("l'installation est saine", "the installation is sound"))
