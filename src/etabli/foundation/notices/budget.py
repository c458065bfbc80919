"""The one budget of messages that nobody asked for: how many may reach a party within a year, all kinds together.

`take` alone counts, and refuses. It is called when a message leaves or appears (`may_reach` for notices; whoever queues
a mail without a notice, before that), so that what was dropped before takes no place. What their party asked for
is no matter of this module; nor is a telephone call, which a person makes: whoever calls looks at `not_now_until`.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, Expression, Max, OuterRef, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from etabli.foundation.notices.kinds import kinds
from etabli.foundation.notices.models import Notice, NotNow, UnaskedContact
from etabli.foundation.notify.models import Message
from etabli.foundation.parties.models import Party
from etabli.foundation.people.models import Person
from etabli.foundation.registries import Kind

COUNTED_PERIOD = timedelta(
    days=366 + 2
)  # twelve months, and the two days that a mail in the queue may take to leave
NOT_NOW_PERIOD = timedelta(days=183)  # six months
Refused = UnaskedContact.Refused


def count_unasked_message(kind: Kind, *, to: int, key: str, at: datetime) -> UnaskedContact:
    """Count this message of an unasked `kind`, about to reach the party `to`; or refuse it. Within a transaction, until
    whose end nobody else counts for the same party.

    Gives the row: nothing is to be sent when it says why (`refused`). The same `key` is counted once.
    """
    if not kind.unasked:
        raise ValueError(f"{kind.code} was asked for: it takes no place")
    parties = parties_of(to)
    lock_budgets(parties)
    contact = UnaskedContact.objects.filter(key=key).first() or UnaskedContact(key=key)
    if contact.pk is None or contact.refused:
        contact.owner_id, contact.kind, contact.at = to, kind.code, at
        contact.refused = _refusal_reason(parties, at)
        contact.save()
    return contact


def lock_budgets(parties: list[int]) -> None:
    """Nobody else counts for these before the end of the transaction; in the order of their numbers, so that two who
    hold several never wait for each other."""
    locked = Party.objects.filter(pk__in=parties).order_by("pk").select_for_update(no_key=True)
    list(locked.values_list("pk", flat=True))


def messages_left(party: int, at: datetime) -> int:
    """How many messages that they have not asked for may still reach this party, as of this instant."""
    return max(0, settings.UNASKED_A_YEAR - _recent_contacts(parties_of(party), at).count())


def not_now_until(party: int, at: datetime | None = None) -> datetime | None:
    """Until when this party wants nothing that they have not asked for; None when they have not said so, or no more."""
    in_force = not_now_of(parties_of(party), at or timezone.now())
    until: datetime | None = in_force.aggregate(until=Max("until"))["until"]
    return until


def refusal_reason(party: int, at: datetime) -> str:
    """Why nothing unasked may reach this party now (`UnaskedContact.Refused`); "" when it may."""
    return _refusal_reason(parties_of(party), at)


def not_now_of(parties: list[int], at: datetime) -> QuerySet[NotNow]:
    """What these parties said and holds still, of which one suffices."""
    return NotNow.objects.filter(owner__in=parties, until__gt=at, withdrawn_at=None)


def parties_of(party: int) -> list[int]:
    """All that stand for the same person of a chamber, this one first: those who are joined, whether what each has went
    to the other already or waits for their word."""
    top = Person.objects.filter(party=party).first()
    while top is not None and top.merged_into is not None:
        top = top.merged_into
    parties, layer = [party], [top] if top is not None else []
    while layer:
        parties += [person.party_id for person in layer if person.party_id != party]
        layer = list(Person.objects.filter(merged_into__in=layer))
    return parties


def has_spent_budget(at: datetime) -> Expression | Exists:
    """Whether a person, in a statement on persons, has had as many as they may in a year."""
    limit = settings.UNASKED_A_YEAR
    if not limit:
        return Value(True)
    contacts = UnaskedContact.objects.filter(owner=OuterRef("party"), refused="", at__gt=at - COUNTED_PERIOD)
    return Exists(contacts.order_by("at")[limit - 1 : limit])


def has_said_not_now(at: datetime) -> Exists:
    """Whether a person, in a statement on persons, wants nothing unasked for now."""
    return Exists(NotNow.objects.filter(owner=OuterRef("party"), until__gt=at, withdrawn_at=None))


def _recent_contacts(parties: list[int], at: datetime) -> QuerySet[UnaskedContact]:
    return UnaskedContact.objects.filter(owner__in=parties, refused="", at__gt=at - COUNTED_PERIOD)


def _refusal_reason(parties: list[int], at: datetime) -> str:
    if not_now_of(parties, at).exists():
        return Refused.NOT_NOW
    return Refused.BUDGET if _recent_contacts(parties, at).count() >= settings.UNASKED_A_YEAR else ""


def may_reach(notice: Notice, at: datetime) -> bool:
    """Whether this notice may reach its reader: by mail, or in their space. Within a transaction.

    One that nobody asked for takes a place, and is held no more; without a place it goes, unless they were shown it.
    """
    kind = kinds()[notice.kind]
    if not kind.unasked:
        return True
    contact = count_unasked_message(kind, to=notice.owner_id, key=notice.lasting_key, at=at)
    if contact.refused:
        if notice.shown_at is None:
            notice.delete()
        return False
    if notice.is_held:
        notice.is_held = False
        notice.save(update_fields=["is_held"])
    UnaskedContact.objects.filter(pk=contact.pk).update(notice=notice)
    return True


def show_if_admitted(notice: Notice, at: datetime) -> bool:
    """`may_reach` for a notice that has just been made: no mail of it is to leave, so that it appears now in their
    space; one that waits for its mail is held until then."""
    return notice.is_held or notice.leaves_at is not None or may_reach(notice, at)


def attach_to_mail(notices: Iterable[Notice], mail: Message | None) -> None:
    """This mail carries them: taken back before it has left, it gives their places back."""
    keys = [notice.lasting_key for notice in notices if kinds()[notice.kind].unasked]
    if keys and mail is not None:
        UnaskedContact.objects.filter(key__in=keys).update(mail=mail)


def refusal_text(refused: str) -> str:
    """The words of an `UnaskedContact.Refused`: "non envoyé : déjà 3 messages cette année"."""
    if refused == UnaskedContact.Refused.NOT_NOW:
        return _("not sent: they said “not now”")
    limit = settings.UNASKED_A_YEAR
    if not limit:
        return _("not sent: nobody gets what they have not asked for")
    text = ngettext(
        "not sent: already %(n)d message this year", "not sent: already %(n)d messages this year", limit
    )
    return text % {"n": limit}
