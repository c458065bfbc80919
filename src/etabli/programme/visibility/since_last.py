"""What an artisan who comes back reads first: what changed since the last time, what a quarter has made old."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from etabli.foundation.people.viewer import Viewer
from etabli.programme.visibility.calendar.queries import as_calendar, own_calendar
from etabli.programme.visibility.checks.queries import check_before
from etabli.programme.visibility.checks.reports import Report
from etabli.programme.visibility.models import SelfCheck, SiteCheck
from etabli.programme.visibility.rules import own_id
from etabli.programme.visibility.self_checks.queries import own_self_checks
from etabli.programme.visibility.tasks import QUARTER


@dataclass(frozen=True)
class SinceLast:
    """`check`: the latest look at a site, if there was one before it, with how much was `mended` and is `new` since;
    `old_check`: the latest look, once it is a quarter old; `searched_on`: the day of the last search of oneself, once
    it is; `weeks_over_on`: the day on which the twelve weeks ended."""

    check: SiteCheck | None = None
    mended: int = 0
    new: int = 0
    old_check: SiteCheck | None = None
    searched_on: date | None = None
    weeks_over_on: date | None = None

    def __bool__(self) -> bool:
        return any((self.check, self.old_check, self.searched_on, self.weeks_over_on))


def since_last(viewer: Viewer, checks: Sequence[SiteCheck], at: datetime) -> SinceLast:
    """For an artisan; nothing for anybody else. `checks`: those that they see, the latest first: five statements."""
    if own_id(viewer) is None:
        return SinceLast()
    today = timezone.localdate(at)
    latest = next((check for check in checks if check.status == SiteCheck.Status.DONE), None)
    before = check_before(viewer, latest) if latest else None
    report = Report(latest, before) if latest and before else None
    search = next(iter(own_self_checks(viewer, SelfCheck.Kind.SEARCH)), None)
    row = own_calendar(viewer)
    ends_on = as_calendar(row).ends_on if row else None
    return SinceLast(
        check=latest if report else None,
        mended=len(report.mended) if report else 0,
        new=sum(item.is_new for item in report.to_mend) if report else 0,
        old_check=latest if latest and latest.asked_at <= at - QUARTER else None,
        searched_on=search.made_on if search and search.made_on <= today - QUARTER else None,
        weeks_over_on=ends_on if ends_on and ends_on < today else None,
    )
