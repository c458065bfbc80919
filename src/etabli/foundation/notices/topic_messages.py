"""Telling how something stands: one message for each topic and reader, written when it is read or leaves.

Until its reader has had it, whatever happens to the topic changes that one message, so that it is always true and
tells several changes as one. Once it was shown, was read or has left, it stays as it was, and the next change begins
another. It goes unsaid when nothing is left to tell, or when its reader may see no more what it is about.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import override

from etabli.foundation.journal import acting_now
from etabli.foundation.journal.visibility import may_see
from etabli.foundation.kept_statements import Given, KeptStatement
from etabli.foundation.notices.budget import show_if_admitted
from etabli.foundation.notices.calls import update_call
from etabli.foundation.notices.kinds import kinds, topics
from etabli.foundation.notices.models import OPEN_KEY_SUFFIX as OPEN_KEY_SUFFIX, Notice
from etabli.foundation.notices.owners import Owner, as_fields, language_of, owner_of, viewers_of
from etabli.foundation.notices.scheduling import enqueue, schedule
from etabli.foundation.notify.prose import line_of, subject_of
from etabli.foundation.registries import Kind, Topic

type EventTime = Callable[[Mapping[str, Any]], datetime]
type Merge = Callable[[Mapping[str, Any]], dict[str, Any] | None]
ABOUT_FACT = "about"  # among its facts: the key of the row that it is about
OWED_FACT = "owed"  # among its facts: those of one that was read here, its mail unsent: this one's tells both
TO_CALL_FACT = "call"  # among its facts: a reader who has no e-mail is to be told by telephone
DUE_FIELDS = ("leaves_at", "digest_due_at")  # when a mail of its own leaves, or the daily one
WORDING_FIELDS = (
    "title",
    "text",
    "url",
    "see",
    "contact",
    "language",
    "facts",
)  # the facts: what `write` notes there
log = logging.getLogger("etabli.notices")
_OF_KEY = KeptStatement(Notice.objects.filter(key=Given("key", models.CharField())).select_for_update())


def refresh_message(
    topic: Topic,
    *,
    to: Owner,
    kind: Kind,
    about: models.Model | None = None,
    thread: str = "",
    merge: Merge = dict,
    happens_at: EventTime | datetime | None = None,
    at: datetime,
) -> None:
    """Something happened to a topic, inside an act: its message to this reader is to be had anew.

    `about`: the row, of the topic's model. `thread` names the topic and the reader, without a colon at its end: what
    the keys of all its messages begin with (by default, the topic, the row and the reader).
    `merge` gives the facts (JSON) from those of the message that the reader has not had yet, or from none: all that
    the topic's `write` needs beside the rows. It gives None when there is nothing left to tell. Under `OWED_FACT` stand
    the facts of a message that they read here before its mail left: that mail is not sent, and what comes now says how
    things stand by mail too. `happens_at`: when what is told happens (as for `telling.tell_once`); or what gives it
    from the facts that are told.
    """
    owner_fields = as_fields(to)
    if not thread and about is not None:
        thread = f"{topic.code}:{about.pk}:{owner_fields['owner_id']}:{owner_fields['organisation_id'] or ''}"
    notice, owed, due = _not_had_yet(f"{thread}:{OPEN_KEY_SUFFIX}")
    known_facts = notice.facts if notice else owed
    facts = merge(known_facts)
    owed_facts = {name: known_facts[name] for name in (OWED_FACT,) if name in known_facts}
    if facts is None and owed_facts:
        facts = {**owed_facts[OWED_FACT], **known_facts}
    if facts is None:
        return None if notice is None else _delete(notice)
    facts = {**facts, **owed_facts}
    if about is not None:
        facts[ABOUT_FACT] = about.pk
    event_at, by = happens_at(facts) if callable(happens_at) else happens_at, acting_now()
    if notice is None:
        key = f"{thread}:{OPEN_KEY_SUFFIX}"
        notice = Notice(**owner_fields, topic=topic.code, key=key, kind=kind.code, **due)
    elif not kinds()[notice.kind].prompt:
        notice.kind = kind.code  # what waits for no morning still doesn't
    notice.facts, notice.created_at = facts, at
    notice.by_stranger = by is not None and by.is_stranger
    schedule(notice, to, kind, happens_at=event_at, at=at)
    notice.save()
    if not show_if_admitted(notice, at):
        return
    about_what, wanted = thread.rpartition(":")[0], bool(facts.get(TO_CALL_FACT))
    update_call(notice, to, wanted=wanted, about=about_what, happens_at=event_at, at=at)
    enqueue(notice, at)


def _delete(notice: Notice) -> None:
    notice.delete()


def _not_had_yet(key: str) -> tuple[Notice | None, dict[str, Any], dict[str, datetime | None]]:
    """The message of this key, if its reader has not had it. Otherwise it stays as they have it, and what it owes them
    is given: its facts (under `OWED_FACT`) and when its mail was to leave.
    """
    notice = _OF_KEY.first(key=key)
    if notice is None or (notice.read_at is None and notice.shown_at is None):
        return notice, {}, {}
    due = {name: getattr(notice, name) for name in DUE_FIELDS}
    facts = {name: fact for name, fact in notice.facts.items() if name != OWED_FACT}
    _freeze(notice, **dict.fromkeys(DUE_FIELDS))
    return None, {OWED_FACT: facts} if any(due.values()) else {}, due


def write_words(notice: Notice) -> bool:
    """Give a message that its reader has not had yet the words of now, in their language; False when there is nothing
    to tell any more, or when they may see no more what it is about.
    """
    if not is_open(notice):
        return True
    owner, topic = owner_of(notice.owner_id, notice.organisation_id), topics()[notice.topic]
    if owner is None or not _attach_subject(notice, topic, owner):
        return False
    language = language_of(owner)
    with override(language):
        words = topic.write(notice)
    if words is None:
        return False
    notice.title, notice.text, notice.url = subject_of(words.title), words.text, words.url
    notice.see, notice.contact, notice.language = words.see, line_of(words.contact), language
    return True


def try_to_write_words(notice: Notice) -> bool | None:
    """As `write_words`; None, and logged, for one that can't be written: it must not hold up the others."""
    if not is_open(notice):
        return True
    try:
        with transaction.atomic():
            return write_words(notice)
    except Exception:
        log.exception("message %s could not be written", notice.pk)
        return None


