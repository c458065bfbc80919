"""Places in an ad: which are told, which are too small, and what is said instead so that the sentence reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from etabli.procurement.briefs.engine.identifiers import Span
from etabli.procurement.briefs.engine.lexicon import French, Lexicon
from etabli.procurement.needs.engine.words import fold

LARGE_TOWN = 10_000  # inhabitants from which a town tells nobody, unless the setting says otherwise
SMALL_PLACE = "ma commune"
_GROUP = re.compile(r"^(?:CC|CA|CU|Communauté (?:de communes|d['’]agglomération|urbaine))\s+(?=\S)", re.I)
_SHORTENED = re.compile(r"\s*\([^()]*\)\s*$")
_CONTRACTED = (("du ", "le "), ("des ", "les "), ("de la ", "la "), ("de l'", "l'"), ("de l’", "l’"))
_ARTICLE = re.compile(r"(?:le |la |les |l['’]|ma )", re.I)
_AT = re.compile(r"(?<!\w)(à|À|a|au|aux|en|sur|de|d['’]|du|des)\s*(?:la |le |les |l['’])?$")
_BETWEEN = re.compile(
    r"\s*(?:,|et|ou|/|-|–|puis|\(|,\s*et)?\s*(?:à|de|d['’]|sur|vers)?\s*(?:la |le |les |l['’])?", re.I
)
# Before a place written without its capital.
STANDS_AT = re.compile(
    r"(?:\bà|près de|près d['’]|autour de|commune de|ville de|village de|mairie de|marché de|habite|"
    r"bourg de)\s*$",
    re.I,
)
_SHORT = re.compile(r"[\s-](?:sur|en|de|du|des|les|la|et|d['’].*)[\s-]")
_SHORT_TOWN = re.compile(r"(?:(?:la|le|les|saint|sainte)[ -]|l['’])?[^ -]+")  # folded
_SHORTEST_TOWN = 5  # letters
_SEVERAL = frozenset(["villeneuve", "villefranche", "neuville", "la roche", "beaumont", "sainte foy"])
# Communes that are things as well: "Salles de bains et cuisines." is about no commune.
_THINGS = frozenset(["salles", "tresses", "fours", "camps", "cars", "portets"])
_ARTICLES = frozenset(["le", "la", "les", "l", "saint", "sainte", "st", "ste"])
_PROPER = r"[A-ZÀ-ÖØ-ÞŒ][\w'’-]*"
_CAPITALS = rf"{_PROPER}(?:[ \t]+(?:(?:de|du|des|la|le|les|aux?|en|sur)[ \t]+|[dl]['’])*{_PROPER})*"
_LAND_WORDS = 3  # "la Chambre" is none, "Carrière des Danses" is one
_LAND_AFTER = re.compile(
    r"\b(?i:j['’]habite|(?:mon |l['’])?atelier (?:est|se trouve|se situe)|(?:mon |le )?chantier(?: est)?|"
    r"rendez-vous|venez|passez|"
    r"me trouve|(?:je|on|nous) (?:suis|est|sommes) install[ée]e?s?|bas[ée]e?s? (?=[àa]))(?i: (?:me voir|"
    r"nous voir|donc))?"
    rf"(?:,? (?:à|au|aux|sur|dans))?[ \t]+(?P<land>(?:(?:la|le|les)[ \t]+|l['’]|(?:[Ss]ur|[Ss]ous|"
    rf"[Dd]errière|[Ee]n)[ \t]+"
    rf"(?:la |le |les |l['’])){_CAPITALS}|(?-i:[A-ZÀ-Þ])[\w'’-]*(?: (?:de la|de|du|des|"
    rf"aux?) (?:l['’])?{_CAPITALS}))"
)
_LAND_BEFORE = re.compile(
    rf"(?P<land>(?:(?:[Ll]a|[Ll]e|[Ll]es)[ \t]+|[Ll]['’])?{_CAPITALS}),?[ \t]+(?=\d{{5}}(?:[ \t]+[A-ZÀ-Þ]|[.,;)\n]|$))"
)
# What pieces of land, and houses that bear a name, are called by.
_LAND_NOUN = (
    r"(?:Mas|Mazet|Domaine|Ferme|R[ée]sidence|Centre [Cc]ommercial|Villa|Moulin|Clos|Croix|Cale|Section|Remparts?|"
    r"Cité|Immeuble|Hameau|Lieu-dit|Terrasses|Cros|Col|Plateau|Vallon|Ravine|Morne|Anse|Pointe|Champs?|Prés?|Combes?|"
    r"Granges?|Métairie|Bordes?|Borie|Roc|Rochers?|Plaine|Plan|Quartier|Zone|Espace|Pôle|Port|Pont|Halles?|Village|"
    r"Coteau|Côte|Hauts|Bas|Pen|Lann|Cap|Vieux|Val)"
)
_LAND_NAMED = re.compile(
    rf"(?<![\w'’-])(?P<land>(?:(?:La|Le|Les)[ \t]+|L['’])?{_LAND_NOUN}"
    rf"(?:[ \t]+(?:(?:de|du|des|la|le|les|aux?|en|sur|ar)[ \t]+|[dl]['’])*{_PROPER})+)"
)
# Before a commune whose name is a word or a first name too: "de Falaise", "jusqu'à Die".
_TOWARDS = re.compile(r"(?:\b(?:à|de|depuis|vers|sur|entre|habite)[ \t]+|\bd['’])$", re.I)

_COMMUNE_WORDS = 8
_OF = re.compile(r"\b(?:de |d['’])$", re.I)
_LONGEST_TOWN = 7  # words
_LONG_PLACE = 7  # letters: a shorter one may be an everyday word ("de salles", "de fours")
# Before the first word of a sentence, or of an item of a list.
OPENS = re.compile(r"(?:^|[.!?:;…\n\r•*(«“\"]|\s[-–—])\s*(?:\d+[.)]\s*)?[-–—*•]?\s*$")


@dataclass(frozen=True)
class Places:
    """What is told of places. `wider`: those too small, each with the name told instead; other towns are told from
    `large` inhabitants on. `own`: what is told of where the artisan is ("" when nothing is known)."""

    wider: Mapping[str, str] = field(default_factory=dict)
    own: str = ""
    large: int = LARGE_TOWN

    @cached_property
    def groups(self) -> frozenset[str]:
        """What is told instead of places."""
        return frozenset([*self.wider.values(), self.own, SMALL_PLACE])

    def instead_of(self, place: str) -> str:
        """What is said for a place that is not told."""
        known, key = _folded_keys(tuple(self.wider.items())), _key(place)
        longer = next((words for name, words in known.items() if name.startswith(f"{key} ")), "")
        return known.get(key) or longer or self.own or SMALL_PLACE


def group_name(official: str) -> str:
    """The name of a group of communes as people say it: "CC du Bazadais" is "le Bazadais"."""
    name = _SHORTENED.sub("", official).replace("/", "-").strip()
    short = _GROUP.sub("", name)
    if short == name:
        return name
    short = re.sub(r"^Rurales de ", "de ", short)
    for said, alone in _CONTRACTED:
        if short.lower().startswith(said):
            return alone + short[len(said) :]
    return short.removeprefix("de ")


def before_the_group(before: str, words: str) -> str:
    """The text before a place, once `words` stand instead: "à Bazas" becomes "dans le Bazadais"."""
    match = _AT.search(before)
    if match is None:
        return (
            re.sub(r"\b(?:le|la|les) $|\bl['’]$", "", before, flags=re.I) if _ARTICLE.match(words) else before
        )
    lead, small = before[: match.start()], match[1].lower()
    if small in {"à", "a", "au", "aux", "en"}:
        inside = "dans " if _ARTICLE.match(words) else "à "
        return lead + (inside.capitalize() if match[1][0].isupper() else inside)
    if small in {"de", "d'", "d’", "du", "des"}:
        return f"{lead}{_of(words)}"
    return f"{lead}{match[1]} "


def _of(words: str) -> str:
    if words[:1].lower() in "aeiouyéèêâîôh":
        return "d'"
    return "de "


def contracted(text: str) -> str:
    """ "de le Bazadais" is "du Bazadais"."""
    return re.sub(
        r"\b([Dd])e (le|les) ", lambda match: f"{match[1]}{'u' if match[2] == 'le' else 'es'} ", text
    )


def follows_the_same(between: str) -> bool:
    """Whether two places stand in one list: "Pauillac, Cussac et Saint-Estèphe"."""
    return len(between) < 12 and _BETWEEN.fullmatch(between) is not None


def find_small_places(
    text: str, folded: str, back: list[int], places: Places, lexicon: Lexicon
) -> Iterator[Span]:
    """Known places: several words in any case, one word with a capital or after "à"."""
    for pattern, capital in _patterns(tuple(places.wider)):
        for match in pattern.finditer(folded):
            start, end = back[match.start()], back[match.end() - 1] + 1
            before = text[max(0, start - 16) : start]
            if _is_large(match.group(), places, lexicon):  # Pessac, not Pessac-sur-Dordogne
                continue
            if match.group() in lexicon.kept or (match.group() in _THINGS and OPENS.search(before)):
                continue
            of_it = end - start >= _LONG_PLACE and _OF.search(before)
            if not capital or text[start].isupper() or STANDS_AT.search(before) or of_it:
                yield Span(start, end, "place", is_sure=True)


def find_lands(text: str, kept: list[Span], places: Places, lexicon: Lexicon) -> Iterator[Span]:
    """Names of a piece of land where one lives or works ("j'habite Sur les Roches"). What stays is none."""
    for pattern in (_LAND_AFTER, _LAND_BEFORE, _LAND_NAMED):
        for match in pattern.finditer(text):
            start, end = match.span("land")
            if any(stay.kind == "brand" and stay.start < end and start < stay.end for stay in kept):
                continue
            words = re.findall(r"[^\W\d_]+", fold(match["land"]))
            towns = sum(
                stay.end - stay.start
                for stay in kept
                if stay.kind == "town" and start <= stay.start and stay.end <= end
            )
            in_town = 2 * towns > end - start  # "Croix" is one, "La Croix Blanche" is none
            is_word = len(words) < _LAND_WORDS and all(word in lexicon.kept for word in words)
            if not in_town and not is_word and match["land"] not in places.groups:
                yield Span(start, end, "address")


def find_communes(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """Communes of the whole country by their capitals, the longest name first; one whose name is a word, or a first
    name, only where a place stands or beside another."""
    reached = -1
    for match in re.finditer(r"[^\W\d_]+", text):
        start = match.start()
        if start < reached or not match.group()[0].isupper():
            continue
        end = _end_of_commune(text, start, lexicon)
        if not end:
            continue
        if _is_of_words(text[start:end], lexicon):
            beside = reached >= 0 and follows_the_same(text[reached:start])
            if not beside and not _TOWARDS.search(text[max(0, start - 24) : start]):
                continue
        reached = end
        yield Span(start, end, "place")


def _end_of_commune(text: str, start: int, lexicon: Lexicon) -> int:
    """Where the longest name of a commune that begins here ends; 0: none does."""
    ends = [word.end() for word in re.finditer(r"[^\W_]+", text[start : start + 60])][:_COMMUNE_WORDS]
    for end in reversed(ends):
        name = text[start : start + end]
        if _key(name) in lexicon.french.communes and _joined(name) and not _is_part(text, start, start + end):
            return start + end
    return 0


def begins_a_commune(name: str, lexicon: Lexicon) -> bool:
    """Whether it is a commune, or how people shorten one: "Cany" for Cany-Barville."""
    return _key(name) in lexicon.french.communes or _key(name) in _first_words(lexicon)


@lru_cache(maxsize=2)
def _first_words(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(name.split()[0] for name in lexicon.french.communes if " " in name)


def _is_of_words(name: str, lexicon: Lexicon) -> bool:
    """Whether a commune's name may be something else: "Die", "Florent", "Le Puy"."""
    words = [word for word in re.findall(r"[^\W_]+", fold(name)) if word not in _ARTICLES]
    return len(words) < 2 and all(
        lexicon.is_name(word) or lexicon.is_everyday(word, mistyped=False) for word in words
    )


