"""The tables of a period for the accountant: bills, payments, credit notes; amounts in euros, with a comma."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from etabli.foundation.documents import csv_file
from etabli.programme.funding.models import FundingFile, Means
from etabli.programme.funding.queries.dossier import Dossier
from etabli.programme.funding.queries.report import CreditNote, Payment

CREDIT_NOTE_COLUMNS = 10  # of the table of bills: those that a credit note fills, the first


def bills_of(rows: Sequence[Dossier], credits: Sequence[CreditNote] = ()) -> bytes:
    """One row per bill, one without a number per file that was closed because there is nothing to bill, and one below
    zero per credit note, each by its day, for the accountant: amounts in euros, with a comma."""
    columns = [
        _("Bill"), _("Billed on"), _("Fund"), _("Name"), _("SIRET"), _("Half-days"), _("Minutes"),
        _("Billed to the fund"), _("The artisan’s part"), _("Still to be agreed"), _("Paid on"), _("Received"),
        _("Still due"), _("Closed without"), _("Credit notes"), _("Given back"), _("To give back"),
        _("The artisan’s part, less since"), _("Received from the artisan"), _("Still due by the artisan"),
        _("To give back to the artisan"), _("Closed, because"),
    ]  # fmt: skip
    taken_off = [
        (row.on, [*_credit_note_in_bills(row), *[""] * (len(columns) - CREDIT_NOTE_COLUMNS)])
        for row in credits
    ]
    dated = [*((row.billed_or_closed_on, _bill(row)) for row in rows), *taken_off]
    return csv_file([columns, *(row for _on, row in sorted(dated, key=lambda pair: pair[0] or date.min))])


def _credit_note_in_bills(row: CreditNote) -> list[Any]:
    """Its first columns: up to what is still to be agreed."""
    number_and_day = [row.number, f"{row.on:%d/%m/%Y}"]
    return [
        *number_and_day,
        *_who_pays(row.dossier.file),
        0,
        -row.minutes,
        _amount(-row.cents),
        _amount(-row.artisan_cents),
        _amount(-row.open_cents),
    ]


def _who_pays(file: FundingFile) -> list[Any]:
    """The fund, and for whom."""
    artisan = getattr(file.person, "artisan", None)
    business = artisan.business if artisan is not None else None
    return [file.fund.name, file.person.name, business.siret if business else ""]


def _bill(dossier: Dossier) -> list[Any]:
    file = dossier.file
    return [
        file.bill_number,
        f"{dossier.billed_or_closed_on:%d/%m/%Y}",
        *_who_pays(file),
        len(dossier.lines),
        dossier.counted_minutes,
        _amount(dossier.fund_cents),
        _amount(dossier.artisan_share_cents),
        _amount(dossier.open_share_cents),
        f"{file.paid_on:%d/%m/%Y}" if file.paid_on else "",
        _amount(file.paid_cents or 0),
        _amount(dossier.due_cents),
        _amount(dossier.lost_cents),
        _amount(dossier.credited_cents),
        _amount(dossier.returned_cents),
        _amount(dossier.to_return_cents),
        _amount(dossier.artisan_off_cents),
        _amount(dossier.artisan_received_cents),
        _amount(dossier.artisan_due_cents),
        _amount(dossier.artisan_to_return_cents),
        file.closed_note,
    ]


def payments_of(rows: Iterable[Payment]) -> bytes:
    """One row for each payment, of the fund or of the artisan, by its day: the accountant compares it with the bank."""
    columns = [
        _("Received on"), _("Received"), _("Fund"), _("Number of the bill"), _("Billed on"), _("Name"), _("Paid by"),
        _("How"),
    ]  # fmt: skip
    return csv_file([columns, *map(_payment, rows)])


def _payment(row: Payment) -> list[Any]:
    file = row.file
    billed_on = f"{file.billed_on:%d/%m/%Y}" if file.billed_on else ""
    return [
        f"{row.on:%d/%m/%Y}", _amount(row.cents), file.fund.name, file.bill_number, billed_on, file.person.name,
        _("the artisan") if row.means else _("the fund"), Means(row.means).label if row.means else "",
    ]  # fmt: skip


def credits_of(rows: Iterable[CreditNote]) -> bytes:
    """One row for each credit note, by its day."""
    columns = [
        _("Credit note"), _("Made on"), _("Amount"), _("Minutes"), _("Why"), _("Fund"), _("Number of the bill"),
        _("Name"),
    ]  # fmt: skip
    return csv_file([columns, *map(_credit_note_row, rows)])


def _credit_note_row(row: CreditNote) -> list[Any]:
    file = row.dossier.file
    return [
        row.number, f"{row.on:%d/%m/%Y}", _amount(row.cents), row.minutes, row.reason, file.fund.name,
        file.bill_number, file.person.name,
    ]  # fmt: skip


def _amount(cents: int) -> str:
    """For a spreadsheet in French: no thousands, a comma."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100},{abs(cents) % 100:02}"
