"""What the artisan pays of their half-days, beside the steps of the file with its fund."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import action, change
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.actions.steps import (
    WrongStep,
    dossier_of,
    refuse_amount,
    refuse_before,
    undo_step,
)
from etabli.programme.funding.models import FundingFile


@action(
    "funding.note_artisan_payment",
    sentence=_("wrote down what %(subject)s paid of their half-days"),
    may=may_run,
    undo=undo_step,
    subject="file",
)
def note_artisan_payment(
    *, file: FundingFile, cents: int, means: str, on: date, by: Viewer, at: datetime
) -> FundingFile:
    """What came of the artisan’s part, when, and by what means (`Means`); less than what is due is a part, and more may
    follow. Raises WrongAmount, WrongDay, WrongStep."""
    dossier = dossier_of(file, timezone.localdate(at))
    file, due = dossier.file, dossier.artisan_due_cents
    if not due:
        raise WrongStep(_("The artisan has nothing to pay on this file."))
    refuse_amount(cents, due, _("The artisan owes %(amount)s: write what came, and no more."))
    opened_on = timezone.localdate(file.opened_at)
    refuse_before(opened_on, on, _("The file was opened on %(day)s: nothing can have been paid before."))
    row = {"on": on.isoformat(), "cents": cents, "means": means}
    return change(file, artisan_payments=[*file.artisan_payments, row])
