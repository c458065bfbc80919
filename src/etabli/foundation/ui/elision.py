"""French joins its little words to the name that follows: "près d’Arcachon", "au Teich", "avec la mairie d’Ambès".

A sentence is translated with a place for a name, and no translator knows the name. `join_little_words` mends the
composed sentence; templates (`{% blocktranslate %}`), the history and the mails do it by themselves. In English it
changes nothing.
"""

import re
from unicodedata import normalize

from etabli.foundation.ui.language import reader_language

# Names in H that are aspirated in French: no word is joined to them. The others are mute ("d’Hostens").
ASPIRATED_NAMES = frozenset(
    {"hague", "haillan", "halle", "halles", "ham", "hambourg", "harfleur", "haut", "haute", "hautes"}
    | {"hauts", "haux", "havre", "haye", "hayes", "hendaye", "hollande", "hongrie", "houilles"}
    | {"hugo", "huit", "hure"}
)
# What an organisation's name begins with takes its article within a sentence.
NOUN_ARTICLES = {
    "Mairie": "la",
    "Communauté": "la",
    "Médiathèque": "la",
    "Bibliothèque": "la",
    "Association": "l’",
}
_OF_A_PLACE = (
    r"(?= (?:de |du |des |d’)[A-ZÀ-Ý])"  # after it, a name; of what stands alone the sentence goes on
)
_OF_ANYTHING = r"(?= (?:de |du |des |d’|pour ))"
_ARTICLES = {("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux"}

_NOUN_PATTERN = "|".join(sorted(set(NOUN_ARTICLES) - {"Association"}))
_NOUN = re.compile(
    rf"\b(de|à|avec|par|pour|chez) (?:({_NOUN_PATTERN})\b{_OF_A_PLACE}|(Association)\b{_OF_ANYTHING})"
)
_ARTICLE = re.compile(r"\b([Dd]e|[Àà]) (Les?) (?=[^\W\d_])")
_INITIAL = re.compile(r"(?<=\b[A-ZÀ-Ý])\.\.(?!\.)")
_ELIDED = re.compile(r"\b([Dd]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu)e (?=([^\W\d_][\w-]*))")


def join_little_words(sentence: str) -> str:
    """The sentence with its little words joined to the names that follow them, for a reader in French; a name that ends
    by a point brings the sentence to its end ("Luc N.")."""
    sentence = _INITIAL.sub(".", sentence)
    if reader_language() != "fr":
        return sentence
    sentence = _NOUN.sub(_with_article, sentence)
    sentence = _ARTICLE.sub(_contract, sentence)
    return _ELIDED.sub(_elide, sentence)


def _with_article(match: re.Match[str]) -> str:
    noun = match[2] or match[3]
    return f"{match[1]} {NOUN_ARTICLES[noun]} {noun.lower()}".replace("’ ", "’")


def _contract(match: re.Match[str]) -> str:
    joined = _ARTICLES[match[1].lower(), match[2].lower()]
    return f"{joined.capitalize() if match[1][0].isupper() else joined} "


def _elide(match: re.Match[str]) -> str:
    """A word of the sentence itself is written right already: only what begins with a capital is a name."""
    return f"{match[1]}’" if match[2][0].isupper() and begins_with_vowel(match[2]) else match[0]


def begins_with_vowel(name: str) -> bool:
    """Whether a name begins with a vowel that is heard."""
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    if plain.startswith("h"):
        return plain[1:2] in set("aeiouy") and re.split(r"\W", plain)[0] not in ASPIRATED_NAMES
    if plain.startswith("y"):
        return plain[1:2] not in set("aeiou")
    return plain[:1] in set("aeiou") and not name.isupper()
