"""Where a sign-up comes from, when nobody knows who makes it: a mark that says "the same address on the network", and
nothing else."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from etabli.foundation.people.limits import address_of
from etabli.foundation.people.viewer import Viewer


def network_address_of(request: HttpRequest, viewer: Viewer) -> str:
    """What `actions.sign_up` is told of a visitor's address on the network; "" for whoever is known: they answer for
    what they do."""
    return address_of(request) if viewer.is_stranger else ""


def mark_of(origin: str, occasion_id: int) -> str:
    """The mark kept on a sign-up: another one for each occasion, and no address can be worked out of it."""
    if not origin:
        return ""
    value = f"{occasion_id}:{origin}"
    return salted_hmac(
        "etabli.seats.origin", value, secret=settings.SECRET_KEY, algorithm="sha256"
    ).hexdigest()[:32]
