"""Who pays for a half-day: as its artisan reads it, never why, only what becomes of it and what they bring; and what
whoever changes its day has to know of it."""

from collections.abc import Collection
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from etabli.foundation.ui.typography import euros, full_day, minutes
from etabli.programme.funding.engine import Answer
from etabli.programme.funding.models import DocumentKind
from etabli.programme.funding.queries.documents import documents_due
from etabli.programme.funding.queries.dossier import Dossier
from etabli.programme.funding.queries.files import completing_file, file_of, is_left_out, read, standing_file
from etabli.programme.funding.queries.half_days import is_absent
from etabli.programme.funding.queries.sent import asked_lines
from etabli.programme.funding.queries.yearly import full_years
from etabli.programme.funding.wording import reason_text, too_short_text
from etabli.programme.funding.yearly_wording import full_text
from etabli.programme.support.models import Appointment
from etabli.programme.support.payers import NOTHING_OWED, Change


def text_of(appointment: Appointment) -> str:
    """One or two sentences; "" when no file asks for this half-day, or it is called off; where its artisan did not
    come, that they owe nothing for it, and what they get back; where its file left it out, that nobody pays yet."""
    if appointment.cancelled_at is not None:
        return ""
    dossier = _dossier_of(appointment)
    if dossier is None:
        return left_out_of(appointment)
    if is_absent(appointment):
        return f"{NOTHING_OWED} {_given_back(_completing(dossier) or dossier)}".strip()
    return _text(dossier)


def due_of(appointment: Appointment) -> str:
    """Once its file is billed, what its artisan still has to pay, and until when, or what comes back to them; "" where
    nothing does."""
    dossier = _dossier_of(appointment)
    owing = dossier and (_completing(dossier) or dossier)
    return _part(owing) if owing and owing.artisan_state is not None else ""


def deadline_of(appointment: Appointment) -> str:
    """What the artisan still has to bring, and until when; "" where nothing is missing, or it is too late."""
    dossier = _dossier_of(appointment)
    due = documents_due(dossier) if dossier else None
    if dossier is None or due is None or due.by < dossier.today:
        return ""
    return _(
        "For %(fund)s, bring this by %(day)s: %(documents)s. This day takes the place of any other that we gave."
    ) % {
        "fund": dossier.file.fund.name,
        "day": full_day(due.by),
        "documents": ", ".join(str(DocumentKind(kind).label) for kind in due.documents),
    }


def change_of(appointment: Appointment) -> Change | None:
    """Of a file that waits for its fund or has its agreement, whom to tell; of one that is still to be answered, the
    first day for which the fund can still be asked. None where nothing of it changes."""
    dossier = _dossier_of(appointment)
    if dossier is None or dossier.file.is_accepted is False or dossier.file.billed_on is not None:
        return None
    file = dossier.file
    values = {"fund": file.fund.name, "day": full_day(file.sent_on) if file.sent_on else ""}
    if file.is_accepted:
        title = _("The file was sent to %(fund)s on %(day)s, which has agreed") % values
        text = _("Tell the fund of any change: its agreement and its amounts stay. The file says it again.")
        full = full_years(dossier, appointment)
        text = " ".join([text, *map(full_text, full)])
        return Change(title, text, full_years=frozenset(year.year for year in full))
    first = _first_day(dossier, appointment)
    limit = _("The first day that fits its rules is %(day)s.") % {"day": full_day(first)} if first else ""
    if file.sent_on is None:
        title = _("A file to %(fund)s is being made ready") % values
        return Change(title, limit, first) if first else None
    text = _("Tell the fund of any change. The file says it again, and is sent once more with the new day.")
    return Change(_("The file was sent to %(fund)s on %(day)s") % values, f"{text} {limit}".strip(), first)


def least_of(appointment: Appointment) -> str:
    """Below which hours its fund, which was asked, pays nothing; "" where it has no such rule, or is asked all the
    same."""
    dossier = _dossier_of(appointment)
    least = dossier.rules.minimum_minutes if dossier is not None and dossier.rules else None
    if dossier is None or not least or dossier.file.sent_on is None or dossier.file.overruled_note:
        return ""
    values = {"fund": dossier.file.fund.name, "limit": minutes(least)}
    return _("%(fund)s asks for %(limit)s at least in this file: for less, it pays nothing.") % values


def price_of(appointment: Appointment) -> str:
    """What the fund pays of the hours that were really done, where that is less than it was asked for."""
    dossier = _dossier_of(appointment)
    if dossier is None:
        return ""
    if dossier.is_below_minimum:
        return too_short_text(dossier)
    if dossier.would_be_refused and dossier.verdict:
        return " ".join(reason_text(row) for row in dossier.verdict.reasons if row.answer == Answer.NO)
    both = list(filter(None, (dossier, _completing(dossier))))
    said = [sentence for row in both if (sentence := _paid_now(row))]
    if not said and not any(row.is_shorter for row in both):
        return ""
    return " ".join([*said, _artisan_now(both[-1])])


