"""The commands that are Django's, or that an app gives as a Django command of the same name."""

import os

from etabli.site.words import refuse


def prepare() -> None:
    """Django with our settings, ready for queries."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "etabli.site.settings")
    import django

    django.setup()


def manage(argv: list[str]) -> int:
    prepare()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["etabli manage", *argv])
    return 0


def _named(name: str, argv: list[str]) -> int:
    prepare()
    from django.core.management import get_commands

    if name not in get_commands():
        refuse(
            f"la commande « {name} » n'existe pas dans cette version.",
            f"this version has no {name!r} command.",
        )
    return manage([name, *argv])


def register(argv: list[str]) -> int:
    return _named("register", argv)


def neutrality(argv: list[str]) -> int:
    return _named("neutrality", argv)


def tick(argv: list[str]) -> int:
    return _named("tick", argv)
