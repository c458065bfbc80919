"""What people type for a thing, and by what words it is offered: an app's `synonyms.py` gives them by `synonyms()`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Synonyms:
    """What people type when they look for somebody to do one thing, and by what words those who do it say so.

    Each text is a phrase: all its words, in any order, whatever their endings and accents. `asked`: what is typed;
    `offered`: what somebody says who does it (empty: nobody does, it says for whom); `near`: what those say who come
    nearest to it when nobody offers it; `but`: a text that holds one of these is about something else.
    """

    asked: tuple[str, ...]
    offered: tuple[str, ...]
    near: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