def _is_large(folded: str, places: Places, lexicon: Lexicon) -> bool:
    key = _key(folded)
    return key in _large_towns(lexicon, places.large) and key not in _folded_keys(tuple(places.wider.items()))


def told_towns(folded: str, back: list[int], places: Places, lexicon: Lexicon) -> Iterator[Span]:
    """The places that stay: départements, and towns large enough, in full or as people shorten them, but not those
    that the register says too few of the trade for."""
    small = _folded_keys(tuple(places.wider.items()))
    large = _large_towns(lexicon, places.large) | _shortened(lexicon, places.large, frozenset(small))
    words = list(re.finditer(r"[^\W_]+", folded))
    at = 0
    while at < len(words):
        step = 1
        for count in range(min(_LONGEST_TOWN, len(words) - at), 0, -1):
            start, end = words[at].start(), words[at + count - 1].end()
            if (
                _joined(folded[start:end])
                and (name := _key(folded[start:end])) not in small
                and (
                    name in large
                    or name in _wide(lexicon)
                    or _after_its_article(folded, start, name) in large
                )
            ):
                if not _is_part(folded, start, end) and (
                    name in _wide(lexicon) or not _is_of_a_land(folded, start, name, large)
                ):
                    yield Span(back[start], back[end - 1] + 1, "town")
                    step = count
                break
        at += step


