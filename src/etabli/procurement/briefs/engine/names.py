"""Names of people, of businesses and of small places inside free text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from etabli.procurement.briefs.engine.accounts import accounts
from etabli.procurement.briefs.engine.announced import CAP, RUN, UP, WORD, announced
from etabli.procurement.briefs.engine.evidence import is_called, is_listed, names_somebody
from etabli.procurement.briefs.engine.identifiers import Span
from etabli.procurement.briefs.engine.lexicon import LEGAL_FORMS, Lexicon
from etabli.procurement.briefs.engine.places import OPENS, STANDS_AT
from etabli.procurement.briefs.engine.signs import signs
from etabli.procurement.briefs.engine.unknown_words import strangers, unknown
from etabli.procurement.needs.engine.words import SMALL, fold

_CAPITALS = re.compile(rf"(?<![\w]){RUN}")
_INITIAL = re.compile(rf"[ \t]+{UP}\.")
_TOWARDS = re.compile(
    r"(?:\b(?:à|a|au|aux|sur|vers|dans|en|près de|près d['’]|autour de|autour d['’]|"
    r"commune de|commune d['’]|ville de|village de|"
    r"secteur de|secteur d['’]|quartier|bourg de|centre de|depuis|jusqu['’]à|entre|habite|"
    r"région de|côté de|mairie de|marché de|gens de|ceux de|"
    r"marché d['’]|d['’]|plage de|basée? à|installée? à|bassin d['’])\s*(?:le |la |les |l['’])?)$",
    re.I,
)
_CAREFUL = 0.7  # of the sentences
_SIGNS = frozenset(["le", "la", "les", "au", "aux", "chez"])
# "DURAND ET FILS" among small letters; a single word in capitals is but stressed.
_SHOUTED = re.compile(
    rf"(?<![\w'’]){UP}{{3,}}(?:[ ](?:ET|DE|DU|DES|LA|LE|LES|AU|AUX|EN|D['’]|L['’]|&)[ ]?|[ '’-])(?:(?:DE|"
    rf"LA|DU|LES)[ ])?{UP}{{3,}}(?:[ ]{UP}{{2,}}){{0,3}}(?!\w)"
)
_BESIDE = re.compile(rf"(?<![\w-])(?P<first>{CAP})(?:, | et |, et | & )(?=(?P<second>{CAP})(?![\w-]))")
_ELIDED = re.compile(r"(?:[LDJNMTSC]|Qu)['’]")
_STRESSED_WORDS = """pas tres plus jamais toujours sans tout tous toute rien urgent important attention aucun aucune non
oui merci seulement surtout sur avec pour gratuit gratuite trop bien mon ma mes nos vos leur leurs
site web internet"""
_STRESSED = frozenset(_STRESSED_WORDS.split())


def writes_capitals(text: str) -> bool:
    """Whether sentences begin with capitals: then names have theirs too."""
    first = re.findall(r"(?:^|[.!?\n])\s*([^\W\d_])", text)
    return bool(first) and sum(letter.isupper() for letter in first) >= _CAREFUL * len(first)


def find_names(
    text: str, lexicon: Lexicon, *, author_known: bool = False, with_capitals: bool = False
) -> Iterator[Span]:
    """Names that a cue announces, capitals inside a sentence, words that are no everyday word; each met again too.

    Of an author whose names the record knows, a word that is only unknown is taken for a make or for slang; in small
    letters, for a word of the craft, by who writes `with_capitals` or where things are listed.
    """
    guesses = [
        span
        for span in (*_capitals(text, lexicon), *unknown(text, lexicon))
        if not _is_small(text, span)
        or not ((with_capitals and text[span.start].islower()) or is_listed(text, span, lexicon))
        or is_called(text, span, lexicon)
    ]
    if author_known:
        guesses = [span for span in guesses if span.is_sure or names_somebody(text, span, lexicon)]
    learned = [
        *announced(text, lexicon),
        *signs(text, lexicon),
        *accounts(text, lexicon),
        *_beside_first_names(text, lexicon),
        *guesses,
        *strangers(text, lexicon),
    ]
    yield from learned
    yield from _again(text, learned, lexicon.kept)


def find_given(
    text: str, people: Iterable[str], businesses: Iterable[str], lexicon: Lexicon
) -> Iterator[Span]:
    """Names that the record knows, in all their forms: whole, in another order, by an initial, stuck together,
    each telling word alone."""
    folded, back = folded_with_places(text)
    for name in people:
        yield from _person(text, folded, back, name, lexicon)
    for name in businesses:
        yield from _business(text, folded, back, name, lexicon)


def _person(text: str, folded: str, back: list[int], name: str, lexicon: Lexicon) -> Iterator[Span]:
    words = re.findall(r"[^\W_]+", fold(name))
    if len(words) == 1:
        yield from _business(text, folded, back, name, lexicon)
        return
    for order in (words, words[::-1], [*words[1:], words[0]]) if words else ():
        yield from _spans(text, folded, back, order, capital=False)
    for word in words:
        if len(word) < 3 or word in SMALL:
            continue
        # A name that is a word too: alone, only with its capital ("Petit", "Rose").
        everyday = lexicon.is_everyday(word, mistyped=False)
        yield from _spans(text, folded, back, [word], capital=everyday)
        for initial in {other[0] for other in words if other != word}:
            yield from _spans(text, folded, back, [initial, word], capital=False)
            yield from _spans(text, folded, back, [word, initial], capital=True)


def _business(text: str, folded: str, back: list[int], name: str, lexicon: Lexicon) -> Iterator[Span]:
    """Whole in any case, with or without its article and its legal form; then each word that is no everyday one."""
    words = [word for word in re.findall(r"[^\W_]+", fold(name)) if word not in LEGAL_FORMS]
    telling = words
    while len(telling) > 1 and (
        telling[0] in SMALL or telling[0] in {"chez", "o"} or telling[0] in lexicon.trades
    ):
        telling = telling[1:]
    single = len(telling) == 1 and (lexicon.is_everyday(telling[0], mistyped=False) or len(telling[0]) < 4)
    for form in (words, telling):
        if form and not (len(form) == 1 and _is_public(form[0], lexicon)):
            yield from _spans(text, folded, back, form, capital=len(form) == 1 and single)
    for word in telling if len(telling) > 1 else []:
        if len(word) > 2 and not _is_public(word, lexicon) and not lexicon.is_everyday(word, mistyped=False):
            yield from _spans(text, folded, back, [word], capital=False)


def _is_public(word: str, lexicon: Lexicon) -> bool:
    """ "Reliure du Vieux Poitiers": the town alone is nobody's name."""
    return word in lexicon.french.towns or word in lexicon.french.wide_places


