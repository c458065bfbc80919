"""Computing the estimates of a chamber, and keeping them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from etabli.foundation.people.viewer import Viewer
from etabli.programme.estimates.kinds import KINDS
from etabli.programme.estimates.models import Estimate

RECOMPUTED_EVERY = timedelta(minutes=10)


def compute(chamber_id: int, code: str, at: datetime) -> Estimate:
    """The estimate of this kind as it stands, kept unless a later one is."""
    kind = KINDS[code]
    estimate = Estimate(
        chamber_id=chamber_id,
        kind=code,
        version=kind.version,
        computed_at=at,
        values=kind.compute(Viewer.system(chamber_id), at),
    )
    kept_rows = Estimate.objects.filter(chamber_id=chamber_id, kind=code)
    older = kept_rows.filter(Q(computed_at__lte=at) | ~Q(version=kind.version))
    if not older.update(version=estimate.version, computed_at=at, values=estimate.values):
        Estimate.objects.bulk_create([estimate], ignore_conflicts=True)  # none yet, or a later one
    return estimate


def compute_again(chamber_id: int, codes: Iterable[str], *, since: datetime, at: datetime) -> int:
    """Those of these kinds that were computed before `since`, if the desk was ever opened. Returns how many."""
    return _compute(Estimate.objects.filter(chamber_id=chamber_id, kind__in=codes, computed_at__lt=since), at)


def compute_due(at: datetime) -> int:
    """Those that are ten minutes old: neither what visitors did nor a new day is in them. Returns how many."""
    return _compute(Estimate.objects.filter(kind__in=KINDS, computed_at__lte=at - RECOMPUTED_EVERY), at)


def _compute(before: QuerySet[Estimate], at: datetime) -> int:
    rows = list(before.order_by("computed_at", "pk").values_list("chamber_id", "kind"))
    for chamber_id, code in rows:
        compute(chamber_id, code, at)
    return len(rows)
