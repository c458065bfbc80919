"""What an artisan is told of their project: that it is kept, and by which link it opens."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from etabli.foundation.notices.telling import tell
from etabli.foundation.people.models import Role
from etabli.foundation.rooms import Kind
from etabli.procurement.briefs.models import Brief

KEPT = Kind(
    "briefs.kept",
    gettext_lazy("The link that opens your project, when you ask for it"),
    frozenset({Role.ARTISAN}),
    must=True,
    prompt=True,
)
KINDS = [KEPT]


def tell_kept(brief: Brief, *, key: str, at: datetime) -> None:
    """Where the project is, by the link of their own space: whoever reads their mail is them. Once for each `key`."""
    with override(settings.LANGUAGE_CODE):
        tell(
            to=brief.person,
            kind=KEPT.code,
            title=_("Your project, to go on with"),
            text=_(
                "Your project is kept. The link below opens it on any device: go on where you stopped.\n\n"
                "You did not write it? Open it and put it away: nobody has read it."
            ),
            url=reverse("briefs:overview", args=[brief.pk]),
            see=_("Your project"),
            key=f"brief:{brief.pk}:{key}",
            at=at,
        )
