"""How large the demonstration is. Plain Python: whoever starts one need not load the product."""

from dataclasses import dataclass


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
