"""A copy of everything, given; everything erased, after some days during which it can be taken back."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import Irreversible, action, record
from etabli.foundation.own_data.rules import may_ask
from etabli.foundation.people.models import Person, User
from etabli.foundation.people.viewer import Viewer


@action(
    "own_data.give_copy",
    sentence=_("prepared a copy of everything about %(subject)s"),
    may=may_ask,
    undo=Irreversible(_("A copy that was given can’t be taken back.")),
    subject="subject",
)
def give_copy(*, subject: Person | User, by: Viewer, at: datetime) -> None:
    """Write down that a copy of everything was given: to whom it is about, or to the staff who asked for them."""
    record(subject, before={}, after={})