def _completing(dossier: Dossier, without: Collection[int] = ()) -> Dossier | None:
    other = completing_file(dossier.file)
    is_agreed = other is not None and other.is_accepted
    return read([other], today=dossier.today, without=without)[0] if other and is_agreed else None


def _paid_now(dossier: Dossier) -> str:
    """What its fund pays by the hours that are noted, where that is less than it granted."""
    granted, now = sum(line.fund_cents for line in asked_lines(dossier.file)), dossier.fund_cents
    if dossier.file.billed_on is not None or now >= granted:
        return ""
    sums = {"fund": dossier.file.fund.name, "now": euros(now), "asked": euros(granted)}
    return _("For these hours, %(fund)s pays %(now)s in the place of %(asked)s.") % sums


def _artisan_now(dossier: Dossier) -> str:
    """Of the file that says what the artisan pays: how much, by the hours that are noted."""
    return _("The artisan pays %(amount)s.") % {"amount": euros(dossier.artisan_owed_cents)}


def paid_of(appointment: Appointment) -> str:
    """That the artisan has paid something of its file already, beyond what the other half-days ask once it is called
    off, and who tells them what becomes of it; "" when all of it is for the others."""
    without = [appointment.pk]
    dossier = _dossier_of(appointment, without=without)
    if dossier is None or not dossier.artisan_received_cents:
        return ""
    if all(map(is_absent, dossier.appointments)):
        return _(
            "You have paid %(amount)s already: your adviser tells you whether they count for another day or come back."
        ) % {"amount": euros(dossier.artisan_received_cents)}
    owing = _completing(dossier, without=without) or dossier
    beyond = {"paid": euros(owing.artisan_paid_cents), "back": euros(owing.artisan_to_return_cents)}
    said = _(
        "You have paid %(paid)s already: without it, %(back)s of them are too much. Your adviser tells you whether "
        "they count for another day or come back."
    )
    return said % beyond if owing.artisan_to_return_cents else ""


def left_out_of(appointment: Appointment) -> str:
    """Of one that was called off, and is held again after its file was billed or closed without it: that nobody is
    asked to pay for it."""
    if not is_left_out(appointment):
        return ""
    return _(
        "Its funding file was billed or closed without this half-day: who pays for it is still to be said."
    )


def others_of(appointment: Appointment) -> str:
    """What the artisan still has to pay of the other half-days of its file, once this one is called off, or that its
    fund would pay nothing for these; "" where they have nothing to pay, or it is not known yet."""
    dossier = _dossier_of(appointment, without=[appointment.pk])
    if dossier is None or not dossier.file.is_accepted:
        return ""
    others = [row for row in dossier.appointments if not is_absent(row)]
    if dossier.would_be_too_short:
        return _without_another_day(dossier)
    due = (_completing(dossier, without=[appointment.pk]) or dossier).artisan_due_cents if others else 0
    if not due:
        return ""
    said = ngettext(
        "For your other half-day, %(days)s, you have %(amount)s left to pay.",
        "For your other half-days, %(days)s, you have %(amount)s left to pay.",
        len(others),
    )
    return said % {"days": ", ".join(full_day(row.half_day.on) for row in others), "amount": euros(due)}


def _first_day(dossier: Dossier, appointment: Appointment) -> date | None:
    """The first day on which this half-day would not be asked for too late; None where the fund has no such rule, or
    another half-day of the file comes before it."""
    days = dossier.rules.days_before if dossier.rules else None
    if days is None or appointment.half_day.on < dossier.today:
        return None
    first = dossier.today + timedelta(days=days)
    others = [row for row in dossier.appointments if row.pk != appointment.pk]
    return None if any(row.half_day.on < first for row in others) else first


def _dossier_of(appointment: Appointment, without: Collection[int] = ()) -> Dossier | None:
    file = file_of(appointment)
    standing = standing_file(file.pk) if file else None
    return read([standing], today=timezone.localdate(), without=without)[0] if standing else None


def _text(dossier: Dossier) -> str:
    file, verdict = dossier.file, dossier.verdict
    fund = {"fund": file.fund.name}
    if file.is_accepted:
        if dossier.is_below_minimum:
            return f"{_too_short(dossier)} {_yours(dossier)} {_call_first(dossier)}".strip()
        if dossier.would_be_too_short:
            return _without_another_day(dossier)
        return f"{_('Who pays: %(fund)s, which has agreed.') % fund} {_yours(dossier)}"
    if file.is_accepted is False:
        return _("Who pays: %(fund)s has not agreed. Your adviser speaks with you about it.") % fund
    if file.sent_on is not None:
        asked = _("Who pays: %(fund)s was asked. Your adviser tells you its answer.") % fund
        return f"{asked} {_expected(dossier)}".strip()
    asking = _("Who pays: your adviser is getting a request to %(fund)s ready.") % fund
    asking = f"{asking} {_expected(dossier)}".strip()
    if verdict is None or verdict.answer == Answer.NO or not verdict.missing:
        return asking
    documents = ", ".join(str(DocumentKind(kind).label) for kind in verdict.missing)
    due = documents_due(dossier)
    if due is None:
        return f"{asking} {_('Documents to bring: %(documents)s.') % {'documents': documents}}"
    values = {"documents": documents, "day": full_day(due.by)}
    return f"{asking} {_('Documents to bring by %(day)s: %(documents)s.') % values}"


