"""What the worker and the clock do for the estimates."""

from datetime import datetime

from django.tasks import task
from django.utils import timezone

from etabli.programme.estimates.computing import compute_again, compute_due


@task
def estimate_again(chamber_id: int, kinds: list[str], since: str) -> None:
    """Compute these kinds, unless they were since that instant; safe to run twice."""
    compute_again(chamber_id, kinds, since=datetime.fromisoformat(since), at=timezone.now())


PERIODIC = [compute_due]
