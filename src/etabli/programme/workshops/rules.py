"""Who may see, run, open and join a session."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp
from etabli.foundation.ui.typography import full_day
from etabli.programme.workshops.kiosks import HALF_DAY
from etabli.programme.workshops.models import Audience, Session


def may_see(viewer: Viewer, session: Session) -> bool:
    """Everybody once it is published; the staff of the chamber before that."""
    return session.published_at is not None or viewer.is_staff_of(session.chamber_id)


def sign_up_refusal(session: Session, on: date) -> str:
    """Why the public can't sign up on this day, in a sentence; "" when they can, as far as the session itself says."""
    if session.audience == Audience.LIST:
        return str(_("The chamber signs people up itself: call us if you would like to come."))
    if session.opens_on and on < session.opens_on:
        return _("Sign-up opens on %(day)s. Come back then, or call us.") % {
            "day": full_day(session.opens_on)
        }
    if session.closes_on and on > session.closes_on:
        return _("Sign-up ended on %(day)s. Call us: we will see what can be done.") % {
            "day": full_day(session.closes_on)
        }
    return ""


def may_open(by: Viewer, arguments: Any) -> bool:
    """Staff of the chamber whose room it is; an undo gives the session itself."""
    owner = arguments["venue"] if isinstance(arguments, dict) else arguments
    return by.is_staff_of(owner.chamber_id)


def may_sign(by: Viewer, sign_up: SignUp) -> bool:
    """The staff of the chamber, and the tablet of a half-day of this session."""
    is_here = by.kiosk is not None and by.kiosk.is_for(HALF_DAY, sign_up.occasion.session.pk)
    return is_here or may_run(by, sign_up)
