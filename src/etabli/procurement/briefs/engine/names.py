"""Names of people, of businesses and of small places inside free text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from etabli.procurement.briefs.engine.identifiers import Span
from etabli.procurement.briefs.engine.lexicon import FIRST_NAMES, LEGAL_FORMS, Lexicon
from etabli.procurement.briefs.engine.unknown_words import strangers
from etabli.procurement.needs.engine.words import SMALL, fold

_UP = r"[A-ZÀ-ÖØ-ÞŒ]"
_WORD = r"[^\W\d_](?:[\w]|[-'’](?=\w))*"
_CAP = rf"{_UP}(?:[\w]|[-'’](?=\w))*\.?(?<!\.)"
_LINK = r"(?:de la|de l['’]|de|du|des|d['’]|la|le|les|l['’]|et|&|von|van|ben|el|en|sur|sous|aux?|lès|lez)"
_RUN = rf"{_CAP}(?:[ \t]+(?:{_LINK}[ \t]*){{0,3}}{_CAP}|[ \t]+{_UP}\.(?=\s)){{0,7}}"
_CAPITALS = re.compile(rf"(?<![\w]){_RUN}")
# A cue followed by a name in any case.
_CALLED = re.compile(
    rf"(?i:\b(?:je m['’]appelle|nous nous appelons|mon nom(?: de famille)? est|mon pr[ée]nom est|"
    rf"s['’ ]?ap+el+e(?:nt)?|se nomment?|nommée?|baptisée?|"
    rf"(?<!un )(?<!le )(?:(?:ma|notre|la) marque|(?:mon|notre|"
    rf"l['’]) ?enseigne)(?: de magasin)?(?: (?:c['’ ]?est|est)|\s*:)|"
    rf"(?:ma|mon|notre|la|le|l['’]) ?(?:bo[iî]te|entreprise|soci[ée]t[ée]|boutique|salon|atelier|"
    rf"magasin)(?: c['’ ]?est|\s*:)|"
    rf"le nom de (?:ma|mon|notre|la|l['’]) ?(?:bo[iî]te|entreprise|soci[ée]t[ée]|boutique|salon|atelier|"
    rf"magasin|marque|page)"
    rf"(?: (?:c['’ ]?est|est))?|sous le nom(?: de)?|sous l['’]enseigne|on tape|"
    rf"(?:ma page|mon compte|mon insta\w*|mon facebook)(?: \w+)? c['’ ]?est(?= (?:l['’]|au |aux |les |"
    rf"la maison|le fournil|le salon))|"
    rf"mon nom|nom|pr[ée]nom|enseigne|(?:raison sociale|nom commercial|nom de scène)(?: (?:c['’ ]?est|"
    rf"est))?|g[ée]rante?(?: est)?|signé(?! l[ae]s? )|signature)"
    rf"\s*:?\s+(?:[«\"“]\s*)?)((?:{_WORD})(?:[ \t]+(?:(?:{_LINK}|&)[ \t]*){{0,3}}{_WORD}){{0,5}})"
)
_CALLED_ENDS = frozenset(
    [
        *("je", "j", "nous", "on"),
        "mon",
        "ma",
        "mes",
        "notre",
        "nos",
        "qui",
        "que",
        "est",
        "suis",
        "sommes",
        "sont",
        "fabrique",
        "fais",
        "faisons",
        "travaille",
        "travaillons",
        "a",
        "ai",
        "avons",
        "dans",
        "pour",
        "avec",
        "depuis",
        "mais",
        "car",
        "il",
        "elle",
        "ils",
        "elles",
        "ca",
        "c",
        "artisan",
        "artisane",
        "domaine",
        "fait",
        "vend",
        "vends",
        "vendons",
        "cree",
        "ai",
        "un",
        "une",
        "site",
        "situe",
        "situee",
        "basee",
        "base",
        "installe",
        "installee",
        "cherche",
        "chez",
        "vous",
        "votre",
        "ce",
        "cette",
        "il-y-a",
    ]
)
# What follows "nom", "signé" or "gérant" without being a name: "un contrat est signé avec le prestataire".
_NOT_CALLED = frozenset(
    [
        "avec",
        "de",
        "du",
        "des",
        "domaine",
        "site",
        "nom",
        "est",
        "sur",
        "un",
        "une",
        "mon",
        "ma",
        "votre",
        "notre",
        "vos",
        "nos",
        "en",
        "commercial",
        "comment",
        "par",
        "je",
        "nous",
        "vous",
        "on",
        "il",
        "elle",
        "ca",
        "c",
        "qui",
        "que",
        "et",
        "ou",
        "pas",
        "deja",
        "plus",
        "tres",
        "trop",
        "ce",
        "cette",
        "dans",
        "pour",
    ]
)
_NO_NAME = re.compile(r"(?:[jnmtscd]|qu)['’]")  # "enseigne c'est"
_TITLED = re.compile(
    rf"(?i:\b(?:m\.|mme|mlle|mr|madame|monsieur|mademoiselle|ma[iî]tre|dr\.?|chez|mon mari|"
    rf"mon fils|mon fr[èe]re|mon associ[ée]|"
    rf"mon p[èe]re|ma femme|ma fille|ma s[œo]e?ur|mon associ[ée]e|ma m[èe]re|mon [ée]poux|"
    rf"mon [ée]pouse|mon conjoint|ma conjointe|"
    rf"mon employ[ée]e?|mon apprentie?|demander|contacter|cordialement|"
    rf"merci)[ \t,:]+)(?i:(?:m\.|mme|monsieur|madame)[ \t]+)?({_RUN})"
)
# "Facebook : Garage du Centre": a name although every word of it is an everyday one.
_SHOWN_AS = re.compile(
    rf"(?i:\b(?:facebook|instagram|insta|tiktok|page|boutique|enseigne|salon|garage|etsy|compte)\s*:\s*)"
    rf"({_CAP}(?:[ \t]+(?:{_LINK}[ \t]*){{0,3}}{_CAP}){{1,7}})"
)
# "TERRE ET FEU, poterie": capitals that head a text in small letters.
_POSTED = re.compile(r"^\s*([A-ZÀ-Þ][A-ZÀ-Þ'’]+(?:[ &][A-ZÀ-Þ'’]+){1,4})(?=\s*[,:–-]\s*[a-zà-ÿ])")
_INITIAL = re.compile(rf"[ \t]+{_UP}\.")
_QUOTED = re.compile(rf"[«“\"]\s*({_UP}[^»”\"\n]{{1,60}}?)\s*[»”\"]")
_TOWARDS = re.compile(
    r"(?:\b(?:à|a|au|aux|sur|vers|dans|en|près de|près d['’]|autour de|autour d['’]|"
    r"commune de|commune d['’]|ville de|village de|"
    r"secteur de|secteur d['’]|quartier|bourg de|centre de|depuis|jusqu['’]à|entre|habite|"
    r"région de|côté de|mairie de|marché de|"
    r"marché d['’]|d['’]|plage de|basée? à|installée? à|bassin d['’])\s*(?:le |la |les |l['’])?)$",
    re.I,
)
# Before a place written without its capital.
_STANDS_AT = re.compile(
    r"(?:\bà|près de|près d['’]|autour de|commune de|ville de|village de|mairie de|marché de|habite|"
    r"bourg de)\s*$",
    re.I,
)
_AFTER_A_NAME = 2  # ordinary words: "Dupuis Habitat Services"
_SHORT = re.compile(r"[\s-](?:sur|en|de|du|des|les|la|et|d['’].*)[\s-]")
# Communes that are things as well: "Salles de bains et cuisines." is about no commune.
_THINGS = frozenset(["salles", "tresses", "fours", "camps", "cars", "portets"])
_SIGNS = frozenset(["le", "la", "les", "au", "aux", "chez"])
_ARTICLES = frozenset(["le", "la", "les", "l", "saint", "sainte", "st", "ste"])
_OF = re.compile(r"\b(?:de |d['’])$", re.I)
_LONG_PLACE = 7  # letters: a shorter one may be an everyday word ("de salles", "de fours")
_OPENS = re.compile(r"(?:^|[.!?:;…\n\r•*(«“\"]|\s[-–—])\s*(?:\d+[.)]\s*)?[-–—*•]?\s*$")
# Surnames and given names that are everyday adjectives: alone, only with a capital.
_EVERYDAY = frozenset(
    [
        "petit",
        "petite",
        "grand",
        "grande",
        "blanc",
        "blanche",
        "noir",
        "noire",
        "rouge",
        "brun",
        "brune",
        "gros",
        "roux",
        "vert",
        "doux",
        "joly",
        "jolie",
        "bon",
        "bois",
        "moulin",
        "fontaine",
        "rose",
        "belle",
        "maison",
        "table",
        "terre",
        "fleur",
        "pain",
        "savon",
        "pierre",
        "marine",
        "claire",
        "atelier",
        "mie",
    ]
)


def find_names(text: str, names: Iterable[str], places: Iterable[str], lexicon: Lexicon) -> Iterator[Span]:
    """Names: those given, those a cue announces, capitals inside a sentence, words that are no everyday word."""
    kept = lexicon.kept
    folded, back = _folded(text)
    yield from _small_places(text, folded, back, tuple(places), kept)
    for name in names:
        yield from _given(text, folded, back, name, kept)
    learned = [*_announced(text, lexicon), *_capitals(text, lexicon), *strangers(text, lexicon)]
    yield from learned
    yield from _again(text, learned, kept)


def _announced(text: str, lexicon: Lexicon) -> Iterator[Span]:
    for match in _CALLED.finditer(text):
        start, end = match.span(1)
        if end := _until_ordinary(text, start, end, lexicon):
            yield Span(start, end, "name")
    for pattern in (_TITLED, _SHOWN_AS, _QUOTED, _POSTED):
        yield from (Span(*match.span(1), "name") for match in pattern.finditer(text))


def _until_ordinary(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Where an announced name ends: at a verb or a pronoun, or at an ordinary word after a strange one. 0: no name."""
    words = list(re.finditer(_WORD, text[start:end]))
    first = words[0].group() if words else ""
    if not first or (first[0].islower() and (fold(first) in _NOT_CALLED or _NO_NAME.match(first))):
        return 0
    ends = next(
        (at for at, word in enumerate(words) if at and fold(word.group()) in _CALLED_ENDS), len(words)
    )
    ordinary = [
        lexicon.is_everyday(word.group()) and not lexicon.is_name(word.group()) for word in words[:ends]
    ]
    last = ends - 1
    if not all(ordinary):
        # "Kalouna Créations" is one name; in "Kalouna on me trouve sur" only the first word is.
        strange = max(at for at, usual in enumerate(ordinary) if not usual)
        last = (
            ends - 1
            if ends - 1 - strange <= _AFTER_A_NAME and (ends < len(words) or _stops(text, end))
            else strange
        )
    while last and fold(words[last].group()) in SMALL:
        last -= 1
    return start + words[last].end()


