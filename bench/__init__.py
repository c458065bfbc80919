"""`etabli bench NAME [--json] [--write FILE]`: figures, and ratios to a floor measured in the same run.

A measurement is a module with `add_options(parser)` and `run(options)`, which yields a `Part` as soon as it is known.
"""

import argparse
import importlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bench.report import Part, Table, machine, plain, written_into
from etabli.foundation.terminal import OneLineParser, json_help, pick, refuse

MEASUREMENTS = {
    "ads": (
        "bench.ads",
        "l'annonce sans nom : ce qui dit encore qui c'est, ce qui est ôté à tort",
        "the ad without a name: what still tells who it is, what is removed by mistake",
    ),
    "quotes": (
        "bench.quotes",
        "la lecture des devis : note, mises en page jamais vues, certitude, durée, autres outils",
        "the quote decoder: score, unseen layouts, calibration, speed, other tools",
    ),
    "first_page": (
        "bench.first_page",
        "ce que pèsent la première page et l'inscription",
        "what the first page and the sign-up weigh on the wire",
    ),
    "forecast": (
        "bench.forecast",
        "les demandes prévues, à côté de moyens plus simples et d'un oracle ; troublées par un atelier étrange",
        "requests for support forecast, beside simpler ways and an oracle; upset by an odd workshop",
    ),
    "keywords": (
        "bench.keywords",
        "les mots à chercher : ce que l’on taperait, et ce qui en est proposé",
        "the words to search: what people would type, and how much of it is suggested",
    ),
    "lighthouse": (
        "bench.lighthouse",
        "ce que Lighthouse (npm) dit de six pages publiques, comme sur un téléphone",
        "what Lighthouse (npm) says of six public pages, as on a telephone",
    ),
    "neutrality": (
        "bench.neutrality",
        "si les listes tirées montrent tout le monde également, à côté de simples tirages",
        "how evenly the drawn lists show everybody, beside plain random draws",
    ),
    "nothing-lost": (
        "bench.nothing_lost",
        "les inscriptions confirmées, après arrêts brutaux, disque plein, verrou, arrêt, coupure",
        "sign-ups that were acknowledged, after kills, a full disk, a lock, a stop, a power cut",
    ),
    "plan": (
        "bench.plan",
        "les plans de saison : valeur, borne prouvée, écart avec le temps, à côté d'un tableur",
        "season plans: value, proven bound, gap over time, against a spreadsheet's",
    ),
    "register": (
        "bench.register",
        "l'import de SIRENE à l'échelle de la France : lignes par seconde, mémoire, à côté d'une simple table",
        "bringing SIRENE in at the size of France: rows a second, memory, against a bare table",
    ),
    "search": (
        "bench.search",
        "retrouver un nom parmi 2 000 000 d'entreprises, à côté d'un simple plein texte",
        "names of a register of 2,000,000 businesses found again, against bare full text",
    ),
    "visibility": (
        "bench.visibility",
        "ce qu’un site a de mal fait : trouvé, manqué, inventé ; à côté de Lighthouse et d’axe (npm)",
        "what is wrong with a site: found, missed, invented; beside Lighthouse and axe (npm)",
    ),
    "web": (
        "bench.web",
        "ce que coûtent les pages et une inscription, à côté de Django nu ; mémoire ; démarrage",
        "what pages and a sign-up cost the server against bare Django; memory; start",
    ),
}


def main(argv: list[str]) -> int:
    if argv and argv[0] in {"--help", "-h"}:
        print(_help())
        return 0
    name, rest = (argv[0], argv[1:]) if argv else ("", [])
    if name not in {*MEASUREMENTS, "all"}:
        known = ", ".join([*MEASUREMENTS, "all"])
        refuse(
            f"bench : « {name} » n'est pas une mesure. Il y a : {known}.",
            f"bench: {name!r} is no measurement. There are: {known}.",
        )
    options = _parser(name).parse_args(rest)
    if options.write:
        _page(options.write)  # refused before measuring rather than after
    about = machine()
    shown = _show(_parts(name, options), quiet=options.json)
    if options.json:
        print(json.dumps({"machine": about, **{part.name: part.data for part in shown}}, indent=1))
    if options.write:
        tables = [Table("machine", tuple(about), [tuple(about.values())])]
        tables += [table for part in shown for table in part.tables]
        options.write.write_text(written_into(_page(options.write), tables), encoding="utf-8")
    return 1 if any(part.failed for part in shown) else 0


def _help() -> str:
    lines = [
        pick(
            "usage : etabli bench NOM [--json] [--write FICHIER]",
            "usage: etabli bench NAME [--json] [--write FILE]",
        ),
        "",
        *(f"  {name:<14}{pick(french, english)}" for name, (_, french, english) in MEASUREMENTS.items()),
        f"  {'all':<14}{pick('toutes', 'every one of them')}",
    ]
    return "\n".join(lines)


def _parser(name: str) -> OneLineParser:
    parser = OneLineParser(prog=f"etabli bench {name}")
    parser.add_argument("--json", action="store_true", help=json_help())
    parser.add_argument(
        "--write",
        type=Path,
        metavar="FILE",
        help=pick(
            "remplacer les tableaux entre leurs marques, dans cette page",
            "replace the tables between their markers in this page",
        ),
    )
    if name != "all":
        _measurement(name).add_options(parser)
    return parser


def _measurement(name: str) -> Any:
    try:
        return importlib.import_module(MEASUREMENTS[name][0])
    except ModuleNotFoundError as error:
        refuse(
            f"bench : il manque le paquet {error.name}. Lancez « ./etabli bench {name} », qui l'installe.",
            f"bench: the package {error.name} is missing. Run './etabli bench {name}', which installs it.",
        )


def _page(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        refuse(
            f"bench : {path} ne peut pas être lu ({error}). Vérifiez le chemin.",
            f"bench: {path} can't be read ({error}). Check the path.",
        )


def _parts(name: str, options: argparse.Namespace) -> Iterator[Part]:
    for each in MEASUREMENTS if name == "all" else [name]:
        chosen = _parser(each).parse_args([]) if name == "all" else options
        yield from _measurement(each).run(chosen)


def _show(parts: Iterable[Part], *, quiet: bool) -> list[Part]:
    shown = []
    for part in parts:
        shown.append(part)
        if not quiet:
            print(plain(part), end="\n\n", flush=True)
    return shown


def progress(what: str) -> None:
    """Says on a terminal what is being measured."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{what}", end="", file=sys.stderr, flush=True)
