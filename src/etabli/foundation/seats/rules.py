"""Who may touch a place."""

from etabli.foundation.people.models import SecretLink
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp


def may_withdraw(by: Viewer, sign_up: SignUp) -> bool:
    """The person, the bearer of this sign-up's link, the same of whoever brought them, or the staff of the chamber."""
    return may_confirm(by, sign_up) or any(
        by.holds(SecretLink.Scope.SIGN_UP, row.pk) for row in _with_bringer(sign_up)
    )


def may_confirm(by: Viewer, sign_up: SignUp) -> bool:
    """The person or whoever brought them, who read our mail or are signed in; or the staff, on the telephone.

    Not the bearer of this sign-up's link: the browser that made it bears one, and proves nothing by it.
    """
    return by.is_staff_of(sign_up.chamber_id) or any(
        by.is_person(row.person_id) for row in _with_bringer(sign_up)
    )


def _with_bringer(sign_up: SignUp) -> list[SignUp]:
    return [sign_up, sign_up.brought_by] if sign_up.brought_by is not None else [sign_up]
