"""Carrying out what was sent: each minute of the day, a few mails of each mailing, nobody twice.

The turn of a person and their mail in the queue are one transaction: a worker that is killed leaves both or none. Two
workers come one after the other by the lock on the mailing, and the key of the mail keeps it once in the queue.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from etabli.foundation.notices import budget
from etabli.foundation.notify.queue import send
from etabli.foundation.people.models import Person
from etabli.programme.outreach.engine.audience import Why
from etabli.programme.outreach.engine.pace import MINUTE, Pace, may_leave
from etabli.programme.outreach.letters import letter_to
from etabli.programme.outreach.models import UNDO_DELAY, Mailing, Recipient
from etabli.programme.outreach.notices import INVITATIONS
from etabli.programme.outreach.queries.mailings import announced
from etabli.programme.outreach.queries.segments import judged

Status = Recipient.Status


def pace() -> Pace:
    """As fast as this installation may write."""
    return Pace(settings.MAILINGS_PER_MINUTE, settings.MAILINGS_PER_DOMAIN)


def write_due(at: datetime) -> int:
    """What may leave at this instant, for the clock; says how many mails. Safe to run twice, late, or at once."""
    if not may_leave(timezone.localtime(at)):
        return 0
    under_way = Mailing.objects.filter(sent_at__lte=at - UNDO_DELAY, stopped_at=None, ended_at=None)
    return sum(_write(pk, at) for pk in under_way.order_by("sent_at", "pk").values_list("pk", flat=True))


@transaction.atomic
def _write(pk: int, at: datetime) -> int:
    """One batch of one mailing."""
    mailings = Mailing.objects.select_for_update(of=("self",)).select_related("chamber")
    mailing = mailings.filter(pk=pk, sent_at__lte=at - UNDO_DELAY, stopped_at=None, ended_at=None).first()
    if mailing is None:  # stopped or taken back meanwhile
        return 0
    waiting_rows = mailing.recipients.filter(status=Status.WAITING).order_by("pk")
    turn = pace().batch(list(waiting_rows.values_list("pk", "person__email")), _lately(mailing, at))
    rows = list(waiting_rows.filter(pk__in=turn).select_related("person__artisan__commune", "mailing"))
    _hand_over(mailing, rows, at)
    if not mailing.recipients.filter(status=Status.WAITING).exists():
        mailing.ended_at = at
        mailing.save(update_fields=["ended_at"])
    return sum(row.status == Status.WRITTEN for row in rows)


def _lately(mailing: Mailing, at: datetime) -> list[str]:
    """The addresses that this chamber wrote to within the last minute."""
    written = Recipient.objects.filter(
        mailing__chamber=mailing.chamber_id, status=Status.WRITTEN, written_at__gt=at - MINUTE
    )
    return list(written.values_list("person__email", flat=True))


def _hand_over(mailing: Mailing, rows: list[Recipient], at: datetime) -> None:
    """Into the mail queue, or dropped for a reason that came meanwhile: who refused a minute ago gets nothing."""
    budget.lock_budgets([row.person.party_id for row in rows])
    people = Person.objects.filter(pk__in=[row.person_id for row in rows])
    places = {
        place.candidate.person_id: place
        for place in judged(people, mailing.chamber_id, at=at, mailing=mailing).places
    }
    sessions = announced(mailing)
    for row in rows:
        place = places[row.person_id]
        if place.why is not None:
            row.status, row.why = Status.DROPPED, place.why
            continue
        contact = budget.count_unasked_message(INVITATIONS, to=row.person.party_id, key=row.key, at=at)
        if contact.refused:
            row.status, row.why = Status.DROPPED, Why(contact.refused)
            continue
        row.status, row.ground, row.written_at = Status.WRITTEN, place.ground, at
        letter = letter_to(mailing, row.person, place.ground, sessions)
        contact.mail = send(
            to=row.person.email,
            subject=letter.subject,
            body=letter.body,
            key=row.key,
            chamber_id=mailing.chamber_id,
            unsubscribe=letter.unsubscribe,
            at=at,
        )
        contact.save(update_fields=["mail"])
    Recipient.objects.bulk_update(rows, ["status", "why", "ground", "written_at"])
