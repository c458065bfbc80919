"""A page of the quote as a picture, and the frames of the values printed on it: geometry in the page's own points,
written as SVG wants it whatever the language of the page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from etabli.procurement.quotes.engine.model import Box
from etabli.procurement.quotes.values import Value

AROUND = 1.5  # points between the print and its frame
SHOWN = 150.0, 18.0  # points of the page around a value that is shown alone


@dataclass(frozen=True)
class Frame:
    """A rectangle on the page, and the value printed in it."""

    value: Value
    x: str
    y: str
    width: str
    height: str

    @property
    def name(self) -> str:
        """What is read aloud."""
        return _("%(label)s: %(shown)s") % {"label": self.value.label, "shown": self.value.shown}


@dataclass(frozen=True)
class View:
    """A page of `count`, its size, and its frames in the order of the table."""

    number: int
    count: int
    width: str
    height: str
    frames: tuple[Frame, ...]

    @property
    def others(self) -> list[int]:
        """The pages to go to, when there are several: the nearest ones, the first and the last."""
        near = range(max(1, self.number - 3), min(self.count, self.number + 3) + 1)
        return sorted({1, self.count, *near}) if self.count > 1 else []


@dataclass(frozen=True)
class Cut:
    """The part of a page where a value is printed: what to show of it, and the value's own frame."""

    page: int
    width: str
    height: str
    window: str
    frame: Frame


type Sizes = tuple[tuple[float, float], ...]


def view_of(sizes: Sizes, values: Iterable[Value], number: int) -> View | None:
    """The page of this number with its frames; None when the quote has no such page to see."""
    if not 1 <= number <= len(sizes):
        return None
    width, height = sizes[number - 1]
    frames = tuple(
        _frame(value, value.place.box) for value in values if value.place and value.place.page == number
    )
    return View(number, len(sizes), _short(width), _short(height), frames)


def cut_of(sizes: Sizes, value: Value) -> Cut | None:
    """Where this value is printed, with what stands around it; None when that is unknown."""
    if value.place is None or not 1 <= value.place.page <= len(sizes):
        return None
    width, height = sizes[value.place.page - 1]
    x0, y0, x1, y1 = value.place.box
    left, top = max(0.0, x0 - SHOWN[0]), max(0.0, y0 - SHOWN[1])
    right, bottom = min(width, x1 + SHOWN[0]), min(height, y1 + SHOWN[1])
    window = " ".join(_short(coordinate) for coordinate in (left, top, right - left, bottom - top))
    frame = _frame(value, value.place.box)
    return Cut(value.place.page, _short(width), _short(height), window, frame)


def _frame(value: Value, box: Box) -> Frame:
    x0, y0, x1, y1 = box
    sides = (x0 - AROUND, y0 - AROUND, x1 - x0 + 2 * AROUND, y1 - y0 + 2 * AROUND)
    return Frame(value, *(_short(side) for side in sides))


def _short(number: float) -> str:
    return f"{number:.1f}"
