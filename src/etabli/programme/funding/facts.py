"""What a file holds, fact by fact: amounts, what the fund was asked and answered, the bill, each payment."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from etabli.foundation.ui.typography import euros, full_day, minutes
from etabli.programme.funding.models import FundingFile, Means
from etabli.programme.funding.queries.dossier import Dossier, payment_limit
from etabli.programme.funding.queries.exchanges import Exchange, exchanges_of
from etabli.programme.funding.queries.yearly import Year
from etabli.programme.funding.state_wording import days_late_text
from etabli.programme.funding.wording import EXCHANGES, amount_text, asked_text
from etabli.programme.funding.yearly_wording import granted_text_of

TO_TELL = frozenset({"moved", "day_to_tell", "suspended"})


def facts_of(dossier: Dossier, over: Collection[Year] = ()) -> list[tuple[str, str]]:
    """Each with its name; the amounts, then in their order what happened, with its day. An empty one is left out.
    `over`: the years in which its fund does not pay all that it granted (`over_years`)."""
    file = dossier.file
    bill = {"number": file.bill_number, "day": full_day(file.billed_on)} if file.billed_on else {}
    payments = [(_("Received"), _payment(dossier, row)) for row in file.payments]
    known = ", ".join(full_day(date.fromisoformat(row["on"])) for row in file.frozen)
    return [
        (_("The days that the fund knows"), known if dossier.state.code in TO_TELL else ""),
        *([] if dossier.would_be_refused else _amounts(dossier, over)),
        (_("Asked all the same, because"), file.overruled_note),
        *((str(EXCHANGES[row.code]), _exchange(row)) for row in exchanges_of(file)),
        (_("The bill"), _("%(number)s, on %(day)s") % bill if bill else ""),
        *payments,
        *_credits(file),
        *map(_artisan_payment, file.artisan_payments),
        (_closed_label(dossier), file.closed_note),
    ]


def _credits(file: FundingFile) -> list[tuple[str, str]]:
    """Each credit note on its bill, then what was given back."""
    notes = [
        _("%(number)s, %(amount)s on %(day)s: %(reason)s") % {**row, **_amount_and_day(row)}
        for row in file.credits
    ]
    given = [_("%(amount)s on %(day)s") % _amount_and_day(row) for row in file.returns]
    return [*((_("Credit note"), note) for note in notes), *((_("Given back"), text) for text in given)]


def _payment(dossier: Dossier, row: Mapping[str, Any]) -> str:
    """What came of the fund on a day, and how many days late."""
    said, limit = _("%(amount)s on %(day)s") % _amount_and_day(row), payment_limit(dossier)
    on = date.fromisoformat(row["on"])
    return f"{said}, {days_late_text(limit, on)}" if limit is not None and on > limit else said


def _artisan_payment(row: Mapping[str, Any]) -> tuple[str, str]:
    label = _("Received from the artisan") if row["cents"] > 0 else _("Given back to the artisan")
    means = Means(row["means"]).label
    return label, _("%(amount)s on %(day)s, %(means)s") % {**_amount_and_day(row), "means": means}


def _amount_and_day(row: Mapping[str, Any]) -> dict[str, str]:
    return {"amount": euros(abs(row["cents"])), "day": full_day(date.fromisoformat(row["on"]))}


def _closed_label(dossier: Dossier) -> str:
    if dossier.file.billed_on is None:
        return _("Closed, because")
    return _("Closed without %(amount)s") % {"amount": euros(dossier.lost_cents)}


def _exchange(row: Exchange) -> str:
    """Its day, where somebody kept it, and what was said."""
    day = full_day(row.on) if row.on else ""
    return _("%(day)s: %(note)s") % {"day": day, "note": row.note} if day and row.note else day or row.note


def _amounts(dossier: Dossier, over: Collection[Year]) -> list[tuple[str, str]]:
    if dossier.file.is_accepted is False:
        return [
            (_("The fund pays"), euros(dossier.granted_cents)),
            (_("It was asked for"), asked_text(dossier.sent)),
        ]
    first = dossier.completed_dossier
    left = _("%(fund)s leaves to pay") % {"fund": first.file.fund.name} if first else ""
    return [
        (left, _left_by(first, dossier) if first else ""),
        *_asked_and_done(dossier),
        *_fund_pays(dossier, over),
        *_still_due(dossier),
        (_("Hours that count with this fund"), _hours_beside(dossier)),
        *_rest(dossier),
    ]


def _left_by(first: Dossier, dossier: Dossier) -> str:
    """What the fund that was asked first leaves, and who pays it once the other has agreed; "" for nothing."""
    left = first.left_cents
    if not left or not dossier.file.is_accepted or dossier.state.code in {"suspended", "missed"}:
        return euros(left) if left else ""
    if dossier.is_void:
        return _("%(amount)s, which no bill asks for") % {"amount": euros(left)}
    fund = sum(line.fund_cents for line in dossier.due_lines)
    artisan = left - fund - dossier.open_now_cents
    taken_off = max(fund - dossier.fund_cents + dossier.credited_cents, 0) if dossier.file.credits else 0
    is_paid = not dossier.artisan_due_cents and bool(dossier.artisan_paid_cents)
    parts = (
        (fund - taken_off, _("this fund: %(amount)s")),
        (taken_off, _("taken off by a credit note, and nobody has decided who pays it: %(amount)s")),
        (artisan, _("paid by the artisan: %(amount)s") if is_paid else _("the artisan: %(amount)s")),
        (dossier.open_now_cents, _("still to be agreed: %(amount)s")),
    )
    who = ", ".join(text % {"amount": euros(cents)} for cents, text in parts if cents > 0)
    return _("%(amount)s (%(who)s)") % {"amount": euros(left), "who": who} if who else euros(left)


def _asked_and_done(dossier: Dossier) -> list[tuple[str, str]]:
    """What the fund was asked for, what it granted of it, and beside that what was done and will not come."""
    sent, is_shorter = dossier.sent, dossier.is_shorter
    granted = amount_text(sent.fund_minutes, sent.fund_cents)
    pays_cents = 0 if dossier.needs_another_day else dossier.fund_cents
    lost_cents = max(sent.fund_cents - pays_cents, 0)
    is_off = dossier.state.code == "suspended"
    is_granted = dossier.file.is_accepted and (sent.refused_cents or is_shorter or is_off)
    return [
        (_("It was asked for"), asked_text(sent) if sent.refused_cents or is_shorter else ""),
        (_("It granted"), granted if is_granted else ""),
        (_done_label(dossier), minutes(dossier.done_minutes) if is_shorter else ""),
        (_("Will not come"), euros(lost_cents) if is_granted and lost_cents else ""),
    ]


def _done_label(dossier: Dossier) -> str:
    """Half-days to come are counted as they are booked."""
    if len(dossier.held) == len(dossier.not_missed):
        return _("Really done")
    return _("Done or to come") if dossier.held else _("To come")


def _still_due(dossier: Dossier) -> list[tuple[str, str]]:
    """Of a bill with credit notes, what is left to pay, and of what; once it is closed, what it is closed without says
    it."""
    if not dossier.credited_cents or dossier.file.billed_on is None or dossier.lost_cents:
        return []
    values = {"billed": euros(dossier.fund_cents), "credit": euros(dossier.credited_cents)}
    came = {"came": euros(dossier.kept_cents), "due": euros(dossier.due_cents)}
    said = (
        _("%(due)s (bill %(billed)s, less the credit note of %(credit)s and %(came)s received)")
        if dossier.kept_cents
        else _("%(due)s (bill %(billed)s, less the credit note of %(credit)s)")
    )
    return [(_("Left to pay by the fund"), said % (values | came))]


def _fund_pays(dossier: Dossier, over: Collection[Year]) -> list[tuple[str, str]]:
    """What the fund pays; while another day is still to be sent to it, beside what it was asked for."""
    if dossier.needs_another_day:
        return [(_("The fund pays, without another day"), euros(0))]
    if over:
        return [(_("The fund granted"), granted_text_of(dossier.now_cents, over))]
    asked, now = dossier.asked_before_cents, euros(dossier.now_cents)
    if not asked or asked == dossier.fund_cents:
        return [(_("The fund pays"), now)]
    sent = {"day": full_day(dossier.file.sent_on)}
    return [
        (_("Asked of the fund, sent on %(day)s") % sent, euros(asked)),
        (_("With the new day, the fund pays"), now),
    ]


def _hours_beside(dossier: Dossier) -> str:
    """Those that the fund which was asked first doesn’t grant; "" while it has not agreed, or there is none."""
    first = dossier.agreed_completed_dossier
    if first is None:
        return ""
    return _("%(own)s; the others, %(others)s, count with %(fund)s") % {
        "own": minutes(dossier.hours_now),
        "others": minutes(first.hours_now),
        "fund": first.file.fund.name,
    }


def _rest(dossier: Dossier) -> list[tuple[str, str]]:
    """What the fund leaves: to another fund, whose file goes on from there, or to the artisan."""
    if dossier.is_passed_on:
        left = dossier.left_cents
        return [(_("It leaves to pay: see the file of the other fund"), euros(left) if left else "")]
    if dossier.state.code == "suspended":
        return [(_("The artisan pays"), euros(0))]
    return [
        (_("The artisan pays"), _artisan_pays(dossier)),
        (_("Still to be agreed"), _open(dossier)),
    ]


def _open(dossier: Dossier) -> str:
    """What nobody is known to pay; with what its fund would no longer pay, while another day may be found."""
    if dossier.needs_another_day:
        left = {"amount": euros(dossier.open_now_cents + dossier.granted_cents)}
        return _("%(amount)s, unless there is another day") % left
    return euros(dossier.open_now_cents) if dossier.open_now_cents else ""


def _artisan_pays(dossier: Dossier) -> str:
    """In all; where the bill said more, how much less since its credit note."""
    owed, off = euros(dossier.artisan_owed_cents), dossier.artisan_off_cents
    values = {"owed": owed, "billed": euros(dossier.artisan_cents), "gap": euros(abs(off))}
    if off > 0:
        return _("%(owed)s (%(billed)s with the bill, %(gap)s less since the credit note)") % values
    return (
        _("%(owed)s (%(billed)s with the bill, %(gap)s more since the credit note)") % values if off else owed
    )
