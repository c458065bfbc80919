"""The text of a mail or a notice: ours, and what people typed in it.

`Prose` is ours. What somebody typed comes in by `%`, as `format_html` takes values: on one line, cut, and without a
link; or as a block of its own by `quoted`, which says who wrote it. `notices.say` and `queue.send` take nothing else,
so that a text put together by hand doesn't pass for ours. Our own addresses come in by `link`.

An address that somebody typed is written "exemple[.]org": the usual way to show one that is not to be followed. Mail
programs make links of bare names too; a sign that nobody sees between the letters would break the address without a
word for whoever copies it, and some programs take such signs out before they look for links.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, SupportsIndex
from unicodedata import normalize

from django.utils import translation
from django.utils.html import escape

from etabli.foundation.ui.elision import join_little_words

MAX_VALUE_LENGTH = 200  # of what stands within a sentence of ours
MAX_LINE_LENGTH = 120
MAX_FIRST_LENGTH = 58  # of the subject of the first mail, when others come with it
MAX_SUBJECT_LENGTH = 80  # what the list of a mail program shows, on a computer

# Controls, and what changes the direction of a text or hides in it; a line break is a space.
_LINE_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_INVISIBLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0]"
)
_SCHEME = re.compile(
    r"(?<=\w):(?=//)|(?i:(?<=\bmailto)|(?<=\btel)|(?<=\bjavascript)|(?<=\bdata)|(?<=\bsms)|(?<=\bcallto)):"
)
# Not before the ending of a document's name, which is no site's.
_LINKING_DOT = re.compile(
    r"(?<=[^\s.])[.\u3002\uff0e\uff61](?!(?i:csv|docx?|ods|odt|pdf|txt|xlsx?)\b)(?=[^\W\d_]\S)"
)


class Prose(str):
    """Text of ours. `prose % values` brings in what others typed, made harmless."""

    __slots__ = ()

    def __mod__(self, values: Any) -> "Prose":
        if isinstance(values, Mapping):
            return Prose(
                join_little_words(
                    super().__mod__({name: _make_harmless(value) for name, value in values.items()})
                )
            )
        return Prose(join_little_words(super().__mod__(_make_harmless(values))))

    def __add__(self, other: str) -> "Prose":
        return Prose(super().__add__(_make_harmless(other)))

    def __getitem__(self, key: "SupportsIndex | slice") -> "Prose":
        return Prose(super().__getitem__(key))


def gettext(message: str) -> Prose:
    """A sentence of ours in the language of the reader."""
    return Prose(translation.gettext(message))


def ngettext(singular: str, plural: str, number: int) -> Prose:
    """The same, for one or several."""
    return Prose(translation.ngettext(singular, plural, number))


def ours(text: str) -> Prose:
    """What the chamber or the association wrote as its own words, or what we wrote down before: kept as it is."""
    return Prose(text)


def link(address: str) -> Prose:
    """An address that is to be followed: one of ours, or one that the staff gives."""
    return Prose(address)


def quoted(text: str, by: str, *, proved: bool = True) -> Prose:
    """What somebody wrote, in a block that says who: nothing in it is a link. `proved`: their address is theirs."""
    who = (
        gettext("Written by %(name)s:")
        if proved
        else gettext("Written by %(name)s, who has not proved their address:")
    ) % {"name": by}
    lines = [f"> {without_links(line)}".rstrip() for line in text.strip().splitlines()]
    return Prose("\n".join([who, *lines]))


def strong(text: str) -> Prose:
    """A line that counts more than the others: in bold, between asterisks in plain text. Nothing in it is a link."""
    return Prose(f"*{without_links(text)}*") if text else Prose()


def paragraphs(*parts: str) -> Prose:
    """Those that hold something, one below the other."""
    return _join("\n\n", parts)


def lines(*parts: str) -> Prose:
    """Those that hold something, a line each, in one paragraph."""
    return _join("\n", parts)


def sentences(*parts: str) -> Prose:
    """Those that hold something, one after the other."""
    return _join(" ", parts)


def subject_of(text: str) -> str:
    """A subject: one line, without a link, cut."""
    return shorten(without_links(text), MAX_SUBJECT_LENGTH)


def subject_of_several(first: str, more: int) -> Prose:
    """The subject of several mails in one: that of the first, and how many more there are."""
    if not more:
        return ours(first)
    return ngettext("%(first)s, and one more", "%(first)s, and %(more)s more", more) % {
        "first": ours(shorten(first, MAX_FIRST_LENGTH)),
        "more": more,
    }


def line_of(text: str) -> str:
    """A name, a title: one line, without a link, cut."""
    return shorten(without_links(text), MAX_LINE_LENGTH)


def without_links(text: str) -> str:
    """On one line, without what isn't seen, its addresses written so that nothing makes a link of them."""
    seen = _INVISIBLE.sub(
        "", _LINE_BREAKS.sub(" ", normalize("NFC", text))
    )  # an accent apart from its letter hides it
    line = re.sub(" {2,}", " ", seen).strip(" ")
    return _LINKING_DOT.sub("[.]", _SCHEME.sub("[:]", line))


def in_html(text: str) -> str:
    """What people typed, for a program that reads a description as HTML (RSS, Atom): no markup of theirs, no link."""
    return "<br>".join(escape(without_links(line)) for line in text.strip().splitlines())


def shorten(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def _make_harmless(value: Any) -> Any:
    if isinstance(value, Prose | int | float):
        return value
    return shorten(without_links(str(value)), MAX_VALUE_LENGTH)


def _join(between: str, parts: Iterable[str]) -> Prose:
    return Prose(between.join(_make_harmless(part) for part in parts if part))
