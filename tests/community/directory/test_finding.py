"""The list is found by the words of artisans: what they mean, not only what members write."""

from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client

from etabli.community.directory import queries
from etabli.community.directory.engine import Choice, Index, Lexicon, Source, clauses
from etabli.community.neutrality.models import LogEntry
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.search.queries import find_of_kind
from etabli.foundation.synonyms import Synonyms
from tests.community.conftest import AT, join
from tests.community.directory.conftest import published

SITE = Synonyms(("site", "site internet", "wordpress"), ("développeur", "premier site"), but=("textes",))
LOGO = Synonyms(("logo", "graphiste"), ("graphiste", "logo"))
LETTER = Synonyms(("newsletter",), ("lettre d'information",), near=("rédacteur",))
DEVELOPER, DESIGNER, WRITER = 1, 2, 3


def texts(*claims: str, headline: str = "", prose: str = "") -> dict[Source, list[str]]:
    return {Source.CLAIM: list(claims), Source.HEADLINE: clauses(headline), Source.PROSE: clauses(prose)}


INDEX = Index.of(
    {
        DEVELOPER: texts("Martin Dupré", "développeur", "Pessac", prose="Je ne fais pas de logo."),
        DESIGNER: texts(
            "Ana Lima", "graphiste", "enseigne", prose="Je travaille le matin. Un site, des vidéos."
        ),
        WRITER: texts("Bob", "rédacteur", "textes de site", "Pessac", headline="Des pages sur votre métier"),
    },
    Lexicon.of([SITE, LOGO, LETTER]),
)


@pytest.mark.parametrize(
    ("typed", "owners"),
    [
        ("refaire mon site", {DEVELOPER}),  # neither of whoever writes texts, nor of who speaks of one
        ("WordPress", {DEVELOPER}),
        ("je cherche quelqu'un pour un logo", {DESIGNER}),
        ("grafiste", {DESIGNER}),  # as it sounds
        ("wordpres", {DEVELOPER}),  # begun
        ("rédacteuur", {WRITER}),  # one slip
        ("textes pessac", {WRITER}),  # several words narrow
        ("pessac", {DEVELOPER, WRITER}),
        ("vidéos", {DESIGNER}),  # a sentence, where nobody claims it
        ("martin", {DEVELOPER}),
        ("matin", {DESIGNER}),
        ("matins", {DESIGNER}),
        ("maton", set()),  # never as a slip of what only stands in a sentence
        ("xyzzy", set()),
    ],
)
def test_what_is_meant_is_found(typed: str, owners: set[int]) -> None:
    answer = INDEX.answer(typed)
    assert answer.owners == owners
    assert not answer.missed or not owners


def test_a_name_is_never_read_as_a_word_of_another() -> None:
    others = {DESIGNER: texts("Ana Lima", "graphiste", prose="Je travaille le matin.")}
    assert Index.of(others, Lexicon.of([])).answer("martin").owners == set()


def test_whom_it_is_for_is_the_word_itself_else_the_sector_that_one_serves() -> None:
    baker = Synonyms(("boulanger", "boulangerie"), (), near=("alimentation",))
    lexicon = Lexicon.of([SITE, baker])
    serving = {
        1: texts("développeur", "alimentation"),
        2: texts("développeur"),
        3: texts("graphiste", "alimentation"),
    }
    assert Index.of(serving, lexicon).answer("site pour ma boulangerie").owners == {1}
    saying = {**serving, 4: texts("développeur", headline="Des sites de boulangers")}
    assert Index.of(saying, lexicon).answer("boulangerie site").owners == {4}


def test_a_slip_that_was_forgiven_is_said() -> None:
    assert INDEX.answer("grafiste").read_as == (("grafiste", "graphiste"),)
    assert INDEX.answer("graphiste").read_as == INDEX.answer("graph").read_as == ()
    nearest = INDEX.answer("logo pesssac")
    assert (nearest.missed, nearest.read_as) == (("pesssac",), ()), "what they don't say was read as nothing"


