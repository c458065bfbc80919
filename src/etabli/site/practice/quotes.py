"""Two invented quotes: one that is clear, and a rental that looks cheap by the month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files

from etabli.foundation.documents import render
from etabli.foundation.files.engine import kinds
from etabli.foundation.files.receiving import Examined

TEMPLATE = files("etabli.site.practice") / "documents" / "quote.typ"


@dataclass(frozen=True)
class _Draft:
    """What one says: its lines are (label, quantity, unit price in euros before tax)."""

    file_name: str
    number: str
    supplier: str
    siret: str  # begins with 000, which the official register never gives out
    subject: str
    lines: tuple[tuple[str, int, int], ...]
    terms: tuple[str, ...]


DRAFTS = (
    _Draft(
        "devis-site-internet.pdf",
        "E-101",
        "Atelier Web du Modèle (inventé)",
        "00099901100018",
        "Création d’un site vitrine",
        (
            ("Création du site vitrine, 5 pages", 1, 1500),
            ("Rédaction des textes avec vous", 4, 60),
            ("Hébergement et nom de domaine à votre nom, première année", 12, 15),
        ),
        (
            "Acompte de 30 % à la commande, solde à la livraison, paiement à 30 jours.",
            "Le nom de domaine est enregistré au nom du client.",
            "Livraison six semaines après réception des textes et photos.",
        ),
    ),
    _Draft(
        "devis-location.pdf",
        "E-102",
        "Présence Facile (inventé)",
        "00099902900010",
        "Votre présence sur internet, formule tout compris",
        (("Licence d’exploitation du site internet", 48, 190), ("Frais de mise en service", 1, 400)),
        (
            "Contrat irrévocable de 48 mois, loyer mensuel de 190,00 € HT prélevé automatiquement.",
            "Le contrat peut être cédé à un bailleur après signature du procès-verbal de livraison.",
            "Renouvellement par tacite reconduction pour 12 mois, préavis de 6 mois.",
        ),
    ),
)


def uploads(client: str, on: date) -> Iterator[Examined]:
    """Each quote as the file that its supplier would send, dated `on`."""
    for draft in DRAFTS:
        content = render(TEMPLATE, _said(draft, client, on), title=f"Devis {draft.subject}")
        yield Examined(draft.file_name, kinds.PDF, content)


def _said(draft: _Draft, client: str, on: date) -> dict[str, object]:
    net = Decimal(sum(quantity * price for _label, quantity, price in draft.lines))
    return {
        "supplier": draft.supplier,
        "siret": draft.siret,
        "client": client,
        "number": draft.number,
        "issued": f"{on:%d/%m/%Y}",
        "until": f"{on + timedelta(days=60):%d/%m/%Y}",
        "subject": draft.subject,
        "lines": [
            {
                "label": label,
                "quantity": str(quantity),
                "price": _euros(Decimal(price)),
                "amount": _euros(Decimal(quantity * price)),
            }
            for label, quantity, price in draft.lines
        ],
        "net": _euros(net),
        "vat": _euros(net / 5),
        "gross": _euros(net * 6 / 5),
        "terms": list(draft.terms),
    }


def _euros(amount: Decimal) -> str:
    return f"{amount:,.2f} €".replace(",", " ").replace(".", ",")
