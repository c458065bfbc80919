"""In which encoding a text was written, when nobody said."""

from __future__ import annotations

import codecs

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
COMMON = frozenset("éèêëàâäçîïôöùûüÿœæ’‘“”«»°–—…€²\u00a0ñ")
CAPITALS = frozenset("ÉÈÊËÀÂÄÇÎÏÔÖÙÛÜŒÆ")
SAMPLE = 200_000  # bytes by which one old encoding is told from another


def decoded(content: bytes) -> str | None:
    """The text, by its mark, else in UTF-16 or UTF-8 where it is exactly that, else in the old encoding (of Windows, of
    the web, of the Mac) in which it looks most like French. None for what is no text.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _strict(content, encoding)
    zeros = content[:1000].count(0)
    if zeros:
        wide = "utf-16-le" if content[:1000][1::2].count(0) > zeros / 2 else "utf-16-be"
        return _strict(content, wide) if zeros > len(content[:1000]) / 4 else None
    return _text(_strict(content, "utf-8")) or _text(_old(content))


def _old(content: bytes) -> str | None:
    decoded = {name: text for name in ("cp1252", "latin-1", "mac-roman") if (text := _strict(content, name))}
    return max(decoded.values(), key=lambda text: _likeness(text[:SAMPLE]), default=None)


def _strict(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _text(text: str | None) -> str | None:
    """None for what holds control characters that no table holds."""
    if text is None or any(ord(c) < 32 and c not in "\t\r\n\v\f\x1c\x1d\x1e\x1f\x1a" for c in set(text)):
        return None
    return text


def _likeness(text: str) -> int:
    """How much the letters outside ASCII look like French: a capital with an accent follows no small letter."""
    score = 0
    for before, letter in zip(" " + text, text, strict=False):
        if letter < "\x80":
            continue
        if letter in COMMON:
            score += 2
        elif letter in CAPITALS:
            score += -2 if before.islower() else 2
        else:
            score -= 3
    return score
