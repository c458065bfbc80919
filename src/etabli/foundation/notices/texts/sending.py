"""Text messages leave: put in the queue as a notice is written, handed over at most once, never in quiet hours."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from etabli.foundation.notices.engine import leaves_at
from etabli.foundation.notices.kinds import topics
from etabli.foundation.notices.models import Notice, TextMessage
from etabli.foundation.notices.owners import owner_of
from etabli.foundation.notices.scheduling import preference_of, rhythm_of
from etabli.foundation.notices.texts.gsm import fit_message, part_count
from etabli.foundation.notices.texts.provider import Outcome, send_text
from etabli.foundation.notices.texts.recipients import has_stopped, is_enabled, number_for
from etabli.foundation.notify.queue import UPSERT_BY_KEY
from etabli.foundation.people.limits import count_use_and_find_exceeded
from etabli.foundation.people.links import give_link, link_url
from etabli.foundation.people.models import Person
from etabli.foundation.ui.language import with_language

RETRY_AFTER = [timedelta(minutes=m) for m in (1, 5, 30, 120)]
LEASE = timedelta(minutes=10)
MAX_AGE = timedelta(days=2)  # what it says may hold no more
MAX_AT_ONCE = 100  # in one tick
MAX_A_DAY = 6  # to one number, whatever happens
DELAY_WHEN_FULL = timedelta(hours=1)  # when the day's number for all is used up
Status = TextMessage.Status
log = logging.getLogger("etabli.texts")


def text_of(notice: Notice, person: Person) -> str:
    """The text message of a notice whose words are those of now (`topic_messages.write_words`): its title, and a link
    that opens that one thing; "" where no such link can be."""
    narrow = topics()[notice.topic].narrow
    opened = narrow(notice) if narrow is not None else None
    if opened is None:
        return ""
    scope, subject_id = opened
    link = give_link(person=person, scope=scope, subject_id=subject_id, at=notice.created_at)
    return fit_message(notice.title, with_language(link_url(link), notice.language))


def queue_text(notice: Notice, person: Person, due_at: datetime) -> None:
    """Queue the text message of a notice, if it has one."""
    body = text_of(notice, person)
    if not body:
        return
    message = TextMessage(
        owner_id=person.party_id,
        chamber_id=person.chamber_id,
        key=notice.key,
        to=number_for(person),
        body=body,
        parts=part_count(body),
        created_at=due_at,
        due_at=due_at,
    )
    TextMessage.objects.bulk_create([message], **UPSERT_BY_KEY)


def deliver_due(at: datetime) -> int:
    """Hand over what is due; says how many left. Safe to run twice or late."""
    if not is_enabled():
        return 0
    waiting = TextMessage.objects.filter(status__in=[Status.QUEUED, Status.SENDING], due_at__lte=at)
    return sum(
        deliver(pk, at) for pk in waiting.order_by("due_at").values_list("pk", flat=True)[:MAX_AT_ONCE]
    )


def deliver(pk: int, at: datetime) -> bool:
    """Hand one text message over if it may leave now and nobody else has it in hand; says whether it has left."""
    due = TextMessage.objects.filter(pk=pk, due_at__lte=at)
    due.filter(status=Status.SENDING).exclude(handed_at=None).update(status=Status.UNSURE)
    claimed = due.filter(status__in=[Status.QUEUED, Status.SENDING], handed_at=None).update(
        status=Status.SENDING, attempts=F("attempts") + 1, due_at=at + LEASE
    )
    message = TextMessage.objects.get(pk=pk) if claimed else None
    if message is None or _drop_if_overtaken(message) or _is_held_back(message, at):
        return False
    if count_use_and_find_exceeded("texts", most=settings.SMS_PER_DAY, seconds=24 * 3600):
        log.warning("text %s waits: as many left today as ETABLI_SMS_PER_DAY allows", pk)
        _requeue(message, at + DELAY_WHEN_FULL, attempts=message.attempts - 1)
        return False
    claimed_message = TextMessage.objects.filter(
        pk=pk, status=Status.SENDING, attempts=message.attempts, handed_at=None
    )
    if not claimed_message.update(handed_at=at):  # another worker has it
        return False
    outcome = send_text(to=message.to, text=message.body)
    log.info("text %s: %s", pk, outcome.value)
    _record_outcome(message, outcome, at)
    return outcome is Outcome.ACCEPTED


def _drop_if_overtaken(message: TextMessage) -> bool:
    """Delete it when something was told of the same thing since: what it says may be so no more. True once deleted."""
    thread, _colon, number = message.key.rpartition(":")
    later = Notice.objects.filter(owner=message.owner_id, key__startswith=f"{thread}:")
    is_overtaken = number.isdecimal() and later.filter(pk__gt=int(number)).exists()
    if is_overtaken:
        message.delete()
    return is_overtaken


def _is_held_back(message: TextMessage, at: datetime) -> bool:
    """Put it off, or end it, and give True: quiet hours, STOP, another number or an address since, too old."""
    person = owner_of(message.owner_id, None)
    if not isinstance(person, Person) or has_stopped(person):
        _end(message, Status.STOPPED)
    elif (
        number_for(person) != message.to
        or at - message.created_at > MAX_AGE
        or _has_reached_daily_limit(message, at)
    ):
        _end(message, Status.FAILED)
    elif (free_at := leaves_at(timezone.localtime(at), rhythm_of(preference_of(person)))) > at:
        _requeue(message, free_at, attempts=message.attempts - 1)
    else:
        return False
    return True


def _has_reached_daily_limit(message: TextMessage, at: datetime) -> bool:
    lately = TextMessage.objects.filter(to=message.to, handed_at__gt=at - timedelta(days=1))
    return lately.count() >= MAX_A_DAY


def _record_outcome(message: TextMessage, outcome: Outcome, at: datetime) -> None:
    if outcome is Outcome.ACCEPTED:
        cost = message.parts * settings.SMS_PRICE
        TextMessage.objects.filter(pk=message.pk).update(
            status=Status.SENT, sent_at=timezone.now(), cost=cost
        )
    elif outcome is Outcome.LATER and message.attempts <= len(RETRY_AFTER):
        _requeue(message, at + RETRY_AFTER[message.attempts - 1], attempts=message.attempts)
    else:
        _end(message, Status.UNSURE if outcome is Outcome.UNSURE else Status.FAILED)


def _requeue(message: TextMessage, due_at: datetime, *, attempts: int) -> None:
    TextMessage.objects.filter(pk=message.pk).update(
        status=Status.QUEUED, due_at=due_at, attempts=attempts, handed_at=None
    )


def _end(message: TextMessage, status: str) -> None:
    TextMessage.objects.filter(pk=message.pk).update(status=status)
