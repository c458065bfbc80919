"""The link by which a visitor confirms and follows a message: a right by itself, never stored."""

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from etabli.community.directory.models import Contact


def contact_url(contact: Contact) -> str:
    """The full address to write in the mail."""
    return f"{settings.BASE_URL}{reverse('directory:sent', args=[_token(contact, settings.SECRET_KEY)])}"


def token_of(contact: Contact) -> str:
    return _token(contact, settings.SECRET_KEY)


def contact_of(token: str) -> Contact | None:
    """The message that this link is about; None, whatever is wrong with it."""
    number, _dash, _digest = token.partition("-")
    if not number.isascii() or not number.isdigit() or len(number) > 15:
        return None
    found = Contact.objects.filter(pk=int(number), withdrawn_at=None)
    contact = found.select_related("profile__member", "profile__organisation").first()
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if contact is None or not any(constant_time_compare(token, _token(contact, key)) for key in keys):
        return None
    return contact


def _token(contact: Contact, key: str) -> str:
    value = f"{contact.pk}:{contact.nonce}"
    digest = salted_hmac("etabli.directory.contact", value, secret=key, algorithm="sha256").hexdigest()[:32]
    return f"{contact.pk}-{digest}"
