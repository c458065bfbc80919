"""Shop signs made of everyday words, told by their capitals: "Bois Debout fabrique des bancs"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etabli.procurement.briefs.engine.announced import (
    CAP,
    ESTABLISHMENT,
    NOT_CALLED,
    SIGN_LINK,
    TITLES,
    UP,
    VERBS,
)
from etabli.procurement.briefs.engine.identifiers import Span
from etabli.procurement.briefs.engine.lexicon import LEGAL_FORMS, Lexicon
from etabli.procurement.briefs.engine.places import OPENS
from etabli.procurement.needs.engine.words import SMALL, fold

_SIGN = rf"{CAP}(?:[ \t]+(?:(?:{SIGN_LINK}|\d+)[ \t]*){{0,3}}{CAP})+"
_TWO_CAPITALS = re.compile(rf"(?<![\w'’.-])((?:[LD]['’])?{_SIGN})")
_HOUSE = (
    r"(?:boulangerie|p[âa]tisserie|boucherie|charcuterie|fromagerie|cr[èe]merie|chocolaterie|brasserie|restaurant|"
    r"cr[êe]perie|pizzeria|caf[ée]|salon|institut|garage|carrosserie|menuiserie|plomberie|ma[çc]onnerie|couverture|"
    r"peinture|poterie|savonnerie|cordonnerie|bijouterie|imprimerie|taxis?|pressing|toilettage|entreprise|"
    r"soci[ée]t[ée]|maison|ferme|moulin|fournil|domaine|verrerie|forge|atelier|reliure|scierie|ferronnerie|"
    r"optique|librairie|torr[ée]faction|biscuiterie|conserverie|marbrerie|tapisserie|sellerie|horlogerie)"
)
_AFTER_A_HOUSE = re.compile(rf"\b(?i:{_HOUSE}) ((?:(?:de la|du|des|de l['’]|de|au|aux|à la) ?)?{_SIGN})")
# "la Crèmerie du Pont": with a capital of its own, it is that house's name.
_OF_A_THING = re.compile(
    rf"(?<![\w’-])(?={UP})(?i:{_HOUSE}) (?:du|de la|des|de l['’]|aux?|à la) ?({CAP})(?![\w’'-])"
)
_OF_IT = re.compile(r"(?<!\w)(?:des |du |de la |de l['’]|d['’])[\w-]+$")
_LONGEST_SIGN = 10  # words
_AGENT = re.compile(r"(?:eur|euse|ier|iere|iste|ien|ienne|erie|age)s?$")
_OF_A_PUBLIC_THING = re.compile(r"(?<!\w)(?:du|des|aux?|les?|la) $")
_ARTICLES = frozenset(["la", "le", "les", "l", "au", "aux", "un", "une", "d"])
# Capitals that people put on the words of a site.
_OF_A_SITE_WORDS = """site internet web page pages accueil contact qui mentions legales reseaux sociaux devis facture
boutique ligne produits services formulaire galerie photos actualites histoire avis clients tarifs horaires blog
newsletter rendez vous panier livraison commande conditions generales vente referencement naturel click collect marche
noel fete meres peres sommes travail realisations prestations business drive adresse mail telephone france
agenda partage fabrication francaise francais savoir faire"""
_OF_A_SITE = frozenset(_OF_A_SITE_WORDS.split())
# What is no shop sign: titles, greetings, institutions.
_PUBLIC_WORDS = """artisan maitre compagnon compagnons meilleur meilleure mof chambre madame monsieur mademoiselle
docteur bonjour bonsoir merci numero code siren siret champion championne vice miss mister prix coupe tour cordialement
salutations saint sainte ecole lycee cfa mairie union label pays region ville conseil departement festival musee office
communaute metropole federation syndicat universite parc gare"""
_PUBLIC = TITLES | frozenset(_PUBLIC_WORDS.split())


def signs(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """Two capitals in a row that are neither public nor a heading, and what follows the kind of house it is."""
    if text.isupper():
        return
    for match in _TWO_CAPITALS.finditer(text):
        start, end = _after_the_opening(text, match, lexicon), match.end(1)
        if _is_sign(text, start, end, lexicon) and _may_be_sign(text[start:end], lexicon):
            # "L'Atelier des Sens" is whole; from "Livraison Bordeaux" the town is cut, a make from "Gels Indigo".
            last, french = _words(text[start:end])[-1], lexicon.french
            is_public = last in french.towns or last in french.wide_places
            is_sure = is_public and _OF_IT.search(text, start, end) is not None
            yield Span(start, end, "name", is_sure=is_sure)
    for match in _OF_A_THING.finditer(text):
        folded = fold(match[1])
        is_public = folded in lexicon.french.towns or folded in lexicon.french.wide_places
        if not is_public and folded not in lexicon.french.brands:
            yield Span(*match.span(1), "name")
    for match in _AFTER_A_HOUSE.finditer(text):
        if _may_be_sign(match[1], lexicon):
            yield Span(*match.span(1), "name", is_sure=True)


def _is_sign(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a run of capitals is a name made of words: no heading ("Mentions Légales"), nothing public
    ("le programme des Vieilles Charrues"), nothing in capitals throughout ("CODE APE"), no way to a place
    ("Chantiers à Valence")."""
    name, before = text[start:end], text[max(0, start - 12) : start]
    words = [word for word in _words(name) if word not in SMALL and not word.isdigit()]
    if len(words) < 2 or re.search(rf"(?<!\w){UP}{{2,}}(?!\w)", name) or _OF_A_PUBLIC_THING.search(before):
        return False
    is_heading = all(word in _OF_A_SITE or (word in lexicon.trades and _AGENT.search(word)) for word in words)
    is_towards = re.search(r" (?:à|en|sur) ", name) is not None
    at_a_place = is_towards and (OPENS.search(before) is not None or words[-1] in lexicon.french.communes)
    is_of_words = all(lexicon.is_everyday(word, mistyped=False) for word in words)
    return is_of_words and not is_heading and not at_a_place


