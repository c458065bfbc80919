"""When the mail of a notice leaves: by its kind, by what its reader chose, and by their quiet hours."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max, Q
from django.utils import timezone

from etabli.foundation.notices.engine import Rhythm, leaves_at, next_digest
from etabli.foundation.notices.kinds import Channel, channel_of
from etabli.foundation.notices.models import Notice, Preference
from etabli.foundation.notices.owners import Owner, address_of, as_fields
from etabli.foundation.notices.texts.recipients import goes_by_text
from etabli.foundation.people.models import Person
from etabli.foundation.registries import Kind


def schedule(notice: Notice, to: Owner, kind: Kind, *, happens_at: datetime | None, at: datetime) -> None:
    """Set when it leaves: never later than it would have already. `happens_at`: when what it tells happens. What nobody
    asked for is held until then."""
    is_new = notice.pk is None
    _set_departure(notice, to, kind, happens_at=happens_at, at=at)
    if kind.unasked and is_new:
        notice.is_held = notice.leaves_at is not None or notice.digest_due_at is not None


def _set_departure(
    notice: Notice, to: Owner, kind: Kind, *, happens_at: datetime | None, at: datetime
) -> None:
    by_text = not address_of(to) and goes_by_text(to, notice)
    preference = Preference() if kind.always_mailed and kind.prompt and not by_text else preference_of(to)
    channel = channel_of(kind, preference)
    rhythm, x = rhythm_of(preference), timezone.localtime(at)
    if channel == Channel.DIGEST and notice.leaves_at is None:
        notice.digest_due_at = next_digest(x, rhythm, happens_at)
    if channel == Channel.HERE or (channel == Channel.DIGEST and notice.digest_due_at):
        return
    if by_text:
        due_at = leaves_at(x, rhythm)  # a telephone rings at night: never in the quiet hours
    elif address_of(to):
        due_at = at if kind.prompt else leaves_at(x, rhythm, happens_at)
    else:
        return
    notice.leaves_at = max(at, min(notice.leaves_at or due_at, due_at))
    notice.digest_due_at = None


def enqueue(notice: Notice, at: datetime) -> None:
    """Have a worker write and send it, if it is due: the task is written with the act, or not at all."""
    if notice.leaves_at is not None and notice.leaves_at <= at:
        from etabli.foundation.notices.tasks import leave  # the task imports what tells

        leave.enqueue(notice.pk)


def first_departure(people: Iterable[Person], *, happens_at: datetime | None, at: datetime) -> datetime:
    """From `at` on, when the first mail of what must be told to these people may leave; `at` when none has an address.
    One statement."""
    parties = {person.party_id for person in people if person.email}
    chosen = {row.owner_id: row for row in Preference.objects.filter(owner__in=parties, organisation_id=None)}
    rhythms = {rhythm_of(chosen.get(party) or Preference()) for party in parties}
    return min((leaves_at(timezone.localtime(at), rhythm, happens_at) for rhythm in rhythms), default=at)


def last_departure(threads: Iterable[str], *, at: datetime) -> datetime | None:
    """When the last mail of these threads leaves, where one waits for the end of the quiet hours: one statement."""
    theirs = Q(pk=None)
    for thread in threads:
        theirs |= Q(key__startswith=f"{thread}:")
    waiting = Notice.objects.filter(theirs, leaves_at__gt=at)
    last: datetime | None = waiting.aggregate(last=Max("leaves_at"))["last"]
    return last


def preference_of(owner: Owner) -> Preference:
    """What they chose; an unsaved row of defaults for who chose nothing."""
    owner_fields = as_fields(owner)
    return Preference.objects.filter(**owner_fields).first() or Preference(**owner_fields)


def rhythm_of(preference: Preference) -> Rhythm:
    return Rhythm(
        preference.quiet_from, preference.quiet_until, preference.quiet_on_sunday, preference.digest_at
    )
