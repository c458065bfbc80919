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
    "unit_price": r"^p\.? ?u\b|unit(aire)?\b.*|prix u\b|tarif|taux|rate|tjm|cout (horaire|jour)",
    "quantity": r"^q(ua)?n?te?s?\b|quantit|^qty|nombre|nbre?|heures|jours|duree|charge",
    "amount": r"montant|total|amount|somme|^prix|^cout|^ht$|price|^tarif",
    "description": r"designation|descript|libelle|prestation|article|produit|intitule|service|item|objet|detail|tache|"
    r"phase|mission|fonctionnalite|module|^lot\b|poste|etape|nature",
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


def answer(ways: Iterable[Callable[[], Iterable[Grid]]], text: str) -> Answer:
    """The lines of the tables that the best of several ways finds, by the words of their headings or by what columns
    hold; the rest from the labels of the text. A way is tried until one has lines that add up to a total."""
    best: Answer = {}
    for way in ways:
        grids = [
            _squared(_unstacked([_clean(cell) for cell in row] for row in grid)) for grid in _tables(way)
        ]
        answer = _answer(grids, text)
        if not best or _worth(answer) > _worth(best):
            best = answer
        if _adds_up(answer):
            break
    best = best or _answer([], text)
    if not best["lines"]:
        spoken = best | {"lines": list(_spoken(text.splitlines()))}
        best = spoken if _adds_up(spoken) else best
    return best


def _tables(way: Callable[[], Iterable[Grid]]) -> list[Grid]:
    try:
        return list(way())
    except Exception:  # a tool refuses a page without text or without tables in several ways
        return []


def _worth(answer: Answer) -> tuple[bool, int]:
    lines = answer["lines"]
    return _adds_up(answer), len(lines) if isinstance(lines, list) else 0


def _adds_up(answer: Answer) -> bool:
    """Whether the lines come to the net or the gross that is printed."""
    lines, totals = answer["lines"], answer["totals"]
    assert isinstance(lines, list)
    assert isinstance(totals, dict)
    total = sum(float(line["net_amount"]) for line in lines)
    said = [float(totals[name]) for name in ("net", "gross") if totals.get(name)]
    return bool(lines) and any(abs(total - value) < 0.02 for value in said)


def _answer(grids: Sequence[Grid], text: str) -> Answer:
    said = [*text.splitlines(), *(" ".join(row) for grid in grids for row in grid)]
    return {
        "lines": list(_all_lines(grids)),
        "totals": {name: _total(grids, said, labels) for name, labels in TOTALS.items()},
        "issued_on": _day(said),
        "number": _number(said),
        "supplier": {
            "siret": _found(r"siret\D{0,12}((?:\d ?){14})", said),
            "vat_id": _found(r"\b(FR ?\d{2} ?(?:\d ?){9})\b", said),
        },
    }  # fmt: skip


def _all_lines(grids: Sequence[Grid]) -> Iterator[Answer]:
    """A table without headings goes on under those of the one before it, when it has as many columns."""
    last: dict[str, int] = {}
    width = 0
    for grid in grids:
        headed = next((columns for row in grid if (columns := _columns(row))), {})
        goes_on = last if grid and len(grid[0]) == width else {}
        columns = {} if headed else goes_on or _by_content(grid)
        yield from _lines(grid, columns)
        last, width = (headed or columns), len(grid[0]) if grid else 0


def _by_content(grid: Grid) -> dict[str, int]:
    """The columns of a table without headings: words where there are most letters, the amount in the last numbers."""
    if not grid or len({len(row) for row in grid}) != 1:
        return {}
    columns = list(zip(*grid, strict=True))
    numbers = [at for at, cells in enumerate(columns) if 2 * sum(map(_is_money, cells)) > len(grid)]
    letters = [sum(char.isalpha() for cell in cells for char in cell) for cells in columns]
    words = letters.index(max(letters))
    if not numbers or words in numbers or not max(letters):
        return {}
    roles = dict(zip(("quantity", "unit_price", "amount")[-len(numbers[-3:]) :], numbers[-3:], strict=True))
    return roles | {"description": words}


def _is_money(cell: str) -> bool:
    return bool(re.search(r"\d[.,]\d\d\b|€", cell)) and money(cell) is not None


def _spoken(said: Sequence[str]) -> Iterator[Answer]:
    """Lines of text that begin with words and end with an amount, up to the first total."""
    for line in said:
        if ENDS.search(fold(line)):
            return
        match = re.match(rf"(\D{{6,}}.*?)\s+({NUMBER}) ?(?:€|EUR)?$", line.strip())
        if match and re.search("[.,]", match[2]) and (value := money(match[2])):
            yield {"description": re.sub(rf"(\s+{NUMBER} ?[€%]?)+$", "", match[1]), "net_amount": value}


def _squared(rows: Iterable[list[str]]) -> list[list[str]]:
    """As many cells in each row: a tool may leave out the last ones."""
    cells = list(rows)
    width = max(map(len, cells), default=0)
    return [row + [""] * (width - len(row)) for row in cells]


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


def _lines(grid: Grid, columns: dict[str, int]) -> Iterator[Answer]:
    """The rows under each row of headings, or under `columns` as far as the first total."""
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
            line = {
                "description": " ".join(name.splitlines()),
                "designation": name.splitlines()[0],
                "net_amount": amount,
            }
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
