"""A question with more answers than a page: each stands once, each address leads to it, what is unread stays so."""

import json
import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from etabli.community.forum import actions, queries
from etabli.community.forum.models import Post, Thread, Watch
from etabli.community.forum.queries.answers import ANSWERS_PAGE
from tests.community.conftest import AT, as_member, enter
from tests.community.forum.conftest import answered, asked, now

MANY = 2 * ANSWERS_PAGE + 7


@pytest.fixture
def thread(world: SimpleNamespace) -> Thread:
    """Of which the answers came minute after minute, by two members in turn."""
    made = asked(world, is_public=True)
    authors = (world.other_member, world.double)
    posts = [
        Post(thread=made, author=authors[rank % 2], text=f"Réponse {rank}", written_at=at, published_at=at)
        for rank in range(MANY)
        for at in [AT + timedelta(minutes=rank + 1)]
    ]
    Post.objects.bulk_create(posts)
    answered(made, world.other_member, "La dernière.", at=AT + timedelta(days=1))
    return now(made)


def posts_of(thread: Thread) -> list[Post]:
    return list(thread.posts.order_by("published_at", "pk"))


def shown(world: SimpleNamespace, thread: Thread, number: str) -> list[int]:
    page = queries.thread_page(as_member(world.member), now(thread), number)
    return [card.pk for card in page.answers]


def landed(client: Client, address: str) -> tuple[str, str]:
    """Where an address leads: the page, and the place on it."""
    address = client.get(address)["Location"]
    page, _hash, place = address.partition("#")
    return page, place


