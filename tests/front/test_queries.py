"""Searches as advisers type them: what they look for is among what is shown first."""

from pathlib import Path

import pytest
import time_machine
from django.urls import reverse
from django.utils.translation import override

from etabli.foundation.people.actions import add_person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.search import index
from etabli.front import search_pages
from etabli.programme.showcase.models import Story
from etabli.programme.surveys.models import Draft
from etabli.programme.workshops.models import Venue
from etabli.territory.register.actions import attach_artisan
from etabli.territory.relays.actions import create_relay
from tests.programme.trip import AT, Trip

QUERIES = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "queries.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
TUNED, HELD_OUT = QUERIES[::2], QUERIES[1::2]
FIRST = 8  # rows that one sees without scrolling


def furnished() -> Viewer:
    """The chamber in which they search."""
    trip = Trip()
    lesparre = trip._town("33240", "Lesparre-Médoc", "200069998", "CC Médoc Atlantique", -0.93)
    trip.session(trip.blaye)
    trip.session(trip.pauillac, days=11)
    trip.session(lesparre, days=12, theme=trip.themes[1])
    for kind, name, commune in (
        ("town_hall", "Mairie de Pauillac", trip.pauillac),
        ("association", "Association des commerçants de Blaye", trip.blaye),
        ("club", "Club d’entreprises du Médoc", lesparre),
    ):
        create_relay(chamber=trip.chamber, kind=kind, name=name, commune=commune, by=trip.adviser, at=AT)
    for name, commune in (("Salle des fêtes", trip.blaye), ("Espace numérique", trip.pauillac)):
        Venue.objects.create(chamber=trip.chamber, name=name, commune=commune, capacity=20)
    for name, trade, commune in (
        ("Inès Moreau", "1071CB", trip.pauillac),
        ("Jean-Luc Delacroix", "4399CB", trip.blaye),
    ):
        person = add_person(
            chamber=trip.chamber,
            name=name,
            email="",
            phone="06 00 00 00 0" + trade[0],
            by=Viewer.nobody(),
            at=AT,
        )
        attach_artisan(
            person=person, commune=commune, trade_code=trade, business_name="", by=trip.adviser, at=AT
        )
    Story.objects.create(
        chamber=trip.chamber,
        title="Une vitrine pour les bagues",
        trade_code="3212ZZ",
        commune=trip.blaye,
        state=Story.State.DRAFT,
        written_by_id=trip.adviser.actor.party_id,
        started_at=AT,
    )
    Draft.objects.create(chamber=trip.chamber, title="Avis de l’été à Blaye")
    for kind in index.declared_kinds() | index.finders():
        index.reindex(kind)
    return trip.adviser


def is_among_the_first(viewer: Viewer, typed: str, expected: str) -> bool:
    kind, _space, name = expected.partition(" ")
    rows = [
        (group.kind, "".join(piece for piece, _hit in result.title), result.url)
        for group in search_pages.search_groups(viewer, typed)
        for result in group.results
    ][:FIRST]
    if kind == "page":
        return reverse(name) in {url.partition("#")[0] for _kind, _title, url in rows}
    return any(found == kind and title.startswith(name) for found, title, _url in rows)


def missed(viewer: Viewer, queries: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [query for query in queries if not is_among_the_first(viewer, *query)]


@pytest.mark.django_db
def test_what_advisers_look_for_is_shown_first() -> None:
    with time_machine.travel(AT, tick=False):
        viewer = furnished()
        with override("fr"):
            assert len(QUERIES) == 68
            assert missed(viewer, TUNED) == []
            assert len(missed(viewer, HELD_OUT)) <= 3
