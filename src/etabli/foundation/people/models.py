"""Users and their sessions, organisations, roles, invitations, persons, secret links, consents."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from etabli.foundation.parties import PartyKind
from etabli.foundation.parties.models import Capacity, Party
from etabli.foundation.people.merging.models import Merging as Merging, TwoPersons as TwoPersons
from etabli.foundation.people.papers.models import PaperCode as PaperCode
from etabli.foundation.people.security.models import (
    Counter as Counter,
    MailedCode as MailedCode,
    SecurityEvent as SecurityEvent,
    SecurityKind as SecurityKind,
)
from etabli.foundation.people.sessions import HANDLE, SessionStore

# The tables of `security`, of `merging` and of `papers` are read from here, with the others.


class Role(models.TextChoices):
    """In what capacity somebody acts. One person may hold several, in several organisations."""

    NOBODY = "nobody", _("visitor")
    BEARER = "bearer", _("bearer of a link")
    ARTISAN = "artisan", _("artisan")
    RELAY = "relay", _("relay")
    MEMBER = "member", _("digital professional")
    BOARD = "board", _("board member")
    MODERATOR = "moderator", _("moderator")
    ADVISER = "adviser", _("adviser")
    MANAGER = "manager", _("management")


STAFF = frozenset({Role.ADVISER, Role.MANAGER})
ASSOCIATION = frozenset({Role.MEMBER, Role.BOARD, Role.MODERATOR})


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, email: str, name: str = "", password: str | None = None, language: str = ""
    ) -> "User":
        """A user who signs in by a code sent to `email`; nobody has a password. `language`: in which they read."""
        user = self.model(email=email.strip().lower(), name=name)
        user.language = language
        user.set_unusable_password()
        user.save()
        return user


class User(AbstractBaseUser, Capacity):
    """Somebody who signs in. What they may do comes from their memberships, or from the person they are."""

    PARTY_KIND = PartyKind.USER

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name or self.email


class BrowserSession(AbstractBaseSession):
    """A session of a browser (`people.sessions`). One that a secret link opened is of no `user`: it is of the `person`
    whose link it is. A visitor's is of neither."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey("Person", on_delete=models.CASCADE, null=True, related_name="+")
    device = models.CharField(max_length=60, blank=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.device

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        return SessionStore

    @property
    def narrowed(self) -> "KioskSession | None":
        """To what it is narrowed, when this device was handed over."""
        return getattr(self, "kiosk", None)

    @property
    def handle(self) -> str:
        """What pages and forms call it: the key itself is a secret that opens it."""
        return HANDLE.sign(self.session_key)[:24]


class OrganisationKind(models.TextChoices):
    CHAMBER = "chamber", _("chamber of trades")
    ASSOCIATION = "association", _("association")
    RELAY = "relay", _("relay")


class Organisation(models.Model):
    """A chamber, the association of professionals, or a relay (town hall, club).

    `phone`, `hours` when it is answered, `legal` notices: what we say of it (`people.chamber_contact`).
    """

    kind = models.CharField(max_length=20, choices=OrganisationKind)
    name = models.CharField(max_length=160)
    chamber = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    phone = models.CharField(_("telephone"), max_length=24, blank=True)
    hours = models.CharField(_("hours"), max_length=80, blank=True)
    legal = models.TextField(_("legal notices"), max_length=4000, blank=True)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A user's role in an organisation, until `ended_on`.

    `started_on` is the day of this very role, `given_by` whoever invited or changed them, if any.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    started_on = models.DateField(auto_now_add=True)
    ended_on = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=models.Q(ended_on=None),
                name="membership_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"

    @property
    def chamber_id(self) -> int | None:
        return chamber_of(self.organisation)


def _nonce() -> str:
    return get_random_string(22)


class Invitation(models.Model):
    """A role offered to an address, until it is accepted, taken back, or past `expires_at`.

    The link of the mail is signed with the nonce (`people.links`), and proves the address when it is opened.
    """

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=20, choices=Role)
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    nonce = models.CharField(max_length=22, default=_nonce)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organisation",
                "role",
                Lower("email"),
                condition=models.Q(revoked_at=None, accepted_at=None),
                name="invitation_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name or self.email} ({self.get_role_display()})"


