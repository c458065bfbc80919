"""Reporting a thing: by anybody. Nothing is hidden by itself; after enough reports it is read again."""

from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from etabli.community.moderation import notices
from etabli.community.moderation.limits import limits_of
from etabli.community.moderation.models import Case, Report
from etabli.community.moderation.moderated_content import kind_of_content
from etabli.foundation.journal import ActionError, NotAllowed, action, anyone, change, record, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.viewer import Viewer

State = Case.State


class AlreadyReported(ActionError):
    """The same person said so already, and nobody has decided since."""


class SayMore(ActionError):
    """ "Something else", and not a word."""


def _undo_report(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways. A case that was only there for its reports goes with the last of them, and comes back with it."""
    report: Any = subject_of(entry)
    if by.role in STAFF:
        raise NotAllowed(_("The association looks into it: its reports are not the chamber’s affair."))
    case = Case.objects.select_for_update().get(pk=report.case_id)
    undo_fields(entry, by, at)
    has_open_reports = case.reports.filter(closed_at=None, withdrawn_at=None).exists()
    if case.state in {State.UNREAD, State.WITHDRAWN} and case.decided_at is None:
        case.state = State.UNREAD if has_open_reports else State.WITHDRAWN
        case.save(update_fields=["state"])


@action(
    "moderation.report", sentence=_("reported “%(subject)s” to the moderators"), may=anyone, undo=_undo_report
)
def report(
    *,
    subject: Model,
    reason: str,
    text: str = "",
    email: str = "",
    source: str = "",
    by: Viewer,
    at: datetime,
) -> Report:
    """Say that a thing which one sees should not be there (the page has looked whether they see it).

    `source` tells visitors apart without naming them; who is known counts once by themselves. `email`: where a
    visitor wishes to be told what came of it. Raises AlreadyReported, SayMore.
    """
    if reason == Report.Reason.OTHER and not text.strip():
        raise SayMore(_("Say in a few words what is wrong: moderators can’t guess it."))
    case = _case_of(subject, at)
    source = str(by.actor.party_id) if by.actor.is_someone else source
    if case.reports.filter(source=source, closed_at=None, withdrawn_at=None).exists():
        raise AlreadyReported(_("You have reported this already: the moderators will read it."))
    new_report = Report.objects.create(
        chamber_id=case.organisation.chamber_id,
        case=case,
        reason=reason,
        text=text.strip(),
        email="" if by.is_known else email.strip(),
        reporter_id=by.actor.party_id,
        reporter_organisation_id=by.organisation_id,
        source=source,
        sent_at=at,
    )
    record(
        new_report,
        before={"withdrawn_at": at, "closed_at": None},
        after={"withdrawn_at": None, "closed_at": None},
    )
    reporters = case.reports.filter(closed_at=None, withdrawn_at=None).values("source").distinct().count()
    if (
        case.state in {State.ACCEPTED, State.UNREAD}
        and reporters >= limits_of(case.organisation_id).reports_needed
    ):
        send_back(case=case, by=Viewer.system(case.organisation.chamber_id), at=at)
    return new_report


@action(
    "moderation.send_back",
    sentence=_("sent “%(subject)s” back to the moderators"),
    may=lambda by, case: by.actor.kind == "system",
    undo=undo_fields,
    subject="case",
)
def send_back(*, case: Case, by: Viewer, at: datetime) -> Case:
    """Several people reported it: it is read again. It stays where people see it until somebody decides."""
    change(case, state=str(State.WAITING), submitted_at=at)
    notices.update_reported(case, at)
    return case


def _case_of(subject: Model, at: datetime) -> Case:
    """The case of a thing that is out; made when nobody ever handed it in."""
    kind = kind_of_content(subject)
    case, _new = Case.objects.select_for_update().get_or_create(
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        defaults={
            "organisation_id": kind.organisation_id(subject),
            "title": kind.title(subject)[:200],
            "author_id": kind.author(subject),
            "state": State.UNREAD,
            "is_out": True,
            "submitted_at": at,
        },
    )
    if case.state == State.WITHDRAWN:
        case.state, case.is_out = State.UNREAD, True
        case.save(update_fields=["state", "is_out"])
    return case
