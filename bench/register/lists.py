"""The lists that a stock is drawn from, as tables of DuckDB whose lines are numbered, and the weight of each line."""

import csv
import gzip
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

from bench.register import words
from bench.register.draws import Weights
from etabli.site.testing import collected
from etabli.territory.places import source
from etabli.territory.register import trades

DATA = Path(__file__).parent / "data"
COMMON_SURNAMES = 10_000  # who bears a surname too rare for the list bears, here, one of those after these

Lines = list[tuple[Any, ...]]


def bring_lists(
    stock: duckdb.DuckDBPyConnection, department: str | None, beside: float, elsewhere: float
) -> Weights:
    """Make the tables of words; gives the weights of their lines.

    The communes come first from `department` (all those known when None), then from elsewhere.
    """
    towns = sorted(communes(), key=lambda town: not town[0].startswith(department or ""))
    inside = sum(town[0].startswith(department or "") for town in towns)
    if not inside:
        raise ValueError(f"no commune of {department} is known: set ETABLI_CORPUS to the folder of the lists")
    weights = {"communes": _table(stock, "communes", "code VARCHAR, name VARCHAR, posts VARCHAR[]", towns)}
    for name, columns, lines in _lists():
        weights[name] = _table(stock, name, columns, lines)
    weights["trades"] = _table(stock, "trades", "craft VARCHAR, naf VARCHAR, called VARCHAR", _crafts())
    weights["beside"] = [1.0] * len(words.BESIDE)
    others = [(-1 - at, None, naf, called) for at, (naf, called) in enumerate(words.BESIDE.items())]
    stock.executemany("INSERT INTO trades VALUES (?, ?, ?, ?)", others)
    headcounts = [words.HEADCOUNTS_OF_SOLE_TRADERS, words.HEADCOUNTS_OF_COMPANIES]
    lines = [(code or None, weight) for each in headcounts for code, weight in each.items()]
    both = _table(stock, "headcounts", "code VARCHAR", lines)
    weights["sole_headcounts"], weights["headcounts"] = both[: len(headcounts[0])], both[len(headcounts[0]) :]
    return Weights(weights, inside, beside, elsewhere)


def _table(stock: duckdb.DuckDBPyConnection, name: str, columns: str, lines: Lines) -> Sequence[float]:
    """Each line ends with its weight, which is given back."""
    stock.execute(f"CREATE TABLE {name} (line BIGINT, {columns})")
    width = len(lines[0])
    arrays = [list(column) for column in zip(*(line[:-1] for line in lines), strict=True)]
    unnested = ", ".join("unnest(?)" for _ in range(width - 1))
    stock.execute(f"INSERT INTO {name} SELECT row_number() OVER () - 1, * FROM (SELECT {unnested})", arrays)
    return [float(line[-1]) for line in lines]


def _lists() -> Iterator[tuple[str, str, Lines]]:
    yield "surnames", "text VARCHAR", _surnames()
    with (DATA / "first_names.csv").open(encoding="utf-8", newline="") as lines:
        rows = [(row["sex"], row["name"], float(row["births"])) for row in csv.DictReader(lines)]
    women = sum(births for sex, _, births in rows if sex == "F") / sum(births for _, _, births in rows)
    share = {"F": words.WOMEN / women, "M": (1 - words.WOMEN) / (1 - women)}
    yield "first_names", "sex VARCHAR, text VARCHAR", [(s, n, births * share[s]) for s, n, births in rows]
    yield "street_types", "text VARCHAR", list(words.STREET_TYPES.items())
    yield "streets", "text VARCHAR", [(text, 1 / rank) for rank, text in enumerate(words.STREETS, start=3)]
    yield "forms", "code BIGINT", list(words.LEGAL_FORMS.items())


def _surnames() -> Lines:
    with gzip.open(DATA / "surnames.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        *known, (_, rarer) = [(row["name"], int(row["bearers"])) for row in csv.DictReader(lines)]
    more = rarer / (len(known) - COMMON_SURNAMES)
    return [(name, bearers + more * (at >= COMMON_SURNAMES)) for at, (name, bearers) in enumerate(known)]


def _crafts() -> Lines:
    crafts, totals = [], dict.fromkeys(words.SECTOR_SHARES, 0.0)
    for code, trade in trades.official_trades().items():
        weight = 10.0 if code in words.COMMON else 1.0
        totals[trade.sector] += weight
        crafts.append((code, f"{code[:2]}.{code[2:5]}", _called(code, trade.fr), trade.sector, weight))
    return [
        (code, naf, called, weight / totals[sector] * words.SECTOR_SHARES[sector])
        for code, naf, called, sector, weight in crafts
    ]


def _called(code: str, label: str) -> str:
    """What a business of this craft puts on its sign: the usual word, else the longest of the official label."""
    for length in range(len(code), 2, -1):
        if code[:length] in words.CALLED:
            return words.CALLED[code[:length]]
    return max((word for word in _upper(label).replace("'", " ").split() if word not in words.VAGUE), key=len)


def communes() -> Lines:
    """Those of France where ETABLI_CORPUS gives them, else those of Gironde and some towns."""
    path = collected.holding("territory", "france_communes.csv")
    if path is None:
        near = [
            (commune.code, _upper(commune.name), commune.postal_codes, commune.population)
            for commune in source.communes()
        ]
        return [*near, *((code, name, [post], people) for code, name, post, people in words.FAR)]
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            (row["code"], _upper(row["nom"]), row["codes_postaux"].split(), int(row["population"] or 0))
            for row in csv.DictReader(lines)
            if row["codes_postaux"]
        ]


def _upper(name: str) -> str:
    """As SIRENE writes it."""
    plain = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "OE").replace("’", "'"))
    return plain.encode("ascii", "ignore").decode().upper().replace(",", "")
