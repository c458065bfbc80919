"""The table of all signed and secret links in docs/en/security.md, written from what the apps declare (`links.py`).

`python -m tests.consistency.link_table` writes it.
"""

import os
from datetime import timedelta
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "en" / "security.md"
BEGIN = "<!-- links: written from the declarations by `python -m tests.consistency.link_table` -->\n"
END = "<!-- end of the links -->\n"


def table() -> str:
    """As it must stand in the document, between its two marks."""
    from etabli.foundation.signed_links import LinkKind, kinds

    def row(kind: LinkKind) -> str:
        opens = f"{kind.opens}{f' ({_pages(kind.pages)})' if kind.pages else ''}"
        once = "yes" if kind.once else "no"
        cells = [f"`{kind.code}`", opens, _addresses(kind.doors), _time(kind.lasts), once, kind.ends]
        return f"| {' | '.join(cells)} |\n"

    head = "| purpose | what it opens | its address | lasts | single use | how it ends |\n|---|---|---|---|---|---|\n"
    return head + "".join(row(kind) for kind in kinds())


def pieces(text: str) -> tuple[str, str, str]:
    """The document in three: before the table, the table, after it."""
    before, _begin, rest = text.partition(BEGIN)
    held, _end, after = rest.partition(END)
    return before, held, after


def _pages(pages: tuple[str, ...]) -> str:
    return ", ".join(f"`{page}`" for page in pages)


def _addresses(doors: tuple[str, ...]) -> str:
    from django.urls import reverse

    return ", ".join(f"`{reverse(door, args=['TOKEN']).replace('TOKEN', '…')}`" for door in doors) or "–"


def _time(lasts: timedelta | None) -> str:
    if lasts is None:
        return "until it ends"
    minutes = int(lasts.total_seconds()) // 60
    if lasts.days > 1:
        return f"{lasts.days} days"
    return f"{minutes // 60} hours" if minutes >= 120 else f"{minutes} minutes"


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    before, _held, after = pieces(DOCUMENT.read_text(encoding="utf-8"))
    DOCUMENT.write_text(before + BEGIN + table() + END + after, encoding="utf-8")
