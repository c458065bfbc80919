"""The address by which a relay opens its kit and answers: a right by itself, written in its mail alone."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from etabli.programme.outreach.models import Sending
from etabli.territory.relays.models import RelayContact


def answer_url(sending: Sending, contact: RelayContact | None, *, at: datetime) -> str:
    """The full address to write in the mail. Called inside an action."""
    return f"{settings.BASE_URL}{reverse('outreach:answer', args=[sending.pk])}"
