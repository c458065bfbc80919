"""In which state an offer is, and what its author may do with it then."""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.community.jobs.models import Job

DAYS_OUT = 60
REMINDED_BEFORE = timedelta(days=7)


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    WAITING = "waiting", _("being read by a moderator")
    REFUSED = "refused", _("refused by the moderators")
    OUT = "out", _("out")
    EXPIRED = "expired", _("its time is over")
    CLOSED = "closed", _("closed")
    WITHDRAWN = "withdrawn", _("withdrawn by its author")


def state_of(job: Job, today: date) -> State:
    """The one that counts most, in this order."""
    if job.withdrawn_at is not None:
        return State.WITHDRAWN
    if job.closed_at is not None:
        return State.CLOSED
    if job.hidden_at is not None:
        return State.REFUSED
    if job.published_at is not None:
        return State.OUT if job.is_out(today) else State.EXPIRED
    return State.WAITING if job.submitted_at is not None else State.DRAFT


def last_day(today: date, apply_by_on: date | None) -> date:
    """Until when an offer that is published or renewed today is out: DAYS_OUT, or its last day for applying."""
    usual = today + timedelta(days=DAYS_OUT)
    return usual if apply_by_on is None else min(usual, apply_by_on)


SENDABLE = frozenset({State.DRAFT, State.REFUSED})
CORRECTABLE = frozenset({State.DRAFT, State.REFUSED, State.OUT, State.EXPIRED})
RENEWABLE = frozenset({State.OUT, State.EXPIRED, State.CLOSED})
CLOSABLE = frozenset({State.OUT, State.EXPIRED})
WITHDRAWABLE = frozenset(set(State) - {State.WITHDRAWN})
