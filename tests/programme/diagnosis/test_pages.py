"""From the first question to a page that is kept, taken up, erased; in an artisan's space; the staff's checks."""

from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.links import token_of
from etabli.foundation.people.models import Membership, Organisation, Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.models import Wish
from etabli.programme.diagnosis import actions
from etabli.programme.diagnosis.catalogue import load, trade_of
from etabli.programme.diagnosis.engine import in_words
from etabli.programme.diagnosis.models import KeptAnswers, StepCheck
from etabli.programme.diagnosis.tasks import RETENTION, erase_forgotten
from etabli.programme.workshops.models import Session
from etabli.territory.places.models import Commune
from tests import factories as make
from tests.armed import ArmedClient
from tests.pdf import faults

pytestmark = pytest.mark.django_db
MASON = {
    "trade": "building",
    "reached": "mouth",
    "listing": "none",
    "site": "not-now",
    "file": "paper",
    "copies": "lost",
    "tools": "phone",
    "ease": "beside",
    "fear": "erase",
    "before": "never",
    "time": "quarter",
    "goal": "again",
}
START, RESULT = "/par-ou-commencer/", "/par-ou-commencer/resultat/"


def answer(browser: Client, answers: dict[str, str] = MASON) -> Any:
    """Answer each question on its screen; the last page."""
    page: Any = None
    for question, chosen in answers.items():
        page = browser.post(f"{START}question/{question}/", {"answer": chosen})
    return page


@pytest.fixture
def person(chamber: Organisation) -> Person:
    return make.person(chamber, name="Zoé Exemple")


@pytest.fixture
def artisan(person: Person) -> Any:
    return make.become(ArmedClient(), link=make.link(person))


@pytest.fixture
def staff(membership: Membership) -> Any:
    return make.become(ArmedClient(), membership=membership)


def test_a_visitor_answers_one_question_per_screen(client: Client, chamber: Organisation) -> None:
    assert load().questions[0].ask.fr in client.get(START).content.decode()
    page = client.post(f"{START}question/trade/", {"answer": "building"})
    assert page["Location"] == f"{START}question/reached/"
    assert "checked" in client.get(f"{START}question/trade/").content.decode()
    assert client.get(RESULT)["Location"] == START
    assert answer(client)["Location"] == RESULT
    assert not KeptAnswers.objects.exists()
    assert not Person.objects.exists()


def test_nothing_chosen_is_told_and_loses_nothing(client: Client, chamber: Organisation) -> None:
    client.post(f"{START}question/trade/", {"answer": "building"})
    page = client.post(f"{START}question/reached/", {"answer": ""}).content.decode()
    assert "Choisissez une réponse" in page
    assert client.get(f"{START}question/unheard-of/").status_code == 404


def test_the_result_says_why_and_what_was_left_out(client: Client, chamber: Organisation) -> None:
    answer(client)
    page = client.get(RESULT).content.decode()
    assert "Choisissez qui s’assoit à côté de vous" in page
    assert "Vous avez répondu «\u00a0Il me faut quelqu’un à côté\u00a0»." in page
    assert "Pas pour l’instant" in page
    assert "Cette semaine" in page
    assert "/projet/commencer/" not in page.partition("<main")[2]
    assert "Pour revenir en arrière" in page  # somebody careful reads it with each step


def test_who_wants_a_site_is_led_to_a_project(client: Client, chamber: Organisation) -> None:
    answer(client, MASON | {"site": "wanted"})
    assert "/projet/commencer/" in client.get(RESULT).content.decode().partition("<main")[2]


def test_what_is_kept_is_found_again_on_another_device(client: Client, chamber: Organisation) -> None:
    answer(client)
    address = client.post("/par-ou-commencer/garder/")["Location"]
    kept = KeptAnswers.objects.get()
    assert (kept.person, kept.answers) == (None, MASON)
    other = ArmedClient()
    page = other.get(address).content.decode()
    assert "Choisissez qui s’assoit" in page
    assert "<svg" in page
    assert other.get(RESULT)["Location"] == START, "reading takes nothing up"
    assert other.post(f"{address}reprendre/")["Location"] == RESULT
    assert other.get(RESULT).status_code == 200


def test_the_words_of_the_sheet_bring_it_back(client: Client, chamber: Organisation) -> None:
    """As somebody copies them from paper: capitals, spaces, a slip that is shown with the word meant."""
    answer(client)
    address = client.post("/par-ou-commencer/garder/")["Location"]
    words = KeptAnswers.objects.get().words or ""
    assert words.upper().replace(" ", "-") in client.get(address).content.decode()
    by_words = reverse("diagnosis:by_words")
    assert by_words in ArmedClient().get(START).content.decode()
    other = ArmedClient()
    assert other.post(by_words, {"words": words.upper()})["Location"] == address
    assert other.post(by_words, {"words": words.replace(" ", "")})["Location"] == address
    first, *rest = words.split()
    slip = other.post(by_words, {"words": " ".join([f"{first[:2]}z{first[3:]}", *rest])})
    assert "n’est sur aucune feuille" in slip.content.decode()
    assert "il y en a 3 ici" in other.post(by_words, {"words": " ".join(rest)}).content.decode()
    swapped = other.post(by_words, {"words": " ".join([*reversed(rest), first])}).content.decode()
    assert "dans l’ordre de la feuille" in swapped