def _too_short(dossier: Dossier) -> str:
    """That its fund pays nothing of hours below its minimum, as the artisan reads it."""
    values = {
        "fund": dossier.file.fund.name,
        "done": minutes(dossier.done_minutes),
        "limit": minutes((dossier.rules and dossier.rules.minimum_minutes) or 0),
    }
    return _("%(fund)s does not pay: %(done)s in all, it asks for %(limit)s at least.") % values


def _without_another_day(dossier: Dossier) -> str:
    """That what is left is below the minimum of its fund, while another day may still be found."""
    said = _(
        "%(fund)s pays for %(limit)s at least: without another day, it does not pay for what is left. Call your "
        "adviser before you pay."
    )
    least = (dossier.rules and dossier.rules.minimum_minutes) or 0
    return said % {"fund": dossier.file.fund.name, "limit": minutes(least)}


def _call_first(dossier: Dossier) -> str:
    """Of what the artisan owes because the fund doesn't pay; "" where they owe nothing."""
    owing = _completing(dossier) or dossier
    return _("Call your adviser before you pay.") if owing.artisan_due_cents else ""


def _expected(dossier: Dossier) -> str:
    """What the fund would pay by its rules, and the artisan; "" where it would say no, or another fund is asked for a
    part, which nobody can announce."""
    says_no = dossier.verdict is not None and dossier.verdict.answer == Answer.NO
    is_refused = says_no and not dossier.file.overruled_note
    if is_refused or not dossier.lines or completing_file(dossier.file) is not None:
        return ""
    sums = {"fund": euros(dossier.fund_cents), "yours": euros(dossier.artisan_cents)}
    said = _("The fund should pay %(fund)s; %(yours)s would be left to you.") % sums
    if not dossier.open_cents:
        return said
    left = {"left": euros(dossier.open_cents)}
    return f"{said} {_('Your adviser still has to tell you who pays %(left)s.') % left}"


def _yours(dossier: Dossier) -> str:
    """What the artisan pays or has paid, with what another fund takes of it."""
    other = completing_file(dossier.file)
    agreed = _completing(dossier)
    yours = _part(agreed or dossier)
    pays_nothing = agreed is not None and not agreed.now_cents
    if other is None or other.sent_on is None or other.is_accepted is False or pays_nothing:
        return yours
    said = _("%(fund)s pays a part.") if other.is_accepted else _("%(fund)s was asked to pay a part of it.")
    sentence = said % {"fund": other.fund.name}
    return f"{sentence} {yours}" if other.is_accepted else f"{yours} {sentence}"


def _part(dossier: Dossier) -> str:
    """Of the file that says what the artisan pays."""
    if dossier.rest_cents:
        left = _("Your adviser still has to tell you who pays %(left)s.") % {
            "left": euros(dossier.rest_cents)
        }
        return f"{_own_part(dossier)} {left}" if dossier.artisan_cents else left
    return f"{_own_part(dossier)} {_given_back(dossier)}".strip()


def _given_back(dossier: Dossier) -> str:
    """That they have paid more than they owe; "" where they have not."""
    values = {"paid": euros(dossier.artisan_paid_cents), "back": euros(dossier.artisan_to_return_cents)}
    said = _("You have paid %(paid)s: %(back)s of them come back to you.") % values
    return said if dossier.artisan_to_return_cents else ""


def _own_part(dossier: Dossier) -> str:
    amount, due = {"amount": euros(dossier.artisan_owed_cents)}, dossier.artisan_due_cents
    paid, is_too_much = dossier.artisan_paid_cents, bool(dossier.artisan_to_return_cents)
    if not dossier.artisan_owed_cents or not (due or paid or dossier.is_passed_on):
        return _("You pay nothing.")
    if due and due < dossier.artisan_owed_cents:
        said = _("You pay %(amount)s, of which %(due)s are still to come.") % {**amount, "due": euros(due)}
        return f"{said} {_pay_by(dossier)}".strip()
    if is_too_much:
        return _("Your part is %(amount)s.") % amount
    if not (due or dossier.is_passed_on):
        return _("You have paid your part: %(amount)s.") % amount
    said = f"{_('You pay %(amount)s.') % amount} {_together(dossier)}".strip()
    return f"{said} {_pay_by(dossier)}".strip()


def _together(dossier: Dossier) -> str:
    """That a sum is that of all the half-days of the file: each of their pages says it."""
    number = len(dossier.not_missed)
    return _("That is for your %(number)s half-days together.") % {"number": number} if number > 1 else ""


def _pay_by(dossier: Dossier) -> str:
    """Until when they may pay, once it is billed and the rules of the fund say so; before, that a bill comes first."""
    if dossier.billed_or_closed_on is None:
        return "" if dossier.would_be_too_short else _("The bill comes after the half-day.")
    due_on = dossier.artisan_state.due_on if dossier.artisan_state else None
    return _("To be paid by %(day)s.") % {"day": full_day(due_on)} if due_on else ""
