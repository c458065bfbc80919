"""The link to a relay's own page: made to be given by hand, sent by mail, cut off."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _, override

from etabli.foundation.journal import ActionError, action, anyone, change, record, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.notify.prose import Prose, gettext, link as address
from etabli.foundation.notify.queue import call_back, send
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.typography import full_day
from etabli.territory.relays import links
from etabli.territory.relays.models import Relay, RelayContact, RelayLink

SENDING_DELAY = timedelta(minutes=1)  # to think again


class AskedAlready(ActionError):
    """They were asked once whether we may write to them: it isn't asked again."""


def _undo_send(entry: Entry, by: Any, at: datetime) -> None:
    """The link opens nothing, and its mail doesn't leave if it is still here: nobody was asked then. Or all again."""
    link = subject_of(entry, lock=True)
    assert isinstance(link, RelayLink)
    undo_fields(entry, by, at)
    if entry.after["revoked_at"] is not None:
        _send(link, at)
    elif call_back([_key(link)]):
        RelayContact.objects.filter(links=link, asked_at=link.created_at).update(asked_at=None)


@action(
    "relays.make_link",
    sentence=_("made a link to the page of “%(subject)s”"),
    may=may_run,
    undo=undo_fields,
)
def make_link(*, relay: Relay, by: Viewer, at: datetime) -> RelayLink:
    """A link to give by hand; taken back, it opens nothing any more."""
    return _make_link(relay, None, at)


@action(
    "relays.send_link",
    sentence=_("sent a link to the page of “%(subject)s”"),
    may=may_run,
    undo=_undo_send,
    subject="contact",
)
def send_link(*, contact: RelayContact, by: Viewer, at: datetime) -> RelayLink:
    """The link by mail, which leaves a minute later; taken back, it opens nothing, and its mail doesn't leave any more.

    To a person's own address that nobody agreed to, it is the one mail that asks them. Raises AskedAlready.
    """
    if not contact.may_be_written_to and contact.asked_at is not None:
        raise AskedAlready(
            _("They were asked once whether we may write to them. Call them, or write down their agreement.")
        )
    link = _make_link(contact.relay, contact, at)
    _send(link, at)
    return link


@action(
    "relays.ask_link",
    sentence=_("asked for the link to the page of “%(subject)s” again"),
    may=anyone,
    undo=undo_fields,
    subject="contact",
)
def ask_link(*, contact: RelayContact, by: Viewer, at: datetime) -> RelayLink:
    """A link once more, to their own mailbox: they ask for it themselves, so no agreement is looked for."""
    link = _make_link(contact.relay, contact, at)
    _queue_mail(link, at)
    return link


@action(
    "relays.cut_link",
    sentence=_("cut off a link to the page of “%(subject)s”"),
    may=may_run,
    undo=undo_fields,
    subject="link",
)
def cut_link(*, link: RelayLink, by: Viewer, at: datetime) -> RelayLink:
    """Nobody can use this link any more."""
    return change(link, revoked_at=at)


def _make_link(relay: Relay, contact: RelayContact | None, at: datetime) -> RelayLink:
    link = links.new_link(relay=relay, contact=contact, at=at)
    record(link, before={"revoked_at": at}, after={"revoked_at": None})
    return link


def _send(link: RelayLink, at: datetime) -> None:
    """By the chamber's wish: who agreed to no mail was then asked."""
    contact = link.contact
    if contact is not None and not contact.may_be_written_to:
        contact.asked_at = at
        contact.save(update_fields=["asked_at"])
    _queue_mail(link, at, due_at=at + SENDING_DELAY)


def _queue_mail(link: RelayLink, at: datetime, due_at: datetime | None = None) -> None:
    relay, contact = link.relay, link.contact
    assert contact is not None
    language = relay.party.language or settings.LANGUAGE_CODE
    with override(language):
        send(
            to=contact.email,
            subject=gettext("To open and to keep: your page, %(relay)s") % {"relay": relay.name},
            body=_body(link, contact),
            key=_key(link),
            chamber_id=relay.chamber_id,
            insist=True,
            language=language,
            at=at,
            due_at=due_at,
        )


def _body(link: RelayLink, contact: RelayContact) -> Prose:
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
    return body % {
        "relay": link.relay.name,
        "chamber": link.relay.chamber.name,
        "link": address(links.address_of(link)),
        "day": full_day(link.expires_at),
    }


def _key(link: RelayLink) -> str:
    return f"relays.link:{link.pk}"
