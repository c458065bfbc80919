"""What an artisan sees: the list, the page of a workshop, the sign-up in two clicks and five fields."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from etabli.foundation.people.actions import merge_persons
from etabli.foundation.people.models import Membership, Person, SecretLink
from etabli.foundation.search.index import reindex
from etabli.foundation.seats.models import SignUp
from etabli.foundation.ui.typography import km
from etabli.programme.workshops.models import Session
from etabli.territory.places.models import Commune
from etabli.territory.places.queries import distances_from
from etabli.territory.register.models import Artisan, Business
from tests import factories

Make = Callable[..., Session]
TYPED = {"name": "Jeanne Exemple", "contact": "Jeanne@Example.org", "commune": "Pauillac", "trade": "maçon"}


def page_of(session: Session) -> str:
    return f"/ateliers/{session.pk}/"


def test_the_nearest_by_road_comes_first_and_the_other_bank_is_far(client: Client, make: Make) -> None:
    make(town="Blaye")
    make(town="Pauillac")
    text = client.get("/ateliers/", {"commune": "33314"}).content.decode()
    assert text.index("Salle de Pauillac") < text.index("Salle de Blaye")
    far = distances_from("33314")["33058"]
    assert far > 85  # the length of the detour, in straight lines
    assert f"{km(far)}, " in text
    assert 'value="Pauillac"' in text


@pytest.mark.parametrize("typed", ["pauilac", "33250", "PAUILLAC", "33314"])
def test_a_commune_is_understood_as_people_write_it(client: Client, session: Session, typed: str) -> None:
    assert "Pauillac" in client.get("/ateliers/", {"commune": typed}).content.decode().split("<h1>")[1][:60]


def test_an_unknown_commune_still_shows_the_workshops(client: Client, session: Session) -> None:
    response = client.get("/ateliers/", {"commune": "Xyzzyville"})
    assert response.status_code == 200
    assert "Salle de Pauillac" in response.content.decode()
    assert 'value="Xyzzyville"' in response.content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "Bravo\n\nConfirmez :\nhttps://example.com/x\n\n",
        "www.example.com",
        "Gagnez sur example.com",
        "Rembourse\u0301.fr",  # an accent that stands apart from its letter
        "mal\u034f.fr",
        "mal.\ufe0ffr",
        "मल.भारत",
        "Bonjour, votre place est annulée. Rappelez le 08 99 12 34 56",
        "08 99 12 34 56",
        "Urgent : appelez vite",
        "La chambre vous demande de nous rappeler très vite",
    ],
)
def test_nobody_has_us_send_a_link_to_somebody_else(client: Client, session: Session, name: str) -> None:
    page = client.post(page_of(session), {**TYPED, "name": name}).content.decode()
    assert "ni phrase, ni adresse de site" in page
    assert not factories.mails().exists()


def test_a_name_is_greeted_on_one_line(client: Client, session: Session) -> None:
    client.post(page_of(session), {**TYPED, "name": "Jean-Pierre\n\nSt.Martin J.P.\tDupont"})
    assert Person.objects.get().name == "Jean-Pierre St.Martin J.P. Dupont"


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_statements_whatever_its_size(
    client: Client, make: Make, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        make()
    client.get("/ateliers/", {"commune": "33314"})  # the road graph and the names are now known
    with django_assert_num_queries(3):
        client.get("/ateliers/", {"commune": "33314"})


def test_two_clicks_and_five_fields(client: Client, session: Session) -> None:
    listed = client.get("/ateliers/", {"commune": "Pauillac", "via": "pauillac-7k2m"}).content.decode()
    address = re.search(r'href="(/ateliers/\d+/\?[^"]+)"', listed)[1].replace("&amp;", "&")
    shown = client.get(address).content.decode()
    form = shown[shown.index('id="sign-up"') : shown.index("</form>", shown.index('id="sign-up"'))]
    fields = re.findall(r'<(?:input|select|textarea)[^>]*name="(\w+)"', form)
    assert [name for name in fields if name not in {"csrfmiddlewaretoken", "site"}] == [
        "name", "contact", "trade", "commune", "may_contact", "others",
    ]  # fmt: skip
    assert form.index("<details") < form.index('name="others"'), "it waits folded, after the five"
    assert 'value="Pauillac"' in form
    answer = client.post(address, TYPED)
    taken = SignUp.objects.get()
    assert answer.headers["Location"] == f"/inscriptions/{taken.pk}/"
    assert client.get(answer.headers["Location"]).status_code == 200
    assert taken.via == "pauillac-7k2m"
    assert (taken.person.email, taken.status) == ("jeanne@example.org", "seated")
    artisan = Artisan.objects.get()
    assert (artisan.commune_id, artisan.trade_code) == ("33314", "4399CZ")
    assert factories.mails().get().to == "jeanne@example.org"


def test_the_browser_that_signed_up_bears_the_link_to_that_sign_up_only(client: Client, make: Make) -> None:
    client.post(page_of(make()), TYPED)
    link = SecretLink.objects.filter(scope="sign_up").latest("pk")
    assert link.subject_id == SignUp.objects.get().pk
    other = factories.sign_up(make().occasion, factories.person(link.person.chamber))
    assert client.get(f"/inscriptions/{other.pk}/").status_code == 404


def test_a_telephone_is_enough(client: Client, session: Session) -> None:
    client.post(page_of(session), {**TYPED, "contact": "0612345678"})
    assert Person.objects.get().phone == "06 12 34 56 78"
    assert not factories.mails().exists()


@pytest.mark.parametrize("contact", ["jeanne@example.org", "06 12 34 56 78"])
def test_a_second_sign_up_is_recognised_not_refused(client: Client, session: Session, contact: str) -> None:
    first = client.post(page_of(session), {**TYPED, "contact": contact})
    again = client.post(page_of(session), {**TYPED, "contact": contact})
    assert again.headers["Location"] == first.headers["Location"]
    elsewhere = Client().post(page_of(session), {**TYPED, "contact": contact}, follow=True)
    assert "Jeanne" not in elsewhere.content.decode()
    assert elsewhere.redirect_chain == [(page_of(session), 302)]
    assert SignUp.objects.count() == 1
    assert Person.objects.count() == 1


def test_a_second_sign_up_speaks_of_what_was_typed(client: Client, session: Session) -> None:
    by_phone = {**TYPED, "contact": "06 12 34 56 78"}
    client.post(page_of(session), by_phone)
    page = Client().post(page_of(session), by_phone, follow=True).content.decode()
    noted = page[page.index("C’est noté") :].split("</")[0]
    assert "ce numéro" in noted
    assert "adresse" not in noted
    assert "mail" not in noted


def test_a_second_sign_up_from_elsewhere_tells_a_stranger_nothing_and_its_owner_where_the_place_is(
    client: Client, make: Make
) -> None:
    session = make(capacity=1)
    client.post(page_of(session), TYPED)
    stranger = Client()
    pages = [stranger.post(page_of(session), TYPED, follow=True).content.decode() for _ in range(2)]
    for page in pages:
        told = page[page.index("C’est noté") :].split("</")[0]
        assert "déjà" not in told
        assert "place" in told
        assert "liste d’attente" not in told
    taken = SignUp.objects.get()
    assert stranger.get(f"/inscriptions/{taken.pk}/").status_code == 302
    again = factories.mails().get()  # in the place of the first, which had not left yet
    assert again.to == "jeanne@example.org"
    assert "Votre inscription est déjà faite" in again.body
    assert f"next=/inscriptions/{taken.pk}/" in again.body
    own = client.post(page_of(session), TYPED, follow=True).content.decode()
    assert "Votre inscription est déjà faite" in own


def test_a_name_that_several_businesses_bear_is_asked_under_the_field(
    client: Client, session: Session, communes: dict[str, Commune]
) -> None:
    for siret, town in (("00000000000000", "Pauillac"), ("73282932000074", "Blaye")):
        told = {"siret": siret, "commune": communes[town], "commune_code": communes[town].pk}
        Business.objects.create(chamber=session.chamber, name="Fournil", trade_code="1071CB", **told)
    reindex("business")
    typed = {**TYPED, "commune": "", "trade": "fournil"}
    page = client.post(page_of(session), typed).content.decode()
    assert 'type="radio" name="trade" value="Fournil, Blaye"' in page
    assert 'value="Jeanne Exemple"' in page
    client.post(page_of(session), {**typed, "trade": ["fournil", "Fournil, Blaye"]})
    artisan = Artisan.objects.get()
    assert (artisan.business.siret, artisan.commune.name) == ("73282932000074", "Blaye")


def test_whoever_types_a_known_address_gets_no_access_and_changes_nothing(
    client: Client, session: Session
) -> None:
    known = factories.person(session.chamber, name="Marie Dubois", email="marie@example.org")
    answer = client.post(
        page_of(session), {**TYPED, "name": "X", "contact": "marie@example.org", "may_contact": "on"}
    )
    made = SignUp.objects.get()
    assert answer.headers["Location"] == f"/inscriptions/{made.pk}/"
    assert factories.mails().get().to == "marie@example.org", "its owner learns of it"
    for page, times in ((page_of(session), 0), (f"/inscriptions/{made.pk}/", 1), ("/", 0)):
        shown = client.get(page).content.decode()
        assert "Dubois" not in shown
        assert shown.count("marie@") == times, "as they typed it, for them to correct, and nowhere else"
    assert client.get("/compte/").status_code == 403
    assert client.get("/historique/").status_code == 404
    known.refresh_from_db()
    assert known.name == "Marie Dubois"
    assert not known.consents.exists()


def test_the_screen_is_the_same_for_a_known_and_an_unknown_address(make: Make) -> None:
    pages = []
    for is_known in (True, False):
        session = make()
        if is_known:
            factories.person(session.chamber, name="Jeanne Dubois", email=TYPED["contact"])
        browser = Client()
        answer = browser.post(page_of(session), TYPED, follow=True)
        assert len(answer.redirect_chain) == 1
        shown = answer.content.decode().partition("<body>")[2]
        pages.append(re.sub(r"\d+|\w+di|dimanche", "N", re.sub(r'value="[\w-]{20,}"', "", shown)))
        Person.objects.update(email="")
    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "", "Écrivez votre prénom"),
        ("contact", "", "l’un des deux suffit"),
        ("contact", "jeanne@", "n’est pas complète"),
        ("contact", "06 12", "dix chiffres"),
        ("contact", "demain", "dix chiffres"),
        ("commune", "Xyzzyville", "Xyzzyville"),
        ("trade", "12345678901234", "SIRET"),
    ],
)
def test_an_error_is_said_and_keeps_all_that_was_typed(
    client: Client, session: Session, field: str, typed: str, said: str
) -> None:
    sent = {**TYPED, field: typed}
    text = client.post(page_of(session), sent).content.decode()
    assert said in text
    assert all(f'value="{value}"' in text for name, value in sent.items() if value)
    assert not SignUp.objects.exists()


@pytest.mark.parametrize("typed", ["841 351 281 00016", "841.351.281.00016", "841-351-281-00016"])
def test_a_siret_fills_in_the_trade_and_an_unknown_one_stops_nobody(
    client: Client, session: Session, typed: str
) -> None:
    Business.objects.create(
        chamber=session.chamber,
        siret="84135128100016",
        name="Fournil",
        trade_code="1071CB",
        commune_code="33314",
    )
    client.post(page_of(session), {**TYPED, "trade": typed, "commune": ""})
    assert Artisan.objects.get().business.name == "Fournil"
    Client().post(page_of(session), {**TYPED, "contact": "b@example.org", "trade": "732 829 320 00074"})
    assert SignUp.objects.count() == 2
    wrong = Client().post(page_of(session), {**TYPED, "trade": "732.829.320.00075"}).content.decode()
    assert "SIRET" in wrong.split('id="id_trade_error"')[1][:300]


def test_the_waiting_list_is_told_before_signing(client: Client, make: Make) -> None:
    session = make(capacity=1)
    factories.sign_up(session.occasion, factories.person(session.chamber))
    factories.sign_up(session.occasion, factories.person(session.chamber), "waiting")
    text = client.get(page_of(session)).content.decode()
    assert "Cet atelier est complet" in text
    assert "1 personne attend déjà" in text
    answer = client.post(page_of(session), TYPED)
    assert "deuxième" in (page := client.get(answer.headers["Location"]).content.decode()) or "2" in page
    assert SignUp.objects.get(person__email="jeanne@example.org").status == "waiting"


def test_no_form_once_it_has_begun(client: Client, under_way: Session) -> None:
    assert 'name="contact"' not in client.get(page_of(under_way)).content.decode()
    assert "Les inscriptions sont closes" in client.post(page_of(under_way), TYPED).content.decode()
    assert not SignUp.objects.exists()


def test_an_artisan_in_their_space_types_nothing_again(client: Client, session: Session) -> None:
    person = factories.person(session.chamber, name="Ali Exemple", email="", phone="06 00 00 00 00")
    factories.become(client, link=factories.link(person))
    assert 'value="06 00 00 00 00"' in client.get(page_of(session)).content.decode()
    client.post(page_of(session), {"name": "Ali Exemple", "contact": "06 00 00 00 00"})
    assert SignUp.objects.get().person == person
    assert "Votre inscription est faite" in client.get(page_of(session)).content.decode()


def test_an_unpublished_session_is_seen_by_its_chamber_only(
    client: Client, session: Session, membership: Membership, neighbour: Membership
) -> None:
    Session.objects.update(published_at=None)
    assert client.get(page_of(session)).status_code == 404
    assert "Salle de Pauillac" not in client.get("/ateliers/").content.decode()
    assert factories.become(Client(), membership=neighbour).get(page_of(session)).status_code == 404
    assert factories.become(client, membership=membership).get(page_of(session)).status_code == 200


def test_a_card_follows_what_it_says(client: Client, make: Make) -> None:
    """It is written once for the same facts: other places left, another language or another way in make another."""
    session = make(capacity=3)
    assert "Plus que 3 places" in client.get("/ateliers/").content.decode()
    Client().post(page_of(session), TYPED)
    assert "Plus que 2 places" in client.get("/ateliers/").content.decode()
    assert "2 places left" in client.get("/ateliers/", headers={"accept-language": "en"}).content.decode()
    assert f"{page_of(session)}?via=mairie" in client.get("/ateliers/", {"via": "mairie"}).content.decode()
    assert f'"{page_of(session)}"' in client.get("/ateliers/").content.decode()


def test_a_telephone_tells_the_same_of_somebody_known_by_a_joined_record_as_of_nobody(make: Make) -> None:
    session = make()
    kept = factories.person(session.chamber, name="Zoé Exemple", phone="06 00 00 00 01")
    joined = factories.person(session.chamber, name="Z. Exemple", email="", phone="06 98 76 54 32")
    by = factories.adviser(session.chamber)
    merge_persons(kept=kept, merged=joined, checked="Asked them", by=by, at=timezone.now())
    typed = {**TYPED, "contact": "06 98 76 54 32"}
    told = []
    for name in ("Z. Exemple", "Luc Essai"):
        page = Client().post(page_of(session), {**typed, "name": name}, follow=True).content.decode()
        main = page.partition("<main")[2].partition("</main>")[0]
        told.append(re.sub(r"/inscriptions/\d+|/ateliers/\d+|value=\"[^\"]*\"|preparer/\d+", "", main))
    assert SignUp.objects.filter(person=kept).exists()
    assert "Zoé" not in told[0]
    assert told[0] == told[1]
    assert "e-mail que nous vous avons" not in told[0]
