"""The list: who is in it, for whom, by which words; always in a drawn order."""

from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client

from etabli.community.association.models import Member
from etabli.community.directory import actions, queries
from etabli.community.directory.engine import Choice
from etabli.community.neutrality.models import Edition
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.search.queries import find_of_kind
from tests.community.conftest import AT, as_member, enter, join
from tests.community.directory.conftest import published, write_all

NOBODY = Viewer.nobody()


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


def found(viewer: Viewer = NOBODY, **choice: Any) -> tuple[int, ...]:
    listed = queries.listed_profiles(viewer, Choice(**choice), near=None, page=1, key="", at=AT)
    return tuple(sorted(card.pk for card in listed.cards))


def looked_up(viewer: Viewer, text: str) -> tuple[int, ...]:
    """On the page that looks up everything."""
    return tuple(sorted(hit.object_id for hit in find_of_kind(viewer, text, "profile", limit=20)))


def test_nothing_is_shown_before_it_is_published(client: Client, world: SimpleNamespace) -> None:
    write_all(world.member)
    assert found() == ()
    assert client.get(f"/annuaire/{world.member.pk}/").status_code == 404
    assert not looked_up(NOBODY, "Studio")
    actions.publish(member=world.member, visibility={}, by=as_member(world.member), at=AT)
    page = client.get("/annuaire/").content.decode()
    assert "Studio" in page
    assert "Des sites simples" not in page


def test_what_is_for_members_or_nobody_is_nowhere_for_visitors(
    client: Client, world: SimpleNamespace
) -> None:
    secret = {
        "headline": "phrasesecrete", "about": "textesecret", "skills": ["competencesecrete"],
        "website": "https://sitesecret.example", "email": "adressesecrete@example.net", "phone": "05 99 99 99 99",
    }  # fmt: skip
    for visibility in ("members", "nobody"):
        profile = published(world.member, dict.fromkeys(secret, visibility), **secret)
        pages = [
            "/annuaire/",
            f"/annuaire/{profile.pk}/",
            f"/annuaire/{profile.pk}/carte.vcf",
            "/annuaire/?q=textesecret",
        ]
        for address in pages:
            text = (
                client.get(address)
                .content.decode()
                .replace("?q=textesecret", "")
                .replace('value="textesecret"', "")
                .replace(">textesecret <span", "")  # what was looked for, said again
            )
            for told in ("secret", "05 99"):
                assert told not in text.replace("q=textesecret", ""), f"{told} on {address}, for {visibility}"
        assert found(words="competencesecrete") == ()
        seen = (profile.pk,) if visibility == "members" else ()
        colleague = as_member(world.other_member)
        assert (
            found(colleague, words="competencesecrete") == looked_up(colleague, "competencesecrete") == seen
        )
    neighbour = world.neighbour_member
    published(world.member, dict.fromkeys(secret, "members"), **secret)
    assert found(neighbour, words="competencesecrete") == ()


def test_a_member_sees_what_is_for_members(client: Client, world: SimpleNamespace) -> None:
    profile = published(world.member, {"phone": "members"})
    enter(client, world.other_member.user, Role.MEMBER)
    page = client.get(f"/annuaire/{profile.pk}/").content.decode()
    assert "05 56 00 00 00" in page
    assert '"telephone"' not in page
    assert "TEL" not in client.get(f"/annuaire/{profile.pk}/carte.vcf").content.decode()


@pytest.mark.parametrize("change", [{"suspended_at": AT}, {"left_on": AT.date()}])
def test_whoever_left_or_is_suspended_disappears_at_once(
    client: Client, world: SimpleNamespace, profile: Any, change: dict[str, Any]
) -> None:
    """Even when no act told the list: what is shown is read anew."""
    assert "Studio" in client.get("/annuaire/").content.decode()
    Member.objects.filter(pk=world.member.pk).update(**change)
    assert "Studio" not in client.get("/annuaire/").content.decode()
    assert client.get(f"/annuaire/{profile.pk}/").status_code == 404
    assert client.get(f"/annuaire/{profile.pk}/carte.vcf").status_code == 404
    assert client.get(f"/annuaire/{profile.pk}/ecrire/").status_code == 404
    assert not looked_up(NOBODY, "Studio")


def test_words_forgive_accents_endings_and_a_slip(world: SimpleNamespace, profile: Any) -> None:
    other = published(world.other_member, headline="Rédaction de pages", skills=["référencement"])
    assert found(words="Boutiques") == (profile.pk,)
    assert found(words="referencement") == (other.pk,)
    assert found(words="referencemment") == (other.pk,)
    assert found(words="studio photos") == (profile.pk,)
    assert found(words="plomberie") == ()
    assert found(words="développeuse web") == found(words="developpeuse web")


def test_a_name_that_holds_the_word_gives_no_place(world: SimpleNamespace, profile: Any) -> None:
    """Nearness never orders: whoever answers is drawn like the others."""
    named = published(join(world, "Photos Photos"), skills=["logo"])
    assert set(found(words="photos")) == {profile.pk, named.pk}


def test_an_act_begins_another_edition(world: SimpleNamespace, profile: Any) -> None:
    before = Edition.objects.get(list_name="directory").changes
    actions.withdraw(profile=profile, by=as_member(world.member), at=AT)
    assert Edition.objects.get(list_name="directory").changes != before
    assert found() == ()


def test_pages_follow_one_draw_and_the_first_ten_are_noted(client: Client, world: SimpleNamespace) -> None:
    for number in range(24):
        published(join(world, f"Membre {number}"))
    first = client.get("/annuaire/")
    key = first.context["key"]
    assert f"tirage={key}" in first.content.decode()
    second = client.get(f"/annuaire/?tirage={key}&page=2")
    shown = [card.pk for card in [*first.context["listed"].cards, *second.context["listed"].cards]]
    assert len(shown) == len(set(shown)) == 24
    again = client.get(f"/annuaire/?tirage={key}")
    assert [card.pk for card in again.context["listed"].cards] == shown[:12]
    assert client.get("/annuaire/?page=99").status_code == 200
    assert client.get("/annuaire/?tirage=nimporte&metier=zzz&langue=xx").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_a_fixed_number_of_statements(
    client: Client, world: SimpleNamespace, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        published(join(world, f"Membre {number}"))
    client.get("/annuaire/")
    with django_assert_num_queries(3):  # the edition, the seeds, who is still out
        client.get("/annuaire/")
    with django_assert_num_queries(3):
        client.get("/annuaire/?q=boutique&metier=developer&distance=1")
    address = f"/annuaire/{Member.objects.latest('pk').pk}/"
    with django_assert_num_queries(2):  # the profile, its pieces
        client.get(address)
    enter(client, world.member.user, Role.MEMBER)
    client.get("/annuaire/")
    with django_assert_num_queries(6):  # and the session, the user, their roles
        client.get("/annuaire/")


def test_data_for_machines_is_whole_and_can_not_end_its_block(client: Client, world: SimpleNamespace) -> None:
    import json
    import re

    profile = published(world.member, headline="</script><b>A&B")
    page = client.get(f"/annuaire/{profile.pk}/").content.decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert block
    told = json.loads(block[1])
    assert told["@type"] == "Person"
    assert told["description"] == "</script><b>A&B"
    assert told["url"].endswith(f"/annuaire/{profile.pk}/")
    assert told["telephone"] == "05 56 00 00 00"
    assert f'<link rel="canonical" href="{told["url"]}">' in page
