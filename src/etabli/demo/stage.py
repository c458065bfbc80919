"""What the parts of the filling share."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from etabli.foundation.people.models import Organisation, User
from etabli.foundation.people.viewer import Viewer


@dataclass(frozen=True)
class Size:
    """How much of what comes in numbers is invented; everything else is there whatever the size."""

    businesses: int = 35_000
    past: int = 40  # workshops held
    members: int = 450
    days: int = 30  # of visits to the directory


WHOLE = Size()
SMALL = Size(
    businesses=400, past=14, members=120, days=8
)  # each kind of thing once: for those who look at the pages


@dataclass(frozen=True)
class Stage:
    """The chamber and its association, the adviser who acts, the instant of the filling, the dice."""

    chamber: Organisation
    association: Organisation
    adviser: Viewer
    user: User
    at: datetime
    random: Random
    size: Size
