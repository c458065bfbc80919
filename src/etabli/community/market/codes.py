"""Codes kept in one text, one a line: an association's own trade is named in words, with spaces."""

from collections.abc import Iterable


def joined(codes: Iterable[str]) -> str:
    """As they are kept; "" for none."""
    return "\n".join(dict.fromkeys(codes))


def parted(text: str) -> tuple[str, ...]:
    """The codes of such a text."""
    return tuple(text.splitlines())
