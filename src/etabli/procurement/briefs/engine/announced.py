"""Names that a cue announces: "je m'appelle", "SARL", "ma société", a signature, a sign."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etabli.procurement.briefs.engine.identifiers import Span
from etabli.procurement.briefs.engine.lexicon import Lexicon
from etabli.procurement.needs.engine.words import SMALL, fold

UP = r"[A-ZÀ-ÖØ-ÞŒ]"
WORD = r"[^\W\d_](?:[\w]|[-'’](?=\w))*"
CAP = rf"{UP}(?:[\w]|[-'’](?=\w))*\.?(?<!\.)"
LINK = r"(?:de la|de l['’]|de|du|des|d['’]|la|le|les|l['’]|et|&|von|van|ben|el|en|sur|sous|aux?|lès|lez)"
RUN = rf"{CAP}(?:[ \t]+(?:{LINK}[ \t]*){{0,3}}{CAP}|[ \t]+{UP}\.(?=\s)){{0,7}}"
ESTABLISHMENT = (
    r"(?:bo[iî]te|entreprise|soci[ée]t[ée]|boutique|salon|atelier|magasin|maison|garage|commerce|affaire|"
    r"marque|institut|restaurant|caf[ée]|studio|cabinet|fournil|ferme|[ée]choppe|enseigne|manufacture|"
    r"fabrique|galerie|auto-entreprise)"
)
# A cue followed by a name in any case.
_CALLED = re.compile(
    rf"(?i:\b(?:je m['’ ]?appel+e|(?:on|tout le monde) m['’ ]?appel+e|nous nous appelons|mon nom(?: de "
    rf"famille)? (?:est|c['’]est)|mon pr[ée]nom (?:est|c['’]est)|"
    rf"s['’ ]?ap+el+e(?:nt|ra)?|se nomme(?:nt)?|au nom de(?! ?(?:l['’]|la |les |m[oae][ns]? |mes |notre |"
    rf"nos |vos |votre |son |sa |tous |chaque |cette |ce |toute))|nommée?|"
    rf"baptisée?(?: (?:ma|mon|notre|la|le|l['’]) ?\w+)?|"
    rf"(?<!un )(?<!le )(?:(?:ma|notre|la) marque|(?:mon|notre|l['’]) ?enseigne)(?: de magasin)?(?: "
    rf"(?:c['’ ]?est|est)|\s*:)|"
    rf"(?:ma|mon|notre|la|le|l['’]) ?{ESTABLISHMENT}(?: c['’ ]?est|\s*:)|"
    rf"le nom (?:de (?:ma|mon|notre|la|l['’]) ?|du ){ESTABLISHMENT}(?: (?:c['’ ]?est|est))?|"
    rf"le nom de (?:ma|la|notre) page(?: (?:c['’ ]?est|est))?|sous le nom(?: de)?|sous l['’]enseigne|on tape|"
    rf"on (?:me )?dit(?: souvent| aussi)?(?= [A-ZÀ-Þ])|"
    rf"(?:ma page|mon compte|mon insta\w*|mon facebook)(?: \w+)? c['’ ]?est(?= (?:l['’]|au |aux |les |la "
    rf"maison|le fournil|le salon))|"
    rf"mon nom|nom|pr[ée]nom|enseigne|(?:raison sociale|nom commercial|nom de scène)(?: (?:c['’ ]?est|est))?|"
    rf"g[ée]rante?(?: est)?|signé(?! l[ae]s? )|signature)"
    rf"\s*:?\s+(?:[«\"“]\s*)?)((?:{WORD})(?:[ \t]+(?:(?:{LINK}|&)[ \t]*){{0,3}}{WORD}){{0,5}})"
)
# A legal form, then a name in any case.
_LEGAL = re.compile(
    rf"(?i:\b(?:sarl|s\.a\.r\.l\.?|sasu?|eurl|eirl|earl|gaec|scop|snc|scea|selarl|ets|éts|"
    rf"[ée]tablissements|auto-entreprise|micro-entreprise)[ \t]+)"
    rf"({WORD}(?:[ \t]+(?:(?:{LINK}|&)[ \t]*){{0,3}}{WORD}){{0,5}})"
)
SIGN_LINK = rf"(?:{LINK}|qui|à|ou|[&+])"
_CAPITALS_OF = rf"({CAP}(?:[ \t]+(?:{SIGN_LINK}[ \t]*){{0,3}}(?:{CAP}|(?<=& )co|(?<=et )fils))*)"
_OWNED = re.compile(
    rf"(?i:\b(?:(?:ma|mon|notre|nos|cette|la|le|l['’]) ?(?:petite? )?{ESTABLISHMENT}(?: (?:artisanale?|"
    rf"familiale?|de \w+))?[ \t]*[,:(]?[ \t]*|"
    rf"(?:j['’]ai|nous avons|on a|avoir) (?:créé|fondé|lancé|monté|ouvert|repris|racheté)e?(?:r)?[ "
    rf"\t]+)){_CAPITALS_OF}"
)
_FEW_WORDS = r"((?:[ldo]['’])?[^\W\d_][\w'’-]*(?:[ \t]+(?:[^\W\d_][\w'’-]*|\d+)){0,4}?)"
_OWNED_SMALL = re.compile(
    rf"\b(?:ma|notre|mon) {ESTABLISHMENT} {_FEW_WORDS}(?=[ \t]+(?:se[ \t]+)?(?:a|est|existe|fait|vend|propose|"
    rf"emploie|cherche|ouvre|fabrique|tourne|marche|compte)\b)",
    re.I,
)
_AT_SMALL = re.compile(rf"\bchez {_FEW_WORDS}(?=,?[ \t]+(?:on|nous|je|j['’]))", re.I)
# What a business may be said to be: "mon entreprise familiale est petite".
_ADJECTIVE = (
    r"\w{2,}(?:ales?|aux|el|elles?|iens?|iennes?|ives?|iques?|ees?|antes?|ents?|entes?|ables?|aires?|"
    r"istes?|euses?|tes?|[iu]e?s?)"
)
_OF_A_KIND = re.compile(
    rf"{_ADJECTIVE}|"
    r"petite?s?|grande?s?|jeunes?|nouvelle|nouveau|actuels?|seule?s?|meme|propre|aussi|en|ne|n|y|lui|eux|"
    r"moi|toi|vous|nous|elles?|ils?|le|la|les|l|un|une|des|mes|mon|ma|"
    r"certains?|certaines?|beaucoup|plusieurs|chaque|tout|tous|toutes?|qui|que|dont|deja|toujours|jamais|"
    r"encore|bien|tres"
)
_ABOUT_IT = re.compile(
    rf"(?:^|(?<=[.!?\n])\s*)({CAP}(?:[ \t]+(?:{SIGN_LINK}[ \t]*){{0,3}}(?:{CAP}|co|fils|"
    rf"\w+)){{0,4}}?),?[ \t]+(?:c['’]est|est|sera|reste|propose|existe|accueille|réunit)[ \t]+"
    r"(?:une?|ma|mon|notre|la|le|l['’]|d[eu]puis|vous)\s?(?:\w+ )?(?:entreprise|soci[ée]t[ée]|boutique|"
    r"maison|atelier|salon|marque|enseigne|commerce|nom|magasin|institut|fabrique|affaire)\b"
)
# "Durand Rénovation 33": the number of the département after a name.
_NUMBERED = re.compile(
    rf"({CAP}(?:[ \t]+(?:{LINK}[ \t]*){{0,2}}{CAP}){{0,4}})[ \t]?(?:0[1-9]|[1-8]\d|9[0-5]|"
    rf"2[AB])(?![\w.,]*\d)(?=\s*(?:$|[.,;:!?)\n«»]|[a-zà-ÿ]))"
)
# "C'est Olive qui répond", "Atelier Souffle, au village".
_WHO = re.compile(rf"\b[Cc]['’]est ({CAP}) (?:qui|au|à) ")
_HOUSE_OF_WORDS = re.compile(rf"(?:^|(?<=[.!?:\n])\s*)(?i:{ESTABLISHMENT})[ \t]+{_CAPITALS_OF}")
_IN_BRACKETS = re.compile(
    rf"({CAP}(?:[ \t]+(?:{LINK}[ \t]*){{0,2}}{CAP}){{0,4}})[ \t]?\((?:0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-6])\)"
)
_TITLED = re.compile(
    rf"(?i:\b(?:m\.|mme|mlle|mr|madame|monsieur|mademoiselle|ma[iî]tre|dr\.?|chez|mon mari|"
    rf"mon fils|mon fr[èe]re|mon associ[ée]|"
    rf"mon p[èe]re|ma femme|ma fille|ma s[œo]e?ur|mon associ[ée]e|ma m[èe]re|mon [ée]poux|"
    rf"mon [ée]pouse|mon conjoint|ma conjointe|ma compagne|mon compagnon|mon coll[èe]gue|ma coll[èe]gue|"
    rf"mon employ[ée]e?|mon apprentie?|demander|demandez|contacter|contactez|cordialement|"
    rf"merci(?: beaucoup| d['’]avance)?|bonne journ[ée]e|bonne soir[ée]e|[àa] bient[ôo]t|bien [àa] "
    rf"vous)[ \t,.!:]+)"
    rf"(?i:(?:m\.|mme|monsieur|madame)[ \t]+)?({RUN})"
)
# "Facebook : Garage du Centre": a name although every word of it is an everyday one.
_SHOWN_AS = re.compile(
    rf"(?i:\b(?:facebook|instagram|insta|tiktok|page|boutique|enseigne|salon|garage|etsy|compte|fb)\s*:\s*)"
    rf"({CAP}(?:[ \t]+(?:{LINK}[ \t]*){{0,3}}{CAP}){{1,7}})"
)
# "TERRE ET FEU, poterie": capitals that head a text in small letters.
_POSTED = re.compile(r"^\s*([A-ZÀ-Þ][A-ZÀ-Þ'’]+(?:[ &][A-ZÀ-Þ'’]+){1,4})(?=\s*[,:–-]\s*[a-zà-ÿ])")
_QUOTED = re.compile(rf"[«“\"]\s*({UP}[^»”\"\n]{{1,60}}?)\s*[»”\"]")
_VERB_FORMS = """est suis sommes sont etait sera a ai avons ont avait aura fabrique fabriquons fais faisons fait
travaille travaillons vend vends vendons cree creons cherche cherchons recherche propose proposons
existe emploie accueille recoit ouvre ferme livre livrons repare reparons realise realisons
intervient interviens souhaite souhaitons veut veux voudrait voudrais aimerait aimerais marche
tourne compte reste offre installe pose posons restaure conçoit concoit produit produisons
transforme accompagne vous nous je j on il elle ils elles ca c qui que dont ou mais car pour avec
depuis dans chez par mon ma mes notre nos votre vos ce cette ces un une artisan artisane domaine
site situe situee basee base installee il-y-a et-je deux trois quatre cinq six sept huit neuf dix
trouve trouvez trouvent peut peux peuvent doit dois va vais vont met mets mettent donne donnent aide aident tient tiens
tiennent porte portent reunit regroupe grandit date remonte dure seront serait allons avez"""
VERBS = frozenset(_VERB_FORMS.split())
# What follows "nom", "signé" or "gérant" without being a name: "un contrat est signé avec le prestataire".
_NO_SIGNS = """sous avant apres des bien aussi avec de du des domaine site nom est sur un une mon ma votre notre
vos nos en commercial comment par je nous vous on il elle ca c qui que et ou pas deja plus tres trop
ce cette dans pour simple complet entier exact artisanale artisanal familiale familial"""
NOT_CALLED = frozenset(_NO_SIGNS.split())
TITLES = frozenset(["m", "mr", "mme", "mlle", "dr", "monsieur", "madame", "mademoiselle"])
_NO_NAME = re.compile(r"(?:[jnmtscd]|qu)['’]")  # "enseigne c'est"
_OF = re.compile(
    r"d['’](?!\w+(?:er|ir|dre|tre|[aiu]re)\b)", re.I
)  # "Toits d'Ardoise", "aux délices d'aurore"
# "le fil vient de chez": a supplier is no person.
_SUPPLIED = re.compile(
    r"(?:\bde|\bviens|\bvient|\bviennent|\bach[èea]\w+|\bcommand\w+|\bfourni\w+|\btirages?|\bprends?|"
    r"\brecharge\w*|\bimprim\w+)"
    r"(?: [a-zà-ÿ]+){0,3}\s+chez\s+$",
    re.I,
)
_PART = re.compile(
    r"(?:pages?|boutons?|rubriques?|onglets?|titres?|menus?|formations?|offres?|forfaits?|options?|"
    r"packs?|sections?|message|mot|mots|terme|recherche|tape|tapent|dire|"
    r"disent|demandent|dit|type|genre|style|label|mention|écrire|mettre|marquer|intitulée?)\s*:?\s*$",
    re.I,
)
# When, how often, for what one is called: no name begins so.
_BY_TELEPHONE = re.compile(
    r"(?:(?:le|la|les|chaque|tous les|toutes les) (?:matin|midi|soir|nuit|journ[ée]e|jour|plus|plupart|week|lundi|"
    r"mardi|mercredi|jeudi|vendredi|samedi|dimanche|semaine|lendemain|veille|premier)|\w+ment\b|(?:surtout|souvent|"
    r"parfois|toujours|beaucoup|peu|trop|plus|moins|tous|toutes|tout|toute|pour|quand|si|au|aux|[àa]|d[èe]s|en|sur|"
    r"depuis|apr[èe]s|avant|et|mais|car|parce|encore|jamais|pas|dans|de|du|d|quelque|vers|par|pendant|l[àa]|ici|"
    r"l['’]apr[èe]s|t[oô]t|tard|hier|demain|vite)\b)",
    re.I,
)
_LONGEST_SIGN, _LONG_SIGN = 6, 3  # words
_AFTER_A_NAME = 2  # ordinary words: "Dupuis Habitat Services"


# "Mon nom est du Bourg", "merci, Aline du Bourg": no thing is called so, be it an everyday word.
_OF_HERE = rf"(?:du|de la|des|de|d['’]|le|la) ?{WORD}"
_BORN = re.compile(rf"\bmon nom(?: de famille)? (?:est|c['’]est) ({_OF_HERE})(?=\s*(?:$|[.,;:!?)\n]))", re.I)
_NOBLE = re.compile(
    rf"\b(?:contacte[rz]|demande[rz]|appele[rz]|merci|pr[ée]sente|cordialement|je suis|m['’ ]?appel+e|"
    rf"c['’]est)[ ,:]+"
    rf"(({WORD}) du {WORD})(?=\s*(?:$|[.,;:!?)\n]|pour\b|au\b|et\b))",
    re.I,
)


def announced(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """Names after a cue, each up to the verb or the ordinary word that follows."""
    yield from _called(text, lexicon)
    yield from _of_businesses(text, lexicon)
    yield from _small_letters(text, lexicon)
    yield from (Span(*match.span(1), "name", is_sure=True) for match in _BORN.finditer(text))
    for match in _NOBLE.finditer(text):
        if lexicon.is_first_name(match[2]):
            yield Span(*match.span(1), "name", is_sure=True)
    for pattern in (_TITLED, _SHOWN_AS, _QUOTED, _POSTED):
        for match in pattern.finditer(text):
            quoted = pattern is _QUOTED
            if fold(match[1]) not in TITLES and not _is_public(text, match, lexicon, quoted=quoted):
                yield Span(*match.span(1), "name", is_sure=not quoted)


def _called(text: str, lexicon: Lexicon) -> Iterator[Span]:
    for pattern in (_CALLED, _LEGAL):
        for match in pattern.finditer(text):
            start, end = match.span(1)
            if _is_a_call(match, lexicon):
                continue
            if end := _until_ordinary(text, start, end, lexicon):
                yield Span(start, end, "name", is_sure=True)


def _is_a_call(match: re.Match[str], lexicon: Lexicon) -> bool:
    """ "On m'appelle surtout le soir": by telephone."""
    return (
        re.match(r"(?:on|tout le monde) m", match.group(), re.I) is not None
        and match[1].islower()
        and _BY_TELEPHONE.match(match[1]) is not None
        and not lexicon.is_first_name(match[1].split()[0])
    )


def _of_businesses(text: str, lexicon: Lexicon) -> Iterator[Span]:
    for pattern in (_OWNED, _NUMBERED, _ABOUT_IT):
        for match in pattern.finditer(text):
            if not _is_told(match[1], lexicon, of_a_business=pattern is _OWNED):
                yield Span(*match.span(1), "name", is_sure=True)
    for pattern in (_IN_BRACKETS, _WHO, _HOUSE_OF_WORDS):
        for match in pattern.finditer(text):
            if not _is_told(match[1], lexicon):
                yield Span(*match.span(1), "name")


def _is_public(text: str, match: re.Match[str], lexicon: Lexicon, *, quoted: bool) -> bool:
    """ "chez OVH" names a tool, « Qui sommes-nous » a page, « Je réponds vite » is said by somebody."""
    if not quoted:
        return (
            fold(match.group()).startswith("chez ")
            and (
                " ".join(re.findall(r"[^\W_]+", fold(match[1]))) in lexicon.french.brands
                or is_supplied(text[max(0, match.start(1) - 40) : match.start(1)])
            )
            and not lexicon.is_first_name(match[1].split()[0])
        )
    words = re.findall(r"[^\W_]+", fold(match[1]))
    is_part = _PART.search(text[max(0, match.start() - 24) : match.start()]) is not None
    is_one_word = len(words) == 1 and lexicon.is_everyday(words[0]) and not lexicon.is_name(words[0])
    return (
        is_part
        or is_one_word
        or len(words) > _LONGEST_SIGN
        or bool(VERBS & set(words))
        or _is_told(match[1], lexicon)
    )


def is_supplied(before: str) -> bool:
    """Whether what follows is a supplier's name."""
    return _SUPPLIED.search(before) is not None


