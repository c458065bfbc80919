"""Those through whom a chamber reaches artisans: town halls, associations, clubs; whom to ask for; what was said."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from etabli.foundation.parties import PartyKind
from etabli.foundation.parties.models import Capacity
from etabli.foundation.people.models import Organisation
from etabli.territory.places.models import Commune


class MaterialShape(models.TextChoices):
    """In what shape a relay likes to receive what it passes on."""

    PRINTED = "printed", _("printed posters")
    PDF = "pdf", _("posters to print (PDF)")
    MAIL = "mail", _("a text for a mail")
    POSTS = "posts", _("short posts")
    BUTTON = "button", _("a button for its site")


class Relay(Capacity):
    """A local actor; its `code` makes the tracked link /r/<code>/. `organisation` is set when it has its own users.

    `communes`: where it speaks to artisans; empty, in its own commune only. `likes`, `months` (1 to 12), `closes_on`
    (the day of the month after which its bulletin takes nothing more) and `wishes` say what to send it, and when.
    `pivot` is its SIRET, or the number of an association without one. `standard` keeps what the national file of
    digital-help places says of it beside our fields, to be written back. `updated_at`: when these facts last changed.
    `withdrawn_at`: no longer a relay. Its link still leads somewhere: to the workshops nearest to it.
    """

    class Kind(models.TextChoices):
        TOWN_HALL = "town_hall", _("town hall")
        ASSOCIATION = "association", _("association")
        CLUB = "club", _("business club")
        COWORKING = "coworking", _("shared office")
        ANTENNA = "antenna", _("branch of a chamber")
        LIBRARY = "library", _("library or digital-help place")
        OTHER = "other", _("other")

    PARTY_KIND = PartyKind.RELAY

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="relays")
    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="relay"
    )
    kind = models.CharField(_("kind of relay"), max_length=12, choices=Kind)
    name = models.CharField(_("name"), max_length=120)
    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, related_name="relays", verbose_name=_("commune")
    )
    communes = models.ManyToManyField(Commune, through="RelayCommune", related_name="relays_around")
    code = models.SlugField(max_length=40, unique=True)
    address = models.CharField(_("address"), max_length=160, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=5, blank=True)
    website = models.URLField(_("website"), max_length=200, blank=True)
    opening_hours = models.CharField(_("opening hours"), max_length=200, blank=True)
    pivot = models.CharField(_("SIRET, or number of the association"), max_length=14, blank=True)
    likes = models.JSONField(default=list, blank=True)
    months = models.JSONField(default=list, blank=True)
    closes_on = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    wishes = models.TextField(max_length=1000, blank=True)
    standard = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["chamber", "name"], name="relay_by_name")]

    def __str__(self) -> str:
        return self.name


def relay_field(name: str) -> "models.Field[Any, Any]":
    """The field of this name of a relay, a column of its own. Raises FieldDoesNotExist."""
    field = Relay._meta.get_field(name)
    assert isinstance(field, models.Field)
    return field


class RelayCommune(models.Model):
    """A commune whose artisans a relay speaks to."""

    relay = models.ForeignKey(Relay, on_delete=models.CASCADE, related_name="territory")
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["relay", "commune"], name="relay_commune_once")]

    def __str__(self) -> str:
        return f"{self.relay_id}: {self.commune_id}"


class RelayContact(models.Model):
    """Somebody to ask for at a relay.

    `is_generic`: the address of the place ("mairie@…"), not of a person: a public body may be written to there. To a
    person's own address nothing is sent before they agreed (`agreed_at`, `agreed_how`), save the one mail that asks
    them (`asked_at`). `withdrawn_at`: no longer there, or written by mistake.
    """

    relay = models.ForeignKey(Relay, on_delete=models.CASCADE, related_name="contacts")
    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120, blank=True)
    role = models.CharField(_("what they do there"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=24, blank=True)
    is_generic = models.BooleanField(default=False)
    asked_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_how = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["relay", "withdrawn_at"], name="contact_of_relay")]

    def __str__(self) -> str:
        return self.name or self.role or self.email or self.phone

    @property
    def may_be_written_to(self) -> bool:
        """Whether the chamber may send them mails: they agreed, or it is the address of the place itself."""
        return bool(self.email) and (self.is_generic or self.agreed_at is not None)


class RelayVisit(models.Model):
    """How many times a relay's link was opened on a day. No person, no instant."""

    relay = models.ForeignKey(Relay, on_delete=models.CASCADE, related_name="visit_counts")
    on = models.DateField()
    visits = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["relay", "on"], name="relay_visit_once_a_day")]

    def __str__(self) -> str:
        return f"{self.relay_id} {self.on}: {self.visits}"


class ContactNote(models.Model):
    """An exchange with a relay, in a sentence; `contact`: with whom. `withdrawn_at`: written by mistake.

    `next_step` and `next_on`: what was agreed to do next, and on what day. It stands until a later exchange is noted.
    """

    class Kind(models.TextChoices):
        CALL = "call", _("call")
        MAIL = "mail", _("message")
        MEETING = "meeting", _("meeting")
        KIT = "kit", _("kit sent")

    relay = models.ForeignKey(Relay, on_delete=models.CASCADE, related_name="notes")
    contact = models.ForeignKey(
        RelayContact, on_delete=models.SET_NULL, null=True, blank=True, related_name="notes"
    )
    kind = models.CharField(_("how"), max_length=8, choices=Kind)
    text = models.TextField(_("what was said"), max_length=2000)
    next_step = models.CharField(_("what to do next"), max_length=160, blank=True)
    next_on = models.DateField(_("on"), null=True, blank=True)
    at = models.DateTimeField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["relay", "-at"], name="note_by_relay")]

    def __str__(self) -> str:
        return str(self.relay)

    @property
    def chamber_id(self) -> int:
        return self.relay.chamber_id


def _nonce() -> str:
    return get_random_string(22)


class RelayLink(models.Model):
    """The right to open a relay's own page without a password, for whoever holds the link.

    The link itself is never stored (`links.py`). `contact`: to whom it was given. Past its end it opens nothing, and
    the clock deletes the row sixteen months after it was made.
    """

    relay = models.ForeignKey(Relay, on_delete=models.CASCADE, related_name="links")
    contact = models.ForeignKey(
        RelayContact, on_delete=models.CASCADE, null=True, blank=True, related_name="links"
    )
    nonce = models.CharField(max_length=22, default=_nonce)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.relay)

    @property
    def chamber_id(self) -> int:
        return self.relay.chamber_id


class RelayImport(models.Model):
    """A file of relays that was read: how many it brought, what was left out and why, for whoever looks back.

    `refused` holds [line, name, reason] for each row left out. `withdrawn_at`: taken back as a whole.
    """

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=160)
    at = models.DateTimeField()
    added = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.file_name