class KioskSession(Capacity):
    """A session narrowed to one thing (`people.kiosk`): its row goes with it, and with it what is put aside.

    `set_aside`: the session of whoever opened it, as the sessions' table holds them. `pin`: hashed, "" when a passkey
    alone opens. `tries` counts the PINs that were given.
    """

    PARTY_KIND = PartyKind.KIOSK

    session = models.OneToOneField(BrowserSession, on_delete=models.CASCADE, related_name="kiosk")
    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    part = models.PositiveSmallIntegerField(default=0)
    chamber = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="+")
    opened_by = models.CharField(max_length=200)
    label = models.CharField(max_length=200)
    home = models.CharField(max_length=200)
    back = models.CharField(max_length=200)
    pin = models.CharField(max_length=160, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    set_aside = models.TextField()
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.label


def chamber_of(organisation: Organisation) -> int | None:
    """The chamber that an organisation is, or belongs to."""
    is_chamber = organisation.kind == OrganisationKind.CHAMBER
    return organisation.pk if is_chamber else organisation.chamber_id


class Person(Capacity):
    """Somebody a chamber helps, with or without an account; belongs to that chamber.

    Two chambers may help one human being: two persons, and one account, in which they choose (`people:roles`).
    `erased_at`: they asked for everything to be erased, and it was: an empty row, for what counts it.
    `merged_into`: for the chamber they are that one (`merging`): an empty row, found no more, that leads there.
    """

    PARTY_KIND = PartyKind.PERSON

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="persons")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="persons"
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=24, blank=True)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "chamber", Lower("email"), condition=~models.Q(email=""), name="person_email_once_per_chamber"
            ),
            models.UniqueConstraint(fields=["chamber", "user"], name="person_account_once_per_chamber"),
        ]

    def __str__(self) -> str:
        return self.name


class SecretLink(models.Model):
    """The right to act as `person` within `scope`, for whoever holds the link.

    The link itself is never stored: it is the row's number signed with the nonce and the secret key
    (`people.links`). Those of scope PAPER have no address: a `PaperCode` opens the space by them. The other scopes than
    these and SPACE are narrowed to one object, `subject_id`. Past its end it opens nothing,
    and the clock deletes the row fourteen months after it was made (`people.tasks`). `party`: the bearer of a narrowed
    one, once somebody has opened it.
    """

    class Scope(models.TextChoices):
        SPACE = "space", _("the whole space")
        PAPER = "paper", _("the whole space, by a code on paper")
        SIGN_UP = "sign_up", _("one sign-up")
        STORY = "story", _("one story")
        BRIEF = "brief", _("one project, to read")
        PROJECT = "project", _("one project, to write in")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links")
    scope = models.CharField(max_length=20, choices=Scope)
    subject_id = models.BigIntegerField(null=True, blank=True)
    nonce = models.CharField(max_length=22, default=_nonce)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_on = models.DateField(null=True, blank=True)
    party = models.OneToOneField(
        Party, on_delete=models.PROTECT, null=True, editable=False, related_name="link"
    )

    def __str__(self) -> str:
        return f"{self.scope} #{self.pk}"

    @property
    def opens_space(self) -> bool:
        """Whoever comes in by it is the artisan, in all that is theirs."""
        return self.scope in {self.Scope.SPACE, self.Scope.PAPER}

    @property
    def chamber_id(self) -> int:
        return self.person.chamber_id


class Consent(models.Model):
    """What a person agreed to, when, and who wrote it down for them."""

    class Purpose(models.TextChoices):
        CONTACT = "contact", _("to be contacted")
        BESIDE = "beside", _("to have the adviser write beside them")
        AD = "ad", _("to have their ad passed on, without their name")
        STORY = "story", _("to have their story shown")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose)
    subject_type = models.CharField(max_length=80, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="consent_by_subject")]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_purpose_display()}"

    @property
    def chamber_id(self) -> int:
        return self.person.chamber_id
