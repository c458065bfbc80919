"""The site's own tasks: a sign of life from the worker, and the end of old results."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from etabli.site.practice import exercises

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


PERIODIC = [forget_results, exercises.forget, exercises.prepare]
