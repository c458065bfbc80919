"""The link to a relay's own page: made to be given by hand, sent by mail, cut off."""

from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, action, anyone, change, record, reverse
from etabli.foundation.notify.queue import send
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.typography import full_day
from etabli.territory.relays import links
from etabli.territory.relays.models import Relay, RelayContact, RelayLink


class AskedAlready(ActionError):
    """They were asked once whether we may write to them: it isn't asked again."""


@action(
    "relays.make_link",
    sentence=_("made a link to the page of “%(subject)s”"),
    may=may_run,
    undo=reverse,
)
def make_link(*, relay: Relay, by: Viewer, at: datetime) -> RelayLink:
    """A link to give by hand; taken back, it opens nothing any more."""
    return _made(relay, None, at)


@action(
    "relays.send_link",
    sentence=_("sent a link to the page of “%(subject)s”"),
    may=may_run,
    undo=reverse,
    subject="contact",
)
def send_link(*, contact: RelayContact, by: Viewer, at: datetime) -> RelayLink:
    """The link by mail; taken back, the link of the mail opens nothing any more.

    To a person's own address that nobody agreed to, it is the one mail that asks them. Raises AskedAlready.
    """
    if not contact.may_be_written_to:
        if contact.asked_at is not None:
            raise AskedAlready(
                _(
                    "They were asked once whether we may write to them. Call them, or write down their agreement."
                )
            )
        contact.asked_at = at
        contact.save(update_fields=["asked_at"])
    link = _made(contact.relay, contact, at)
    _tell(link, at)
    return link


@action(
    "relays.ask_link",
    sentence=_("asked for the link to the page of “%(subject)s” again"),
    may=anyone,
    undo=reverse,
    subject="contact",
)
def ask_link(*, contact: RelayContact, by: Viewer, at: datetime) -> RelayLink:
    """A link once more, to their own mailbox: they ask for it themselves, so no agreement is looked for."""
    link = _made(contact.relay, contact, at)
    _tell(link, at)
    return link


@action(
    "relays.cut_link",
    sentence=_("cut off a link to the page of “%(subject)s”"),
    may=may_run,
    undo=reverse,
    subject="link",
)
def cut_link(*, link: RelayLink, by: Viewer, at: datetime) -> RelayLink:
    """Nobody can use this link any more."""
    return change(link, revoked_at=at)


def _made(relay: Relay, contact: RelayContact | None, at: datetime) -> RelayLink:
    link = links.new_link(relay=relay, contact=contact, at=at)
    record(link, before={"revoked_at": at}, after={"revoked_at": None})
    return link


def _tell(link: RelayLink, at: datetime) -> None:
    relay, contact = link.relay, link.contact
    assert contact is not None
    told = {
        "relay": relay.name,
        "chamber": relay.chamber.name,
        "link": links.address_of(link),
        "day": full_day(link.expires_at),
    }
    body = gettext(
        "Hello,\n\n"
        "Here is the page of “%(relay)s”: its poster, its texts ready to copy, and what its link brought.\n"
        "You can also sign up there an artisan who asks you.\n\n"
        "%(link)s\n\n"
        "No password: keep this link to yourself. It is good until %(day)s.\n"
    )
    if not contact.may_be_written_to:
        body += gettext(
            "\nMay we write to you at this address again? Say so on this page. Without an answer, we will not.\n"
        )
    body += gettext("\nKind regards,\n%(chamber)s")
    send(
        to=contact.email,
        subject=gettext("Your page: %(relay)s") % told,
        body=body % told,
        key=f"relays.link:{link.pk}",
        chamber_id=relay.chamber_id,
        insist=True,
        at=at,
    )
