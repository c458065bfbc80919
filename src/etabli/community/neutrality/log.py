"""Writing the chained log. Not acts of their own: these run inside the act that they tell of."""

import hmac
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time
from typing import Any

from django.db import connection
from django.db.models import F

from etabli.community.neutrality.engine import FIRST_PREVIOUS_HASH, ChainLink, digest
from etabli.community.neutrality.models import Chain, LogEntry, Salt
from etabli.community.neutrality.rules import interest_of
from etabli.foundation.parties import PartyKind
from etabli.foundation.parties.models import Party
from etabli.foundation.people.viewer import Viewer


def append_entry(kind: str, payload: Mapping[str, Any], *, at: datetime, by_day: bool = False) -> LogEntry:
    """Add one entry to the chain, inside the caller's transaction.

    `payload` holds texts, whole numbers, truths, lists and maps of these; persons by `pseudonym`, contents
    by `seal`. `by_day` keeps the day and forgets the hour. Appends follow one another, whatever the
    database: each first updates the row of the chain, which the next one waits for.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("append() is called inside an action")
    _refuse_floats(payload)
    number, previous = _take_number()
    moment = datetime.combine(at.astimezone(UTC).date(), time.min, UTC) if by_day else at
    link = ChainLink(number=number, at=moment, kind=kind, payload=dict(payload), previous_hash=previous)
    entry = LogEntry.objects.create(
        number=number, at=moment, kind=kind, payload=dict(payload), previous_hash=previous, hash=digest(link)
    )
    Chain.objects.filter(pk=1).update(last_hash=entry.hash)
    return entry


def pseudonym(kind: str, number: int | str) -> str:
    """A stable name for "member 12" that says nothing of them, for as long as their salt is kept."""
    return _keyed(kind, number, "")


def pseudonyms(kind: str, numbers: Iterable[int]) -> dict[int, str]:
    """The pseudonyms that the log may hold of these; none for whom no salt is kept. One statement, nothing is made."""
    subjects = {f"{kind}:{number}": number for number in numbers}
    salts = Salt.objects.filter(subject__in=subjects).values_list("subject", "value")
    return {subjects[subject]: _hash(value, subject, "") for subject, value in salts}


def seal(kind: str, number: int | str, text: str) -> str:
    """A salted hash of a content: it shows a change, and tells nothing once the salt is gone."""
    return _keyed(kind, number, text)


def _keyed(kind: str, number: int | str, text: str) -> str:
    subject = f"{kind}:{number}"
    salt, _new = Salt.objects.get_or_create(subject=subject)
    return _hash(salt.value, subject, text)


def _hash(salt: str, subject: str, text: str) -> str:
    return hmac.new(salt.encode(), f"{subject}\n{text}".encode(), "sha256").hexdigest()[:32]


def _take_number() -> tuple[int, str]:
    """Take the next number; until the transaction ends, nobody else does. Returns it and the last hash."""
    Chain.objects.get_or_create(pk=1, defaults={"last_hash": FIRST_PREVIOUS_HASH})
    Chain.objects.filter(pk=1).update(length=F("length") + 1)
    chain = Chain.objects.get(pk=1)
    return chain.length, chain.last_hash


def _refuse_floats(value: Any) -> None:
    """Databases don't agree on how a float is written, so its hash would not hold."""
    if isinstance(value, float):
        raise TypeError("no float in the neutrality log: write whole numbers or texts")
    if isinstance(value, Mapping):
        value = value.values()
    elif isinstance(value, str) or not hasattr(value, "__iter__"):
        return
    for inner in value:
        _refuse_floats(inner)


# Who acts, as the log writes it: a pseudonym of the row by which they come in, and never of their party.

# What stands beside the viewer, or in their place: from its party to its row.
_FIELD_OF_PARTY = {PartyKind.USER: "user", PartyKind.RELAY: "relay", PartyKind.KIOSK: "kiosksession"}


def author_values(by: Viewer) -> dict[str, str | bool]:
    """Who acts, in which role. What the chain holds is checked by everybody: these texts never change."""
    return {
        "by": pseudonym(str(by.actor.kind), _number(by)),
        "role": str(by.role),
        "serves_both_sides": interest_of(by).is_double,
    }


def _number(by: Viewer) -> int:
    """That of their account, their person, their link...: one statement for whoever acts beside somebody, or by a
    device that was lent; 0 for a visitor and for the machine."""
    kind = PartyKind(by.actor.kind)
    if by.beside is None and by.kiosk is None:
        numbers_by_kind = {
            PartyKind.USER: by.user_id,
            PartyKind.PERSON: by.person_id,
            PartyKind.LINK: by.link_id,
        }
        return numbers_by_kind.get(kind) or 0
    number: int = Party.objects.values_list(_FIELD_OF_PARTY[kind], flat=True).get(pk=by.actor.party_id)
    return number
