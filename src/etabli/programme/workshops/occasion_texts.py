"""A session's words in the reader's language: those of its theme, where nobody wrote others; and what those who come
are told beside the time and the place: what to bring, how to get there and in; where they work."""

from django.conf import settings
from django.utils.translation import gettext as _, override

from etabli.foundation.seats.models import Occasion, SignUp
from etabli.foundation.ui.language import reader_language
from etabli.programme.workshops.models import Session, ThemeVersion, Venue
from etabli.territory.register.models import Artisan


def texts_of(occasion: Occasion) -> tuple[str, str] | None:
    """The title and the practical lines; None when it is no session of ours."""
    session = Session.objects.filter(occasion=occasion).select_related("theme", "version", "venue").first()
    if session is None:
        return None
    is_ours = occasion.title == session.theme.public_title
    was = practical_of(session.version, session.venue)
    return (
        session.theme.title if is_ours else occasion.title,
        practical_of(session.version, session.venue, reader_language())
        if occasion.practical == was
        else occasion.practical,
    )


def town_of(sign_up: SignUp) -> str:
    """Where whoever has this place works; "" when nobody knows."""
    artisan = Artisan.objects.filter(person=sign_up.person_id).select_related("commune").first()
    return artisan.commune.name if artisan and artisan.commune else ""


def practical_of(version: ThemeVersion | None, venue: Venue, language: str = "") -> str:
    """In this language, else that of the installation, in which it is kept; "" when there is nothing to say."""
    with override(language or settings.LANGUAGE_CODE):
        what_to_bring = version.shown_content.bring if version else ""
        bring = _("To bring: %(things)s") % {"things": what_to_bring} if what_to_bring else ""
        access = _("The room has step-free access.") if venue.accessible else ""
        return "\n".join(filter(None, [bring, *venue.way_there, access]))
