"""A member's own pages, their portfolio, the messages that come by the directory."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.conf import settings as site
from django.test import Client

from etabli.community.directory import actions, codes
from etabli.community.directory.links import CONTACT
from etabli.community.directory.models import Contact, Opening, Piece, Profile
from etabli.community.directory.profile_views import count_openings
from etabli.community.directory.tasks import forget_unproved
from etabli.community.neutrality.charter import charter
from etabli.foundation.people.models import Role
from etabli.territory.places.models import Commune, Epci
from tests import factories as make
from tests.community.conftest import AT, as_member, enter
from tests.community.directory.conftest import published

WRITTEN = {"name": "Jeanne", "email": "jeanne@example.net", "text": "Je cherche un site."}


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def mine(client: Client, world: SimpleNamespace) -> Client:
    return enter(client, world.member.user, Role.MEMBER)


def own(world: SimpleNamespace) -> Profile:
    return Profile.objects.get(pk=world.member.pk)


def test_a_member_writes_and_publishes(
    mine: Client, world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codes, "_PLACES", {})  # another test may have read the real names of these codes
    epci = Epci.objects.create(code="200069599", name="Médoc")
    Commune.objects.create(
        code="33314", name="Pauillac", epci=epci, population=5000, lat=45.2, lon=-0.75, postal_codes="33250"
    )
    assert "Personne ne la voit encore" in mine.get("/ma-fiche/").content.decode()
    mine.post("/ma-fiche/presentation/", {"headline": "Des sites simples", "about": "Bonjour"})
    mine.post(
        "/ma-fiche/metiers/",
        {"trades": ["writer"], "skills": "Photos, photos ; Logo", "sectors": ["BATIMENT"]},
    )
    places = {"commune": "pauillac", "territories": ["200069599"], "is_remote": "on", "languages": ["fr"]}
    mine.post("/ma-fiche/lieux/", places)
    mine.post("/ma-fiche/coordonnees/", {"website": "studio.example", "phone": "05.56.00.00.42"})
    profile = own(world)
    assert (profile.skills, profile.trades, profile.sectors) == (["Photos", "Logo"], ["writer"], "BATIMENT")
    assert profile.places == "33314 200069599"
    assert profile.website == "https://studio.example"
    assert profile.visibility == {}
    preview = mine.get("/ma-fiche/apercu/").content.decode()
    assert "Des sites simples" not in preview
    page = mine.get("/ma-fiche/publier/")
    chosen = page.context["form"].initial
    assert chosen["phone"] == "nobody"
    mine.post("/ma-fiche/publier/", chosen)
    seen = Client().get(f"/annuaire/{profile.pk}/").content.decode()
    assert "Des sites simples" in seen
    assert "Pauillac, Médoc" in seen
    assert "05 56 00" not in seen


def test_a_skill_is_written_as_others_write_it(mine: Client, world: SimpleNamespace) -> None:
    published(world.other_member, skills=["Référencement"])
    mine.post("/ma-fiche/metiers/", {"skills": "referencement, Autre chose"})
    assert own(world).skills == ["Référencement", "Autre chose"]


def test_what_is_wrong_is_told_and_kept(mine: Client, world: SimpleNamespace) -> None:
    page = mine.post("/ma-fiche/coordonnees/", {"website": "pas une adresse", "phone": "05 56 11"})
    assert page.status_code == 422
    assert "05 56 11" in page.content.decode()
    assert mine.post("/ma-fiche/disponibilite/", {"availability": "from"}).status_code == 422
    assert mine.post("/ma-fiche/metiers/", {"skills": "x" * 41}).status_code == 422
    assert not Profile.objects.exists()


def test_a_draft_waits_right_or_not_and_shows_nothing(mine: Client, world: SimpleNamespace) -> None:
    published(world.member)
    typed = {"website": "pas encore", "phone": "06", "later": "1"}
    assert mine.post("/ma-fiche/coordonnees/", typed).status_code == 302
    assert own(world).website == "https://studio.example"
    again = mine.get("/ma-fiche/coordonnees/").content.decode()
    assert "pas encore" in again
    mine.post("/ma-fiche/coordonnees/", {"drop": "1"})
    assert own(world).drafts == {}
    assert "pas encore" not in mine.get("/ma-fiche/coordonnees/").content.decode()


def test_the_portfolio_is_added_to_put_in_order_and_taken_out(mine: Client, world: SimpleNamespace) -> None:
    profile = published(world.member)
    for title in ("Un", "Deux"):
        mine.post("/ma-fiche/realisations/nouvelle/", {"title": title, "client_agrees": "on"})
    mine.post("/ma-fiche/realisations/nouvelle/", {"title": "Sansaccord"})
    first, second, _without = Piece.objects.all()
    mine.post(f"/ma-fiche/realisations/{second.pk}/deplacer/", {"earlier": "1"})
    seen = Client().get(f"/annuaire/{profile.pk}/").content.decode()
    assert 0 < seen.index("<h3>Deux") < seen.index("<h3>Un")
    assert "Sansaccord" not in seen
    mine.post(f"/ma-fiche/realisations/{first.pk}/", {"title": "Autre", "client_agrees": "on"})
    mine.post(f"/ma-fiche/realisations/{second.pk}/retirer/")
    seen = Client().get(f"/annuaire/{profile.pk}/").content.decode()
    assert "<h3>Autre" in seen
    assert "<h3>Deux" not in seen
    assert mine.get(f"/ma-fiche/realisations/{second.pk}/").status_code == 404


def test_a_picture_comes_resized_and_is_seen_by_whom_the_piece_is(
    mine: Client, world: SimpleNamespace
) -> None:
    import io

    from django.core.files.uploadedfile import SimpleUploadedFile
    from PIL import Image

    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    Image.new("RGB", (2000, 1000), "#a9550f").save(out, "JPEG", exif=exif)
    published(world.member)
    sent = {"title": "Vue", "photo": SimpleUploadedFile("a.jpg", out.getvalue()), "client_agrees": "on"}
    assert mine.post("/ma-fiche/realisations/nouvelle/", sent).status_code == 422
    sent["photo"] = SimpleUploadedFile("a.jpg", out.getvalue())
    mine.post("/ma-fiche/realisations/nouvelle/", {**sent, "photo_says": "Un mur"})
    piece = Piece.objects.get()
    address = f"/annuaire/realisations/{piece.pk}.jpg"
    picture = Client().get(address)
    assert b"secret place" not in picture.content
    assert max(Image.open(io.BytesIO(picture.content)).size) <= 1280
    actions.change_piece(piece=piece, facts={"client_agrees": False}, by=as_member(world.member), at=AT)
    assert Client().get(address).status_code == 404


def test_a_message_leaves_once_its_address_is_proved(
    client: Client, world: SimpleNamespace, profile: Profile
) -> None:
    address = f"/annuaire/{profile.pk}/ecrire/"
    assert client.post(address, WRITTEN).status_code == 302
    contact = Contact.objects.get()
    confirm = make.mails().get()
    assert confirm.to == WRITTEN["email"]
    assert WRITTEN["text"] not in confirm.body
    link = confirm.body.split(site.BASE_URL)[1].split()[0]
    assert client.get(link).status_code == 200
    assert make.mails().count() == 1, "opening the link sends nothing: a mail program opens links by itself"
    client.post(link)
    client.post(link)
    passed_on = make.mails().exclude(pk=confirm.pk).get()
    assert passed_on.to == world.member.user.email
    assert WRITTEN["text"] in passed_on.body
    assert WRITTEN["email"] not in passed_on.body
    enter(client, world.member.user, Role.MEMBER)
    assert WRITTEN["email"] not in client.get(f"/ma-fiche/messages/{contact.pk}/").content.decode()
    client.post(f"/ma-fiche/messages/{contact.pk}/", {"text": "Appelez-moi."})
    assert client.post(f"/ma-fiche/messages/{contact.pk}/", {"text": "Encore"}).status_code == 422
    answer = make.mails().latest("pk")
    assert (answer.to, "Appelez-moi." in answer.body) == (WRITTEN["email"], True)
    assert world.member.user.email not in answer.body
    assert "Appelez-moi." in Client().get(link).content.decode()


def test_a_message_never_proved_is_forgotten_after_thirty_days(
    world: SimpleNamespace, profile: Profile
) -> None:
    by = as_member(world.other_member)
    proved, unproved = (
        actions.write_to(profile=profile, **WRITTEN, proved=proved, by=by, at=AT) for proved in (True, False)
    )
    forget_unproved(AT + timedelta(days=29))
    assert set(Contact.objects.all()) == {proved, unproved}
    forget_unproved(AT + timedelta(days=31))
    assert set(Contact.objects.all()) == {proved}


def test_whoever_is_known_has_proved_their_address(
    client: Client, world: SimpleNamespace, profile: Profile
) -> None:
    enter(client, world.artisan.user)
    page = client.get(f"/annuaire/{profile.pk}/ecrire/").content.decode()
    assert world.artisan.email in page
    client.post(f"/annuaire/{profile.pk}/ecrire/", {**WRITTEN, "email": world.artisan.email})
    assert make.mails().get().to == world.member.user.email


@pytest.mark.usefixtures("within_a_minute")
def test_machines_and_floods_get_nowhere(client: Client, profile: Profile) -> None:
    address = f"/annuaire/{profile.pk}/ecrire/"
    assert client.post(address, {**WRITTEN, "site": "Achetez"}).status_code == 422
    assert not Contact.objects.exists()
    answers = [client.post(address, WRITTEN).status_code for _ in range(7)]
    assert answers[-1] == 429
    assert Contact.objects.count() < 7


def test_another_member_reads_no_message(client: Client, world: SimpleNamespace, profile: Profile) -> None:
    contact = actions.write_to(
        profile=profile, **WRITTEN, proved=True, by=as_member(world.other_member), at=AT
    )
    unproved = actions.write_to(
        profile=profile, **WRITTEN, proved=False, by=as_member(world.other_member), at=AT
    )
    enter(client, world.other_member.user, Role.MEMBER)
    assert client.get(f"/ma-fiche/messages/{contact.pk}/").status_code == 404
    enter(client, world.member.user, Role.MEMBER)
    assert client.get(f"/ma-fiche/messages/{contact.pk}/").status_code == 200
    assert client.get(f"/ma-fiche/messages/{unproved.pk}/").status_code == 404
    assert client.get(f"/annuaire/message/{CONTACT.token_of(contact)[:-1]}x/").status_code == 404


def test_openings_are_counted_but_one_s_own_and_those_of_machines(
    client: Client, world: SimpleNamespace, profile: Profile, settings: Any, tmp_path: Any
) -> None:
    settings.DATA = tmp_path
    address = f"/annuaire/{profile.pk}/"
    for agent in ("Firefox", "Firefox", "Googlebot/2.1"):
        client.get(address, headers={"user-agent": agent})
    assert not Opening.objects.exists(), "reading a page writes nothing in the database"
    count_openings(AT)
    count_openings(AT)
    enter(client, world.member.user, Role.MEMBER)
    client.get(address)
    count_openings(AT)
    assert Opening.objects.get().times == 2
    figures = client.get("/ma-fiche/").context["figures"]
    assert (figures.opened, figures.contacts) == (2, 0)


def test_the_charter_is_signed_and_said(mine: Client, world: SimpleNamespace) -> None:
    profile = published(world.member)
    assert mine.post("/ma-fiche/charte/", {"agrees": ""}).status_code == 422
    mine.post("/ma-fiche/charte/", {"agrees": "on"})
    assert own(world).charter_version == charter("fr").number
    page = Client().get(f"/annuaire/{profile.pk}/").content.decode()
    assert "12 janvier 2027" in page.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("rows", [1, 3])
def test_own_pages_take_a_fixed_number_of_statements(
    mine: Client, world: SimpleNamespace, rows: int, django_assert_num_queries: Any
) -> None:
    profile = published(world.member)
    for number in range(rows):
        actions.add_piece(
            member=world.member, facts={"title": f"n° {number}"}, by=as_member(world.member), at=AT
        )
        actions.write_to(profile=profile, **WRITTEN, proved=True, by=as_member(world.other_member), at=AT)
    mine.get("/ma-fiche/")
    with django_assert_num_queries(9):  # who, the member, the profile, the pieces, three figures
        mine.get("/ma-fiche/")
    with django_assert_num_queries(6):
        mine.get("/ma-fiche/realisations/")
    with django_assert_num_queries(6):
        mine.get("/ma-fiche/messages/")


def test_how_to_choose_asks_ten_questions(client: Client) -> None:
    page = client.get("/annuaire/comment-choisir/").content.decode()
    assert page.count("<summary") >= 10
    assert "nom de domaine" in page


def test_a_telephone_that_is_none_is_refused_and_kept_as_typed(mine: Client, world: SimpleNamespace) -> None:
    page = mine.post("/ma-fiche/coordonnees/", {"phone": "06 12 ab"})
    assert page.status_code == 422
    assert 'value="06 12 ab"' in page.content.decode()
    mine.post("/ma-fiche/coordonnees/", {"phone": "+33 6.00.00.00.42"})
    assert own(world).phone == "06 00 00 00 42"


def test_available_from_a_past_day_is_available_now(mine: Client, world: SimpleNamespace) -> None:
    for day, kept in [("2020-01-01", ("now", None)), ("2027-02-01", ("from", date(2027, 2, 1)))]:
        mine.post("/ma-fiche/disponibilite/", {"availability": "from", "available_on": day})
        assert (own(world).availability, own(world).available_on) == kept
