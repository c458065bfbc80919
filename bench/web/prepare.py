"""Fills what is measured: `python -m bench.web.prepare SITE` (`floor` or `etabli`), in that site's environment.

The same fifty sessions to come, on two half-days a day, in rooms with place for all who will sign up; on the floor, a
hundred more after them for a list of as many rows as a month has.
"""

import sys
from datetime import datetime, time, timedelta

SESSIONS = 50
FLOOR_SESSIONS = 3 * SESSIONS  # of which the bare list shows the first fifty
ROOM = 60_000
TOWNS = ("Pauillac", "Blaye", "Libourne", "Langon", "Arcachon")


def start_of(rank: int, today: datetime) -> datetime:
    """Two a day from the tenth day on."""
    day = today.date() + timedelta(days=10 + rank // 2)
    return datetime.combine(day, time(14 if rank % 2 else 9), today.tzinfo)


def fill_floor() -> None:
    import django

    django.setup()
    from django.db import connection
    from django.utils import timezone

    from bench.web.floor.models import Session, SignUp
    from etabli.site.sqlite3.base import create_file

    create_file(connection.settings_dict)
    with connection.schema_editor() as editor:
        editor.create_model(Session)
        editor.create_model(SignUp)
    today = timezone.localtime()
    Session.objects.bulk_create(
        Session(
            title=f"Être visible sur internet, {rank + 1}",
            place=f"Salle du conseil, 1 place de la Mairie, {TOWNS[rank % len(TOWNS)]}",
            starts_at=start_of(rank, today),
            capacity=ROOM,
        )
        for rank in range(FLOOR_SESSIONS)
    )


def fill_etabli(sessions: int = SESSIONS, places: int = ROOM // 2) -> None:
    """An installation with its chamber and `sessions` to come, each with so many places."""
    from etabli.site.django_commands import prepare
    from etabli.site.preparing import prepare_installation
    from etabli.site.translations import compile_translations

    compile_translations()
    prepare()
    from django.core.management import call_command

    prepare_installation()
    call_command("set_up", chamber="Chambre de métiers", adviser="adviser@example.org", verbosity=0)
    _fill_sessions(sessions, places)


def _fill_sessions(sessions: int, places: int) -> None:
    from django.utils import timezone

    from etabli.foundation.people.models import Membership, Role
    from etabli.foundation.people.viewer import of_membership
    from etabli.programme.workshops.actions import create_session
    from etabli.programme.workshops.models import Theme, Venue
    from etabli.territory.places.models import Commune

    held, today = Membership.objects.get(role=Role.ADVISER), timezone.localtime()
    themes = list(Theme.objects.all())
    rooms = [
        Venue.objects.create(
            chamber=held.organisation,
            name="Salle du conseil",
            commune=Commune.objects.get(name=town),
            address="1 place de la Mairie",
            capacity=ROOM // 2,
            accessible=bool(number % 2),
        )
        for number, town in enumerate(TOWNS)
    ]
    for rank in range(sessions):
        starts_at = start_of(rank, today)
        create_session(
            theme=themes[rank % len(themes)],
            venue=rooms[rank % len(rooms)],
            adviser=held.user,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=3, minutes=30),
            capacity=places,
            by=of_membership(held),
            at=today,
        )


if __name__ == "__main__":
    {"floor": fill_floor, "etabli": fill_etabli}[sys.argv[1]]()
