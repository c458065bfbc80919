"""Whoever wrote to a member, by the link of our mails."""

from django.http import HttpRequest

from etabli.community.directory.links import contact_of, contact_url
from etabli.community.directory.models import Contact
from etabli.foundation.registries import Outsider


def _contact_by_link(request: HttpRequest, token: str) -> Contact | None:
    return contact_of(token)


WRITER = Outsider(
    model="directory.Contact",
    organisation=lambda contact: contact.profile.organisation_id,
    row_by_link=_contact_by_link,
    page=lambda contact: f"{contact_url(contact)}donnees/",
    rows={"directory.Contact": "profile__organisation"},
    message_keys=lambda contact: [f"directory.contact:{contact.pk}"],
)
OUTSIDERS = [WRITER]