def _stops(text: str, end: int) -> bool:
    return not text[end:].strip() or text[end:].lstrip(" \t")[0] in '\n.,;:!?)»"”('


def _capitals(text: str, lexicon: Lexicon) -> Iterator[Span]:
    letters = [char for char in text if char.isalpha()]
    shouting = sum(char.isupper() for char in letters) > 0.6 * len(letters) and len(letters) > 12
    for match in _CAPITALS.finditer(text):
        opens = bool(_OPENS.search(text[max(0, match.start() - 12) : match.start()]))
        yield from _run(text, match, lexicon, opens=opens, shouting=shouting)


def _run(text: str, match: re.Match[str], lexicon: Lexicon, *, opens: bool, shouting: bool) -> Iterator[Span]:
    """The parts of a run of capitalised words that are no everyday words."""
    words = list(re.finditer(rf"(?<![\w-]){_CAP}", match.group()))
    strange = [_strange(word.group(), lexicon, shouting=shouting) for word in words]
    if opens and not shouting and len(words) > 2 and fold(words[0].group()) in _SIGNS:
        strange = [True] * len(words)  # "Les Ateliers du Bassin": nothing but a sign takes these capitals
    if opens and strange and strange[0] and fold(words[0].group()) not in FIRST_NAMES:
        # The first word of a sentence has its capital anyway: a name only if another strange one follows.
        folded = fold(words[0].group())
        strange[0] = len(words) > 1 and strange[1] and not folded.endswith(("ez", "ement", "ons"))
    picked = [word for word, odd in zip(words, strange, strict=True) if odd]
    if not picked:
        return
    start, end = match.start() + picked[0].start(), match.start() + picked[-1].end()
    end += len(initial.group()) if (initial := _INITIAL.match(text, end)) else 0
    before = text[max(0, start - 24) : start]
    kind = "place" if _TOWARDS.search(before) and not _person(picked[0].group()) else "name"
    yield Span(start, end, kind)


