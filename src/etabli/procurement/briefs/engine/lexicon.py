"""What tells a name from a word: the words an ad may keep, first names, and the facts on the language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from etabli.procurement.needs.engine import Catalogue
from etabli.procurement.needs.engine.words import SMALL, fold, tokens

_PLATFORMS = """facebook instagram google tiktok linkedin pinterest youtube whatsapp wordpress wix shopify prestashop
woocommerce etsy amazon ebay leboncoin vinted planity doctolib messenger gmail outlook paypal stripe sumup
apple android iphone ads maps business profile my meta analytics matomo excel word canva joomla drupal
mailchimp brevo mondial relay chronopost colissimo poste tripadvisor airbnb uber eats jaunes houzz internet
web wifi bing chrome safari firefox windows mac snapchat twitter threads telegram x ovh squarespace webflow
calendly waze siri alexa chatgpt"""
_CALENDAR = """janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi mardi mercredi
jeudi vendredi samedi dimanche noel paques toussaint ascension pentecote valentin epiphanie chandeleur
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
september october november december christmas easter"""
_WIDE_PLACES = """france europe gironde aquitaine nouvelle-aquitaine nouvelle bretagne normandie occitanie
provence alpes
auvergne rhone bourgogne franche comte alsace lorraine grand est hauts corse ile-de-france centre val loire
ain aisne allier ardeche ardennes ariege aube aude aveyron bouches-du-rhone calvados cantal charente
charente-maritime cher correze cote-d'or creuse dordogne doubs drome eure finistere gard gers herault indre
isere jura landes lot lot-et-garonne lozere manche marne mayenne meuse morbihan moselle nievre nord oise
orne pas-de-calais puy-de-dome pyrenees pyrenees-atlantiques atlantiques sarthe savoie somme tarn vaucluse
vendee vienne vosges yonne essonne reunion guadeloupe martinique guyane mayotte espagne italie allemagne
belgique suisse portugal angleterre royaume-uni etats-unis chine japon maroc union republique etat francais
francaise anglais anglaise espagnol italien allemand portugais europeen europeenne entre-deux-mers bassin
haute-gironde sud-gironde sauternais graves perigord quercy gascogne pays-basque armagnac poitou
saintonge aunis limousin charentes forez velay morvan beauce brie sologne touraine berry roussillon
languedoc cevennes luberon vercors oisans bugey bresse jura flandre artois picardie hainaut ardenne"""
_COMMON = """je tu il elle on nous vous ils elles ce cette ces cela ca c'est mon ma mes notre nos votre vos leur
leurs le
la les un une des du de d' l' au aux en et ou mais donc or ni car si oui non pas plus moins tres bien bon
bonne merci bonjour madame monsieur mme mr mlle chez pour avec sans sous sur dans vers entre depuis pendant
apres avant voici voila quand comme comment pourquoi combien quel quelle quels quelles qui que quoi dont ou
aucun aucune tout toute tous toutes chaque plusieurs beaucoup peu trop assez aussi alors ainsi enfin puis
ensuite surtout environ budget delai objectif clients client clientele public activite metier commune ville
adresse telephone mail email site siret siren tva contact besoin projet idee idees logo charte couleurs
texte textes photo photos video videos horaires tarifs prix devis facture artisan artisane artisans
artisanat artisanal artisanale atelier ateliers boutique magasin salon entreprise societe maison garage
institut cabinet etablissement etablissements ets sarl sas sasu eurl sci ei micro auto entrepreneur gerant
gerante patron patronne chambre metiers association mairie saint sainte rue avenue boulevard place chemin
impasse allee cours quai route il-y-a faire vendre montrer avoir etre savoir prendre ecrire il-faut ideal
ideale important rien nouveau nouvelle premier premiere seo rgpd rgaa cnil html wcag siret bio tva unesco
iban sms gps faq qr code ouvrier meilleur meilleure compagnon compagnons devoir tour label qualibat rge
qualifelec artisan d'art cordialement salutations amicalement bises signe merci ici moi voir suivez retrouvez"""
LEGAL_FORMS = frozenset(
    ["sarl", "sas", "sasu", "eurl", "earl", "gaec", "sci", "ei", "eirl", "ets", "scop", "snc", "selarl"]
)
# What trades and actions are called by, and hardly any surname: "vitrailliste", "décirage" (no dictionary has all).
_ENDINGS = """euse euses trice trices iste istes isation isations ement ements erie eries ation ations ition
itions isme logie logies metrie graphie graphies ique iques able ables ible ibles isee isees iser
ateur ateurs aste astes"""
_NEVER_A_NAME = tuple(_ENDINGS.split())
_PEOPLE_OF = ("ais", "aise", "ois", "oise", "ien", "ienne")
_AGENT = re.compile(r"(?:eur|ier|iste|age|erie)$")
_GESTURE = re.compile(r"(?:e|es|ent|ez|ons|ees?|ait|aient|ages?)$")
_BEFORE = re.compile(
    r"(?:intra|inter|extra|ultra|micro|multi|mini|anti|auto|contre|semi|super|tele|photo|thermo|electro|"
    r"hydro|bio|non|sous|sur)-?(?=\w{4})"
)
_FEMININE = (
    ("ateur", "atrice"),
    ("eur", "euse"),
    ("er", "ere"),
    ("ien", "ienne"),
    ("on", "onne"),
    ("e", "e"),
)
_ROOT = 4  # letters of a verb before its ending
_LONG_ENOUGH = 6  # letters: in a shorter word, one wrong letter makes another word


