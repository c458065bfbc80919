"""The sessions to come of an adviser who leaves: a colleague gives them in their place."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from etabli.foundation.people.models import User
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.staff_work import Handover
from etabli.foundation.ui.typography import full_spans
from etabli.programme.diary.days import half_of
from etabli.programme.diary.handover import why_not
from etabli.programme.workshops import session_changes
from etabli.programme.workshops.actions import change_session
from etabli.programme.workshops.models import Session


def left_by(viewer: Viewer, user_id: int, organisation_id: int, at: datetime) -> list[Handover]:
    """The sessions that they lead, or give with others, prepared or announced, that are not over: two statements."""
    shared = Session.co_advisers.through.objects.filter(user=user_id).values("session")
    sessions = Session.objects.filter(
        Q(adviser=user_id) | Q(pk__in=shared),
        chamber=organisation_id,
        taken_back_at=None,
        occasion__cancelled_at=None,
        occasion__ends_at__gt=at,
    )
    return [
        _handover_of(session, user_id) for session in sessions.select_related("occasion", "venue__commune")
    ]


def _handover_of(session: Session, user_id: int) -> Handover:
    values = {
        "title": session.occasion.title,
        "when": full_spans(session.occasion.spans),
        "where": session.venue.commune.name,
    }
    sentence = (
        _("“%(title)s”, in preparation, %(when)s, %(where)s")
        if session.is_draft
        else _("“%(title)s”, %(when)s, %(where)s")
    )
    return Handover(
        text=sentence % values,
        url=reverse("workshops:desk", args=[session.pk]),
        key=f"session-{session.pk}",
        why_not=partial(_why_not, session),
        give=partial(_give, session, user_id),
    )


def _why_not(session: Session, user: User) -> str:
    """Whoever gives it already with others has its half-days in their diary."""
    if user in session_changes.plan_of(session).advisers:
        return ""
    return why_not(user, [half_of(span.start) for span in session.occasion.spans])


def _give(session: Session, former_id: int, *, to: User, by: Viewer, at: datetime) -> Any:
    plan = session_changes.plan_of(session)
    other_advisers = {adviser for adviser in plan.co_advisers if adviser.pk != former_id}
    if plan.adviser.pk == former_id:
        new_plan = replace(plan, adviser=to, co_advisers=_in_order(other_advisers - {to}))
    else:
        new_plan = replace(plan, co_advisers=_in_order((other_advisers | {to}) - {plan.adviser}))
    return change_session(session=session, wanted=new_plan, by=by, at=at)


def _in_order(advisers: set[User]) -> tuple[User, ...]:
    return tuple(sorted(advisers, key=lambda who: who.pk))
