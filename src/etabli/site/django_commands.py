"""The commands that are Django's, or that an app gives as a Django command of the same name."""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress

from etabli.foundation.confinement import close_to_others
from etabli.foundation.terminal import argparse_in_french, pick, refuse

OWN_PREFIXES = ("etabli.", "django_tasks_db")


def prepare() -> None:
    """Django with our settings, ready for queries. From then on this process holds secrets: the others don't see it,
    and for real people's data, no error is printed with its words."""
    close_to_others()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "etabli.site.settings")
    import django
    from django.conf import settings

    # What is loaded stays: walking through it again and again took a seventh of the start.
    gc.disable()
    try:
        django.setup()
        gc.collect()
        gc.freeze()
    finally:
        gc.enable()
    if settings.PRODUCTION:
        from etabli.site.logs import log_the_unhandled

        log_the_unhandled()


@contextmanager
def _one_line_errors(name: str) -> Iterator[None]:
    """A database that is away, full, locked or of another version: one line, exit code 2. Bugs go on their way."""
    from etabli.site.faults import Fault, fault_of, reason_of
    from etabli.site.migrating import OtherVersion

    try:
        yield
    except OtherVersion as refusal:
        refuse(f"{name} : {refusal}", f"{name}: {refusal}")
    except Exception as error:
        fault, reason = fault_of(error), reason_of(error)
        if fault is None:
            raise
        french, english = (
            (
                "Pour une installation neuve : etabli manage migrate",
                "For a new installation: etabli manage migrate",
            )
            if fault in (Fault.ABSENT, Fault.UNPREPARED)
            else ("Pour en savoir plus : etabli check", "To know more: etabli check")
        )
        refuse(
            f"{name} : {fault.french} ({reason}). {french}", f"{name}: {fault.english} ({reason}). {english}"
        )


def manage(argv: list[str]) -> int:
    """Django's own commands, and those of the apps: none of these touches the database of another version."""
    prepare()
    from django.core.management import execute_from_command_line, get_commands
    from django.db import Error

    from etabli.site.migrating import ready_to_migrate, refuse_other_versions

    if argv in ([], ["help"], ["-h"], ["--help"]):
        print(_all_commands())
        return 0
    if argv[:1] == ["worker"]:  # it waits by itself for a database that does not answer
        execute_from_command_line(["etabli manage", *argv])
        return 0
    name = "help" if {"-h", "--help"} & set(argv) else "".join(argv[:1])
    app = str(get_commands().get(name, ""))
    with _one_line_errors(f"manage {name}".strip()):
        if app.startswith(OWN_PREFIXES):
            with suppress(Error):  # a database that is away is the command's own affair: some need none
                refuse_other_versions()
        with ready_to_migrate() if name == "migrate" else nullcontext():
            execute_from_command_line(["etabli manage", *argv])
    return 0


def _all_commands() -> str:
    """Those of the apps, each with what it does; then the names of Django's own."""
    from django.core.management import get_commands, load_command_class

    from etabli.foundation.commands import OwnCommand

    own_commands = dict[str, OwnCommand]()
    for name, app in get_commands().items():
        if str(app).startswith("etabli.") and isinstance(
            command := load_command_class(str(app), name), OwnCommand
        ):
            own_commands[name] = command
    django_commands = ", ".join(sorted(get_commands().keys() - own_commands.keys()))
    width = max(map(len, own_commands))
    lines = [
        f"  etabli manage {name:<{width}}   {pick(command.french, command.english)}"
        for name, command in sorted(own_commands.items())
    ]
    of_django = pick(
        f"Celles de Django, dont l'aide est en anglais (etabli manage help NOM) : {django_commands}",
        f"Django's own (etabli manage help NAME): {django_commands}",
    )
    return "\n".join([pick("Les commandes d'Établi :", "The commands of Établi:"), "", *lines, "", of_django])


def _run_named(name: str, argv: list[str]) -> int:
    """An app's own command. Bad arguments, a refusal, a database away or not prepared: one line, exit code 2."""
    prepare()
    from django.core.management import CommandError, get_commands, load_command_class
    from django.utils.translation import activate

    from etabli.site.migrating import pending_migrations, refuse_other_versions

    activate(pick("fr", "en"))
    command = load_command_class(get_commands()[name], name)
    try:
        options = vars(command.create_parser("etabli", name).parse_args(argv))
        with _one_line_errors(name):
            refuse_other_versions()
            if pending_migrations():
                refuse(
                    f"{name} : la base de données n'est pas prête. Lancez d'abord : etabli manage migrate",
                    f"{name}: the database is not ready. First run: etabli manage migrate",
                )
            command.execute(*options.pop("args", ()), **options)
    except CommandError as refusal:
        reason = str(refusal).removeprefix("Error: ")
        refuse(f"{name} : {argparse_in_french(reason)}", f"{name}: {reason}")
    return 0


def register(argv: list[str]) -> int:
    return _run_named("register", argv)


def relays(argv: list[str]) -> int:
    return _run_named("relays", argv)


def sessions(argv: list[str]) -> int:
    return _run_named("sessions", argv)


def neutrality(argv: list[str]) -> int:
    return _run_named("neutrality", argv)


def assembly(argv: list[str]) -> int:
    return _run_named("assembly", argv)


def forum(argv: list[str]) -> int:
    return _run_named("forum", argv)


def files(argv: list[str]) -> int:
    return _run_named("files", argv)


def tick(argv: list[str]) -> int:
    return _run_named("tick", argv)
