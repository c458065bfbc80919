"""The drawings: trades at work, scenes of the path; flat shapes in the colours a0 to a10. One name, one file."""

from functools import cache
from pathlib import Path
from typing import Literal

from django.utils.safestring import SafeString, mark_safe

type Drawing = Literal[
    "baker", "digital", "dressmaker", "florist", "hairdresser", "jeweller", "joiner", "mason", "plumber",
    "half_day", "lamp", "letter", "map", "online", "pause", "project", "quote", "tidy", "workshop",
]  # fmt: skip

DRAWINGS_FOLDER = Path(__file__).parent / "art"


WALL_PATH = '<path class="a0" d="M0 0h320v160H0z"/>'


@cache
def art(name: Drawing, *, standing: bool = False) -> SafeString:
    """A drawing, mute: it never carries a meaning alone. A trade is 320 × 200, a scene 160 × 104 without a wall.

    `standing`: cut where its own wall and plank begin, to stand on those of `.hero` or `.bench`.
    """
    svg = (DRAWINGS_FOLDER / f"{name}.svg").read_text(encoding="utf-8").strip()
    if standing:
        svg = svg.replace(' 200"', ' 158"').replace('height="200"', 'height="158"').replace(WALL_PATH, "")
        svg = svg.replace(' 104"', ' 92"').replace('height="104"', 'height="92"')
    return mark_safe(svg)  # a file of ours
