"""The pages of the quotes, as each of those who may come by."""

from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client

from etabli.foundation.people.models import Membership, Role
from etabli.procurement.briefs.models import Brief
from etabli.procurement.quotes import actions, tasks
from etabli.procurement.quotes.models import Dismissal, QuoteReading
from etabli.procurement.quotes.progress import noted
from tests.community.conftest import AT, answer, enter, pass_on
from tests.foundation.files.pdf_tricks import TRICKS, plain
from tests.procurement.quotes.conftest import LINES, give, given_file, printed, upload


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def people(world: SimpleNamespace) -> dict[str, Any]:
    neighbour = Membership.objects.get(role=Role.MEMBER, organisation=world.association_next_door).user
    return {
        "nobody": None,
        "artisan": (world.artisan.user, None),
        "other artisan": (world.other_artisan.user, None),
        "member": (world.member.user, Role.MEMBER),
        "adviser": (world.adviser_user, Role.ADVISER),
        "both, as adviser": (world.double.user, Role.ADVISER),
        "both, as board": (world.double.user, Role.BOARD),
        "neighbour adviser": (neighbour, Role.ADVISER),
    }


def status(client: Client, address: str) -> int:
    response: Any = client.get(address)
    if response.streaming:
        b"".join(response.streaming_content)  # a file is closed once read
    return int(response.status_code)


def test_too_many_files_are_refused_before_one_is_looked_at(client: Client, world: SimpleNamespace) -> None:
    enter(client, world.artisan.user)
    files = [upload(b"no quote at all", f"{number}.txt") for number in range(21)]
    page = client.post("/devis/", {"quote": files})
    assert page.context["form"].errors["quote"] == [
        "20 fichiers au plus pour un devis\u00a0: réunissez les pages dans un seul PDF."
    ]


VISITED = ["", "etat/", "questions/", "original/", "ecarter/practice/"]
HIDDEN = {
    "nobody": 302,
    "artisan": 200,
    "other artisan": 404,
    "member": 403,
    "adviser": 404,
    "both, as adviser": 404,
    "both, as board": 403,
    "neighbour adviser": 404,
}
SHOWN = {**HIDDEN, "adviser": 200, "both, as adviser": 200}


@pytest.mark.parametrize("who", HIDDEN)
@pytest.mark.parametrize("shown", [False, True])
def test_who_may_open_a_quote(
    client: Client, world: SimpleNamespace, people: dict[str, Any], who: str, shown: bool
) -> None:
    reading = give(world)
    if shown:
        actions.share_quote(reading=reading, by=world.artisan_viewer, at=AT)
    if people[who]:
        enter(client, *people[who])
    expected = (SHOWN if shown else HIDDEN)[who]
    assert {status(client, f"/devis/{reading.pk}/{page}") for page in VISITED} == {expected}


@pytest.mark.parametrize("who", HIDDEN)
def test_who_may_act_on_a_quote(
    client: Client, world: SimpleNamespace, people: dict[str, Any], who: str
) -> None:
    """Shown to the adviser: the artisan and the adviser set aside; the artisan alone puts away."""
    reading = give(world)
    actions.share_quote(reading=reading, by=world.artisan_viewer, at=AT)
    if people[who]:
        enter(client, *people[who])
    client.post(f"/devis/{reading.pk}/ecarter/practice/", {"reason": "Vu"})
    assert Dismissal.objects.exists() == (SHOWN[who] == 200)
    client.post(f"/devis/{reading.pk}/ranger/")
    reading.refresh_from_db()
    assert (reading.withdrawn_at is not None) == (who == "artisan")


def test_from_the_upload_to_the_questions(client: Client, world: SimpleNamespace, brief: Brief) -> None:
    enter(client, world.artisan.user)
    choice = f'<option value="{brief.pk}" selected>Un site internet · Menuisier, commencé le '
    assert choice in client.get("/devis/").content.decode()
    waiting = client.post("/devis/", {"quote": upload(), "brief": brief.pk}, follow=True)
    reading = QuoteReading.objects.get()
    page = waiting.content.decode()
    assert f'data-state-url="/devis/{reading.pk}/etat/"' in page
    assert "ui/waiting" in page
    assert client.get(f"/devis/{reading.pk}/etat/").json()["status"] == "waiting"
    tasks.read_now(reading.pk, AT)
    assert client.get(f"/devis/{reading.pk}/etat/").json()["status"] == "read"
    page = client.get(f"/devis/{reading.pk}/").content.decode()
    assert "ui/waiting" not in page
    for text in [
        "Création du site vitrine",
        "1\u202f800,00",
        "3\u202f252,00",
        "Le nom de domaine",
    ]:
        assert text in page
    questions = client.get(f"/devis/{reading.pk}/questions/").content.decode()
    assert "Le nom de domaine sera-t-il enregistré à mon nom" in questions


def test_the_page_that_waits_says_how_far_the_reading_is(client: Client, world: SimpleNamespace) -> None:
    enter(client, world.artisan.user)
    client.post("/devis/", {"quote": upload()})
    reading = QuoteReading.objects.get()
    address = f"/devis/{reading.pk}/"
    page = client.get(address).content.decode()
    assert '<noscript><meta http-equiv="refresh"' in page
    assert "Pages lues" in page
    assert " max=" not in page
    noted(reading.pk)(2, 5)
    page, state = client.get(address).content.decode(), client.get(f"{address}etat/").json()
    assert '<progress aria-label="Pages lues" max="5" value="2">' in state["progress"]
    assert "Page 3 sur 5" in state["progress"]
    assert state["progress"] in page
    noted(reading.pk)(5, 5)
    assert "Pages lues\u00a0: 5 sur 5" in client.get(f"{address}etat/").json()["progress"]
    noted(reading.pk)  # it is read again from the start
    assert "sur 5" not in client.get(address).content.decode()


