"""What somebody is called on a network: "mon facebook c'est sandrine coiff", "tiktok nous sommes délices awa"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etabli.procurement.briefs.engine.announced import VERBS, WORD
from etabli.procurement.briefs.engine.identifiers import Span
from etabli.procurement.briefs.engine.lexicon import Lexicon
from etabli.procurement.needs.engine.words import SMALL, fold

_ON_A_NETWORK = re.compile(
    r"(?<!\w)(?:facebook|fb|insta(?:gram)?|tik ?tok|snap(?:chat)?|pinterest|youtube|linkedin|pseudo|compte|page)(?!\w)"
    r"(?:[ \t]+(?:pro|officielle?|perso|professionnel(?:le)?))?"
    r"(?P<link>(?:[ \t]*(?:[:=]|c['’ ]?est|(?<!\w)est|sous le nom(?: de)?|nous sommes|on est|je suis|s['’]appelle))*)"
    rf"[ \t]*[/@]?(?P<name>{WORD}(?:[ \t]{WORD}){{0,5}})(?=\s*(?:$|[.,;:!?)\n(»]))",
    re.I,
)


def accounts(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """The whole name of an account, as soon as one of its words is no everyday one."""
    for match in _ON_A_NETWORK.finditer(text):
        words = re.findall(r"[^\W_]+", fold(match["name"]))
        if words[0] in SMALL or VERBS & set(words):
            continue
        if any(_is_strange(word, lexicon) for word in words):
            yield Span(*match.span("name"), "name", is_sure=bool(match["link"]))


def _is_strange(word: str, lexicon: Lexicon) -> bool:
    french = lexicon.french
    is_public = word in french.brands or word in french.towns or word in french.wide_places
    return not is_public and (lexicon.is_first_name(word) or not lexicon.is_everyday(word, mistyped=False))
