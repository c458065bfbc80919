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
    for one in quote.contradictions:
        fr, en = _of_line(quote, one) if one.field == "line" else _of_value(one)
        shown = _said(one.shown)[0] if one.shown is not None else ""
        yield finding(
            "page-differs", "warning", fr + _ASK[0], en + _ASK[1], SUMS,
            line=one.line, evidence=shown, place=one.place,
        )  # fmt: skip


def _said(value: Decimal | date | str | None) -> tuple[str, str]:
    if isinstance(value, Decimal):
        return amount_fr(value), amount_en(value)
    return (day_fr(value), day_en(value)) if isinstance(value, date) else (str(value), str(value))


def _of_value(one: Contradiction) -> tuple[str, str]:
    (fr, en), shown, data = _NAMES[one.field], _said(one.shown), _said(one.data)
    return (
        f"{fr}\u00a0: la page affiche {shown[0]}, les données jointes disent {data[0]}.",
        f"{en}: the page shows {shown[1]}, the data attached to it say {data[1]}.",
    )


def _of_line(quote: Quote, one: Contradiction) -> tuple[str, str]:
    if one.line is None:
        shown = _said(one.shown)
        return (
            f"La page affiche une ligne «\u00a0{one.label}\u00a0» à {shown[0]}, absente des données jointes.",
            f"The page shows a line “{one.label}” at {shown[1]}, which the data attached to it don't hold.",
        )
    name, data = quote.lines[one.line].description, _said(one.data)
    return (
        f"Les données jointes disent «\u00a0{name}\u00a0» à {data[0]}\u00a0: la page n’affiche pas ce montant.",
        f"The data attached say “{name}” at {data[1]}: the page doesn't show that amount.",
    )
