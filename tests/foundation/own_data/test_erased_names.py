"""The name of somebody erased goes out of what was told to others, however it is spelt; nobody else's does."""

from typing import Any

import pytest
from icalendar import Event

from etabli.foundation.journal.models import Entry
from etabli.foundation.notify.prose import ours
from etabli.foundation.notify.queue import send
from etabli.foundation.own_data.holdings import of_person
from etabli.foundation.parties import SYSTEM
from etabli.foundation.people.models import Organisation, Person
from tests import factories as make
from tests.foundation.own_data.test_erasing import erased

pytestmark = pytest.mark.django_db


def mailed(to: Person, subject: str, *, key: str = "k", **more: Any) -> None:
    send(to=to.email, subject=subject, body=ours("…"), key=key, chamber_id=to.chamber_id, at=make.AT, **more)


def make_entry_of_a_row_that_is_gone(label: str, chamber: Organisation) -> None:
    Entry.objects.create(
        at=make.AT, verb="people.revoke_link", actor_id=SYSTEM, role="adviser", subject_type="people.secretlink",
        subject_id="99999", subject_label=label, chamber_id=chamber.pk,
    )  # fmt: skip


def test_a_homonym_keeps_their_mail() -> None:
    chamber = make.chamber()
    anna, same = make.person(chamber, name="Jeanne Martin"), make.person(chamber, name="Jeanne Martin")
    for person in (anna, same):
        mailed(person, "Bonjour Jeanne Martin", key=f"{person.pk}")
    erased(of_person(anna))
    assert [(mail.to, mail.subject) for mail in make.mails().all()] == [(same.email, "Bonjour Jeanne Martin")]


@pytest.mark.parametrize(
    "spelling",
    [
        "Hélène Exemplé",
        "HÉLÈNE EXEMPLÉ",
        "hélène exemplé",
        "Hélène EXEMPLÉ",
        "hÉLÈNE exemplÉ",
        "Hélène\N{NO-BREAK SPACE}EXEMPLÉ",
    ],
)
def test_a_name_is_taken_out_however_it_is_spelt(spelling: str) -> None:
    chamber = make.chamber()
    anna, other = make.person(chamber, name="Hélène Exemplé"), make.person(chamber)
    mailed(other, f"Demande de {spelling}")
    notice = make.notice(other, text=f"{spelling} vient.")
    make_entry_of_a_row_that_is_gone(spelling, chamber)
    erased(of_person(anna))
    assert make.mails().get().subject == "Demande de (effacé)"
    notice.refresh_from_db()
    assert notice.text == "(effacé) vient."
    assert Entry.objects.get(subject_id="99999").subject_label == "(effacé)"


def test_a_name_goes_out_of_a_calendar_that_cuts_it_in_two() -> None:
    """A long line of a calendar goes on on the next one, wherever that falls (RFC 5545, 3.1)."""
    chamber = make.chamber()
    anna, other = make.person(chamber, name="Hélène Exemplé"), make.person(chamber)
    for length in range(40, 75):
        event = Event()
        event.add("summary", f"{'x' * length} Hélène EXEMPLÉ, à Béziers")
        mailed(other, "Bonjour", calendar=event.to_ical().decode(), key=f"{length}")
    assert any("EXEM\r\n PLÉ" in mail.calendar for mail in make.mails().all())
    erased(of_person(anna))
    summaries = {str(Event.from_ical(mail.calendar)["summary"]).strip("x") for mail in make.mails().all()}
    assert summaries == {" (effacé), à Béziers"}


def test_what_looks_like_a_name_in_the_database_alone_stays() -> None:
    chamber = make.chamber()
    anna, other = make.person(chamber, name="José Dupré"), make.person(chamber)
    mailed(other, "Josiane Dupraz vient")
    make_entry_of_a_row_that_is_gone("Josiane Dupraz", chamber)
    erased(of_person(anna))
    assert make.mails().get().subject == "Josiane Dupraz vient"
    assert Entry.objects.get(subject_id="99999").subject_label == "Josiane Dupraz"


def test_a_name_without_any_letter_of_ascii_is_found_too() -> None:
    chamber = make.chamber()
    anna, other = make.person(chamber, name="Ёжик"), make.person(chamber)
    mailed(other, "ЁЖИК vient")
    erased(of_person(anna))
    assert make.mails().get().subject == "(effacé) vient"


@pytest.mark.parametrize("name", ["Zoé Dupré", "Zoé DUPRÉ"])
def test_a_homonym_is_one_however_they_are_spelt(name: str) -> None:
    chamber = make.chamber()
    anna, same = make.person(chamber, name="Zoé Dupré"), make.person(chamber, name=name)
    mailed(same, "Bonjour Zoé Dupré")
    erased(of_person(anna))
    assert make.mails().get().subject == "Bonjour Zoé Dupré"


def test_whoever_has_no_name_has_no_homonyms() -> None:
    chamber = make.chamber()
    anna, other = make.person(chamber, name="", phone="06 11 22 33 44"), make.person(chamber, name="")
    mailed(other, "Au 06 11 22 33 44")
    erased(of_person(anna))
    assert make.mails().get().subject == "Au (effacé)"


def test_a_name_inside_another_word_is_no_name() -> None:
    chamber = make.chamber()
    anna, other = make.person(chamber, name="Marti"), make.person(chamber)
    mailed(other, "Martinet, Marti !")
    erased(of_person(anna))
    assert make.mails().get().subject == "Martinet, (effacé) !"


def test_a_name_goes_out_of_what_a_message_is_still_to_be_written_from() -> None:
    chamber = make.chamber()
    anna, other = make.person(chamber, name="Zoé Exemplé"), make.person(chamber)
    facts = {"who": ["Zoé Exemplé", chamber.name], "rows": {"3": {"was": "seated", "n": 3}}}
    notice = make.notice(other, topic="seats.standing", facts=facts, contact="Zoé Exemplé")
    erased(of_person(anna))
    notice.refresh_from_db()
    assert notice.facts == {**facts, "who": ["(effacé)", chamber.name]}
    assert notice.contact == "(effacé)"


def test_a_name_breaks_no_link_of_a_mail_that_waits() -> None:
    """Whoever signs up says what they are called: it may be a word of an address."""
    chamber = make.chamber()
    someone, other = make.person(chamber, name="https"), make.person(chamber)
    body = "https vient :\nhttps://chambre.example/https/12/"
    send(to=other.email, subject="Bonjour", body=ours(body), key="k", chamber_id=chamber.pk, at=make.AT)
    erased(of_person(someone))
    assert make.mails().get().body == "(effacé) vient :\nhttps://chambre.example/https/12/"