def _is_of_a_land(folded: str, start: int, name: str, large: frozenset[str]) -> bool:
    """ "La Croix des Gardes" is not in Croix: an article that is no part of the town's name makes another name."""
    article = re.search(r"(?<!\w)(la|le|les) $", folded[max(0, start - 4) : start])
    return article is not None and " " not in name and f"{article[1]} {name}" not in large


def _after_its_article(folded: str, start: int, name: str) -> str:
    """ "du Puy", "au Havre": the article of the name is in the word before."""
    return f"le {name}" if re.search(r"(?<!\w)[ad]u\s$", folded[max(0, start - 4) : start]) else ""


def _joined(words: str) -> bool:
    return re.search(r"[^\w\s'’-]", words) is None


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether a hyphen makes it part of a longer name: Saint-Denis in Saint-Denis-de-Pile."""
    return text[:start].endswith("-") or re.match(r"-\w", text[end:]) is not None


@lru_cache(maxsize=8)
def _large_towns(lexicon: Lexicon, large: int) -> frozenset[str]:
    return frozenset(_key(name) for name, people in lexicon.french.towns.items() if people >= large)


@lru_cache(maxsize=8)
def _shortened(lexicon: Lexicon, large: int, small: frozenset[str]) -> frozenset[str]:
    """ "Brive" for Brive-la-Gaillarde, "La Baule" for La Baule-Escoublac: unless it's a small place or a name too."""
    out = set()
    for town, people in lexicon.french.towns.items():
        match = _SHORT_TOWN.match(town)
        if match is None or people < large:
            continue
        short = _key(match.group())
        beside = any(name == short or name.startswith(f"{short} ") for name in small)
        is_word = short in _SEVERAL or lexicon.is_name(short) or lexicon.is_everyday(short, mistyped=False)
        if len(short) >= _SHORTEST_TOWN and not beside and not is_word:
            out.add(short)
    return frozenset(out)


