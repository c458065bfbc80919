"""Who may touch a place."""

from etabli.foundation.people.models import SecretLink
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp


def may_withdraw(by: Viewer, sign_up: SignUp) -> bool:
    """The person, the bearer of this sign-up's link, the same of whoever brought them, or the staff of the chamber."""
    held = [sign_up, sign_up.brought_by] if sign_up.brought_by is not None else [sign_up]
    return by.is_staff_of(sign_up.chamber_id) or any(
        by.is_person(one.person_id) or by.holds(SecretLink.Scope.SIGN_UP, one.pk) for one in held
    )
