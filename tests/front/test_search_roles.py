"""What each role finds: its own things, what is open to all, and never what its own page would refuse."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from etabli.foundation.people import viewer
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Passage
from etabli.foundation.search import index
from etabli.front import search_pages
from etabli.front.searchable_acts import ACTS
from tests import factories as make
from tests.consistency.objects import FACTORIES, RIGHT, WRONG, World

pytestmark = pytest.mark.django_db

MADE = [
    "relays:detail",
    "briefs:overview",
    "market:ad",
    "quotes:detail",
    "workshops:workshop",
    "support:appointment",
    "front:person",
]
# Broad enough to meet each of them, and the pages and the help.
ASKED = ["site", "devis", "mairie", "pauillac", "visible", "demi-journée", "artisan", "lien", "données"]


@pytest.fixture
def world() -> World:
    made = World()
    for name in MADE:
        assert name in FACTORIES
        made.kwargs(name)
    for kind in index.declared_kinds():
        index.reindex(kind)
    return made


def found_by(client: Client) -> list[tuple[str, str]]:
    """Every (kind, address) that whoever came in by this browser finds on the page of search."""
    hits = []
    for text in ASKED:
        groups = client.get(reverse("front:search"), {"q": text}).context["groups"]
        hits += [(group.kind, result.url) for group in groups for result in group.results]
    return list(dict.fromkeys(hits))


KINDS = {
    "visitor": {"session", "commune", "page"},
    "artisan": {"session", "commune", "page", "brief", "quote", "ad", "appointment"},
    "relay": {"session", "commune", "page", "relay"},
    "member": {"session", "commune", "page", "ad"},
    "board": {"session", "commune", "page", "ad"},
    "adviser": {"session", "commune", "page", "brief", "quote", "ad", "appointment", "relay", "person"}
    | {"theme", "venue"},
    "other_artisan": {"session", "commune", "page"},
    "narrow_bearer": {"session", "commune", "page"},
    "neighbour_adviser": {"session", "commune", "page", "theme"},
    "neighbour_relay": {"session", "commune", "page"},
}


def test_each_role_finds_its_own_kinds_and_whatever_is_found_opens(world: World) -> None:
    for who in (*RIGHT, *WRONG):
        client = world.client(who)
        found = found_by(client)
        assert {kind for kind, _address in found} == KINDS.get(who, {kind for kind, _address in found}), who
        # Many passages stand on one page.
        pages = {address.partition("#")[0]: kind for kind, address in found if address}
        for address, kind in pages.items():
            answer = client.get(address, follow=True)
            refused = (who, kind, address, answer.status_code)
            if who == "neighbour_relay" and address.startswith("/mon-relais/"):
                assert answer.status_code == 404  # a town hall whose relay is not in the directory any more
                continue
            assert answer.status_code == 200, refused
            assert "/connexion/" not in str(answer.redirect_chain), refused


def test_words_that_are_proposed_come_from_what_the_viewer_may_see(world: World) -> None:
    person = make.person(world.chamber, name="Zéphirine Abracourcix")
    index.index_all("person", changed=[person])
    adviser = viewer.of_membership(world.posts["adviser"])
    assert search_pages.words_to_try(adviser, "abracurxx") == ["abracourcix"]
    for stranger in (
        Viewer.nobody(),
        make.artisan(world.person),
        viewer.of_membership(world.posts["member"]),
    ):
        assert "abracourcix" not in search_pages.words_to_try(stranger, "abracurxx")


@pytest.mark.parametrize(
    ("typed", "place"), [("perdu mon lien", "lost-link"), ("trop cher", "too-expensive")]
)
def test_an_answer_of_the_help_is_found(client: Client, db: Any, typed: str, place: str) -> None:
    shown = client.get(reverse("front:search"), {"q": typed}).content.decode()
    assert f"/aide/#{place}" in shown
    assert f'id="{place}"' in client.get("/aide/").content.decode()


WORDS = [
    ("visitor", "annuler mon inscription", "cancel my sign-up", "/aide/#cannot-come"),
    ("visitor", "j'ai perdu mon lien", "lost link", "/aide/#lost-link"),
    ("visitor", "j'ai perdu mon portable", "lost mobile", "/protection/que-faire-si/#phone-lost"),
    ("visitor", "on m'a piraté facebook", "facebook hacked", "/protection/que-faire-si/#page-hacked"),
    ("visitor", "faux rib", "bank details changed", "/protection/que-faire-si/#false-invoice"),
    ("artisan", "registre rgpd", "gdpr", "/protection/registre/"),
    ("artisan", "annuler mon inscription", "cancel my sign-up", "/mon-espace/"),
    ("artisan", "changer d'adresse", "change my address", "/compte/"),
    ("artisan", "déplacer ma demi-journée", "move my half-day", "/mon-espace/"),
    ("artisan", "désabonner", "unsubscribe", "/messages/reglages/"),
    ("artisan", "supprimer mes données", "delete my data", "/mes-donnees/effacer/"),
    ("relay", "inscrire quelqu'un", "register somebody", "/mon-relais/inscrire/"),
    ("member", "payer ma cotisation", "membership fee", "/mon-adhesion/"),
    ("member", "donner procuration", "give a proxy", "/assemblees/"),
    ("board", "convoquer une assemblée", "convene an assembly", "/assemblees/nouvelle/"),
    ("moderator", "masquer une annonce", "hide an ad", "/moderation/"),
    ("adviser", "reporter un atelier", "postpone a workshop", "/seances/"),
    ("adviser", "émargement", "attendance", "/seances/"),
    ("manager", "inviter un collègue", "invite a colleague", "/equipe/"),
]


@pytest.mark.parametrize(("who", "french", "english", "address"), WORDS)
def test_an_act_is_found_by_the_words_of_those_who_look_for_it(
    db: None, who: str, french: str, english: str, address: str
) -> None:
    assert address in acts_found(who, french, "fr")[:5]
    assert address in acts_found(who, english, "en")[:5]


def acts_found(role: str, text: str, language: str) -> list[str]:
    """The addresses of the pages and acts that this text finds, the nearest first."""
    with override(language):
        groups = search_pages.search_groups(
            Viewer(role=Role.NOBODY if role == "visitor" else Role(role)), text
        )
    return [
        result.url for group in groups if group.kind == search_pages.PASSAGE_KIND for result in group.results
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("act", ACTS, ids=lambda act: f"{act.url_name} {act.title}")
def test_each_act_is_found_by_each_role_by_its_title_and_its_other_words(
    act: Passage, language: str, db: None
) -> None:
    address = reverse(act.url_name) + (f"#{act.place}" if act.place else "")
    with override(language):
        title, others = str(act.title), str(act.searched).split(", ")
    first, *rest = sorted(act.roles - {Role.BEARER})
    missed = [text for text in (title, *others) if address not in acts_found(first, text, language)]
    assert not missed, first
    assert [role for role in rest if address not in acts_found(role, title, language)] == []


def test_the_answer_as_one_types_is_that_of_the_whole_page(world: World) -> None:
    client = world.client("adviser")
    address = reverse("front:search")
    whole = client.get(address, {"q": "mairie"}).content.decode()
    part = client.get(address, {"q": "mairie"}, headers={"HX-Request": "true"}).content.decode()
    found, _mark, told = part.partition('<p hx-swap-oob="innerHTML:#told">')
    assert found.strip()
    assert found.strip() in whole
    assert f'id="told">{told.partition("</p>")[0]}</p>' in whole
    assert "<html" not in part


def test_all_of_a_kind_page_by_page(world: World) -> None:
    people = [make.person(world.chamber, name=f"Dupont {n:02}") for n in range(search_pages.PAGE_SIZE + 5)]
    index.index_all("person", changed=people)
    client, address = world.client("adviser"), reverse("front:search")
    asked = {"q": "dupont", "kind": "person"}
    assert f"({len(people)})" in client.get(address, {"q": "dupont"}).content.decode()
    first = client.get(address, asked).content.decode()
    second = client.get(address, {**asked, "page": "2"}).content.decode()
    assert (first.count("<mark>Dupont</mark>"), second.count("<mark>Dupont</mark>")) == (
        search_pages.PAGE_SIZE,
        5,
    )
    for strange in ({"q": "dupont", "kind": "nothing"}, {**asked, "page": "999"}, {"kind": "person"}):
        assert client.get(address, strange).status_code == 200
