"""What nobody asked for reaches its reader only with a place in their budget; what they asked for, always."""

from collections.abc import Iterable
from datetime import datetime

from etabli.foundation.notices import budget
from etabli.foundation.notices.kinds import kinds
from etabli.foundation.notices.models import Notice, UnaskedContact
from etabli.foundation.notify.models import Message


def admit(notice: Notice, at: datetime) -> bool:
    """Whether this notice may reach its reader: by mail, or in their space. Within a transaction.

    One that nobody asked for takes a place, and is held no more; without a place it goes, unless they were shown it.
    """
    kind = kinds()[notice.kind]
    if not kind.unasked:
        return True
    contact = budget.take(kind, to=notice.owner_id, key=notice.lasting_key, at=at)
    if contact.refused:
        if notice.shown_at is None:
            notice.delete()
        return False
    if notice.is_held:
        notice.is_held = False
        notice.save(update_fields=["is_held"])
    UnaskedContact.objects.filter(pk=contact.pk).update(notice=notice)
    return True


def admit_at_once(notice: Notice, at: datetime) -> bool:
    """`admit` for a notice that has just been made: no mail of it is to leave, so that it appears now in their space;
    one that waits for its mail is held until then."""
    return notice.is_held or notice.leaves_at is not None or admit(notice, at)


def goes_with(notices: Iterable[Notice], mail: Message | None) -> None:
    """This mail carries them: taken back before it has left, it gives their places back."""
    keys = [notice.lasting_key for notice in notices if kinds()[notice.kind].unasked]
    if keys and mail is not None:
        UnaskedContact.objects.filter(key__in=keys).update(mail=mail)
