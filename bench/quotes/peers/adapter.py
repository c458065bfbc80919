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
    "reference": r"^#|^code\b|^ref",
    "vat_rate": r"tva|vat|taxe|tax\b",
    "unit_price": r"^p\.? ?u\b|unit(aire)?\b.*|prix u\b|tarif|taux|rate",
    "quantity": r"^q(ua)?n?te?\b|quantit|^qty|nombre|heures|jours",
    "amount": r"montant|total|amount|^prix|^ht$|price",
    "description": r"designation|descript|libelle|prestation|article|produit|intitule|service|item|objet|detail",
}
NEEDED = {"description", "amount"}
ENDS = re.compile(r"^(sous[- ]?)?(total|totaux|subtotal|net a payer|montant (total )?(ht|ttc)|tva|t\.v\.a)\b")
TOTALS = {  # the first label that a document prints beside a number is the one, the last time it does
    "net": (
        r"total (net )?h\.?t\b",
        r"(total|montant) (total )?(hors|h\.?t\b)",
        r"^(sous[- ]total|subtotal|total net|ht)\b",
    ),
    "vat": (r"(total|montant) (de la )?(tva|taxes)", r"^(dont )?(t\.?v\.?a\b|vat\b|tax)"),
    "gross": (
        r"(total|montant).{0,12}t\.?t\.?c\b",
        r"\bttc\b",
        r"net a payer",
        r"^(total|total due|total general|amount due)\b",
    ),
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
    said = [*text.splitlines(), *(" ".join(row) for grid in grids for row in grid)]
    return {
        "lines": [line for grid in grids for line in _lines(grid)],
        "totals": {name: _total(grids, said, labels) for name, labels in TOTALS.items()},
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
    """A row whose cells hold the same count of lines is as many rows."""
    for row in rows:
        cells = [cell.splitlines() for cell in row]
        counts = {len(lines) for lines in cells if lines}
        if len(counts) == 1 and counts != {1}:
            for at in range(counts.pop()):
                yield [lines[at].strip() if lines else "" for lines in cells]
        else:
            yield ["\n".join(lines) for lines in cells]


def fold(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().strip()


def _columns(row: Sequence[str]) -> dict[str, int]:
    """Which column holds what, when this row is one of headings."""
    columns: dict[str, int] = {}
    for at, cell in enumerate(row):
        role = next((role for role, pattern in HEADINGS.items() if re.search(pattern, fold(cell))), None)
        if role == "amount" and "ttc" in fold(cell) and "amount" in columns:
            continue  # the one without tax, when both are there
        if role and len(cell) < 80 and (role != "description" or role not in columns):
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
            line = {"description": name.splitlines()[0], "net_amount": amount}
            line |= {
                role: money(row[at]) for role, at in columns.items() if role not in {*NEEDED, "reference"}
            }
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


def _total(grids: Sequence[Grid], said: Sequence[str], labels: Sequence[str]) -> str | None:
    for label in labels:
        found = [*_beside(said, label), *(value for grid in grids for value in _in_cells(grid, label))]
        if found:
            return found[-1]
    return None


def _in_cells(grid: Grid, label: str) -> Iterator[str]:
    """The number of the cell to the right of a label, else of the one under it."""
    for row, under in pairwise([*grid, []]):
        for at, cell in enumerate(row):
            if re.search(label, fold(cell)):
                right = (value for other in row[at + 1 :] if (value := money(other)))
                below = (value for other in under[at : at + 1] if (value := money(other)))
                if value := next(right, None) or next(below, None):
                    yield value


def _beside(said: Sequence[str], label: str) -> Iterator[str]:
    """The last number of a line of text that has the label, else that of the following line alone."""
    for line, following in pairwise([*said, ""]):
        if re.search(label, fold(line)):
            amounts = [
                n
                for n in re.findall(rf"(?<![\w.,])(?:{NUMBER})(?! ?%)(?![\w,.])", line)
                if re.search("[.,]", n)
            ]
            if value := money(amounts[-1]) if amounts else money(following):
                yield value


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
    named = r"(?:devis|facture|invoice|quote)\W{0,3}(?:n\s?[°ºo]|num[ée]ro|ref|#)?\s*[:.]?\s*"
    numbered = r"(?:^|\s)(?:n[°º]|num[ée]ro|r[ée]f[ée]rence|r[ée]f\.?)\s*[:.]?\s*"
    value = r"((?=\S*\d)[A-Z0-9][\w/-]*)"
    return _found(named + value, said) or _found(numbered + value, said)


def _found(pattern: str, said: Sequence[str]) -> str | None:
    return next((found[1] for line in said if (found := re.search(pattern, line, re.IGNORECASE))), None)
