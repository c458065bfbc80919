"""What the chamber assumes of paid ads, set by a test."""

from decimal import Decimal

from django.utils import timezone

from etabli.foundation.people.models import Organisation
from etabli.foundation.people.viewer import Viewer
from etabli.programme.visibility import actions


def set_learning_sum(chamber: Organisation, euros: int, by: Viewer) -> None:
    """How much Google needs to learn."""
    actions.set_assumption(
        chamber=chamber,
        network="google",
        stage="learn",
        value=Decimal(euros),
        source="Relevé",
        url="",
        checked_on=None,
        by=by,
        at=timezone.now(),
    )
