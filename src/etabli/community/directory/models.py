"""What members publish of themselves, the messages that come by it, and how often it was opened."""

from datetime import UTC, datetime

from django.db import models
from django.db.models import Q
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from etabli.community.association.models import Member
from etabli.foundation.files.models import StoredFile
from etabli.foundation.parties import PartyKind
from etabli.foundation.parties.models import Capacity
from etabli.foundation.people.models import Organisation

NEVER = datetime.max.replace(tzinfo=UTC)


class Availability(models.TextChoices):
    """`FROM` and `NOT` go with a day: from which they are, until which they are not."""

    UNSAID = "", _("not said")
    NOW = "now", _("available now")
    FROM = "from", _("available from a day on")
    NOT = "not", _("not available until a day")


class Profile(models.Model):
    """A member's page. Its fields are held whoever sees them; `visibility` (field → audience) says who does.

    `trades`: ids of those beside the member's own. `sectors` and `languages`: codes separated by spaces; `places`:
    those of communes (5 signs) and intercommunal bodies (9). `available_on` goes with `availability`. `drafts`: what
    was typed of a section and not kept, as a form sends it. `offered_at`: the member wants it out; `published_at`: it
    is, unless a moderator took it off (`hidden_at`).
    """

    member = models.OneToOneField(Member, on_delete=models.PROTECT, primary_key=True, related_name="profile")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="profiles")
    headline = models.CharField(_("in one sentence"), max_length=140, blank=True)
    about = models.TextField(_("presentation"), blank=True)
    trades = models.JSONField(_("other trades"), default=list, blank=True)
    skills = models.JSONField(_("skills"), default=list, blank=True)
    sectors = models.CharField(_("craft sectors"), max_length=80, blank=True)
    places = models.TextField(_("places served"), blank=True)
    is_remote = models.BooleanField(_("works remotely"), default=False)
    languages = models.CharField(_("languages"), max_length=40, blank=True)
    availability = models.CharField(_("availability"), max_length=4, choices=Availability, blank=True)
    available_on = models.DateField(null=True, blank=True)
    website = models.URLField(_("website"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=24, blank=True)
    charter_version = models.CharField(max_length=20, blank=True)
    charter_on = models.DateField(null=True, blank=True)
    visibility = models.JSONField(default=dict, blank=True)
    drafts = models.JSONField(default=dict, blank=True)
    offered_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation"],
                condition=Q(published_at__isnull=False, hidden_at=None),
                name="profile_out",
            )
        ]

    def __str__(self) -> str:
        return self.member.display_name

    @property
    def chamber_id(self) -> int | None:
        return self.organisation.chamber_id

    @property
    def withdrawn_at(self) -> datetime | None:
        """For the moderators: none while it is offered; what is not offered is not theirs to read."""
        return None if self.offered_at else NEVER

    @property
    def is_out(self) -> bool:
        """Published, and not taken off; whether the member is still in force is another question."""
        return self.published_at is not None and self.hidden_at is None


class Piece(models.Model):
    """Something that a member made, to be looked at. Shown only while `client_agrees`; `agreement` says how they know,
    and is shown to nobody. `rank`: its place among those of the member."""

    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="pieces")
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), blank=True)
    link = models.URLField(_("link"), max_length=300, blank=True)
    photo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    photo_says = models.CharField(_("what the picture shows"), max_length=140, blank=True)
    client_agrees = models.BooleanField(default=False)
    agreement = models.CharField(max_length=200, blank=True)
    rank = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def organisation_id(self) -> int:
        return self.profile.organisation_id

    @property
    def chamber_id(self) -> int | None:
        return self.profile.chamber_id


def _nonce() -> str:
    return get_random_string(22)


class Contact(Capacity):
    """A visitor's message to a member, relayed once they proved their address (`confirmed_at`), and its answer.

    `email` is the visitor's, told to nobody; the link of our mails is made from `nonce` (`links`). `chamber`: that of
    the association, whose artisan the visitor may be.
    """

    PARTY_KIND = PartyKind.CONTACT

    chamber = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="contacts")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"))
    text = models.TextField(_("message"))
    nonce = models.CharField(max_length=22, default=_nonce)
    sent_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["profile", "-sent_at"], name="contact_of_profile")]

    def __str__(self) -> str:
        return self.name

    @property
    def organisation_id(self) -> int:
        return self.profile.organisation_id


class Opening(models.Model):
    """How often a profile was opened during a day: a count, of nobody."""

    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="openings")
    on = models.DateField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["profile", "on"], name="opening_once_a_day")]

    def __str__(self) -> str:
        return f"#{self.profile_id} {self.on}"
