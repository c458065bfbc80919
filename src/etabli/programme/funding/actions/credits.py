"""A bill that is found wrong once it has left: a credit note takes of it, and what came too much is given back."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import CannotUndo, action
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.typography import euros, minutes
from etabli.programme.funding.actions.steps import (
    NotReady,
    NumberTaken,
    WrongAmount,
    bears_number,
    bill_of_number,
    dossier_at_step,
    keep_step,
    refuse_before,
    undo_step,
)
from etabli.programme.funding.models import FundingFile
from etabli.programme.funding.queries.dossier import Dossier, missed_cents
from etabli.programme.funding.queries.files import read
from etabli.programme.funding.queries.report import credit_notes_of

BILLED = {"billed", "paid", "closed", "to_return", "credited"}


def _undo_credit(entry: Entry, by: Any, at: datetime) -> None:
    """As every step, while no report leans on it."""
    undo_step(entry, by, at)
    file: Any = subject_of(entry)
    dossier = read([file], today=timezone.localdate(at))[0]
    if missed_cents(dossier) <= dossier.credited_cents:
        return
    if short := [row.minutes_done for row in dossier.held if row.minutes_done < row.minutes]:
        raise CannotUndo(
            _("The hours really done (%(hours)s) come after this credit note: correct them first.")
            % {"hours": ", ".join(map(minutes, short))}
        )
    raise CannotUndo(_("A report says that the artisan did not come: correct it first."))


@action(
    "funding.credit",
    sentence=_("wrote a credit note on the bill of the file of %(subject)s"),
    may=may_run,
    undo=_undo_credit,
    subject="file",
)
def credit(
    *,
    file: FundingFile,
    number: str,
    cents: int,
    reason: str,
    on: date,
    hours_stay: bool = False,
    by: Viewer,
    at: datetime,
) -> FundingFile:
    """Take this amount off its bill, which stays, as do the payments; its share of the hours goes with it, unless these
    were right (`hours_stay`). Raises NotReady without a reason, NumberTaken, WrongAmount, WrongDay, WrongStep."""
    dossier = dossier_at_step(file, BILLED, at)
    file, left = dossier.file, dossier.fund_cents - dossier.credited_cents
    if not 0 < cents <= left:
        raise WrongAmount(
            _("%(amount)s are left of this bill: write what is taken off, and no more.")
            % {"amount": euros(left)}
        )
    if not reason.strip():
        raise NotReady(_("Write why: the accountant asks it."))
    refuse_before(file.billed_on, on, _("It was billed on %(day)s: a credit note can’t come before."))
    other = file if bears_number(file, number) else bill_of_number(file, number)
    if other is not None:
        raise NumberTaken(
            _("A bill or a credit note of %(name)s has this number: type another.")
            % {"name": other.person.name}
        )
    row = {"number": number.strip(), "on": on.isoformat(), "cents": cents, "reason": reason.strip()}
    before = file.credits if hours_stay else _kept(dossier)
    return keep_step(file, credits=[*before, {**row, "hours_stay": hours_stay}])


def _kept(dossier: Dossier) -> list[dict[str, Any]]:
    """The credit notes so far, each with what it takes off the artisan’s part, and of what is open, as it is known
    before the next one: no later one changes it."""
    notes = credit_notes_of(dossier)
    parts = [{"artisan_cents": note.artisan_cents, "open_cents": note.open_cents} for note in notes]
    return [{**row, **part} for row, part in zip(dossier.file.credits, parts, strict=True)]


def are_hours_noted(dossier: Dossier) -> bool:
    """Whether somebody wrote down the hours really done, and its bill says the same."""
    is_noted = any(row.came_at is not None for row in dossier.held)
    return is_noted and missed_cents(dossier) == 0


@action(
    "funding.give_back",
    sentence=_("wrote down what was given back to the fund, on the file of %(subject)s"),
    may=may_run,
    undo=undo_step,
    subject="file",
)
def give_back(*, file: FundingFile, cents: int, on: date, by: Viewer, at: datetime) -> FundingFile:
    """What came and a credit note took off left again, on this day. Raises WrongAmount, WrongDay, WrongStep."""
    dossier = dossier_at_step(file, {"to_return"}, at)
    file, wanted = dossier.file, dossier.to_return_cents
    if not 0 < cents <= wanted:
        raise WrongAmount(
            _("%(amount)s are to be given back: write what left, and no more.") % {"amount": euros(wanted)}
        )
    first = min(date.fromisoformat(row["on"]) for row in file.credits)
    refuse_before(first, on, _("The credit note is of %(day)s: it can’t have been given back before."))
    return keep_step(file, returns=[*file.returns, {"on": on.isoformat(), "cents": cents}])
