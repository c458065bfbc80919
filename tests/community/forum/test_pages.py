"""The list and its key, a question on one screen, writing with and without script."""

import json
import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext as _

from etabli.community.forum import actions
from etabli.community.forum.models import Thread
from etabli.community.forum.queries.cards import ROLES
from etabli.foundation.people.models import Role, User
from tests.community.conftest import AT, as_member, enter
from tests.community.forum.conftest import QUESTION, answered, asked

PAGE = 12


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(AT + timedelta(days=3), tick=False):
        yield


def statements(client: Client, address: str) -> int:
    client.get(address)  # what is noted once, and what is kept, is
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def titles(client: Client, address: str = "/questions/") -> list[str]:
    page = client.get(address).content.decode()
    return re.findall(r'<b><a href="/questions/\d+/">([^<]+)</a></b>', page)


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode().replace("\xa0", " ")


@pytest.mark.parametrize(("who", "number"), [("visitor", 3), ("member", 8)])
def test_the_list_takes_as_many_statements_at_one_row_as_at_three(
    client: Client, world: SimpleNamespace, who: str, number: int
) -> None:
    if who == "member":
        enter(client, world.member.user)
    for rank in range(3):
        asked(world, world.other_member, title=f"Question {rank} ?", is_public=True)
        if rank in {0, 2}:
            assert statements(client, "/questions/") == number


@pytest.mark.parametrize(("who", "number"), [("visitor", 6), ("member", 12)])
def test_a_question_takes_as_many_statements_at_one_answer_as_at_three(
    client: Client, world: SimpleNamespace, who: str, number: int
) -> None:
    if who == "member":
        enter(client, world.member.user)
    thread = asked(world, is_public=True)
    for rank, member in enumerate([world.other_member, world.double, world.other_member]):
        post = answered(thread, member, f"Réponse {rank}")
        answered(thread, world.double, "Comme lui.", quoted=post)
        if rank in {0, 2}:
            assert statements(client, f"/questions/{thread.pk}/") == number


