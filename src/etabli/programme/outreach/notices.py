"""What artisans are written to many at a time: they may refuse it by itself."""

from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Role
from etabli.foundation.registries import Kind

INVITATIONS = Kind(
    "outreach.invitations",
    _("Invitations to workshops and news of them, written to several people"),
    frozenset({Role.ARTISAN}),
    mail_only=True,
    staff_reads=True,
    unasked=True,
)
KINDS = [INVITATIONS]
