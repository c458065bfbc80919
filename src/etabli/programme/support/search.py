"""Finding a half-day of support: with whom, on what day."""

from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.registries import Done, Indexed
from etabli.foundation.search.visibility import to_its_person
from etabli.foundation.ui.typography import full_day
from etabli.programme.support.models import Appointment

FOUND = {"cancelled_at"}  # what the journal keeps of one booked, and called off


def _row_to_reindex(done: Done) -> Appointment | None:
    return done.subject if isinstance(done.subject, Appointment) and done.names & FOUND else None


def _detail(appointment: Appointment) -> str:
    half = appointment.half_day
    return f"{full_day(half.on)}, {half.get_half_display()} · {half.adviser} · {appointment.place}"


SEARCH = [
    Indexed(
        kind="appointment",
        plural_label=gettext_lazy("Half-days of support"),
        objects=lambda: (
            Appointment.objects.filter(cancelled_at=None)
            .select_related("person", "half_day__adviser")
            .order_by("pk")
        ),
        title=lambda appointment: _("Half-day of support: %(name)s") % {"name": appointment.person.name},
        detail=_detail,
        url=lambda appointment: reverse("support:appointment", args=[appointment.pk]),
        visible_to=to_its_person,
        row_to_reindex=_row_to_reindex,
    )
]
