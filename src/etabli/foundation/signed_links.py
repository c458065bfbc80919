"""Links that are worth something by themselves: one mechanism signs, reads, hides and lists them all.

Each app declares its kinds in its `links.py` (`registries.py`), one constant each. What a kind signs, no other
reads: its salt is made of its code, and no two kinds have the same. The keys of SECRET_KEY_FALLBACKS count as well.
docs/en/security.md holds the table of all kinds, written from these declarations.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from urllib.parse import quote

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from etabli.foundation.registries import registry_modules

MAX_NUMBER_LENGTH = 15  # digits: more is no row of ours

_declared: dict[str, "LinkKind"] = {}


def _hexadecimal(digest: bytes) -> str:
    return digest.hex()[:32]


@dataclass(frozen=True, kw_only=True)
class LinkKind:
    """A purpose for which something is signed or kept secret.

    `code` names it for ever: another code is another salt, and what people hold opens nothing any more. `opens` and
    `ends` (how it is cut off) are told in the table, in English. `lasts`: no fixed time without it. `doors`: the
    addresses that take its token, the first of which is written in mails. `pages`: what its bearer may then open that a
    visitor may not. `once`: it is good for one act. `is_right`: its address is masked wherever a mail is shown to
    others. `scope`: of the rows of `people.SecretLink` that are of this kind. `former`: the code whose salt signed it
    before it had its own, still read. `written`: how its digest is spelled.
    """

    code: str
    opens: str
    ends: str
    lasts: timedelta | None = None
    doors: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    once: bool = False
    is_right: bool = True
    scope: str = ""
    former: str = ""
    written: Callable[[bytes], str] = _hexadecimal

    def __post_init__(self) -> None:
        if self.code in _declared:
            raise ValueError(f"two kinds of links are called {self.code}")
        _declared[self.code] = self

    @property
    def salt(self) -> str:
        return f"etabli.{self.code}"

    def end(self, at: datetime) -> datetime:
        """Until when one that is made at this instant is good."""
        if self.lasts is None:
            raise ValueError(f"{self.code} has no fixed time")
        return at + self.lasts

    def token(self, number: int, nonce: str = "") -> str:
        """The number of a row, signed; with the nonce of the row, which cuts off what was given when it changes."""
        return f"{number}-{self.sign(f'{number}:{nonce}' if nonce else str(number))}"

    def token_of(self, row: Model) -> str:
        """The same, of a row that has a `nonce` or needs none."""
        return self.token(row.pk, getattr(row, "nonce", ""))

    def is_token(self, token: str, number: int, nonce: str = "") -> bool:
        """Whether this is the token of that number, by the present key or a former one."""
        value = f"{number}:{nonce}" if nonce else str(number)
        return any(constant_time_compare(token, f"{number}-{sign}") for sign in self._signatures(value))

    def row[M: Model](self, token: str, among: QuerySet[M]) -> M | None:
        """The row that this token opens; None whatever is wrong with it."""
        number = number_of_token(token)
        row = among.filter(pk=number).first() if number is not None else None
        return row if row is not None and self.is_token(token, row.pk, getattr(row, "nonce", "")) else None

    def sign(self, value: str) -> str:
        """What only this installation can make of it."""
        return next(self._signatures(value))

    def is_signed(self, value: str, signature: str) -> bool:
        """Whether this is what `sign` gives of that value, by the present key or a former one."""
        return any(constant_time_compare(signature, sign) for sign in self._signatures(value))

    def seal(self, text: str) -> str:
        """A text that may be read by all and changed by nobody."""
        return Signer(salt=self.salt).sign(text)

    def text_in(self, sealed: str) -> str | None:
        """The text that was sealed; None whatever is wrong with it."""
        try:
            return Signer(salt=self.salt).unsign(sealed)
        except BadSignature:
            return None

    def path(self, token: str, to: str = "") -> str:
        """The address of ours that takes this token; `to` is the page that it then shows."""
        return f"{reverse(self.doors[0], args=[token])}{f'?next={quote(to)}' if to else ''}"

    def address(self, token: str, to: str = "") -> str:
        """The same in full, to write in a mail."""
        return f"{settings.BASE_URL}{self.path(token, to)}"

    def _signatures(self, value: str) -> Iterator[str]:
        """By the present key first, then by the former ones; and so by the salt that it had formerly."""
        for code in filter(None, (self.code, self.former)):
            for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
                signed = salted_hmac(f"etabli.{code}", value, secret=key, algorithm="sha256")
                yield self.written(signed.digest())


def number_of_token(token: str) -> int | None:
    """The number of the row that a token is about, whoever signed it; None when it has no such shape."""
    number, dash, _signature = token.partition("-")
    if not dash or not number.isascii() or not number.isdigit() or len(number) > MAX_NUMBER_LENGTH:
        return None
    return int(number)


def kinds() -> list[LinkKind]:
    """All that is declared, by code."""
    list(registry_modules("links"))  # declares
    return [_declared[code] for code in sorted(_declared)]


def is_right(path: str) -> bool:
    """Whether this address of ours is a right by itself, whoever opens it."""
    return path.startswith(_right_paths())


def hide_links(text: str, instead: str) -> str:
    """A text without the addresses that are a right by themselves, for whoever isn't the one who got them."""
    doors = "|".join(map(re.escape, _right_paths()))
    return re.sub(rf"(?:https?://[^/\s]+)?(?:{doors})[^/\s]+/\S*", instead, text)


@cache
def _right_paths() -> tuple[str, ...]:
    """What the paths of these addresses begin with, in front of the token."""
    doors = {door for kind in kinds() if kind.is_right for door in kind.doors}
    return tuple(sorted({reverse(door, args=["token"]).partition("token/")[0] for door in doors}))