def test_each_answer_stands_on_one_page_and_all_of_them_on_the_whole(
    world: SimpleNamespace, thread: Thread
) -> None:
    numbers = [post.pk for post in posts_of(thread)]
    pages = [shown(world, thread, str(number)) for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [ANSWERS_PAGE, ANSWERS_PAGE, MANY + 1 - 2 * ANSWERS_PAGE]
    assert [*pages[0], *pages[1], *pages[2]] == numbers == shown(world, thread, "all")
    assert (shown(world, thread, "99"), shown(world, thread, "0"), shown(world, thread, "x")) == (
        pages[2],
        pages[2],
        pages[0],
    )


def test_the_accepted_one_heads_the_first_page_and_the_others_lead_to_it(
    client: Client, world: SimpleNamespace, thread: Thread
) -> None:
    post = posts_of(thread)[ANSWERS_PAGE + 3]
    actions.accept_answer(post=post, by=as_member(world.member), at=AT)
    pages = [shown(world, thread, str(number)) for number in (1, 2, 3)]
    assert pages[0][0] == post.pk
    assert len(pages[0]) == ANSWERS_PAGE + 1
    assert sorted([*pages[0], *pages[1], *pages[2]]) == sorted(each.pk for each in posts_of(thread))
    enter(client, world.member.user)
    assert (
        f'href="/questions/reponses/{post.pk}/"'
        in client.get(f"/questions/{thread.pk}/?page=2").content.decode()
    )
    assert landed(client, f"/questions/reponses/{post.pk}/") == (
        f"/questions/{thread.pk}/",
        f"reponse-{post.pk}",
    )


@pytest.mark.parametrize("rank", [0, ANSWERS_PAGE - 1, ANSWERS_PAGE, 2 * ANSWERS_PAGE, MANY])
def test_the_address_of_an_answer_leads_to_its_page(
    client: Client, world: SimpleNamespace, thread: Thread, rank: int
) -> None:
    post = posts_of(thread)[rank]
    page, place = landed(client, f"/questions/reponses/{post.pk}/")
    assert f'id="{place}"' in client.get(page).content.decode()
    assert place == f"reponse-{post.pk}"


def test_any_page_is_one_press_away_and_so_are_all_the_answers(client: Client, thread: Thread) -> None:
    page = client.get(f"/questions/{thread.pk}/?page=2").content.decode()
    links = re.findall(r'<a href="(\?page=\w+)"', page)
    assert links == ["?page=1", "?page=2", "?page=3", "?page=all"]
    assert "La dernière." in client.get(f"/questions/{thread.pk}/?page=all").content.decode()


def test_a_page_that_is_read_leaves_the_following_ones_unread(
    client: Client, world: SimpleNamespace, thread: Thread
) -> None:
    Watch.objects.create(member=world.member, thread=thread, since=AT, read_until=AT)
    enter(client, world.member.user)
    for number, rank in ((1, ANSWERS_PAGE), (2, 2 * ANSWERS_PAGE)):
        client.get(f"/questions/{thread.pk}/?page={number}")
        page = client.get(f"/questions/{thread.pk}/").context["page"]
        post = posts_of(thread)[rank]
        assert page.first_unread == post
        assert page.first_unread_url == f"/questions/reponses/{post.pk}/"
    client.get(f"/questions/{thread.pk}/?page=3")
    assert client.get(f"/questions/{thread.pk}/").context["page"].first_unread is None


def test_what_was_merged_stands_on_the_page_of_its_time(
    client: Client, world: SimpleNamespace, thread: Thread
) -> None:
    at = AT + timedelta(minutes=ANSWERS_PAGE + 20, seconds=30)
    twice = asked(world, world.double, title="Encore la même ?", is_public=True, at=at)
    given = {"reason": "Déjà posée.", "by": world.moderator, "at": AT + timedelta(days=2)}
    actions.merge_thread(thread=twice, into=thread, **given)
    page, place = landed(client, f"/questions/{twice.pk}/")
    assert page == f"/questions/{thread.pk}/?page=2"
    assert [
        f'id="{place}"' in client.get(f"/questions/{thread.pk}/?page={n}").content.decode() for n in (1, 2, 3)
    ] == [
        False,
        True,
        False,
    ]


def test_a_quotation_leads_to_the_page_of_what_it_takes_up(world: SimpleNamespace, thread: Thread) -> None:
    first, last = posts_of(thread)[0], posts_of(thread)[-2]
    posts = [
        answered(thread, world.double, "Oui.", quoted=each, at=AT + timedelta(days=2))
        for each in (first, last)
    ]
    page = queries.thread_page(as_member(world.member), now(thread), "3")
    quotes = {card.pk: card.quote.url for card in page.answers if card.quote is not None}
    assert quotes == {posts[0].pk: f"/questions/reponses/{first.pk}/", posts[1].pk: f"#reponse-{last.pk}"}


def test_machines_read_how_many_there_are_and_where_each_stands(client: Client, thread: Thread) -> None:
    page = client.get(f"/questions/{thread.pk}/?page=2").content.decode()
    (written,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    question = json.loads(written)["mainEntity"]
    assert question["answerCount"] == MANY + 1
    addresses = [answer["url"] for answer in question["suggestedAnswer"]]
    assert len(addresses) == ANSWERS_PAGE
    assert all(f"/questions/{thread.pk}/?page=2#reponse-" in address for address in addresses)


def test_a_long_question_takes_twelve_statements_with_what_is_unread(
    client: Client, world: SimpleNamespace, thread: Thread
) -> None:
    Watch.objects.create(member=world.member, thread=thread, since=AT, read_until=AT)
    enter(client, world.member.user)
    client.get(f"/questions/{thread.pk}/versions/")  # what is kept, is
    with CaptureQueriesContext(connection) as caught:
        client.get(f"/questions/{thread.pk}/")
    reads = [query for query in caught.captured_queries if query["sql"].startswith("SELECT")]
    assert len(reads) <= 12


def test_an_answer_of_a_question_that_one_does_not_read_has_no_page(
    client: Client, world: SimpleNamespace
) -> None:
    post = answered(asked(world), world.other_member)
    assert client.get(f"/questions/reponses/{post.pk}/").status_code == 404
