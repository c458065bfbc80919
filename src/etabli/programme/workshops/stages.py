"""Workshops as stages of the path: a place, then having come."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from etabli.foundation.registries import Stage, Times
from etabli.foundation.seats.models import SignUp
from etabli.programme.workshops.models import Attendance


def _placed(chamber_id: int) -> QuerySet[SignUp]:
    return _signed_up(chamber_id).filter(status=SignUp.Status.SEATED)


def _signed_up(chamber_id: int) -> QuerySet[SignUp]:
    sign_ups = SignUp.objects.filter(
        occasion__session__chamber_id=chamber_id, occasion__session__taken_back_at=None
    )
    return sign_ups.exclude(status__in=SignUp.UNCOUNTED)


def _came(chamber_id: int) -> QuerySet[Attendance]:
    return Attendance.objects.filter(
        present=True,
        sign_up__occasion__session__chamber_id=chamber_id,
        sign_up__occasion__session__taken_back_at=None,
    )


CAME = Times(_came, "sign_up__person", "sign_up__occasion__starts_at")
STAGES = [
    Stage("seat", 20, gettext_lazy("A place in a workshop"), Times(_placed, "person", "signed_up_at")),
    Stage("workshop", 25, gettext_lazy("A workshop"), CAME),
]
LIFE = [CAME, Times(_signed_up, "person", "signed_up_at")]
