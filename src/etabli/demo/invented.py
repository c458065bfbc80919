"""Invented businesses and people: believable, and nobody real.

Every SIREN begins with 000, which the official register never gives out. Shares of trades are rounded from
what chambers of trades publish of their members (building about 40 %, services 30 %, making 15 %, food 12 %).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

# (trade code NAFA, weight, how such a business is called)
TRADES: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("4399CZ", 110, ("Maçonnerie", "Bâti", "Pierre et Chaux")),
    ("4334ZC", 70, ("Peinture", "Décor", "Couleurs")),
    ("4321AB", 70, ("Électricité", "Élec", "Courant")),
    ("4322AZ", 60, ("Plomberie", "Eau et Chauffage", "Sanitaire")),
    ("4332AA", 60, ("Menuiserie", "Bois et Fenêtres", "Copeaux")),
    ("4391BZ", 30, ("Toiture", "Couverture", "Tuiles")),
    ("4391AZ", 20, ("Charpente", "Bois levé")),
    ("4331ZB", 25, ("Plâtrerie", "Cloisons")),
    ("9602AA", 90, ("Coiffure", "Salon", "Atelier Coiffure")),
    ("9602BA", 40, ("Institut", "Beauté", "Soins")),
    ("4520AB", 60, ("Garage", "Mécanique", "Auto")),
    ("4932ZA", 55, ("Taxi", "Taxis")),
    ("8121ZZ", 30, ("Nettoyage", "Propreté")),
    ("7420ZR", 20, ("Photographie", "Studio Photo")),
    ("4776ZP", 18, ("Fleurs", "Le Bouquet")),
    ("9511ZZ", 12, ("Dépannage informatique", "SOS Ordinateur")),
    ("3213ZZ", 22, ("Bijoux", "Atelier Bijou")),
    ("1413ZB", 22, ("Couture", "Le Dé à coudre", "Atelier Couture")),
    ("3109BA", 18, ("Ébénisterie", "Meubles")),
    ("2341ZZ", 16, ("Céramique", "Poterie", "Terre et Feu")),
    ("1512ZA", 14, ("Maroquinerie", "Atelier Cuir")),
    ("1812ZA", 10, ("Imprimerie", "Presses")),
    ("2041ZZ", 8, ("Savonnerie", "Savons")),
    ("3299ZA", 6, ("Bougies", "Cire et Mèche")),
    ("1071CB", 48, ("Boulangerie", "Fournil", "Au Bon Pain")),
    ("4722ZB", 20, ("Boucherie", "Boucherie-Charcuterie")),
    ("1071DZ", 14, ("Pâtisserie", "Gourmandises")),
    ("1085ZZ", 20, ("Traiteur", "Cuisine")),
    ("1082ZZ", 8, ("Chocolaterie", "Cacao")),
)
PLACES = (
    "du Port", "du Bourg", "des Halles", "de l’Estuaire", "du Moulin", "des Vignes", "du Phare", "du Lavoir",
    "des Deux Rives", "de la Place", "du Marché", "des Pins", "du Bassin", "de la Gare", "du Vieux Pont",
)  # fmt: skip
FIRST_NAMES = (
    "Nadia", "Jean-Marc", "Sylvie", "Karim", "Chloé", "Bernard", "Fatou", "Luc", "Inès", "Gérard", "Manon",
    "Didier", "Amélie", "Youssef", "Corinne", "Hugo", "Brigitte", "Mehdi", "Laure", "Patrick", "Élise",
    "Rachid", "Maud", "Serge", "Aïcha", "Thomas", "Odile", "Kévin", "Josiane", "Paul",
)  # fmt: skip


@dataclass(frozen=True)
class InventedBusiness:
    """One invented business."""

    siret: str
    name: str
    trade_code: str
    commune: str


def businesses(weights: Sequence[tuple[str, int]], number: int, seed: int = 33) -> Iterator[InventedBusiness]:
    """`number` businesses over communes given as (code, population), the same for the same seed."""
    random = Random(seed)
    codes = random.choices([code for code, _ in weights], [max(n, 1) for _, n in weights], k=number)
    trades = random.choices(TRADES, [weight for _trade, weight, _words in TRADES], k=number)
    for rank, (commune, (trade, _weight, words)) in enumerate(zip(codes, trades, strict=True)):
        name = f"{random.choice(words)} {random.choice(PLACES)}"
        yield InventedBusiness(siret(rank), name, trade, commune)


def siret(rank: int) -> str:
    """A number that passes the check (Luhn) and that no real business has: 000 in front. `rank` < 100,000."""
    siren = _with_key(f"000{rank:05d}")
    return _with_key(f"{siren}0001")


def person_name(random: Random) -> str:
    """A first name and an initial: enough to follow a story, too little to be anybody."""
    return f"{random.choice(FIRST_NAMES)} {random.choice('ABCDEFGHLMNPRSTV')}."


def _with_key(digits: str) -> str:
    doubled = (int(d) * (2 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits)))
    total = sum(n - 9 if n > 9 else n for n in doubled)
    return f"{digits}{-total % 10}"
