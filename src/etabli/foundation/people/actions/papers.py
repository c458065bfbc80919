"""A code on paper: made, and made anew when it was lost; the address that its holder adds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, CannotUndo, action, change, record, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.actions.persons import revoke_link
from etabli.foundation.people.links import new_link, valid_links
from etabli.foundation.people.models import PaperCode, Person, SecretLink
from etabli.foundation.people.papers.codes import is_guessable, key_of
from etabli.foundation.people.papers.words import draw_words
from etabli.foundation.people.rules import may_make_paper
from etabli.foundation.people.viewer import Viewer


class GuessableDigits(ActionError):
    """Whoever finds the paper would try these first."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Whoever finds the paper would try these first. Take others: not 0000, 1234 or 1212, no year, not the "
                "end of the telephone number."
            )
        )


@dataclass(frozen=True)
class NewCode:
    """A code as it is made. The words stand nowhere else: who loses them gets another."""

    link: SecretLink
    words: tuple[str, ...]


def _undo_paper(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: it opens nothing any more, or opens again; the one before stays dead."""
    link = SecretLink.objects.select_for_update().get(pk=entry.subject_id)
    if entry.before["revoked_at"] is None and _in_force(link.person, at):
        raise CannotUndo(_("Another paper was made since: that one is good."))
    undo_fields(entry, by, at)


def _in_force(person: Person, at: datetime) -> list[SecretLink]:
    return list(valid_links(at).filter(person=person, scope=SecretLink.Scope.PAPER))


@action(
    "people.make_paper",
    sentence=_("made a code on paper for %(subject)s"),
    may=may_make_paper,
    may_undo=lambda by, link: may_make_paper(by, link.person),
    undo=_undo_paper,
    subject="person",
)
def make_paper_code(*, person: Person, digits: str, by: Viewer, at: datetime) -> NewCode:
    """Three words to print or to tell; with the four `digits` they open the whole space. A former paper dies at once,
    and nothing else: neither links nor devices that came in otherwise. Raises GuessableDigits."""
    if is_guessable(digits, person.phone):
        raise GuessableDigits
    Person.objects.select_for_update().get(pk=person.pk)
    for former in _in_force(person, at):
        revoke_link(link=former, by=by, at=at)
    link = new_link(person=person, scope=SecretLink.Scope.PAPER, at=at)
    words = draw_words()
    while PaperCode.objects.filter(key=key_of(words)).exists():
        words = draw_words()
    PaperCode.objects.create(link=link, key=key_of(words), digits=make_password(digits))
    record(link, before={"revoked_at": at}, after={"revoked_at": None}, label=person.name)
    return NewCode(link, words)


class AddressOfAnother(ActionError):
    """Another record of the chamber has this address."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The chamber knows this address already, on another record. It may be yours: call the chamber, which "
                "brings the two together."
            )
        )


@action(
    "people.give_address",
    sentence=_("added the e-mail address of %(subject)s"),
    may=lambda by, person: by.is_person(person.pk),
    may_undo=lambda by, person: by.is_person(person.pk) or by.is_staff_of(person.chamber_id),
    undo=undo_fields,
    subject="person",
)
def add_person_address(*, person: Person, email: str, by: Viewer, at: datetime) -> Person:
    """Somebody who came in by a code on paper has an address from now on; the caller has seen that it is theirs.
    Raises AddressOfAnother."""
    try:
        with transaction.atomic():
            return change(person, email=email)
    except IntegrityError:
        raise AddressOfAnother from None
