"""The pages of the market, as each of those who may come by."""

from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from etabli.community.market.models import Ad, Answer
from etabli.community.moderation.models import Case
from etabli.community.neutrality.draws import commit_seeds
from etabli.foundation.people.models import Membership, Role, User
from tests import factories as make
from tests.community.conftest import AT, answer, enter, join, pass_on


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def people(world: SimpleNamespace) -> dict[str, Any]:
    """Everyone who may come by: how they enter."""
    neighbour = Membership.objects.get(role=Role.MEMBER, organisation=world.association_next_door).user
    moderator = User.objects.get(email="moderator@example.invalid")
    return {
        "nobody": None,
        "artisan": (world.artisan.user, None),
        "other artisan": (world.other_artisan.user, None),
        "member": (world.member.user, Role.MEMBER),
        "other member": (world.other_member.user, Role.MEMBER),
        "moderator": (moderator, Role.MODERATOR),
        "adviser": (world.adviser_user, Role.ADVISER),
        "both, as adviser": (world.double.user, Role.ADVISER),
        "both, as member": (world.double.user, Role.MEMBER),
        "both, as board": (world.double.user, Role.BOARD),
        "neighbour member": (neighbour, Role.MEMBER),
        "neighbour adviser": (neighbour, Role.ADVISER),
    }


def status(client: Client, address: str) -> int:
    response = client.get(address)
    if response.streaming:
        b"".join(response.streaming_content)  # a file is closed once read
    return response.status_code


def as_someone(client: Client, entering: Any) -> Client:
    return enter(client, *entering) if entering else client


EXPECTED = {
    # who: (the list, the ad, the artisan's own page, the quote of the first member)
    "nobody": (302, 302, 302, 302),
    "artisan": (403, 200, 200, 200),
    "other artisan": (403, 404, 200, 404),
    "member": (200, 200, 403, 200),
    "other member": (200, 200, 403, 404),
    "moderator": (200, 200, 403, 404),
    "adviser": (403, 200, 403, 403),
    "both, as adviser": (403, 200, 403, 403),
    "both, as member": (200, 200, 403, 404),
    "both, as board": (200, 200, 403, 404),
    "neighbour member": (200, 404, 403, 404),
    "neighbour adviser": (403, 404, 403, 403),
}


@pytest.mark.parametrize("who", EXPECTED)
def test_who_may_open_what(client: Client, world: SimpleNamespace, people: dict[str, Any], who: str) -> None:
    ad = pass_on(world, world.artisan)
    sent = answer(ad, world.member)
    as_someone(client, people[who])
    addresses = ["/annonces/", f"/annonces/{ad.pk}/", "/mes-annonces/", f"/reponses/{sent.pk}/devis/"]
    assert tuple(status(client, address) for address in addresses) == EXPECTED[who]


@pytest.mark.parametrize("who", EXPECTED)
def test_who_may_do_what(client: Client, world: SimpleNamespace, people: dict[str, Any], who: str) -> None:
    """Only the author takes an answer back; only the artisan an ad that was answered."""
    ad = pass_on(world, world.artisan)
    sent = answer(ad, world.member)
    answer(ad, world.other_member)
    as_someone(client, people[who])
    client.post(f"/reponses/{sent.pk}/retirer/")
    sent.refresh_from_db()
    assert (sent.withdrawn_at is not None) == (who == "member")
    client.post(f"/annonces/{ad.pk}/retirer/", {"reason": "Trop tôt"})
    assert (Ad.objects.get().withdrawn_at is not None) == (who == "artisan")


@pytest.mark.parametrize("who", EXPECTED)
def test_who_withdraws_an_ad_that_nobody_answered(
    client: Client, world: SimpleNamespace, people: dict[str, Any], who: str
) -> None:
    ad = pass_on(world, world.artisan)
    as_someone(client, people[who])
    client.post(f"/annonces/{ad.pk}/retirer/", {"reason": "Trop tôt"})
    assert (Ad.objects.get().withdrawn_at is not None) == (who in {"artisan", "adviser"})


