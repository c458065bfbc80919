"""On a phone each row of a table becomes a card: every cell must then carry its column's name."""

import re
from html import escape, unescape

_HEAD_PATTERN = re.compile(r"<thead\b.*?</thead>", re.S)
_BODY = re.compile(r"<tbody\b.*?</tbody>", re.S)
_ROW = re.compile(r"<tr\b.*?</tr>", re.S)
_HEADING = re.compile(r"<th\b([^>]*)>(.*?)</th>", re.S)
_CELL = re.compile(r"<t([dh])\b([^>]*)>")
_SPAN = re.compile(r'\bcolspan="(\d+)"')
_TAG = re.compile(r"<[^>]+>")


def _span(attributes: str) -> int:
    match = _SPAN.search(attributes)
    return int(match[1]) if match else 1


def label_cells(rows: str) -> str:
    """Add `data-label` to the cells of the body from the headings of the head; the first cell titles its card.

    `rows` is HTML written by a template: `<thead>` with one row of `<th>`, then `<tbody>`.
    """
    head = _HEAD_PATTERN.search(rows)
    if not head:
        return rows
    columns: list[str] = []
    for attributes, text in _HEADING.findall(head[0]):
        columns += [" ".join(unescape(_TAG.sub(" ", text)).split())] * _span(attributes)

    def row(match: re.Match[str]) -> str:
        place = 0

        def cell(opening: re.Match[str]) -> str:
            nonlocal place
            kind, attributes = opening[1], opening[2]
            label = columns[place] if 0 < place < len(columns) else ""
            place += _span(attributes)
            if kind == "h" or not label or "data-label=" in attributes:
                return opening[0]
            return f'<td{attributes} data-label="{escape(label)}">'

        return _CELL.sub(cell, match[0])

    return _BODY.sub(lambda body: _ROW.sub(row, body[0]), rows)
