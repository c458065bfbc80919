"""The goods and the work of a brief as people type them: a noun and its complement, the likeliest first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from etabli.foundation.stemming import stem
from etabli.procurement.briefs.engine.trade_names import TradeName, is_person
from etabli.procurement.briefs.engine.written import words_of
from etabli.procurement.needs.engine.words import SMALL, fold

LONGEST = 4  # words that mean something
_OWN = 8  # as many of the brief's own
_WORK = words_of(
    "food sellerie broderie "
    "accord aiguisage atelier balayage certificat conception coupe cours couture création dépannage devis "
    "diagnostic dorure entretien essayage formation fuite gravure livraison mise montage panne photo "
    "pose ravalement reliure repas retouche révision shooting soin soins soudure stage taille tonte "
    "traitement vidange visite vitrification destruction extension lissage ouverture conseil coiffure chef recharge "
    "relooking restauration réfection détartrage ourlet chauffeur transport"
)
_DONE = re.compile(r".{3,}(?:age|tion|sion|ment)$")
_GOODS = words_of(
    "fromage fromages potage image village étage plage nuage cage visage garage bagage carrelage vitrage grillage "
    "équipage breuvage héritage station collection vêtement vêtements aliment aliments instrument instruments "
    "monument ornement appartement bâtiment ciment piment condiment logement parement pansement document bague "
    "potion portion fourrage cépage coquillage corsage pelage"
)
# Work that says nothing without what it is done to.
_BARE = words_of(
    "pose création réparation restauration rénovation entretien installation vente achat fabrication changement "
    "remplacement mise taille coupe soin soins aménagement réalisation livraison location nettoyage visite cours "
    "atelier stage construction transformation conseil démontage montage traitement production réfection refaire "
    "révision ouverture formation confection conception vérification expédition déplacement préparation "
    "personnalisation "
    "fourniture utilisation présentation commande gestion organisation collection paiement information "
    "rayure bosse panne casse fissure tache défaut usure trou "
    "rayon gamme choix stock modèle neuf occasion couleur forme taille-douce chose main détail style tout"
)
# What things are made of: nobody looks for it alone.
_MATERIALS = words_of(
    "bois frene chene noyer hetre merisier chataignier sapin douglas cuir lin laine coton soie or argent acier "
    "inox fer "
    "laiton cuivre zinc bronze etain pierre marbre granit ardoise tuile verre gres porcelaine terre argile "
    "osier rotin "
    "mousse crin tissu velours papier carton platre chaux ciment beton seigle froment cacao peau metal aluminium alu "
    "pvc"
)
_BEFORE = words_of(
    "vente achat fabrication confection réalisation fourniture production conception préparation"
)
_ADJECTIVE = re.compile(
    r".*(?:ée?|ique|ifs?|ives?|els?|elles?|ales?|aux|euses?|eux|ables?|ibles?|ants?|antes?|aires?|iennes?|"
    r"oises?|aises?|ouces?|[eè]tes?|ides?)$"
)
_SURFACE = re.compile(
    r"(?!.*\b(?:voiture|carrosserie|auto|meuble|verre|bateau|papier)\b)(?:.*\b)?(?:toiture|ardoise|tuile|"
    r"enduit|peinture|carrelage|isolation|dalle|terrasse|parquet|ravalement|"
    r"façade|cloison|plâtr\w+|placo|combles|étanchéité|moquette|faïence|chape|plafond|pavage|bardage|gazon|clôture)\b"
)
_BY_THE_PIECE = re.compile(r"(?:réparation|restauration|fuite|stage|cours|atelier|lampe|entretien)\b")


@dataclass(frozen=True)
class Phrase:
    """Words to type in lower case. `is_work`: somebody does it; otherwise it is a thing that can be had.
    `is_mentioned`: the brief speaks of it."""

    words: str
    is_work: bool
    is_mentioned: bool

    @property
    def price(self) -> str:
        """What is typed to know what it costs, by the square metre where it goes by that."""
        is_surface = _SURFACE.match(self.words) and not _BY_THE_PIECE.match(self.words)
        return f"prix {self.words} m2" if is_surface else f"prix {self.words}"


def phrases(things: Iterable[str], text: str, name: TradeName, family: str) -> tuple[Phrase, ...]:
    """What people come for: of what the trade is known for, that which `text` speaks of; then the `things` that were
    read in it; then the rest of what the trade is known for."""
    spoken = stems(text)
    own = [phrase for thing in things if (phrase := _typed(_renamed(thing, family), name))][:_OWN]
    named = [service for service in name.services if _wanted(service, name) <= spoken | _TO_MEASURE]
    half = [service for service in name.services if is_work(service) and _complement(service) <= spoken]
    known = frozenset(name.agents)
    usual = name.services or tuple({name.name} - known - {""})
    kept: list[str] = []
    precise, vague = (
        [words for words in named if (" " in words) is is_precise] for is_precise in (True, False)
    )
    for words in (*precise, *own, *vague, *half, *usual):
        is_near = _says_more_or_less if words in own else _says_the_same
        if words not in known and not any(is_near(words, other) for other in kept):
            kept.append(words)
    mentioned = {*named, *own, *half}
    return tuple(Phrase(words, is_work(words), words in mentioned) for words in kept)


def _wanted(service: str, name: TradeName) -> frozenset[str]:
    """What a text must speak of to speak of a service: of "photographe mariage", weddings."""
    return stems(service.removeprefix(f"{name.name} "))


def _complement(words: str) -> frozenset[str]:
    return stems(words.partition(" ")[2]) or stems(words)


def _says_the_same(words: str, other: str) -> bool:
    return stems(words) == stems(other)


def _says_more_or_less(words: str, other: str) -> bool:
    first, second = stems(words), stems(other)
    return words.partition(" ")[0] == other.partition(" ")[0] and (first <= second or second <= first)


def _renamed(thing: str, family: str) -> str:
    """What is done again is called otherwise on a building."""
    again = "rénovation" if family == "building" else "réparation"
    return re.sub("^refaire ", f"{again} ", thing)


def is_work(words: str) -> bool:
    """Whether what is typed is done by somebody, as its first word tells: it can't be bought."""
    head = words.partition(" ")[0]
    return head not in _GOODS and (head in _WORK or is_person(head) or bool(_DONE.match(head)))