@pytest.mark.usefixtures("within_a_minute")
def test_words_are_not_guessed(client: Client, chamber: Organisation) -> None:
    by_words = reverse("diagnosis:by_words")
    tries = [
        client.post(by_words, {"words": "abeille vallon guitare moulin"}).status_code for _try in range(31)
    ]
    assert (set(tries[:30]), tries[30]) == ({200}, 429)


def test_the_words_that_somebody_gave_put_their_answers_on_their_record(
    client: Client, person: Person, staff: Any
) -> None:
    answer(client)
    client.post("/par-ou-commencer/garder/")
    staff.post(reverse("diagnosis:of_person", args=[person.pk]), {"address": KeptAnswers.objects.get().words})
    kept = KeptAnswers.objects.get(person=person)
    assert (kept.answers, kept.words) == (MASON, None), "what is theirs needs no words"


def test_kept_again_after_a_change_it_is_the_same_page(client: Client, chamber: Organisation) -> None:
    answer(client)
    address = client.post("/par-ou-commencer/garder/")["Location"]
    client.post(f"{START}question/fear/", {"answer": "time"})
    assert address not in client.get(RESULT).content.decode()
    assert client.post("/par-ou-commencer/garder/")["Location"] == address
    assert KeptAnswers.objects.get().answers["fear"] == "time"


def test_whoever_holds_the_link_erases_it(client: Client, chamber: Organisation) -> None:
    answer(client)
    address = client.post("/par-ou-commencer/garder/")["Location"]
    assert client.get(f"{address}effacer/").status_code == 200
    assert KeptAnswers.objects.exists()
    client.post(f"{address}effacer/")
    assert not KeptAnswers.objects.exists()
    assert not Entry.objects.filter(subject_type="diagnosis.keptanswers", after__has_key="answers").exists()
    gone = client.get(address)
    assert (gone.status_code, "Cette page a été effacée" in gone.content.decode()) == (410, True)
    assert client.get(RESULT)["Location"] == START


def test_a_wrong_link_opens_nothing(client: Client, chamber: Organisation) -> None:
    answer(client)
    address = client.post("/par-ou-commencer/garder/")["Location"]
    wrong = address[:-2] + ("a/" if address[-2] != "a" else "b/")
    assert ArmedClient().get(wrong).status_code == 404


def test_the_clock_erases_what_nobody_came_back_to(client: Client, chamber: Organisation) -> None:
    answer(client)
    client.post("/par-ou-commencer/garder/")
    now = timezone.now()
    erase_forgotten(now + RETENTION - timedelta(days=1))
    assert KeptAnswers.objects.exists()
    erase_forgotten(now + RETENTION + timedelta(days=1))
    assert not KeptAnswers.objects.exists()


def test_the_steps_are_printed_with_how_each_is_done(client: Client, chamber: Organisation) -> None:
    """The gestures too, and how to know that it worked, whatever the number of pages."""
    answer(client, MASON | {"time": "hour", "ease": "slow", "fear": "nothing"})
    address = client.post("/par-ou-commencer/garder/")["Location"]
    step = load().step("search-yourself")
    assert step is not None
    told = [
        in_words(text, trade_of("building")).fr for text in (step.title, step.have, *step.how, step.worked)
    ]
    for page in ("/par-ou-commencer/feuille.pdf", f"{address}feuille.pdf"):
        content = client.get(page).content
        text = " ".join(printed(content).split())
        assert [each for each in told if " ".join(each.split()) not in text] == []
        assert KeptAnswers.objects.get().printed_words in text
        assert faults(content, "Mes premiers pas") == []


def printed(content: bytes) -> str:
    """All that is written on the pages of a PDF."""
    with pypdfium2.PdfDocument(content) as document:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)


def test_what_an_artisan_answers_stays_with_them(artisan: Any, person: Person, staff: Any) -> None:
    artisan.post(f"{START}question/trade/", {"answer": "building"})
    assert KeptAnswers.objects.get().person == person
    answer(artisan)
    kept = KeptAnswers.objects.get()
    assert kept.answers == MASON
    assert artisan.get(RESULT).status_code == 200
    page = staff.get(reverse("diagnosis:of_person", args=[person.pk]))
    assert "Choisissez qui s’assoit" in page.content.decode()
    assert (
        reverse("diagnosis:of_person", args=[person.pk])
        in staff.get(reverse("front:person", args=[person.pk])).content.decode()
    )


def test_the_address_that_somebody_gave_goes_on_their_record(
    client: Client, person: Person, staff: Any
) -> None:
    answer(client)
    kept = client.post("/par-ou-commencer/garder/")["Location"]
    page = reverse("diagnosis:of_person", args=[person.pk])
    assert (
        "ne mène à aucune réponse" in staff.post(page, {"address": "https://example.org/x/"}).content.decode()
    )
    staff.post(page, {"address": f"https://etabli.example{kept}"})
    assert "Choisissez qui s’assoit" in staff.get(page).content.decode()
    assert KeptAnswers.objects.get(person=person).answers == MASON
    assert ArmedClient().get(kept).status_code == 200, "their own link stays theirs"


