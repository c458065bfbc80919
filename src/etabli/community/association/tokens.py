"""The link by which an applicant follows their request: its number, signed. It proves their address when opened."""

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from etabli.community.association.models import Application


def application_path(application: Application) -> str:
    """The address of ours that is theirs alone."""
    return reverse("association:application", args=[_token(application, settings.SECRET_KEY)])


def application_of_token(token: str) -> Application | None:
    """The request that this token opens, or None whatever is wrong with it."""
    number, dash, _digest = token.partition("-")
    if not dash or not number.isascii() or not number.isdigit() or len(number) > 15:
        return None
    found = Application.objects.select_related("organisation", "member").filter(pk=int(number)).first()
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if found is None or not any(constant_time_compare(token, _token(found, key)) for key in keys):
        return None
    return found


def _token(application: Application, key: str) -> str:
    value = f"{application.pk}:{application.nonce}"
    digest = salted_hmac("etabli.association.application", value, secret=key, algorithm="sha256").hexdigest()
    return f"{application.pk}-{digest[:32]}"
