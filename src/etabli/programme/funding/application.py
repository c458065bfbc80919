"""The application: what the fund is sent, as a PDF."""

from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _, override

from etabli.foundation.documents import render
from etabli.foundation.practice import is_fiction
from etabli.foundation.ui.language import reader_language
from etabli.foundation.ui.typography import euros, full_day, hours as hours_text, minutes
from etabli.programme.funding.engine import hourly_price, without_rest
from etabli.programme.funding.models import DocumentKind
from etabli.programme.funding.queries.dossier import Dossier
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
    for line in sorted(dossier.sent.lines, key=lambda line: line.on not in known):
        row = next((row for row in left if row.half_day.on == line.on), left[0])
        left.remove(row)
        days.append((line.on, row))
    return sorted(days, key=lambda pair: pair[0])


def _money(dossier: Dossier) -> list[list[str]]:
    """Whatever part of it this fund is asked for, the price is the whole one."""
    whole, sent = dossier.completed_dossier or dossier, dossier.sent
    return [
        *_prices(whole),
        [_("Length in all"), minutes(sum(length for _day, _hours, length, _place in _halves(dossier)))],
        [_("Price in all"), euros(sum(line.cost_cents for line in whole.sent.lines))],
        *_asked_first(dossier),
        [_("Paid by the fund"), euros(sent.fund_cents + sent.refused_cents)],
        *_rest(dossier),
    ]


def _rest(dossier: Dossier) -> list[list[str]]:
    """What the fund was asked to leave: to another one that is asked for it, or to the artisan."""
    artisan_cents = sum(line.artisan_cents for line in without_rest(dossier.sent.lines))
    open_cents = dossier.sent.open_cents
    if dossier.is_passed_on:
        return [[_("Left to another fund"), euros(artisan_cents + open_cents)]]
    return [
        [_("Paid by the artisan"), euros(artisan_cents)],
        *([[_("Still to be agreed"), euros(open_cents)]] if open_cents else []),
    ]


def _asked_first(dossier: Dossier) -> list[list[str]]:
    """What another fund is asked for already, of the same price, or has granted."""
    first = dossier.completed_dossier
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
    for line in dossier.sent.lines:
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
