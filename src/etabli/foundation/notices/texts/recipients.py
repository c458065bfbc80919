"""Who gets a text message: a person whom no mail reaches, by a mobile of the countries of the installation, unless they
said STOP."""

import phonenumbers
from django.conf import settings
from phonenumbers import PhoneNumberType

from etabli.foundation.notices.kinds import kinds, topics
from etabli.foundation.notices.models import Notice, Preference
from etabli.foundation.notices.owners import Owner
from etabli.foundation.people.engine.telephone import international
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.practice import is_fiction

MOBILE_TYPES = frozenset(
    {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}
)  # the latter: where nobody can tell


def is_enabled() -> bool:
    """Whether text messages leave at all: never where all is invented."""
    return bool(settings.SMS_URL) and not is_fiction()


def mobile_number(phone: str) -> str:
    """The number as machines write it, "" unless it is a mobile of a country of `SMS_COUNTRIES`."""
    whole = international(phone)
    if not whole:
        return ""
    number = phonenumbers.parse(whole)
    if not phonenumbers.is_valid_number(number):
        return ""
    is_here = phonenumbers.region_code_for_number(number) in settings.SMS_COUNTRIES
    if not is_here or phonenumbers.number_type(number) not in MOBILE_TYPES:
        return ""
    return whole


def own_mobile(viewer: Viewer) -> str:
    """The number at which this artisan gets text messages, unless they stopped them; "" for all others."""
    number = viewer.person_id
    if number is None or not is_enabled() or not viewer.is_person(number):
        return ""
    person = Person.objects.filter(pk=number, email="").first()
    return mobile_number(person.phone) if person is not None else ""


def persons_of(phone: str) -> list[Person]:
    """Whoever has this number, its country included, however it was written down."""
    number = international(phone)
    if not number:
        return []
    return [
        person
        for person in Person.objects.filter(phone__endswith=number[-2:])
        if international(person.phone) == number
    ]


def has_stopped(person: Person) -> bool:
    """Whether somebody of this number wants no text message: a telephone has one holder, whatever the records say."""
    parties = {holder.party_id for holder in persons_of(person.phone)} | {person.party_id}
    return Preference.objects.filter(owner__in=parties, texts_stopped_at__isnull=False).exists()


def number_for(owner: Owner) -> str:
    """Where a text message to them goes now; "" for whoever gets none."""
    if not is_enabled() or not isinstance(owner, Person) or owner.email or has_stopped(owner):
        return ""
    return mobile_number(owner.phone)


def is_for_texts(notice: Notice) -> bool:
    """Whether a message may go by text: those alone that a link to one thing can open; not the answer to what somebody
    unknown has just asked for, who may have typed anybody's number."""
    if not notice.topic or topics()[notice.topic].narrow is None:
        return False
    return not (notice.by_stranger and kinds()[notice.kind].prompt)


def goes_by_text(owner: Owner, notice: Notice) -> bool:
    """Whether this message goes to them by text."""
    return is_for_texts(notice) and bool(number_for(owner))