def people_of(commune: str, french: French) -> int:
    """The inhabitants of a town by its name, or by the first part of it as people shorten it; 0 for a small one."""
    key = _key(commune)
    longer = (people for name, people in french.towns.items() if _key(name).startswith(f"{key} "))
    alone = key in french.communes
    return french.towns.get(fold(commune), 0) or (0 if alone else max(longer, default=0))


@lru_cache(maxsize=4)
def _wide(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(map(_key, lexicon.french.wide_places))


@lru_cache(maxsize=4)
def _folded_keys(wider: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {_key(place): words for place, words in wider}


def _key(place: str) -> str:
    words = re.findall(r"[^\W_]+", fold(place))
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words)


@lru_cache(maxsize=4)
def _patterns(places: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], bool], ...]:
    """One pattern for the places of one word, one for the others; the longest names first."""
    names = [fold(place) for place in places]
    names += [_SHORT.split(name)[0] for name in names]  # people say "Cadillac" for Cadillac-sur-Garonne
    split = [words for words in (re.findall(r"[^\W_]+", name) for name in dict.fromkeys(names)) if words]
    split = [words for words in split if words[0] not in _ARTICLES or len(words) > 1]
    out = []
    for capital in (True, False):
        wanted = sorted((words for words in split if (len(words) == 1) is capital), key=len, reverse=True)
        if wanted:
            any_of = "|".join(r"[\W_]{1,3}".join(map(re.escape, words)) for words in wanted)
            out.append((re.compile(rf"(?<![^\W_])(?:{any_of})(?!-?[^\W_])"), capital))
    return tuple(out)
