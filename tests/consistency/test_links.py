"""What each kind of link opens, and what it doesn't: at every other door it is worth as much as a word made up."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, resolve, reverse

from etabli.foundation.journal.models import Entry
from etabli.foundation.people.links import link_of_token
from etabli.foundation.people.models import Counter as UseCounter, SecretLink
from etabli.foundation.seats.models import Occasion
from etabli.foundation.signed_links import LinkKind, hide_links, kinds
from tests import factories as make
from tests.consistency import link_table
from tests.consistency.bearers import ENTERING, WITH_DOORS, entered, token
from tests.consistency.objects import FACTORIES, RIGHT, World
from tests.consistency.objects.surveys import publish_for_all
from tests.consistency.test_access import addresses, allowlist, at, short, table
from tests.filled import filled_models, rows_of

pytestmark = pytest.mark.django_db
GARBAGE = "7-0123456789abcdef0123456789abcdef"
METHODS = ("get", "post")
# What a session holds of whoever has come in.
ENTERED = {"acting", "jobs", "relay", "_auth_user_id"}
# Tables that say how the machine was used, not what anybody did.
TRACES = {
    "drafts.draft",
    "people.browsersession",
    "people.counter",
    "people.securityevent",
    "relays.relayvisit",
}


def doors(patterns: list[Any], space: str = "", where: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Every address that takes a text: its name, and the argument that is one."""
    for item in patterns:
        if isinstance(item, URLResolver):
            yield from doors(item.url_patterns, f"{space}{item.namespace}:" if item.namespace else space)
        elif isinstance(item, URLPattern):
            for argument, converter in item.pattern.converters.items():
                if "int" not in type(converter).__name__.lower():
                    yield f"{space}{item.name}", argument


# Those that are open to all; the others ask first who one is.
DOORS = [door for door in doors(get_resolver().url_patterns) if door[0] in allowlist()]


def rows() -> Counter[str]:
    """All that is written down, but the day on which a link was opened last."""
    return Counter(
        f"{model._meta.label} { {k: v for k, v in row.items() if k != 'used_on'} }"
        for model in filled_models()
        if model.__module__.startswith("etabli.") and model._meta.label_lower not in TRACES
        for row in rows_of(model)
    )


def told(answer: HttpResponse, given: str) -> tuple[int, str, str]:
    """What an answer says, whatever the word that was tried."""
    short(answer)
    body = b"" if answer.streaming else answer.content
    text = re.sub(
        r'(csrfmiddlewaretoken" value=|nonce=|content=)"[^"]*"', r"\1", body.decode(errors="replace")
    )
    for form in sorted({given, quote(given, safe=""), quote(given), quote(quote(given), safe="")}, key=len)[
        ::-1
    ]:
        text = text.replace(form, "…")
    place = answer.get("Location", "").replace(quote(given, safe=""), "…").replace(quote(given), "…")
    return answer.status_code, place.replace(given, "…"), text


def tried(name: str, argument: str, word: str, world: World) -> Iterator[tuple[tuple[int, str, str], Client]]:
    """What a browser of nobody is told at this door, read and written to; nothing where no such word can stand."""
    try:
        address = reverse(name, kwargs={**world.kwargs(name), argument: word})
    except NoReverseMatch:
        return
    for method in METHODS:
        client = Client(raise_request_exception=False)
        UseCounter.objects.all().delete()  # so many tries would be told to wait
        yield told(getattr(client, method)(address), word), client


def entered_keys(client: Client) -> set[str]:
    """What a browser holds of whoever has come in; to ask for the session of one that has none would make it."""
    return set(client.session.keys()) & ENTERED if settings.SESSION_COOKIE_NAME in client.cookies else set()


@pytest.fixture(scope="module")
def declared() -> list[LinkKind]:
    return kinds()


def test_the_document_says_what_is_declared() -> None:
    _before, held, _after = link_table.pieces(link_table.DOCUMENT.read_text(encoding="utf-8"))
    assert held == link_table.table(), "run: python -m tests.consistency.link_table"


def test_no_two_purposes_share_a_salt(declared: list[LinkKind]) -> None:
    assert len({kind.sign("7:nonce") for kind in declared if kind.written is LinkKind.written}) == len(
        [kind for kind in declared if kind.written is LinkKind.written]
    )
    with pytest.raises(ValueError, match="two kinds"):
        LinkKind(code=declared[0].code, opens="", ends="")


def test_every_kind_counts_under_a_former_key(declared: list[LinkKind], settings: Any) -> None:
    made = [(kind, kind.token(7, "nonce"), kind.seal("text")) for kind in declared]
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key, as long as one", [settings.SECRET_KEY]
    assert all(kind.is_token(token, 7, "nonce") and kind.text_in(text) for kind, token, text in made)
    settings.SECRET_KEY_FALLBACKS = []
    assert not any(kind.is_token(token, 7, "nonce") or kind.text_in(text) for kind, token, text in made)


def test_every_kind_with_an_address_can_be_made_here() -> None:
    world = World()
    for code, kind in WITH_DOORS.items():
        assert Client().get(kind.path(token(world, code))).status_code in {200, 302}, code


def test_each_link_is_garbage_at_every_other_door() -> None:
    """Told the same, nothing written, nobody signed in."""
    world, wrong = World(), []
    for name, _argument in DOORS:
        world.kwargs(name)
    words = {code: token(world, code) for code in WITH_DOORS}
    before = rows()
    for name, argument in DOORS:
        garbage = [answer for answer, _client in tried(name, argument, GARBAGE, world)]
        for code, word in words.items():
            if name in (*WITH_DOORS[code].doors, *WITH_DOORS[code].pages):
                continue
            for method, plain, (answer, client) in zip(
                METHODS, garbage, tried(name, argument, word, world), strict=False
            ):
                if answer != plain or entered_keys(client):
                    wrong.append(f"{code} at {name} ({method}): {answer[:2]}, not {plain[:2]}")
    assert not wrong, "\n".join(wrong)
    assert rows() == before
    assert len(DOORS) > 20


