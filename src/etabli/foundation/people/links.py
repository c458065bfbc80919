"""Secret links to somebody's space or to one thing of theirs: signed, scoped, revocable, expiring; and invitations."""

from datetime import date, datetime, timedelta
from functools import cache

from django.conf import settings
from django.db import models
from django.urls import NoReverseMatch, reverse

from etabli.foundation.journal import made_here
from etabli.foundation.kept_statements import Given
from etabli.foundation.parties import PartyKind
from etabli.foundation.parties.models import Party
from etabli.foundation.people.models import Invitation, Person, SecretLink
from etabli.foundation.signed_links import LinkKind, kinds, number_of_token

ENDS_WHEN_CUT = "cut off under “My links”, or by the staff on the page of the person"

SPACE = LinkKind(
    code="people.link",
    scope=SecretLink.Scope.SPACE,
    opens="the whole space of an artisan, as the role `artisan`: the column of that name in the access table",
    lasts=timedelta(days=400),
    doors=("people:enter",),
    ends=ENDS_WHEN_CUT,
)
PAPER = LinkKind(
    code="people.paper",
    scope=SecretLink.Scope.PAPER,
    opens="the page that asks for a code on paper, where its three words are written already; with the four digits "
    "that its holder knows, the whole space as `people.link`",
    lasts=timedelta(days=400),
    doors=("people:paper_words",),
    ends="another paper is made; its digits were wrong five times; " + ENDS_WHEN_CUT,
)
GIVEN_ADDRESS = LinkKind(
    code="people.given_address",
    opens="the page that asks for the four digits of a code on paper: with them, its holder gets their mails at the "
    "address to which it was sent",
    lasts=timedelta(days=1),
    doors=("people:prove_given_address",),
    once=True,
    ends="an address was added; the code on paper is replaced, cut off or blocked by five wrong tries",
)
INVITATION = LinkKind(
    code="people.invitation",
    opens="the page that says who invites to what, and its button: the role goes to the account of the invited "
    "address; nobody is signed in",
    lasts=timedelta(days=14),
    doors=("people:accept",),
    once=True,
    ends="accepted, or taken back by whoever manages the team",
)
DEVICE = LinkKind(
    code="people.device",
    opens="nothing: the cookie by which a browser is known where an account was opened before; the others are told of",
    lasts=timedelta(days=365),
    ends="its time",
    is_right=False,
)
LinkKind(
    code="people.sign_in_code",
    opens="a sign-in to the account of the address that it was sent to, in the browser that asked for it alone: typed, "
    "never a link",
    lasts=timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT),
    once=True,
    ends="used; tried wrongly too often; another is asked for",
    is_right=False,
)
LinkKind(
    code="people.address_code",
    opens="the change of the address of the account that asked for it, in that browser alone: typed, never a link",
    lasts=timedelta(minutes=15),
    once=True,
    ends="used; tried wrongly too often; another is asked for",
    is_right=False,
)

LINKS = SecretLink.objects.select_related("person")


def bearer_party(link: SecretLink) -> int:
    """The number of the party of whoever bears this narrowed link; it is made when one is first opened."""
    if link.party_id is None:
        party = Party.objects.create(kind=PartyKind.LINK)
        if SecretLink.objects.filter(pk=link.pk, party=None).update(party=party):
            link.party = party
        else:  # opened at the same instant
            link.refresh_from_db(fields=["party"])
    assert link.party_id is not None
    return link.party_id


def give_link(*, person: Person, scope: str, subject_id: int | None = None, at: datetime) -> SecretLink:
    """The person's link of this scope: the one in force, or a new one. Called inside an action."""
    if made_here(person):
        return new_link(person=person, scope=scope, subject_id=subject_id, at=at)
    secret_link = SecretLink.objects.filter(
        person=person,
        scope=scope,
        subject_id=subject_id,
        revoked_at=None,
        expires_at__gt=at + timedelta(days=30),
    ).first()
    return secret_link or new_link(person=person, scope=scope, subject_id=subject_id, at=at)


def new_link(
    *, person: Person, scope: str, subject_id: int | None = None, is_open: bool = False, at: datetime
) -> SecretLink:
    """A link that nobody has yet: for what has just been created. `is_open`: a browser is about to bear it."""
    return SecretLink.objects.create(
        person=person,
        scope=scope,
        subject_id=subject_id,
        created_at=at,
        expires_at=_kind(scope).end(at),
        party=Party.objects.create(kind=PartyKind.LINK) if is_open else None,
    )


def link_url(link: SecretLink, to: str = "") -> str:
    """The full address to write in a mail; `to` is the page of ours that it opens."""
    return _kind(link.scope).address(token_of(link), to)


def page_of(link: SecretLink) -> str:
    """The page that a link without one leads to: of a narrowed one, that of its object."""
    return page_at(link.scope, link.subject_id)


def page_at(scope: str, subject_id: int | None) -> str:
    """The page of the object to which a link of this scope is narrowed; "/" where there is none."""
    kind = _kind(scope)
    if subject_id is None or not kind.pages:
        return "/"
    try:
        return reverse(kind.pages[0], args=[subject_id])
    except NoReverseMatch:
        return "/"


def token_of(link: SecretLink) -> str:
    """The row's number and 128 bits that only this installation can make."""
    return _kind(link.scope).token_of(link)


def link_of_token(token: str, at: datetime, door: str = "people:enter") -> SecretLink | None:
    """The link in force that this token opens at this door, or None, whatever is wrong with it."""
    number = number_of_token(token)
    link = valid_links(at).filter(pk=number).first() if number is not None else None
    if link is None or door not in _kind(link.scope).doors:
        return None
    return link if _kind(link.scope).is_token(token, link.pk, link.nonce) else None


def signed_link(token: str) -> SecretLink | None:
    """The link that this token was made for, in force, past its end or cut off; None when it isn't ours."""
    number = number_of_token(token)
    link = LINKS.filter(pk=number or 0).first()
    if link is None or "people:enter" not in _kind(link.scope).doors:
        return None
    return link if _kind(link.scope).is_token(token, link.pk, link.nonce) else None


def invitation_url(invitation: Invitation) -> str:
    """The full address to write in the mail of an invitation."""
    return INVITATION.address(INVITATION.token_of(invitation))


def invitation_of_token(token: str, at: datetime) -> Invitation | None:
    """The invitation that waits for its answer and that this token opens, or None."""
    waiting = Invitation.objects.filter(revoked_at=None, accepted_at=None, expires_at__gt=at)
    return INVITATION.row(token, waiting.select_related("organisation"))


def record_use(link: SecretLink, on: date) -> None:
    """The day on which the link was opened last, for whoever wonders whether to cut it off."""
    if link.used_on != on:
        SecretLink.objects.filter(pk=link.pk).update(used_on=on)


def valid_links(
    at: datetime | Given, among: models.QuerySet[SecretLink] = LINKS
) -> models.QuerySet[SecretLink]:
    """The links that are neither revoked nor expired, with their persons."""
    return among.filter(revoked_at=None, expires_at__gt=at)


@cache
def _kind(scope: str) -> LinkKind:
    """What the apps declare of a scope."""
    return next(kind for kind in kinds() if kind.scope == scope)