def test_the_quote_of_an_answer_opens_once(client: Client, world: SimpleNamespace, brief: Brief) -> None:
    sent = answer(pass_on(world, world.artisan, number=brief.pk), world.member, upload=given_file())
    enter(client, world.artisan.user)
    assert f"/reponses/{sent.pk}/lire/" in client.get("/mes-annonces/").content.decode()
    for _twice in range(2):
        response = client.post(f"/reponses/{sent.pk}/lire/")
        assert response["Location"] == f"/devis/{QuoteReading.objects.get().pk}/"
    enter(client, world.other_artisan.user)
    assert client.post(f"/reponses/{sent.pk}/lire/").status_code == 404
    enter(client, world.member.user, Role.MEMBER)
    assert client.post(f"/reponses/{sent.pk}/lire/").status_code == 403


@pytest.mark.parametrize("wrong", ["abc", "0", "-1", "9" * 30, "9" * 5000, "٣"])
def test_a_project_that_is_none_changes_nothing(
    client: Client, world: SimpleNamespace, brief: Brief, wrong: str
) -> None:
    reading = give(world, brief=brief)
    enter(client, world.artisan.user)
    assert client.post(f"/devis/{reading.pk}/comparer/", {"brief": wrong}).status_code == 404
    reading.refresh_from_db()
    assert reading.brief_id == brief.pk
    assert client.post("/devis/", {"quote": upload(), "brief": wrong}).status_code == 422
    client.post(f"/devis/{reading.pk}/comparer/", {"brief": ""})
    reading.refresh_from_db()
    assert reading.brief_id is None


def test_whoever_sends_a_file_reads_what_was_taken_out(client: Client, world: SimpleNamespace) -> None:
    enter(client, world.artisan.user)
    acting = plain(TRICKS["JavaScript when it is opened"])
    page = client.post("/devis/", {"quote": upload(acting)}, follow=True).content.decode()
    assert "avant de le garder" in page
    with QuoteReading.objects.get().file.content.open() as kept:
        assert b"JavaScript" not in kept.read()
    assert (
        "avant de le garder" not in client.post("/devis/", {"quote": upload()}, follow=True).content.decode()
    )


def test_a_wrong_file_says_so_beside_its_field(client: Client, world: SimpleNamespace) -> None:
    enter(client, world.artisan.user)
    page = client.post("/devis/", {"quote": upload(b"GIF89a\x00 image")})
    assert page.status_code == 422
    assert client.post("/devis/", {}).status_code == 422
    assert not QuoteReading.objects.exists()


def test_the_adviser_brings_a_quote(client: Client, world: SimpleNamespace) -> None:
    enter(client, world.adviser_user, Role.ADVISER)
    client.post(f"/devis/pour/{world.artisan.pk}/", {"quote": upload()})
    reading = QuoteReading.objects.get()
    assert reading.shared_at is not None
    page = client.get(f"/devis/pour/{world.artisan.pk}/").content.decode()
    assert "L’artisan le voit aussi" in page
    assert "Personne d’autre ne le voit" not in page
    assert f"/devis/{reading.pk}/" in client.get("/devis/").content.decode()
    neighbour = Membership.objects.get(role=Role.MEMBER, organisation=world.association_next_door).user
    enter(client, neighbour, Role.ADVISER)
    assert client.get(f"/devis/pour/{world.artisan.pk}/").status_code == 404


def test_a_refused_file_is_told_why(client: Client, world: SimpleNamespace) -> None:
    reading = give(world, upload=given_file(b"%PDF-1.7\nnothing in it"))
    enter(client, world.artisan.user)
    page = client.get(f"/devis/{reading.pk}/").content.decode()
    assert reading.refusal["fr"].split(".")[0] in page.replace("&#x27;", "'")
    assert client.get(f"/devis/{reading.pk}/questions/").status_code == 302


def test_set_aside_shown_and_compared(client: Client, world: SimpleNamespace, brief: Brief) -> None:
    reading = give(world)
    enter(client, world.artisan.user)
    here = f"/devis/{reading.pk}/"
    client.post(f"{here}comparer/", {"brief": brief.pk})
    said = {"says": "aside", "reason": "Il est déjà à mon nom"}
    assert client.post(f"{here}besoin/domain-owner/", {**said, "reason": ""}).status_code == 422
    client.post(f"{here}besoin/domain-owner/", said)
    assert "Il est déjà à mon nom" in client.get(here).content.decode()
    client.post(f"{here}remettre/need:domain-owner/")
    assert "Il est déjà à mon nom" not in client.get(here).content.decode()
    client.post(f"{here}montrer/", {"show": "1"})
    reading.refresh_from_db()
    assert reading.shared_at is not None
    client.post(f"{here}montrer/")
    reading.refresh_from_db()
    assert reading.shared_at is None


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_take_a_fixed_number_of_statements(
    client: Client, world: SimpleNamespace, brief: Brief, rows: int, django_assert_num_queries: Any
) -> None:
    readings = [
        give(world, brief=brief, upload=given_file(printed(lines=LINES[:1] * rows))) for _ in range(rows)
    ]
    enter(client, world.artisan.user)
    with django_assert_num_queries(
        9
    ):  # session, user, roles, person, the person, first brief, briefs, the draft of pasted words, quotes
        client.get("/devis/")
    with django_assert_num_queries(
        13
    ):  # session, user, roles, person, quote, corrections, dismissals, brief, answers, photos, files, briefs x 2
        client.get(f"/devis/{readings[0].pk}/")
