"""The secret links that open a relay's own page: signed, revocable, expiring; and who acts by one."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.journal import Actor
from etabli.foundation.parties import PartyKind
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.signed_links import LinkKind, number_of_token
from etabli.territory.relays.models import Relay, RelayContact, RelayLink
from etabli.territory.relays.rules import BY_LINK

SESSION_KEY = "relay"  # the session's key: the number of the link that was opened

RELAY = LinkKind(
    code="relays.link",
    opens="the page of one relay: its kit and figures, signing somebody up, whom to ask for, what it likes to receive",
    lasts=timedelta(days=400),
    doors=("front:relay_enter",),
    pages=(
        "front:relay_space",
        "front:relay_leave",
        "relays:wishes",
        "relays:contact_new",
        "relays:contact_edit",
        "relays:contact_agree",
        "relays:contact_refuse",
        "relays:contact_withdraw",
        "workshops:relay",
        "workshops:relay_sign_up",
        "workshops:counter_open",
        "outreach:answer",
    ),
    ends="cut off by the staff; the person it was given to, or the relay, is taken out of the directory",
)

CODE = LinkKind(
    code="relays.code",
    opens="the workshops near a relay, and its kit: the code that is printed on its posters, a secret to nobody",
    doors=("front:relay", "outreach:kit"),
    pages=("outreach:paper",),
    ends="the relay is taken out of the directory; it then leads to the workshops of its commune",
    is_right=False,
)


def address_of(link: RelayLink, to: str = "") -> str:
    """The full address to give or to write in a mail; `to` is the page of ours that it opens."""
    return RELAY.address(RELAY.token_of(link), to)


def link_of_token(token: str, at: datetime) -> RelayLink | None:
    """The link in force that this token opens, or None, whatever is wrong with it."""
    number = number_of_token(token)
    link = _in_force(number, at) if number is not None else None
    return link if link is not None and RELAY.is_token(token, link.pk, link.nonce) else None


def new_link(*, relay: Relay, contact: RelayContact | None, at: datetime) -> RelayLink:
    """A link that nobody has yet. Called inside an action."""
    return RelayLink.objects.create(relay=relay, contact=contact, created_at=at, expires_at=RELAY.end(at))


def record_use(link: RelayLink, on: date) -> None:
    """The day on which the link was opened last, for whoever wonders whether to cut it off."""
    if link.used_on != on:
        RelayLink.objects.filter(pk=link.pk).update(used_on=on)


def viewer_by_opened_link(request: HttpRequest, *, even_withdrawn: bool = False) -> Viewer | None:
    """Whoever opened the link of a relay in this browser, while it is good: no statement for who opened none.

    `even_withdrawn`: of a relay that left the directory too.
    """
    number = request.session.get(SESSION_KEY) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
    link = _in_force(number, timezone.now(), even_withdrawn) if number is not None else None
    return viewer_by(link) if link is not None else None


def viewer_by(link: RelayLink) -> Viewer:
    """Whoever bears this link: the relay itself, under the name of the person to whom it was given."""
    relay, contact = link.relay, link.contact
    who = (contact.name or contact.role) if contact else ""
    actor = Actor(PartyKind.RELAY, relay.party_id, who or _("Somebody"), Role.RELAY, None, relay.chamber_id)
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
    relay_links = RelayLink.objects.filter(pk=number, revoked_at=None, expires_at__gt=at)
    relay_links = relay_links if even_withdrawn else relay_links.filter(relay__withdrawn_at=None)
    link = relay_links.select_related("relay__commune__epci", "relay__chamber", "contact").first()
    return None if link is None or (link.contact and link.contact.withdrawn_at) else link
