"""A session's words in the reader's language: those of its theme, where nobody wrote others."""

from etabli.foundation.seats.models import Occasion
from etabli.foundation.ui.language import reader_language
from etabli.programme.workshops.models import Session
from etabli.programme.workshops.practical import practical_of


def worded(occasion: Occasion) -> tuple[str, str] | None:
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
