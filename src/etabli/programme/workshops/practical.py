"""What those who come are told beside the time and the place: what to bring, how to get there and in."""

from django.conf import settings
from django.utils.translation import gettext as _, override

from etabli.programme.workshops.models import ThemeVersion, Venue


def practical_of(version: ThemeVersion | None, venue: Venue, language: str = "") -> str:
    """In this language, else that of the installation, in which it is kept; "" when there is nothing to say."""
    with override(language or settings.LANGUAGE_CODE):
        things = version.told.bring if version else ""
        bring = _("To bring: %(things)s") % {"things": things} if things else ""
        access = _("The room has step-free access.") if venue.accessible else ""
        return "\n".join(filter(None, [bring, *venue.way_there, access]))
