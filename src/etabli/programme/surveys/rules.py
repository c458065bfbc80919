"""When a questionnaire may be answered, and who writes one."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from etabli.foundation.people.viewer import Viewer
from etabli.programme.surveys.models import Answer, Draft, Questionnaire
from etabli.programme.workshops.models import Session

OPEN_DAYS = timedelta(days=60)


def has_begun(session: Session, at: datetime) -> bool:
    """Its day has come, and it was not called off."""
    occasion = session.occasion
    began = timezone.localdate(at) >= timezone.localdate(occasion.starts_at)
    return occasion.cancelled_at is None and began


def is_open(session: Session, at: datetime) -> bool:
    """From the day of the session until sixty days after it, unless it was called off."""
    return has_begun(session, at) and at <= session.occasion.ends_at + OPEN_DAYS


def may_start(by: Viewer, arguments: Any) -> bool:
    """Staff of the chamber whose it will be."""
    return by.is_staff_of(arguments["chamber"].pk)


def may_write(by: Viewer, draft: Draft) -> bool:
    """Staff of the chamber whose draft it is."""
    return by.is_staff_of(draft.chamber_id)


def may_publish(by: Viewer, arguments: Any) -> bool:
    """Staff of the chamber; for all chambers, the installation itself when it brings its data files up to date."""
    chamber = arguments.get("chamber")
    return by.is_staff_of(chamber.pk) if chamber else by.link_scope == "system"


def may_put_back(by: Viewer, questionnaire: Questionnaire) -> bool:
    """The same, of what is published: a chamber's own, or one for all."""
    owner = questionnaire.chamber_id
    return by.is_staff_of(owner) if owner is not None else by.link_scope == "system"


def may_choose(by: Viewer, arguments: Any) -> bool:
    """Staff of the chamber, for a session of theirs."""
    session = arguments.get("session")
    chamber = arguments["chamber"].pk
    return by.is_staff_of(chamber) and (session is None or session.chamber_id == chamber)


def may_type(by: Viewer, session: Session) -> bool:
    """Staff of the chamber, for the answers on paper of one of its sessions."""
    return by.is_staff_of(session.chamber_id)


def may_correct(by: Viewer, answer: Answer) -> bool:
    """Staff of the chamber, for what was typed from paper: what somebody sent from a screen is theirs."""
    return answer.source == Answer.Source.PAPER and by.is_staff_of(answer.chamber_id)
