"""Who may ask for what concerns somebody."""

from django.db.models import Model

from etabli.foundation.own_data.holdings import is_about, of_outsider
from etabli.foundation.own_data.models import Erasure
from etabli.foundation.people.models import Person, User
from etabli.foundation.people.viewer import Viewer


def may_ask(by: Viewer, subject: Person | User | Model) -> bool:
    """A person, or the staff of their chamber at their request; whoever signs in, for their account; whoever opened
    the link that was mailed to them, for what bears their address there."""
    if isinstance(subject, Person):
        return by.is_person(subject.pk) or by.is_staff_of(subject.chamber_id)
    if isinstance(subject, User):
        return by.user_id == subject.pk
    return is_about(of_outsider(subject), by)


def may_settle(by: Viewer, erasure: Erasure) -> bool:
    """The same, for what was asked; and the clock."""
    return by.actor.kind == "system" or may_ask(by, erasure.subject)
