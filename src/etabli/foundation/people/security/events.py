"""Writing a security event down: one row for an account, a kind, a device and an hour, however often it happens."""

import logging
from uuid import uuid4

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from etabli.foundation.notify.prose import gettext, link
from etabli.foundation.notify.queue import send
from etabli.foundation.people.models import Person, SecurityEvent, SecurityKind, User
from etabli.foundation.people.security.client_address import address_from_proxies
from etabli.foundation.people.sessions import device_of
from etabli.foundation.ui.typography import moment

log = logging.getLogger("etabli.refused")


def record_event(
    request: HttpRequest, kind: SecurityKind, *, user: User | None = None, person: Person | None = None
) -> None:
    """What was tried on the account of `user` or the space of `person`, else of whoever is known to this request.

    A flood adds to a number, never to the disk: there are as many rows an hour as accounts, kinds and devices in words.
    """
    owner = person.party_id if person is not None else _owner_party(request, user)
    device = device_of(request.headers.get("User-Agent", ""))
    at = timezone.now()
    value = f"{kind}:{owner}:{device}:{at:%Y-%m-%dT%H}"
    key = salted_hmac("etabli.people.event", value, algorithm="sha256").hexdigest()
    row = SecurityEvent(key=key, kind=kind, owner_id=owner, device=device, began_at=at, at=at)
    SecurityEvent.objects.bulk_create([row], ignore_conflicts=True)
    SecurityEvent.objects.filter(key=key).update(number=F("number") + 1, at=at)


def record_refusal(request: HttpRequest) -> None:
    """`403 POST /equipe/<int:pk>/inviter/ from 203.0.113.9`: for whoever shuts out those that try everything.

    The address of the page is written as its pattern (`site.logs`), and the network address nowhere else.
    """
    extra = {"request": request}
    log.warning("403 %s %s from %s", request.method, request.path, address_from_proxies(request), extra=extra)
    record_event(request, SecurityKind.REFUSED)


def tell_of_new_device(request: HttpRequest, user: User) -> None:
    """Somebody signed in to this account by a browser that it doesn't know: its owner reads it by mail, and can act."""
    record_event(request, SecurityKind.NEW_DEVICE, user=user)
    at = timezone.now()
    body = gettext(
        "Good day,\n\nYour account was opened on a device that it did not know: %(device)s, on %(moment)s.\n\nIf it "
        "was you, there is nothing to do. If not, sign in and sign out all the other devices on this page:\n%(url)s"
    )
    send(
        to=user.email,
        subject=gettext("Your account was opened on a new device"),
        body=body
        % {
            "device": device_of(request.headers.get("User-Agent", "")) or gettext("an unknown device"),
            "moment": moment(at),
            "url": link(f"{settings.BASE_URL}{reverse('people:events')}"),
        },
        key=f"new_device:{user.pk}:{uuid4()}",
        at=at,
    )


def _owner_party(request: HttpRequest, user: User | None) -> int | None:
    """The party of the account, else of the person whose link it is."""
    viewer = getattr(request, "viewer", None)  # none yet where the middleware itself refuses
    if user is not None:
        return user.party_id
    if viewer is None or not viewer.is_known:
        return None
    if isinstance(request.user, User):
        return request.user.party_id
    owner: int = Person.objects.values_list("party_id", flat=True).get(pk=viewer.person_id)
    return owner
