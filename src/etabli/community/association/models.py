"""The members of an association."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.community.association.trades import trade_label
from etabli.foundation.people.models import Organisation


class Member(models.Model):
    """A user's place in an association, until `left_on`. `commune_code` is the commune's INSEE code."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="member_of")
    display_name = models.CharField(_("name shown"), max_length=120)
    trade = models.CharField(_("trade"), max_length=40)
    commune_code = models.CharField(_("commune"), max_length=5, blank=True)
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"], condition=models.Q(left_on=None), name="member_once"
            )
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def chamber_id(self) -> int | None:
        """The chamber in whose département the association works."""
        return self.organisation.chamber_id

    @property
    def trade_label(self) -> str:
        return trade_label(self.trade)
