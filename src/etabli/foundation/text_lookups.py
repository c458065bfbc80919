"""Looking for a text in a column whatever its capitals, on both databases.

SQLite's LIKE knows the capitals of ASCII alone, and so does PostgreSQL in the locale C: to them "É" and "é" are two
letters, so that `icontains` and `iexact` find "Dupré" neither in "DUPRÉ" nor in "DuprÉ". What is ASCII in a text is
compared alike everywhere: it says which rows may hold it, in one pass of the database; a regular expression, which
names both forms of each other letter, decides among those.
"""

import re

from django.db.models import Q

MAX_PIECES = 4


def may_contain(field: str, text: str) -> Q:
    """The rows that hold the longest pieces of the text that are ASCII: those that hold the text, whatever stands
    between its words, and maybe others. All of them when it has no such piece."""
    pieces = sorted(set(re.findall("[!-~]+", text)), key=lambda piece: (-len(piece), piece))
    conditions = [Q(**{f"{field}__icontains": piece}) for piece in pieces[:MAX_PIECES]]
    return Q(*conditions or [~Q(pk__in=[])])  # an empty Q would be no part of an "or"


def contains(field: str, text: str) -> Q:
    """The rows of which this field contains the text."""
    if text.isascii():
        return Q(**{f"{field}__icontains": text})
    return may_contain(field, text) & Q(**{f"{field}__iregex": _pattern(text)})


def equals(field: str, text: str) -> Q:
    """The rows of which this field is the text."""
    if text.isascii():
        return Q(**{f"{field}__iexact": text})
    return may_contain(field, text) & Q(**{f"{field}__iregex": f"^{_pattern(text)}$"})


def _pattern(text: str) -> str:
    return "".join(_either_form(sign) for sign in text)


def _either_form(sign: str) -> str:
    if sign.isascii():
        return re.escape(sign)
    forms = {form for form in (sign, sign.lower(), sign.upper()) if len(form) == 1}
    return f"[{''.join(sorted(forms))}]" if len(forms) > 1 else sign
