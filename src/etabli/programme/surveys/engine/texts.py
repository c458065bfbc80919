"""Free texts put together by what they are about."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from etabli.foundation.search.engine.text import fold, stem, words

MIN_TEXTS = 3  # texts that share a word before it makes a group
WORD_PATTERN = re.compile(r"[^\W\d_]+")
MIN_WORD_LENGTH = 4  # letters: shorter words say too little
_EMPTY_WORDS = """
aimer aimerais ainsi alors apres atelier aucun aussi autre autres avant avoir avons beaucoup bien cela celle chez
chose comme comment demi dans deja depuis donc elle elles encore entre etait etais etre faire fait faut jour journee
jamais juste leur leurs mais meme merci mieux moins notre nous nouveau parce parfois pendant peut peu plus pour
pourrait pouvoir quand quel quelle quelque rien sans savoir sera seulement soit sont sous sous souvent tous tout
toute toutes tres trop utile vers veux voir votre vous vraiment
"""
_EMPTY_STEMS = frozenset(stem(word) for word in _EMPTY_WORDS.split())


@dataclass(frozen=True)
class Group:
    """Texts about one thing: a theme by its code, else a word that several share, else neither (the others)."""

    theme: str
    word: str
    texts: tuple[str, ...]


def group_texts(texts: Iterable[str], themes: Mapping[str, str]) -> tuple[Group, ...]:
    """Each text in one group: the theme (code: words) with most of whose own words it shares, else the most frequent
    word that MIN_TEXTS of those left share, else the others, last. Texts come in alphabetical order: neither it nor the
    groups say who wrote when, nor depend on the order of arrival."""
    words_by_theme = _own_words(themes)
    by_theme: dict[str, list[str]] = defaultdict(list)
    ungrouped = []
    for text in sorted(texts, key=lambda text: (fold(text), text)):
        words = _stems(text)
        best_theme = max(
            sorted(words_by_theme), key=lambda code: len(words_by_theme[code] & words), default=""
        )
        if best_theme and words_by_theme[best_theme] & words:
            by_theme[best_theme].append(text)
        else:
            ungrouped.append(text)
    groups = [Group(code, "", tuple(by_theme[code])) for code in themes if by_theme[code]]
    groups.sort(key=lambda group: -len(group.texts))
    while often := _most_frequent(ungrouped):
        groups.append(
            Group("", _as_written(often, ungrouped), tuple(t for t in ungrouped if often in _stems(t)))
        )
        ungrouped = [text for text in ungrouped if often not in _stems(text)]
    return (*groups, *([Group("", "", tuple(ungrouped))] if ungrouped else []))


def texts_with_words(texts: Iterable[str], search: str) -> tuple[str, ...]:
    """The texts that hold all these words, or their beginnings, whatever the accents and endings."""
    wanted_words = [(word, stem(word)) for word in words(search)] if search.strip() else []
    return tuple(
        text
        for text in texts
        if all(any(w.startswith(a) or stem(w) == s for w in words(text)) for a, s in wanted_words)
    )


def _stems(text: str) -> set[str]:
    return {stem(word) for word in words(text) if len(word) >= MIN_WORD_LENGTH} - _EMPTY_STEMS


def _own_words(themes: Mapping[str, str]) -> dict[str, set[str]]:
    """The words of each theme that no other has."""
    stems = {code: _stems(text) for code, text in themes.items()}
    number = Counter(stem for words in stems.values() for stem in words)
    return {code: {stem for stem in words if number[stem] == 1} for code, words in stems.items()}


def _most_frequent(texts: Collection[str]) -> str:
    number = Counter(stem for text in texts for stem in _stems(text))
    often = [stem for stem, held in number.items() if held >= MIN_TEXTS]
    return min(often, key=lambda stem: (-number[stem], stem), default="")


def _as_written(wanted_stem: str, texts: Iterable[str]) -> str:
    """The form of the word that is written most, with its accents."""
    written = (str(word) for text in texts for word in WORD_PATTERN.findall(text.lower()))
    forms = Counter(word for word in written if stem(fold(word)) == wanted_stem)
    return min(forms, key=lambda form: (-forms[form], form))