def _person(word: str) -> bool:
    return fold(word).split("-")[0] in FIRST_NAMES


def _strange(word: str, lexicon: Lexicon, *, shouting: bool) -> bool:
    parts = [part for part in re.split(r"[-'’]", fold(word)) if part]
    if any(part in FIRST_NAMES for part in parts):
        return True
    if shouting or not word[0].isupper():
        return False
    if word.isupper() and len(word) <= 3:
        return False
    kept = lexicon.kept
    known = all(part in kept or part.rstrip("sx") in kept or part in LEGAL_FORMS for part in parts)
    return not known and not lexicon.is_of_a_place(word)


def _again(text: str, learned: list[Span], kept: frozenset[str]) -> Iterator[Span]:
    """Names met once, met again: whole in the same writing, their own words with a capital or in capitals."""
    known: dict[str, str] = {}
    for span in learned:
        whole = text[span.start : span.end]
        known.setdefault(whole, span.kind)
        for part in re.findall(_WORD, whole):
            if len(part) > 3 and part[0].isupper() and fold(part) not in kept:
                for form in (part, part.upper(), part.capitalize()):
                    known.setdefault(form, span.kind)
    if known:
        any_of = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
        for match in re.finditer(rf"(?<!\w)(?:{any_of})(?!\w)", text):
            yield Span(*match.span(), known[match.group()])


