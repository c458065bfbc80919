"""Persons, consents and links: the acts."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, Irreversible, action, anyone, change, record, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.actions.merging import complete_waiting_merges
from etabli.foundation.people.models import Consent, Organisation, Person, SecretLink
from etabli.foundation.people.rules import may_agree, may_end, may_end_alone, may_help
from etabli.foundation.people.viewer import Viewer, language_of


class PersonAlreadyExists(ActionError):
    """The chamber knows this person already: two sendings of one form crossed."""

    def __init__(self) -> None:
        super().__init__(_("We received this twice: send it once more."))


@action(
    "people.welcome",
    sentence=_("wrote down the first contact with %(subject)s"),
    may=anyone,
    undo=Irreversible(_("A person stays known until they ask to be erased.")),
)
def add_person(
    *, chamber: Organisation, name: str, email: str, phone: str, by: Viewer, at: datetime
) -> Person:
    """A person whom this chamber did not know yet. The caller has looked for them by `find_person`.

    Raises PersonAlreadyExists when somebody else wrote the same address down meanwhile.
    """
    try:
        person = Person(
            chamber=chamber,
            name=name.strip(),
            email=email.strip().lower(),
            phone=phone.strip(),
            created_at=at,
        )
        person.language = language_of(by)
        person.save(force_insert=True)
    except IntegrityError:
        raise PersonAlreadyExists from None
    record(person, before={}, after={"name": person.name, "email": person.email, "phone": person.phone})
    return person


@action(
    "people.correct",
    sentence=_("corrected the contact details of %(subject)s"),
    tells={"name": _("Name"), "phone": _("Telephone")},
    may=lambda by, person: by.is_person(person.pk) or by.is_staff_of(person.chamber_id),
    undo=undo_fields,
    subject="person",
)
def correct_person(*, person: Person, name: str, phone: str, by: Viewer, at: datetime) -> Person:
    """Change the name and the telephone of a person."""
    return change(person, name=name.strip(), phone=phone.strip())


def _is_theirs(by: Viewer, entry: Entry, consent: Any) -> bool:
    """Whoever agrees ends it as easily as it was given, and puts it back, whoever wrote it down for them."""
    return may_end_alone(by, consent)


@action(
    "people.consent",
    sentence=_("recorded an agreement: %(subject)s"),
    may=may_agree,
    undo=undo_fields,
    also_undone_by=_is_theirs,
)
def give_consent(
    *, person: Person, purpose: str, about: models.Model | None = None, by: Viewer, at: datetime
) -> Consent:
    """Write down that a person agreed to `purpose`, for one object (`about`) or in general."""
    consent = Consent.objects.create(
        person=person,
        purpose=purpose,
        subject_type=about._meta.label_lower if about is not None else "",
        subject_id=str(about.pk) if about is not None else "",
        given_at=at,
        recorded_by_id=by.actor.party_id,
    )
    record(consent, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return consent


@action(
    "people.withdraw_consent",
    sentence=_("put an end to an agreement: %(subject)s"),
    may=may_end,
    may_undo=may_agree,
    undo=undo_fields,
    also_undone_by=_is_theirs,
    subject="consent",
)
def withdraw_consent(*, consent: Consent, by: Viewer, at: datetime) -> Consent:
    """The person no longer agrees; the staff writes it down of what the chamber wrote down, not of an ad that the
    artisan agreed to by themselves."""
    return change(consent, withdrawn_at=at)


@action(
    "people.revoke_link",
    sentence=_("cut off a personal link of %(subject)s"),
    may=may_help,
    undo=Irreversible(_("A link that was cut off stays so; ask for a new one.")),
    subject="link",
)
def revoke_link(*, link: SecretLink, by: Viewer, at: datetime) -> SecretLink:
    """Nobody can use this link any more; what waited for the word of whoever bears it is brought together."""
    link.revoked_at = at
    link.save(update_fields=["revoked_at"])
    record(link, before={"revoked_at": None}, after={"revoked_at": at}, label=str(link.person))
    complete_waiting_merges(at, person=link.person)
    return link
