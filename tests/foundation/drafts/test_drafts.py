"""What somebody types comes back, to them alone: after a refusal, on another device, and not once it is sent."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import get_resolver
from django.utils import timezone

from etabli.foundation.drafts.keeping import MAX_DRAFTS, MAX_LENGTH, writer_of
from etabli.foundation.drafts.models import Draft
from etabli.foundation.drafts.tasks import forget_drafts
from etabli.foundation.people.models import Organisation, Role, SecretLink, User
from etabli.foundation.people.sessions import SessionStore
from etabli.foundation.people.viewer import BEGUN_KEY
from tests import factories as make
from tests.armed import ArmedClient
from tests.consistency.test_access import addresses

pytestmark = pytest.mark.django_db

FORM = "/compte/nom/"
IN_PLACE = "Ce que vous aviez écrit est à sa place"


@pytest.fixture
def chamber() -> Organisation:
    return make.chamber()


@pytest.fixture
def adviser(client: Client, chamber: Organisation) -> Client:
    return make.become(client, membership=make.membership(chamber))


def value(browser: Client, form: str = FORM, name: str = "name") -> str:
    """What the form says."""
    page = browser.get(form).content.decode()
    found = re.search(rf'<input type="text" name="{name}"(?: value="([^"]*)")?', page)
    assert found, page
    return found[1] or ""


def type_in(browser: Client, text: str, form: str = FORM, page: str = "", **more: object) -> int:
    """As the script of the page does, from a page that was just opened or from `page`."""
    page = page or browser.get(form).content.decode()
    script = re.search(r'<script src="[^"]*drafts\.js" ([^>]*)>', page)
    assert script, "the page keeps what is typed"
    said = dict(re.findall(r'data-(\w+)="([^"]*)"', script[1]))
    sent = {"form": form, "writer": said["writer"], "at": said["at"], "typed": json.dumps({"name": [text]})}
    return browser.post(said["keep"], {**sent, "before": "{}", **more}).status_code


def test_each_key_is_kept_and_comes_back_on_another_device(adviser: Client, chamber: Organisation) -> None:
    assert type_in(adviser, "Claire M") == 204
    assert type_in(adviser, "Claire Martin") == 204
    assert value(adviser) == "Claire Martin"
    page = adviser.get(FORM).content.decode()
    assert IN_PLACE in page
    there = make.become(ArmedClient(), membership=User.objects.get().memberships.get())
    assert value(there) == "Claire Martin"
    assert Draft.objects.count() == 1


def test_it_goes_once_it_is_sent_and_a_late_key_does_not_bring_it_back(adviser: Client) -> None:
    page = adviser.get(FORM).content.decode()
    type_in(adviser, "Claire", page=page)
    adviser.post(FORM, {"name": "Claire Martin"})
    assert type_in(adviser, "Clair", page=page) == 204, "it left before the form, and came after"
    assert value(adviser) == "Claire Martin"
    assert IN_PLACE not in adviser.get(FORM).content.decode()
    assert not Draft.objects.exclude(typed={}).exists(), "nothing of it is kept"
    type_in(adviser, "Claire M.")
    assert value(adviser) == "Claire M.", "what is typed afterwards is kept as ever"


def test_a_refused_form_is_kept_whole(adviser: Client) -> None:
    refused = {"name": "Claire www.example.org"}
    assert adviser.post(FORM, refused).status_code == 200
    assert value(adviser) == refused["name"], "without any script"


def test_it_is_put_aside_and_brought_back(adviser: Client) -> None:
    before = value(adviser)
    type_in(adviser, "Autre")
    sent = {"form": FORM, "next": FORM}
    assert adviser.post("/brouillons/mettre-de-cote/", sent)["Location"] == FORM
    assert value(adviser) == before
    assert "est mis de côté" in adviser.get(FORM).content.decode()
    assert adviser.post("/brouillons/reprendre/", sent)["Location"] == FORM
    assert value(adviser) == "Autre"


def test_one_who_changed_it_meanwhile_is_not_written_over_unseen(adviser: Client) -> None:
    type_in(adviser, "Claire", before=json.dumps({"name": [value(adviser)]}))
    warned = "Cette page a changé depuis"
    assert warned not in adviser.get(FORM).content.decode()
    User.objects.update(name="Somebody else's words")
    assert warned in adviser.get(FORM).content.decode()


def test_a_page_that_was_refused_does_not_say_what_stood_there_first(adviser: Client) -> None:
    """Sent before any key was kept; then touched again on the page of the refusal."""
    refused = {"name": "Claire www.example.org"}
    page = adviser.post(FORM, refused).content.decode()
    type_in(adviser, "Claire Martin", page=page, before=json.dumps({"name": [refused["name"]]}))
    assert value(adviser) == "Claire Martin"
    assert "Cette page a changé depuis" not in adviser.get(FORM).content.decode()


def test_nobody_finds_what_another_typed(adviser: Client, chamber: Organisation) -> None:
    page = adviser.get(FORM).content.decode()
    type_in(adviser, "Mots privés")
    colleague = make.become(adviser, membership=make.membership(chamber, Role.MANAGER))
    assert "Mots privés" not in colleague.get(FORM).content.decode()
    assert type_in(colleague, "De l’autre onglet", page=page) == 409, "the page was made for somebody else"
    assert Draft.objects.get().typed == {"name": ["Mots privés"]}
    visitor = ArmedClient()
    assert "drafts.js" not in visitor.get("/annuaire/").content.decode()


def test_each_capacity_has_its_own(client: Client, chamber: Organisation) -> None:
    """What an adviser types doesn't show to the same person on the association's board."""
    both = make.user()
    make.become(client, membership=make.membership(chamber, of=both))
    type_in(client, "Comme conseillère")
    make.become(client, membership=make.membership(make.association(), Role.BOARD, of=both))
    assert value(client) == both.name


def test_whoever_holds_a_link_finds_theirs(client: Client, chamber: Organisation) -> None:
    person = make.person(chamber)
    make.become(client, link=make.link(person))
    page = client.get("/compte/nom/", follow=True)
    form = page.redirect_chain[-1][0]
    type_in(client, "Léa", form=form)
    elsewhere = make.become(ArmedClient(), link=make.link(person))
    assert value(elsewhere, form) == "Léa"
    assert Draft.objects.get().owner_id == person.party_id


def test_a_visitor_for_whom_nothing_is_kept_costs_nothing(client: Client) -> None:
    assert "drafts.js" not in client.get("/adhesion/").content.decode()
    assert client.post("/brouillons/garder/", {"form": "/adhesion/", "typed": "{}"}).status_code in {400, 409}
    assert not Draft.objects.exists()


def test_a_visitor_who_began_a_project_finds_what_they_typed(client: Client, chamber: Organisation) -> None:
    make.association()
    session = client.session
    session[BEGUN_KEY] = {
        "outcome": "page",
        "trade": "food",
        "craft": {},
        "at": "x",
        "answers": {},
        "frame": {},
    }
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    client.post("/adhesion/", {"name": "Léa"})
    page = client.get("/adhesion/").content.decode()
    assert "no-store" in client.get("/adhesion/")["Cache-Control"]
    assert IN_PLACE in page
    assert 'value="Léa"' in page
    assert IN_PLACE not in ArmedClient().get("/adhesion/").content.decode()


def test_without_its_token_nothing_is_kept(adviser: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = adviser.cookies
    assert strict.post(FORM, {"name": "Planted www.example.org"}).status_code == 403
    assert strict.post("/brouillons/garder/", {"form": FORM}).status_code == 403
    assert not Draft.objects.exists()


def test_what_is_too_long_or_not_understood_is_not_kept(adviser: Client) -> None:
    assert type_in(adviser, "x" * MAX_LENGTH) == 204
    for typed in (
        "",
        "[]",
        '{"a": "b"}',
        '{"a": [1]}',
        '{"a": ["\\u0000"]}',
        '{"a": ["\\ud800"]}',
        "{",
        "[" * 5000,
    ):
        assert type_in(adviser, "", typed=typed) == 400
    assert type_in(adviser, "x", at="yesterday") == 400
    assert type_in(adviser, "x", at="2026-13-45T00:00:00") == 400
    assert type_in(adviser, "x", at="0001-01-01T00:00:00+14:00") == 400
    page = adviser.get(FORM).content.decode()
    assert type_in(adviser, "x", form="/a\0b", page=page) == 400
    for act in ("mettre-de-cote", "reprendre"):
        assert adviser.post(f"/brouillons/{act}/", {"form": "/a\0b"}).status_code == 302
    assert type_in(adviser, "x", form="//elsewhere" * 100, page=adviser.get(FORM).content.decode()) == 400
    assert not Draft.objects.exists()


def test_a_draft_does_not_grow_past_its_longest(adviser: Client) -> None:
    page = adviser.get(FORM).content.decode()
    for name in ("first", "second", "third"):
        part = json.dumps({name: ["x" * (MAX_LENGTH // 2)]})
        assert type_in(adviser, "", page=page, typed=part) == 204
    assert set(Draft.objects.get().typed) == {"first"}


def test_of_a_form_that_was_sent_not_even_its_first_values_stay(adviser: Client) -> None:
    type_in(adviser, "Claire", before=json.dumps({"name": ["Claire Martin, 12 rue du Port"]}))
    adviser.post(FORM, {"name": "Claire Martin"})
    draft = Draft.objects.get()
    assert (draft.typed, draft.initial_values) == ({}, {})
    assert draft.closed_at


def test_visitors_whose_session_is_gone_share_no_drafts() -> None:
    request = RequestFactory().get(FORM)
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "gone"
    request.session = SessionStore("gone")
    request.session[BEGUN_KEY] = {"outcome": "page"}
    assert request.session.session_key is None
    assert writer_of(request) is None


def test_there_are_never_too_many(adviser: Client) -> None:
    page = adviser.get(FORM).content.decode()
    for number in range(MAX_DRAFTS + 3):
        type_in(adviser, "x", form=f"/une/page/{number}/", page=page)
    assert Draft.objects.count() == MAX_DRAFTS
    assert not Draft.objects.filter(form="/une/page/0/").exists(), "the oldest goes"


def test_the_clock_forgets_after_a_month(adviser: Client) -> None:
    type_in(adviser, "x")
    forget_drafts(timezone.now() + timedelta(days=29))
    assert Draft.objects.exists()
    forget_drafts(timezone.now() + timedelta(days=31))
    assert not Draft.objects.exists()


def test_a_form_that_needs_a_fresh_proof_comes_back_after_it(client: Client, chamber: Organisation) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 9, 1, tzinfo=UTC), tick=False) as clock:
        make.become(client, membership=make.membership(chamber))
        clock.shift(timedelta(minutes=40))
        answer = client.post("/compte/adresse/", {"email": "new@example.org"})
        assert answer["Location"].startswith("/compte/prouver/")
        make.become(client, membership=User.objects.get().memberships.get())
        assert 'value="new@example.org"' in client.get("/compte/adresse/").content.decode()


def test_what_is_never_kept_is_a_list_of_decisions() -> None:
    """Codes, ballots, answers without a name, a tablet that goes round, how an account is found again, what may tell of
    somebody's health."""
    views = {name: _view(name) for name in addresses()}
    unkept = {name for name, view in views.items() if getattr(view, "unkept", False)}
    assert unkept == {
        "account_confirm_login_code",
        "account_login",
        "account_request_login_code",
        "assembly:poll",
        "drafts:bring_back",
        "drafts:keep",
        "drafts:put_aside",
        "forum:preview",
        "front:paper",
        "front:paper_pdf",
        "funding:sign",
        "funding:sign_as_adviser",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "people:add_app",
        "people:add_passkey",
        "people:address_code",
        "people:link_again",
        "people:paper",
        "people:paper_words",
        "people:prove_given_address",
        "protection:account",
        "protection:new_account",
        "protection:register",
        "seats:address_code",
        "support:days",
        "surveys:answer",
        "surveys:invited",
        "surveys:sheet",
        "surveys:sheet_new",
        "workshops:counter_open",
        "workshops:kiosk_now",
        "workshops:kiosk_open",
        "workshops:prepare",
        "workshops:sign",
        "workshops:sign_as_trainer",
    }


