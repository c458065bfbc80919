"""The address by which a relay opens its page and answers: a right by itself, written in its mail alone."""

from datetime import datetime, timedelta

from django.urls import reverse

from etabli.programme.outreach.models import Sending
from etabli.territory.relays.links import address_of, new_link
from etabli.territory.relays.models import RelayContact, RelayLink

STILL_GOOD = timedelta(days=200)  # a season, and some


def answer_url(sending: Sending, contact: RelayContact, *, at: datetime) -> str:
    """The full address to write in the mail: by the link that this contact has, or a new one. Called in an action."""
    held = RelayLink.objects.filter(contact=contact, revoked_at=None, expires_at__gt=at + STILL_GOOD)
    link = held.order_by("-pk").first() or new_link(relay=sending.relay, contact=contact, at=at)
    return address_of(link, to=reverse("outreach:answer", args=[sending.pk]))
