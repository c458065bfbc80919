"""Words that no dictionary knows, and names that are everyday words: names typed without their capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from etabli.procurement.briefs.engine.identifiers import Span
from etabli.procurement.briefs.engine.lexicon import LEGAL_FORMS, Lexicon
from etabli.procurement.needs.engine.words import SMALL, fold

_TOKEN = re.compile(r"[^\W\d_][^\W_]*(?:[-'’][^\W_]+)*")
_ELIDED = re.compile(r"(?:[ldjnmtsc]|qu|jusqu|lorsqu|puisqu|quoiqu)['’]", re.I)
_SHORTEST = 3  # letters
_SHORTEST_TOWN = 5
_PARTICIPLE = re.compile(r"[a-zà-ÿ]{4,}(?:é|és|ée|ées)")  # "floqués": no dictionary has every verb
_BETWEEN = re.compile(
    r"[ \t]*(?:['’\-&+.][ \t]*)?(?:(?:de[ \t]+la|de|du|des|la|le|les|l['’]|d['’]|en|sur|sous|lès|lez)"
    r"(?:[ \t]+|(?<=['’])))?", re.I
)  # fmt: skip
_ESTABLISHMENT = (
    r"(?:boulangerie|boulangerie[- ]p[aâ]tisserie|p[aâ]tisserie|boucherie|boucherie[- ]charcuterie|"
    r"charcuterie|"
    r"poissonnerie|fromagerie|chocolaterie|confiserie|brasserie|conserverie|biscuiterie|cave|traiteur|"
    r"pizzeria|"
    r"restaurant|snack|caf[ée]|food ?truck|salon(?: de (?:coiffure|beaut[ée]|th[ée]))?|"
    r"institut(?: de beaut[ée])?|onglerie|"
    r"barber ?shop|barbier|garage|carrosserie|atelier|ateliers|boutique|magasin|logo|enseigne|marque|"
    r"[ée]choppe|maison|entreprise|"
    r"soci[ée]t[ée]|ets|[ée]tablissements?|sarl|eurl|sasu?|ferme|fournil|moulin|menuiserie|[ée]b[ée]nisterie|"
    r"charpenterie|charpente|plomberie|[ée]lectricit[ée]|ma[cç]onnerie|couverture|peinture|serrurerie|"
    r"m[ée]tallerie|"
    r"ferronnerie|bijouterie|joaillerie|horlogerie|poterie|c[ée]ramique|savonnerie|cordonnerie|maroquinerie|"
    r"sellerie|"
    r"tapisserie|couture|mercerie|retoucherie|imprimerie|fleuriste|taxi|ambulances?|pressing|laverie|"
    r"coiffure|"
    r"toilettage|tatouage|studio|cycles|v[ée]los)"
)
_ENDS = (
    r"(?=\s*(?:$|[.,;:!?)\n(–—|/]|-\s|(?:re)?cherche|souhaite|veut|voudrait|aimerait|a\b|est\b|existe|"
    r"propose|vend\b|fait\b|"
    r"fabrique|situ[ée]|install[ée]|bas[ée]|[àa]\b|depuis|qui\b|fils\b|p[èe]re\b|fr[èe]res\b|sarl|eurl|"
    r"et\s+fils|&|"
    r"(?:re)?fait|ouvre|travaille|veux|se\b|vous\b|nous\b|marche\b|tourne\b|ouvert|ouvrira|ferme\b|va\b|"
    r"sera\b|compte\b|emploie|accueille|offre|re[çc]oit|livre\b))"
)
# "boulangerie la mie dorée cherche": a trade followed at once by an article is a shop sign, but for these.
_NO_SIGN = (
    r"(?!(?:la|le|les|l['’]|aux?|[àa] la)\s*(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|matin|"
    r"soir|midi|"
    r"apr[èe]s|week|semaine|journ[ée]e|nuit|[ée]t[ée]|hiver|mois|ann[ée]e|plus|moins|mieux|jour|domicile|"
    r"centre|c[oœ]e?ur|"
    r"bourg|bord|sein|service|niveau|d[ée]but|fin|pied|fond|rez|premier|coin|village|march[ée]|choix|top|"
    r"public|"
    r"client|gens|jours|vacances|dimanches|lundis|week|heures|prix|m[eê]me|carte|commande|demande|campagne|"
    r"ville|ferme|maison|hauteur|recherche|vente|web|net)s?\b)"
)
_SIGN = re.compile(
    rf"(?:(?<=[.!?\n])\s*|^[\s\"«]*|\b(?:la|le|l['’]|notre|ma|mon)\s*)"
    rf"{_ESTABLISHMENT}\s+{_NO_SIGN}((?:la|le|les|l['’]|aux?|[ôo](?= )|ô|[àa]\s+la|"
    rf"chez)\s*[^\W\d_]\w*(?:[ '’\-][^\W\d_]\w*){{0,4}}?)(?!\w){_ENDS}",
    re.I,
)
_BORNE = re.compile(rf"\b{_ESTABLISHMENT}\s+([^\W\d_][\w'’\-]+)(?![\w\-]){_ENDS}", re.I)
_FIRST_THEN_TRADE = re.compile(
    r"\b([^\W\d_][\w\-]+)\s+(?:coiffure|couture|bijoux|cr[ée]ations?|beaut[ée]|ma[cç]onnerie|plomberie|"
    r"menuiserie|"
    r"[ée]lectricit[ée]|r[ée]novation|peinture|carrelage|toiture|couverture|paysage|traiteur|fleurs|photo|"
    r"c[ée]ramique|esth[ée]tique|onglerie|ongles|automobiles?|auto|b[âa]timent|services|p[âa]tisserie|"
    r"chocolat)\b",
    re.I,
)
_RELATION = (
    r"(?:mari|femme|fils|fille|fr[èe]re|s(?:œ|oe)ur|associ[ée]e?|p[èe]re|m[èe]re|papa|maman|[ée]poux|"
    r"[ée]pouse|"
    r"conjointe?|compagne|compagnon|cousine?|neveu|ni[èe]ce|employ[ée]e?|salari[ée]e?|apprentie?|coll[èe]gue|"
    r"amie?|copine|copain|voisine?|comptable|patronn?e?|gendre|beau[- ]fr[èe]re|beau[- ]p[èe]re|"
    r"belle[- ]s(?:œ|oe)ur|"
    r"belle[- ]m[èe]re|grand[- ]p[èe]re|grand[- ]m[èe]re|coiffeuse|vendeuse|vendeur|ouvrier|secr[ée]taire|"
    r"assistante?)"
)
_OF_SOMEBODY = re.compile(rf"\b(?:m[oa]n?|notre|son|sa)\s+{_RELATION}[\s,:(]+([^\W\d_][\w\-]+)", re.I)
_MYSELF = re.compile(
    r"\b(?:je\s+suis|moi\s+c['’ ]?\s?est|c['’ ]?\s?est\s+moi|ici|bonjour\s+c['’ ]?est|"
    r"moi)[\s,:]+([^\W\d_][\w\-]+)"
    r"(?![\w\-])(?=\s*(?:$|[.,;:!?)\n(–—]|et\b|de\b|du\b|la\b|le\b|d['’]|une?\b|j))",
    re.I,
)
_FOR_SURE = re.compile(
    r"\b(?:je\s+m['’ ]?\s?ap+el+e?|on\s+m['’ ]?\s?ap+el+e|mon\s+(?:petit\s+)?(?:pr[ée]nom|"
    r"nom)(?:\s+(?:c['’ ]?\s?est|est))?|chez|"
    r"demande[rz]|contacte[rz]|appele[rz]|voir\s+avec|parle[rz]\s+[àa]|s['’]adresser\s+[àa]|contact|"
    r"g[ée]rante?|nom)"
    r"[\s,:]+([^\W\d_][\w\-]+)",
    re.I,
)
_SIGNED = re.compile(
    r"(?:cordialement|cdt|bien\s+[àa]\s+vous|salutations|bonne\s+(?:journ[ée]e|r[ée]ception|soir[ée]e)|"
    r"merci(?:\s+d['’]avance)?|"
    r"[àa]\s+bient[ôo]t|[àa]\s+vous\s+lire|amicalement|"
    r"sign[ée])[\s,.!:–—-]+(?:(?:m|mme|mr)\.?[ \t]+)?([^\W\d_][\w\-]+)(?:[ \t]+([^\W\d_][\w'’\-]+))?",
    re.I,
)
_TITLED = re.compile(
    r"\b(?:m\.|mme|mlle|mr|monsieur|madame|mademoiselle|docteur|dr)\.?[ \t]+(?:et[ \t]+(?:mme|"
    r"madame)[ \t]+)?"
    r"((?:(?:du|de la|de|des)[ \t]+)?[^\W\d_][\w'’\-]+)(?:[ \t]+([^\W\d_][\w'’\-]+))?",
    re.I,
)
_INITIALS = re.compile(
    r"(?<![\w.])(?:[A-Z]\.?[ \-]?[A-Z]?\.|[A-Z]{1,2}|[a-z]\.(?:[ \-]?[a-z]\.)?)[ ]?(?=[^\W\d_]{3})"
)
_AND = re.compile(
    r"(?<![\w&])[^\W\d_][\w'’\-]{2,30}&[^\W\d_][\w'’\-]{2,30}|(?<!\w)[A-ZÀ-Þ][\w'’\-]+ & [A-ZÀ-Þ][\w'’\-]+"
)
_SAINT = re.compile(
    r"\b(?:saint|sainte|st|ste)[ \-.]+(?!(?:valentin|sylvestre|nicolas|honor[ée]|jacques|jean|michel|patron|"
    r"glinglin|"
    r"martin|patrick|fiacre|[ée]loi|antoine)\b)([^\W\d_][\w'’]+)(?:-[\w'’]+)*(?:[ ](?:(?:en|sur|de|du|des|la|"
    r"le|les)[ ]|d['’])"
    r"(?:la[ ])?([^\W\d_][\w'’\-]+))?",
    re.I,
)
_AT = re.compile(
    r"(?:\b[àa]|habit\w*(?:\s+[àa])?|pr[èe]s de|autour de|commune de|ville de|village de|mairie de|"
    r"march[ée]s? de|minutes de|km de|kilom[èe]tres de|sortie de|entr[ée]e de|c[oôœ]t[ée] de|"
    r"centre de|c(?:œ|oe)ur d[e'’]|clients? d[e'’]|client[èe]le d[e'’]|gens d[e'’]|habitants d[e'’]|bourg de|"
    r"bas[ée]e?s? [àa]|install[ée]e?s? [àa]|salon [àa]|mixte [àa]|\ba|vers|sur)\s+(?:la |le |les |"
    r"l['’])?$",
    re.I,
)
# "Zen'Attitude", "Rénov'Éco", "Carross'33": no word is cut so.
_CUT = re.compile(
    r"(?<![\w'’])(?!(?:jusqu|lorsqu|puisqu|quoiqu|aujourd|presqu|quelqu|entr|prud)['’])[^\W\d_]{3,}['’]\w+",
    re.I,
)
# First names that only another name beside them tells from a word: "pierre roux".
_AS_FIRST = re.compile(
    r"(?<![\w-])(?:pierre|rose|marine|claire|jean|aurore|violette|victoire|constance|olivier|romain|romane|"
    r"valentin|valentine|"
    r"benjamin|max|clementine|cl[ée]mentine|madeleine|marguerite|charlotte|capucine|angelique|ang[ée]lique|"
    r"aim[ée]e?|d[ée]sir[ée]e?|honor[ée]|"
    r"manuel|jade|ambre|prune|iris|perle|ange|olive|adam)[ \-]([^\W\d_][\w'’]+)",
    re.I,
)
# "ici karl jumeau, ébéniste": a surname that is a word, between a cue and a stop.
_WITH_FIRST_NAME = re.compile(
    r"(?P<cue>\b(?:je suis|ici|c['’]est|m['’ ]?appel+e|moi|cordialement|sign[ée]|merci|soir[ée]e|"
    r"journ[ée]e|bient[ôo]t|vous|associ[ée]e?|mari|femme|coll[èe]gue|gendre|"
    r"demande[rz]|contacte[rz]|par|avec|de)[ ,.:!]+(?:c['’]est "
    r")?)?(?<![\w'’-])(?P<first>[^\W\d_][\w-]{2,})[ "
    r"](?P<last>[^\W\d_][\w'’-]{2,})(?P<stop>(?=\s*(?:[,.;:!?)\n]|$)))?",
    re.I,
)
# A sign read aloud: "il y a écrit « la pause gourmande »".
_SHOWN = re.compile(
    r"(?:[ée]crit|marqu[ée]|enseigne|devanture|vitrine|fa[çc]ade|nom|logo|appel\w+|boutique|salon|"
    r"atelier|magasin|entreprise|"
    r"soci[ée]t[ée]|marque|page|compte)[^«»\"“”\n]{0,14}[«\"“]\s*([^«»\"“”\n]{2,60}?)\s*[»\"”]",
    re.I,
)
_BOTH = re.compile(rf"\b{_ESTABLISHMENT}\s+([^\W\d_][\w'’\-]* & [^\W\d_][\w'’\-]*)", re.I)
_WITH_PARTICLE = re.compile(
    r"(?<![\w-])([^\W\d_][\w\-]+)[ ](?:du|de|da|dos|des)[ ](?!l['’])([^\W\d_][\w\-]{3,})", re.I
)
_INITIALS_THEN = re.compile(r"(?<![\w.])(?!m\. )(?:[a-z]\.[ \-]?){1,3}[ ]?([^\W\d_][\w'’\-]{2,})", re.I)
_PLACE_WORDS = 5
_INITIALS_AT_MOST = 2  # letters: a longer word before a full stop ends its sentence
_PEOPLES_OF = (
    "breton bretonne normand normande basque corse catalan catalane picard picarde lorrain lorraine savoyard"
)
_PEOPLES = frozenset(_PEOPLES_OF.split())
_A_THING = re.compile(
    r"(?<![\w’'])(?:une?|des|mes|nos|leurs|ces|quelques|plusieurs|deux|trois|quatre|petite?s?|grande?s?)[ \t]+$",
    re.I,
)
_NOT_AFTER = frozenset(
    ["vous", "votre", "moi", "nous", "eux", "elle", "lui", "bonjour", "tout", "tous", "toute", "par"]
)


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    text: str
    is_odd: bool


def unknown(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """Words in any case that no dictionary has, or that none would cut so."""
    yield from _runs(text, list(_words(text, lexicon)), lexicon)
    yield from (Span(*match.span(), "name") for match in _CUT.finditer(text))


def strangers(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """Words in any case that name somebody or somewhere, be they everyday ones, where only a name can stand."""
    words = list(_words(text, lexicon))
    yield from _where_a_name_stands(text, lexicon)
    yield from _everyday_places(text, words, lexicon)
    yield from (Span(*match.span(), "name") for match in _AND.finditer(text))
    for pattern in (_SHOWN, _BOTH):
        yield from (Span(*match.span(1), "name") for match in pattern.finditer(text))
    yield from _people(text, lexicon)
    for match in _SAINT.finditer(text):
        second = match.start(2) >= 0 and lexicon.is_everyday(match.group(2))
        yield Span(match.start(), match.start(2) - 1 if second else match.end(), "place")


def _people(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """A first name and what stands beside it; initials and a name."""
    for match in _WITH_FIRST_NAME.finditer(text):
        second = match["last"]
        if (
            lexicon.is_first_name(match["first"])
            and fold(second) not in SMALL
            and not _is_trade(second, lexicon)
        ):
            after_cue = match["cue"] is not None and match["stop"] is not None
            if after_cue or not lexicon.is_everyday(second, mistyped=False):
                yield Span(match.start("first"), match.end("last"), "name", is_sure=after_cue)
    for match in _AS_FIRST.finditer(text):
        if lexicon.is_name(match.group(1)) or _is_odd(match.group(1), lexicon, mistyped=False):
            yield Span(*match.span(), "name")
    for match in _WITH_PARTICLE.finditer(text):
        is_noble = match.group(2)[0].isupper() or not lexicon.is_everyday(match.group(2), mistyped=False)
        if lexicon.is_first_name(match.group(1)) and is_noble:  # no "Alain de préférence"
            yield Span(*match.span(), "name")
    for match in _INITIALS_THEN.finditer(text):
        if lexicon.is_name(match.group(1)):
            yield Span(*match.span(), "name")


def _words(text: str, lexicon: Lexicon) -> Iterator[_Word]:
    shouting = text.isupper()
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if elided := _ELIDED.match(text, start, end):
            start = elided.end()
        word = text[start:end]
        short_form = word.isupper() and len(word) <= 4 and not shouting
        is_odd = not (short_form and not lexicon.is_name(word)) and _is_odd(word, lexicon)
        yield _Word(start, end, word, is_odd)


def _is_odd(word: str, lexicon: Lexicon, *, mistyped: bool = True) -> bool:
    if any(char.isdigit() for char in word) or fold(word) in LEGAL_FORMS:
        return False
    if _PARTICIPLE.fullmatch(word):
        return False
    parts = [part for part in re.split(r"[-'’]", word) if len(part) >= _SHORTEST]
    return any(not lexicon.is_everyday(part, mistyped=mistyped) for part in parts)


def _runs(text: str, words: list[_Word], lexicon: Lexicon) -> Iterator[Span]:
    """Unknown words, with the names beside them ("jean dupuy"), those they are linked to, and initials before."""
    at = 0
    while at < len(words):
        if not words[at].is_odd or _is_a_thing(text, words[at], lexicon):
            at += 1
            continue
        first = at
        if first and _beside(text, words[first - 1], words[first], lexicon):
            first -= 1
        last = at
        while last + 1 < len(words) and _goes_on(text, words[last], words[last + 1], lexicon):
            last += 1
        yield _with_initials(text, words[first].start, words[last].end, lexicon)
        at = last + 1


def _is_a_thing(text: str, word: _Word, lexicon: Lexicon) -> bool:
    """ "une bétonnière", "des potagers": no name in small letters follows an indefinite article."""
    before = text[max(0, word.start - 12) : word.start]
    return word.text[0].islower() and not lexicon.is_name(word.text) and _A_THING.search(before) is not None


def _beside(text: str, before: _Word, word: _Word, lexicon: Lexicon) -> bool:
    """Whether a name stands before: "jean dupuy", but not "mon cousin Ibrahim"."""
    alike = before.text[0].isupper() == word.text[0].isupper() or not lexicon.is_everyday(before.text)
    between = text[before.end : word.start]
    is_beside = between in {" ", "-"} or (between == ". " and len(before.text) <= _INITIALS_AT_MOST)
    return is_beside and alike and lexicon.is_name(before.text)


def _goes_on(text: str, word: _Word, following: _Word, lexicon: Lexicon) -> bool:
    between = text[word.end : following.start]
    if between == " " and lexicon.is_name(following.text) and fold(following.text) not in SMALL:
        return True
    if "." in between and len(word.text) > 2:  # the end of a sentence, no initial
        return False
    return following.is_odd and len(between) < 12 and _BETWEEN.fullmatch(between) is not None


def _with_initials(text: str, start: int, end: int, lexicon: Lexicon) -> Span:
    for match in _INITIALS.finditer(text, max(0, start - 8), start + 1):
        if match.end() == start:
            return Span(match.start(), end, "name")
    before = text[max(0, start - 30) : start]
    is_person = lexicon.is_first_name(text[start:end].split()[0])
    return Span(start, end, "place" if _AT.search(before) and not is_person else "name")


def _where_a_name_stands(text: str, lexicon: Lexicon) -> Iterator[Span]:
    for pattern in (_OF_SOMEBODY, _MYSELF, _FOR_SURE, _BORNE, _FIRST_THEN_TRADE):
        for match in pattern.finditer(text):
            if _may_be_name(match.group(1), lexicon, pattern is _FIRST_THEN_TRADE):
                yield Span(*match.span(1), "name")
    for match in _TITLED.finditer(text):
        if fold(match.group(1)) not in SMALL | _NOT_AFTER:
            both = match.group(2) and (
                lexicon.is_name(match.group(2)) or _is_odd(match.group(2), lexicon, mistyped=False)
            )
            yield Span(match.start(1), match.end(2) if both else match.end(1), "name")
    for match in _SIGNED.finditer(text):
        if lexicon.is_name(match.group(1)) or _is_odd(match.group(1), lexicon, mistyped=False):
            both = match.group(2) and (
                lexicon.is_name(match.group(2)) or _is_odd(match.group(2), lexicon, mistyped=False)
            )
            yield Span(match.start(1), match.end(2) if both else match.end(1), "name")
    yield from (Span(*match.span(1), "name") for match in _SIGN.finditer(text))


def _is_trade(word: str, lexicon: Lexicon) -> bool:
    return (
        fold(word) in lexicon.trades
        or fold(word) in lexicon.french.brands
        or fold(word) in lexicon.french.towns
    )


def _may_be_name(word: str, lexicon: Lexicon, before_a_trade: bool) -> bool:
    """In these places no typing error is supposed: "boulangerie carrere" is no quarry."""
    if elided := _ELIDED.match(word):
        word = word[elided.end() :]
    if fold(word) in SMALL | _PEOPLES or not word or (word.islower() and fold(word) in lexicon.french.typed):
        return False
    if before_a_trade and fold(word) in lexicon.french.also_words:
        return _AS_FIRST.fullmatch(f"{word} {word}") is not None
    first = word.split("-")[0]
    return lexicon.is_name(word) or lexicon.is_name(first) or not lexicon.is_everyday(first, mistyped=False)


def _is_town(name: str, lexicon: Lexicon) -> bool:
    """A town that a usual word is hardly: "soustons"."""
    return name in lexicon.french.towns and name not in lexicon.french.words | lexicon.kept


def _everyday_places(text: str, words: list[_Word], lexicon: Lexicon) -> Iterator[Span]:
    """Places whose name is made of everyday words, where a place stands: "à orange", "près de bois le roi"."""
    known_to = -1  # where the last place ended: "tulle et capbreton"
    for at, word in enumerate(words):
        after_odd = at > 1 and words[at - 2].is_odd and text[words[at - 2].end : word.start] == " et "
        beside = after_odd or (known_to >= 0 and text[known_to : word.start] in {" et ", ", "})
        stands = beside or _AT.search(text[max(0, word.start - 30) : word.start]) is not None
        for count in range(_PLACE_WORDS, 0, -1):
            piece = words[at : at + count]
            name = " ".join(re.split(r"[\W_]+", fold(text[word.start : piece[-1].end])))
            is_known = name in lexicon.french.places or (
                name in lexicon.french.communes and (len(piece) > 2 or any(part.is_odd for part in piece))
            )
            is_known |= len(name) >= _SHORTEST_TOWN and _is_town(name, lexicon)
            if is_known and (stands or "-" in text[word.start : piece[-1].end]):
                yield Span(word.start, piece[-1].end, "place")
                known_to = piece[-1].end
                break
