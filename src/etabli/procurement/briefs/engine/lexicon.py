"""What tells a name from a word: the words an ad may keep, first names, and the facts on the language."""

from __future__ import annotations

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
francaise anglais anglaise espagnol italien allemand portugais europeen europeenne"""
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
_FIRST_NAMES = """adele adrien agathe agnes alain albane albert alexandra alexandre alexia alexis alice alicia
aline amandine
amelie anais andre andrea angelique anita anne annie anthony antoine antonin ariane arnaud arthur astrid
audrey aurelie aurelien aurore axel baptiste barbara bastien beatrice benedicte benjamin benoit bernadette
bernard bertrand boris brigitte bruno camille carine carole caroline catherine cecile cedric celia celine
chantal charlene charles charlotte chloe christele christelle christian christiane christine christophe
claire clara claude claudette claudine clemence clement clementine clotilde colette coralie corentin corinne
cyril cyrille damien daniel daniele danielle david deborah delphine denis denise didier dominique dorothee
dylan edith edouard elea elena eliane elisa elisabeth elise elodie eloise emeline emile emilie emma emmanuel
emmanuelle enzo eric erwan estelle esther ethan etienne eugene eva evelyne fabien fabienne fabrice fanny
farid fatima felix fernand flavie florence florent florian francine francis francois francoise franck
frederic frederique gabriel gabrielle gael gaelle gaetan gaston genevieve georges gerald geraldine gerard
germaine ghislaine gilbert gilles gisele guillaume gustave guy gwenaelle hassan helene henri herve hubert
hugo hugues ines ingrid irene isabelle ismael jacqueline jacques jade jean jeanne jeannine jennifer jeremie
jeremy jerome jessica joel joelle jonathan jordan josephine josette josiane julie julien juliette justine
karim karine katia kevin khadija laetitia lea lena leo leon leonie leila liliane lionel lisa loic lola louis
louise luc lucas lucette lucie lucien lucienne ludivine ludovic lydia lydie madeleine magali manon manuel
marc marcel marcelle margaux margot marguerite maria marianne marie marielle marine marion marius marlene
marthe martine maryse mathias mathieu mathilde matthieu maud maurice max maxence maxime melanie melissa
michel michele micheline michelle mickael mireille mohamed monique morgane muriel mylene myriam nadege nadia
nadine natacha nathalie nathan nicolas nicole nina noemie noemi odette odile olivia olivier oceane pascal
pascale patrice patricia patrick paul paule paulette pauline philippe pierre pierrette quentin rachel rachid
raoul raphael raymond raymonde regine regis remi remy rene renee richard robert robin roger roland rolande
romain romane rosalie roxane sabine sabrina samia samir samuel sandra sandrine sara sarah sebastien serge
severine simon simone solange solene sofia sonia sophie stephane stephanie sylvain sylvie tatiana theo
theodore theophile therese thibault thibaut thierry thomas timothee valentin valentine valerie vanessa
veronique vincent violette virginie viviane william xavier yael yann yannick yasmine yves yvette yvonne yvan
zoe zohra"""

FIRST_NAMES = frozenset(_FIRST_NAMES.split()) - frozenset(
    [
        "jean",
        "claire",
        "rose",
        "marine",
        "valentin",
        "pierre",
        "jade",
        "aurore",
        "violette",
        "constant",
        "max",
        "madeleine",
        "charlotte",
        "marguerite",
        "clementine",
    ]
)
LEGAL_FORMS = frozenset(["sarl", "sas", "sasu", "eurl", "sci", "ei", "ets", "scop", "snc"])
_PEOPLE_OF = ("ais", "aise", "ois", "oise", "ien", "ienne")
_LONG_ENOUGH = 6  # letters: in a shorter word, one wrong letter makes another word


def _split(words: str) -> frozenset[str]:
    return frozenset(part for word in words.split() for part in fold(word).replace("'", "-").split("-"))


_KEPT = _split(" ".join((_PLATFORMS, _CALENDAR, _WIDE_PLACES, _COMMON))) | SMALL


@dataclass(frozen=True)
class French:
    """Facts on the language, folded. Everyday `words`, in their forms; `common` ones, so usual that a word one letter
    away is a typing error; `typed` words that no dictionary has; `names` that would pass for everyday words;
    `also_words`, names that are everyday words too; `places` made of everyday words."""

    words: frozenset[str]
    common: frozenset[str]
    typed: frozenset[str]
    also_words: frozenset[str]
    names: frozenset[str]
    places: frozenset[str]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """What is known of words. `kept` may stand with a capital in the middle of a sentence."""

    kept: frozenset[str]
    french: French

    def is_everyday(self, word: str, *, mistyped: bool = True) -> bool:
        """A word that names nobody. `mistyped`: a usual word with one wrong letter is one too."""
        return _everyday(self, fold(word), mistyped)

    def is_name(self, word: str) -> bool:
        """A first name or a surname, be it an everyday word as well."""
        folded = fold(word)
        return folded in FIRST_NAMES or folded in self.french.also_words or folded in self.french.names

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
    if folded in FIRST_NAMES or folded in lexicon.french.names:
        return False
    if {folded, folded.rstrip("sx"), f"{folded}s"} & lexicon.french.words:
        return True
    if not mistyped or len(folded) < _LONG_ENOUGH - 1:
        return False
    alike = _by_initial(lexicon).get(folded[0], ())
    if len(folded) < _LONG_ENOUGH:  # only a letter forgotten: "depui"
        alike = [word for word in alike if len(word) == _LONG_ENOUGH]
    return process.extractOne(folded, alike, scorer=OSA.distance, score_cutoff=1) is not None


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
    return Lexicon((_KEPT | own) - (FIRST_NAMES - _KEPT), french)
