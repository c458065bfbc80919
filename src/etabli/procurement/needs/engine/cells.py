"""What the cells of a row say of its first: a tick under "Non inclus", "✗", "NC", "en option", "offert", "client"."""

# ruff: noqa: E501 -- patterns

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from etabli.procurement.needs.engine.polarity import Polarity
from etabli.procurement.needs.engine.words import fold

_GAP = re.compile(r"[^\S\n]*[|\t][^\S\n]*|[^\S\n]{2,}")
_TICK = re.compile(r"[xX✓✔☑●•■]|[Oo]ui")
_NOTHING = re.compile(r"[-–—]|")
_SUM = r"\d[\d .,   ]*(?:€|eur\w*|ht|ttc|h|j|%)?(?: ?/ ?(?:mois|an|h|j|jour|heure|unite|page))?"
# A cell of these words says what becomes of the row; so does the head of a column, to the rows that have a tick in it.
_SAYING: tuple[tuple[Polarity, re.Pattern[str]], ...] = (
    ("excluded", re.compile(
        r"[✗✘☒×]|n\.?c\.?|n/[ca]|non|neant|sans objet|(?:non|pas) (?:inclu|compri|prev|chiffr|fourni|concern|couver|trait)\w*|exclu(?:s|e|es)?|"
        r"hors (?:devis|forfait|lot|offre|prix)|en sus|a part|(?:a )?(?:votre |la )?charge(?: du client)?")),
    ("optional", re.compile(r"opt\.?|(?:en )?options?|optionnel\w*|facultati\w+|sur (?:devis|demande)|(?:en )?supplements?|au choix|a la carte|\[ ?\]|[☐□]")),
    ("offered", re.compile(r"[✓✔☑]|\[x\]|oui|inclu(?:s|e|es)?|compri(?:s|e|es)?|offert(?:e|s|es)?|gratuit\w*|nous|agence|studio|prestataire|0(?:[.,]00?)? ?€|0[.,]00")),
    ("from_client", re.compile(r"clients?|cliente|vous|vos soins|par vos soins|a fournir|fourni(?:s|e|es)?(?: par (?:vous|le client|vos soins))?")),
)  # fmt: skip
# What needs no column of its own at the end of a row, before a sum or not, and at its beginning.
_AT_END = re.compile(rf"(?<=\S) \(?(?P<cell>[✓✔✗✘]|NC|N\.C\.|[nN]/[cCaA]|OPT\.?|opt\.)\)?(?: {_SUM})?$")
_AT_START = re.compile(r"\s*(?:[-•*]\s*)?(?P<cell>[✓✔☑✗✘☒☐□]|\[[ xX]?\])\s*(?=\w)")
_THINGS = re.compile(
    r"|(?:prestation|designation|poste|tache|service|element|description|libelle|lot|objet|detail|contenu|quoi)s?"
)


class _Cell(NamedTuple):
    text: str
    middle: float


def said_by_cells(line: str, above: Sequence[str]) -> Polarity | None:
    """What the other cells of a row, or its first sign, say of what it names; None when they say nothing. `above` are
    the lines above, in reading order: the head of the table may be among them."""
    cells = _cells(line)
    if alone := _AT_START.match(line) or (None if cells[1:] else _AT_END.search(line.rstrip())):
        return _said(alone["cell"])
    head = next((each for each in map(_cells, reversed(above)) if _is_head(each)), ())
    for rank, cell in enumerate(cells[1:], 1):
        ticked = _TICK.fullmatch(cell.text) and head
        if said := _said(_column(head, cell, rank if "|" in line else None) if ticked else cell.text):
            return said
    left = [cell.text for cell in cells[1:]]
    return "excluded" if any(left) and all(map(_NOTHING.fullmatch, left)) else None


def _cells(line: str) -> list[_Cell]:
    cells, start = list[_Cell](), 0
    for gap in _GAP.finditer(line, len(line) - len(line.lstrip())):
        cells.append(_Cell(line[start : gap.start()].strip(), (start + gap.start()) / 2))
        start = gap.end()
    last = _Cell(line[start:].strip(), (start + len(line)) / 2)
    return [*cells, last] if last.text or not cells else cells


def _said(cell: str) -> Polarity | None:
    folded = fold(cell.strip("()"))
    return next((polarity for polarity, words in _SAYING if words.fullmatch(folded)), None)


def _is_head(cells: Sequence[_Cell]) -> bool:
    """Whether these are the heads of columns: over things of no name, or saying several things."""
    said = {_said(cell.text) for cell in cells[1:]} - {None}
    return bool(said) and (len(said) > 1 or bool(_THINGS.fullmatch(fold(cells[0].text))))


def _column(head: Sequence[_Cell], cell: _Cell, rank: int | None) -> str:
    """The head of a cell's column: of its rank where bars part the cells, else the nearest."""
    if rank is not None:
        return head[rank].text if rank < len(head) else ""
    return min(head[1:], key=lambda each: abs(each.middle - cell.middle)).text
