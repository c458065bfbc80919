"""A quote against a brief, with a recogniser that the test provides, then with ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pytest

from etabli.procurement.briefs.engine import Answer, Brief
from etabli.procurement.needs.catalogue import load
from etabli.procurement.quotes.engine import Against, Line, Place, Quote
from etabli.procurement.quotes.engine.model import Passage, Polarity
from etabli.procurement.quotes.engine.report.compare import Wanted, compare, overruled
from etabli.procurement.quotes.engine.report.needs import NeedMentions, need_mentions
from etabli.procurement.quotes.quote_needs import with_needs


@dataclass(frozen=True)
class Seen:
    need_id: str
    confidence: float
    evidence: str = ""
    polarity: Polarity = "offered"


def recognise(text: str, catalogue: dict[str, float], above: Sequence[str]) -> tuple[Seen, ...]:
    del above
    words = {"sans ": "excluded", "en option": "optional", "par vos soins": "from_client"}
    polarity: Any = next((said for word, said in words.items() if word in text.lower()), "offered")
    return tuple(Seen(word, sure, "", polarity) for word, sure in catalogue.items() if word in text.lower())


def rows(*texts: str, apart: int = 12) -> tuple[Passage, ...]:
    return tuple(
        Passage(text, Place(1, (0, apart * at, 90, apart * at + 10))) for at, text in enumerate(texts)
    )


CATALOGUE = {"domaine": 0.9, "photos": 0.9, "logo": 0.9, "statistiques": 0.4, "formation": 0.9}
QUOTE = Quote(
    source="text",
    lines=(Line("Nom de domaine", net_amount=Decimal(10)), Line("Logo"), Line("Statistiques simples")),
    passages=rows("Formation au choix"),
)


def mentions(quote: Quote = QUOTE) -> NeedMentions:
    return need_mentions(quote, CATALOGUE, recognise, lambda _text, _catalogue: frozenset(), {})


def test_each_need_gets_its_status() -> None:
    wanted = [
        Wanted("domaine"),
        Wanted("photos", question="Qui prend les photos ?"),
        Wanted("statistiques"),
        Wanted("formation"),
        Wanted("logo", "not"),
    ]
    found = {a.need: a for a in compare(QUOTE, wanted, mentions())}
    assert {need: a.status for need, a in found.items()} == {
        "domaine": "covered",
        "photos": "missing",
        "statistiques": "unclear",
        "formation": "unclear",
        "logo": "extra",
    }
    assert found["domaine"].lines == (0,)
    assert found["photos"].question == "Qui prend les photos ?"


def test_what_the_brief_does_not_ask_is_extra() -> None:
    assert [(a.need, a.status, a.lines) for a in compare(QUOTE, [Wanted("domaine")], mentions())] == [
        ("domaine", "covered", (0,)),
        ("logo", "extra", (1,)),
    ]


def test_what_no_quote_can_answer_asks_nothing() -> None:
    wanted = [Wanted(need, question="Quoi ?", answerable=False) for need in ("domaine", "photos")]
    found = [one for one in compare(QUOTE, wanted, mentions()) if one.status != "extra"]
    assert found == [Against("domaine", "covered", (0,)), Against("photos", "unclear")]


def test_what_a_person_says_comes_before_what_is_read() -> None:
    wanted = [
        Wanted("domaine", question="À qui ?"),
        Wanted("photos", question="Qui ?"),
        Wanted("formation", "not"),
    ]
    read = compare(QUOTE, wanted, mentions())
    said = overruled(
        read, wanted, {"domaine": "missing", "photos": "covered", "logo": "missing", "formation": "covered"}
    )
    assert [(one.need, one.status, one.question) for one in said] == [
        ("domaine", "missing", "À qui ?"),
        ("photos", "covered", ""),
        ("formation", "extra", ""),
    ]
    assert overruled(read, wanted, {}) == read


def test_an_option_is_to_be_made_clear_and_what_the_client_gives_is_not_covered() -> None:
    quote = Quote("text", lines=(Line("Logo en option"), Line("Photos remises par vos soins")), passages=())
    asked = {"optional": "Combien ? {words}", "from_client": "Pour quand ? {words}"}
    wanted = [Wanted("logo", if_said=asked), Wanted("photos", if_said=asked)]
    logo, photos = compare(quote, wanted, mentions(quote))
    assert (logo.status, logo.polarity, logo.lines) == ("unclear", "optional", (0,))
    assert logo.question == "Combien ? Logo en option"
    assert (photos.status, photos.polarity, photos.lines) == ("missing", "from_client", ())
    assert photos.question == "Pour quand ? Photos remises par vos soins"
    paid = replace(quote, lines=(*quote.lines, Line("Photos", net_amount=Decimal(90))))
    assert compare(paid, wanted, mentions(paid))[1].status == "covered"


# With our catalogue and what recognises its needs


def read(*texts: str, lines: tuple[Line, ...] = (), apart: int = 12) -> Quote:
    """A quote with these rows, against a brief that asks for hosting, texts and a goal."""
    ids = ("goals-public", "texts", "hosting")
    answers = tuple(Answer(need, load().by_id[need].number, "must") for need in ids)
    quote = Quote("text", lines=lines, passages=rows("Devis : création de votre site", *texts, apart=apart))
    return with_needs(quote, Brief("Un site", "maçon", "site", answers))


def hosting(quote: Quote) -> Against:
    return next(one for one in quote.against if one.need == "hosting")


@pytest.mark.parametrize(
    ("texts", "status"),
    [
        ((), "missing"),
        (("Hébergement compris la première année",), "unclear"),
        (("Site en trois pages. Hébergement non compris. Photos : 12",), "missing"),
        (("Ne sont pas compris :", "- hébergement", "- photos"), "missing"),
    ],
)
def test_what_is_said_is_said_to_be_and_asked_about(texts: tuple[str, ...], status: str) -> None:
    found = hosting(read(*texts))
    assert found.status == status
    if len(texts) and status == "missing":
        assert found.said
        assert found.question.startswith(f"Vous écrivez\u00a0: «\u00a0{found.said.value}\u00a0». Combien")
    else:
        assert found.said is None
        assert found.question == load().by_id["hosting"].ask.fr


def test_no_heading_takes_away_a_line_that_has_a_price() -> None:
    line = Line("Hébergement 12 mois", net_amount=Decimal(90))
    for text in ("Non compris :", "Hors hébergement la deuxième année"):
        assert hosting(read(text, "Hébergement 12 mois 90,00", lines=(line,))).status == "covered"
    bare = replace(line, net_amount=None)
    both = hosting(read("Non compris :", "- hébergement", lines=(bare,)))
    assert (both.status, both.lines) == ("unclear", (0,))
    assert both.said


def test_a_blank_ends_what_a_heading_leaves_out() -> None:
    list_ = ("Non compris :", "- photos", "- hébergement de votre site")
    assert hosting(read(*list_)).said
    assert hosting(read(*list_, apart=25)).status == "unclear"


def test_lines_carry_the_needs_they_name_for_certain() -> None:
    quote = read(lines=(Line("Nom de domaine"), Line("Remise"), Line("Logo", optional=True)))
    assert [line.needs for line in quote.lines] == [("domain-owner",), (), ("logo",)]


def test_the_goal_is_no_quote_s_to_tell() -> None:
    assert read().against[0] == Against("goals-public", "unclear")
