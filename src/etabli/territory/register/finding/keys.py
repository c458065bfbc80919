"""What a business bears, besides its names: the words of its place, of its trade, its telephone."""

from __future__ import annotations

from functools import cache, lru_cache

from etabli.territory.register.engine.searching import (
    Flag,
    is_telling_word,
    phones,
    shared_words,
    telling_words,
    words,
)
from etabli.territory.register.engine.searching.postings import COUNT_BITS
from etabli.territory.register.finding.reading import BusinessRow
from etabli.territory.register.trades import all_names_of, known_codes, trade, trades_of_naf


def key_of_word(word: str) -> bytes:
    return word.encode()


def key_of_trade(word: str) -> bytes:
    """Apart from the names: half of the register may bear it."""
    return b"=" + word.encode()


def key_of_commune(code: str) -> bytes:
    return b"@" + code.encode()


@lru_cache(maxsize=2000)
def trade_words(trade_code: str, naf_code: str) -> tuple[str, ...]:
    """Whatever this trade is called; without a craft code, what the crafts of this activity are called."""
    codes = [trade_code] if trade_code else list(trades_of_naf(naf_code))
    texts = [all_names_of(code) or trade(code).label for code in codes or [naf_code] if code]
    return tuple(telling_words(list(shared_words(" ".join(texts)))))


@cache
def trade_vocabulary() -> frozenset[str]:
    """All the words by which a trade is called."""
    return frozenset(word for code in known_codes() for word in trade_words(code, ""))


def place_words(name: str, postal_codes: str, code: str) -> tuple[str, ...]:
    """The name, the postal codes and the code of a commune; of one that we don't know, its code alone."""
    return shared_words(f"{name} {postal_codes} {code}")


def keys_of(row: BusinessRow) -> dict[bytes, int]:
    """All by which a business is found, and its marks there; nothing for one without a name."""
    if not row.name:
        return {}
    name = words(row.name)
    around = place_words(row.commune, row.postal_codes, row.commune_code)
    count = sum(is_telling_word(word) for word in set(name))
    own_marks = min(count, COUNT_BITS) | (0 if row.is_open else Flag.CLOSED)
    flags: dict[bytes, int] = {}
    for flag, said_there in (
        (Flag.NAME, name),
        (Flag.OTHER_NAME, words(row.other_names)),
        (Flag.AROUND, (*around, *phones(row.phone))),
    ):
        for word in said_there:
            key = key_of_word(word)
            flags[key] = flags.get(key, own_marks) | flag
    trade_keys = [key_of_trade(word) for word in trade_words(row.trade_code, row.naf_code)]
    return flags | dict.fromkeys([*trade_keys, key_of_commune(row.commune_code)], int(own_marks))
