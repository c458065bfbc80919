"""What a text message holds: the signs of GSM 03.38, 160 of them in one message, 153 in each of several."""

import math
import unicodedata

SINGLE_LENGTH, PART_LENGTH = 160, 153
BASIC_CHARACTERS = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmno"
    "pqrstuvwxyzäöñüà"
)
EXTENDED_CHARACTERS = frozenset("^{}\\[~]|€")  # each takes the place of two
REPLACEMENTS = str.maketrans(
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


def to_gsm(text: str) -> str:
    """In these signs alone: a text with any other would take twice as many messages."""
    plain = " ".join(text.translate(REPLACEMENTS).split(" "))
    return "".join(_gsm_character(sign) for sign in " ".join(plain.split("\N{NO-BREAK SPACE}")))


def _gsm_character(sign: str) -> str:
    if sign in BASIC_CHARACTERS or sign in EXTENDED_CHARACTERS:
        return sign
    if sign.isspace():
        return " "
    base = "".join(part for part in unicodedata.normalize("NFKD", sign) if part in BASIC_CHARACTERS)
    return base or "?"


def gsm_length(text: str) -> int:
    """In places; `text` is `to_gsm`."""
    return len(text) + sum(sign in EXTENDED_CHARACTERS for sign in text)


def part_count(text: str) -> int:
    """How many messages it takes, each of which is paid."""
    places = gsm_length(text)
    return 1 if places <= SINGLE_LENGTH else math.ceil(places / PART_LENGTH)


def fit_message(title: str, url: str) -> str:
    """What is said, then the address whole: in one message if the address leaves room, the last words left out."""
    title, room = to_gsm(" ".join(title.split())), SINGLE_LENGTH - gsm_length(url) - 1
    if room < 20:  # a host's name as long as that is paid for twice
        return f"{title}\n{url}"
    while gsm_length(title) > room:
        title = f"{title.removesuffix('...').rstrip()[:-1].rpartition(' ')[0]}..."
    return f"{title}\n{url}"
