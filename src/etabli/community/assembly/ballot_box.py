"""The urn: the secret ballots of an open poll, as one value under seal.

Why: a row for each ballot would stand beside the roll's, in the same order, written by the same transaction (PostgreSQL
even numbers it: xmin). Here all ballots are one value, in the order of their random keys, each of the same length, and
encrypted as a whole: two copies of it, before and after somebody voted, differ everywhere. The key comes from the
installation's secret, which no database holds.
"""

import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.crypto import salted_hmac

NONCE_BYTES = 12


class UrnBroken(RuntimeError):
    """What is in the urn was not put there by Établi, or the installation's secret was changed meanwhile."""


def seal(poll_id: int, options: Sequence[str], ballots: Sequence[tuple[str, Sequence[str]]]) -> bytes:
    """These (key, choice) under seal, in the order of their keys."""
    lines = sorted(
        f"{key} {''.join('01'[option in choice] for option in options)}" for key, choice in ballots
    )
    nonce = os.urandom(NONCE_BYTES)
    cipher = AESGCM(_key(poll_id, settings.SECRET_KEY))
    return nonce + cipher.encrypt(nonce, "\n".join(lines).encode(), str(poll_id).encode())


def unseal(poll_id: int, options: Sequence[str], content: bytes) -> list[tuple[str, list[str]]]:
    """The (key, choice) that an urn holds, in the order of their keys. Raises UrnBroken."""
    if not content:
        return []
    for secret in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]:
        try:
            lines = AESGCM(_key(poll_id, secret)).decrypt(
                content[:NONCE_BYTES], content[NONCE_BYTES:], str(poll_id).encode()
            )
        except InvalidTag:
            continue
        return [_ballot(line, options) for line in lines.decode().splitlines()]
    raise UrnBroken(f"the urn of poll {poll_id} can't be opened")


def _ballot(line: str, options: Sequence[str]) -> tuple[str, list[str]]:
    key, _space, marks = line.partition(" ")
    return key, [option for option, mark in zip(options, marks, strict=True) if mark == "1"]


def _key(poll_id: int, secret: str) -> bytes:
    return salted_hmac(
        "etabli.community.assembly.urn", str(poll_id), secret=secret, algorithm="sha256"
    ).digest()
