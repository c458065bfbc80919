"""What makes an installation unsafe for real people's data: production does not start with any of these."""

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

# Whether a key that signs could be guessed. Nothing here imports Django.

MIN_KEY_LENGTH = 50
MIN_BITS = 128.0  # of Shannon's measure, over the whole key
MIN_THREES = 30  # different pieces of three characters: a word said again and again has few
MAX_IN_ORDER = 0.5  # of the characters that follow their neighbour ("abcd", "4321")
TEST_KEY_PREFIXES = ("django-insecure", "test-")
# What people write in the place of a key; long enough never to stand in one that was drawn.
COMMON_WORDS = re.compile(
    r"secret|password|passwd|motdepasse|change.?me|changez|example|exemple|etabli|établi|django|insecure|random|qwerty|azerty"
    r"|characters|caract[eè]res|default|placeholder|your.?key|votre.?cl",
    re.IGNORECASE,
)


def weakness(key: str) -> str:
    """Why this key could be guessed, in the words that follow its name; "" for one that could not."""
    if key.startswith(TEST_KEY_PREFIXES):
        return "is one made for tests"
    if len(key) < MIN_KEY_LENGTH:
        return "is short"
    if COMMON_WORDS.search(key):
        return "holds a common word"
    in_order = sum(abs(ord(after) - ord(before)) == 1 for before, after in pairwise(key))
    threes = {key[start : start + 3] for start in range(len(key) - 2)}
    simple = _bits(key) < MIN_BITS or in_order > MAX_IN_ORDER * len(key) or len(threes) < MIN_THREES
    return "is simple" if simple else ""


def _bits(key: str) -> float:
    return -sum(count * math.log2(count / len(key)) for count in Counter(key).values())


@dataclass(frozen=True)
class Exposure:
    """The few settings that decide whether an installation is safe."""

    debug: bool
    demonstration: bool
    secret_key: str
    secret_key_place: str
    former_keys: tuple[str, ...]
    allowed_hosts: tuple[str, ...]
    base_url: str
    email_url: str
    email_from: str
    oidc_issuer: str = ""
    second_factor: str = "required"


def dangers(exposure: Exposure) -> Iterator[str]:
    """One sentence per danger: what is wrong and how to mend it. None when the installation is safe."""
    if exposure.debug:
        yield "ETABLI_DEBUG is on: its error pages show secrets. Remove it."
    if exposure.demonstration:
        yield "ETABLI_DEMONSTRATION is on: anyone could take any role in one click. Remove it."
    if reason := weakness(exposure.secret_key):
        remedy = f"remove it (one is made and kept), or give {MIN_KEY_LENGTH} random characters"
        yield f"{exposure.secret_key_place} {reason}: {remedy}."
    for number, key in enumerate(exposure.former_keys, 1):
        if reason := weakness(key):
            yield (
                f"SECRET_KEY_FALLBACKS, number {number}, {reason}: remove it; the links that it signed stop opening."
            )
    yield from _address_dangers(exposure)


def _address_dangers(exposure: Exposure) -> Iterator[str]:
    """The names that are answered to, and those that links, mails and sign-ins lead to."""
    if not exposure.allowed_hosts:
        yield "ETABLI_ALLOWED_HOSTS is empty: write the site's names, separated by commas."
    if "*" in exposure.allowed_hosts:
        yield "ETABLI_ALLOWED_HOSTS accepts any name (*): write the site's own names, separated by commas."
    if not exposure.base_url.startswith("https://"):
        yield f"ETABLI_BASE_URL is {exposure.base_url!r}: it must begin with https://."
    if not exposure.email_url.startswith(("smtp://", "smtp+tls://", "smtps://")):
        yield "EMAIL_URL sends no real mail: write smtp+tls://user@server:587, with EMAIL_PASSWORD_FILE."
    if "@" not in exposure.email_from or exposure.email_from.endswith((".invalid", ".invalid>", "localhost")):
        yield "ETABLI_EMAIL_FROM is not a real address: write the one that people may answer to."
    if exposure.oidc_issuer and not exposure.oidc_issuer.startswith("https://"):
        yield "ETABLI_OIDC_ISSUER must begin with https://: what it says of people would travel in the open."


def warnings(exposure: Exposure) -> Iterator[str]:
    """What an installation may choose, and had better not: said as it starts, and by `etabli check`."""
    if exposure.second_factor != "required":
        yield (
            "ETABLI_SECOND_FACTOR is offered: whoever reads the mails of an adviser opens what they open. "
            "Remove it, and a second proof is asked."
        )
