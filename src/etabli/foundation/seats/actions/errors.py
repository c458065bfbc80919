"""What an act on places may refuse; each carries the sentence that the person reads."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError
from etabli.foundation.seats.models import SignUp, StaffMessage


class NobodyToWriteTo(ActionError):
    """Nobody is in the group to which a message was to go."""


class NothingToSend(ActionError):
    """A message has left, or was cancelled."""


class AlreadyWritten(ActionError):
    """This form was sent before: `message` is what it wrote."""

    def __init__(self, message: StaffMessage) -> None:
        super().__init__(_("This message is written already: it leaves once."))
        self.message = message


class OccasionClosed(ActionError):
    """It has begun, or it was cancelled."""


class AlreadySignedUp(ActionError):
    """The person has a place or waits for one already: `sign_up` says which."""

    def __init__(self, sign_up: SignUp) -> None:
        super().__init__(_("You have already signed up: nothing more to do."))
        self.sign_up = sign_up


class AlreadyWithdrawn(ActionError):
    """The place was given back before."""


class NotOffered(ActionError):
    """No place is held for this person."""


class NoFreePlace(ActionError):
    """Every place is held by somebody."""


class NotSeated(ActionError):
    """Who has no place is neither late nor reminded."""


class PresenceMarked(ActionError):
    """Somebody who was marked as present or absent keeps their place until the mark is off."""


class WrongTimes(ActionError):
    """It would begin in the past, end before it begins, or be at two of its times at once."""


class NothingToConfirm(ActionError):
    """Confirmed meanwhile, given back, or never in doubt."""


class NothingToLapse(ActionError):
    """The offer was answered meanwhile, or its time is not over."""


class NothingToRemind(ActionError):
    """No reminder is due, or another clock has written it."""


class CapacityTaken(ActionError):
    """Fewer places were asked for than people hold.

    `taken` people hold one; `last` are those who would go to the waiting list, whoever came last first.
    """

    def __init__(self, taken: int, last: Sequence[SignUp]) -> None:
        super().__init__(
            _("Places taken or offered: %(taken)d. Keep at least as many, or withdraw someone first.")
            % {"taken": taken}
        )
        self.taken, self.last = taken, tuple(last)
