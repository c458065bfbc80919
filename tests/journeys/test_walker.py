"""What axe is spared: a document that differs from another by its words alone."""

import pytest

from tests.journeys.walker import structure

PAGE = """<main><h1>Ateliers</h1><p id="help-12">Le nom</p>
<a href="/ateliers/12/" aria-describedby="help-12" title="Voir">Voir</a></main>"""


def test_other_words_and_other_numbers_are_the_same_structure() -> None:
    other = PAGE.replace("Ateliers", "Séances").replace("12", "345").replace("Voir", "Lire")
    assert structure(other) == structure(PAGE)


@pytest.mark.parametrize(
    ("part", "changed"),
    [
        ("Ateliers", ""),
        (' title="Voir"', ' title=""'),
        (' title="Voir"', ""),
        ('aria-describedby="help-12"', 'aria-describedby="help-13"'),
        ('<p id="help-12">', '<p id="help-12" class="pale">'),
        ("h1", "h2"),
    ],
)
def test_what_axe_may_judge_makes_another(part: str, changed: str) -> None:
    assert structure(PAGE.replace(part, changed)) != structure(PAGE)
