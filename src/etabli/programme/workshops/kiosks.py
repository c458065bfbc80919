"""The devices that go from hand to hand: the tablet of one half-day, the computer of a relay."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.people.kiosk import Purpose, Wording, declare_kind
from etabli.foundation.ui.elision import join_little_words
from etabli.programme.workshops.halves import Half
from etabli.programme.workshops.models import Session
from etabli.territory.relays.models import Relay

KIOSK_OPEN_AFTER = timedelta(hours=3)  # the half-day, the tablet still signs: for those who stay to talk

HALF_DAY = declare_kind(
    "workshops.half_day",
    Wording(
        does=gettext_lazy("This tablet is for signing, and for the questionnaire"),
        home=gettext_lazy("Back to the sheet"),
        resume=gettext_lazy("I lead the workshop: take it back"),
        actor=gettext_lazy("the tablet opened by %(name)s"),
    ),
)
RELAY_COMPUTER = declare_kind(
    "workshops.counter",
    Wording(
        does=gettext_lazy("This computer is for signing up for workshops near here"),
        home=gettext_lazy("Back to the workshops"),
        resume=gettext_lazy("I work here: take it back"),
        actor=gettext_lazy("the computer opened by %(name)s"),
    ),
)


def for_half_day(session: Session, half: Half, *, at: datetime) -> Purpose:
    """A tablet for this half-day, and a few hours after it."""
    return Purpose(
        kind=HALF_DAY,
        subject_id=session.pk,
        part=half.number,
        chamber_id=session.chamber_id,
        label=_("Tablet of the workshop “%(title)s”") % {"title": session.theme.title},
        home=reverse("workshops:kiosk", args=[session.pk, half.number]),
        back=f"{reverse('workshops:desk', args=[session.pk])}?demi-journee={half.number}#roll",
        ends_at=max(half.ends_at, at) + KIOSK_OPEN_AFTER,
    )


def for_relay_computer(relay: Relay, *, at: datetime) -> Purpose:
    """The computer of a relay, until midnight."""
    tomorrow = timezone.localtime(at) + timedelta(days=1)
    return Purpose(
        kind=RELAY_COMPUTER,
        subject_id=relay.pk,
        chamber_id=relay.chamber_id,
        label=join_little_words(_("Computer of %(relay)s") % {"relay": relay.name}),
        home=reverse("workshops:counter"),
        back=reverse("front:relay_space"),
        ends_at=tomorrow.replace(hour=0, minute=0, second=0, microsecond=0),
    )