def _spans(text: str, folded: str, back: list[int], words: list[str], *, capital: bool) -> Iterator[Span]:
    gap = r"(?:[\W_]{0,3}|\s*(?:&|\bet\b|\+)\s*)"
    pattern = r"(?<![^\W_])" + gap.join(map(re.escape, words)) + r"(?![^\W_])"
    for match in re.finditer(pattern, folded):
        start, end = back[match.start()], back[match.end() - 1] + 1
        if not capital or text[start].isupper():
            yield Span(start, end, "name", is_sure=True)


def _capitals(text: str, lexicon: Lexicon) -> Iterator[Span]:
    letters = [char for char in text if char.isalpha()]
    shouting = sum(char.isupper() for char in letters) > 0.6 * len(letters) and len(letters) > 12
    for match in _CAPITALS.finditer(text):
        opens = bool(OPENS.search(text[max(0, match.start() - 12) : match.start()]))
        yield from _run(text, match, lexicon, opens=opens, shouting=shouting)
    for match in () if shouting else _SHOUTED.finditer(text):
        words = re.findall(r"[^\W_]+", fold(match.group()))
        if not _STRESSED & set(words) and any(word not in lexicon.kept for word in words):
            yield Span(*match.span(), "name")


def _run(text: str, match: re.Match[str], lexicon: Lexicon, *, opens: bool, shouting: bool) -> Iterator[Span]:
    """The parts of a run of capitalised words that are no everyday words."""
    words = list(re.finditer(rf"(?<![\w-]){CAP}", match.group()))
    strange = [_strange(word.group(), lexicon, shouting=shouting) for word in words]
    if opens and not shouting and len(words) > 2 and fold(words[0].group()) in _SIGNS:
        strange = [True] * len(words)  # "Les Ateliers du Bassin": nothing but a sign takes these capitals
    for at in range(1, len(words)):  # a surname after a first name, be it a trade: "Karim Boulanger"
        beside = match.group()[words[at - 1].end() : words[at].start()] == " "
        strange[at] = strange[at] or (beside and lexicon.is_first_name(words[at - 1].group()))
    if opens and strange and strange[0] and not lexicon.is_first_name(words[0].group()):
        # The first word of a sentence has its capital anyway: a name only if another strange one follows.
        folded = fold(words[0].group())
        strange[0] = len(words) > 1 and strange[1] and not folded.endswith(("ez", "ement", "ons"))
        if strange[0] and _is_stressed(words[0].group(), lexicon):  # "Colle Mapei", but "Rêve de Pain"
            strange[0] = _is_stressed(words[1].group(), lexicon)
    picked = [word for word, odd in zip(words, strange, strict=True) if odd]
    if not picked:
        return
    start, end = match.start() + picked[0].start(), match.start() + picked[-1].end()
    end += len(initial.group()) if (initial := _INITIAL.match(text, end)) else 0
    before = text[max(0, start - 24) : start]
    if len(picked) == 1 and _is_stressed(picked[0].group(), lexicon) and not STANDS_AT.search(before):
        return
    kind = "place" if _TOWARDS.search(before) and not lexicon.is_first_name(picked[0].group()) else "name"
    yield Span(start, end, kind)


