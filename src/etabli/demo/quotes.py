"""Eight invented quotes, in three layouts, with what real ones hold: clear, silent, mistaken, a rental."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any

from etabli.demo.invented import siret
from etabli.foundation.documents import render

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Line:
    """A printed line: quantity, unit, unit price in euros before tax."""

    label: str
    quantity: int
    unit: str
    price: Decimal


@dataclass(frozen=True)
class Draft:
    """What a quote says. `rate` is None for a trader without VAT; `slip` is added to the printed net total."""

    layout: str
    supplier: str
    subject: str
    lines: tuple[Line, ...]
    terms: tuple[str, ...]
    rate: int | None = 20
    slip: Decimal = Decimal(0)


def _line(label: str, price: str, quantity: int = 1, unit: str = "") -> Line:
    return Line(label, quantity, unit, Decimal(price))


DRAFTS: tuple[Draft, ...] = (
    Draft(
        "classic",
        "Studio des Quinconces (fictif)",
        "Création d’un site vitrine",
        (
            _line("Création du site vitrine, 6 pages", "1800"),
            _line("Rédaction des textes avec vous", "90", 4, "h"),
            _line("Photographies de l’atelier, demi-journée", "350"),
            _line("Hébergement et nom de domaine à votre nom, première année", "35", 12, "mois"),
            _line("Formation à la mise à jour du site", "70", 2, "h"),
        ),
        (
            "Acompte de 30 % à la commande, solde à la livraison, paiement à 30 jours.",
            "Le nom de domaine est enregistré au nom du client.",
            "Livraison six semaines après réception des textes et photos.",
        ),
    ),
    Draft(
        "columns",
        "Visibloc (fictif)",
        "Votre présence sur internet, formule tout compris",
        (
            _line("Licence d’exploitation du site internet", "290", 48, "mois"),
            _line("Frais de mise en service", "600"),
        ),
        (
            "Contrat irrévocable de 48 mois, loyer mensuel de 290,00 € HT prélevé automatiquement.",
            "Le contrat peut être cédé à un bailleur après signature du procès-verbal de livraison.",
            "Renouvellement par tacite reconduction pour 12 mois, préavis de 6 mois.",
        ),
    ),
    Draft(
        "letter",
        "Une développeuse indépendante (fictive)",
        "Site de présentation et page de contact",
        (
            _line("Site de présentation, 4 pages, lisible sur téléphone", "1400"),
            _line("Formulaire de contact et mentions légales", "200"),
            _line("Mise en ligne et sauvegarde automatique", "150"),
        ),
        (
            "Paiement en deux fois : 40 % au début, 60 % à la fin.",
            "Les codes d’accès vous sont remis à la fin.",
        ),
        rate=None,
    ),
    Draft(
        "classic",
        "Atelier Pixel du Bassin (fictif)",
        "Boutique en ligne",
        (
            _line("Boutique en ligne, jusqu’à 40 produits", "2900"),
            _line("Paiement par carte et conditions de vente", "380"),
            _line("Reprise des photos des produits", "12", 40),
            _line("Maintenance et mises à jour", "45", 12, "mois"),
        ),
        ("Engagement de 12 mois pour la maintenance.", "Paiement à 30 jours."),
        slip=Decimal("20"),
    ),
    Draft(
        "columns",
        "Agence de la Rive (fictif)",
        "Site vitrine et référencement",
        (
            _line("Conception graphique", "900"),
            _line("Intégration de 5 pages", "220", 5, "page"),
            _line("Référencement naturel : mots-clés et textes", "480"),
            _line("Statistiques de visite sans cookies", "120"),
        ),
        ("Acompte de 40 %.", "Cession des droits d’auteur sur les textes et le graphisme, France, dix ans."),
    ),
    Draft(
        "letter",
        "Un webmestre de village (fictif)",
        "Page Facebook et fiche d’établissement",
        (
            _line("Création de la page et de la fiche", "260"),
            _line("Deux heures pour apprendre à publier", "120"),
        ),
        ("Vous restez administrateur de la page.",),
        rate=None,
    ),
    Draft(
        "classic",
        "Studio des Quinconces (fictif)",
        "Campagne d’annonces locales",
        (_line("Préparation de la campagne", "420"), _line("Suivi de la campagne", "180", 3, "mois")),
        ("Le budget des annonces est payé à part, directement par vous.",),
    ),
    Draft(
        "columns",
        "Agence de la Rive (fictif)",
        "Refonte d’un site existant",
        (
            _line("Audit du site actuel", "350"),
            _line("Refonte, reprise des contenus", "1650"),
            _line("Accessibilité et mentions légales", "300"),
            _line("Hébergement et maintenance", "39", 12, "mois"),
        ),
        ("Réversibilité : les fichiers et la base vous sont remis sur demande.", "Validité deux mois."),
    ),
)


def pdfs(on: date, client: str) -> Iterator[tuple[Draft, bytes]]:
    """Each quote printed, dated `on`, for the same invented client."""
    for rank, draft in enumerate(DRAFTS, start=1):
        template = files("etabli.demo") / "documents" / f"quote_{draft.layout}.typ"
        yield draft, render(template, _printed(draft, rank, on, client), title=f"Devis {draft.subject}")


def _printed(draft: Draft, rank: int, on: date, client: str) -> dict[str, Any]:
    net = sum((line.quantity * line.price for line in draft.lines), Decimal(0)) + draft.slip
    vat = (net * (draft.rate or 0) / 100).quantize(CENT)
    return {
        "supplier": {
            "name": draft.supplier,
            "address": "Adresse fictive, 33000 Bordeaux",
            "email": "contact@exemple.invalid",
            "legal": f"{draft.supplier} · SIRET {siret(90_000 + rank)} · entreprise inventée pour la démonstration",
        },
        "client": {"name": client, "address": "Gironde"},
        "number": f"D{on:%Y}-{rank:03d}",
        "issued": f"{on:%d/%m/%Y}",
        "until": f"{on + timedelta(days=60):%d/%m/%Y}",
        "subject": draft.subject,
        "lines": [
            {
                "reference": f"P{rank}{i}",
                "label": line.label,
                "quantity": str(line.quantity),
                "unit": line.unit,
                "price": euros(line.price),
                "amount": euros(line.quantity * line.price),
            }
            for i, line in enumerate(draft.lines, start=1)
        ],
        "net": euros(net),
        "rate": f"{draft.rate} %" if draft.rate else "",
        "vat": euros(vat) if draft.rate else "TVA non applicable, art. 293 B du CGI",
        "gross": euros(net + vat),
        "terms": list(draft.terms),
    }


def euros(amount: Decimal) -> str:
    """ "1 234,50 €", as a French quote prints it."""
    return f"{amount:,.2f} €".replace(",", " ").replace(".", ",")
