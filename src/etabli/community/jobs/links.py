"""The links by which a correspondent comes in: signed, revocable by their nonce, expiring."""

from datetime import datetime, timedelta
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from etabli.community.jobs.models import Alert, Correspondent

LIFETIME = timedelta(days=200)
HELD = "jobs"  # the session's key: the number of the correspondent whose link was opened


def address(correspondent: Correspondent, to: str = "") -> str:
    """The full address to write in a mail; `to` is the page of ours that it opens."""
    path = reverse("jobs:enter", args=[_token(correspondent, settings.SECRET_KEY)])
    return f"{settings.BASE_URL}{path}{f'?next={quote(to)}' if to else ''}"


def stop_address(alert: Alert) -> str:
    """The full address that stops an alert, without signing in (RFC 8058)."""
    token = f"{alert.pk}-{_token(alert.correspondent, settings.SECRET_KEY)}"
    return f"{settings.BASE_URL}{reverse('jobs:stop_alert', args=[token])}"


def correspondent_of(token: str, at: datetime) -> Correspondent | None:
    """Whose link it is, while it is good; None whatever is wrong with it."""
    number, dash, _digest = token.partition("-")
    if not dash or not number.isascii() or not number.isdigit() or len(number) > 15:
        return None
    found = Correspondent.objects.filter(pk=int(number), expires_at__gt=at).select_related("organisation")
    row = found.first()
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if row is None or not any(constant_time_compare(token, _token(row, key)) for key in keys):
        return None
    return row


def alert_of(token: str) -> Alert | None:
    """The alert that this address stops; good for as long as the alert is kept."""
    number, dash, rest = token.partition("-")
    if not dash or not number.isascii() or not number.isdigit() or len(number) > 15:
        return None
    alert = Alert.objects.filter(pk=int(number)).select_related("correspondent__organisation").first()
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if alert is None or not any(
        constant_time_compare(rest, _token(alert.correspondent, key)) for key in keys
    ):
        return None
    return alert


def correspondent_at(
    *, organisation_id: int, chamber_id: int | None, email: str, at: datetime
) -> Correspondent:
    """The correspondent at this address, made when there was none; their link is good for LIFETIME from now. Called
    inside an action.
    """
    found, is_new = Correspondent.objects.get_or_create(
        organisation_id=organisation_id,
        email=email.strip().lower(),
        defaults={"chamber_id": chamber_id, "created_at": at, "expires_at": at + LIFETIME},
    )
    if not is_new and found.expires_at < at + LIFETIME:
        Correspondent.objects.filter(pk=found.pk).update(expires_at=at + LIFETIME)
        found.expires_at = at + LIFETIME
    return found


def _token(row: Correspondent, key: str) -> str:
    value = f"{row.pk}:{row.nonce}"
    digest = salted_hmac("etabli.jobs.correspondent", value, secret=key, algorithm="sha256").hexdigest()[:32]
    return f"{row.pk}-{digest}"