def _is_stressed(word: str, lexicon: Lexicon) -> bool:
    """An everyday word alone with a capital, or in capitals, names nobody: "la fête des Mères", "OFFERT"."""
    return lexicon.is_everyday(word, mistyped=False) and not lexicon.is_name(word)


def _strange(word: str, lexicon: Lexicon, *, shouting: bool) -> bool:
    if (elided := _ELIDED.match(word)) and word[elided.end() :].islower():  # "J'accorde"
        return not lexicon.is_everyday(word[elided.end() :])
    parts = [part for part in re.split(r"[-'’]", fold(word)) if part]
    if any(part in lexicon.french.first_names for part in parts):
        return True
    if shouting or not word[0].isupper():
        return False
    if word.isupper() and len(word) <= 3:
        return False
    kept = lexicon.kept
    known = all(part in kept or part.rstrip("sx") in kept or part in LEGAL_FORMS for part in parts)
    return not known and not lexicon.is_of_a_place(word)


def _is_small(text: str, span: Span) -> bool:
    """In small letters, but for the first one of a sentence."""
    opens = OPENS.search(text[max(0, span.start - 12) : span.start]) is not None
    return text[span.start + opens : span.end].islower()


def _beside_first_names(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """ "Corentin, Flo et le chien": with its capital, what stands beside a first name is one."""
    for match in _BESIDE.finditer(text):
        first, second = match["first"], match["second"]
        if lexicon.is_first_name(first) and not _may_stay(second, lexicon):
            yield Span(*match.span("second"), "name")
        if lexicon.is_first_name(second) and not _may_stay(first, lexicon):
            opens = OPENS.search(text[max(0, match.start() - 12) : match.start()]) is not None
            if not opens or lexicon.is_name(first):
                yield Span(*match.span("first"), "name")


def _may_stay(word: str, lexicon: Lexicon) -> bool:
    folded, french = fold(word), lexicon.french
    return (
        folded in SMALL
        or folded in lexicon.kept
        or folded in french.brands
        or folded in french.towns
        or folded in french.communes
    )


def _again(text: str, learned: list[Span], kept: frozenset[str]) -> Iterator[Span]:
    """Names met once, met again: whole in the same writing, their own words with a capital or in capitals."""
    known: dict[str, Span] = {}
    for span in learned:
        whole = text[span.start : span.end]
        known.setdefault(whole, span)
        for part in re.findall(WORD, whole):
            if len(part) > 3 and part[0].isupper() and fold(part) not in kept:
                for form in (part, part.upper(), part.capitalize()):
                    known.setdefault(form, span)
    if known:
        any_of = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
        for match in re.finditer(rf"(?<!\w)(?:{any_of})(?!\w)", text):
            yield Span(*match.span(), known[match.group()].kind)


def folded_with_places(text: str) -> tuple[str, list[int]]:
    """The text folded, and for each folded character the place of its original."""
    out: list[str] = []
    back: list[int] = []
    for place, char in enumerate(text):
        plain = fold(char)
        out.append(plain)
        back.extend([place] * len(plain))
    return "".join(out), back
