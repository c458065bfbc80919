"""The findings on what a page shows and the data attached to it say otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ..findings import SUMS, amount_en, amount_fr, day_en, day_fr, finding
from ..model import Check, Contradiction, Quote

_NAMES = {
    "net": ("Total HT", "Net total"),
    "vat": ("TVA", "VAT"),
    "gross": ("Total TTC", "Total"),
    "number": ("Numéro du document", "Number of the document"),
    "issued_on": ("Date", "Date"),
    "supplier": ("Nom du prestataire", "Supplier's name"),
    "siren": ("SIREN du prestataire", "Supplier's SIREN"),
    "vat_id": ("Numéro de TVA du prestataire", "Supplier's VAT number"),
    "iban": ("IBAN du prestataire", "Supplier's IBAN"),
}
_ASK = (
    " C’est la page que vous signez\u00a0: demandez au prestataire ce qui est juste.",
    " The page is what you sign: ask the supplier which is right.",
)


def check_contradictions(quote: Quote) -> Iterator[Check]:
    for contradiction in quote.contradictions:
        fr, en = _of_line(quote, contradiction) if contradiction.field == "line" else _of_value(contradiction)
        shown = _worded(contradiction.shown)[0] if contradiction.shown is not None else ""
        yield finding(
            "page-differs", "warning", fr + _ASK[0], en + _ASK[1], SUMS,
            line=contradiction.line, evidence=shown, place=contradiction.place,
        )  # fmt: skip


def _worded(value: Decimal | date | str | None) -> tuple[str, str]:
    if isinstance(value, Decimal):
        return amount_fr(value), amount_en(value)
    return (day_fr(value), day_en(value)) if isinstance(value, date) else (str(value), str(value))


def _of_value(contradiction: Contradiction) -> tuple[str, str]:
    (fr, en), shown, data = (
        _NAMES[contradiction.field],
        _worded(contradiction.shown),
        _worded(contradiction.data),
    )
    return (
        f"{fr}\u00a0: la page affiche {shown[0]}, les données jointes disent {data[0]}.",
        f"{en}: the page shows {shown[1]}, the data attached to it say {data[1]}.",
    )


def _of_line(quote: Quote, contradiction: Contradiction) -> tuple[str, str]:
    if contradiction.line is None:
        shown = _worded(contradiction.shown)
        return (
            f"La page affiche une ligne «\u00a0{contradiction.label}\u00a0» à {shown[0]}, absente des données jointes.",
            f"The page shows a line “{contradiction.label}” at {shown[1]}, which the data attached to it don't hold.",
        )
    name, data = quote.lines[contradiction.line].description, _worded(contradiction.data)
    return (
        f"Les données jointes disent «\u00a0{name}\u00a0» à {data[0]}\u00a0: la page n’affiche pas ce montant.",
        f"The data attached say “{name}” at {data[1]}: the page doesn't show that amount.",
    )
