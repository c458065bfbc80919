"""Who may touch the register."""

from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.territory.register.models import Artisan

NAME_SEPARATOR = " · "  # stands between the names of `Business.other_names`
# What the official file says and the chamber may put right: the keys of `Business.corrected`.
OFFICIAL_FIELDS = ("name", "other_names", "trade_code", "commune_code", "address", "postal_code")


def may_attach(by: Viewer, subject: Person | Artisan) -> bool:
    """The person, staff of their chamber, or anyone for a person of whom nothing is said yet.

    The last is the sign-up without an account: it fills a record that was just made, and can change none.
    """
    person = subject.person if isinstance(subject, Artisan) else subject
    if by.is_person(person.pk) or by.is_staff_of(person.chamber_id):
        return True
    return isinstance(subject, Person) and not Artisan.objects.filter(person=person).exists()