def _small_letters(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """ "ma société éclat de verre a huit ans", "chez point de croix on prend": typed or dictated without capitals."""
    for pattern in (_OWNED_SMALL, _AT_SMALL):
        for match in pattern.finditer(text):
            words = re.findall(r"[^\W_]+", fold(match[1]))
            of_a_kind = (
                (_OF_A_KIND.fullmatch(words[0]) and words[0] not in lexicon.trades)
                or words[0] in SMALL | NOT_CALLED | VERBS
                or (words[0] in lexicon.trades and len(words) < _LONG_SIGN)
            )
            if not of_a_kind and not VERBS & set(words) and not _is_told(match[1], lexicon):
                yield Span(*match.span(1), "name", is_sure=True)


def _is_told(name: str, lexicon: Lexicon, *, of_a_business: bool = False) -> bool:
    """Nothing but words that an ad may hold with a capital: a brand, a town, a trade; elsewhere any usual word."""
    words = re.findall(r"[^\W_]+", fold(name))
    whole = " ".join(words)
    if whole in lexicon.french.brands or whole in lexicon.french.towns or fold(name) in lexicon.french.towns:
        return True
    if of_a_business:
        return all(word in lexicon.trades or word in SMALL for word in words)
    return all(word in lexicon.kept and word not in lexicon.french.first_names for word in words)


def _until_ordinary(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Where an announced name ends: at a verb or a pronoun, or at an ordinary word after a strange one. 0: no name."""
    words = list(re.finditer(WORD, text[start:end]))
    first = words[0].group() if words else ""
    if not first or (first[0].islower() and _is_no_name(first, lexicon)):
        return 0
    if all(fold(word.group()) in SMALL for word in words):  # "on m'appelle au 06 12…"
        return 0
    ends = next((at for at, word in enumerate(words) if at and _ends(words, at)), len(words))
    last = _last_word(text, end, words, ends, lexicon)
    while last and fold(words[last].group()) in SMALL:
        last -= 1
    return start + words[last].end() if last or fold(first) not in lexicon.trades else 0


def _is_no_name(word: str, lexicon: Lexicon) -> bool:
    """ "enseigne c'est", "enseigne lumineuse", "nom commercial": a verb, or what kind it is."""
    if fold(word) in NOT_CALLED | VERBS or _NO_NAME.match(word):
        return True
    return (
        re.fullmatch(_ADJECTIVE, fold(word)) is not None
        and fold(word) not in lexicon.trades
        and lexicon.is_everyday(word)
        and not lexicon.is_name(word)
    )


def _ends(words: list[re.Match[str]], at: int) -> bool:
    """A verb ends a name; after a capital, so does any small letter that links nothing."""
    word = words[at].group()
    if word[0].isupper():
        return False
    if fold(word) in VERBS or (_NO_NAME.match(word) and not _OF.match(word)):
        return True
    if words[0].group()[0].isupper() and fold(word) not in SMALL | {"fils", "freres", "soeurs", "co"}:
        return not any(later.group()[0].isupper() for later in words[at + 1 : at + 3])
    return False


def _last_word(text: str, end: int, words: list[re.Match[str]], ends: int, lexicon: Lexicon) -> int:
    ordinary = [
        lexicon.is_everyday(word.group()) and not lexicon.is_name(word.group()) for word in words[:ends]
    ]
    last = ends - 1
    if not all(ordinary) and words[0].group()[0].islower():
        # "kalouna créations" is one name; in "kalouna on me trouve sur" only the first word is.
        strange = max(at for at, usual in enumerate(ordinary) if not usual)
        after = [word for word in words[strange + 1 : last + 1] if fold(word.group()) not in SMALL]
        goes_on = len(after) <= _AFTER_A_NAME and (ends < len(words) or _stops(text, end))
        last = last if goes_on else strange
    return last


def _stops(text: str, end: int) -> bool:
    return not text[end:].strip() or text[end:].lstrip(" \t")[0] in '\n.,;:!?)»"”('
