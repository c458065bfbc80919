"""What an artisan says of the gestures that protect their business, and of who holds its accounts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Organisation, Person

MAX_REASON_LENGTH = 200


class GestureMark(models.Model):
    """That a gesture is done, or isn't for this person, and why: by their own word, without a proof. Neither done nor
    with a `reason`, it is put off.

    The latest of a gesture counts. `gesture`: its id in `data/gestures.toml`. `withdrawn_at`: it was taken back.
    """

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    gesture = models.CharField(max_length=40)
    is_done = models.BooleanField()
    marked_on = models.DateField()
    reason = models.CharField(_("why not"), max_length=MAX_REASON_LENGTH, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "gesture"], name="gesture_mark_of_person"),
            models.Index(fields=["chamber", "gesture"], name="gesture_mark_by_chamber"),
        ]

    def __str__(self) -> str:
        return self.gesture


class HeldAccount(models.Model):
    """An account of the business, and who holds it: never what opens it.

    `name`: what it is called or where it is; `holder`: in whose hands; `email`: by which address one comes in;
    `recovery`: where what gives it back stands. `withdrawn_at`: taken off the sheet.
    """

    class Kind(models.TextChoices):
        DOMAIN = "domain", _("Name of the site")
        HOSTING = "hosting", _("Hosting of the site")
        MAILBOX = "mailbox", _("Mailbox")
        NETWORK = "network", _("Page on a network")
        LISTING = "listing", _("Listing on a map")
        BANK = "bank", _("Bank and card payment")
        TELEPHONE = "telephone", _("Telephone")
        INVOICES = "invoices", _("Quotes and invoices")
        OTHER = "other", _("Another account")

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("What it is"), max_length=12, choices=Kind)
    name = models.CharField(_("Its name or its address"), max_length=100)
    holder = models.CharField(_("Who holds it"), max_length=100)
    email = models.EmailField(_("With which e-mail address"), blank=True)
    recovery = models.CharField(_("Where what gives it back stands"), max_length=200, blank=True)
    noted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "kind"], name="held_account_of_person")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"
