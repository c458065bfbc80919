"""When a questionnaire may be answered, and who publishes one."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from etabli.foundation.people.viewer import Viewer
from etabli.programme.workshops.models import Session

OPEN_DAYS = timedelta(days=60)


def is_open(session: Session, at: datetime) -> bool:
    """From the day of the session until sixty days after it, unless it was called off."""
    occasion = session.occasion
    began = timezone.localdate(at) >= timezone.localdate(occasion.starts_at)
    return occasion.cancelled_at is None and began and at <= occasion.ends_at + OPEN_DAYS


def may_publish(by: Viewer, given: Any) -> bool:
    """The installation itself, when it brings its data files up to date."""
    return by.link_scope == "system"
