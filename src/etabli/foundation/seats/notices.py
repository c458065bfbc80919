"""What people are told of their place: one message for each person and occasion, true when it is read or leaves.

An act says what happened (`update_sign_up`, `update_occasion`); `sentences.py` writes the words from how things stand.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy, override

from etabli.foundation.journal import acting_now
from etabli.foundation.journal.registry import as_json
from etabli.foundation.notices import topic_messages
from etabli.foundation.notices.calls import calls_to_make
from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.scheduling import last_departure
from etabli.foundation.notices.topic_messages import OPEN_KEY_SUFFIX, OWED_FACT, TO_CALL_FACT, refresh_message
from etabli.foundation.notify.prose import gettext as _, paragraphs
from etabli.foundation.people.models import ASSOCIATION, STAFF, Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Kind, Topic, Words, registry_modules
from etabli.foundation.seats.holders import WITH_HOLDERS, Holder
from etabli.foundation.seats.mail_subjects import callers_subject
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.foundation.seats.phone_scripts import phone_script
from etabli.foundation.seats.place_events import (
    HEARS_FACT,
    SHOWN_STATUS_FACT,
    TIME_FIELDS,
    Because,
    former_occasion,
)
from etabli.foundation.seats.sentences import changed_since, facts_of, link_scope, meeting, write
from etabli.foundation.seats.staff_message_texts import STAFF_MESSAGE, update_facts_for_calls

HOLDER_ROLES = frozenset({Role.ARTISAN}) | ASSOCIATION
PLACE = Kind(
    "seats.place",
    gettext_lazy("Your place or your waiting list, when you ask for it"),
    HOLDER_ROLES,
    always_mailed=True,
    prompt=True,
)
OFFER = Kind("seats.offer", gettext_lazy("A place that is offered to you"), HOLDER_ROLES, always_mailed=True)
CHANGE = Kind(
    "seats.change",
    gettext_lazy("A date that changes or is called off, your waiting list"),
    HOLDER_ROLES,
    always_mailed=True,
)
REMINDER = Kind("seats.reminder", gettext_lazy("A reminder before the date"), HOLDER_ROLES)
CALL = Kind("seats.call", gettext_lazy("A place to offer by telephone"), frozenset(STAFF))
KINDS = [PLACE, OFFER, CHANGE, REMINDER, STAFF_MESSAGE, CALL]
STANDING_TOPIC = Topic("seats.standing", write, meeting=meeting, spoken=phone_script, narrow=link_scope)
KIND_OF = {
    Because.PLACE: PLACE,
    Because.AGAIN: PLACE,
    Because.WITHDRAWN: PLACE,
    Because.OFFER: OFFER,
    Because.REMINDER: REMINDER,
}  # the others: CHANGE
SEEN_FACT = (
    "seen"  # the occasion as it stood before the eyes of whoever has no e-mail, when they took a place
)
RECENT_PERIOD = timedelta(days=1)  # who was told of it since then needs no reminder
Status = SignUp.Status


def update_sign_up(
    sign_up: SignUp, because: Because, at: datetime, *, knows: bool = False, **facts: Any
) -> None:
    """Something happened to a place, an offer or a number in the waiting list, whoever did it; `facts` (JSON) are those
    that its sentence needs beside the row. `knows`: they did it, or were there or on the telephone. The others who have
    no e-mail are to be called, and so are those who are to confirm; the staff is told.
    """
    if because is Because.PLACE and sign_up.status == Status.OFFERED:
        because = Because.OFFER
    _update([sign_up], because, at, row=facts, knows=knows and sign_up.status != Status.PENDING)
    if sign_up.recipient.email:
        return
    if because in {Because.WITHDRAWN, Because.PLACE}:
        update_facts_for_calls(sign_up.occasion, at)
    if because is Because.OFFER:
        update_callers(sign_up.occasion, at)
    elif because is Because.PLACE and sign_up.status == Status.PENDING:
        update_callers(sign_up.occasion, at, again=False)
    elif because is Because.LOST:
        _update_other_callers(sign_up.occasion, at)


def update_lost(sign_up: SignUp, by: Viewer, at: datetime) -> None:
    """There are fewer places, and theirs is not among them."""
    had_it, capacity = sign_up.ahead_since == at, sign_up.occasion.capacity
    update_sign_up(sign_up, Because.LOST, at, who=_signature(by), capacity=capacity, had_it=had_it)


def tell_again(sign_up: SignUp, at: datetime) -> None:
    """They have a place, or wait, and signed up once more: told once a day, however often it is asked."""
    if not _notices_since(sign_up, at - RECENT_PERIOD).filter(facts__again=True).exists():
        _update([sign_up], Because.AGAIN, at, again=True)


def update_occasion(
    occasion: Occasion, before: Mapping[str, Any], by: Viewer, at: datetime, *, but: Collection[int] = ()
) -> None:
    """Somebody changed the occasion; those of `but` were told by another message. `before`: the fields that changed, as
    they were. Whoever has had no message since an earlier change is told of all of them at once; of none, when all is
    again as they know it.
    """
    rows = [row for row in _sign_ups_concerned(occasion) if row.pk not in but]
    update_facts_for_calls(occasion, at)
    for reader_rows in _by_reader(rows):
        _update(reader_rows, Because.CHANGED, at, changed=as_json(before), who=_signature(by))
    if not all(row.recipient.email for row in rows):
        _update_other_callers(occasion, at)


def update_cancelled(occasion: Occasion, reason: str, by: Viewer, at: datetime) -> None:
    """It will not take place: why, and who says so."""
    rows = _sign_ups_concerned(occasion)
    update_facts_for_calls(occasion, at)
    for reader_rows in _by_reader(rows):
        _update(reader_rows, Because.ENDED, at, reason=reason, who=_signature(by), words=[])
    if not all(row.recipient.email for row in rows):
        _update_other_callers(occasion, at)


def replace_staff_words(
    occasion: Occasion, word: str, former: str, made: Mapping[str, Any], by: Viewer, at: datetime
) -> None:
    """Have each message that this act has begun or changed say `word` too, in the words of `by`, while something of
    what it `made` (fields of the occasion) stands; `former`, which came with the change that it takes back, is said no
    more in those that nobody has had yet.
    """
    if not word and not former:
        return
    values = as_json(made)
    waiting = Notice.objects.filter(topic=STANDING_TOPIC.code, key__startswith=f"occasion:{occasion.pk}:")
    for notice in waiting.filter(
        key__endswith=f":{OPEN_KEY_SUFFIX}", read_at=None, shown_at=None
    ).select_for_update():
        known_words = notice.facts.get("words", [])
        fresh = [[word, by.name, values]] if word and notice.created_at == at else []
        words = [
            known_word
            for known_word in known_words
            if known_word[0] not in {former, *(text for text, *_rest in fresh)}
        ] + fresh
        if words != known_words:
            notice.facts["words"] = words
            notice.save(update_fields=["facts"])


def send_reminders(occasion: Occasion, at: datetime) -> None:
    """A reminder to those who have a place, but for those who were told of it lately."""
    seated = [row for row in _sign_ups_concerned(occasion) if row.status == Status.SEATED]
    for rows in _by_reader([row for row in seated if not was_told_since(row, at - RECENT_PERIOD)]):
        _update(rows, Because.REMINDER, at)


def was_told_since(sign_up: SignUp, at: datetime) -> bool:
    """Whether whoever is told of this sign-up was told something of its occasion after that instant."""
    return _notices_since(sign_up, at).exists()


def update_callers(occasion: Occasion, at: datetime, *, again: bool = True, but: int | None = None) -> None:
    """To those of the staff who call: somebody who has only a telephone is offered a place, is to confirm their
    sign-up, or to be told of a change. `again`: though the callers were told of the same occasion today already. Not to
    the party `but`.
    """
    callers = [caller for module in registry_modules("on_call") for caller in module.on_call(occasion)]
    for caller in [caller for caller in callers if caller.to.user.party_id != but]:
        thread = f"{CALLS_TOPIC.code}:{occasion.pk}:{caller.to.pk}"
        today = Notice.objects.filter(created_at__gte=timezone.localtime(at).replace(hour=0, minute=0))
        if (
            again
            or not today.filter(key__startswith=f"{thread}:")
            .exclude(key=f"{thread}:{OPEN_KEY_SUFFIX}")
            .exists()
        ):
            refresh_message(
                CALLS_TOPIC,
                to=caller.to,
                kind=CALL,
                about=occasion,
                thread=thread,
                merge=partial(_merge_url, caller.url),
                happens_at=occasion.starts_at,
                at=at,
            )


def _merge_url(url: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    return {**facts, "url": url}


def _update_other_callers(occasion: Occasion, at: datetime) -> None:
    """Those who call, but whoever causes it by an act of theirs: they have the list before their eyes."""
    acting = acting_now()
    own_party = acting.actor.party_id if acting else None
    update_callers(occasion, at, but=own_party)


def _to_call(notice: Notice) -> Words | None:
    """Nothing once everybody has answered, and was told."""
    occasion = notice.about
    assert isinstance(occasion, Occasion)
    by_telephone = [row for row in _sign_ups_concerned(occasion) if not row.recipient.email]
    standing = {row.status for row in by_telephone} if occasion.cancelled_at is None else set()
    offered = _("A place is free, and somebody who waits for it is to be told by telephone.")
    pending = _("Somebody who gave a telephone only has signed up. Call them, and confirm their sign-up.")
    texts = [
        *([offered] if Status.OFFERED in standing else []),
        *([pending] if Status.PENDING in standing else []),
    ]
    if not texts and calls_to_make(calls_subject(occasion)).exists():
        texts = [_("Somebody who has no e-mail is to be told of a change.")]
    if not texts:
        return None
    return Words(
        title=callers_subject(occasion),
        text=paragraphs(*texts, facts_of(occasion)),
        url=notice.facts["url"],
        see=_("Whom to call"),
    )


CALLS_TOPIC = Topic("seats.calls", _to_call, of=Occasion)
TOPICS = [STANDING_TOPIC, CALLS_TOPIC]


def _update(
    sign_ups: Sequence[SignUp],
    because: Because,
    at: datetime,
    *,
    row: Mapping[str, Any] = MappingProxyType({}),
    knows: bool = False,
    **facts: Any,
) -> None:
    """Update the message about these sign-ups, all of one reader, until the occasion begins. `row`: facts of each.
    What was read here, and whose mail has not left, is told again by the mail that leaves in its place."""
    occasion, reader = sign_ups[0].occasion, sign_ups[0].recipient
    if (owner := reader.owner_in(occasion.organisation_id)) is None or occasion.spans[-1].start <= at:
        return

    def merge(known: Mapping[str, Any]) -> dict[str, Any] | None:
        owed, unread = known.get(OWED_FACT, {}), known.get("rows", {})
        rows = {**owed.get("rows", {}), **unread}
        for sign_up in sign_ups:
            key = str(sign_up.pk)
            now = {"because": because, "status": sign_up.status, "happened_at": at.isoformat(), **row}
            former, is_unread = rows.get(key, {}), key in unread
            rows[key] = _facts_of_sign_up(sign_up, former, now, knows=knows, is_unread=is_unread)
        changed = {**owed.get("changed", {}), **facts.get("changed", {}), **known.get("changed", {})}
        merged = {**owed, **known, **facts, "occasion": occasion.pk, "rows": rows, "changed": changed}
        if knows and because is Because.PLACE and not reader.email:
            merged[SEEN_FACT] = _occasion_values(occasion)
        is_other = bool(changed_since(occasion, merged.get(SEEN_FACT, changed)))
        is_as_known = all(row["because"] == Because.CHANGED or row.get("is_again") for row in rows.values())
        merged[TO_CALL_FACT] = _is_to_call(rows.values(), is_other=is_other)
        is_same = is_as_known and not is_other and not changed_since(occasion, changed)
        return None if known and is_same else merged

    refresh_message(
        STANDING_TOPIC,
        to=owner,
        thread=_thread(occasion, reader),
        kind=CHANGE if row.get("staff") else KIND_OF.get(because, CHANGE),
        merge=merge,
        happens_at=lambda facts: min(_useful_until(sign_up, at, facts["changed"]) for sign_up in sign_ups),
        at=at,
    )


def _useful_until(sign_up: SignUp, at: datetime, changed: Mapping[str, Any]) -> datetime:
    """Until when it is of use to be told: the end of an offer that holds, the hour that they know, or the next sitting.

    `changed`: the facts that they were told last, of which others hold now.
    """
    occasion = sign_up.occasion
    is_offered = sign_up.status == Status.OFFERED and occasion.cancelled_at is None
    starts = [former_occasion(occasion, changed).starts_at, *(span.start for span in occasion.spans)]
    ends = [sign_up.offered_until] if is_offered and sign_up.offered_until else []
    return min((instant for instant in (*ends, *starts) if instant > at), default=occasion.starts_at)


def _occasion_values(occasion: Occasion) -> dict[str, Any]:
    return as_json({name: getattr(occasion, name) for name in ("title", "place", *TIME_FIELDS)})


def _facts_of_sign_up(
    sign_up: SignUp, known: Mapping[str, Any], now: Mapping[str, Any], *, knows: bool, is_unread: bool
) -> dict[str, Any]:
    """What a message tells of one sign-up: what has just happened, or what they have not had yet (`is_unread`), which
    stays said when it is the occasion that changes. `known`: what it told before this.
    """
    because = now["because"]
    is_to_hear = (
        not knows
    )  # on the telephone, when they have no e-mail; until they hear of it, or act themselves
    if because in {Because.REMINDER, Because.AGAIN, Because.CHANGED}:
        is_to_hear = bool(known.get(HEARS_FACT))
    if because is Because.CHANGED and is_unread:
        return {**known, HEARS_FACT: is_to_hear}
    has_heard = bool(known) and not (known.get("knows") and not sign_up.recipient.email)
    is_again = has_heard and because is Because.PLACE and _is_known_to_reader(sign_up)
    marks = {"knows": knows, "is_again": is_again}
    return {**now, **{name: True for name, holds in marks.items() if holds}, HEARS_FACT: is_to_hear}


def _is_to_call(rows: Collection[Mapping[str, Any]], *, is_other: bool) -> bool:
    """Whether a reader who has no e-mail is to be called: of a sign-up, or of another hour or place of what they come
    to (`is_other`)."""
    comes = any(row["status"] != Status.WITHDRAWN for row in rows)
    return any(row.get(HEARS_FACT) for row in rows) or (is_other and comes)


def _is_known_to_reader(sign_up: SignUp) -> bool:
    """Whether the last message that they had says of this sign-up, and of the occasion, what holds now."""
    thread = _thread(sign_up.occasion, sign_up.recipient)
    had = Notice.objects.filter(key__startswith=f"{thread}:").exclude(key=f"{thread}:{OPEN_KEY_SUFFIX}")
    last = had.order_by("-pk").first()
    if last is None or last.facts["rows"].get(str(sign_up.pk), {}).get(SHOWN_STATUS_FACT) != sign_up.status:
        return False
    with override(last.language or settings.LANGUAGE_CODE):
        return facts_of(sign_up.occasion) in last.text


def note_shown(sign_up: SignUp, at: datetime) -> None:
    """Whoever is told of it sees how it stands."""
    topic_messages.mark_shown(_thread(sign_up.occasion, sign_up.recipient), at)


def _notices_since(sign_up: SignUp, at: datetime) -> QuerySet[Notice]:
    thread = _thread(sign_up.occasion, sign_up.recipient)
    return Notice.objects.filter(
        owner=sign_up.recipient.party_id, created_at__gt=at, key__startswith=f"{thread}:"
    )


def calls_subject(occasion: Occasion) -> str:
    """What the telephone calls about it are listed by."""
    return f"occasion:{occasion.pk}"


def _thread(occasion: Occasion, reader: Holder) -> str:
    return f"{calls_subject(occasion)}:{reader.thread}"


def last_delayed_departure(sign_ups: Collection[SignUp], at: datetime) -> datetime | None:
    """When the last mail to those who are told of these leaves, where it waits for the end of the quiet hours: one
    statement."""
    return last_departure((_thread(row.occasion, row.recipient) for row in sign_ups), at=at)


def _sign_ups_concerned(occasion: Occasion) -> list[SignUp]:
    rows = list(
        occasion.sign_ups.exclude(status=Status.WITHDRAWN).select_related(*WITH_HOLDERS).order_by("number")
    )
    for sign_up in rows:
        sign_up.occasion = occasion
    return rows


def _by_reader(sign_ups: Iterable[SignUp]) -> list[list[SignUp]]:
    readers = dict[int, list[SignUp]]()
    for sign_up in sign_ups:
        readers.setdefault(sign_up.recipient.party_id, []).append(sign_up)
    return list(readers.values())


def _signature(by: Viewer) -> list[str]:
    return [by.name, by.organisation_name]
