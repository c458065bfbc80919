"""Writing to many: the acts."""

from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import (
    ActionError,
    CannotUndo,
    Irreversible,
    action,
    change,
    record,
    undo_fields,
)
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.notify.prose import gettext, ours
from etabli.foundation.notify.queue import call_back, send
from etabli.foundation.people.models import Organisation, Person, User
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.programme.outreach.engine.audience import NOT_ASKED_FOR
from etabli.programme.outreach.letters import Letter
from etabli.programme.outreach.models import Mailing, MailingVisit, Recipient, Segment
from etabli.programme.outreach.queries.mailings import to_announce
from etabli.programme.outreach.queries.segments import judged, members

Status = Recipient.Status


class HasLeft(ActionError):
    """A mailing that was sent is what people got: it changes no more."""


class NobodyToWriteTo(ActionError):
    """No group, or nobody in it may be written to."""


class NotToAnnounce(ActionError):
    """A session that was called off, or is over, is announced to nobody."""


@action(
    "outreach.write_mailing",
    sentence=_("wrote an e-mail to many: “%(subject)s”"),
    may=may_run,
    undo=undo_fields,
)
def write_mailing(
    *, chamber: Organisation, author: User | None, fields: dict[str, Any], by: Viewer, at: datetime
) -> Mailing:
    """A draft. `fields`: segment, subject, body, session_ids."""
    mailing = Mailing.objects.create(chamber=chamber, author=author, created_at=at, **fields)
    record(mailing, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return mailing


@action(
    "outreach.change_mailing",
    sentence=_("changed the e-mail “%(subject)s”"),
    may=may_run,
    undo=undo_fields,
    subject="mailing",
    tells={"subject": _("Subject"), "body": _("Text")},
)
def change_mailing(*, mailing: Mailing, fields: dict[str, Any], by: Viewer, at: datetime) -> Mailing:
    """Other words, another group, other sessions. Raises HasLeft."""
    _keep_a_draft(mailing)
    segment: Segment | None = fields["segment"]
    values: dict[str, Any] = {name: fields[name] for name in ("subject", "body", "session_ids")}
    return change(mailing, **values, segment_id=segment.pk if segment else None)


@action(
    "outreach.withdraw_mailing",
    sentence=_("put away the e-mail “%(subject)s”"),
    may=may_run,
    undo=undo_fields,
    subject="mailing",
)
def withdraw_mailing(*, mailing: Mailing, by: Viewer, at: datetime) -> Mailing:
    """A draft of no use any more. Raises HasLeft."""
    _keep_a_draft(mailing)
    return change(mailing, withdrawn_at=at)


@action(
    "outreach.leave_out",
    sentence=_("chose whether “%(subject)s” goes to somebody"),
    may=lambda by, given: (
        by.is_staff_of(given["mailing"].chamber_id)
        and given["person"].chamber_id == given["mailing"].chamber_id
    ),
    may_undo=may_run,
    undo=undo_fields,
)
def leave_out(*, mailing: Mailing, person: Person, out: bool, by: Viewer, at: datetime) -> Recipient:
    """Leave one person out of this mailing, or take them in again. Raises HasLeft."""
    _keep_a_draft(mailing)
    row, _new = Recipient.objects.get_or_create(
        mailing=mailing, person=person, defaults={"status": Status.WITHDRAWN}
    )
    return change(row, label=mailing.subject, status=Status.LEFT_OUT if out else Status.WITHDRAWN)


@action(
    "outreach.try_mailing",
    sentence=_("tried the e-mail “%(subject)s” before sending it"),
    may=may_run,
    undo=Irreversible(_("An e-mail that has left can’t be called back.")),
    subject="mailing",
)
def try_mailing(*, mailing: Mailing, letter: Letter, to: str, by: Viewer, at: datetime) -> None:
    """The mail as `letter` says, to whoever tries it. It stops nobody's mails: it bears no such address."""
    body = ours(letter.body.replace(letter.unsubscribe, gettext("(here, the link of each)")))
    key = f"mailing-try:{mailing.pk}:{at.isoformat()}"
    send(to=to, subject=letter.subject, body=body, key=key, chamber_id=mailing.chamber_id, at=at)
    record(mailing, before={}, after={})


def _call_all_back(entry: Entry, by: Any, at: datetime) -> None:
    """Within the minute, all of it comes back; the undo of that sends it anew, to who may be written to then."""
    mailing: Any = subject_of(entry, lock=True)
    before = {"sent_at": mailing.sent_at}
    if mailing.sent_at is None:
        _line_up(mailing, at)
        mailing.sent_at = at
    elif at >= mailing.leaves_at or mailing.recipients.filter(status=Status.WRITTEN).exists():
        raise CannotUndo(_("It has begun to leave, and what has left can’t be called back. Stop the rest."))
    else:
        mailing.recipients.filter(status__in=[Status.WAITING, Status.DROPPED]).delete()
        mailing.sent_at = None
    mailing.save(update_fields=["sent_at"])
    record(mailing, before=before, after={"sent_at": mailing.sent_at}, label=entry.subject_label)


@action(
    "outreach.send_mailing",
    sentence=_("sent the e-mail “%(subject)s” to many"),
    may=may_run,
    undo=_call_all_back,
    subject="mailing",
)
def send_mailing(*, mailing: Mailing, by: Viewer, at: datetime) -> Mailing:
    """Decide to whom it goes. It begins to leave a minute later (`sending.py`): until then all of it can be taken back.

    Raises HasLeft, NobodyToWriteTo, NotToAnnounce.
    """
    mailing = Mailing.objects.select_for_update().get(pk=mailing.pk)
    _keep_a_draft(mailing)
    announceable_ids = set(
        to_announce(by, at).filter(pk__in=mailing.session_ids).values_list("pk", flat=True)
    )
    if announceable_ids != set(mailing.session_ids):
        raise NotToAnnounce(_("One of the sessions is over or was called off: take it out of the e-mail."))
    if not _line_up(mailing, at):
        raise NobodyToWriteTo(_("Nobody can be written to yet: choose a group, and look at its reasons."))
    return change(mailing, sent_at=at)


def _line_up(mailing: Mailing, at: datetime) -> int:
    """A row for each who is written to, on the ground that holds now, and for each who would be, but for what reached
    them already or for their "not now"; says how many of the former."""
    if mailing.segment is None:
        return 0
    people = members(mailing.chamber_id, mailing.segment.chosen, at)
    audience = judged(people, mailing.chamber_id, at=at, mailing=mailing)
    mailing.recipients.exclude(status=Status.LEFT_OUT).delete()
    Recipient.objects.bulk_create(
        Recipient(
            mailing=mailing,
            person_id=place.candidate.person_id,
            status=Status.DROPPED if place.why else Status.WAITING,
            ground=place.ground,
            why=place.why or "",
        )
        for place in audience.places
        if place.why is None or place.why in NOT_ASKED_FOR
    )
    return len(audience.kept)


def _go_on(entry: Entry, by: Any, at: datetime) -> None:
    """Works both ways: the rest leaves after all, or stops again."""
    mailing: Any = subject_of(entry, lock=True)
    if mailing.stopped_at is None:
        _hold_back(mailing)
    change(mailing, stopped_at=None if mailing.stopped_at else at)


@action(
    "outreach.stop_mailing",
    sentence=_("stopped the e-mail “%(subject)s”"),
    may=may_run,
    undo=_go_on,
    subject="mailing",
)
def stop_mailing(*, mailing: Mailing, by: Viewer, at: datetime) -> Mailing:
    """What has not left waits, until the stop is taken back. Raises HasLeft when all of it has left."""
    mailing = Mailing.objects.select_for_update().get(pk=mailing.pk)
    if mailing.sent_at is None or mailing.ended_at is not None or mailing.stopped_at is not None:
        raise HasLeft(_("There is nothing to stop: it has not been sent, or all of it has left."))
    _hold_back(mailing)
    return change(mailing, stopped_at=at)


def _hold_back(mailing: Mailing) -> None:
    """What stands in the mail queue, and nobody has in hand, comes back and waits for its turn."""
    written = {row.key: row for row in mailing.recipients.filter(status=Status.WRITTEN).order_by("-pk")}
    called_back = [written[key].pk for key in call_back(written) if key in written]
    Recipient.objects.filter(pk__in=called_back).update(status=Status.WAITING, written_at=None)


def _keep_a_draft(mailing: Mailing) -> None:
    if mailing.sent_at is not None:
        raise HasLeft(_("This e-mail was sent: write another one."))


# Counting the openings of a mailing's links, as of a relay's (`relays/visits.py`): no act of a person, no
# entry.


def count_visit(*, mailing: Mailing, at: datetime) -> None:
    """One more opening of a link of this mailing on that (local) day: one statement, three for the first of the day."""
    day: dict[str, Any] = {"mailing": mailing, "on": timezone.localdate(at)}
    if not MailingVisit.objects.filter(**day).update(visits=F("visits") + 1):
        MailingVisit.objects.bulk_create([MailingVisit(**day)], ignore_conflicts=True)
        MailingVisit.objects.filter(**day).update(visits=F("visits") + 1)
