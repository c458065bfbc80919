"""The page that explains, the board's figures, one's own interests."""

import json
import re
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client

from etabli.community.neutrality import queries
from etabli.community.neutrality.draws import commit_seeds, draw, note_shown, reveal_seeds
from etabli.community.neutrality.engine import commitment
from etabli.community.neutrality.exposure_counts import count_days
from etabli.foundation.people.models import Role
from tests.community.conftest import AT, as_member, enter, join, pass_on

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings: Any, tmp_path: Path) -> Any:
    settings.DATA = tmp_path
    with time_machine.travel(AT, tick=False):
        yield


def visits(members: list[int], times: int, filters: str = "") -> None:
    """Of yesterday, counted."""
    yesterday = AT - timedelta(days=1)
    for _ in range(times):
        made = draw(list_name="directory", filters=filters, eligible=members, key="", at=yesterday)
        note_shown(made, made.order[:24])
    count_days(AT)


def test_anybody_reads_how_it_works_and_checks_a_seed(client: Client) -> None:
    commit_seeds(AT - timedelta(days=2))
    commit_seeds(AT)
    reveal_seeds(AT)
    visits(list(range(1, 31)), 384, "trade=writer")
    page = client.get("/neutralite/").content.decode()
    assert queries.log_state()[1] in page
    assert "Rédact" in page
    assert re.search(r"\b1,0[0-4]\b", page)  # whole blocks: at most some places apart, in 128
    told = json.loads(client.get("/neutralite/tirages.json").content)
    revealed = [one for one in told if one["seed"]]
    assert {one["day"] for one in revealed} == {"2027-01-10"}
    assert all(commitment(one["seed"]) == one["commitment"] for one in revealed)
    assert {one["day"] for one in told} == {"2027-01-10", "2027-01-11", "2027-01-12", "2027-01-13"}
    assert all(one["commitment"] in page for one in told if one["list"] == "directory")


def test_the_page_without_anything_yet(client: Client) -> None:
    page = client.get("/neutralite/", headers={"accept-language": "en"}).content.decode()
    assert "No draw yet." in page
    assert "We recommend nobody" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_take_a_fixed_number_of_statements(
    client: Client, world: SimpleNamespace, rows: int, django_assert_num_queries: Any
) -> None:
    members = [join(world, f"Membre {number}") for number in range(rows)]
    visits([member.pk for member in members], 2)
    for member in members:
        enter(client, member.user, Role.MEMBER)
        client.post("/neutralite/interets/", {"kind": "kin", "text": "Mon frère est menuisier."})
    client.logout()
    with django_assert_num_queries(4):  # the log, draws, figures, interests
        client.get("/neutralite/")
    enter(client, world.double.user, Role.BOARD)
    with django_assert_num_queries(5):  # session, user, roles, figures, names
        page = client.get("/neutralite/affichages/")
    assert [row.name for row in page.context["page"].object_list] == [m.display_name for m in members]


def test_the_thousandth_member_is_on_a_page(client: Client, world: SimpleNamespace) -> None:
    members = [join(world, f"Membre {number:02}") for number in range(51)]
    visits([member.pk for member in members], 1)
    enter(client, world.double.user, Role.BOARD)
    assert "Membre 50" not in client.get("/neutralite/affichages/").content.decode()
    assert "Membre 50" in client.get("/neutralite/affichages/?page=5").content.decode()
    assert client.get("/neutralite/affichages/?liste=ads").context["found"].rows == ()


def test_an_interest_in_an_ad_is_declared_from_its_page(client: Client, world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    enter(client, world.member.user)
    address = f"/neutralite/interets/?sur=market.ad:{ad.pk}"
    assert address in client.get(f"/annonces/{ad.pk}/").content.decode()
    client.post(address, {"kind": "kin", "text": "Un cousin.", "about": f"market.ad:{ad.pk}"})
    page = client.get(f"/annonces/{ad.pk}/").content.decode()
    assert "Vous avez déclaré un intérêt" in page
    assert 'name="message"' not in page
    assert "au sujet de\u00a0: annonce" in client.get("/neutralite/").content.decode()
    for other in ("market.ad:999", "market.answer:1", "market.ad:x", f"market.ad:{'9' * 30}"):
        told = {"kind": "kin", "text": "Un cousin.", "about": other}
        assert client.post(f"/neutralite/interets/?sur={other}", told).status_code == 422


def test_an_interest_is_declared_named_and_ended(client: Client, world: SimpleNamespace) -> None:
    enter(client, world.member.user)
    refused = client.post("/neutralite/interets/", {"kind": "kin", "text": " "})
    assert refused.status_code == 422
    assert "checked" in refused.content.decode()
    client.post("/neutralite/interets/", {"kind": "kin", "text": "Mon frère est menuisier."})
    (mine,) = queries.my_interests(as_member(world.member))
    client.post(f"/neutralite/interets/{mine.pk}/nom/")
    page = client.get("/neutralite/").content.decode()
    assert "Mon frère est menuisier." in page
    assert "Studio" in page
    client.post(f"/neutralite/interets/{mine.pk}/fin/")
    assert "Mon frère est menuisier." not in client.get("/neutralite/").content.decode()
