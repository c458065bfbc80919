"""Showing a quote, comparing it, putting it away, setting its findings aside."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, action, change, record, undo_fields
from etabli.foundation.people.viewer import Viewer
from etabli.procurement.briefs.models import Brief
from etabli.procurement.quotes.actions.uploads import check_brief, undo_withdrawal
from etabli.procurement.quotes.models import Dismissal, QuoteReading
from etabli.procurement.quotes.records import draw_once
from etabli.procurement.quotes.rules import is_theirs, may_compare, may_work_on
from etabli.procurement.quotes.wording import need_key

KEPT = ("says", "reason", "author_id", "author_name", "restored_at")


class NoReason(ActionError):
    """A finding is set aside with a reason."""


@action(
    "quotes.share",
    sentence=_("showed the quote “%(subject)s” to the adviser"),
    may=is_theirs,
    undo=undo_fields,
    subject="reading",
)
def share_quote(*, reading: QuoteReading, by: Viewer, at: datetime) -> QuoteReading:
    """Show the quote to the advisers of the chamber."""
    return change(reading, shared_at=at)


@action(
    "quotes.unshare",
    sentence=_("stopped showing the quote “%(subject)s” to the adviser"),
    may=is_theirs,
    undo=undo_fields,
    subject="reading",
)
def unshare_quote(*, reading: QuoteReading, by: Viewer, at: datetime) -> QuoteReading:
    """The advisers no longer see it."""
    return change(reading, shared_at=None)


@action(
    "quotes.compare",
    sentence=_("chose the project with which to compare the quote “%(subject)s”"),
    may=may_compare,
    undo=undo_fields,
    subject="reading",
)
def compare_with(*, reading: QuoteReading, brief: Brief | None, by: Viewer, at: datetime) -> QuoteReading:
    """Compare the quote with this project of the same person, or with none. Raises NotTheirBrief."""
    check_brief(reading.person, brief)
    draw_once(brief, at)
    return change(reading, brief_id=brief.pk if brief else None)


@action(
    "quotes.withdraw",
    sentence=_("put away the quote “%(subject)s”"),
    may=is_theirs,
    undo=undo_withdrawal,
    subject="reading",
)
def withdraw_quote(*, reading: QuoteReading, by: Viewer, at: datetime) -> QuoteReading:
    """Put a quote away: it leaves the lists, and its file is kept."""
    return change(reading, withdrawn_at=at)


@action(
    "quotes.dismiss",
    sentence=_("set aside a remark on the quote “%(subject)s”"),
    may=may_work_on,
    undo=undo_fields,
    subject="reading",
)
def dismiss_finding(
    *, reading: QuoteReading, finding: str, reason: str, by: Viewer, at: datetime
) -> Dismissal:
    """Set a finding of the sheet, or a need of the brief, aside with the reason. Raises NoReason."""
    return _say(reading, finding, "", reason, by, at)


@action(
    "quotes.overrule",
    sentence=_("said what the quote “%(subject)s” does for a need of the project"),
    may=may_work_on,
    undo=undo_fields,
    subject="reading",
)
def overrule(
    *, reading: QuoteReading, need_id: str, says: str, reason: str, by: Viewer, at: datetime
) -> Dismissal:
    """Say what the quote does for a need (`Dismissal.Says`), whatever is read, with the reason. Raises NoReason."""
    return _say(reading, need_key(need_id), Dismissal.Says(says), reason, by, at)


def _say(reading: QuoteReading, finding: str, says: str, reason: str, by: Viewer, at: datetime) -> Dismissal:
    if not reason.strip():
        raise NoReason(_("Say in a few words why."))
    QuoteReading.objects.select_for_update(no_key=True).get(
        pk=reading.pk
    )  # sent twice at once, it is said once
    known = Dismissal.objects.filter(reading=reading, finding=finding).first()
    row = known or Dismissal(reading=reading, finding=finding[:80])
    before = {name: getattr(row, name) for name in KEPT} if known else {"restored_at": at}
    row.reading, row.says, row.reason = reading, says, reason.strip()[:300]
    row.author_id, row.author_name = by.actor.party_id, by.actor.name
    row.dismissed_at, row.restored_at = at, None
    row.save()
    record(row, before=before, after={name: getattr(row, name) for name in KEPT})
    return row


@action(
    "quotes.restore_finding",
    sentence=_("put back a remark on the quote “%(subject)s”"),
    may=may_work_on,
    undo=undo_fields,
    subject="dismissal",
)
def restore_finding(*, dismissal: Dismissal, by: Viewer, at: datetime) -> Dismissal:
    """Put a finding back, or take back what was said of a need: what is read counts again."""
    return change(dismissal, restored_at=at)
