"""Looking at sites: by the worker when somebody asks, by the clock each quarter; what visitors asked for goes after a
day."""

import logging
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.tasks import task
from django.utils import timezone

from etabli.foundation.people.viewer import Viewer
from etabli.foundation.priorities import Priority
from etabli.programme.visibility.actions import check_again
from etabli.programme.visibility.calendar.tasks import remind_of_weeks
from etabli.programme.visibility.checks.queries import business_of, latest_check
from etabli.programme.visibility.checks.reports import kept, newly_wrong
from etabli.programme.visibility.checks.visit import visit_pages, visit_site
from etabli.programme.visibility.domains.tasks import remind_of_domains
from etabli.programme.visibility.engine.checks.address import site_address
from etabli.programme.visibility.engine.features import features_of
from etabli.programme.visibility.models import LikedSiteReading, SiteCheck, SiteWatch

PATIENCE = timedelta(minutes=2)
QUARTER = timedelta(days=91)
UNREAD = {
    "verdicts": {"answers": {"state": "unknown", "values": {}, "why": "time"}},
    "left_out": [],
    "is_read": False,
}
log = logging.getLogger("etabli.visibility")


@task(priority=Priority.LOOKING)
def check_site(check_id: int) -> None:
    """Look at one site; safe to run twice."""
    check = SiteCheck.objects.filter(pk=check_id, status=SiteCheck.Status.WAITING).first()
    if check is not None:
        look_now(check, timezone.now())


def look_now(check: SiteCheck, at: datetime) -> None:
    """Visit it, and keep what came of it. The visit itself holds no transaction."""
    site = visit_site(check.address, at=at)
    business, _sector = business_of(check.person)
    result = kept(site, business)
    waiting = SiteCheck.objects.filter(pk=check.pk, status=SiteCheck.Status.WAITING)
    waiting.update(status=SiteCheck.Status.DONE, done_at=at, result=result)


@task(priority=Priority.LOOKING)
def read_liked(reading_id: int) -> None:
    """See what a site that is liked has; safe to run twice."""
    waiting = LikedSiteReading.objects.filter(pk=reading_id, is_read=None)
    reading = waiting.first()
    if reading is None:
        return
    try:
        site = visit_pages(site_address(reading.address), at=timezone.now())
    except Exception:  # whatever is wrong with it, whoever waits is told
        log.exception("the liked site %s could not be read", reading.pk)
        waiting.update(is_read=False)
        return
    is_read = site.page is not None and not site.page.needs_script
    waiting.update(features=features_of(site), is_read=is_read)


def look_due(at: datetime) -> None:
    """What has waited for too long: its worker died, or there was none."""
    late = SiteCheck.objects.filter(status=SiteCheck.Status.WAITING, asked_at__lte=at - PATIENCE)
    check = (
        late.select_related("person").order_by("asked_at").first()
    )  # one a minute: the clock has other things to do
    if check is None:
        return
    try:
        look_now(check, at)
    except Exception:  # whatever is wrong with one site must not hold up the others
        log.exception("check %s could not be done", check.pk)
        late.filter(pk=check.pk).update(status=SiteCheck.Status.DONE, done_at=at, result=UNREAD)


def look_again(at: datetime) -> None:
    """Each quarter, the sites of those who wish it: nothing is told but what broke."""
    recent = SiteCheck.objects.filter(
        person=OuterRef("person"), address=OuterRef("address"), asked_at__gt=at - QUARTER
    )  # one that was taken off the list was a look all the same
    due = SiteWatch.objects.filter(withdrawn_at=None, asked_at__lte=at - QUARTER).exclude(Exists(recent))
    watch = (
        due.select_related("person").order_by("?").first()
    )  # one a minute; one that fails holds up no other
    if watch is not None:
        _look_again(watch, at)


def _look_again(watch: SiteWatch, at: datetime) -> None:
    business, _sector = business_of(watch.person)
    result = kept(visit_site(watch.address, at=at), business)
    before = latest_check(watch.person_id, watch.address)
    broken = [] if before is None else newly_wrong(result, before.result)
    check_again(watch=watch, result=result, broken=broken, by=Viewer.system(watch.chamber_id), at=at)


def forget_checks(at: datetime) -> None:
    """Delete what visitors asked for, once its day is over."""
    SiteCheck.objects.filter(person=None, asked_at__lt=at - SiteCheck.KEPT).delete()


PERIODIC = [look_due, look_again, forget_checks, remind_of_weeks, remind_of_domains]
