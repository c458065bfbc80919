# ruff: noqa: E501  -- printed rows read better one a line
"""Random quotes and their printing to PDF in several layouts, for the tests that require the truth back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from fpdf import FPDF

CENT = Decimal("0.01")
THINGS = (
    "Création du site vitrine", "Hébergement du site", "Nom de domaine", "Charte graphique", "Reportage photo sur place",
    "Rédaction des textes de cinq pages", "Référencement naturel", "Formation à la mise à jour", "Intégration du formulaire de contact",
    "Maquette de la page d'accueil", "Module de prise de rendez-vous en ligne", "Installation et configuration de WordPress",
    "Audit de sécurité", "Développement spécifique", "Gestion de projet", "Campagne sur les réseaux sociaux", "Logo",
    "Mise en conformité avec le règlement sur les données personnelles", "Sauvegardes et mises à jour", "Impression de cartes",
)  # fmt: skip
DETAILS = (
    "Comprend deux allers-retours de corrections.",
    "Livré sous quinze jours.",
    "- version mobile\n- version bureau",
    "",
)
SUPPLIERS = ("Atelier Numérique Lambda SARL", "Studio Epsilon", "Agence Oméga SAS", "Pixel & Cie EURL")


@dataclass(frozen=True)
class Item:
    name: str
    details: str
    quantity: Decimal
    unit: str
    price: Decimal
    rate: Decimal

    @property
    def net(self) -> Decimal:
        return (self.quantity * self.price).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Truth:
    """A quote as it will be printed."""

    number: str
    issued_on: date
    valid_until: date
    supplier: str
    siret: str
    items: tuple[Item, ...]
    exempt: bool

    @property
    def net(self) -> Decimal:
        return sum((item.net for item in self.items), Decimal(0))

    @property
    def vat(self) -> Decimal:
        return sum(self.vat_by_rate().values(), Decimal(0))

    def vat_by_rate(self) -> dict[Decimal, Decimal]:
        if self.exempt:
            return {}
        bases: dict[Decimal, Decimal] = {}
        for item in self.items:
            bases[item.rate] = bases.get(item.rate, Decimal(0)) + item.net
        return {rate: (base * rate / 100).quantize(CENT, ROUND_HALF_UP) for rate, base in bases.items()}

    @property
    def gross(self) -> Decimal:
        return self.net + self.vat


@dataclass(frozen=True)
class Layout:
    """How a quote is printed."""

    font: str = "helvetica"
    size: int = 10
    style: str = "fr"  # "fr" 1 234,56 · "dot" 1234.56 · "en" 1,234.56 · "de" 1.234,56
    currency: str = " €"
    ruled: bool = True
    heads: dict[str, str] = field(default_factory=dict)
    order: tuple[str, ...] = ("name", "quantity", "price", "net")
    totals: tuple[str, str, str] = ("Total HT", "TVA", "Total TTC")
    number_label: str = "Devis n°"
    date_label: str = "Date :"
    valid_label: str = "Valable jusqu'au"
    date_style: str = "%d/%m/%Y"
    details: bool = False
    identity_at_bottom: bool = False


HEADS = (
    {
        "name": "Désignation",
        "quantity": "Qté",
        "unit": "Unité",
        "price": "P.U. HT",
        "net": "Montant HT",
        "rate": "TVA",
    },
    {
        "name": "Description",
        "quantity": "Quantité",
        "unit": "U",
        "price": "Prix unitaire HT",
        "net": "Total HT",
        "rate": "TVA %",
    },
    {
        "name": "Prestation",
        "quantity": "Qté",
        "unit": "Unité",
        "price": "Prix unitaire",
        "net": "Total",
        "rate": "Taux TVA",
    },
    {
        "name": "Libellé",
        "quantity": "Nombre",
        "unit": "Unité",
        "price": "PU",
        "net": "Prix total",
        "rate": "TVA",
    },
)
ORDERS = (
    ("name", "quantity", "price", "net"), ("name", "quantity", "unit", "price", "net"), ("quantity", "name", "price", "net"),
    ("name", "price", "quantity", "net"), ("name", "quantity", "price", "rate", "net"), ("name", "quantity", "price", "net", "rate"),
    ("name", "rate", "price", "quantity", "net"), ("name", "net"),
)  # fmt: skip
TOTALS = (
    ("Total HT", "TVA", "Total TTC"), ("Sous-total", "TVA", "Total"), ("Montant total HT", "Montant TVA", "Montant total TTC"),
    ("Total hors taxes", "Total TVA", "Net à payer TTC"), ("TOTAL NET HT", "dont TVA", "TOTAL TTC"),
)  # fmt: skip


def a_truth(random: Random) -> Truth:
    names = random.sample(THINGS, random.randint(1, 12))
    exempt = random.random() < 0.2
    single = random.choice((Decimal(20), Decimal(20), Decimal(10), Decimal("5.5")))
    items = tuple(
        Item(
            name,
            random.choice(DETAILS),
            random.choice(
                (
                    Decimal(1),
                    Decimal(1),
                    Decimal(2),
                    Decimal(12),
                    Decimal("1.5"),
                    Decimal(random.randint(3, 40)),
                )
            ),
            random.choice(("h", "j", "u", "forfait", "mois")),
            Decimal(random.randint(500, 250_000)) / 100
            if random.random() < 0.5
            else Decimal(random.randint(1, 60) * 50),
            single if random.random() < 0.85 else Decimal(20),
        )
        for name in names
    )
    day = date(2024, 1, 1) + timedelta(days=random.randint(0, 900))
    number = random.choice(("D2026-{:03d}", "DEV-{:05d}", "{:04d}", "DE{:06d}", "2026/{:02d}")).format(
        random.randint(1, 99)
    )
    return Truth(
        number, day, day + timedelta(days=30), random.choice(SUPPLIERS), "732 829 320 00074", items, exempt
    )


def a_layout(random: Random) -> Layout:
    return Layout(
        font=random.choice(("helvetica", "times")),
        size=random.choice((8, 9, 10, 11)),
        style=random.choice(("fr", "fr", "dot", "en", "de")),
        currency=random.choice((" €", " €", "", " EUR", "€")),
        ruled=random.random() < 0.6,
        heads=random.choice(HEADS),
        order=random.choice(ORDERS),
        totals=random.choice(TOTALS),
        number_label=random.choice(
            ("Devis n°", "DEVIS N° :", "Numéro de devis :", "Devis", "Référence du devis :")
        ),
        date_label=random.choice(("Date :", "Date d'émission :", "Émis le", "Date du devis", "Le")),
        valid_label=random.choice(
            ("Valable jusqu'au", "Date de validité :", "Offre valable jusqu'au :", "Date d'expiration :")
        ),
        date_style=random.choice(("%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%d-%m-%Y")),
        details=random.random() < 0.4,
        identity_at_bottom=random.random() < 0.4,
    )


def money(value: Decimal, layout: Layout) -> str:
    text = f"{value:,.2f}"
    swapped = {"fr": (" ", ","), "dot": ("", "."), "en": (",", "."), "de": (".", ",")}[layout.style]
    whole, cents = text.split(".")
    return whole.replace(",", swapped[0]) + swapped[1] + cents + layout.currency


def plain(value: Decimal, layout: Layout) -> str:
    text = f"{value.normalize():f}"
    return text.replace(".", "," if layout.style in ("fr", "de") else ".")


def print_pdf(truth: Truth, layout: Layout) -> bytes:
    pdf = FPDF()
    pdf.core_fonts_encoding = "cp1252"
    pdf.set_auto_page_break(True, 22)
    pdf.add_page()
    pdf.set_font(layout.font, "B", layout.size + 4)
    pdf.cell(0, 8, f"{layout.number_label} {truth.number}", new_x="LMARGIN", new_y="NEXT", align="R")
    pdf.set_font(layout.font, "", layout.size)
    for label, day in ((layout.date_label, truth.issued_on), (layout.valid_label, truth.valid_until)):
        pdf.cell(0, 6, f"{label} {day.strftime(layout.date_style)}", new_x="LMARGIN", new_y="NEXT", align="R")
    identity = f"{truth.supplier} - SIRET {truth.siret}"
    pdf.cell(0, 6, truth.supplier if layout.identity_at_bottom else identity, new_x="LMARGIN", new_y="NEXT")
    pdf.cell(0, 6, "12 rue du Port, 33000 Bordeaux", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(6)
    pdf.cell(110)
    pdf.cell(0, 6, "Client : Boulangerie du Marché", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(8)
    _print_table(pdf, truth, layout)
    _print_totals(pdf, truth, layout)
    pdf.ln(8)
    pdf.cell(0, 6, "Bon pour accord, date et signature :", new_x="LMARGIN", new_y="NEXT")
    if layout.identity_at_bottom:
        pdf.cell(0, 6, identity, new_x="LMARGIN", new_y="NEXT", align="C")
    return bytes(pdf.output())


def _print_table(pdf: FPDF, truth: Truth, layout: Layout) -> None:
    wide = {"name": 0.0, "quantity": 20.0, "unit": 16.0, "price": 34.0, "net": 36.0, "rate": 20.0}
    free = 190 - sum(wide[key] for key in layout.order)
    widths = [wide[key] or free for key in layout.order]
    step = layout.size * 0.5
    pdf.set_font(layout.font, "B", layout.size)
    for key, width in zip(layout.order, widths, strict=True):
        pdf.cell(
            width,
            step + 3,
            layout.heads[key],
            border=1 if layout.ruled else 0,
            align="L" if key == "name" else "R",
        )
    pdf.ln(step + 3)
    pdf.set_font(layout.font, "", layout.size)
    for item in truth.items:
        text = item.name + (f"\n{item.details}" if layout.details and item.details else "")
        name_width = widths[layout.order.index("name")]
        broken = pdf.multi_cell(name_width, step, text, dry_run=True, output="LINES")
        count = len(broken) if isinstance(broken, list) else 1
        if pdf.get_y() + count * step + 2 > pdf.h - 24:
            pdf.add_page()
        left, top = pdf.get_x(), pdf.get_y()
        for key, width in zip(layout.order, widths, strict=True):
            pdf.set_xy(left, top)
            if key == "name":
                pdf.multi_cell(width, step, text, align="L")
            else:
                pdf.cell(width, step, _cell(key, item, layout), align="R")
            if layout.ruled:
                pdf.rect(left, top, width, count * step + 2)
            left += width
        pdf.set_xy(pdf.l_margin, top + count * step + 2)


def _cell(key: str, item: Item, layout: Layout) -> str:
    return {
        "quantity": plain(item.quantity, layout), "unit": item.unit, "price": money(item.price, layout),
        "net": money(item.net, layout), "rate": plain(item.rate, layout) + " %",
    }[key]  # fmt: skip


def _print_totals(pdf: FPDF, truth: Truth, layout: Layout) -> None:
    net, vat, gross = layout.totals
    rows = [(net, truth.net)]
    rows += [(f"{vat} {plain(rate, layout)} %", value) for rate, value in truth.vat_by_rate().items()]
    if truth.exempt:
        rows.append(("Net à payer", truth.gross))
    else:
        rows.append((gross, truth.gross))
    pdf.ln(3)
    for label, value in rows:
        pdf.cell(110)
        pdf.cell(44, 6, label, border=1 if layout.ruled else 0)
        pdf.cell(
            36,
            6,
            money(value, layout),
            border=1 if layout.ruled else 0,
            align="R",
            new_x="LMARGIN",
            new_y="NEXT",
        )
    if truth.exempt:
        pdf.cell(0, 6, "TVA non applicable, art. 293 B du CGI", new_x="LMARGIN", new_y="NEXT", align="R")