def test_a_step_is_looked_up_by_its_name(client: Client, chamber: Organisation) -> None:
    page = client.get("/chercher/", {"q": "mauvais avis"}).content.decode()
    assert f"{START}pas/#bad-review" in page


def test_the_staff_of_another_chamber_reads_nothing(
    artisan: Any, person: Person, neighbour: Membership
) -> None:
    answer(artisan)
    other = make.become(ArmedClient(), membership=neighbour)
    assert other.get(reverse("diagnosis:of_person", args=[person.pk])).status_code == 404


def test_who_comes_in_meanwhile_keeps_what_they_answered(client: Client, person: Person) -> None:
    answer(client)
    browser = make.become(client, link=make.link(person))
    assert browser.get(RESULT).status_code == 200
    browser.post("/par-ou-commencer/garder/")
    assert KeptAnswers.objects.get().person == person


def test_ones_own_link_opened_meanwhile_keeps_them_too(client: Client, person: Person) -> None:
    answer(client)
    client.get(reverse("people:enter", args=[token_of(make.link(person))]))
    assert client.get(RESULT).status_code == 200


def test_an_artisan_takes_back_an_answer(artisan: Any, person: Person) -> None:
    answer(artisan)
    artisan.post(f"{START}question/goal/", {"answer": "sell"})
    entry = Entry.objects.filter(verb="diagnosis.answer").latest("pk")
    undo(entry=entry, by=make.artisan(person), at=timezone.now())
    assert KeptAnswers.objects.get().answers == MASON


def test_a_half_day_in_one_button_for_whoever_is_known(artisan: Any, person: Person) -> None:
    answer(artisan)
    artisan.post("/par-ou-commencer/demi-journee/")
    wish = Wish.objects.get()
    assert (wish.person, wish.kind, wish.source) == (person, "half_day", "diagnosis")


def test_a_visitor_asks_for_a_half_day_with_a_name_and_a_contact(
    client: Client, chamber: Organisation, communes: dict[str, Commune]
) -> None:
    given = {"name": "Zoé Exemple", "contact": "05 56 00 00 01", "commune": "Pauillac"}
    assert (
        "Écrivez votre prénom"
        in client.post("/par-ou-commencer/demi-journee/", {"name": ""}).content.decode()
    )
    client.post("/par-ou-commencer/demi-journee/", given)
    assert Wish.objects.get().person.name == "Zoé Exemple"
    client.post("/par-ou-commencer/demi-journee/", given)
    assert Person.objects.count() == 1, "known by the telephone and the name"
    stranger = Client()
    page = stranger.post("/par-ou-commencer/demi-journee/", given, follow=True).content.decode()
    assert Wish.objects.count() == 1
    assert "Votre demande est notée" in page
    assert "déjà" not in stranger.get("/par-ou-commencer/demi-journee/").content.decode()


def test_a_workshop_near_is_shown(client: Client, session: Session) -> None:
    answer(client)
    page = client.get(RESULT, {"commune": "Pauillac"}).content.decode()
    assert reverse("workshops:workshop", args=[session.pk]) in page


def test_a_step_is_to_be_checked_until_the_chamber_has(
    client: Client, staff: Any, adviser: Viewer, chamber: Organisation
) -> None:
    address = f"{START}pas/e-invoicing/"
    assert "À vérifier" in client.get(address).content.decode()
    staff.post("/pas-a-verifier/e-invoicing/", {"source": "impots.gouv.fr, page lue"})
    page = client.get(address).content.decode()
    assert "impots.gouv.fr, page lue" in page
    assert "À vérifier" not in page
    undo(entry=Entry.objects.latest("pk"), by=adviser, at=timezone.now())
    assert "À vérifier" in client.get(address).content.decode()


def test_a_check_is_of_one_version(client: Client, adviser: Viewer, chamber: Organisation) -> None:
    step = load().step("e-invoicing")
    assert step is not None
    actions.check_step(chamber=chamber, step=step, source="une page", by=adviser, at=make.AT)
    StepCheck.objects.update(version=step.version - 1)
    assert "À vérifier" in client.get(f"{START}pas/e-invoicing/").content.decode()


@pytest.mark.parametrize("step", [step.id for step in load().steps])
def test_every_step_reads_in_both_languages(client: Client, chamber: Organisation, step: str) -> None:
    for language in ("fr", "en"):
        page = client.get(f"{START}pas/{step}/", headers={"accept-language": language})
        assert page.status_code == 200
        assert '<svg class="art' in page.content.decode()


def test_the_page_costs_the_same_whatever_was_kept(
    artisan: Any, person: Person, django_assert_max_num_queries: Any
) -> None:
    answer(artisan)
    with django_assert_max_num_queries(8):
        artisan.get(RESULT)
