"""The whole trip of one artisan, across the roles, with the keyboard alone, with and without JavaScript.

Each page crossed is looked at: axe finds nothing, nothing scrolls sideways, the console is silent, no request goes to
a third party, and only pages that update in part carry a script (see walker.py).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO

import pypdfium2
import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from etabli.demo.quotes import printed
from tests.journeys import screens
from tests.journeys.conftest import Someone
from tests.journeys.demonstration import Demonstration
from tests.journeys.walker import Walker

pytestmark = pytest.mark.browser

PHONE, DESK = 375, 1280
CLICKS_FROM_LIST, FIELDS = 2, 5
BLAYE_FROM_PAUILLAC_KM = 60  # eight across the water, more than a hundred by the first bridge


@dataclass(frozen=True)
class Artisan:
    """Somebody invented."""

    name: str
    mail: str


@pytest.mark.parametrize(  # the shorter journeys and the crawl run the same pages with their scripts
    "someone",
    [
        pytest.param(True, marks=pytest.mark.deep, id="with JavaScript"),
        pytest.param(False, id="without JavaScript"),
    ],
    indirect=True,
)
def test_the_whole_trip(someone: Someone, stage: Demonstration, request: pytest.FixtureRequest) -> None:
    tag = "js" if request.node.callspec.params["someone"] else "plain"
    ana = Artisan(f"Ana Potière {tag}", f"ana-{tag}@demo.invalid")
    bob = Artisan(f"Bob Maçon {tag}", f"bob-{tag}@demo.invalid")
    visitor = someone(width=DESK)
    before = screens.Figures(visitor).totals()
    relay, adviser, phone = someone(width=DESK), someone(width=DESK), someone(width=PHONE)
    link, (openings, sign_ups) = the_town_hall_hands_out_its_link(relay)
    session = the_adviser_plans_a_session_of_one_place(adviser, on=a_day_off(1 if tag == "plain" else 0))
    the_artisan_signs_up(phone, link, session, ana, stage)
    the_place_changes_hands(phone, someone(width=PHONE), session, ana, bob, stage)
    address = the_adviser_runs_the_session(adviser, session, ana, stage)
    the_artisan_answers_the_questionnaire(someone(width=PHONE), address, ana)
    half_day = the_adviser_reads_and_books(adviser, ana, stage)
    the_artisan_writes_a_project(phone, ana, stage)
    ad = the_artisan_passes_the_ad_on(phone, ana)
    a_moderator_reads_it(someone(width=DESK))
    member = someone(width=DESK)
    supplier = a_member_answers(member, ad)
    the_artisan_reads_the_quote(phone, ana, supplier, stage)
    they_write_to_one_another(phone, member, ad)
    after = screens.Figures(visitor).totals()
    assert after[0] > before[0]
    assert after[1] == before[1] + 1
    assert after[2] == before[2] + 1
    assert after[3] == before[3] + (half_day.year == date.today().year), "the figures are those of a year"
    screens.enter_as(relay, "relay")
    assert screens.RelayDesk(relay).brought() == (openings + 1, sign_ups + 1)


def the_town_hall_hands_out_its_link(relay: Walker) -> tuple[str, tuple[int, int]]:
    """1. The tracked link, and the poster that carries it."""
    screens.enter_as(relay, "relay")
    desk = screens.RelayDesk(relay)
    kind, poster = desk.poster()
    assert kind == "application/pdf"
    assert desk.link.split("://")[1].rstrip("/") in "".join(text_of(poster).split())
    return desk.link, desk.brought()


def the_adviser_plans_a_session_of_one_place(adviser: Walker, on: date) -> int:
    """Before the trip: a place that two people want."""
    screens.enter_as(adviser, "adviser")
    planning = screens.Planning(adviser)
    planning.plan("visible", "Pauillac", on.isoformat(), places=1)
    return planning.number


def a_day_off(weeks: int) -> date:
    """A Saturday, that of so many weeks after the first: the demonstration's own sessions are on weekdays, so the
    adviser is free. Each journey takes another, whose half-day its session holds to the end."""
    soon = date.today() + timedelta(days=20)
    return soon + timedelta(days=(5 - soon.weekday()) % 7, weeks=weeks)


def the_artisan_signs_up(phone: Walker, link: str, session: int, ana: Artisan, stage: Demonstration) -> None:
    """2. From the town hall's link to a place: few clicks, few fields; the river counts."""
    phone.open(link)
    workshops = screens.Workshops(phone)
    workshops.search_elsewhere()
    workshops.near("Pauillac")
    where = workshops.distances()
    assert [km for _place, km in where] == sorted(km for _place, km in where)
    blaye = next(km for place, km in where if "Blaye" in place)
    assert blaye > BLAYE_FROM_PAUILLAC_KM
    phone.activations = 0
    workshops.choose(session)
    form = screens.SignUp(phone)
    assert form.fields <= FIELDS
    form.fill(ana.name, ana.mail, "Pauillac", "potière")
    assert phone.activations <= CLICKS_FROM_LIST
    place = screens.Place(phone)
    assert place.is_seated()
    kind, file = place.calendar()
    assert kind.startswith("text/calendar")
    meeting = Calendar.from_ical(file).walk("VEVENT")[0]
    (mail,) = stage.mails_to(ana.mail)
    assert Calendar.from_ical(mail.calendar).walk("VEVENT")[0]["UID"] == meeting["UID"]


