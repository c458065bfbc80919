"""What the acts on a file share: reading it as it stands, keeping a step, taking one back."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, CannotUndo, change, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.ui.typography import euros, full_day
from etabli.programme.funding.engine import FundingLine, used_by
from etabli.programme.funding.engine.payments import is_within
from etabli.programme.funding.models import FileHalf, FundingFile
from etabli.programme.funding.queries.caps import granted_to, less_credits
from etabli.programme.funding.queries.dossier import Dossier
from etabli.programme.funding.queries.files import read, standing_file
from etabli.programme.funding.queries.sent import frozen_rules

STEPS = (
    "sent_on",
    "is_accepted",
    "answered_on",
    "rest_payer",
    "appealed_on",
    "appeals",
    "billed_on",
    "paid_cents",
    "credits",
    "returns",
    "closed_on",
)


class NotReady(ActionError):
    """Something is missing, or the fund says no."""


class WrongStep(ActionError):
    """The file is not at this step."""


class CapPassed(ActionError):
    """Another file took what the fund still had for this person."""


class WrongDay(ActionError):
    """It can’t have happened on this day."""


class WrongAmount(ActionError):
    """This is not what can have come."""


class SameAgain(WrongAmount):
    """The same is written down already, and nobody said that this is another."""


class NumberTaken(ActionError):
    """Another bill, or credit note, of the chamber has this number."""


class Unsigned(ActionError):
    """Half-days that are billed are not signed."""


def undo_step(entry: Entry, by: Any, at: datetime) -> None:
    """`undo_fields`, both ways, as long as the caps still hold what would count again."""
    Person.objects.select_for_update().get(pk=_file_of(entry).person_id)
    undo_fields(entry, by, at)
    check_restored(entry)


def leave_out(dossier: Dossier, at: datetime) -> list[int]:
    """The half-days (by `FileHalf`) that are called off leave the file with its bill, or its end: one that comes back
    changes neither, and another file may ask for it."""
    standing = {row.pk for row in dossier.appointments}
    asked = {row.wish_id for row in dossier.appointments if row.wish_id}
    halves = dossier.file.halves.all()
    left = [half.pk for half in halves if half.appointment_id not in standing and half.wish_id not in asked]
    FileHalf.objects.filter(pk__in=left, withdrawn_at=None).update(withdrawn_at=at)
    return left


def undo_settling(entry: Entry, by: Any, at: datetime) -> None:
    """`undo_step`, with the half-days that a bill, or an end without one, has left out."""
    undo_step(entry, by, at)
    file = _file_of(entry)
    halves = FileHalf.objects.filter(file=file)
    halves.filter(pk__in=file.left_out, withdrawn_at=None).update(withdrawn_at=at)
    try:
        with transaction.atomic():
            halves.exclude(pk__in=file.left_out).update(withdrawn_at=None)
    except IntegrityError:
        raise CannotUndo(
            _("Another file asks since for a half-day that was called off before: give that one up first.")
        ) from None


def _file_of(entry: Entry) -> FundingFile:
    file = subject_of(entry)
    assert isinstance(file, FundingFile)
    return file


def check_restored(entry: Entry) -> None:
    """Raises CannotUndo when what an act brought back stands no more beside the other files."""
    file = _file_of(entry)
    numbers = [file.bill_number, *(row["number"] for row in file.credits)]
    if file.billed_on is not None and any(bill_of_number(file, number) for number in numbers):
        raise CannotUndo(_("Another bill has this number since: change that one first."))
    if file.artisan_payments and (not file.is_accepted or file.withdrawn_at is not None):
        raise CannotUndo(_("The artisan has paid their part since: take that back first."))
    if file.sent_on is None or file.is_accepted is False or file.withdrawn_at is not None:
        return
    if not fits(file, less_credits(file)):
        raise CannotUndo(_("Another file took these hours since: take that one back first."))


def bill_of_number(file: FundingFile, number: str) -> FundingFile | None:
    """Another file of the chamber that is billed, or has a credit note, under this number; nobody bills meanwhile."""
    Organisation.objects.select_for_update().get(pk=file.chamber_id)
    billed = FundingFile.objects.filter(chamber=file.chamber_id, withdrawn_at=None, billed_on__isnull=False)
    others = billed.exclude(pk=file.pk).select_related("person")
    credited = (row for row in others.exclude(credits=[]) if bears_number(row, number))
    return others.filter(bill_number__iexact=number.strip()).first() or next(credited, None)


def bears_number(file: FundingFile, number: str) -> bool:
    """Whether its bill, or a credit note on it, has this number."""
    own = (file.bill_number, *(row["number"] for row in file.credits))
    return number.strip().casefold() in {text.casefold() for text in own}


def fits(file: FundingFile, own: Sequence[FundingLine]) -> bool:
    """Whether its fund's caps hold, in their years, these half-days of the file beside those of the others."""
    others = [
        row for row in granted_to([file.person_id]) if row.fund_id == file.fund_id and row.pk != file.pk
    ]
    used = used_by([*own, *(line for row in others for line in less_credits(row))])
    return is_within(frozen_rules(file), {year: used[year] for year in used_by(own)})


def keep_step(file: FundingFile, beside: Mapping[str, Any] | None = None, /, **after: Any) -> FundingFile:
    """`change`, with what the other steps have written beside: a step is taken back only while none follows it."""
    return change(file, beside, **{name: getattr(file, name) for name in STEPS} | after)


def locked(file: FundingFile) -> FundingFile:
    """With its person, so that two files of theirs never take the same hours of a cap."""
    Person.objects.select_for_update().get(pk=file.person_id)
    standing = standing_file(file.pk)
    if standing is None:
        raise WrongStep(_("This file was given up: take that back first."))
    return standing


def dossier_of(file: FundingFile, today: date) -> Dossier:
    """As it stands, locked. Raises WrongStep once it is given up."""
    return read([locked(file)], today=today)[0]


STEP_OVER = _("This file is not at this step any more: see where it stands.")
TO_SEND, TO_ANSWER = (
    frozenset({"to_complete", "ready", "not_eligible", "moved"}),
    frozenset({"sent", "appealed"}),
)


def dossier_at_step(file: FundingFile, codes: Collection[str], at: datetime) -> Dossier:
    """As it stands, locked, in one of these states. Raises WrongStep in another."""
    dossier = dossier_of(file, timezone.localdate(at))
    if dossier.state.code not in codes:
        raise WrongStep(STEP_OVER)
    return dossier


def refuse_amount(cents: int, most: int, refusal: Any) -> None:
    """Raises WrongAmount for nothing or less; with this sentence (`%(amount)s`: the most that can be) for more."""
    if cents <= 0:
        raise WrongAmount(_("Write an amount above zero."))
    if cents > most:
        raise WrongAmount(refusal % {"amount": euros(most)})


def refuse_same(rows: Iterable[Mapping[str, Any]], row: Mapping[str, Any], *, is_another: bool) -> None:
    """Raises SameAgain for what stands among these rows already: a form that is sent twice, or opened twice."""
    if row in rows and not is_another:
        values = {"amount": euros(abs(row["cents"])), "day": full_day(date.fromisoformat(row["on"]))}
        raise SameAgain(
            _("%(amount)s on %(day)s are written down already. If this is another payment, tick this box.")
            % values
        )


def refuse_before(first: date | None, on: date, refusal: Any) -> None:
    """Raises WrongDay with this sentence (`%(day)s`: the first day that can be) when it comes before it."""
    if first is not None and on < first:
        raise WrongDay(refusal % {"day": full_day(first)})
