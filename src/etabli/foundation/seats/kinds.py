"""The kinds of message about a place."""

from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.rooms import Kind

ARTISAN = frozenset({Role.ARTISAN})
PLACE = Kind(
    "seats.place", _("Your place or your waiting list, when you ask for it"), ARTISAN, must=True, prompt=True
)
# A place is held for a time that runs: the quiet hours don't hold it back.
OFFER = Kind("seats.offer", _("A place that is offered to you"), ARTISAN, must=True, prompt=True)
CHANGE = Kind(
    "seats.change", _("A workshop that changes or is called off, your waiting list"), ARTISAN, must=True
)
REMINDER = Kind("seats.reminder", _("A reminder before the workshop"), ARTISAN)
CALL = Kind("seats.call", _("A place to offer by telephone"), frozenset(STAFF))
