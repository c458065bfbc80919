"""How many people would come, for whoever plans."""

from collections.abc import Mapping
from datetime import date
from itertools import product

from django.db.models import Count

from etabli.foundation.people.models import STAFF
from etabli.foundation.people.viewer import Viewer
from etabli.programme.planning.engine.demand import Estimate
from etabli.programme.workshops.queries import offered_themes
from etabli.territory.places.models import Epci
from etabli.territory.register.models import Business

USUAL = 0.008  # people who come for a theme over a season, of one business


def expected_takers(viewer: Viewer, *, today: date) -> Mapping[tuple[str, str], Estimate]:
    """(code of the theme, code of the EPCI) -> how many people would come over a season, for the staff of a chamber."""
    if viewer.role not in STAFF:
        return {}
    mine = Business.objects.filter(chamber_id=viewer.chamber_id, closed_on=None, merged_into=None)
    known = dict(mine.order_by().values_list("commune__epci_id").annotate(Count("pk")))
    zones = Epci.objects.values_list("code", flat=True)
    themes = offered_themes(viewer.chamber_id).values_list("code", flat=True)
    return {(theme, zone): _usual(known.get(zone, 0)) for theme, zone in product(themes, zones)}


def _usual(businesses: int) -> Estimate:
    mean = businesses * USUAL
    return Estimate(mean, int(mean / 3), int(mean * 3) + 1)