def the_place_changes_hands(
    phone: Walker, other: Walker, session: int, ana: Artisan, bob: Artisan, stage: Demonstration
) -> None:
    """2. Full: a waiting list; a place given back is offered to the next, who accepts; giving back can be undone."""
    other.open(f"/ateliers/{session}/")
    screens.SignUp(other).fill(bob.name, bob.mail, "Blaye", "maçon")
    theirs, hers = screens.Place(other), screens.Place(phone)
    assert theirs.is_waiting()
    phone.open(stage.mails_to(ana.mail)[0].link)
    stage.let_the_mails_leave()
    hers.give_back()
    assert not hers.is_seated()
    assert len(stage.mails_to(bob.mail)) == 2
    other.open(stage.mails_to(bob.mail)[0].link)
    assert not theirs.is_seated()
    theirs.accept()
    assert theirs.is_seated()
    theirs.give_back()
    assert not theirs.is_seated()
    hers.take_back()
    assert hers.is_seated()


def the_adviser_runs_the_session(adviser: Walker, session: int, ana: Artisan, stage: Demonstration) -> str:
    """3. The sheet to sign, the presence on screen. Returns the address of the questionnaire."""
    stage.let_the_day_come(session)
    adviser.open(f"/seances/{session}/")
    desk = screens.SessionDesk(adviser)
    kind, sheet = desk.sheet()
    assert kind == "application/pdf"
    assert ana.name in text_of(sheet)
    desk.mark_present(ana.name)
    return desk.questionnaire()


def the_artisan_answers_the_questionnaire(phone: Walker, address: str, ana: Artisan) -> None:
    """4. What was useful, what next, a half-day: on a phone, from the square, without an account."""
    phone.open(f"http://{address}/")
    questionnaire = screens.Questionnaire(phone)
    questionnaire.answer("very", screens.YES, ana.name, ana.mail)
    assert questionnaire.find("form").count() == 0


def the_adviser_reads_and_books(adviser: Walker, ana: Artisan, stage: Demonstration) -> date:
    """5. The themes with their reasons, the request, the half-day (whose day is returned), its report."""
    adviser.open("/themes-a-proposer/")
    themes = screens.Screen(adviser)
    assert themes.find("tbody tr").count() >= 3
    adviser.unfold(themes.find("summary", "Toutes les raisons"))
    expect(themes.find("details[open] li").nth(2)).to_be_visible()
    adviser.open("/accompagnement/?page=99")  # the last one: those who asked first stand first
    support = screens.Support(adviser)
    support.book(ana.name, "Dans son atelier")
    told = stage.mails_to(ana.mail)[0]
    assert told.calendar
    day = stage.let_the_half_day_pass(support.number)
    adviser.page.reload()
    support.report("helped", "Nous avons créé sa fiche.", "Ajouter trois photos.")
    expect(support.find("section", "Ajouter trois photos.").first).to_be_visible()
    return day