def _small_places(
    text: str, folded: str, back: list[int], places: tuple[str, ...], kept: frozenset[str]
) -> Iterator[Span]:
    """Known places: several words in any case, one word with a capital or after "à"."""
    for pattern, capital in _places_patterns(places):
        for match in pattern.finditer(folded):
            start, end = back[match.start()], back[match.end() - 1] + 1
            before = text[max(0, start - 16) : start]
            if match.group() in kept or (match.group() in _THINGS and _OPENS.search(before)):
                continue
            of_it = end - start >= _LONG_PLACE and _OF.search(before)
            if not capital or text[start].isupper() or _STANDS_AT.search(before) or of_it:
                yield Span(start, end, "place")


@lru_cache(maxsize=4)
def _places_patterns(places: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], bool], ...]:
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
            out.append((re.compile(rf"(?<![^\W_])(?:{any_of})(?![^\W_])"), capital))
    return tuple(out)


def _given(text: str, folded: str, back: list[int], name: str, kept: frozenset[str]) -> Iterator[Span]:
    """A known name: whole in any case, then each of its own words (a trade's word stays)."""
    words = re.findall(r"[^\W_]+", fold(name))
    if not words:
        return
    single = len(words) == 1 and (words[0] in _EVERYDAY or words[0] in kept or len(words[0]) < 4)
    yield from _spans(text, folded, back, words, capital=single)
    for word in words if len(words) > 1 else []:
        if len(word) > 2 and word not in kept:
            yield from _spans(text, folded, back, [word], capital=word in _EVERYDAY)


def _spans(text: str, folded: str, back: list[int], words: list[str], *, capital: bool) -> Iterator[Span]:
    pattern = r"(?<![^\W_])" + r"[\W_]{0,3}".join(map(re.escape, words)) + r"(?![^\W_])"
    for match in re.finditer(pattern, folded):
        start, end = back[match.start()], back[match.end() - 1] + 1
        if not capital or text[start].isupper():
            yield Span(start, end, "name")


def _folded(text: str) -> tuple[str, list[int]]:
    """The text folded, and for each folded character the place of its original."""
    out: list[str] = []
    back: list[int] = []
    for place, char in enumerate(text):
        plain = fold(char)
        out.append(plain)
        back.extend([place] * len(plain))
    return "".join(out), back
