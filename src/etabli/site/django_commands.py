"""The commands that are Django's, or that an app gives as a Django command of the same name."""

import os

from etabli.foundation.confinement import close_to_others
from etabli.foundation.terminal import pick, refuse


def prepare() -> None:
    """Django with our settings, ready for queries. From then on this process holds secrets: the others don't see it."""
    close_to_others()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "etabli.site.settings")
    import django

    django.setup()


def manage(argv: list[str]) -> int:
    prepare()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["etabli manage", *argv])
    return 0


def _named(name: str, argv: list[str]) -> int:
    """An app's own command. Bad arguments, a refusal, a database away or not prepared: one line, exit code 2."""
    prepare()
    from django.core.management import CommandError, get_commands, load_command_class
    from django.db import Error
    from django.utils.translation import activate

    from etabli.site.soundness.database import pending_migrations

    activate(pick("fr", "en"))
    command = load_command_class(get_commands()[name], name)
    try:
        options = vars(command.create_parser("etabli", name).parse_args(argv))
        if pending_migrations():
            refuse(
                f"{name} : la base de données n'est pas prête. Lancez d'abord : etabli manage migrate",
                f"{name}: the database is not ready. First run: etabli manage migrate",
            )
        command.execute(*options.pop("args", ()), **options)
    except CommandError as refusal:
        reason = str(refusal).removeprefix("Error: ")
        refuse(f"{name} : {reason}", f"{name}: {reason}")
    except Error as error:
        reason = str(error).strip().splitlines()[0]
        refuse(
            f"{name} : la base de données ne répond pas : {reason}. Pour en savoir plus : etabli check",
            f"{name}: the database fails: {reason}. To know more: etabli check",
        )
    return 0


def register(argv: list[str]) -> int:
    return _named("register", argv)


def relays(argv: list[str]) -> int:
    return _named("relays", argv)


def sessions(argv: list[str]) -> int:
    return _named("sessions", argv)


def neutrality(argv: list[str]) -> int:
    return _named("neutrality", argv)


def assembly(argv: list[str]) -> int:
    return _named("assembly", argv)


def files(argv: list[str]) -> int:
    return _named("files", argv)


def tick(argv: list[str]) -> int:
    return _named("tick", argv)
