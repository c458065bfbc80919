"""What the worker and the clock do for the register."""

from django.tasks import task

from etabli.territory.register.duplicates import look_for_duplicates
from etabli.territory.register.finding.renewing import renew_due


@task
def find_duplicates(chamber_id: int) -> None:
    """Propose the pairs that may be one business; safe to run twice."""
    look_for_duplicates(chamber_id)


PERIODIC = [renew_due]
