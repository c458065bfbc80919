"""A jeweller who reads English: from the public page to the certificate, on pages, in mails and on paper."""

import pytest
from icalendar import Calendar

from tests.consistency.test_english import left
from tests.journeys import screens
from tests.journeys.conftest import Someone
from tests.journeys.demonstration import Demonstration, Mail
from tests.journeys.test_trip import DESK, PHONE, a_day_off, text_of
from tests.journeys.walker import Walker

pytestmark = pytest.mark.browser
NAME, MAIL = "Zoé Exemple", "zoe.jeweller.{}@demo.invalid"
# What the chamber wrote of itself and of its room.
TYPED = [
    "Salle du conseil, 1 place de la Mairie, Pauillac",
    "Entrée par la cour, salle de plain-pied (salle inventée).",
    "du lundi au vendredi, de 9 h à 12 h et de 14 h à 17 h",
]
FRENCH, ENGLISH = "Être visible sur internet", "Being visible on the internet"


def reads_english(walker: Walker) -> None:
    """The title, the way back, the headings, labels and buttons of the page in front of them."""
    page = walker.page
    assert page.locator("html").get_attribute("lang") == "en"
    shown = page.locator("main").locator("h1, h2, h3, label, legend, button, a.btn, .notice, .state")
    found = [" ".join(text.split()) for text in shown.all_inner_texts()]
    found += [page.title(), *page.locator("nav").all_inner_texts()]
    assert not [text for text in found if FRENCH in text], page.url
    assert not list(left("fr", found, TYPED)), page.url


def is_english(mail: Mail) -> None:
    assert ENGLISH in mail.body
    assert FRENCH not in mail.body
    assert "Why this e-mail" in mail.body
    assert not list(left("fr", mail.body.splitlines(), TYPED))


def test_from_the_public_page_to_the_certificate(
    someone: Someone, stage: Demonstration, request: pytest.FixtureRequest
) -> None:
    is_plain = not request.node.callspec.params["someone"]
    mine = MAIL.format("plain" if is_plain else "js")
    adviser, other = someone(width=DESK), someone(width=PHONE)
    zoe = someone(width=PHONE, locale="en-GB")
    screens.enter_as(adviser, "adviser")
    planning = screens.Planning(adviser)
    planning.plan("visible", "Pauillac", a_day_off(3 if is_plain else 2).isoformat(), places=1)
    session = planning.number
    other.open(f"/ateliers/{session}/")
    bob = f"bob.{mine}"
    screens.SignUp(other).fill("Bob Exemple", bob, "Pauillac", "maçon")

    zoe.open("/ateliers/")
    reads_english(zoe)
    assert ENGLISH in screens.Screen(zoe).text
    zoe.open(f"/ateliers/{session}/")
    reads_english(zoe)
    screens.SignUp(zoe).fill(NAME, mine, "Pauillac", "bijoutière")
    place = screens.Place(zoe)
    assert place.is_waiting()
    reads_english(zoe)
    (noted,) = stage.mails_to(mine)
    assert noted.subject.startswith("Waiting list: ")
    is_english(noted)

    stage.let_the_mails_leave()
    other.open(stage.mails_to(bob)[0].link)
    screens.Place(other).give_back()
    offered = stage.mails_to(mine)[0]
    assert offered.subject.startswith("Answer before ")
    is_english(offered)
    zoe.open(offered.link)
    reads_english(zoe)
    place.accept()
    assert place.is_seated()
    reads_english(zoe)
    number = place.number
    zoe.open(f"/inscriptions/{number}/venir/")
    reads_english(zoe)
    held = stage.mails_to(mine)[0]
    assert held.subject.startswith("You have a place: ")
    is_english(held)
    [event] = Calendar.from_ical(held.calendar).walk("VEVENT")
    assert str(event["SUMMARY"]).startswith(ENGLISH)

    stage.let_the_day_come(session)
    stage.let_the_mails_leave()
    adviser.open(f"/seances/{session}/")
    desk = screens.SessionDesk(adviser)
    desk.mark_present(NAME)
    zoe.open(f"http://{desk.questionnaire()}/")
    reads_english(zoe)
    questionnaire = screens.Questionnaire(zoe)
    questionnaire.answer("very", screens.NO, "", "")
    reads_english(zoe)

    stage.let_the_day_come(session, is_over=True)
    adviser.open(f"/seances/{session}/")
    adviser.press(desk.find("form[action$='/attestations/'] button"))
    told = stage.mails_to(mine)[0]
    assert told.subject.startswith(f"Certificate of attendance: {ENGLISH}")
    is_english(told)
    zoe.open(told.link)
    reads_english(zoe)
    kind, certificate = zoe.fetch(place.find("a[href$='/attestation.pdf']"))
    assert kind == "application/pdf"
    words = " ".join(text_of(certificate).split())
    assert ENGLISH in words
    assert FRENCH not in words
    assert not list(left("fr", [words], TYPED))
    for address in (
        "/bureau/",
        "/compte/",
        "/compte/liens/",
        "/compte/appareils/",
        "/mes-donnees/",
        "/messages/",
    ):
        zoe.open(address)
        reads_english(zoe)
