"""What several pages show: the days that are proposed, whether the artisan knows."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from etabli.foundation.journal import queries as journal
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.typography import moment
from etabli.programme.support.actions import ChangedMeanwhile
from etabli.programme.support.engine import Proposal
from etabli.programme.support.models import Appointment
from etabli.programme.support.notices import is_to_call, is_told_since, leaves_later
from etabli.programme.support.payers import Change
from etabli.programme.support.wording import reason

type Shown = tuple[Proposal, str, str, str]


def shown_days(proposals: Sequence[Proposal], change: Change | None = None) -> list[Shown]:
    """Each with what its button sends, why it is there, and why whoever pays would not pay for it."""
    return [
        (
            proposal,
            proposal.slot.value,
            reason(proposal),
            change.warning_of(proposal.slot.on) if change else "",
        )
        for proposal in proposals
    ]


def notice_text(appointment: Appointment, at: datetime) -> str:
    """Whether the artisan is told of what was done at this moment, and when, or has to be called."""
    name = {"name": appointment.person.name}
    if appointment.person.email:
        if not is_told_since(appointment, at):
            return _("Nothing had left yet: %(name)s is not written to.") % name
        sentence = _("%(name)s is told by e-mail.") % name
        return f"{sentence} {departure_text(leaves_later(appointment, at))}".strip()
    if is_to_call(appointment):
        return _("%(name)s has no e-mail: they are on the list of people to call.") % name
    return _("We have no e-mail for %(name)s: give them a call.") % name


def changed_text(viewer: Viewer, appointment: Appointment, refusal: ChangedMeanwhile) -> str:
    """What a half-day is now, and by whose act, for whoever had read another day of it."""
    lines = journal.history_of(viewer, appointment, limit=1)
    return " ".join([str(refusal), *(line.sentence for line in lines)])


def departure_text(later: datetime | None) -> str:
    """That e-mails wait for the end of the quiet hours, and until when; "" when they don't."""
    return _("Our e-mails leave after the quiet hours: %(at)s.") % {"at": moment(later)} if later else ""
