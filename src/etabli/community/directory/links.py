"""The link by which a visitor confirms and follows a message: a right by itself, never stored."""

from etabli.community.directory.models import Contact
from etabli.foundation.signed_links import LinkKind

CONTACT = LinkKind(
    code="directory.contact",
    opens="one message to a member: confirm it, read what came of it; copy or erase what is held of its "
    "address; nobody is signed in",
    doors=(
        "directory:sent",
        "directory:data",
        "directory:data_copy",
        "directory:data_erase",
        "directory:data_keep",
    ),
    ends="the message is withdrawn",
)


def contact_url(contact: Contact) -> str:
    """The full address to write in the mail."""
    return CONTACT.address(CONTACT.token_of(contact))


def contact_of(token: str) -> Contact | None:
    """The message that this link is about; None, whatever is wrong with it."""
    standing = Contact.objects.filter(withdrawn_at=None)
    return CONTACT.row(token, standing.select_related("profile__member", "profile__organisation"))
