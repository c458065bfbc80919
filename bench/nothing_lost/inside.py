"""In the installation's environment: `python -m bench.nothing_lost.inside fill` or `state`; answers in JSON.

`state`: what the clock has still to send leaves first, as if hours had passed (a mail that a killed worker had in hand
is taken up again ten minutes later); then what the database holds, and whether it is whole.
"""

import json
import sys
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

SESSIONS, PLACES = 30, 6
MINUTES_LATER = (0, 11, 30, 200, 1200, 2400)  # past a worker's lease, and past each wait before another try


def fill() -> list[int]:
    """An installation that has gone through its first minutes; gives the numbers of its sessions."""
    from bench.web.prepare import fill_etabli

    fill_etabli(SESSIONS, PLACES)
    from django.utils import timezone

    from etabli.programme.workshops.models import Session
    from etabli.site.ticking import tick

    tick(timezone.now())
    return list(Session.objects.order_by("pk").values_list("pk", flat=True))


def state() -> dict[str, Any]:
    from django.db.models import F

    from etabli.foundation.seats.models import SignUp
    from etabli.programme.workshops.models import Session

    _send_what_is_due()
    here = Session.objects.values(
        session=F("pk"), capacity=F("occasion__capacity"), taken=F("occasion__taken")
    )
    held = SignUp.objects.values("status", session=F("occasion__session__pk"), to=F("person__email"))
    return {
        "sign_ups": list(held),
        "occasions": list(here),
        "messages": _messages(),
        "faults": [*_unsound(), *_damaged(), *_log_broken()],
    }


def _send_what_is_due() -> None:
    from django.utils import timezone

    from etabli.foundation.notices.notice_mails import send_due
    from etabli.foundation.notify.tasks import deliver_due

    for minutes in MINUTES_LATER:
        at = timezone.now() + timedelta(minutes=minutes)
        while send_due(at) + deliver_due(at):
            pass


def _messages() -> list[dict[str, str]]:
    from etabli.foundation.notify.mails import number_of
    from etabli.foundation.notify.models import Message

    rows = Message.objects.order_by("pk")
    return [{"id": number_of(row), "to": row.to, "status": row.status} for row in rows]


def _unsound() -> list[str]:
    """What `etabli check` says of the database."""
    from etabli.site.checks.database import look
    from etabli.site.checks.points import Verdict

    return [point.text for point in look() if point.verdict is Verdict.FAULT]


def _damaged() -> list[str]:
    """What SQLite says of its own file. PostgreSQL has a program for it (`place.py`)."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        said = [str(row[0]) for row in cursor.fetchall()]
        cursor.execute("PRAGMA foreign_key_check")
        orphans = [f"{row[0]} {row[1]} has no {row[2]}" for row in cursor.fetchall()]
    return [line for line in said if line != "ok"] + orphans


def _log_broken() -> list[str]:
    """What `etabli neutrality verify` says."""
    from django.core.management import call_command

    said = StringIO()
    try:
        call_command("neutrality", "verify", stdout=said)
    except SystemExit as ended:
        return [f"neutrality verify: {said.getvalue().strip()[-300:]}"] if ended.code else []
    return []


if __name__ == "__main__":
    acts: dict[str, Callable[[], object]] = {"fill": fill, "state": state}
    if sys.argv[1] != "fill":  # which makes what it needs by itself
        from etabli.site.django_commands import prepare

        prepare()
    print(json.dumps(acts[sys.argv[1]]()))
