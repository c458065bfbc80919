"""Why what nobody asked for was not sent, as the staff reads it."""

from django.conf import settings
from django.utils.translation import gettext as _, ngettext

from etabli.foundation.notices.models import UnaskedContact


def why_not_sent(refused: str) -> str:
    """The words of an `UnaskedContact.Refused`: "non envoyé : déjà 3 messages cette année"."""
    if refused == UnaskedContact.Refused.NOT_NOW:
        return _("not sent: they said “not now”")
    most = settings.UNASKED_A_YEAR
    if not most:
        return _("not sent: nobody gets what they have not asked for")
    text = ngettext(
        "not sent: already %(n)d message this year", "not sent: already %(n)d messages this year", most
    )
    return text % {"n": most}
