"""A quote printed as a supplier would, a project to compare it with, and the people of the association's tests."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from fpdf import FPDF

from etabli.foundation.files.receiving import Examined
from etabli.foundation.people.viewer import of_person
from etabli.procurement.briefs.actions import answer_need, start_brief
from etabli.procurement.briefs.models import Brief
from etabli.procurement.quotes import actions, tasks
from etabli.procurement.quotes.models import QuoteReading
from tests import factories as make
from tests.community.conftest import (
    AT,
    world as world,  # the same people, seen from the other side
)

LINES = [
    ("Création du site vitrine, 6 pages", "1", "1 800,00", "1 800,00"),
    ("Photographies de l'atelier", "1", "350,00", "350,00"),
    ("Hébergement du site", "12 mois", "35,00", "420,00"),
    ("Formation à la mise à jour", "2 h", "70,00", "140,00"),
]
TOTALS = [("Total HT", "2 710,00"), ("TVA 20 %", "542,00"), ("Total TTC", "3 252,00")]


def printed(
    lines: list[Any] = LINES, totals: list[Any] = TOTALS, supplier: str = "SARL Atelier Fictif"
) -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=11)
    for text in [supplier, "SIRET 732 829 320 00074", "DEVIS n° D2027-014", "Date : 04/01/2027"]:
        pdf.cell(0, 7, text, new_x="LMARGIN", new_y="NEXT")
    pdf.ln(6)
    widths = (90, 25, 35, 35)
    for row in [("Désignation", "Quantité", "Prix unitaire HT", "Montant HT"), *lines]:
        for width, text in zip(widths, row, strict=True):
            pdf.cell(width, 8, text, border=1, align="L" if width == 90 else "R")
        pdf.ln(8)
    for label, amount in totals:
        pdf.cell(150, 8, label, align="R")
        pdf.cell(35, 8, f"{amount} EUR", align="R", new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def upload(content: bytes | None = None, name: str = "devis.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, printed() if content is None else content)


def given_file(content: bytes | None = None, name: str = "devis.pdf") -> Examined:
    """The same, as acts take it."""
    return make.examined(printed() if content is None else content, name)


def project(world: SimpleNamespace, person: Any = None, number: int = 0) -> Brief:
    """A project that asks for pages, photos, training, and the domain name in one's own name."""
    person = person or world.artisan
    me = of_person(person)
    brief = start_brief(person=person, outcome="site", trade="Menuisier", by=me, at=AT)
    for need in ["pages", "photos", "training", "domain-owner"]:
        answer_need(brief=brief, need_id=need, answer="Oui", by=me, at=AT)
    return brief


def give(world: SimpleNamespace, *, read: bool = True, **changes: Any) -> QuoteReading:
    """A quote given by the artisan, and read."""
    given = {"person": world.artisan, "upload": given_file(), "by": world.artisan_viewer, "at": AT}
    reading = actions.add_quote(**{**given, **changes})
    if read:
        assert tasks.read_now(reading.pk, AT)
        reading = QuoteReading.objects.get(pk=reading.pk)
    return reading


@pytest.fixture
def brief(world: SimpleNamespace) -> Brief:
    return project(world)


@pytest.fixture
def clock(world: SimpleNamespace) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller
