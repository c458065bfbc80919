"""The one message of a path: on the day that somebody named when they put it aside."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy

from etabli.foundation.notices.telling import tell_once
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.people.models import Role
from etabli.foundation.registries import Kind, Words
from etabli.foundation.ui.typography import full_day
from etabli.programme.journeys.models import Journey

PAUSE_OVER = Kind(
    "journeys.pause_over",
    gettext_lazy("The day that you named when you put your path aside"),
    frozenset({Role.ARTISAN}),
    staff_reads=True,
)
KINDS = [PAUSE_OVER]


def tell_pause_is_over(journey: Journey, at: datetime) -> None:
    """They asked for it: their path is where they left it. Called inside an act."""
    assert journey.paused_at is not None  # asked only of a path that is put aside
    put_aside_on = journey.paused_at
    tell_once(
        PAUSE_OVER,
        to=journey.person,
        words=lambda: Words(
            title=_("Your path is where you left it"),
            text=_(
                "On %(day)s you put your path aside, and asked us to write to you today. Here we are, once, as you "
                "asked.\n\n"
                "Everything is where you left it. One press is enough to go on; and if it is still not the moment, put "
                "it aside again, until the day that you like. Without an answer, nothing happens and nothing is erased."
            )
            % {"day": full_day(put_aside_on)},
            url=reverse("journeys:path"),
            see=_("To see where you were"),
        ),
        key=f"pause:{journey.pk}:{put_aside_on:%Y%m%d%H%M%S}",
        at=at,
    )
