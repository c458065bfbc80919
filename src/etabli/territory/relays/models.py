"""Those through whom a chamber reaches artisans: town halls, associations, clubs."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Organisation
from etabli.territory.places.models import Commune


class Relay(models.Model):
    """A local actor; its `code` makes the tracked link /r/<code>/. `organisation` is set when it has its own users.

    `withdrawn_at`: no longer a relay. Its link still leads somewhere: to the list of all workshops.
    """

    class Kind(models.TextChoices):
        TOWN_HALL = "town_hall", _("town hall")
        ASSOCIATION = "association", _("association")
        CLUB = "club", _("business club")

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="relays")
    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="relay"
    )
    kind = models.CharField(_("kind of relay"), max_length=12, choices=Kind)
    name = models.CharField(_("name"), max_length=120)
    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, related_name="relays", verbose_name=_("commune")
    )
    code = models.SlugField(max_length=40, unique=True)
    contact_name = models.CharField(_("person to ask for"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=24, blank=True)
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["chamber", "name"], name="relay_by_name")]

    def __str__(self) -> str:
        return self.name


class RelayVisit(models.Model):
    """How many times a relay's link was opened on a day. No person, no instant: see visits.py."""

    relay = models.ForeignKey(Relay, on_delete=models.CASCADE, related_name="visit_counts")
    on = models.DateField()
    visits = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["relay", "on"], name="relay_visit_once_a_day")]

    def __str__(self) -> str:
        return f"{self.relay_id} {self.on}: {self.visits}"


class ContactNote(models.Model):
    """An exchange with a relay, in a sentence. `withdrawn_at`: written by mistake."""

    class Kind(models.TextChoices):
        CALL = "call", _("call")
        MAIL = "mail", _("message")
        MEETING = "meeting", _("meeting")

    relay = models.ForeignKey(Relay, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(_("how"), max_length=8, choices=Kind)
    text = models.TextField(_("what was said"), max_length=2000)
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
