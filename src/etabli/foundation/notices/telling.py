"""Telling somebody: a notice in their space and, as they chose, a mail of its own or a part of the daily one."""

from dataclasses import dataclass
from datetime import datetime

from etabli.foundation.journal import acting_now
from etabli.foundation.notices.kinds import kinds
from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.owners import Owner, as_fields
from etabli.foundation.notices.scheduling import enqueue, schedule
from etabli.foundation.notify.calendar import Meeting
from etabli.foundation.notify.models import Message
from etabli.foundation.notify.prose import Prose, subject_of
from etabli.foundation.notify.queue import call_back, refuse_unless_prose
from etabli.foundation.people.models import SecretLink


def tell(
    *,
    to: Owner,
    kind: str,
    title: str,
    text: Prose,
    url: str,
    see: str,
    key: str,
    meeting: Meeting | None = None,
    before: datetime | None = None,
    link: SecretLink | None = None,
    at: datetime,
) -> None:
    """Tell `to` once per `key`, inside an act: when the act fails, nothing was told.

    `text`: paragraphs (`notify/prose.py`), without greeting nor link. `url`: the page of ours that it leads to, `see`
    what one finds there. `meeting` comes with the mail as a calendar file, which people share: its own
    `url` stands in it, or the page's address without any right. `before`: when what is told happens; a mail
    that the quiet hours would make too late leaves at once.
    `link`: by what the mail opens it, when that is narrower than their whole space.
    Whoever has no address, or chose so, finds it in their space only. The mail itself is written when it leaves
    (`leaving.py`).
    """
    refuse_unless_prose(text)
    sort, by = kinds()[kind], acting_now()
    notice = Notice(
        **as_fields(to),
        kind=kind,
        title=subject_of(title),
        text=text,
        url=url,
        see=see,
        key=key,
        created_at=at,
    )
    notice.link, notice.meeting = link, meeting.as_json() if meeting else None
    notice.by_stranger = by is not None and by.is_stranger
    schedule(notice, to, sort, before=before, at=at)
    # One statement: a notice of this key that is there already stays as it is, and is the one.
    Notice.objects.bulk_create([notice], update_conflicts=True, unique_fields=["key"], update_fields=["key"])
    enqueue(notice, at)


@dataclass(frozen=True)
class Recalled:
    """What was taken back. `seen_at`: the last of the thread that stays; `calendar`: the last file that has left."""

    notices: tuple[Notice, ...] = ()
    seen_at: datetime | None = None
    calendar: str = ""


def recall(*, to: Owner, thread: str) -> Recalled:
    """Take back what was told of this `thread` (what its keys begin with, before a colon) and has not reached them.

    A mail that nobody has in hand leaves no more; a notice that nobody read goes, unless its mail has left. For whoever
    then tells the one thing that holds now.
    """
    told = list(Notice.objects.filter(**as_fields(to), key__startswith=f"{thread}:").order_by("pk"))
    if not told:
        return Recalled()
    keys = [notice.key for notice in told]
    called_back = call_back(keys) | {notice.key for notice in told if notice.leaves_at is not None}
    left = dict(Message.objects.filter(key__in=keys).order_by("pk").values_list("key", "calendar"))
    back = [
        notice
        for notice in told
        if notice.key in called_back or (notice.read_at is None and notice.key not in left)
    ]
    Notice.objects.filter(pk__in=[notice.pk for notice in back if notice.leaves_at]).update(leaves_at=None)
    if unread := [notice.pk for notice in back if notice.read_at is None]:
        Notice.objects.filter(pk__in=unread).delete()
    stays = [notice.created_at for notice in told if notice not in back]
    files = [file for file in left.values() if file]
    return Recalled(tuple(back), stays[-1] if stays else None, files[-1] if files else "")