def _after_the_opening(text: str, match: re.Match[str], lexicon: Lexicon) -> int:
    """Where a sign begins: the word that opens a sentence has its capital anyway ("Retrouvez Côté Jardin"), and a
    network has its own ("ma page Facebook Suie et Feu")."""
    first = re.match(r"((?:[LDJCNSMT]|Qu)['’](?=[a-zà-ÿ]))?[^\W_]+", match[1])
    word = fold(first.group()) if first else ""
    opens = OPENS.search(text[max(0, match.start(1) - 12) : match.start(1)]) is not None
    is_no_part = word in lexicon.french.brands or (
        opens
        and (
            (first is not None and first[1] is not None)
            or word in SMALL - _ARTICLES
            or word in VERBS | NOT_CALLED | lexicon.trades | LEGAL_FORMS
            or word.endswith(("ez", "ant"))
            or re.fullmatch(ESTABLISHMENT, word) is not None
        )
    )
    if not first or not is_no_part:
        return match.start(1)
    rest = re.compile(CAP).search(text, match.start(1) + first.end(), match.end(1))
    return rest.start() if rest else match.end(1)


def _may_be_sign(name: str, lexicon: Lexicon) -> bool:
    """Whether no make stands in it, nothing public, and it is more than a town or a region: "Pays Basque" is none."""
    words, french = _words(name), lexicon.french
    if len(words) > _LONGEST_SIGN:
        return False
    parts = (" ".join(words[at:end]) for at in range(len(words)) for end in range(at + 1, len(words) + 1))
    whole = " ".join(words)
    is_known = (
        whole in french.towns or whole in french.wide_places or any(part in french.brands for part in parts)
    )
    return not is_known and not _PUBLIC & set(words)


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(name))