def test_a_member_answers_and_the_artisan_reads(client: Client, world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    enter(client, world.member.user, Role.MEMBER)
    page = client.get(f"/annonces/{ad.pk}/")
    assert b'enctype="multipart/form-data"' in page.content
    done = client.post(
        f"/annonces/{ad.pk}/",
        {"message": "Je propose un site simple.", "quote": SimpleUploadedFile("devis.pdf", make.PDF)},
        follow=True,
    )
    assert "Je propose un site simple." in done.content.decode()
    client.logout()
    enter(client, world.artisan.user)
    read = client.get("/mes-annonces/").content.decode()
    assert "Je propose un site simple." in read
    assert "Studio" in read
    file = client.get(f"/reponses/{Answer.objects.get().pk}/devis/")
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    assert file["Content-Disposition"].startswith("attachment")


def test_a_wrong_answer_says_why_and_loses_nothing(client: Client, world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    enter(client, world.member.user, Role.MEMBER)
    fake = SimpleUploadedFile("photo.pdf", b"GIF89a")
    page = client.post(f"/annonces/{ad.pk}/", {"message": "Mon long message", "quote": fake})
    assert page.status_code == 422
    assert "Mon long message" in page.content.decode()
    assert Answer.objects.count() == 0


def test_the_artisan_sees_no_mention_of_the_order_of_arrival(client: Client, world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    for number in range(4):
        answer(ad, join(world, f"Membre {number}"), f"Message {number}")
    enter(client, world.artisan.user)
    page = client.get("/mes-annonces/").content.decode()
    assert page.count("Message ") == 4
    assert "9:30" not in page
    assert "10 h 30" not in page


def test_whoever_sits_on_both_sides_is_told_why(client: Client, world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    enter(client, world.double.user, Role.MEMBER)
    page = client.get(f"/annonces/{ad.pk}/").content.decode()
    assert 'name="message"' not in page
    refused = client.post(f"/annonces/{ad.pk}/", {"message": "Moi, moi"})
    assert refused.status_code == 422
    assert Answer.objects.count() == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_take_a_fixed_number_of_statements(
    client: Client, world: SimpleNamespace, rows: int, django_assert_num_queries: Any
) -> None:
    members = [join(world, f"Membre {number}") for number in range(rows)]
    for number in range(1, rows + 1):
        ad = pass_on(world, world.artisan, number=number)
        for member in members:
            answer(ad, member)
    enter(client, members[0].user, Role.MEMBER)
    commit_seeds(AT)
    with django_assert_num_queries(
        8
    ):  # session, user, roles, edition, rows of whoever begins, seeds, mine, cards
        client.get("/annonces/")
    with django_assert_num_queries(7):  # the rows are kept
        client.get("/annonces/")
    enter(client, world.artisan.user)
    with django_assert_num_queries(6):  # session, user, roles, person, ads, answers
        client.get("/mes-annonces/")


def test_a_reason_too_long_is_said_and_kept(client: Client, world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    enter(client, world.artisan.user)
    reason = "Je préfère attendre. " * 15
    page = client.post(f"/annonces/{ad.pk}/retirer/", {"reason": reason})
    text = page.content.decode()
    assert page.status_code == 422
    assert reason.strip() in text
    assert '<details class="more" open>' in text
    assert Ad.objects.get().withdrawn_at is None


def test_a_moderator_reads_the_history_of_an_ad_without_the_name_of_its_artisan(
    client: Client, world: SimpleNamespace, people: dict[str, Any]
) -> None:
    pass_on(world, world.artisan, read=False)
    read = as_someone(client, people["moderator"]).get(f"/moderation/{Case.objects.get().pk}/").text
    assert "l’artisan a remis" in read
    assert world.artisan.name not in read


@pytest.mark.django_db
def test_whoever_has_the_role_and_no_membership_has_no_alerts_to_choose() -> None:
    client = Client()
    make.become(client, membership=make.membership(make.association(), Role.MEMBER))
    assert client.get("/annonces/alertes/").status_code == 404