def _view(name: str) -> object:
    namespace, _colon, short = name.rpartition(":")
    resolver = get_resolver()
    if namespace:
        resolver = resolver.namespace_dict[namespace][1]
    return next((pattern.callback for pattern in _patterns(resolver) if pattern.name == short), None)


def _patterns(resolver: object) -> list:  # type: ignore[type-arg]  # Django's own
    found = []
    for pattern in resolver.url_patterns:  # type: ignore[attr-defined]  # Django's own
        found += _patterns(pattern) if hasattr(pattern, "url_patterns") else [pattern]
    return found


def test_nothing_of_what_is_never_kept_is_kept(client: Client, chamber: Organisation) -> None:
    make.become(client, membership=make.membership(chamber))
    client.post("/compte/adresse/", {"email": "new@example.org"})
    assert client.post("/compte/adresse/code/", {"code": "000000"}).status_code == 200
    assert "drafts.js" not in client.get("/compte/adresse/code/").content.decode()
    assert not Draft.objects.exclude(typed={}).exists()


def test_a_bearer_of_one_link_has_theirs_alone(client: Client, chamber: Organisation) -> None:
    person = make.person(chamber)
    make.association()
    make.become(client, link=make.link(person, SecretLink.Scope.PROJECT, 1))
    page = client.get("/adhesion/").content.decode()
    assert type_in(client, "Un porteur", form="/adhesion/", page=page) == 204
    make.become(client, link=make.link(person))
    assert IN_PLACE not in client.get("/adhesion/").content.decode()
