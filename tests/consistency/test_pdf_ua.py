"""Every PDF that the product makes, read as a screen reader does: headings, lists, tables, figures, language, title.

One small document of each template (`paper_samples.py`). A new template without one fails.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest

import etabli
from etabli.foundation.documents import render
from tests.consistency.paper_samples import DATA
from tests.pdf import faults, tags

PACKAGE = Path(etabli.__file__).parent
AT = datetime(2026, 11, 25, 10, tzinfo=UTC)
# No document by themselves: the house style, and parts of others.
PARTS = {"foundation/documents/house.typ", "programme/workshops/documents/signed.typ"}
# Invented quotes of suppliers, to be read as those that come from elsewhere.
AS_FROM_ELSEWHERE = {"demo", "site/practice"}

ISSUER = {"issuer": "Chambre de métiers", "fictional": False}
# What the document is made of, beside what every document is.
MADE_OF: dict[str, dict[str, int]] = {
    "foundation/own_data/documents/register.typ": {"H2": 1, "LI": 3},
    "foundation/own_data/documents/copy.typ": {"H2": 3, "H3": 1, "LI": 2},
    "front/documents/paper.typ": {"H2": 1, "LI": 3, "Figure": 1},
    "programme/outreach/documents/poster.typ": {"H2": 2, "LI": 1, "Figure": 1},
    "programme/outreach/documents/flyer.typ": {"H2": 1, "LI": 1, "Figure": 1},  # of four, one is told
    "community/assembly/documents/convocation.typ": {"H2": 2, "H3": 1},
    "community/assembly/documents/minutes.typ": {"H2": 2, "Table": 2},
    "procurement/briefs/documents/brief.typ": {"H2": 3, "LI": 2, "Table": 1},
    "programme/funding/documents/application.typ": {"H2": 4, "Table": 1},
    "programme/coverage/documents/sheet.typ": {"H2": 3, "LI": 4, "Figure": 1},
    "programme/surveys/documents/results.typ": {"H2": 1, "Table": 3},
    "programme/workshops/documents/attendance.typ": {"Table": 1, "Figure": 2},
    "programme/workshops/documents/certificate.typ": {"Table": 1, "Figure": 2},
    "programme/workshops/documents/leaflet.typ": {"H2": 3, "H3": 1, "Figure": 1},
    "programme/workshops/documents/sheets.typ": {"H1": 3, "LI": 6},
}


def templates() -> set[str]:
    paths = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.typ")} - PARTS
    return {path for path in paths if path.rpartition("/documents/")[0] not in AS_FROM_ELSEWHERE}


def test_every_template_is_tried() -> None:
    assert templates() == DATA.keys(), (
        "give each template what its app gives it, and nothing to those that are gone"
    )


@pytest.mark.parametrize("template", sorted(DATA))
def test_a_screen_reader_is_told_all(template: str) -> None:
    pdf = render(PACKAGE / template, {**ISSUER, **DATA[template]}, title="Le titre", at=AT)
    assert faults(pdf, "Le titre") == []
    counts = tags(pdf)
    assert {tag: counts[tag] for tag in MADE_OF.get(template, {})} == MADE_OF.get(template, {})
