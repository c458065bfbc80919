"""What runs beside the pages: the clock, the worker, and what waits for them."""

from collections.abc import Iterator
from datetime import timedelta

from etabli.site.checks.points import Point, fault, ok

MAX_SILENCE = timedelta(minutes=5)
RESTART_HINT = (
    "si Établi vient de démarrer, attendez deux minutes ; sinon, relancez etabli run (systemctl restart etabli)",
    "if Établi has just started, wait for two minutes; otherwise start etabli run again (systemctl restart etabli)",
)


def look() -> Iterator[Point]:
    yield _clock()
    yield _worker()
    yield _tasks()


def _clock() -> Point:
    """It asks the worker for a sign of life each minute, unless one still waits: then the worker is at fault."""
    from django.utils import timezone

    from etabli.site.ticking import is_heartbeat_waiting, last_asked

    asked_at = last_asked()
    if asked_at is None:
        return fault("l'horloge n'a jamais tourné", "the clock has never run", *RESTART_HINT)
    minutes = int((timezone.now() - asked_at).total_seconds() // 60)
    if timezone.now() - asked_at > MAX_SILENCE and not is_heartbeat_waiting():
        return fault(
            f"l'horloge se tait depuis {minutes} min",
            f"the clock has been silent for {minutes} min",
            *RESTART_HINT,
        )
    return ok("l'horloge tourne", "the clock runs")


def _worker() -> Point:
    from django.utils import timezone

    from etabli.site.ticking import last_beat

    beat = last_beat()
    if beat is None:
        return fault(
            "le traitement de fond n'a jamais répondu", "the worker has never answered", *RESTART_HINT
        )
    silence = timezone.now() - beat
    minutes = int(silence.total_seconds() // 60)
    if silence > MAX_SILENCE:
        return fault(
            f"le traitement de fond se tait depuis {minutes} min",
            f"the worker has been silent for {minutes} min",
            *RESTART_HINT,
        )
    return ok("le traitement de fond répond", "the worker answers")


def _tasks() -> Point:
    """Readings of quotes, mails: what was asked of the worker and has not begun."""
    from django.tasks import TaskResultStatus
    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    late = DBTaskResult.objects.filter(
        status=TaskResultStatus.READY, enqueued_at__lt=timezone.now() - 3 * MAX_SILENCE
    ).count()
    if late:
        return fault(
            f"{late} tâche(s) attendent depuis plus d'un quart d'heure",
            f"{late} task(s) have waited for over a quarter of an hour",
            *RESTART_HINT,
        )
    return ok("aucune tâche n'attend", "no task waits")
