"""What the artisan pays of their half-days, beside the steps of the file with its fund: who pays what it did not grant,
and what came."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from etabli.foundation.journal import CannotUndo, action, change
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.typography import euros
from etabli.programme.funding.actions.steps import (
    WrongAmount,
    WrongStep,
    dossier_of,
    keep_step,
    refuse_amount,
    refuse_before,
    refuse_same,
    undo_step,
)
from etabli.programme.funding.models import FundingFile
from etabli.programme.funding.queries.dossier import Dossier


class MoreThanOwed(WrongAmount):
    """It is more than what the artisan owes, and nobody said that it really came."""


@action(
    "funding.note_artisan_payment",
    sentence=_("wrote down what %(subject)s paid of their half-days"),
    may=may_run,
    undo=undo_step,
    subject="file",
)
def note_artisan_payment(
    *,
    file: FundingFile,
    cents: int,
    means: str,
    on: date,
    more_than_owed: bool = False,
    is_another: bool = False,
    by: Viewer,
    at: datetime,
) -> FundingFile:
    """What came of the artisan’s part, when, and by what means (`Means`); less than what is due is a part, and more may
    follow; what is beyond it, once that is said (`more_than_owed`), is to be given back. Raises WrongAmount, WrongDay,
    WrongStep; SameAgain for the same amount of the same day by the same means, unless `is_another`."""
    dossier = dossier_of(file, timezone.localdate(at))
    file, due = dossier.file, dossier.artisan_due_cents
    if not due:
        raise WrongStep(no_part_text(dossier))
    if cents > due and not more_than_owed:
        raise MoreThanOwed(more_than_owed_text(cents, due))
    refuse_amount(cents, max(cents, due), "")
    first_on = min(filter(None, (timezone.localdate(file.opened_at), file.sent_on)))
    refuse_before(first_on, on, _("This file begins on %(day)s: nothing can have been paid before."))
    row = {"on": on.isoformat(), "cents": cents, "means": means}
    refuse_same(file.artisan_payments, row, is_another=is_another)
    return change(file, artisan_payments=[*file.artisan_payments, row])


def more_than_owed_text(cents: int, due: int) -> str:
    """What the artisan owes, and what would be theirs again of a payment beyond it."""
    values = {"due": euros(due), "paid": euros(cents), "back": euros(cents - due)}
    return (
        gettext(
            "The artisan owes %(due)s. If %(paid)s really came, tick this box: %(back)s are then to be given back."
        )
        % values
    )


@action(
    "funding.give_back_to_artisan",
    sentence=_("wrote down what was given back to %(subject)s of what they had paid"),
    may=may_run,
    undo=undo_step,
    subject="file",
)
def give_back_to_artisan(
    *, file: FundingFile, cents: int, means: str, on: date, by: Viewer, at: datetime
) -> FundingFile:
    """What the artisan had paid beyond what they owe left again, on this day, by what means (`Means`). Raises
    WrongAmount, WrongDay, WrongStep."""
    dossier = dossier_of(file, timezone.localdate(at))
    file, wanted = dossier.file, dossier.artisan_to_return_cents
    if not wanted:
        raise WrongStep(NOTHING_TO_GIVE_BACK)
    refuse_amount(cents, wanted, _("%(amount)s are the artisan’s: write what left, and no more."))
    first = dossier.completed_dossier.file.artisan_payments if dossier.completed_dossier else []
    paid_on = min(date.fromisoformat(row["on"]) for row in (*first, *file.artisan_payments))
    refuse_before(paid_on, on, _("The artisan paid on %(day)s: it can’t have been given back before."))
    row = {"on": on.isoformat(), "cents": -cents, "means": means}
    return change(file, artisan_payments=[*file.artisan_payments, row])


NOTHING_TO_GIVE_BACK = _("The artisan has not paid more than they owe: there is nothing to give back.")


def no_part_text(dossier: Dossier) -> str:
    """Why nothing is to be noted: the artisan has paid it already, or has nothing to pay."""
    if dossier.artisan_received_cents:
        amount = {"amount": euros(dossier.artisan_received_cents)}
        return gettext("The artisan has paid %(amount)s already: nothing is left to pay.") % amount
    return gettext("The artisan has nothing to pay on this file.")


def _undo_rest(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways, while the artisan has not paid of it."""
    undo_step(entry, by, at)
    file: Any = subject_of(entry)
    if _has_paid_of_rest(dossier_of(file, timezone.localdate(at))):
        raise CannotUndo(PAID_OF_REST)


PAID_OF_REST = _("The artisan has paid of the rest since: take that back first.")


@action(
    "funding.say_rest_payer",
    sentence=_("said who pays the rest of the file of %(subject)s"),
    tells={"rest_payer": _("Who pays the rest")},
    may=may_run,
    undo=_undo_rest,
    subject="file",
)
def say_rest_payer(*, file: FundingFile, payer: str, by: Viewer, at: datetime) -> FundingFile:
    """Who pays what the fund did not grant, or may not pay by its caps (`RestPayer`); the artisan owes it from then on,
    where it is them. Raises WrongStep where nothing is left, another fund is asked for it, or the artisan has paid of
    it."""
    dossier = dossier_of(file, timezone.localdate(at))
    if not dossier.ungranted_cents or dossier.is_passed_on:
        raise WrongStep(_("The fund leaves nothing to be paid here: see where the file stands."))
    kept = keep_step(dossier.file, rest_payer=payer)
    if _has_paid_of_rest(dossier_of(kept, timezone.localdate(at))):
        raise WrongStep(PAID_OF_REST)
    return kept


def _has_paid_of_rest(dossier: Dossier) -> bool:
    """More came of the artisan than they are said to pay without it."""
    return dossier.is_rest_open and dossier.artisan_received_cents > dossier.artisan_cents
