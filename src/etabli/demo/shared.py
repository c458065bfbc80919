"""What the parts that fill the demonstration share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from etabli.foundation.people.models import Organisation, User
    from etabli.foundation.people.viewer import Viewer

# How large the demonstration is. Plain Python: whoever starts one need not load the product.


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
class Filling:
    """What each part of the filling is given: the chamber and its association, the adviser who acts, when, the dice."""

    chamber: Organisation
    association: Organisation
    adviser: Viewer
    user: User
    at: datetime
    random: Random
    size: Size


# Who plays in the demonstration. Everyone is invented; addresses use a domain that can't exist.

ARTISAN = "artisan@demo.invalid"


@dataclass(frozen=True)
class Player:
    """A user of the demonstration."""

    email: str
    name: str


CAST = {
    "adviser": Player("conseillere@demo.invalid", "Camille R."),
    "manager": Player("direction@demo.invalid", "La direction"),
    "member": Player("adherent@demo.invalid", "Studio des Quinconces"),
    "relay": Player("mairie@demo.invalid", "Le secrétariat de mairie"),
    "moderator": Player("moderation@demo.invalid", "La modération"),
    "board": Player("conseillere-et-ca@demo.invalid", "Dominique L."),
}
