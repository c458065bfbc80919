"""What somebody needs to come: asked apart, read by the staff of the session, kept for a month, told by no export."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pypdfium2 import PdfDocument

from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership
from etabli.foundation.seats.actions import withdraw
from etabli.foundation.seats.models import SignUp
from etabli.programme.workshops.actions import tell_need
from etabli.programme.workshops.models import AccessNeed, Session
from etabli.programme.workshops.tasks import forget_needs
from tests import factories

WORDS = "Je lis sur les lèvres"


@pytest.fixture
def place(session: Session) -> SignUp:
    return factories.sign_up(session.occasion, factories.person(session.chamber, name="Marie Exemple"))


def page_of(place: SignUp) -> str:
    return f"/inscriptions/{place.pk}/venir/"


def test_the_artisan_writes_it_reads_it_and_erases_it(client: Client, place: SignUp) -> None:
    factories.become(client, link=factories.link(place.person))
    assert "Seuls les conseillers le lisent" in client.get(page_of(place)).content.decode()
    client.post(page_of(place), {"text": WORDS})
    assert WORDS in client.get(page_of(place)).content.decode()
    client.post(page_of(place), {"text": ""})
    assert not AccessNeed.objects.exists()


def test_the_bearer_of_one_link_writes_it_and_never_reads_it(client: Client, place: SignUp) -> None:
    """Whoever signs up under somebody's address bears such a link."""
    tell_need(sign_up=place, text=WORDS, by=factories.artisan(place.person), at=datetime.now(UTC))
    factories.become(client, link=factories.link(place.person, "sign_up", place.pk))
    shown = client.get(page_of(place)).content.decode()
    assert WORDS not in shown
    assert "Vous avez déjà écrit quelque chose" in shown
    client.post(page_of(place), {"text": "Un fauteuil"})
    assert AccessNeed.objects.get().text == "Un fauteuil"


def test_the_staff_of_the_session_reads_it_on_the_desk_and_nobody_else(
    client: Client, place: SignUp, session: Session, membership: Membership, neighbour: Membership
) -> None:
    tell_need(sign_up=place, text=WORDS, by=factories.artisan(place.person), at=datetime.now(UTC))
    desk = f"/seances/{session.pk}/"
    assert WORDS in factories.become(client, membership=membership).get(desk).content.decode()
    other = factories.become(Client(), membership=neighbour)
    assert other.get(desk).status_code == other.get(page_of(place)).status_code == 404
    printed = PdfDocument(client.get(f"{desk}emargement.pdf").content)
    text = "".join(page.get_textpage().get_text_bounded() for page in printed)
    assert "Marie Exemple" in text
    assert WORDS not in text


def test_the_journal_holds_that_it_was_written_and_not_what(place: SignUp) -> None:
    tell_need(sign_up=place, text=WORDS, by=factories.artisan(place.person), at=datetime.now(UTC))
    entry = Entry.objects.get(verb="workshops.tell_need")
    assert WORDS not in str([entry.before, entry.after, entry.subject_label])


def test_it_goes_a_month_after_the_session_and_keeps_no_place_from_being_given_back(place: SignUp) -> None:
    by = factories.artisan(place.person)
    tell_need(sign_up=place, text=WORDS, by=by, at=datetime.now(UTC))
    withdraw(sign_up=place, by=by, at=datetime.now(UTC))
    end = place.occasion.ends_at
    forget_needs(end + timedelta(days=29))
    assert AccessNeed.objects.exists()
    forget_needs(end + timedelta(days=31))
    assert not AccessNeed.objects.exists()
