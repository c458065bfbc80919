"""The application: what the fund is sent, as a PDF; and the bills of a period, as a table."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _, override

from etabli.foundation.documents import csv_file, render
from etabli.foundation.practice import is_fiction
from etabli.foundation.ui.language import reader_language
from etabli.foundation.ui.typography import euros, full_day, hours as hours_text, minutes
from etabli.programme.funding.engine import hourly_price, without_rest
from etabli.programme.funding.models import DocumentKind, FundingFile, Means
from etabli.programme.funding.queries.dossier import Dossier
from etabli.programme.funding.queries.report import CreditNote, Payment
from etabli.programme.funding.queries.sent import asked_minutes, frozen_rules
from etabli.programme.support.models import Appointment
from etabli.territory.register.trades import trade

TEMPLATE = Path(str(files(__package__))) / "documents" / "application.typ"


def application_data(dossier: Dossier, number: str) -> dict[str, Any]:
    """What is written on it; `number`: that of the training body."""
    file = dossier.file
    kinds = [row.kind for row in dossier.documents]
    wanted = [DocumentKind(kind).label for kind in dict.fromkeys(kinds)]
    trainers = dict.fromkeys(row.half_day.adviser.name for row in dossier.appointments)
    return {
        "issuer": file.chamber.name,
        "fictional": is_fiction(),
        "to": _("To: %(fund)s") % {"fund": file.fund.name},
        "who_title": _("The person"),
        "who": _who(dossier),
        "halves_title": _("The half-days"),
        "columns": [_("Day"), _("Hours"), _("Length"), _("Place")],
        "halves": [
            [full_day(day), hours_text(*hours), minutes(length), place]
            for day, hours, length, place in _halves(dossier)
        ],
        "money_title": _("What is asked for"),
        "money": _money(dossier),
        "documents_title": _("Documents with it"),
        "documents": wanted or [_("None")],
        "body": [
            [_("Number of the file"), file.number],
            [_("Made on"), full_day(dossier.today if dossier.is_still_to_send else file.sent_on)],
            [_("Training body"), file.chamber.name],
            [_("Number of the training body"), number],
            [_("Trainer"), ", ".join(trainers)],
        ],
        "signatures": [_("Signature of the artisan"), _("Signature of the chamber")],
    }


def _halves(dossier: Dossier) -> list[tuple[date, tuple[datetime, datetime], int, str]]:
    """The day, the hours, the length and the place of each half-day: once it is sent, as its fund was told them."""
    return [
        (day, row.hours if length == row.minutes else row.hours_done, length, row.place)
        for day, row in _days(dossier)
        for length in [row.minutes_done if dossier.is_still_to_send else asked_minutes(dossier.file, row)]
    ]


def _days(dossier: Dossier) -> list[tuple[date, Appointment]]:
    """Each half-day with the day on which its fund knows it; those that were called off since, too."""
    if dossier.is_still_to_send:
        return [(row.half_day.on, row) for row in dossier.appointments]
    left = sorted(dossier.half_days, key=lambda row: (row.half_day.on, row.half_day.half))
    known = {row.half_day.on for row in left}
    days = []
    for line in sorted(dossier.sent.paid, key=lambda line: line.on not in known):
        row = next((row for row in left if row.half_day.on == line.on), left[0])
        left.remove(row)
        days.append((line.on, row))
    return sorted(days, key=lambda pair: pair[0])


def _money(dossier: Dossier) -> list[list[str]]:
    """Whatever part of it this fund is asked for, the price is the whole one."""
    whole, sent = dossier.first or dossier, dossier.sent
    return [
        *_prices(whole),
        [_("Length in all"), minutes(sum(length for _day, _hours, length, _place in _halves(dossier)))],
        [_("Price in all"), euros(sum(line.cost_cents for line in whole.sent.paid))],
        *_asked_first(dossier),
        [_("Paid by the fund"), euros(sent.fund_cents + sent.refused_cents)],
        *_rest(dossier),
    ]


def _rest(dossier: Dossier) -> list[list[str]]:
    """What the fund was asked to leave: to another one that is asked for it, or to the artisan."""
    artisan_cents = sum(line.artisan_cents for line in without_rest(dossier.sent.paid))
    open_cents = dossier.sent.open_cents
    if dossier.is_passed_on:
        return [[_("Left to another fund"), euros(artisan_cents + open_cents)]]
    return [
        [_("Paid by the artisan"), euros(artisan_cents)],
        *([[_("Still to be agreed"), euros(open_cents)]] if open_cents else []),
    ]


def _asked_first(dossier: Dossier) -> list[list[str]]:
    """What another fund is asked for already, of the same price, or has granted."""
    first = dossier.first
    if first is None:
        return []
    fund, sent_on, answered_on = {"fund": first.file.fund.name}, dossier.file.sent_on, first.file.answered_on
    if first.file.is_accepted and not (sent_on and answered_on and sent_on < answered_on):
        return [[_("Granted by %(fund)s") % fund, euros(first.sent.fund_cents)]]
    return [[_("Asked of %(fund)s") % fund, euros(first.sent.fund_cents + first.sent.refused_cents)]]


def _prices(dossier: Dossier) -> list[list[str]]:
    """The price of an hour, by which the amounts were worked out; by day where it changes between two half-days."""
    rules = dossier.rules if dossier.is_still_to_send else frozen_rules(dossier.file)
    left = sorted(
        (day, length) for day, _hours, length, _place in _halves(dossier)
    )  # as amounts are worked out
    prices: dict[tuple[date, int], None] = {}
    for line in dossier.sent.paid:
        half = next((half for half in left if half[0] == line.on), None)
        if rules is not None and half is not None:
            left.remove(half)
            prices[line.on, hourly_price(rules, line, half[1])] = None
    label = _("Price of an hour")
    if len({cents for _day, cents in prices}) == 1:
        return [[label, euros(cents)] for _day, cents in list(prices)[:1] if cents]
    return [[f"{label}, {full_day(day)}", euros(cents)] for day, cents in prices if cents]


def _who(dossier: Dossier) -> list[list[str]]:
    file, asked = dossier.file, dossier.request
    artisan = getattr(file.person, "artisan", None)
    business = artisan.business if artisan is not None else None
    return [
        [_("Name"), file.person.name],
        [_("Business"), str(business or (artisan.business_name if artisan else ""))],
        [_("SIRET"), business.siret if business else ""],
        [_("Trade"), trade(asked.trade).label if asked and asked.trade else ""],
        [_("What they are in their business"), str(file.get_status_display())],
    ]


def business_of(dossier: Dossier) -> str:
    """The business as papers name it, with its commune; "" when nobody knows."""
    artisan = getattr(dossier.file.person, "artisan", None)
    if artisan is None:
        return ""
    commune = artisan.commune.name if artisan.commune else ""
    return ", ".join(filter(None, [str(artisan.business or artisan.business_name), commune]))


def application_of(dossier: Dossier, number: str, *, at: datetime) -> bytes:
    """The PDF, in the language of the installation: the fund reads it."""
    with override(settings.LANGUAGE_CODE):
        data = application_data(dossier, number)
        title = _("Application for the funding of training")
        return render(TEMPLATE, data, title=title, lang=reader_language(), at=at)


def bills_of(rows: Sequence[Dossier], credits: Sequence[CreditNote] = ()) -> bytes:
    """One row per bill, one without a number per file that was closed because there is nothing to bill, and one below
    zero per credit note, each by its day, for the accountant: amounts in euros, with a comma."""
    columns = [
        _("Bill"), _("Billed on"), _("Fund"), _("Name"), _("SIRET"), _("Half-days"), _("Minutes"),
        _("Billed to the fund"), _("The artisan’s part"), _("Still to be agreed"), _("Paid on"), _("Received"),
        _("Still due"), _("Closed without"), _("Credit notes"), _("Given back"), _("To give back"),
        _("Received from the artisan"), _("Still due by the artisan"), _("To give back to the artisan"),
        _("Closed, because"),
    ]  # fmt: skip
    taken_off = [(row.on, [*_credited(row), *[""] * (len(columns) - CREDITED)]) for row in credits]
    dated = [*((row.settled_on, _bill(row)) for row in rows), *taken_off]
    return csv_file([columns, *(row for _on, row in sorted(dated, key=lambda pair: pair[0] or date.min))])


CREDITED = 10


def _credited(row: CreditNote) -> list[Any]:
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
        f"{dossier.settled_on:%d/%m/%Y}",
        *_who_pays(file),
        len(dossier.paid),
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
    return csv_file([columns, *map(_credit, rows)])


def _credit(row: CreditNote) -> list[Any]:
    file = row.dossier.file
    return [
        row.number, f"{row.on:%d/%m/%Y}", _amount(row.cents), row.minutes, row.reason, file.fund.name,
        file.bill_number, file.person.name,
    ]  # fmt: skip


def _amount(cents: int) -> str:
    """For a spreadsheet in French: no thousands, a comma."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100},{abs(cents) % 100:02}"
