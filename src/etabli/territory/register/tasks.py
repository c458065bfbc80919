"""What the worker does for the register."""

from django.tasks import task

from etabli.territory.register.duplicates import look_for_duplicates


@task
def find_duplicates(chamber_id: int) -> None:
    """Propose the pairs that may be one business; safe to run twice."""
    look_for_duplicates(chamber_id)