def _attach_subject(notice: Notice, topic: Topic, owner: Owner) -> bool:
    """Find the row that it is about; False when it is gone, or not for this reader."""
    if topic.of is None:
        return True
    notice.about = topic.of._base_manager.filter(pk=notice.facts[ABOUT_FACT]).first()
    return notice.about is not None and any(may_see(viewer, notice.about) for viewer in viewers_of(owner))


def prepare_for_reading(notices: Iterable[Notice], *, shown_at: datetime | None = None) -> list[Notice]:
    """Those of these messages that say something to their reader now; the others go, but what they were shown before
    stays as it was. One that can't be written is left out, and stays: whoever writes its mail tells the staff.
    `shown_at`: they are on a page that their reader opens now.
    """
    notices = list(notices)
    if not any(map(is_open, notices)):
        return notices
    shown, fresh = list[Notice](), list[Notice]()
    with transaction.atomic():
        for notice in _lock(notices):
            says_something = try_to_write_words(notice)
            if says_something is None or (not says_something and not drop_unless_shown(notice)):
                continue
            shown.append(notice)
            if shown_at is not None and is_open(notice):
                notice.shown_at = notice.shown_at or shown_at
                fresh.append(notice)
        Notice.objects.bulk_update(fresh, [*WORDING_FIELDS, "shown_at"])
    return shown


def _lock(notices: Iterable[Notice]) -> list[Notice]:
    """Those that are still there, held until the transaction ends, each with what it has to tell now: what comes
    meanwhile waits, and is not lost under what was read before. What is said for good is not looked for again.
    """
    notices = list(notices)
    open_ids = [notice.pk for notice in notices if is_open(notice)]
    rows = Notice.objects.select_for_update().order_by("pk").in_bulk(open_ids) if open_ids else {}
    for notice in notices:
        if row := rows.get(notice.pk):
            for field in Notice._meta.concrete_fields:
                setattr(notice, field.attname, getattr(row, field.attname))
    return [notice for notice in notices if notice.pk in rows or not is_open(notice)]


def freeze_as_heard(notice: Notice, at: datetime) -> bool:
    """Its reader has heard what it says, which stays so for good; False when nothing is left to tell."""
    if not write_words(notice):
        return False
    notice.shown_at = notice.shown_at or at
    notice.save(update_fields=[*WORDING_FIELDS, "shown_at"])
    return True


def drop_unless_shown(notice: Notice) -> bool:
    """Nothing is left to tell: it goes, unless its reader was shown it; says whether it stays."""
    if notice.shown_at is None:
        notice.delete()
        return False
    _freeze(notice, **dict.fromkeys(DUE_FIELDS))
    return True


def mark_shown(thread: str, at: datetime) -> None:
    """What the message of this thread tells stands on a page that its reader opens now."""
    prepare_for_reading(Notice.objects.filter(key=f"{thread}:{OPEN_KEY_SUFFIX}", read_at=None), shown_at=at)


def is_open(notice: Notice) -> bool:
    """Whether its words are still to be written."""
    return bool(notice.topic) and notice.read_at is None and notice.key.endswith(f":{OPEN_KEY_SUFFIX}")


@transaction.atomic
def mark_read_and_freeze(notices: list[Notice], at: datetime) -> None:
    """They were read, and say for good what they said then."""
    for notice in _lock(notices):
        write_words(notice)
        notice.read_at = at
    Notice.objects.bulk_update(notices, [*WORDING_FIELDS, "read_at"])


def freeze(notice: Notice) -> None:
    """It leaves: its words, which `write_words` has given, stay."""
    if notice.topic and notice.key.endswith(f":{OPEN_KEY_SUFFIX}"):
        _freeze(notice)


def _freeze(notice: Notice, **values: Any) -> None:
    notice.key = notice.lasting_key
    for name, value in values.items():
        setattr(notice, name, value)
    notice.save(update_fields=["key", *WORDING_FIELDS, *values])


def refresh_messages(
    topic: Topic, owners: Iterable[Owner], *, about: models.Model, even_if_told: bool = True, **kwargs: Any
) -> None:
    """`refresh_message` for each of them. Not `even_if_told`: what stands as before is told to those alone who
    have no message of this topic about this row, had or still to come.
    """
    messages = Notice.objects.filter(topic=topic.code, key__startswith=f"{topic.code}:{about.pk}:")
    already_told = set() if even_if_told else set(messages.values_list("owner", flat=True))
    for owner in owners:
        if as_fields(owner)["owner_id"] not in already_told:
            refresh_message(topic, to=owner, about=about, **kwargs)
