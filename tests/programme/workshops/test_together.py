"""Several people of one business sign up in one go: a seat each, one contact who is told for all, one way back."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership, Person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.actions import cancel_occasion, withdraw
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.programme.workshops.actions import sign_up_for_session
from etabli.programme.workshops.models import Session
from etabli.territory.register.models import Artisan
from tests import factories

Make = Callable[..., Session]
AT = datetime.now(UTC)  # the sessions of these tests are to come by the real clock
TYPED = {"name": "Jeanne Exemple", "contact": "jeanne@example.org", "commune": "Pauillac", "trade": "maçon"}
BOTH = {**TYPED, "others": "Paul Exemple\n\n Anna  Exemple "}


def told(session: Session) -> dict[str, str]:
    return {row.person.name: row.status for row in session.occasion.sign_ups.select_related("person")}


def last_mails() -> list[str]:
    return [mail.to for mail in factories.peek(lambda mails: list(mails.all()))]


def page_of(session: Session) -> str:
    return f"/ateliers/{session.pk}/"


def test_each_has_a_seat_and_the_contact_gets_one_mail(client: Client, session: Session) -> None:
    answer = client.post(page_of(session), BOTH, follow=True)
    assert told(session) == dict.fromkeys(["Jeanne Exemple", "Paul Exemple", "Anna Exemple"], "seated")
    assert Occasion.objects.get().taken == 3
    mail = factories.peek(lambda mails: mails.get())
    assert mail.to == "jeanne@example.org"
    assert "Cela vaut aussi pour Paul Exemple, Anna Exemple." in mail.body
    page = answer.content.decode()
    assert page.count("a une place") >= 2
    assert "Paul Exemple" in page
    assert {artisan.trade_code for artisan in Artisan.objects.all()} == {"4399CZ"}


def test_who_does_not_fit_waits_and_is_named(client: Client, make: Make) -> None:
    session = make(capacity=2)
    page = client.post(page_of(session), BOTH, follow=True).content.decode()
    assert told(session) == {
        "Jeanne Exemple": "seated",
        "Paul Exemple": "seated",
        "Anna Exemple": "waiting",
    }
    assert page.index("Anna Exemple") < page.index("attend une place")
    body = factories.peek(lambda mails: mails.get()).body
    assert "Cela vaut aussi pour Paul Exemple." in body
    assert "À transmettre à Anna Exemple :\nVous êtes en liste d’attente" in body
    paul = SignUp.objects.get(person__name="Paul Exemple")
    withdraw(sign_up=paul, by=factories.adviser(session.chamber), at=AT)
    assert told(session)["Anna Exemple"] == "offered"
    later = factories.peek(lambda mails: mails.get())
    assert later.to == "jeanne@example.org"
    assert "À transmettre à Anna Exemple :\nUne place s’est libérée" in later.body
    assert "Vous avez une place" in later.body, "the first had not left yet: one mail says all that holds"


def test_one_click_takes_it_all_back_and_another_restores_it(client: Client, session: Session) -> None:
    client.post(page_of(session), BOTH)
    entry = Entry.objects.get(verb="workshops.sign_up")
    assert client.post(f"/historique/{entry.pk}/annuler/").status_code == 302
    assert set(told(session).values()) == {"withdrawn"}
    assert Occasion.objects.get().taken == 0
    assert last_mails() == ["jeanne@example.org"], "one for all, in the place of what has not left yet"
    client.post(f"/historique/{Entry.objects.get(undoes=entry).pk}/annuler/")
    assert set(told(session).values()) == {"seated"}
    assert last_mails() == ["jeanne@example.org"]


def test_a_place_given_back_meanwhile_keeps_the_rest_from_being_taken_back(
    client: Client, session: Session, adviser: Viewer
) -> None:
    from etabli.foundation.journal import CannotUndo

    client.post(page_of(session), BOTH)
    withdraw(sign_up=SignUp.objects.get(person__name="Anna Exemple"), by=adviser, at=AT)
    with pytest.raises(CannotUndo):
        undo(entry=Entry.objects.get(verb="workshops.sign_up"), by=adviser, at=AT)
    assert told(session)["Jeanne Exemple"] == "seated"


def test_the_same_form_sent_twice_seats_nobody_twice(client: Client, session: Session) -> None:
    first = client.post(page_of(session), BOTH)
    again = client.post(page_of(session), BOTH)
    assert again.headers["Location"] == first.headers["Location"]
    assert SignUp.objects.count() == Person.objects.count() == 3


def test_whoever_has_a_place_brings_somebody_more(client: Client, session: Session) -> None:
    client.post(page_of(session), TYPED)
    client.post(page_of(session), {**TYPED, "others": "Paul Exemple"})
    assert told(session) == {"Jeanne Exemple": "seated", "Paul Exemple": "seated"}
    first = SignUp.objects.get(person__name="Jeanne Exemple")
    assert [row.person.name for row in first.brought.all()] == ["Paul Exemple"]


def test_a_stranger_who_brings_people_under_a_known_address_holds_nothing_of_its_owner(
    client: Client, session: Session
) -> None:
    marie = factories.person(session.chamber, name="Marie Dubois", email="marie@example.org")
    hers = factories.sign_up(session.occasion, marie)
    answer = client.post(
        page_of(session), {**TYPED, "contact": "marie@example.org", "others": "Paul Exemple"}, follow=True
    )
    assert "Dubois" not in answer.content.decode()
    assert client.get(f"/inscriptions/{hers.pk}/").status_code != 200
    assert "acting" not in client.session, (
        "the browser bears no link; hers is in the calendar that she was mailed"
    )
    assert {mail.to for mail in factories.mails().all()} == {"marie@example.org"}


def test_the_names_brought_are_seen_by_whoever_brought_them_alone(client: Client, make: Make) -> None:
    session = make()
    known = factories.person(session.chamber, name="Marie Dubois", email="marie@example.org")
    client.post(page_of(session), {**TYPED, "contact": known.email, "others": "Paul Exemple"})
    paul = SignUp.objects.get(person__name="Paul Exemple")
    shown = client.get(f"/inscriptions/{paul.pk}/").content.decode()
    assert "Paul Exemple" in shown
    assert "Dubois" not in shown
    client.post(f"/inscriptions/{paul.pk}/annuler/")
    client.post(f"/inscriptions/{paul.pk}/reprendre/")
    paul.refresh_from_db()
    assert (paul.status, paul.brought_by) == ("seated", SignUp.objects.get(person=known))
    assert Client().get(f"/inscriptions/{paul.pk}/").status_code == 302
    other = factories.sign_up(Occasion.objects.get(), factories.person(session.chamber))
    assert client.get(f"/inscriptions/{other.pk}/").status_code == 404


def test_when_it_is_called_off_the_contact_is_told_once(client: Client, session: Session) -> None:
    client.post(page_of(session), BOTH)
    by = factories.adviser(session.chamber)
    cancel_occasion(occasion=Occasion.objects.get(), reason="Salle inondée", by=by, at=AT)
    assert last_mails() == ["jeanne@example.org"]
    assert "Salle inondée" in factories.peek(lambda mails: mails.get()).body


def test_who_comes_with_them_is_added_later_and_taken_back(client: Client, session: Session) -> None:
    client.post(page_of(session), TYPED)
    answer = client.post(page_of(session), {**TYPED, "others": "Paul Exemple"}, follow=True).content.decode()
    assert "déjà faite" not in answer
    assert "C’est noté pour vous tous." in answer
    undo_path = re.search(r'action="(/historique/\d+/annuler/)"', answer)[1]  # type: ignore[index]  # the toast
    client.post(undo_path)
    assert told(session) == {"Jeanne Exemple": "seated", "Paul Exemple": "withdrawn"}


@pytest.mark.parametrize(
    ("others", "said"), [("A\nB\nC\nD\nE", "Quatre personnes au plus"), ("www.example.com", "ni adresse")]
)
def test_too_many_or_wrong_names_are_said_and_kept(
    client: Client, session: Session, others: str, said: str
) -> None:
    page = client.post(page_of(session), {**TYPED, "others": others}).content.decode()
    assert said in page
    assert others.splitlines()[0] in page.split('name="others"')[1]
    assert '<details class="more" open>' in page
    assert not SignUp.objects.exists()


def test_the_desk_reaches_those_who_came_along_through_their_contact(
    client: Client, session: Session, membership: Membership
) -> None:
    told_to: Any = {"name": "Jeanne", "phone": "05 56 00 00 00", "others": ["Paul"]}
    sign_up_for_session(session=session, **told_to, by=Viewer.nobody(), at=AT)
    page = factories.become(client, membership=membership).get(f"/seances/{session.pk}/").content.decode()
    assert "avec Jeanne · 05 56 00 00 00" in page
    assert "pas de téléphone non plus" not in page
