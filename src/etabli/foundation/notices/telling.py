"""Saying something once and for all: the words are those of the act, whatever comes after."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import override

from etabli.foundation.journal import acting_now
from etabli.foundation.notices.budget import show_if_admitted
from etabli.foundation.notices.calls import update_call
from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.owners import Owner, as_fields, language_of
from etabli.foundation.notices.scheduling import enqueue, schedule
from etabli.foundation.notify.calendar import Meeting
from etabli.foundation.notify.models import Message
from etabli.foundation.notify.prose import line_of, subject_of
from etabli.foundation.notify.queue import UPSERT_BY_KEY, call_back, refuse_unless_prose
from etabli.foundation.people.models import SecretLink
from etabli.foundation.registries import Kind, Words


def tell_once(
    kind: Kind,
    *,
    to: Owner,
    words: Callable[[], Words],
    key: str,
    meeting: Meeting | None = None,
    happens_at: datetime | None = None,
    link: SecretLink | None = None,
    call: str = "",
    at: datetime,
) -> None:
    """Say something to `to` once per `key`, inside an act: when the act fails, nothing was said.

    `words` is called in the reader's language. `meeting` comes with the mail as a calendar file, which people share:
    its own `url` stands in it, or the page's address without any right. `happens_at`: when what is said happens; a mail
    that the quiet hours would make too late leaves at once. `link`: by what the mail opens the page, when that is
    narrower than their whole space. `call`: what it concerns, when whoever has no e-mail is to be told by telephone.
    Whoever has no address, or chose so, finds it in their space only. The mail itself is written when it leaves
    (`notice_mails.py`). What tells how something stands is no saying: `topic_messages.refresh_message`.
    """
    by, language = acting_now(), language_of(to)
    with override(language):
        message = words()
    refuse_unless_prose(message.text)
    notice = Notice(
        **as_fields(to),
        kind=kind.code,
        title=subject_of(message.title),
        text=message.text,
        url=message.url,
        see=message.see,
        contact=line_of(message.contact),
        language=language,
        link=link,
        meeting=meeting.as_json() if meeting else None,
        by_stranger=by is not None and by.is_stranger,
        key=key,
        created_at=at,
    )
    schedule(notice, to, kind, happens_at=happens_at, at=at)
    Notice.objects.bulk_create([notice], **UPSERT_BY_KEY)
    if not show_if_admitted(notice, at):
        return
    if call:
        update_call(notice, to, wanted=True, about=call, happens_at=happens_at, at=at)
    enqueue(notice, at)


def take_back(*, to: Owner, thread: str) -> bool:
    """Take back what was said of this `thread` (what its keys begin with, before a colon) and has not reached them. For
    whoever then says what holds now; gives whether something of it has reached them.
    """
    notices = list(Notice.objects.filter(**as_fields(to), key__startswith=f"{thread}:"))
    keys = [notice.key for notice in notices]
    call_back(keys)
    still_queued = set(Message.objects.filter(key__in=keys).values_list("key", flat=True))
    unknown = [notice.pk for notice in notices if notice.read_at is None and notice.key not in still_queued]
    Notice.objects.filter(pk__in=unknown).delete()
    Notice.objects.filter(key__in=keys).update(leaves_at=None)
    return len(unknown) < len(notices)