@pytest.mark.parametrize(
    ("typed", "owners", "missed"),
    [
        ("logo camion", {DESIGNER}, ("camion",)),  # nobody writes the other word
        ("logo pessac", {DESIGNER}, ("pessac",)),  # what is asked of a professional counts before the rest
        ("newsletter", {WRITER}, ("newsletter",)),  # nobody offers it: whose trade is nearest
    ],
)
def test_the_nearest_stand_in_for_nobody_and_are_said_to(typed: str, owners: set[int], missed: Any) -> None:
    answer = INDEX.answer(typed)
    assert (answer.owners, answer.missed) == (owners, missed)


@pytest.mark.parametrize("text", ["Je ne vends ni site ni publicité", "sans logo", "jamais de vidéo"])
def test_what_somebody_says_not_to_do_is_not_said_of_them(text: str) -> None:
    assert clauses(f"Des conseils. {text}, et rien d’autre") == ["Des conseils"]


# On the page


@pytest.fixture
def trades(world: SimpleNamespace) -> Any:
    """A developer, a designer, a writer, of whom each shows the same but for their trade."""
    with time_machine.travel(AT, tick=False):
        blank: dict[str, Any] = {"headline": "", "about": "", "sectors": ""}
        skills = {"developer": ["premier site"], "graphic-designer": ["logo"], "writer": ["textes de site"]}
        yield {
            trade: published(join(world, name, trade=trade), **{**blank, "skills": skills[trade]}).pk
            for name, trade in zip(("Ana", "Bob", "Eve"), skills, strict=True)
        }


def names(client: Client, query: str) -> set[int]:
    return {card.pk for card in client.get(f"/annuaire/?{query}").context["listed"].cards}


def test_the_list_and_the_page_that_looks_up_everything_answer_alike(
    client: Client, trades: dict[str, int]
) -> None:
    for typed, trade in {"refaire mon site": "developer", "logotipe": "graphic-designer"}.items():
        assert names(client, f"q={typed}") == {trades[trade]}
        assert {hit.object_id for hit in find_of_kind(Viewer.nobody(), typed, "profile", limit=9)} == {
            trades[trade]
        }


def test_the_nearest_are_said_so_on_the_page(client: Client, trades: dict[str, int]) -> None:
    page = client.get("/annuaire/?q=logo+camion").content.decode()
    assert "s’en approche" in page
    assert "camion" in page.split("s’en approche")[1]
    assert "s’en approche" not in client.get("/annuaire/?q=logo").content.decode()
    assert not find_of_kind(Viewer.nobody(), "logo camion", "profile", limit=9)


def test_nobody_near_a_commune_shows_those_elsewhere(client: Client, trades: dict[str, int]) -> None:
    choice = Choice(words="logo", place="33999")
    listed = queries.listed_profiles(Viewer.nobody(), choice, near=None, page=1, key="", at=AT)
    assert [card.pk for card in listed.cards] == [trades["graphic-designer"]]
    assert listed.result.is_elsewhere


def test_the_order_of_those_found_is_drawn_whatever_they_are_called(
    client: Client, world: SimpleNamespace, trades: dict[str, int]
) -> None:
    more = [published(join(world, "L" * length), skills=["logo"]).pk for length in range(1, 6)]
    orders = {
        tuple(card.pk for card in client.get("/annuaire/?q=logo").context["listed"].cards)
        for _visit in range(9)
    }
    assert len(orders) > 1
    first, again = (
        [hit.object_id for hit in find_of_kind(Viewer.nobody(), "logo", "profile", limit=9)] for _ in "ab"
    )
    assert first == again
    assert set(first) == {*more, trades["graphic-designer"]}
    two = [hit.object_id for hit in find_of_kind(Viewer.nobody(), "logo", "profile", limit=2, offset=2)]
    assert two == first[2:4]


def test_looking_up_everything_counts_no_showing(client: Client, trades: dict[str, int]) -> None:
    client.get("/annuaire/?q=logo")  # the seed of the day is committed to
    entries = LogEntry.objects.count()
    find_of_kind(Viewer.nobody(), "logo", "profile", limit=9)
    assert LogEntry.objects.count() == entries