def test_reading_an_address_does_nothing() -> None:
    """Programs that read mails open the links that they find."""
    world = World()
    words = {code: token(world, code) for code in WITH_DOORS}
    before = rows()
    for code, word in words.items():
        for door, method in product(WITH_DOORS[code].doors, ("get", "head", "options")):
            answer = getattr(Client(raise_request_exception=False), method)(reverse(door, args=[word]))
            assert answer.status_code < 500, (door, method)
            assert rows() == before, f"{door} was read ({method}), and something was done"


@pytest.mark.usefixtures("bare_refusals")
def test_who_opened_a_link_gets_what_a_visitor_gets_and_its_pages() -> None:
    """Each address, as the bearer of each kind of link: so many columns more of the access table."""
    world, wrong = World(), []
    made = {name: at(world, name) for name in table() if name in addresses()}
    for code in ENTERING:
        with transaction.atomic():  # some make an object theirs
            wrong += [f"{code} at {found}" for found in beyond_its_scope(world, code, made)]
            transaction.set_rollback(True)
    assert not wrong, "\n".join(wrong)


def beyond_its_scope(world: World, code: str, made: dict[str, str]) -> Iterator[str]:
    """Where the bearer of such a link gets more than a visitor, or less than it says."""
    pages, bearer = WITH_DOORS[code].pages, entered(code, token(world, code))
    before = Entry.objects.count()
    for name, address in made.items():
        visitor = table()[name][RIGHT.index("visitor")]
        if name not in pages and (got := answered(bearer, address, visitor)) not in {visitor, "403", "404"}:
            yield f"{name}: {got}, a visitor {visitor}"
    assert Entry.objects.count() == before
    for name in pages:
        with transaction.atomic():  # what one page changes is no affair of the next
            bearer = entered(code, token(world, code, name))
            if answered(bearer, made[name], "") in {"403", "404", "login"}:
                yield f"{name}: refused, though it is for whoever bears this link"
            transaction.set_rollback(True)


def answered(browser: Client, address: str, visitor: str) -> str:
    """The answer of a page; that to a POST where it takes nothing else, and not from all."""
    got = short(browser.get(address))
    return short(browser.post(address)) if got == "405" != visitor else got


def test_what_stops_mails_stops_mails_alone() -> None:
    """The headers that mail programs read, and the lines that go along when a mail is forwarded."""
    world = World()
    for name in FACTORIES:
        if name in addresses():
            world.kwargs(name)
    told_of_offers(world)
    stopping = {"notices:unsubscribe", "jobs:stop_alert"}
    headers = [message.unsubscribe for message in make.mails().exclude(unsubscribe="")]
    assert {resolve(urlsplit(address).path).view_name for address in headers} == stopping
    for message in make.mails().filter(unsubscribe__contains=reverse("jobs:stop_alert", args=["x"])[:-2]):
        rest = hide_links(message.body.replace(message.unsubscribe, ""), "[right]")
        assert "[right]" not in rest, "the mail of an alert is one that people pass on"


def told_of_offers(world: World) -> None:
    """The mail of an alert: there is an offer since."""
    from etabli.community.jobs.models import Alert, Job
    from etabli.community.jobs.notices import send_alert

    send_alert(Alert.objects.get(), list(Job.objects.all()[:1]), make.AT)


def test_a_link_of_one_scope_is_no_link_of_another() -> None:
    """The same row, signed for something else: a link to read a project enters nowhere, nor that to the space there."""
    world = World()
    whole = make.link(world.person)
    for code, kind in WITH_DOORS.items():
        signed = kind.token_of(whole)
        if code != "people.link":
            assert link_of_token(signed, datetime.now(UTC)) is None, code
    read = token(world, "briefs.read")
    assert link_of_token(read, datetime.now(UTC)) is None
    assert link_of_token(read, datetime.now(UTC), door="briefs:read") is not None


def test_a_link_that_was_sent_before_each_scope_had_its_salt_still_opens_its_own() -> None:
    world = World()
    link = make.link(world.person, SecretLink.Scope.SIGN_UP, world.kwargs("seats:sign_up")["pk"])
    sent = WITH_DOORS["people.link"].token_of(link)
    browser = entered("people.link", sent)
    assert browser.get(at(world, "seats:sign_up")).status_code == 200
    assert browser.get(reverse("people:history")).status_code == 404, "no more than that"


ONE_ACT = [
    ("people.given_address", {"digits": "7305"}),
    ("people.invitation", {"name": "Claire"}),
    ("surveys.invited", {"q1": "Oui"}),
]


@pytest.mark.parametrize(("code", "sent"), ONE_ACT)
def test_what_is_good_for_one_act_is_good_for_one(code: str, sent: dict[str, str]) -> None:
    world = World()
    assert {one for one, kind in WITH_DOORS.items() if kind.once} == {one for one, _sent in ONE_ACT}
    address = WITH_DOORS[code].path(token(world, code))
    if code == "surveys.invited":
        now = datetime.now(UTC)
        Occasion.objects.update(starts_at=now - timedelta(hours=3), ends_at=now)
        publish_for_all()
    assert Client().post(address, sent).status_code == 302
    before = rows()
    for method in METHODS:
        assert getattr(Client(), method)(address, sent).status_code in {404, 410}
    assert rows() == before