def the_artisan_writes_a_project(phone: Walker, ana: Artisan, stage: Demonstration) -> None:
    """6. Question by question, in plain words; a score; a page to take away."""
    phone.open(stage.mails_to(ana.mail)[0].link)
    phone.open("/mon-projet/")
    brief = screens.Brief(phone)
    brief.start("site", "Potière")
    asked = brief.answer_all({"goals-public": f"Montrer mes bols. Je suis {ana.name}, {ana.mail}."})
    assert asked >= 10
    brief.give_budget("1500", "3000")
    assert brief.score() > 50
    brief.declare_ready()
    whole = phone.page.url
    brief.read_on_one_page()
    kind, page = brief.pdf()
    assert kind == "application/pdf"
    assert "Montrer mes bols" in " ".join(text_of(page).split())  # wherever the line ends
    phone.open(whole)


def the_artisan_passes_the_ad_on(phone: Walker, ana: Artisan) -> int:
    """7. Seen without her name first, then passed on with her consent. Returns the number of the ad."""
    brief = screens.Brief(phone)
    brief.see_without_name()
    shown = brief.find("section.card").first.inner_text()
    assert "Montrer mes bols" in shown
    assert ana.mail not in shown
    assert ana.name not in shown
    brief.pass_on()
    phone.open("/mes-annonces/")
    phone.press(brief.find("a[href^='/annonces/']"))
    return brief.number


def a_moderator_reads_it(moderator: Walker) -> None:
    """7. Nobody reads the ad before a moderator has."""
    screens.enter_as(moderator, "moderator")
    queue = screens.Queue(moderator)
    queue.read("Un site internet")
    queue.accept()


def a_member_answers(member: Walker, ad: int) -> str:
    """7. A member of the association reads the ad, and answers with a message and a quote."""
    screens.enter_as(member, "member")
    ads = screens.Ads(member)
    ads.look_for("bols")
    ads.read(ad)
    assert "Montrer mes bols" in ads.text
    quote = next(printed(date.today(), "Une artisane"))
    ads.answer("Bonjour, voici ma proposition.", "devis.pdf", quote.pdf)
    assert "Bonjour, voici ma proposition." in ads.text
    return quote.draft.supplier


def the_artisan_reads_the_quote(phone: Walker, ana: Artisan, supplier: str, stage: Demonstration) -> None:
    """8. Lines, totals, what the project asked and the quote doesn't say; the page, a correction; questions to put."""
    phone.open(stage.mails_to(ana.mail)[0].link)
    quote = screens.Quote(phone)
    assert "Bonjour, voici ma proposition." in quote.text
    quote.have_it_read()
    stage.run_tasks()
    quote.look_now()
    shown = quote.text.replace("\u202f", " ").replace("\xa0", " ")
    assert supplier in shown
    assert "Rédaction des textes avec vous" in shown
    assert "3 070,00" in shown
    assert "que nous n’avons pas trouvés dans le devis" in shown, "what was asked, and is not said"
    quote.see_on_the_page_and_back()
    quote.correct_first_amount("1 750,00")
    assert "Les lignes font alors" in quote.toast().inner_text()
    quote.take_back()
    assert "1 750,00" not in quote.text.replace("\u202f", " ").replace("\xa0", " ")
    quote.see_questions()
    assert quote.find("ol > li").count() >= 1


def they_write_to_one_another(phone: Walker, member: Walker, ad: int) -> None:
    """9. The artisan writes back from the answer; the member reads it; nobody's address is told."""
    phone.open("/mes-annonces/")
    mine = screens.Thread(phone)
    phone.press(mine.find("a[href^='/reponses/']:not([href*='/devis/'])").first)
    mine.write("Bonjour, les textes sont-ils compris ?")
    member.open(f"/annonces/{ad}/")
    theirs = screens.Thread(member)
    member.press(theirs.find("a[href^='/reponses/']:not([href*='/devis/'])").first)
    assert "les textes sont-ils compris" in theirs.text
    assert "Ana Potière" not in theirs.text
    theirs.write("Oui, je les écris avec vous.")
    assert "Oui, je les écris avec vous." in theirs.text


def text_of(content: bytes) -> str:
    """The text of a PDF. pdfium writes a hyphen at the end of a line as the control character 2."""
    document = pypdfium2.PdfDocument(BytesIO(content))
    pages = (page.get_textpage().get_text_bounded() for page in document)
    return "\n".join(pages).replace("\x02", "-")
