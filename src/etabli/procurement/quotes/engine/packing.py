"""A quote as JSON: the public shape, and a lossless one to pass between processes (never pickle)."""

from __future__ import annotations

import base64
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from . import model
from .model import Check, Found, Line, Place, Quote

CLASSES: dict[str, Any] = {
    cls.__name__: cls
    for cls in (
        model.Place, model.Found, model.Party, model.Cell, model.Line, model.VatShare, model.Adjustment, model.Totals,
        model.Commitment, model.Check, model.Contradiction, model.Against, model.Passage, model.Picture, model.Quote,
    )
}  # fmt: skip


def pack(value: object) -> object:
    """A value of the model as JSON that `unpack` makes the same again. Tuples become lists."""
    if isinstance(value, Decimal):
        return {"$": "Decimal", "value": str(value)}
    if isinstance(value, date):
        return {"$": "date", "value": value.isoformat()}
    if isinstance(value, bytes):
        return {"$": "bytes", "value": base64.b64encode(value).decode()}
    if is_dataclass(value) and not isinstance(value, type):
        return {"$": type(value).__name__} | {f.name: pack(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [pack(item) for item in value]
    return value


def unpack(value: object) -> object:
    """What `pack` was given."""
    if isinstance(value, list):
        return tuple(unpack(item) for item in value)
    if not isinstance(value, dict):
        return value
    kind = value["$"]
    if kind == "Decimal":
        return Decimal(value["value"])
    if kind == "date":
        return date.fromisoformat(value["value"])
    if kind == "bytes":
        return base64.b64decode(value["value"])
    return CLASSES[kind](**{key: unpack(item) for key, item in value.items() if key != "$"})


def plain(amount: Decimal | None) -> str | None:
    """A decimal as people's programs expect it: a point, no exponent, two decimals at least."""
    if amount is None:
        return None
    exponent = amount.as_tuple().exponent
    places = max(2, -exponent if isinstance(exponent, int) else 2)
    return f"{amount:.{places}f}"


def short(amount: Decimal | None) -> str | None:
    """A quantity or a rate: no useless zeros ("12", "5.5")."""
    if amount is None:
        return None
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def as_json(quote: Quote, language: str) -> dict[str, object]:
    """The public shape. Indexes of lines point into `lines` as given there, from which the options are apart."""
    firm = [at for at, line in enumerate(quote.lines) if not line.optional]
    places = {at: place for place, at in enumerate(firm)}
    return {
        "file": None,
        "source": quote.source,
        "kind": quote.kind,
        "supplier": {f.name: _text(getattr(quote.supplier, f.name)) for f in fields(model.Party)},
        "customer": {"name": _text(quote.customer.name)},
        "number": _text(quote.number),
        "issued_on": _text(quote.issued_on),
        "valid_until": _text(quote.valid_until),
        "currency": quote.currency,
        "lines": [_line(quote.lines[at]) for at in firm],
        "options": [_line(line) for line in quote.lines if line.optional],
        "totals": _totals(quote.totals),
        "commitment": _commitment(quote),
        "checks": [_check(check, language, places) for check in quote.checks],
        "against_brief": [
            {
                "need": a.need,
                "status": a.status,
                "lines": [places[at] for at in a.lines if at in places],
                "question": a.question,
            }
            for a in quote.against
        ],
        "confidence": {name: round(value.confidence, 2) for name, value in named_values(quote).items()},
        "places": {
            name: {"page": value.place.page, "box": _box(value.place)}
            for name, value in named_values(quote).items()
            if value.place
        },
        "pages": quote.pages,
        "seconds": None,
    }


def _totals(totals: model.Totals) -> dict[str, object]:
    return {
        **{name: plain(_value(getattr(totals, name))) for name in ("net", "vat", "gross")},
        "vat_breakdown": [
            {"rate": short(row.rate), "base": plain(row.base), "vat": plain(row.vat)}
            for row in totals.breakdown
        ],
        "deposit": plain(_value(totals.deposit)),
        "due": plain(_value(totals.due)),
    }


def _value(read: Found[Decimal] | None) -> Decimal | None:
    return read.value if read else None


def _text(read: Found[str] | Found[date] | None) -> str | None:
    return str(read.value) if read else None


def _line(line: Line) -> dict[str, object]:
    return {
        "reference": line.reference or None,
        "designation": line.description,
        "details": line.details or None,
        "description": line.text or line.description,
        "quantity": short(line.quantity),
        "unit": line.unit,
        "unit_price": plain(line.unit_price),
        "discount": line.discount,
        "vat_rate": short(line.vat_rate),
        "net_amount": plain(line.net_amount),
        "gross_amount": plain(line.gross_amount),
        "needs": list(line.needs),
        "recurring": line.recurring,
        "in_total": line.in_total,
        "page": line.place.page if line.place else None,
        "box": _box(line.place),
        "boxes": {cell.field: _box(cell.place) for cell in line.cells},
        "confidence": round(line.confidence, 2),
    }


def _box(place: Place | None) -> list[float] | None:
    return [round(x, 1) for x in place.box] if place else None


def _commitment(quote: Quote) -> dict[str, object] | None:
    commitment = quote.commitment
    if commitment is None:
        return None
    return {
        "months": commitment.months,
        "total_over_term": plain(commitment.total_over_term),
        "renewal": commitment.renewal,
    }


def _check(check: Check, language: str, places: dict[int, int]) -> dict[str, object]:
    return {
        "id": check.id,
        "severity": check.severity,
        "message": check.en if language == "en" else check.fr,
        "evidence": check.evidence,
        "source": check.source,
        "line": places.get(check.line) if check.line is not None else None,
    }


def named_values(quote: Quote) -> dict[str, Found[Any]]:
    """The values outside the lines, by the name that the public shape gives them ("net", "supplier.siret")."""
    named = {name: getattr(quote.totals, name) for name in ("net", "vat", "gross", "deposit", "due")}
    named |= {"number": quote.number, "issued_on": quote.issued_on, "valid_until": quote.valid_until}
    named |= {f"supplier.{f.name}": getattr(quote.supplier, f.name) for f in fields(model.Party)}
    named["customer.name"] = quote.customer.name
    return {name: value for name, value in named.items() if value}
