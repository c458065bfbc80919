"""What a careful user would write in an afternoon around a tool that gives tables and text: an answer in our own shape.

Runs in the tool's own environment, so it imports nothing but the standard library.
"""

import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

type Grid = Sequence[Sequence[str]]
type Answer = dict[str, object]

HEADINGS = {  # the first that a heading matches is what its column holds
    "vat_rate": r"tva|vat|taxe|tax\b",
    "unit_price": r"^p\.? ?u\b|unit(aire)?\b.*|prix u\b|tarif|taux|rate",
    "quantity": r"^q(ua)?n?te?\b|quantit|^qty|nombre|heures|jours",
    "amount": r"montant|total|amount|^prix|^ht$|price",
    "description": r"designation|descript|libelle|prestation|article|produit|intitule|service|item|objet|detail",
}
NEEDED = {"description", "amount"}
ENDS = re.compile(r"^(sous[- ]?)?(total|totaux|subtotal|net a payer|montant (total )?(ht|ttc)|tva|t\.v\.a)\b")
TOTALS = {
    "net": r"total (net )?h\.?t|total hors|montant (total )?h\.?t|sous[- ]total|subtotal|total net",
    "vat": r"t\.?v\.?a|\bvat\b|\btaxes?\b",
    "gross": r"t\.?t\.?c|net a payer|total general|total due|total amount|^total\b",
}
NUMBER = r"[-−]?\d{1,3}(?:[ \u00a0\u202f.,]\d{3})*(?:[.,]\d{1,2})?|[-−]?\d+(?:[.,]\d{1,2})?"
MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
    "decembre",
)  # fmt: skip


def main(read: Callable[[str], Answer]) -> None:
    """Print the answer of `read` for the file named on the command line."""
    answer = json.dumps(read(sys.argv[1]))
    print(answer)


def answer(tables: Iterable[Grid], text: str) -> Answer:
    """Lines from the tables by the words of their headings; the rest from the labels of the text."""
    grids = [list(_unstacked([_clean(cell) for cell in row] for row in grid)) for grid in tables]
    lines = [line for grid in grids for line in _lines(grid)]
    rows = [row for grid in grids for row in grid]
    said = [*text.splitlines(), *(" ".join(row) for row in rows)]
    return {
        "lines": lines,
        "totals": {name: _labelled(said, pattern) for name, pattern in TOTALS.items()},
        "issued_on": _day(said),
        "number": _number(said),
        "supplier": {
            "siret": _found(r"siret\D{0,12}((?:\d ?){14})", said),
            "vat_id": _found(r"\b(FR ?\d{2} ?(?:\d ?){9})\b", said),
        },
    }  # fmt: skip


def _clean(cell: object) -> str:
    return str(cell if cell is not None else "").replace("<br>", "\n").replace("**", "").strip()


def _unstacked(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """A row whose cells hold the same count of lines is as many rows; in others a line break is a space."""
    for row in rows:
        cells = [cell.splitlines() for cell in row]
        counts = {len(lines) for lines in cells if lines}
        if len(counts) == 1 and counts != {1}:
            for at in range(counts.pop()):
                yield [lines[at].strip() if lines else "" for lines in cells]
        else:
            yield [" ".join(lines) for lines in cells]


def fold(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().strip()


def _columns(row: Sequence[str]) -> dict[str, int]:
    """Which column holds what, when this row is one of headings."""
    columns: dict[str, int] = {}
    for at, cell in enumerate(row):
        role = next((role for role, pattern in HEADINGS.items() if re.search(pattern, fold(cell))), None)
        if role == "amount" and "ttc" in fold(cell) and "amount" in columns:
            continue  # the one without tax, when both are there
        if role and len(cell) < 40 and (role != "description" or role not in columns):
            columns[role] = at
    return columns if columns.keys() >= NEEDED and len(columns) >= 2 else {}


def _lines(grid: Grid) -> Iterator[Answer]:
    columns: dict[str, int] = {}
    line: Answer = {}
    for row in grid:
        headings = _columns(row)
        if headings:
            columns = headings
            continue
        name = row[columns["description"]] if columns else ""
        if any(ENDS.search(fold(cell)) for cell in row):
            columns = {}
        if not columns:
            continue
        amount = money(row[columns["amount"]])
        if amount is not None and name:
            if line:
                yield line
            line = {"description": name, "net_amount": amount}
            line |= {role: money(row[at]) for role, at in columns.items() if role not in NEEDED}
        elif line and name:
            line["description"] = f"{line['description']} {name}"
    if line:
        yield line


def money(text: str) -> str | None:
    """The number of a cell, with a point; None unless the cell is a number with its unit."""
    bare = re.sub(r"[€%]|EUR|HT|TTC|\s", "", text.replace("−", "-"))
    if not re.fullmatch(r"-?[\d.,']*\d[\d.,']*[a-z]{0,8}", bare):
        return None
    bare = re.sub(r"[a-z']", "", bare)
    mark = max(bare.rfind("."), bare.rfind(","))
    if mark >= 0 and len(bare) - mark - 1 != 3:
        return re.sub("[.,]", "", bare[:mark]) + "." + bare[mark + 1 :]
    return re.sub("[.,]", "", bare)


def _labelled(said: Sequence[str], pattern: str) -> str | None:
    """The last number beside a label, or on the line under it."""
    for line, following in pairwise([*said, ""]):
        label = re.search(pattern, fold(line))
        if not label:
            continue
        numbers = [
            n for n in re.findall(rf"(?<![\w.,])(?:{NUMBER})(?! ?%)(?![\w,.])", line) if re.search("[.,]", n)
        ]
        value = money(numbers[-1]) if numbers else money(following)
        if value is not None:
            return value
    return None


def _day(said: Sequence[str]) -> str | None:
    dated = [line for line in said if re.search(r"\b(date|le|du|emis|invoice)\b", fold(line))]
    for line in [*dated, *said]:
        if found := re.search(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b", line):
            day, month, year = found.groups()
            return f"{year if len(year) == 4 else '20' + year}-{month:0>2}-{day:0>2}"
        if found := re.search(r"\b(\d{4})-(\d\d)-(\d\d)\b", line):
            return found[0]
        if found := re.search(rf"\b(\d{{1,2}})(?:er)? ({'|'.join(MONTHS)}) (\d{{4}})", fold(line)):
            return f"{found[3]}-{MONTHS.index(found[2]) + 1:02}-{found[1]:0>2}"
    return None


def _number(said: Sequence[str]) -> str | None:
    label = r"(?:devis|facture|invoice|quote|num[ée]ro|r[ée]f[ée]rence)[^\w\n]{0,3}(?:n[°ºo]|num[ée]ro|#)?\s*[:.]?\s*"
    return _found(rf"(?i){label}([A-Z]{{0,6}}[-_/]?\d[\w/-]*)", said)


def _found(pattern: str, said: Sequence[str]) -> str | None:
    return next((found[1] for line in said if (found := re.search(pattern, line, re.IGNORECASE))), None)
