"""What the clock does with offers: a reminder before the end, alerts in the morning, what is deleted in its time."""

from datetime import datetime, time, timedelta

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from etabli.community.jobs import queries
from etabli.community.jobs.actions import remind, send_alert
from etabli.community.jobs.listing import new_jobs_for_alert
from etabli.community.jobs.models import Alert, Application, Rhythm
from etabli.community.jobs.personal import APPLICATION
from etabli.community.jobs.states import REMINDED_BEFORE
from etabli.foundation.files.stored_files import erase
from etabli.foundation.people.viewer import Viewer

SENT_FROM = time(7)
MIN_INTERVALS = {Rhythm.DAILY: timedelta(hours=20), Rhythm.WEEKLY: timedelta(days=6, hours=20)}


def remind_authors(now: datetime) -> None:
    """A week before the last day of an offer, once for that day."""
    today = timezone.localdate(now)
    for job in queries.jobs_ending_soon(today, within=today + REMINDED_BEFORE):
        remind(job=job, by=Viewer.system(job.organisation_id), at=now)


def send_alerts(now: datetime) -> None:
    """In the morning, the offers that came since the last mail, to those who asked for them."""
    hour = f"jobs:alerts:{now:%Y-%m-%d-%H}"
    if timezone.localtime(now).time() < SENT_FROM or not cache.add(hour, True, 7200):  # not each minute
        return
    for rhythm, between in MIN_INTERVALS.items():
        due = Alert.objects.filter(
            rhythm=rhythm, confirmed_at__isnull=False, withdrawn_at=None, told_until__lte=now - between
        )
        for alert in due.select_related("correspondent").order_by("pk"):
            jobs = new_jobs_for_alert(alert, at=now)
            if jobs:
                send_alert(
                    alert=alert, jobs=jobs, by=Viewer.system(alert.correspondent.organisation_id), at=now
                )


def forget_applications(now: datetime) -> None:
    """Delete applications, their messages and their CV when their time is over."""
    for application in Application.objects.filter(sent_at__lt=APPLICATION.kept_since(now)).select_related(
        "cv"
    ):
        with transaction.atomic():
            cv = application.cv
            application.delete()
            if cv is not None:
                erase(cv)
                cv.delete()


PERIODIC = [remind_authors, send_alerts, forget_applications]
