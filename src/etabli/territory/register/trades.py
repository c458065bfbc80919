"""Trades: the official nomenclature, and the words people use. Read from `data/` once, no database."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from etabli.territory.places.engine import fold
from etabli.territory.register.engine import Activity


@dataclass(frozen=True, slots=True)
class Trade:
    """A trade in plain words; `code` is its NAFA code (6 characters)."""

    code: str
    fr: str
    en: str
    sector: str

    @property
    def label(self) -> str:
        """In the reader's language; the official labels exist in French only."""
        from etabli.foundation.ui.language import reader_language  # Django: `etabli anonymise` does without

        return self.en if reader_language() == "en" else self.fr


def trade(code: str) -> Trade:
    """The trade of a craft code, in plain words where we have them. An unknown code is told by its NAF neighbours."""
    code = code.strip().upper().replace(".", "")
    known_trade = everyday_trades().get(code) or official_trades().get(code)
    if known_trade:
        return known_trade
    label = _naf_labels().get(code[:5], code)
    return Trade(code, label, label, sector_of(code))


@lru_cache(maxsize=2000)
def sector_of(code: str) -> str:
    """ALIMENTATION, BATIMENT, FABRICATION or SERVICES; "" when nothing tells.

    By the code itself, else by what most of its neighbours are (same NAF code, then group, then division).
    """
    code = code.strip().upper().replace(".", "")
    if code in official_trades():
        return official_trades()[code].sector
    for length in (5, 4, 3, 2):
        if len(code) >= length:
            sectors = Counter(
                activity.sector
                for known_code, activity in official_trades().items()
                if known_code[:length] == code[:length]
            )
            if sectors:
                return sectors.most_common(1)[0][0]
    return ""


def find_trades(text: str, *, limit: int = 8) -> list[Trade]:
    """The trades that `text` may mean ("plombier", "coiffeuse", "pain"): that which is called just so first, then
    everyday words before official labels."""
    words = tuple(fold(text).split())
    return sorted(_matching(words), key=lambda trade: fold(trade.label).split() != [*words])[:limit]


@lru_cache(maxsize=4000)  # an import asks for the same words thousands of times
def _matching(words: tuple[str, ...]) -> tuple[Trade, ...]:
    if not words:
        return ()
    return tuple(trade for trade, text in _searchable() if all(f" {word}" in text for word in words))


def all_names_of(code: str) -> str:
    """All that a trade may be called, in both languages, folded; "" for an unknown code."""
    return _names_by_code().get(code.strip().upper().replace(".", ""), "")


def known_codes() -> tuple[str, ...]:
    """The craft codes that we know, and the activities of which some are crafts."""
    return (*_names_by_code(), *_naf_labels())


@cache
def trades_of_naf(code: str) -> tuple[str, ...]:
    """The craft codes of an activity ("4322A"), those in plain words first."""
    return tuple(craft_code for craft_code in _names_by_code() if code and craft_code.startswith(code))


@cache
def everyday_trades() -> Mapping[str, Trade]:
    """The trades people name most, in plain words, by code."""
    return {
        row["code"]: Trade(row["code"], row["fr"], row["en"], sector_of(row["code"]))
        for row in _rows("everyday.csv")
    }


@cache
def official_trades() -> Mapping[str, Trade]:
    """The whole nomenclature, by code."""
    return {
        row["code"]: Trade(row["code"], row["label"], row["label"], row["sector"])
        for row in _rows("nafa.csv")
    }


@cache
def activities() -> tuple[Activity, ...]:
    """The NAF codes of the crafts, each with the craft code that it stands for when there is only one."""
    trades: dict[str, list[str]] = {}
    for row in _rows("nafa.csv"):
        trades.setdefault(row["naf"], []).append(row["code"])
    return tuple(
        Activity(row["code"], row["partly"] == "1", _only_trade(trades.get(row["code"], []), row["partly"]))
        for row in _rows("naf.csv")
    )


def _only_trade(codes: list[str], partly: str) -> str:
    """Where part of an activity is a craft, its one craft code would say of the rest what nobody knows."""
    return codes[0] if len(codes) == 1 and partly == "0" else ""


@cache
def _naf_labels() -> Mapping[str, str]:
    return {row["code"]: row["label"] for row in _rows("naf.csv")}


@cache
def _searchable() -> tuple[tuple[Trade, str], ...]:
    """(trade, all that it may be called, folded and led by a space)."""
    words = {row["code"]: f"{row['fr']} {row['en']} {row['words']}" for row in _rows("everyday.csv")}
    plain = [(trade, " " + fold(words[code])) for code, trade in everyday_trades().items()]
    rest = [(trade, " " + fold(trade.fr)) for code, trade in official_trades().items() if code not in words]
    return (*plain, *rest)


@cache
def _names_by_code() -> Mapping[str, str]:
    return {trade.code: text for trade, text in _searchable()}


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (files(__package__) / "data" / name).open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)
