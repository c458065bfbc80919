"""The drawings: trades at work, scenes of the path; flat shapes in the colours a0 to a10. One name, one file."""

from functools import cache
from pathlib import Path
from typing import Literal

from django.utils.safestring import SafeString, mark_safe

type Drawing = Literal[
    "baker", "digital", "dressmaker", "florist", "hairdresser", "jeweller", "joiner", "mason", "plumber",
    "half_day", "lamp", "letter", "map", "online", "pause", "project", "quote", "tidy", "workshop",
]  # fmt: skip

FOLDER = Path(__file__).parent / "art"


@cache
def art(name: Drawing) -> SafeString:
    """A drawing, mute: it never carries a meaning alone. A trade is 320 × 200, a scene 160 × 104 without a wall."""
    return mark_safe((FOLDER / f"{name}.svg").read_text(encoding="utf-8").strip())  # a file of ours
