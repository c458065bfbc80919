"""Typst templates to tagged PDF (PDF/UA-1)."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import typst

PACKAGE = Path(__file__).resolve().parents[2]
FONTS = Path(__file__).resolve().parent / "fonts"

# Stands for a character that none of our fonts can draw. PDF/UA refuses such a text, and a name typed by
# a person must never be the reason why nobody gets their attendance sheet.
MISSING_GLYPH = "\N{WHITE SQUARE}"


class DocumentError(RuntimeError):
    """The template is wrong (never the data of a person): the message says where."""


def render(
    template: Path | Traversable,
    data: Mapping[str, Any],
    *,
    title: str,
    lang: str = "fr",
    at: datetime | None = None,
) -> bytes:
    """Fill a `.typ` template that lives in an app's `documents/` folder; return the PDF's bytes.

    `data` holds what JSON holds (Decimal, date and lazy translations become text); the template reads it as
    `data` from `house.typ`, always as text, so that nothing in it can become Typst markup. `title` names
    the document for screen readers; `at` (aware) fixes its creation date, and with it every byte of the result.
    Raises DocumentError when the template itself cannot be compiled.
    """
    source = Path(str(template)).resolve()
    if not source.is_relative_to(PACKAGE):
        raise DocumentError(
            f"{source}: a document template lives inside the package, in its app's documents/ folder"
        )
    cleaned = _clean(data)
    try:
        return _compile(source, cleaned, title=clean_text(title), lang=lang, at=at)
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise DocumentError(f"{source.relative_to(PACKAGE)}: {error.diagnostic}") from error
    try:
        return _compile(
            source, _replace_missing_glyphs(cleaned), title=_replace_missing_glyphs(title), lang=lang, at=at
        )
    except typst.TypstError as error:
        raise DocumentError(f"{source.relative_to(PACKAGE)}: {error.diagnostic}") from error


def _compile(source: Path, data: Any, *, title: str, lang: str, at: datetime | None) -> bytes:
    return typst.compile(
        source,
        root=PACKAGE,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data), "title": title, "lang": lang},
        pdf_standards="ua-1",
        timestamp=at.astimezone(UTC).replace(microsecond=0) if at else None,
        format="pdf",
    )


@cache
def _fonts() -> typst.Fonts:
    """Our fonts, then those inside Typst: what is installed on the machine never changes a document."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])


def _clean(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(key): _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean(item) for item in value]
    return clean_text(str(value))


def clean_text(text: str) -> str:
    """Without control characters, lone surrogates and direction overrides (which could disguise a text)."""
    return "".join(
        char
        for char in text.replace("\r\n", "\n")
        if char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs", "Cf", "Co", "Cn"}
    )


def _replace_missing_glyphs(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _replace_missing_glyphs(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_replace_missing_glyphs(item) for item in value]
    if isinstance(value, str):
        return "".join(char if _is_european(char) else MISSING_GLYPH for char in value)
    return value


def _is_european(char: str) -> bool:
    """Latin, its accents, French punctuation and the euro: what the fonts are known to hold."""
    return ord(char) < 0x180 or char in "‐‑‒–—‘’“”„†•…‹›€œŒŸ−×\N{NARROW NO-BREAK SPACE}"
