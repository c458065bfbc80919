"""Counters of uses, codes that were sent by mail, and security events. `people.models` gives them with the others."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.parties.models import Party

MAX_TRIES = 5  # of one code


class Counter(models.Model):
    """How often something was used within one window of time (`rate_limits`); whose it is stands hashed in `key`."""

    key = models.CharField(max_length=64, primary_key=True)
    number = models.PositiveIntegerField()
    ends_at = models.PositiveBigIntegerField(db_index=True)  # seconds since 1970

    def __str__(self) -> str:
        return f"{self.number} until {self.ends_at}"


class MailedCode(models.Model):
    """The code that was last sent to an address for one purpose (`codes`): one row, which the next code replaces.

    Neither the address nor the code can be read in it. Addresses that nobody has get a row too, and no mail.
    """

    key = models.CharField(max_length=64, primary_key=True)
    digest = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(tries__lte=MAX_TRIES), name="mailed_code_tries")
        ]

    def __str__(self) -> str:
        return f"{self.tries} of {MAX_TRIES} tries"


class SecurityKind(models.TextChoices):
    """What touches the safety of an account: what happened to it, then acts of the journal (`security_events.py`)."""

    WRONG_CODE = "wrong_code", _("Sign-in refused: wrong code")
    WRONG_PROOF = "wrong_proof", _("Sign-in refused: wrong second proof")
    WRONG_PASSKEY = "wrong_passkey", _("Sign-in refused: passkey not recognised")
    UNKNOWN_AGENT = "unknown_agent", _("Sign-in refused: an agent without an account")
    TOO_MANY = "too_many", _("Too many tries, refused")
    REFUSED = "refused", _("Page or act refused")
    NEW_DEVICE = "new_device", _("Signed in on a new device")
    COPY = "copy", _("Copy of data")
    ROLE = "role", _("Role given, changed or ended")
    LINK = "link", _("Link cut off")
    SESSION = "session", _("Devices signed out")
    WAY_IN = "way_in", _("Way in changed")
    ADDRESS = "address", _("Address changed")


FAILED_KINDS = (
    SecurityKind.WRONG_CODE,
    SecurityKind.WRONG_PROOF,
    SecurityKind.WRONG_PASSKEY,
    SecurityKind.UNKNOWN_AGENT,
    SecurityKind.TOO_MANY,
)


class SecurityEvent(models.Model):
    """What was tried on an account within one hour, `number` times, and is not an act: those stand in the journal.

    `owner`: the account, or who came by a link; none for nobody that we know: neither the address that was typed nor
    anything of who typed it is kept. No network address, even hashed. `device` is in words.
    """

    key = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=20, choices=SecurityKind)
    owner = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    device = models.CharField(max_length=60, blank=True)
    number = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField()
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.get_kind_display()
