"""What the parts of the filling share."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from etabli.demo.size import Size
from etabli.foundation.people.models import Organisation, User
from etabli.foundation.people.viewer import Viewer


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
