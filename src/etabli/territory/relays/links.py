"""The secret links that open a relay's own page: signed, revocable, expiring; and who acts by one."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from etabli.foundation.journal import Actor
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer
from etabli.territory.relays.models import Relay, RelayContact, RelayLink
from etabli.territory.relays.rules import BY_LINK

LIFETIME = timedelta(days=400)
HELD = "relay"  # the session's key: the number of the link that was opened


def address_of(link: RelayLink) -> str:
    """The full address to give or to write in a mail."""
    return f"{settings.BASE_URL}{reverse('front:relay_enter', args=[_token(link, settings.SECRET_KEY)])}"


def link_of_token(token: str, at: datetime) -> RelayLink | None:
    """The link in force that this token opens, or None, whatever is wrong with it."""
    number, dash, _digest = token.partition("-")
    if not dash or not number.isascii() or not number.isdigit() or len(number) > 15:
        return None
    link = _in_force(int(number), at)
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if link is None or not any(constant_time_compare(token, _token(link, key)) for key in keys):
        return None
    return link


def new_link(*, relay: Relay, contact: RelayContact | None, at: datetime) -> RelayLink:
    """A link that nobody has yet. Called inside an action."""
    return RelayLink.objects.create(relay=relay, contact=contact, created_at=at, expires_at=at + LIFETIME)


def note_use(link: RelayLink, on: date) -> None:
    """The day on which the link was opened last, for whoever wonders whether to cut it off."""
    if link.used_on != on:
        RelayLink.objects.filter(pk=link.pk).update(used_on=on)


def opened(request: HttpRequest, *, even_withdrawn: bool = False) -> Viewer | None:
    """Whoever opened the link of a relay in this browser, while it is good: no statement for who opened none.

    `even_withdrawn`: of a relay that left the directory too.
    """
    number = request.session.get(HELD) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
    link = _in_force(number, timezone.now(), even_withdrawn) if number is not None else None
    return viewer_by(link) if link is not None else None


def viewer_by(link: RelayLink) -> Viewer:
    """Whoever bears this link: the relay itself, under the name of the person to whom it was given."""
    relay, contact = link.relay, link.contact
    who = (contact.name or contact.role) if contact else ""
    actor = Actor("relay", relay.pk, who or _("Somebody"), Role.RELAY, None, relay.chamber_id)
    return Viewer(
        role=Role.RELAY,
        chamber_id=relay.chamber_id,
        link_scope=BY_LINK,
        link_subject_id=relay.pk,
        name=relay.name,
        beside=actor,
    )


def _in_force(number: int, at: datetime, even_withdrawn: bool = False) -> RelayLink | None:
    """Neither cut off nor past its time, of a relay in the directory, given to somebody who still is there."""
    found = RelayLink.objects.filter(pk=number, revoked_at=None, expires_at__gt=at)
    found = found if even_withdrawn else found.filter(relay__withdrawn_at=None)
    link = found.select_related("relay__commune__epci", "relay__chamber", "contact").first()
    return None if link is None or (link.contact and link.contact.withdrawn_at) else link


def _token(link: RelayLink, key: str) -> str:
    digest = salted_hmac("etabli.relays.link", f"{link.pk}:{link.nonce}", secret=key, algorithm="sha256")
    return f"{link.pk}-{digest.hexdigest()[:32]}"