def test_the_list_goes_on_by_its_key_and_neither_repeats_nor_forgets(
    client: Client, world: SimpleNamespace
) -> None:
    enter(client, world.member.user)
    for rank in range(2 * PAGE + 5):
        asked(world, title=f"Question {rank} ?", at=AT - timedelta(hours=rank // 3))
    seen, address = list[str](), "/questions/?show=all"
    while address:
        page = client.get(address).content.decode()
        seen += titles(client, address)
        following = re.search(r'href="([^"]*after=[^"]*)"', page)
        address = following[1].replace("&amp;", "&") if following else ""
        asked(world, title="Arrivée entre-temps ?", at=AT + timedelta(hours=1))
    assert len(seen) == len(set(seen)) == 2 * PAGE + 5
    ages = [int(title.split()[1]) // 3 for title in seen]
    assert ages == sorted(ages), "the latest activity first"


@pytest.mark.parametrize("key", ["x", "1-", "-5", "9" * 39, "1-2-3", "99999999999999999999-1"])
def test_a_key_that_says_nothing_leads_to_the_first_page(
    client: Client, world: SimpleNamespace, key: str
) -> None:
    enter(client, world.member.user)
    asked(world)
    assert titles(client, f"/questions/?after={key}") == [QUESTION]


def test_filters_count_what_they_show(client: Client, world: SimpleNamespace) -> None:
    enter(client, world.member.user)
    asked(world, title="Sans réponse ?", trade="developer")
    discussed, accepted = asked(world, title="Discutée ?"), asked(world, title="Retenue ?")
    answered(discussed, world.other_member)
    post = answered(accepted, world.other_member)
    actions.accept_answer(post=post, by=as_member(world.member), at=AT)
    shown = {
        show: titles(client, f"/questions/?show={show}")
        for show in ("all", "unanswered", "discussed", "accepted", "mine")
    }
    assert shown["unanswered"] == shown["mine"] == ["Sans réponse ?"]
    assert (shown["discussed"], shown["accepted"], len(shown["all"])) == (["Discutée ?"], ["Retenue ?"], 3)
    page = client.get("/questions/")
    assert dict(page.context["chips"]) == {show: len(rows) for show, rows in shown.items()}
    actions.follow_trade(trade="writer", by=as_member(world.member), at=AT)
    assert len(titles(client, "/questions/?show=mine")) == 3


def test_who_has_waited_the_longest_comes_first(client: Client, world: SimpleNamespace) -> None:
    enter(client, world.member.user)
    asked(world, title="La mienne ?", at=AT - timedelta(days=9))
    asked(world, world.other_member, title="Récente ?", at=AT)
    asked(world, world.other_member, title="Ancienne ?", at=AT - timedelta(days=5))
    assert client.get("/questions/").context["listing"].waiting.title == "Ancienne ?"
    assert titles(client, "/questions/?show=unanswered") == ["La mienne ?", "Ancienne ?", "Récente ?"]


def test_who_writes_is_named_with_trade_and_every_role(client: Client, world: SimpleNamespace) -> None:
    enter(client, world.member.user)
    thread = asked(world)
    answered(thread, world.double)
    page = text(client, f"/questions/{thread.pk}/")
    roles = [str(ROLES[role]) for role in (Role.ADVISER, Role.BOARD, Role.MODERATOR)]
    assert f"{world.double.trade_label} · {' · '.join(roles)} · " in page.partition("<b>Dominique</b>")[2]
    assert f"{world.member.trade_label} · {_('member')} · " in page.partition("<b>Studio</b>")[2]


def test_the_accepted_answer_is_read_first_and_what_is_gone_says_so(
    client: Client, world: SimpleNamespace
) -> None:
    enter(client, world.member.user)
    thread = asked(world)
    first, second = (
        answered(thread, world.other_member, "La première."),
        answered(thread, world.double, "La seconde."),
    )
    actions.accept_answer(post=second, by=as_member(world.member), at=AT)
    actions.withdraw_answer(post=first, by=as_member(world.other_member), at=AT)
    page = text(client, f"/questions/{thread.pk}/")
    assert page.index(f"reponse-{second.pk}") < page.index(f"reponse-{first.pk}")
    assert "La première." not in page
    assert client.get(f"/questions/{thread.pk}/").context["page"].answers[1].removed


def test_it_is_asked_and_answered_without_script(client: Client, world: SimpleNamespace) -> None:
    enter(client, world.member.user)
    typed = {"title": "  Qui   est titulaire ? ", "text": "Je **cherche**.", "trade": "writer"}
    preview = client.post("/questions/poser/", {**typed, "preview": "1"})
    assert preview.status_code == 200
    assert "<strong>cherche</strong>" in preview.content.decode()
    assert not Thread.objects.exists()
    early = client.post("/questions/poser/", {"title": "Qui ?", "text": "Je **cherche**.", "preview": "1"})
    assert early.status_code == 200, "nothing is judged before it is sent"
    assert 'value="Qui ?"' in early.content.decode()
    answer = client.post("/questions/poser/", typed)
    thread = Thread.objects.get()
    assert (answer.status_code, answer.url, thread.title) == (
        302,
        f"/questions/{thread.pk}/",
        "Qui est titulaire ?",
    )  # type: ignore[attr-defined]  # a redirection
    enter(client, world.other_member.user)
    assert client.post(f"/questions/{thread.pk}/", {"text": "*Moi*", "preview": "1"}).status_code == 200
    assert not thread.posts.exists()
    client.post(f"/questions/{thread.pk}/", {"text": "*Moi*"})
    assert "<em>Moi</em>" in text(client, f"/questions/{thread.pk}/")


def test_a_refused_question_keeps_what_was_typed(client: Client, world: SimpleNamespace) -> None:
    enter(client, world.member.user)
    answer = client.post("/questions/poser/", {"title": "Qui ?", "text": "Longue explication", "trade": ""})
    assert answer.status_code == 422
    assert "Longue explication" in answer.content.decode()


def test_a_machine_that_fills_the_trap_asks_nothing(client: Client, world: SimpleNamespace) -> None:
    enter(client, world.member.user)
    typed = {"title": "Qui ?", "text": "Vous", "trade": "writer", "site": "https://spam.example"}
    assert client.post("/questions/poser/", typed).status_code == 422
    assert not Thread.objects.exists()


def test_the_piece_that_changes_as_one_writes_is_that_of_the_whole_page(
    client: Client, world: SimpleNamespace
) -> None:
    enter(client, world.member.user)
    asked(world, title="Qui est titulaire d’un nom de domaine ?")
    typed = {"title": "titulaire du nom de domaine", "text": "Je *demande*.", "trade": "writer"}
    whole = client.post("/questions/poser/", {**typed, "preview": "1"}).content.decode()
    piece = client.post("/questions/apercu/", typed, headers={"HX-Request": "true"}).content.decode()
    written, _swap, near = piece.partition('<div hx-swap-oob="innerHTML:#near">')
    near = near.rpartition("</div>")[0]
    assert "<em>demande</em>" in written
    assert "Qui est titulaire d’un nom de domaine ?" in near
    assert written.strip() in whole
    assert near.strip() in whole


def test_a_visitor_reads_what_its_author_opened_and_nothing_else(
    client: Client, world: SimpleNamespace
) -> None:
    closed, public = asked(world, title="Entre nous ?"), asked(world, title="À tous ?", is_public=True)
    answered(public, world.other_member, "Voici.")
    assert titles(client) == ["À tous ?"]
    assert client.get(f"/questions/{closed.pk}/").status_code == 404
    assert "Voici." in text(client, f"/questions/{public.pk}/")
    client.post(f"/questions/{public.pk}/", {"text": "Achetez !"})
    assert public.posts.count() == 1
    feed = ElementTree.fromstring(client.get("/questions/flux.xml").content)
    assert [entry.text for entry in feed.iter("{http://www.w3.org/2005/Atom}title")][1:] == ["À tous ?"]


def test_machines_read_a_public_question_and_its_accepted_answer(
    client: Client, world: SimpleNamespace
) -> None:
    thread = asked(world, is_public=True, text="Je **cherche**.")
    post, other = (
        answered(thread, world.other_member, "Le registre."),
        answered(thread, world.double, "Ailleurs."),
    )
    actions.accept_answer(post=post, by=as_member(world.member), at=AT)
    actions.withdraw_answer(post=other, by=as_member(world.double), at=AT)
    page = client.get(f"/questions/{thread.pk}/").content.decode()
    (written,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    data = json.loads(written)
    question = data["mainEntity"]
    assert (data["@type"], question["text"], question["answerCount"]) == ("QAPage", "Je cherche.", 1)
    assert [answer["text"] for answer in question["acceptedAnswer"]] == ["Le registre."]
    assert "suggestedAnswer" not in question
    members_only = asked(world)
    enter(client, world.member.user)
    assert "ld+json" not in client.get(f"/questions/{members_only.pk}/").content.decode()


def test_one_comes_back_to_the_first_answer_that_one_has_not_read(
    client: Client, world: SimpleNamespace
) -> None:
    thread = asked(world)
    answered(thread, world.other_member, at=AT + timedelta(hours=1))
    enter(client, world.member.user)
    assert client.get(f"/questions/{thread.pk}/").context["page"].first_unread is None, (
        "nothing was noted yet"
    )
    answered(thread, world.member, "Merci.", at=AT + timedelta(hours=2))
    new = answered(thread, world.double, at=AT + timedelta(hours=3))
    answered(thread, world.other_member, at=AT + timedelta(hours=4))
    assert client.get(f"/questions/{thread.pk}/").context["page"].first_unread == new
    assert client.get(f"/questions/{thread.pk}/").context["page"].first_unread is None


def test_nothing_is_noted_of_who_only_looks(client: Client, world: SimpleNamespace) -> None:
    thread = asked(world)
    enter(client, world.other_member.user)
    client.get(f"/questions/{thread.pk}/")
    assert not thread.watches.exists()


def test_what_it_said_before_is_read_by_members(client: Client, world: SimpleNamespace) -> None:
    thread = asked(world)
    post = answered(thread, world.other_member, "Avant.")
    actions.correct_answer(post=post, text="Après.", by=as_member(world.other_member), at=AT)
    enter(client, world.member.user)
    page = text(client, f"/questions/reponses/{post.pk}/versions/")
    assert "Avant." in page
    assert "Après." in page


def test_a_moderator_without_a_part_closes_it_in_a_sentence_that_all_read(
    client: Client, world: SimpleNamespace
) -> None:
    thread = asked(world)
    enter(client, User.objects.get(pk=world.moderator.user_id), Role.MODERATOR)
    assert client.post(f"/questions/{thread.pk}/clore/", {"reason": ""}).status_code == 422
    assert client.post(f"/questions/{thread.pk}/clore/", {"reason": "Doublon."}).status_code == 302
    enter(client, world.member.user)
    assert "Doublon." in text(client, f"/questions/{thread.pk}/")
