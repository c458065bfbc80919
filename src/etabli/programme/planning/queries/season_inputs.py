"""Reading what a season is planned from: diary, rooms, themes, territories, roads, and what people would come to."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Count
from django.utils import timezone

from etabli.foundation.people.models import Organisation, User
from etabli.foundation.people.viewer import Viewer
from etabli.programme.diary.models import Half, HalfDay
from etabli.programme.planning.engine.season import broken_rules, read_season
from etabli.programme.planning.models import Season
from etabli.programme.planning.queries.demand import expected_takers
from etabli.programme.planning.queries.forecast import requests_per_session
from etabli.programme.planning.season.inputs import (
    AdviserInput,
    Inputs,
    RoomInput,
    Slot,
    days,
    half_days_in,
    slots,
)
from etabli.programme.planning.season.plans import Planned
from etabli.programme.planning.season.settings import Settings, read
from etabli.programme.workshops import queries as workshops
from etabli.programme.workshops.changes import half_of
from etabli.programme.workshops.models import Session, Venue
from etabli.programme.workshops.repeating import public_holiday
from etabli.territory.places.engine import minutes
from etabli.territory.places.models import Commune, Epci
from etabli.territory.places.queries import distances_from_each
from etabli.territory.register.models import Business
from etabli.territory.register.trades import sector_of
