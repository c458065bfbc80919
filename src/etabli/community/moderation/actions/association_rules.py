"""What an association decided once for all: its limits, its reasons."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from etabli.community.association.rules import is_board_of
from etabli.community.moderation.limits import limits_of
from etabli.community.moderation.models import Limits, Reason
from etabli.community.moderation.rules import may_read_queue
from etabli.foundation.journal import ActionError, action, record, undo_fields
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.viewer import Viewer

LIMIT_LABELS = {
    "accepted_needed": _("things accepted"),
    "days_needed": _("days in the association"),
    "daily_limit": _("things a day for a new member"),
    "reports_needed": _("people who report a thing, for it to be read again"),
    "remind_after_hours": _("hours before moderators are reminded"),
}


class NoText(ActionError):
    """A reason without a word."""


@action(
    "moderation.set_limits",
    sentence=_("changed the limits of moderation of %(subject)s"),
    tells=LIMIT_LABELS,
    may=lambda by, given: is_board_of(by, given["organisation"].pk),
    may_undo=lambda by, limits: is_board_of(by, limits.organisation_id),
    undo=undo_fields,
)
def set_limits(*, organisation: Organisation, wanted: Mapping[str, int], by: Viewer, at: datetime) -> Limits:
    """The board sets some of `LIMIT_LABELS`; the others stay."""
    limits = limits_of(organisation.pk)
    after = {name: wanted[name] for name in LIMIT_LABELS if name in wanted}
    before = {name: getattr(limits, name) for name in after}
    for name, value in after.items():
        setattr(limits, name, value)
    limits.save()
    record(limits, before=before, after=after)
    return limits


@action(
    "moderation.write_reason",
    sentence=_("worded the reason “%(subject)s”"),
    tells={"text": _("Text"), "is_offered": _("Offered")},
    may=lambda by, given: may_read_queue(by, given["organisation"].pk),
    may_undo=lambda by, reason: may_read_queue(by, reason.organisation_id),
    undo=undo_fields,
)
def write_reason(
    *,
    organisation: Organisation,
    code: str = "",
    text: str,
    is_offered: bool = True,
    by: Viewer,
    at: datetime,
) -> Reason:
    """Word a reason of the list in the association's own way, or add one (no `code`). Raises NoText."""
    if not text.strip():
        raise NoText(_("Write the reason as its author will read it."))
    code = code or f"own-{get_random_string(8).lower()}"
    row = Reason.objects.filter(organisation=organisation, code=code).first() or Reason(
        organisation=organisation, code=code, withdrawn_at=at
    )
    after = {"text": text.strip(), "is_offered": is_offered, "withdrawn_at": None}
    changed = after if row.pk else {"withdrawn_at": None}
    before = {name: getattr(row, name) for name in changed}
    for name, value in after.items():
        setattr(row, name, value)
    row.save()
    record(row, before=before, after=changed)
    return row