def _split(words: str) -> frozenset[str]:
    return frozenset(part for word in words.split() for part in fold(word).replace("'", "-").split("-"))


_KEPT = _split(" ".join((_PLATFORMS, _CALENDAR, _WIDE_PLACES, _COMMON))) | SMALL


@dataclass(frozen=True, eq=False)
class French:
    """Facts on the language and the country, folded. Everyday `words`, in their forms; `common` ones, so usual
    that a word one letter away is a typing error; `typed` words that no dictionary has; `names` that would pass for
    everyday words; `also_words`, names that are everyday words too; `first_names`; `communes`, and those `places`
    that are told from an everyday word without a capital;
    `trades` of craftspeople, `crafted` words of what they make, and `brands` of what they use, of one word or
    several; `wide_places`, départements, regions and places that everybody knows; `towns` with their inhabitants."""

    words: frozenset[str]
    common: frozenset[str]
    typed: frozenset[str]
    also_words: frozenset[str]
    names: frozenset[str]
    first_names: frozenset[str]
    communes: frozenset[str]
    places: frozenset[str]
    trades: frozenset[str]
    crafted: frozenset[str]
    brands: frozenset[str]
    wide_places: frozenset[str]
    towns: Mapping[str, int]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """What is known of words. `kept` may stand with a capital in the middle of a sentence."""

    kept: frozenset[str]
    trades: frozenset[str]
    roots: frozenset[str]  # of the trades: "rempaill"
    french: French

    def is_everyday(self, word: str, *, mistyped: bool = True) -> bool:
        """A word that names nobody. `mistyped`: a usual word with one wrong letter is one too."""
        return _everyday(self, fold(word), mistyped)

    def is_first_name(self, word: str) -> bool:
        """A first name that is no everyday word, alone or the first part of a compound."""
        return fold(word).split("-")[0] in self.french.first_names

    def is_name(self, word: str) -> bool:
        """A first name or a surname, be it an everyday word as well."""
        folded = fold(word)
        french = self.french
        return folded in french.first_names or folded in french.also_words or folded in french.names

    def is_of_a_place(self, word: str) -> bool:
        """An everyday word for the people of a place: "Bordelais"."""
        folded = fold(word)
        return (
            folded in self.kept
            or folded in self.french.typed
            or (folded.rstrip("s").endswith(_PEOPLE_OF) and self.is_everyday(word, mistyped=False))
        )


@lru_cache(maxsize=8192)
def _everyday(lexicon: Lexicon, folded: str, mistyped: bool) -> bool:
    if folded in lexicon.kept or folded in lexicon.french.typed or folded in lexicon.french.also_words:
        return True
    if folded in lexicon.french.first_names or folded in lexicon.french.names:
        return False
    if {folded, folded.rstrip("sx"), f"{folded}s"} & lexicon.french.words or _is_derived(folded, lexicon):
        return True
    if not mistyped or len(folded) < _LONG_ENOUGH - 1:
        return False
    alike = _by_initial(lexicon).get(folded[0], ())
    if len(folded) < _LONG_ENOUGH:  # only a letter forgotten: "depui"
        alike = [word for word in alike if len(word) == _LONG_ENOUGH]
    return process.extractOne(folded, alike, scorer=OSA.distance, score_cutoff=1) is not None


def _is_derived(folded: str, lexicon: Lexicon) -> bool:
    """What no dictionary has and everybody understands: "rempaillé", "intracommunautaire", "vitrailliste"."""
    if folded.endswith(_NEVER_A_NAME):
        return True
    root = _GESTURE.sub("", folded)
    if root != folded and (
        root in lexicon.roots or (len(root) >= _ROOT and f"{root}er" in lexicon.french.words)
    ):
        return True
    return (before := _BEFORE.match(folded)) is not None and folded[before.end() :] in lexicon.french.words


@lru_cache(maxsize=2)
def _by_initial(lexicon: Lexicon) -> dict[str, list[str]]:
    """The usual words, by their first letter."""
    out: dict[str, list[str]] = {}
    for word in sorted(lexicon.french.common | lexicon.kept):
        if len(word) >= _LONG_ENOUGH - 1:
            out.setdefault(word[0], []).append(word)
    return out


@lru_cache(maxsize=4)
def lexicon_of(catalogue: Catalogue, french: French) -> Lexicon:
    """The lexicon for a catalogue: its own words are kept as well."""
    words = [word for family in catalogue.families for word in family.words]
    for need in catalogue.needs:
        for text in (need.label, need.question, need.why, need.ask):
            words.append(text.fr)
        for choice in need.choices:
            words += [choice.label.fr, choice.brief.fr]
        words += need.words.strong
    own = frozenset(token.word for text in words for token in tokens(text) if len(token.word) > 2)
    trades = frozenset(form for trade in french.trades for word in trade.split() for form in _forms(word))
    roots = frozenset(
        root for trade in french.trades if len(root := _AGENT.sub("", trade)) > 4 and " " not in trade
    )
    return Lexicon(_KEPT | trades | french.crafted | (own - french.first_names), trades, roots, french)


def _forms(word: str) -> Iterator[str]:
    """A trade's word for a woman and for several: "vannière", "brodeuses"."""
    feminine = next((word[: -len(end)] + other for end, other in _FEMININE if word.endswith(end)), f"{word}e")
    for form in (word, feminine):
        yield from (form, f"{form}s")
