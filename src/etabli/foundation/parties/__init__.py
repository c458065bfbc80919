"""Who acts, is written to, or owns. See README.md."""

from django.db.models import TextChoices

NOBODY, SYSTEM = (
    -1,
    -2,
)  # the permanent parties: all visitors whom nobody knows, the machine; no sequence gives them


class PartyKind(TextChoices):
    """In what capacity somebody is known."""

    NOBODY = "nobody"
    SYSTEM = "system"
    PERSON = "person"  # somebody whom a chamber helps
    USER = "user"  # somebody who signs in
    LINK = "link"  # the bearer of a link narrowed to one object
    KIOSK = "kiosk"  # a device that goes from hand to hand
    RELAY = "relay"  # whoever holds the link of a relay's own page
    CORRESPONDENT = "correspondent"  # an address known from offers of work
    CONTACT = "contact"  # an address that wrote to a member of the directory
    APPLICANT = "application"  # an address that asks to join the association
