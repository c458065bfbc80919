"""What those who come are told beside the time and the place: what to bring, how to get in."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from etabli.programme.workshops.models import Theme, Venue
from etabli.programme.workshops.themes.versions import version_in_force


def practical_of(theme: Theme, venue: Venue) -> str:
    """In the language of the installation, as the mails are written; "" when there is nothing to say."""
    with override(settings.LANGUAGE_CODE):
        version = version_in_force(theme, venue.chamber_id)
        bring = version.told.bring if version else ""
        told = [
            _("To bring: %(things)s") % {"things": bring} if bring else "",
            venue.directions,
            venue.transport,
            venue.parking,
            _("The room has step-free access.") if venue.accessible else "",
        ]
        return "\n".join(filter(None, told))
