"""Applying, writing to each other, taking it back. What the mails say is only that there is something to read here."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.community.jobs import notices
from etabli.community.jobs.links import correspondent_for_address
from etabli.community.jobs.models import MAX_TEXT_LENGTH, Application, Correspondent, Job, Message
from etabli.community.jobs.rules import is_applicant, is_author, takes_part
from etabli.foundation.files.models import StoredFile
from etabli.foundation.files.receiving import Examined
from etabli.foundation.files.stored_files import save_file
from etabli.foundation.journal import ActionError, action, anyone, change, record, undo_fields
from etabli.foundation.journal.actors import Actor
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.parties import PartyKind
from etabli.foundation.people.viewer import Viewer


class JobClosed(ActionError):
    """The offer takes no applications."""


class ApplicationNotFit(ActionError):
    """Something in what was written can't be."""


@dataclass(frozen=True)
class _FileGiver:
    """Who gives a file: all visitors share one key, and would share what one of them may give in a day."""

    actor: Actor
    like_roles: frozenset[str] = frozenset()
    is_stranger: bool = True

    def is_staff_of(self, chamber_id: int | None) -> bool:
        return False


def _undo_application(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: put back, it waits to be read again."""
    undo_fields(entry, by, at)
    application: Any = subject_of(entry)
    if application.withdrawn_at is None:
        notices.update_application(application, at, restored=True)


def _undo_message(entry: Entry, by: Any, at: datetime) -> None:
    """The same."""
    undo_fields(entry, by, at)
    message: Any = subject_of(entry)
    if message.withdrawn_at is None:
        _tell_other_party(message, at, restored=True)


def _tell_other_party(message: Message, at: datetime, *, restored: bool = False) -> None:
    """The other of the two."""
    if message.from_author:
        notices.send_answer(message, at)
    else:
        notices.update_application(message.application, at, message=message, restored=restored)


@action("jobs.apply", sentence=_("applied to the offer “%(subject)s”"), may=anyone, undo=_undo_application)
def apply_to(
    *,
    job: Job,
    name: str,
    email: str,
    words: str,
    cv: Examined | None = None,
    shows_address: bool = False,
    by: Viewer,
    at: datetime,
) -> Application:
    """Pass somebody's words, and their CV, on to the author of an offer; both are told by mail. The address stays with
    us unless `shows_address`. Raises JobClosed, ApplicationNotFit, or FileRefused (no room).
    """
    job = Job.objects.select_related("organisation").get(pk=job.pk)
    _check(job, words, at)
    if is_author(by, job):
        raise ApplicationNotFit(_("This offer is yours: nobody applies to their own."))
    correspondent = correspondent_for_address(
        organisation_id=job.organisation_id, chamber_id=job.organisation.chamber_id, email=email, at=at
    )
    application = Application.objects.create(
        job=job,
        correspondent=correspondent,
        name=name.strip(),
        words=words.strip(),
        cv=_store_cv(cv, correspondent, at) if cv is not None else None,
        shows_address=shows_address,
        sent_at=at,
    )
    record(application, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    notices.update_application(application, at)
    notices.send_receipt(application, at)
    return application


@action(
    "jobs.answer",
    sentence=_("wrote about the application to “%(subject)s”"),
    may=lambda by, given: takes_part(by, given["application"]),
    may_undo=takes_part,
    undo=_undo_message,
)
def write(*, application: Application, text: str, by: Viewer, at: datetime) -> Message:
    """The author or the applicant writes to the other, through us. Raises ApplicationNotFit, JobClosed."""
    if application.withdrawn_at is not None:
        raise JobClosed(_("This application was taken back: nothing more can be written."))
    if not text.strip() or len(text) > MAX_TEXT_LENGTH:
        raise ApplicationNotFit(
            _("Write a few words, in %(most)d characters at most.") % {"most": MAX_TEXT_LENGTH}
        )
    message = Message.objects.create(
        application=application, from_author=is_author(by, application), text=text.strip(), sent_at=at
    )
    record(message, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    _tell_other_party(message, at)
    return message


@action(
    "jobs.withdraw_application",
    sentence=_("took back the application to “%(subject)s”"),
    may=is_applicant,
    undo=_undo_application,
    subject="application",
)
def withdraw_application(*, application: Application, by: Viewer, at: datetime) -> Application:
    """The author no longer sees it. Raises JobClosed when it was taken back before."""
    application = Application.objects.select_for_update().get(pk=application.pk)
    if application.withdrawn_at is not None:
        raise JobClosed(_("This application was already taken back."))
    return change(application, withdrawn_at=at)


def _check(job: Job, words: str, at: datetime) -> None:
    today = timezone.localdate(at)
    if not job.is_out(today) or (job.apply_by_on is not None and job.apply_by_on < today):
        raise JobClosed(_("This offer no longer takes applications."))
    if not words.strip() or len(words) > MAX_TEXT_LENGTH:
        raise ApplicationNotFit(
            _("Write a few words, in %(most)d characters at most.") % {"most": MAX_TEXT_LENGTH}
        )


def _store_cv(cv: Examined, correspondent: Correspondent, at: datetime) -> StoredFile:
    giver = _FileGiver(Actor(PartyKind.CORRESPONDENT, correspondent.party_id, "", "nobody"))
    return save_file(cv, purpose="cv", chamber_id=correspondent.organisation_id, by=giver, at=at)
