"""Secret links: signed, scoped, revocable, expiring."""

from datetime import date, datetime, timedelta
from urllib.parse import quote

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from etabli.foundation.journal import made_here
from etabli.foundation.people.models import Invitation, Person, SecretLink

# Pages whose address is a right by itself: it is shown to its owner alone (mails sent, copies, logs: site/logs.py).
RIGHTS = (
    "people:enter",
    "people:accept",
    "notices:unsubscribe",
    "surveys:invited",
    "directory:sent",
    "jobs:enter",
    "jobs:stop_alert",
    "association:application",
    "briefs:read",
    "front:relay_enter",
)

LIFETIME = {
    SecretLink.Scope.SPACE: timedelta(days=400),
    SecretLink.Scope.SIGN_UP: timedelta(days=200),
    SecretLink.Scope.STORY: timedelta(days=400),
    SecretLink.Scope.BRIEF: timedelta(days=200),
    SecretLink.Scope.PROJECT: timedelta(days=400),
}

LINKS = SecretLink.objects.select_related("person")


def give_link(*, person: Person, scope: str, subject_id: int | None = None, at: datetime) -> SecretLink:
    """The person's link of this scope: the one in force, or a new one. Called inside an action."""
    if made_here(person):
        return new_link(person=person, scope=scope, subject_id=subject_id, at=at)
    found = SecretLink.objects.filter(
        person=person,
        scope=scope,
        subject_id=subject_id,
        revoked_at=None,
        expires_at__gt=at + timedelta(days=30),
    ).first()
    return found or new_link(person=person, scope=scope, subject_id=subject_id, at=at)


def new_link(*, person: Person, scope: str, subject_id: int | None = None, at: datetime) -> SecretLink:
    """A link that nobody has yet: for what has just been created."""
    return SecretLink.objects.create(
        person=person,
        scope=scope,
        subject_id=subject_id,
        created_at=at,
        expires_at=at + LIFETIME[SecretLink.Scope(scope)],
    )


def link_url(link: SecretLink, to: str = "") -> str:
    """The full address to write in a mail; `to` is the page of ours that it opens."""
    path = reverse("people:enter", args=[token_of(link)])
    return f"{settings.BASE_URL}{path}{f'?next={quote(to)}' if to else ''}"


def token_of(link: SecretLink) -> str:
    """The row's number and 128 bits that only this installation can make."""
    return _token(link, settings.SECRET_KEY)


def is_right(path: str) -> bool:
    """Whether this address of ours is a right by itself, whoever opens it."""
    return any(path.startswith(reverse(name, args=["token"]).removesuffix("token/")) for name in RIGHTS)


def link_of_token(token: str, at: datetime) -> SecretLink | None:
    """The link in force that this token opens, or None, whatever is wrong with it."""
    return _opened(token, valid_links(at))


def invitation_url(invitation: Invitation) -> str:
    """The full address to write in the mail of an invitation."""
    return f"{settings.BASE_URL}{reverse('people:accept', args=[_token(invitation, settings.SECRET_KEY)])}"


def invitation_of_token(token: str, at: datetime) -> Invitation | None:
    """The invitation that waits for its answer and that this token opens, or None."""
    waiting = Invitation.objects.filter(revoked_at=None, accepted_at=None, expires_at__gt=at)
    return _opened(token, waiting.select_related("organisation"))


def _opened[M: (SecretLink, Invitation)](token: str, among: models.QuerySet[M]) -> M | None:
    number, dash, _digest = token.partition("-")
    if not dash or not number.isascii() or not number.isdigit() or len(number) > 15:
        return None
    row = among.filter(pk=int(number)).first()
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if row is None or not any(constant_time_compare(token, _token(row, key)) for key in keys):
        return None
    return row


def note_use(link: SecretLink, on: date) -> None:
    """The day on which the link was opened last, for whoever wonders whether to cut it off."""
    if link.used_on != on:
        SecretLink.objects.filter(pk=link.pk).update(used_on=on)


def _token(row: SecretLink | Invitation, key: str) -> str:
    salt = "etabli.people.link" if isinstance(row, SecretLink) else "etabli.people.invitation"
    value = f"{row.pk}:{row.nonce}"
    digest = salted_hmac(salt, value, secret=key, algorithm="sha256").hexdigest()[:32]
    return f"{row.pk}-{digest}"


def valid_links(at: datetime, among: models.QuerySet[SecretLink] = LINKS) -> models.QuerySet[SecretLink]:
    """The links that are neither revoked nor expired, with their persons."""
    return among.filter(revoked_at=None, expires_at__gt=at)
