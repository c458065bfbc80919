"""The site's own tasks: a sign of life from the worker, and the end of old results."""

import logging
import os
import subprocess
import sys
from datetime import datetime, timedelta

from django.db.models import Q
from django.tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from etabli.site.own_gestures.keeping import look_each_day
from etabli.site.practice import exercises

log = logging.getLogger("etabli.practice")

KEPT_RESULTS = timedelta(days=7)


@task
def heartbeat() -> None:
    """Nothing to do: that it was done is the news."""


def forget_results(at: datetime) -> None:
    """Tasks are kept a week after their end, to be looked at; their arguments are ids, and say nothing of people.

    One that was begun a week ago ended with its worker: what it was for, the clock has done since.
    """
    until = at - KEPT_RESULTS
    begun = Q(status=TaskResultStatus.RUNNING, started_at__lt=until)
    DBTaskResult.objects.filter(Q(finished_at__lt=until) | begun).delete()


def prepare_practice(at: datetime) -> None:
    """Build what people practise on when it is due, in a process of its own: the memory that it takes goes with it."""
    if exercises.is_template_due(at):
        argv = [sys.executable, "-P", "-m", "etabli", "manage", "prepare_practice"]
        environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        result = subprocess.run(argv, env=environment, stdin=subprocess.DEVNULL, timeout=600, check=False)
        if result.returncode:
            log.warning("the practice copy could not be built (exit code %s)", result.returncode)


PERIODIC = [forget_results, exercises.erase_old_exercises, prepare_practice, look_each_day]
