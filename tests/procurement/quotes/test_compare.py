"""A quote against a brief, with a recogniser that the test provides."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from etabli.procurement.quotes.engine import Line, Place, Quote
from etabli.procurement.quotes.engine.compare import Wanted, as_said, compare, with_needs
from etabli.procurement.quotes.engine.model import Passage


@dataclass(frozen=True)
class Seen:
    need_id: str
    confidence: float


def recognise(text: str, catalogue: dict[str, float]) -> tuple[Seen, ...]:
    return tuple(Seen(word, sure) for word, sure in catalogue.items() if word in text.lower())


CATALOGUE = {"domaine": 0.9, "photos": 0.9, "logo": 0.9, "statistiques": 0.4, "formation": 0.9}
QUOTE = Quote(
    source="text",
    lines=(Line("Nom de domaine", net_amount=Decimal(10)), Line("Logo"), Line("Statistiques simples")),
    passages=(Passage("Formation possible sur demande", Place(1, (0, 0, 1, 1))),),
)


def test_each_need_gets_its_status() -> None:
    wanted = [
        Wanted("domaine"),
        Wanted("photos", question="Qui prend les photos ?"),
        Wanted("statistiques"),
        Wanted("formation"),
        Wanted("logo", "not"),
    ]
    found = {a.need: a for a in compare(QUOTE, wanted, CATALOGUE, recognise)}
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
    assert [
        (a.need, a.status, a.lines) for a in compare(QUOTE, [Wanted("domaine")], CATALOGUE, recognise)
    ] == [
        ("domaine", "covered", (0,)),
        ("logo", "extra", (1,)),
    ]


def test_what_a_person_says_comes_before_what_is_read() -> None:
    wanted = [
        Wanted("domaine", question="À qui ?"),
        Wanted("photos", question="Qui ?"),
        Wanted("formation", "not"),
    ]
    read = compare(QUOTE, wanted, CATALOGUE, recognise)
    said = as_said(
        read, wanted, {"domaine": "missing", "photos": "covered", "logo": "missing", "formation": "covered"}
    )
    assert [(one.need, one.status, one.question) for one in said] == [
        ("domaine", "missing", "À qui ?"),
        ("photos", "covered", ""),
        ("formation", "extra", ""),
    ]
    assert as_said(read, wanted, {}) == read


def test_lines_carry_the_needs_they_name_for_certain() -> None:
    assert [line.needs for line in with_needs(QUOTE, CATALOGUE, recognise).lines] == [
        ("domaine",),
        ("logo",),
        (),
    ]
