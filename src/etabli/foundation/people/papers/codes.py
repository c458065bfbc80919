"""Trying a code on paper. Words that nobody has get the answer of wrong digits, for the same work."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import pairwise

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from etabli.foundation.people.limits import limits_of_origin
from etabli.foundation.people.links import valid_links
from etabli.foundation.people.models import PaperCode, SecretLink
from etabli.foundation.people.papers.models import MAX_TRIES
from etabli.foundation.people.security.codes import MAX_PER_ORIGIN
from etabli.foundation.people.security.rate_limits import Limit, count_and_find_exceeded

DUMMY_LIMIT = Limit(
    "paper_of_nobody", "", 0, 3600
)  # limits nothing: the row that is written where no code counts a try


@dataclass(frozen=True)
class TryResult:
    """What became of a try: the link that it opens; or `limit`, why it was not even compared. `whose`: the link whose
    words these are, when the digits aren't."""

    link: SecretLink | None = None
    whose: SecretLink | None = None
    limit: Limit | None = None


def key_of(words: tuple[str, ...]) -> str:
    """What is kept of the words."""
    return salted_hmac("etabli.people.paper", " ".join(words), algorithm="sha256").hexdigest()


def is_guessable(digits: str, phone: str) -> bool:
    """Whether somebody who finds the paper would try it first: the end of their telephone number, 0000, 1234, 1212, a
    year."""
    steps = {int(after) - int(before) for before, after in pairwise(digits)}
    is_run = len(steps) == 1 and steps <= {-1, 0, 1}
    is_of_phone = "".join(sign for sign in phone if sign.isdigit()).endswith(digits)
    return is_run or is_of_phone or digits[:2] == digits[2:] or digits[:2] in {"19", "20"}


def try_code(request: HttpRequest, words: tuple[str, ...], digits: str, at: datetime) -> TryResult:
    """Try a code: counted for the network, then on this very code by one statement, before anything is compared.

    A refusal writes one row and makes one slow hash, whether the words are somebody's, nobody's or of a blocked code.
    """
    return _try(request, PaperCode.objects.filter(key=key_of(words)), digits, at)


def try_digits(request: HttpRequest, paper: SecretLink, digits: str, at: datetime) -> TryResult:
    """Try the digits of this code, whose words are known already: counted as in `give`."""
    return _try(request, PaperCode.objects.filter(link=paper), digits, at)


def _try(request: HttpRequest, among: QuerySet[PaperCode], digits: str, at: datetime) -> TryResult:
    limit = count_and_find_exceeded(*limits_of_origin(request, "paper_tries", MAX_PER_ORIGIN, 600))
    if limit is not None:
        return TryResult(limit=limit)
    dummy_digest = _dummy_digest()  # of every try: the first of a process makes it
    codes = among.filter(link__in=valid_links(at))
    is_counted = codes.filter(tries__lt=MAX_TRIES).update(tries=F("tries") + 1)
    if not is_counted:
        count_and_find_exceeded(DUMMY_LIMIT)
    code = codes.select_related("link__person").first()
    expected = code.digits if code and is_counted else dummy_digest
    if not check_password(digits, expected) or code is None:
        return TryResult(whose=code.link if code else None)
    codes.update(tries=0)
    return TryResult(link=code.link)


@cache
def _dummy_digest() -> str:
    return make_password("no digits")
