"""What a brief names in its author's words that people type: things and services, places, what is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from etabli.procurement.needs.engine.words import fold


def words_of(text: str) -> frozenset[str]:
    """A list of words."""
    return frozenset(text.split())


# What somebody does, in the first person or the third, and how it is typed before its object.
_DOING = {
    "refai": "refaire", "repar": "réparation", "restaur": "restauration", "renov": "rénovation", "pos": "pose",
    "install": "installation", "depann": "dépannage", "entret": "entretien", "construi": "construction",
    "nettoi": "nettoyage", "livr": "livraison", "lou": "location", "grav": "gravure",
    "affut": "affûtage", "debouch": "débouchage", "isol": "isolation", "agrandi": "agrandissement",
    "transform": "transformation", "retouch": "retouche", "demont": "démontage", "remplac": "remplacement",
    "chang": "changement", "abat": "abattage", "ramon": "ramonage", "ponc": "ponçage",
    "toilett": "toilettage", "elagu": "élagage", "aiguis": "aiguisage", "rempaill": "rempaillage",
}  # fmt: skip
_VERB = re.compile(
    r"^(?:je|j|nous|on|il|elle)?\s*(?:les?\s|la\s)?(?P<verb>(?:"
    + "|".join(_DOING)
    + r")(?!age|eur|euse|\w*(?:tion|ment)s?$)\w{0,6})$"
)
# Words that end what people type: what comes after them is another thing, or the sentence.
_BREAK = words_of(
    "et ou mais pour avec chez dans depuis qui que qu dont donc car comme aussi surtout autour pres par "
    "sans sauf souvent parfois toujours jamais tres plus moins bien chaque selon vers entre apres avant "
    "puis ni je j nous on il elle ils elles vous tu me m se s ce c cela ca y n ne pas suis est sont ai as "
    "urgence avons avez ont etait sera serait peux peut veux veut fait fais font faire faisons travaille "
    "travaillons vends vend vendons propose proposons fabrique fabriquons cree creons realise realisons "
    "accueille recois aime cherche montre montrer voir voici tout toute tous toutes quelques plusieurs "
    "certains marque marques etais etait ete devenu devenue parle ecris viens vient tourne appelle prends prend "
    "travaille forme formee expose mieux plait demande demander donne preter prete rend the and or for with i we make"
)
_OFFERING = words_of(
    "fait fais font faire faisons vends vend vendons propose proposons fabrique fabriquons cree creons realise "
    "realisons accueille recois tourne forge couds brasse sculpte cuis affine monte imprime peins relie tisse souffle "
    "tresse moule torrefie distille prepare confectionne"
)
# Who is said to do what follows: what they do is a sentence, not a thing, but for the verbs that offer.
_SUBJECTS = words_of("je j on nous il elle ils elles vous qui")
_SAID_BETWEEN = words_of("y en ne n vous les la le l leur aussi")
_LEADING = words_of("le la les l un une des du de d mes mon ma nos notre ses son sa leurs leur en au aux a")
_ARTICLES = words_of("la le les l un une")
_AGAIN = words_of("refait refaits refaite refaites fait faits faite faites neuf neufs neuve neuves")
_INSIDE = words_of("de d du des en a au aux la le l les sur")
_MANY = frozenset({"aux", "des"})
_WHOM = frozenset({"pour", "for"})
# What every project speaks of, and nobody types to find a craft business.
_GENERIC = words_of(
    "site internet page pages photo photos client clients cliente clientes travail travaux entreprise "
    "atelier boutique magasin produit produits service services prix tarif tarifs horaires contact "
    "adresse telephone facebook instagram google texte textes image images logo chose choses gens "
    "personne personnes particulier particuliers metier savoir-faire qualite annee annees an ans jour "
    "jours mois semaine semaines fois matin soir bonjour merci village commune ville departement secteur "
    "region quartier rue monde projet devis mesure commande partie exemple type sorte besoin histoire "
    "famille equipe pere fils ici oui non sais mes mon nos realisations realisation chantier chantiers "
    "voisin voisins collection modele modeles piece pieces euros euro cher chere domicile mariage "
    "mariages soit outil outils logiciel logiciels caisse camion camions machine machines agenda fournisseur "
    "fournisseurs reseau reseaux agrement delai delais chiffre siret siren ancien ancienne seul seule dernier "
    "derniere deux trois quatre cinq six sept huit neuf dix quinze vingt trente quarante cinquante cent trop beaucoup "
    "grand-pere grand-mere mari femme mere frere soeur fille malade malades parent parents voiture quai place zone "
    "agence rdv residence residences tel pouce etudiant etudiants touriste touristes retraite retraites"
)
_QUALITIES = (
    "bio", "sur mesure", "fait main", "artisanal", "à domicile", "sans rendez-vous", "sans gluten", "vegan", "végétal",
    "urgence", "24h/24", "7j/7", "dimanche", "mariage", "anniversaire", "baptême", "ancien", "pierre", "bois",
    "recyclé", "naturel", "au levain", "rge", "pas cher", "haut de gamme", "personnalisé", "livraison", "à emporter",
    "local", "halal", "pmr", "écologique", "vintage", "argent", "or", "cuir", "chaux",
)  # fmt: skip
_SPOKEN = {
    "sur mesure": r"sur[- ]mesure", "fait main": r"faite?s?[- ](?:à la )?main", "artisanal": r"artisana(?:le?s?|ux)",
    "sans rendez-vous": r"sans (?:rendez-vous|rdv)", "végétal": r"végétales?|végétaux", "urgence": r"urgences?|urgent",
    "ancien": r"ancien(?:ne)?s?", "recyclé": r"recyclée?s?", "naturel": r"naturel(?:le)?s?",
    "personnalisé": r"personnalisée?s?", "local": r"loca(?:le?s?|ux)", "bio": r"bio(?:logiques?)?",
    "24h/24": r"24 ?h(?:/| sur )24", "7j/7": r"7 ?j(?:ours)?(?:/| sur )7", "mariage": "mariages?",
    "anniversaire": "anniversaires?",
}  # fmt: skip
_NAME = (
    r"(?:(?:La|Le|Les|Saint|Sainte|Saint-|L[’'])[\s-]?)?[A-ZÉÈÀÂÎÔ][\w’'-]{2,}"
    r"(?:[- ](?:de|du|en|sur|la|le|les)[- ][A-ZÉ][\w’'-]+)*"
)
_NEAR = r"(?i:à|(?:autour|près|environs|secteur) d[e’']|vers|sur|entre|aux?|en|dans l[ea]s?|du|d[e’'])"
_PLACED = re.compile(
    rf"(?<!\w){_NEAR}\s*(?P<first>{_NAME})(?P<more>(?:\s*(?:,|et|ou|puis)\s+(?:à\s+)?{_NAME})*)"
)
_NO_PLACE = words_of(
    "facebook instagram google whatsapp messenger internet noel paques pinterest tiktok linkedin etsy "
    "monsieur madame france"
)
_SENTENCE = re.compile(r"[.;:!?()\n\r«»\"“”/•·–—]|\s-\s")
_PART = re.compile(r",|\bet\b|\bou\b", re.IGNORECASE)
_WORK = r"(?<!\w)(?:\w{3,}(?:age|tion|ment)s?|pose|entretien|révision|retouche|vente|achat|location)(?!\w)"
_SHARED = re.compile(
    rf"(?P<works>{_WORK}(?:(?:, | et | ou ){_WORK})+) (?P<what>(?:de |du |des |d[’'])[^,]+?)(?=,| et | ou |$)",
    re.IGNORECASE,
)
# What a list may be of: "réparation de selles, de sièges et de capotes".
_CARRIED = words_of(
    "réparation restauration rénovation pose changement remplacement entretien installation location dépannage "
    "nettoyage réfection affûtage débouchage isolation retouche"
)
_DONE = re.compile(
    r"\w{3,}(?:age|tion|sion|ment)s?$|(?:pose|entretien|cours|stages?|ateliers?|ventes?|visites?)$"
)
_SHAPED = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|\+?\d[\d .]{7,}\d")
LONGEST_THING = 4  # words that mean something in what is typed


@dataclass(frozen=True)
class Written:
    """What was read, the most telling first. `places`: towns and lands as people name them, in lower case."""

    things: tuple[str, ...]
    places: tuple[str, ...]
    qualities: tuple[str, ...]


def written(naming: Iterable[str], others: Iterable[str] = (), communes: Iterable[str] = ()) -> Written:
    """Read what was written by hand: things in the texts that are `naming` some, places and qualities in the `others`
    too. `communes` are names that are places wherever they stand with a capital."""
    first = [_SHAPED.sub(" ", text) for text in naming]
    whole = "\n".join([*first, *(_SHAPED.sub(" ", text) for text in others)])
    places = tuple(dict.fromkeys(place.lower() for place in _places(whole, communes)))
    bare = {part for place in places for part in re.findall(r"[a-z]+", fold(place))}
    things = (thing for text in first for thing in _things(text, bare))
    qualities = [
        quality
        for quality in _QUALITIES
        if re.search(rf"(?<!\w)(?:{_SPOKEN.get(quality, re.escape(quality))})(?!\w)", whole, re.IGNORECASE)
    ]
    return Written(tuple(dict.fromkeys(things)), places, tuple(qualities))


def _places(text: str, communes: Iterable[str]) -> Iterator[str]:
    known = {fold(name): name for name in communes}
    for name in re.findall(_NAME, text):
        if fold(name) in known:
            yield known[fold(name)]
    for match in _PLACED.finditer(text):
        for name in (match["first"], *re.findall(_NAME, match["more"])):
            if not _NO_PLACE & set(fold(name).split()):
                yield name.strip("’'-")


def _things(text: str, places: set[str]) -> Iterator[str]:
    """Runs of words between those that break; what comes after "pour" is whom it is for. What is done to the first
    thing of a list is done to the others: "je répare les selles et les sièges"."""
    for sentence in _SENTENCE.split(text):
        doing = ""
        for part in _PART.split(_SHARED.sub(_each, sentence)):
            run: list[str] = []
            words = [*part.replace("'", "’").replace("’", "’ ").split(), "."]
            if fold(words[0]).strip("’") not in _LEADING:
                doing = ""
            subject = False
            for word in words:
                plain = fold(word).strip("’.-")
                action = _VERB.match(plain)
                if subject and not action and plain not in _OFFERING | _SAID_BETWEEN:
                    break
                subject = plain in _SUBJECTS or (subject and plain in _SAID_BETWEEN)
                if action and not run:
                    doing = _done(action["verb"])
                elif plain in _BREAK or plain in places or not re.fullmatch(r"[a-z-]+", plain):
                    yield from _thing(run, doing)
                    doing, run = "" if plain in _OFFERING else _carried(run, doing), []
                    if plain in _WHOM:
                        break
                elif word[0].isupper() and word is not words[0]:  # a name, as are the words that it follows
                    run, doing = [], ""
                else:
                    run.append(word.lower())


def _each(match: re.Match[str]) -> str:
    """ "Pose et entretien de poêles" is two things."""
    return ", ".join(f"{work} {match['what']}" for work in re.findall(_WORK, match["works"], re.IGNORECASE))


def _carried(run: list[str], doing: str) -> str:
    """What is done to the next thing of a list, after this run of words."""
    if not run:
        return doing
    inside = [word for word in run if fold(word).strip("’") in _INSIDE]
    if len(run) > 2 and run[0] in _CARRIED and len(inside) == 1:
        return run[0]
    return "" if _DONE.match(run[0]) else doing


def _done(verb: str) -> str:
    return next(typed for stem, typed in _DOING.items() if verb.startswith(stem))


def _thing(run: list[str], doing: str) -> Iterator[str]:
    """A run of words as people type it: no article before it, in the singular, not too long. Nothing when it says
    nothing."""
    words = list(run)
    while words and fold(words[0]).strip("’") in _LEADING:
        words.pop(0)
    plain = [fold(word).strip("’") for word in words]
    if len(words) > 2 and plain[1] in _ARTICLES:  # a verb and its object
        words, plain = words[2:], plain[2:]
    while plain and plain[-1] in _AGAIN:
        words, plain = words[:-1], plain[:-1]
    if not words or {"mes", "mon", "ma", "nos", "leur", "leurs"} & set(plain):
        return
    places = [place for place, word in enumerate(plain) if word not in _INSIDE][:LONGEST_THING]
    words = words[: places[-1] + 1] if places else []
    meaning = {plain[place] for place in places}
    if not meaning - _GENERIC or plain[0] in _GENERIC or all(len(word) < 4 for word in meaning):
        return
    typed = [
        word if place and plain[place - 1] in _MANY else singular(word) for place, word in enumerate(words)
    ]
    done = "" if _DONE.match(typed[0]) else doing
    yield re.sub(r"’ ", "’", " ".join([done, *typed]).strip())


_SAME_IN_BOTH = ("repos", "enclos", "gros", "dos", "cours", "velours")


def singular(word: str) -> str:
    """A French noun or adjective in the singular, as far as its ending tells."""
    if len(word) < 4 or word.endswith(("ss", "us", "is", "as", "ès", "ps", "its", *_SAME_IN_BOTH)):
        return word
    if word == "vitraux":
        return "vitrail"
    if word.endswith("eaux"):
        return word[:-1]
    return word[:-1] if word.endswith(("s", "oux")) else word
