"""Codes sent by mail: one at a time for an address and a purpose, five tries whoever sends them, good once.

An address that nobody has goes the same way as one that is known: only the mail doesn't leave.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import choice
from string import digits

from django.db.models import F
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from etabli.foundation.people.limits import limits_of_origin
from etabli.foundation.people.models import MailedCode, Membership, User
from etabli.foundation.people.second_factor import ROLES_NEEDING_FACTOR
from etabli.foundation.people.security.models import MAX_TRIES
from etabli.foundation.people.security.rate_limits import Limit, count_and_find_exceeded

LIFETIME = timedelta(minutes=15)
SHORT_LENGTH, LONG_LENGTH = 6, 8  # digits: they are typed on a telephone
HOUR_SECONDS = 3600
MAX_PER_ADDRESS = (
    15  # tries an hour, over all the codes sent to an address: four in a hundred thousand a day of six digits
)
MAX_PER_ORIGIN = 60  # tries in ten minutes of one network: a whole workshop may sign in behind one Wi-Fi


@dataclass(frozen=True)
class TryResult:
    """What became of a try. `is_over`: this code can't be tried any more; `limit`: why it was not even compared."""

    is_right: bool = False
    is_over: bool = False
    limit: Limit | None = None


def issue_code(address: str, *, purpose: str, user: User | None, at: datetime) -> str:
    """A new code for this address; the one before is no longer good. Longer for an account that sees others' data."""
    code = "".join(choice(digits) for _digit in range(_length(user)))
    key = _key(address, purpose)
    row = MailedCode(key=key, digest=_digest(key, code), tries=0, expires_at=at + LIFETIME)
    MailedCode.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["key"], update_fields=["digest", "tries", "expires_at"]
    )
    return code


def try_code(request: HttpRequest, address: str, given: str, *, purpose: str, at: datetime) -> TryResult:
    """Try a code; a right one ends with it. The try is counted before anything is compared: on this code, so that a
    burst costs its address five tries and no more, then for the address and the network."""
    key = _key(address, purpose)
    row = MailedCode.objects.filter(key=key).first()
    if row is None:
        return TryResult(is_over=True)
    # On this very code: a new one sent meanwhile has its own tries.
    codes = MailedCode.objects.filter(key=key, digest=row.digest, expires_at__gt=at)
    if not codes.filter(tries__lt=MAX_TRIES).update(tries=F("tries") + 1):
        return TryResult(is_over=True)
    of_address = Limit("code_tries", key, MAX_PER_ADDRESS, HOUR_SECONDS)
    limit = count_and_find_exceeded(of_address, *limits_of_origin(request, "code_tries", MAX_PER_ORIGIN, 600))
    if limit is not None:
        return TryResult(limit=limit)
    if not is_same(_digest(key, "".join(given.split())), row.digest):
        return TryResult(is_over=not codes.filter(tries__lt=MAX_TRIES).exists())
    deleted, _by_model = codes.delete()  # of two who give it at once, one is first
    return TryResult(is_right=deleted == 1, is_over=True)


def is_same(given: str, kept: str) -> bool:
    """The comparison itself, however much of it is right."""
    return constant_time_compare(given, kept)


def _length(user: User | None) -> int:
    roles = Membership.objects.filter(user=user, ended_on=None, role__in=ROLES_NEEDING_FACTOR)
    return LONG_LENGTH if user is not None and roles.exists() else SHORT_LENGTH


def _key(address: str, purpose: str) -> str:
    return salted_hmac("etabli.people.code", f"{purpose}:{address.lower()}", algorithm="sha256").hexdigest()


def _digest(key: str, code: str) -> str:
    return salted_hmac("etabli.people.code.digest", f"{key}:{code}", algorithm="sha256").hexdigest()
