"""Two banks without a bridge, a chamber with its adviser and a room, the themes and the questionnaire delivered."""

import copy
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership, Organisation
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.programme.surveys.models import Questionnaire
from etabli.programme.surveys.questionnaires import load_questionnaires
from etabli.programme.workshops.actions import create_session
from etabli.programme.workshops.models import Session, Theme, ThemeVersion, Venue
from etabli.programme.workshops.themes.delivered_themes import load_themes
from etabli.territory.places.models import Commune, Epci, Road
from tests import factories

AT = factories.AT

_brought: list[list[Any]] = []  # by model, what `delivered` brings
_told: list[Entry] = []  # and what the history says of it


@pytest.fixture
def communes(db: None) -> dict[str, Commune]:
    """Pauillac and Blaye face each other across the estuary; the only road between them goes through Bordeaux."""
    epci = Epci.objects.create(code="200000001", name="CC du Test")
    towns = [("33314", "Pauillac", "33250"), ("33058", "Blaye", "33390"), ("33063", "Bordeaux", "33000")]
    Commune.objects.bulk_create(
        Commune(code=code, name=name, epci=epci, population=5000, lat=45.0, lon=-0.7, postal_codes=postal)
        for code, name, postal in towns
    )
    Road.objects.create(a_id="33314", b_id="33063", km=45.0)
    Road.objects.create(a_id="33058", b_id="33063", km=40.0)
    return {commune.name: commune for commune in Commune.objects.all()}


@pytest.fixture
def chamber(db: None) -> Organisation:
    return factories.chamber()


@pytest.fixture
def membership(chamber: Organisation) -> Membership:
    return factories.membership(chamber)


@pytest.fixture
def adviser(membership: Membership) -> Viewer:
    return of_membership(membership)


@pytest.fixture
def neighbour(chamber: Organisation) -> Membership:
    """An adviser of another chamber."""
    return factories.membership(factories.chamber("Chambre des Landes"))


@pytest.fixture
def delivered(db: None) -> None:
    """What the product brings: themes and questionnaire. Brought once, then its rows are put back as they were: to
    bring them took a third of the time of these tests."""
    if not _brought or any(rows[0]._meta.model._base_manager.exists() for rows in _brought):
        first = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        load_themes(by=Viewer.system(), at=AT)
        load_questionnaires(by=Viewer.system(), at=AT)
        _brought[:] = [
            list(model._base_manager.order_by("pk")) for model in (Theme, ThemeVersion, Questionnaire)
        ]
        _told[:] = Entry.objects.filter(pk__gt=first).order_by("pk")
        return
    for rows in copy.deepcopy(_brought):
        rows[0]._meta.model._base_manager.bulk_create(rows)
    entries = copy.deepcopy(_told)
    for entry in entries:
        entry.pk = None  # the history has gone on since
    Entry.objects.bulk_create(entries)


@pytest.fixture
def make(
    chamber: Organisation, membership: Membership, communes: dict[str, Commune], delivered: None
) -> Callable[..., Session]:
    """A session of the chamber: in ten days of the real clock and in Pauillac, unless the test says otherwise.

    Each one falls a day after the last, so that the adviser's half-days stay free.
    """
    made = []

    def session(
        *,
        town: str = "Pauillac",
        starts_at: datetime | None = None,
        capacity: int = 12,
        theme: str = "visible",
    ) -> Session:
        venue, _new = Venue.objects.get_or_create(
            chamber=chamber, name=f"Salle de {town}", commune=communes[town], defaults={"capacity": 12}
        )
        start = starts_at or _morning(10 + len(made))
        values: dict[str, Any] = {"starts_at": start, "ends_at": start + timedelta(hours=3, minutes=30)}
        created = create_session(
            theme=Theme.objects.get(pk=theme),
            venue=venue,
            adviser=membership.user,
            capacity=capacity,
            by=of_membership(membership),
            at=min(AT, start - timedelta(days=1)),
            **values,
        )
        made.append(created)
        return created

    return session


@pytest.fixture
def session(make: Callable[..., Session]) -> Session:
    return make()


@pytest.fixture
def under_way(make: Callable[..., Session]) -> Session:
    """A session of today that began an hour ago, by the real clock; just after midnight, at midnight."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return make(starts_at=max(timezone.now().replace(microsecond=0) - timedelta(hours=1), midnight))


def _morning(days: int) -> datetime:
    day = datetime.now(UTC) + timedelta(days=days)
    return day.replace(hour=8, minute=0, second=0, microsecond=0)
