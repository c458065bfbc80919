"""Who may touch a place."""

from etabli.foundation.people.models import SecretLink
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.holders import Holder
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.foundation.seats.occasion_words import texts_module


def may_withdraw(by: Viewer, sign_up: SignUp) -> bool:
    """The holder, the bearer of this sign-up's link, the same of whoever brought them, or the staff of the chamber."""
    return may_confirm(by, sign_up) or any(
        by.holds(SecretLink.Scope.SIGN_UP, row.pk) for row in _with_bringer(sign_up)
    )


def may_run_occasion(by: Viewer, occasion: Occasion) -> bool:
    """The staff of its chamber, or whoever the app that it belongs to says runs it."""
    module = texts_module(occasion)
    return by.is_staff_of(occasion.chamber_id) or (module is not None and module.is_run_by(by, occasion))


def may_give_seat(by: Viewer, sign_up: SignUp) -> bool:
    """Whoever runs its occasion."""
    return may_run_occasion(by, sign_up.occasion)


def may_show(by: Viewer, sign_up: SignUp) -> bool:
    """The holder alone chooses whether the others read their name."""
    return is_holder(by, sign_up.held_by)


def may_confirm(by: Viewer, sign_up: SignUp) -> bool:
    """The holder or whoever brought them, who read our mail or are signed in; or the staff, on the telephone.

    Not the bearer of this sign-up's link: the browser that made it bears one, and proves nothing by it.
    """
    return by.is_staff_of(sign_up.chamber_id) or any(
        is_holder(by, row.held_by) for row in _with_bringer(sign_up)
    )


def is_holder(by: Viewer, holder: Holder) -> bool:
    """Whether this is they: the artisan in their whole space, or the user in any of their roles."""
    if holder.person is not None:
        return by.is_person(holder.person.pk)
    return by.user_id is not None and by.actor.party_id == holder.party_id


def _with_bringer(sign_up: SignUp) -> list[SignUp]:
    return [sign_up, sign_up.brought_by] if sign_up.brought_by is not None else [sign_up]
