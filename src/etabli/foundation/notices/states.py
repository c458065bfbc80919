"""Telling how something stands: one message for each topic and reader, written when it is read or leaves.

Until its reader has had it, whatever happens to the topic changes that one message, so that it is always true and
tells several changes as one. Once it was read or has left, it stays as it was, and the next change begins another.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from etabli.foundation.journal import acting_now
from etabli.foundation.notices.kinds import kinds, topics
from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.owners import Owner, as_fields
from etabli.foundation.notices.scheduling import enqueue, schedule
from etabli.foundation.notify.prose import subject_of
from etabli.foundation.rooms import Words

type Merge = Callable[[Mapping[str, Any]], dict[str, Any] | None]
NOW = "now"  # how the key of the message ends that its reader has not had yet
OWED = "owed"  # among its facts: it replaces one whose mail has not left, and is told whatever it says


def update(
    *,
    to: Owner,
    topic: str,
    thread: str,
    kind: str,
    url: str,
    merge: Merge,
    before: datetime | None = None,
    at: datetime,
) -> None:
    """Something happened to a topic, inside an act: its message to this reader is to be had anew.

    `thread` names the topic and the reader, without a colon at its end: what the keys of all its messages begin with.
    `merge` gives the facts (JSON) from those of the message that the reader has not had yet, or from none: all that
    the topic's `write` needs beside the rows. It gives None when there is nothing left to tell. `url`: the page of what
    happened. `before`: when what is told happens (as for `telling.tell`).
    """
    notice, is_owed = Notice.objects.filter(key=f"{thread}:{NOW}").select_for_update().first(), False
    if notice is not None and notice.read_at is not None:
        is_owed = notice.leaves_at is not None  # what they read here, no mail has told: the next one does
        _settle(notice, leaves_at=None)
        notice = None
    known = notice.facts if notice else {}
    facts = merge(known)
    if facts is None and notice is not None and not known.get(OWED):
        notice.delete()
        return
    facts = {**(known if facts is None else facts), **({OWED: True} if is_owed else {})}
    by, sort = acting_now(), kinds()[kind]
    if notice is None:
        notice = Notice(**as_fields(to), topic=topic, key=f"{thread}:{NOW}", kind=kind)
    elif not kinds()[notice.kind].prompt:
        notice.kind = kind  # what waits for no morning still doesn't
    notice.facts, notice.url, notice.created_at = facts, url, at
    notice.by_stranger = by is not None and by.is_stranger
    schedule(notice, to, sort, before=before, at=at)
    notice.save()
    enqueue(notice, at)


def words_of(notice: Notice) -> Words | None:
    """What a message of a topic says now, in its reader's language; None when they are to be told nothing any more."""
    with override(language_of(notice)):
        return topics()[notice.topic].write(notice)


def language_of(notice: Notice) -> str:
    """In which language its words are: those of a topic in the reader's, the others in that of the installation."""
    return (notice.topic and notice.owner.language) or settings.LANGUAGE_CODE


def fill(notice: Notice) -> bool:
    """Give a message that its reader has not had yet the words of now; False when there is nothing to tell any more."""
    if not is_open(notice):
        return True
    words = words_of(notice)
    if words is None:
        return False
    notice.title, notice.text, notice.url, notice.see = (
        subject_of(words.title),
        words.text,
        words.url,
        words.see,
    )
    return True


def is_open(notice: Notice) -> bool:
    """Whether its words are still to be written."""
    return bool(notice.topic) and notice.read_at is None and notice.key.endswith(f":{NOW}")


@transaction.atomic
def note_read(notices: list[Notice], at: datetime) -> None:
    """They were read, and say for good what they said then."""
    for notice in notices:
        fill(notice)
        notice.read_at = at
    Notice.objects.bulk_update(notices, ["title", "text", "url", "see", "read_at"])


def settle(notice: Notice) -> None:
    """It leaves: its words, which `fill` has given, stay."""
    if notice.topic and notice.key.endswith(f":{NOW}"):
        _settle(notice)


def _settle(notice: Notice, **values: Any) -> None:
    notice.key = f"{notice.key.removesuffix(NOW)}{notice.pk}"
    for name, value in values.items():
        setattr(notice, name, value)
    notice.save(update_fields=["key", "title", "text", "url", "see", *values])
