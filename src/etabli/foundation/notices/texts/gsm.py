"""What a text message holds: the signs of GSM 03.38, 160 of them in one message, 153 in each of several."""

import math
import unicodedata

ONE, EACH_OF_SEVERAL = 160, 153
BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmno"
    "pqrstuvwxyzäöñüà"
)
TWICE = frozenset("^{}\\[~]|€")  # each takes the place of two
SPELT = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "«": '"',
        "»": '"',
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "…": "...",
        "œ": "oe",
        "Œ": "OE",
    }
)


def spelled(text: str) -> str:
    """In these signs alone: a text with any other would take twice as many messages."""
    plain = " ".join(text.translate(SPELT).split(" "))
    return "".join(_sign(sign) for sign in " ".join(plain.split("\N{NO-BREAK SPACE}")))


def _sign(sign: str) -> str:
    if sign in BASIC or sign in TWICE:
        return sign
    if sign.isspace():
        return " "
    base = "".join(part for part in unicodedata.normalize("NFKD", sign) if part in BASIC)
    return base or "?"


def length(text: str) -> int:
    """In places; `text` is `spelled`."""
    return len(text) + sum(sign in TWICE for sign in text)


def parts(text: str) -> int:
    """How many messages it takes, each of which is paid."""
    places = length(text)
    return 1 if places <= ONE else math.ceil(places / EACH_OF_SEVERAL)


def fitted(title: str, url: str) -> str:
    """What is said, then the address whole: in one message if the address leaves room, the last words left out."""
    title, room = spelled(" ".join(title.split())), ONE - length(url) - 1
    if room < 20:  # a host's name as long as that is paid for twice
        return f"{title}\n{url}"
    while length(title) > room:
        title = f"{title.removesuffix('...').rstrip()[:-1].rpartition(' ')[0]}..."
    return f"{title}\n{url}"
