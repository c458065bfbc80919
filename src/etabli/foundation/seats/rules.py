"""Who may touch a place."""

from etabli.foundation.people.models import SecretLink
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp


def may_withdraw(by: Viewer, sign_up: SignUp) -> bool:
    """The person, the bearer of this sign-up's link, or the staff of the chamber."""
    return (
        by.is_person(sign_up.person_id)
        or by.holds(SecretLink.Scope.SIGN_UP, sign_up.pk)
        or by.is_staff_of(sign_up.chamber_id)
    )
