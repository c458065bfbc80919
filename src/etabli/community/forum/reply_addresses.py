"""The address by which one member may answer one question by mail: signed, for a time, in small letters."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.utils.http import base36_to_int, int_to_base36

from etabli.community.forum.links import REPLY

_FIRST_DAY = date(2026, 1, 1)


@dataclass(frozen=True)
class ReplyRight:
    """Who may answer which question, until which day (included)."""

    party_id: int
    thread_id: int
    until: date


def reply_address(right: ReplyRight) -> str:
    """The address; "" where the installation has none."""
    if not settings.REPLY_ADDRESS:
        return ""
    name, _at, domain = settings.REPLY_ADDRESS.partition("@")
    value = _value(right)
    return f"{name}+{value}-{REPLY.sign(value)}@{domain}"


def right_until(party_id: int, thread_id: int, since: date) -> ReplyRight:
    """That of somebody who is told of a question on this day."""
    return ReplyRight(party_id, thread_id, since + timedelta(days=settings.REPLY_DAYS))


def right_in(address: str) -> ReplyRight | None:
    """The right that an address holds, over or not; None whatever is wrong with it."""
    own_name, _at, own_domain = settings.REPLY_ADDRESS.partition("@")
    name, _at, domain = address.strip().lower().partition("@")
    before, _plus, key = name.partition("+")
    numbers, _dash, signature = key.rpartition("-")
    if not own_name or (before, domain) != (own_name, own_domain) or not REPLY.is_signed(numbers, signature):
        return None
    party_id, thread_id, days = (base36_to_int(number) for number in numbers.split("-"))
    return ReplyRight(party_id, thread_id, _FIRST_DAY + timedelta(days=days))


def _value(right: ReplyRight) -> str:
    numbers = (right.party_id, right.thread_id, (right.until - _FIRST_DAY).days)
    return "-".join(int_to_base36(number) for number in numbers)
