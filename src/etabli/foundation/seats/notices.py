"""What people are told of their place: one message for each person and occasion, true when it is read or leaves.

An act says what happened (`update_sign_up`, `update_occasion`); `sentences.py` writes the words from how things stand.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy, override

from etabli.foundation.journal.registry import as_json
from etabli.foundation.notices import states
from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.states import NOW, update
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.notify.prose import paragraphs
from etabli.foundation.people.models import STAFF, Person, Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.rooms import Kind, Topic, Words, rooms
from etabli.foundation.seats.happened import Because
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.foundation.seats.sentences import changed_since, facts_of, meeting, write
from etabli.foundation.seats.subjects import to_call

ARTISAN = frozenset({Role.ARTISAN})
PLACE = Kind(
    "seats.place",
    gettext_lazy("Your place or your waiting list, when you ask for it"),
    ARTISAN,
    must=True,
    prompt=True,
)
OFFER = Kind("seats.offer", gettext_lazy("A place that is offered to you"), ARTISAN, must=True)
CHANGE = Kind(
    "seats.change",
    gettext_lazy("A workshop that changes or is called off, your waiting list"),
    ARTISAN,
    must=True,
)
REMINDER = Kind("seats.reminder", gettext_lazy("A reminder before the workshop"), ARTISAN)
CALL = Kind("seats.call", gettext_lazy("A place to offer by telephone"), frozenset(STAFF))
KINDS = [PLACE, OFFER, CHANGE, REMINDER, CALL]
STANDING = Topic("seats.standing", write, meeting=meeting)
KIND_OF = {
    Because.PLACE: PLACE,
    Because.AGAIN: PLACE,
    Because.WITHDRAWN: PLACE,
    Because.OFFER: OFFER,
    Because.REMINDER: REMINDER,
}  # the others: CHANGE
LATELY = timedelta(days=1)  # who was told of it since then needs no reminder
Status = SignUp.Status


def update_sign_up(sign_up: SignUp, because: Because, at: datetime, **facts: Any) -> None:
    """Something happened to a place, an offer or a number in the waiting list, whoever did it; `facts` (JSON) are those
    that its sentence needs beside the row. The staff is told of whoever can only be told by telephone.
    """
    if because is Because.PLACE and sign_up.status == Status.OFFERED:
        because = Because.OFFER
    _update(sign_up, because, at, row=facts)
    if sign_up.told.email:
        return
    if because is Because.OFFER:
        update_callers(sign_up.occasion, at)
    elif because is Because.PLACE and sign_up.status == Status.PENDING:
        update_callers(sign_up.occasion, at, again=False)


def update_lost(sign_up: SignUp, by: Viewer, at: datetime) -> None:
    """There are fewer places, and theirs is not among them."""
    lost = {"who": _who(by), "capacity": sign_up.occasion.capacity, "had_it": sign_up.ahead_since == at}
    update_sign_up(sign_up, Because.LOST, at, **lost)


def repeat(sign_up: SignUp, at: datetime) -> None:
    """They have a place, or wait, and signed up once more: told once a day, however often it is asked."""
    if not _told_since(sign_up, at - LATELY).filter(facts__again=True).exists():
        _update(sign_up, Because.AGAIN, at, again=True)


def update_occasion(
    occasion: Occasion, before: Mapping[str, Any], by: Viewer, at: datetime, *, but: Collection[int] = ()
) -> None:
    """Somebody changed the occasion; those of `but` were told by another message. `before`: the fields that changed, as
    they were. Whoever has had no message since an earlier change is told of all of them at once; of none, when all is
    again as they know it.
    """
    for row in _concerned(occasion):
        if row.pk not in but:
            _update(row, Because.CHANGED, at, changed=as_json(before), who=_who(by))


def end(occasion: Occasion, reason: str, by: Viewer, at: datetime) -> None:
    """It will not take place: why, and who says so."""
    for row in _concerned(occasion):
        _update(row, Because.ENDED, at, reason=reason, who=_who(by))


def remind(occasion: Occasion, at: datetime) -> None:
    """A reminder to those who have a place, but for those who were told of it lately."""
    seated = [row for row in _concerned(occasion) if row.status == Status.SEATED]
    for row in [row for row in seated if not was_told_since(row, at - LATELY)]:
        _update(row, Because.REMINDER, at)


def was_told_since(sign_up: SignUp, at: datetime) -> bool:
    """Whether whoever is told of this sign-up was told something of its occasion after that instant."""
    return _told_since(sign_up, at).exists()


def update_callers(occasion: Occasion, at: datetime, *, again: bool = True) -> None:
    """To those of the staff who call: somebody who has only a telephone is offered a place, or is to confirm their
    sign-up. `again`: though the callers were told of the same occasion today already.
    """
    for caller in [caller for room in rooms("on_call") for caller in room.on_call(occasion)]:
        thread = f"{CALLS.code}:{occasion.pk}:{caller.to.pk}"
        today = Notice.objects.filter(created_at__gte=timezone.localtime(at).replace(hour=0, minute=0))
        if again or not today.filter(key__startswith=f"{thread}:").exclude(key=f"{thread}:{NOW}").exists():
            update(
                CALLS,
                to=caller.to,
                kind=CALL,
                about=occasion,
                thread=thread,
                merge=lambda known, url=caller.url: {**known, "url": url},
                before=occasion.starts_at,
                at=at,
            )


def _to_call(notice: Notice) -> Words | None:
    """Nothing once everybody has answered."""
    occasion = notice.about
    assert isinstance(occasion, Occasion)
    by_telephone = [row for row in _concerned(occasion) if not row.told.email]
    standing = {row.status for row in by_telephone}
    offered = _("A place is free, and somebody who waits for it is to be told by telephone.")
    pending = _("Somebody who gave a telephone only has signed up. Call them, and confirm their sign-up.")
    texts = [
        *([offered] if Status.OFFERED in standing else []),
        *([pending] if Status.PENDING in standing else []),
    ]
    if not texts or occasion.cancelled_at is not None:
        return None
    return Words(
        title=to_call(occasion),
        text=paragraphs(*texts, facts_of(occasion)),
        url=notice.facts["url"],
        see=_("Whom to call"),
    )


CALLS = Topic("seats.calls", _to_call, of=Occasion)
TOPICS = [STANDING, CALLS]


def _update(
    sign_up: SignUp, because: Because, at: datetime, *, row: Mapping[str, Any] | None = None, **facts: Any
) -> None:
    """Bring the message of whoever is told of this sign-up up to date, while it is still to come."""
    occasion, reader = sign_up.occasion, sign_up.told
    if occasion.spans[-1].start <= at:
        return

    thread = _thread(occasion, reader)

    def merge(known: Mapping[str, Any]) -> dict[str, Any] | None:
        rows = dict(known.get("rows", {}))
        if (
            because is not Because.CHANGED or str(sign_up.pk) not in rows
        ):  # what they have not had yet stays said
            happened = {"because": because, "status": sign_up.status, "happened_at": at.isoformat()}
            is_again = str(sign_up.pk) in rows and because is Because.PLACE and _known_as(sign_up, thread)
            rows[str(sign_up.pk)] = {**happened, **(row or {}), **({"is_again": True} if is_again else {})}
        changed = {**facts.get("changed", {}), **known.get("changed", {})}
        merged = {**known, **facts, "occasion": occasion.pk, "rows": rows, "changed": changed}
        is_as_known = all(
            each["because"] == Because.CHANGED or each.get("is_again") for each in rows.values()
        )
        return None if known and is_as_known and not changed_since(occasion, changed) else merged

    update(
        STANDING,
        to=reader,
        thread=thread,
        kind=CHANGE if row and row.get("staff") else KIND_OF.get(because, CHANGE),
        merge=merge,
        before=sign_up.offered_until
        if because is Because.OFFER
        else next((span.start for span in occasion.spans if span.start > at), occasion.starts_at),
        at=at,
    )


def _known_as(sign_up: SignUp, thread: str) -> bool:
    """Whether the last message that they had says of this sign-up, and of the occasion, what holds now."""
    had = Notice.objects.filter(key__startswith=f"{thread}:").exclude(key=f"{thread}:{NOW}")
    last = had.order_by("-pk").first()
    if last is None or last.facts["rows"].get(str(sign_up.pk), {}).get("status") != sign_up.status:
        return False
    with override(last.language or settings.LANGUAGE_CODE):
        return facts_of(sign_up.occasion) in last.text


def note_shown(sign_up: SignUp, at: datetime) -> None:
    """Whoever is told of it sees how it stands."""
    states.note_shown(_thread(sign_up.occasion, sign_up.told), at)


def _told_since(sign_up: SignUp, at: datetime) -> QuerySet[Notice]:
    thread = _thread(sign_up.occasion, sign_up.told)
    return Notice.objects.filter(owner=sign_up.told.party_id, created_at__gt=at, key__startswith=f"{thread}:")


def _thread(occasion: Occasion, told: Person) -> str:
    return f"occasion:{occasion.pk}:{told.pk}"


def _concerned(occasion: Occasion) -> list[SignUp]:
    rows = list(
        occasion.sign_ups.exclude(status=Status.WITHDRAWN)
        .select_related("person", "brought_by__person")
        .order_by("number")
    )
    for sign_up in rows:
        sign_up.occasion = occasion
    return rows


def _who(by: Viewer) -> list[str]:
    return [by.name, by.organisation_name]
