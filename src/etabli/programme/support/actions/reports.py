"""What came of a half-day."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, action, change, undo_fields
from etabli.foundation.people.rules import may_help, may_run
from etabli.foundation.people.viewer import Viewer
from etabli.programme.support.actions.standing import refuse_if_called_off, refuse_if_to_come
from etabli.programme.support.models import Appointment


class NoSuchStep(ActionError):
    """The report names no such step, or it is done already."""


@action(
    "support.report",
    sentence=_("wrote the report on the half-day of %(subject)s"),
    tells={"outcome": _("Outcome"), "report": _("Report"), "next_step": _("Next steps")},
    may=may_run,
    undo=undo_fields,
    subject="appointment",
)
def write_report(
    *, appointment: Appointment, outcome: str, report: str, next_step: str, by: Viewer, at: datetime
) -> Appointment:
    """Say what came of it, in a minute; can be written again, each version stays in the history.

    Raises CalledOff, or NotBegun.
    """
    refuse_if_called_off(appointment)
    refuse_if_to_come(appointment, at)
    return change(
        appointment, outcome=outcome, report=report.strip(), next_step=next_step.strip(), reported_at=at
    )


@action(
    "support.step_done",
    sentence=_("noted a next step of %(subject)s as done"),
    own_sentence=_("noted one of their next steps as done"),
    may=may_help,
    undo=undo_fields,
    subject="appointment",
)
def note_step_done(*, appointment: Appointment, number: int, by: Viewer, at: datetime) -> Appointment:
    """The artisan did one of the steps that were agreed on; `number` is its place, the first is 1.

    Raises NoSuchStep.
    """
    step = dict(appointment.steps_left).get(number)
    if step is None:
        raise NoSuchStep(_("This step is done already, or the report was changed since."))
    return change(appointment, steps_done=[*appointment.steps_done, step])
