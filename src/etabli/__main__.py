"""The `etabli` command: one word, then that word's own arguments.

Each command is imported only when it is asked for: reading a quote must not wait for Django.
Exit code 0 on success, 2 on bad input with one line on stderr.
"""

import importlib
import sys
from collections.abc import Callable
from dataclasses import dataclass

from etabli.foundation.terminal import in_english, pick, refuse

Run = Callable[[list[str]], int | None]


@dataclass(frozen=True)
class Command:
    """A word of the command line: the module whose `function(argv)` runs it, and what it does in a few words."""

    module: str
    french: str
    english: str
    function: str = "main"


SITE = "etabli.site"
COMMANDS: dict[str, Command] = {
    "demo": Command(
        f"{SITE}.running",
        "essayer Établi avec un département fictif",
        "try Établi with a fictional département",
        "demo",
    ),
    "run": Command(f"{SITE}.running", "faire tourner Établi pour de vrai", "run Établi for real", "run"),
    "check": Command(
        f"{SITE}.checks", "dire si l'installation est saine", "say whether the installation is sound"
    ),
    "test": Command(f"{SITE}.testing", "lancer tous les essais", "run every test"),
    "bench": Command(f"{SITE}.bench_command", "mesurer ce qu'Établi vaut", "measure how well Établi does"),
    "quote": Command("etabli.procurement.quotes.command", "lire un devis", "read a quote"),
    "needs": Command(
        "etabli.procurement.needs.command", "le catalogue des besoins", "the catalogue of needs"
    ),
    "anonymise": Command(
        "etabli.procurement.briefs.command",
        "tirer une annonce anonyme d'un cahier des charges",
        "turn a brief into an ad",
    ),
    "keywords": Command(
        "etabli.procurement.briefs.command",
        "dire ce que tapent les clients, d'après un cahier des charges",
        "say what customers type, from a brief",
        "type_as_customers",
    ),
    "forecast": Command(
        "etabli.programme.planning.forecast_command",
        "prévoir les demandes d'accompagnement",
        "forecast the requests for support",
    ),
    "plan": Command(
        "etabli.programme.planning.plan_command",
        "proposer le plan d'une saison",
        "propose the plan of a season",
    ),
    "register": Command(
        f"{SITE}.django_commands",
        "importer ou chercher des entreprises",
        "import or search businesses",
        "register",
    ),
    "relays": Command(
        f"{SITE}.django_commands",
        "reprendre une liste de relais, ou l'écrire",
        "take a list of relays in, or write it",
        "relays",
    ),
    "sessions": Command(
        f"{SITE}.django_commands",
        "créer les séances d'un plan de saison",
        "create the sessions of a season plan",
        "sessions",
    ),
    "neutrality": Command(
        f"{SITE}.django_commands",
        "vérifier le journal de neutralité",
        "verify the neutrality log",
        "neutrality",
    ),
    "assembly": Command(
        f"{SITE}.django_commands",
        "recompter un scrutin",
        "count a poll again",
        "assembly",
    ),
    "forum": Command(
        f"{SITE}.django_commands",
        "reprendre les questions d'un ancien forum",
        "take in the questions of a former forum",
        "forum",
    ),
    "files": Command(
        f"{SITE}.django_commands",
        "où sont les fichiers, et ce qui en part (disque, S3)",
        "where the files are, and what leaves (disk, S3)",
        "files",
    ),
    "messages": Command(
        f"{SITE}.messages",
        "tous les messages qu'Établi écrit, avec des données inventées",
        "every message that Établi writes, with invented data",
    ),
    "backup": Command(
        f"{SITE}.backups.command", "sauvegarder, et vérifier une sauvegarde", "back up, and verify a backup"
    ),
    "restore": Command(f"{SITE}.backups.restore_command", "revenir à une sauvegarde", "restore a backup"),
    "tick": Command(
        f"{SITE}.django_commands",
        "faire une fois ce que l'horloge fait chaque minute",
        "do once what the clock does each minute",
        "tick",
    ),
    "maintenance": Command(
        f"{SITE}.maintenance", "fermer ou ouvrir Établi un moment", "close or open Établi for a moment"
    ),
    "translations": Command(f"{SITE}.translations", "préparer les traductions", "prepare the translations"),
    "manage": Command(
        f"{SITE}.django_commands", "les commandes de Django", "Django's own commands", "manage"
    ),
}


def help_text() -> str:
    lines = [
        pick(
            "Établi, l'établi numérique d'une chambre de métiers.",
            "Établi, the digital workbench of a chamber of trades.",
        ),
        "",
    ]
    width = max(map(len, COMMANDS))
    for name, command in COMMANDS.items():
        lines.append(f"  etabli {name:<{width}}   {command.english if in_english() else command.french}")
    lines += ["", pick("Pour commencer : etabli demo", "To begin: etabli demo")]
    return "\n".join(lines)


def load(name: str) -> Run:
    command = COMMANDS[name]
    try:
        module = importlib.import_module(command.module)
    except ModuleNotFoundError as error:
        # Only when the module itself is absent: a library that is missing inside it must show.
        if error.name is None or not command.module.startswith(error.name):
            raise
        refuse(
            f"la commande « {name} » n'existe pas dans cette version.",
            f"this version has no {name!r} command.",
        )
    run: Run = getattr(module, command.function)
    return run


def _run(arguments: list[str]) -> int:
    if not arguments or arguments[0] in {"help", "--help", "-h"}:
        print(help_text())
        return 0
    name, rest = arguments[0], arguments[1:]
    if name not in COMMANDS:
        refuse(
            f"la commande « {name} » n'existe pas. « etabli help » les montre toutes.",
            f"there is no {name!r} command. 'etabli help' shows them all.",
        )
    return load(name)(rest) or 0


def main(argv: list[str] | None = None) -> int:
    try:
        code = _run(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has left (`etabli needs list | head`): nothing more to say, not even at exit.
        sys.stdout = None
        return 0
    except Exception as error:
        from etabli.site.environment import (
            BadEnvironment,
        )  # imported here: most commands end well and need none

        if not isinstance(error, BadEnvironment):
            raise
        print(f"etabli: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
