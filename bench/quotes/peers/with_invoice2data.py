"""invoice2data with the templates it brings: what the template of a known supplier extracts."""

import contextlib
import io
from datetime import date

from adapter import Answer, main
from invoice2data import extract_data

NAMES = {"amount_untaxed": "net", "amount_tax": "vat", "amount": "gross"}


def read(path: str) -> Answer:
    with contextlib.redirect_stdout(io.StringIO()):
        found = extract_data(path) or {}
    day = found.get("date")
    return {
        "totals": {ours: str(found[theirs]) for theirs, ours in NAMES.items() if theirs in found},
        "issued_on": day.date().isoformat() if isinstance(day, date) and hasattr(day, "date") else None,
        "number": found.get("invoice_number"),
        "supplier": {"siret": found.get("siret"), "vat_id": found.get("vat") or found.get("static_vat")},
        "lines": [
            {"description": line.get("desc") or line.get("name"), "quantity": line.get("qty"),
             "unit_price": line.get("price_unit"), "net_amount": line.get("line_total") or line.get("price_subtotal")}
            for line in found.get("lines") or []
        ],
    }  # fmt: skip


main(read)