_TO_MEASURE = frozenset({"mesur"})  # what is made is made to measure, whether it was said or not


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """Its words that mean something, in a form that can be compared."""
    return frozenset(
        stem(word)
        for word in re.findall(r"[a-z0-9]+", fold(text).replace("vitraux", "vitrail"))
        if word not in SMALL
    )


def _typed(thing: str, name: TradeName) -> str:
    """A thing as people type it, or nothing when nobody would."""
    words = thing.replace("d’", "d’ ").split()
    while len(words) > 1 and words[0] in _BEFORE | {"de", "du", "des", "d’"}:
        words = words[1:]
    if not words or is_person(words[0]) or len([word for word in words if word not in SMALL]) > LONGEST:
        return ""
    head = words[0]
    if head in _BARE and all(_ADJECTIVE.fullmatch(word) for word in words[1:]):
        return ""
    if len(words) == 1 and fold(head) in _MATERIALS:
        return ""
    if len(words) == 1 and "measure" in name.kinds and head not in _BARE and not is_work(head):
        return f"{head} sur mesure"
    if len(words) == 1 and not _stands_alone(head, name):
        return ""
    return " ".join(words).replace("’ ", "’")


def _stands_alone(word: str, name: TradeName) -> bool:
    """Whether one word is enough: work that names itself, or a thing where things are sold."""
    if word in _BARE or len(word) < 4:
        return False
    known = {service for service in name.services if " " not in service}
    if word in known or (is_work(word) and word not in _BARE):
        return True
    return "goods" in name.kinds and not _ADJECTIVE.match(word)
