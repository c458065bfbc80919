"""What the cells of a row, and the items of a short list, say of the needs that they name."""

import pytest

from etabli.procurement.needs.catalogue import load
from etabli.procurement.needs.engine import Polarity, recognise
from etabli.procurement.needs.engine.cells import said_by_cells

CATALOGUE = load()


def said(line: str, *above: str) -> dict[str, Polarity]:
    return {match.need_id: match.polarity for match in recognise(line, CATALOGUE, above)}


@pytest.mark.parametrize(
    ("line", "above", "polarity"),
    [
        ("Logo ✗", (), "excluded"),
        ("✓ Logo", (), "offered"),
        ("[ ] Logo, 250 €", (), "optional"),
        ("Logo   NC", (), "excluded"),
        ("Logo OPT. 90,00", (), "optional"),
        ("Logo | en sus", (), "excluded"),
        ("Logo   sur devis", (), "optional"),
        ("Logo   offert", (), "offered"),
        ("Logo   0,00 €", (), "offered"),
        ("Logo   –", (), "excluded"),
        ("Logo   client", (), "from_client"),
        ("Logo | | X", ("Prestation | Inclus | Non inclus",), "excluded"),
        ("Logo | X |", ("Prestation | Inclus | Non inclus",), "offered"),
        ("Logo            x", ("Prestation   Inclus   Option",), "offered"),
        ("Logo                     x", ("Prestation   Inclus   Option",), "optional"),
        ("Logo | X", ("Textes | Non inclus",), None),  # a row of its own is no head of columns
        ("Logo   350,00", (), None),
        ("Logo × 2", (), None),
        ("Un logo et des textes", (), None),
        ("Logo\n\nOption", (), None),
        ("", (), None),
    ],
)
def test_a_row_says_by_its_cells_what_becomes_of_it(
    line: str, above: tuple[str, ...], polarity: Polarity | None
) -> None:
    assert said_by_cells(line, above) == polarity


def test_cells_say_more_than_a_heading_and_less_than_the_words_beside() -> None:
    assert said("Hébergement   inclus", "Options :") == {"hosting": "offered"}
    assert said("Hébergement   ✗", "Compris :") == {"hosting": "excluded"}
    assert said("Hébergement fourni par vos soins   ✓") == {"hosting": "from_client"}


@pytest.mark.parametrize(
    ("heading", "polarity"),
    [
        ("À prévoir en plus", "excluded"),
        ("Limites de la prestation :", "excluded"),
        ("Ne sont pas compris dans cette proposition :", "excluded"),
        ("Pour aller plus loin", "optional"),
        ("Vous pouvez ajouter :", "optional"),
        ("Ce dont j’ai besoin de votre part :", "from_client"),
        ("Documents à nous remettre avant le démarrage", "from_client"),
        ("Nos prestations", "offered"),
    ],
)
def test_a_heading_says_it_whatever_it_is_called(heading: str, polarity: Polarity) -> None:
    assert said("Logo", heading)["logo"] == polarity


@pytest.mark.parametrize(
    ("line", "need"),
    [
        ("Photos transmises en pleine résolution par la fleuriste", "photos"),
        ("Charge à vous d’écrire les textes", "texts"),
        ("Publications : c’est votre job", "posts"),
        ("Mises à jour : sous votre responsabilité", "maintenance"),
    ],
)
def test_who_acts_is_told_by_the_subject(line: str, need: str) -> None:
    assert said(line)[need] == "from_client"


@pytest.mark.parametrize("separator", [", ", " - ", " / ", " + ", " • ", " ; "])
def test_neighbours_in_a_short_list_support_each_other(separator: str) -> None:
    assert "print" in said(separator.join(["Infographie", "offset", "logo"]))
    assert "training" in said(separator.join(["Sauvegardes", "formateur", "hébergement"]))
    assert said(separator.join(["Bois", "métal", "verre"])) == {}
