"""The staff's figures: every measure by its own act, at every level, of one sector; season after season."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.procurement.briefs.models import Brief
from etabli.programme.coverage.actions import forget_online, note_online
from etabli.programme.coverage.engine import Season
from etabli.programme.coverage.queries.measures import UNKNOWN_TERRITORY
from etabli.programme.coverage.queries.territories import (
    FigureFilter,
    Row,
    evolution,
    get_territory,
    table,
    total_counts,
)
from etabli.programme.outreach.models import Mailing, Recipient
from etabli.territory.places.models import Arrondissement, Commune
from etabli.territory.register.models import Artisan
from etabli.territory.relays.actions import count_visit
from etabli.territory.relays.models import ContactNote
from tests import factories as make
from tests.programme.trip import AT, DAY, Trip

YEAR = FigureFilter(date(2027, 1, 1), date(2027, 12, 31))
MEDOC, BLAYE = "200069995", "200023794"


def counts(trip: Trip, asked: FigureFilter = YEAR, by: Viewer | None = None) -> dict[str, int | None]:
    """Those of Médoc that are not zero."""
    row = next(row for row in table(by or trip.adviser, asked) if row.code == MEDOC)
    return {name: value for name, value in row.counts.items() if value}


def everything(trip: Trip) -> None:
    """One of each measure, in Pauillac."""
    person, relay = trip.person(), trip.relay()
    trip.businesses(trip.pauillac, 1)
    trip.sign_up(trip.session(), person, present=True)
    trip.reported(trip.booked(person))
    count_visit(relay=relay, at=AT)
    ContactNote.objects.create(relay=relay, kind=ContactNote.Kind.KIT, text="Le kit", at=AT)
    mailing = Mailing.objects.create(
        chamber=trip.chamber, subject="À Pauillac", body="Venez.", created_at=AT, sent_at=AT
    )
    Recipient.objects.create(mailing=mailing, person=person, status=Recipient.Status.WRITTEN, written_at=AT)
    Brief.objects.create(chamber=trip.chamber, person=person, outcome="site", started_at=AT)
    note_online(person=person, address="https://example.org/", since_on=AT.date(), by=trip.adviser, at=AT)


ALL = dict.fromkeys(
    (
        "businesses",
        "kits",
        "reached",
        "written",
        "registered",
        "attended",
        "supported",
        "with_brief",
        "online",
    ),
    1,
)


def test_each_measure_is_counted_where_it_happens_and_in_its_own_chamber(trip: Trip) -> None:
    everything(trip)
    assert counts(trip) == ALL
    assert counts(trip, by=trip.manager) == ALL
    assert counts(trip, by=trip.next_door) == {}
    assert counts(trip, FigureFilter(date(2026, 1, 1), date(2026, 12, 31))) == {"businesses": 1}


def test_a_project_put_away_and_a_site_that_went_count_no_more(trip: Trip) -> None:
    everything(trip)
    Brief.objects.update(state=Brief.State.WITHDRAWN)
    person = Artisan.objects.get().person
    forget_online(presence=person.online_presences.get(), by=trip.adviser, at=AT)
    assert counts(trip).keys() == ALL.keys() - {"with_brief", "online"}


def test_a_sector_is_that_of_the_trade_told_else_of_the_business(trip: Trip) -> None:
    everything(trip)
    food, building = (FigureFilter(YEAR.since, YEAR.until, sector) for sector in ("ALIMENTATION", "BATIMENT"))
    Artisan.objects.update(trade_code="1071CZ")
    told = counts(trip, food)
    assert told.keys() == {"written", "registered", "attended", "supported", "with_brief", "online"}
    assert counts(trip, building) == {}
    row = next(row for row in table(trip.adviser, food) if row.code == MEDOC)
    assert row.counts["kits"] is None
    assert row.counts["reached"] is None  # a relay has no trade


def test_a_level_adds_up_to_the_same_and_communes_are_those_of_their_territory(trip: Trip) -> None:
    Arrondissement.objects.create(code="334", name="Lesparre-Médoc")
    Commune.objects.filter(pk=trip.pauillac.pk).update(arrondissement="334")
    everything(trip)
    trip.sign_up(trip.session(days=11), trip.person(trip.blaye))
    by_epci, by_arrondissement = (
        table(trip.adviser, YEAR, level=level) for level in ("epci", "arrondissement")
    )
    assert total_counts(by_epci) == total_counts(by_arrondissement)
    assert [row.code for row in by_arrondissement] == ["334", UNKNOWN_TERRITORY]  # Blaye has none here
    inside = table(trip.adviser, YEAR, condition=get_territory(trip.adviser, MEDOC))
    assert [(row.name, row.counts["registered"]) for row in inside] == [("Pauillac", 1)]
    alone = table(trip.adviser, YEAR, condition=get_territory(trip.adviser, trip.pauillac.pk))
    assert alone == inside


def test_who_said_no_commune_has_a_row_of_their_own(trip: Trip) -> None:
    nowhere = trip.person()
    assert [row.code for row in table(trip.adviser, YEAR)] == [BLAYE, MEDOC]
    Artisan.objects.filter(person=nowhere).update(commune=None)
    trip.sign_up(trip.session(), nowhere)
    last: Row = table(trip.adviser, YEAR)[-1]
    assert (last.code, last.counts["registered"]) == (UNKNOWN_TERRITORY, 1)


@pytest.mark.parametrize("number", [1, 3])
def test_ten_statements_whatever_the_size(trip: Trip, number: int, django_assert_num_queries: Any) -> None:
    session = trip.session()
    for rank in range(number):
        person = trip.person()
        trip.sign_up(session, person, present=True)
        trip.reported(trip.booked(person, on=DAY + timedelta(days=rank)))
    with django_assert_num_queries(10):
        table(trip.adviser, YEAR)
    with django_assert_num_queries(9):
        table(trip.adviser, FigureFilter(YEAR.since, YEAR.until, "SERVICES"))
    with django_assert_num_queries(1):
        evolution(trip.adviser, "attended", [Season(2027, 1)])


def test_a_season_counts_a_person_once_and_the_next_counts_them_again(trip: Trip) -> None:
    person = trip.person()
    for days in (10, 11, 190):
        trip.sign_up(trip.session(days=days), person)
    trip.sign_up(trip.session(trip.blaye, days=12), trip.person(trip.blaye))
    seasons = [Season(2026, 2), Season(2027, 1), Season(2027, 2)]
    assert evolution(trip.adviser, "registered", seasons) == [0, 2, 1]
    medoc = get_territory(trip.adviser, MEDOC)
    assert evolution(trip.adviser, "registered", seasons, medoc) == [0, 1, 1]
    assert evolution(trip.next_door, "registered", seasons) == [0, 0, 0]
    relay = trip.relay()
    for days in (0, 0, 1):
        count_visit(relay=relay, at=AT + timedelta(days=days))
    assert evolution(trip.adviser, "reached", seasons) == [0, 3, 0]  # each visit counts


def test_nobody_but_the_staff_reads_them(trip: Trip) -> None:
    everything(trip)
    for viewer in (Viewer.nobody(), make.artisan(trip.person())):
        assert table(viewer, YEAR) == []
        assert evolution(viewer, "attended", [Season.of(timezone.localdate())]) == [0]
        with pytest.raises(NotVisible):
            get_territory(viewer, MEDOC)
    for code in ("", "1", "99999", "999999999", "é"):
        with pytest.raises(NotVisible):
            get_territory(trip.adviser, code)
