"""What a page is made of before a producer prints it. Widths are shares of the room; gaps are millimetres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

type Block = Text | Grid | Beside | Gap | Break
type Rules = Literal["all", "rows", "columns", "frame", "head", "none"]


@dataclass(frozen=True)
class Text:
    """A paragraph; its line breaks are kept."""

    text: str
    align: Literal["L", "C", "R"] = "L"
    bold: bool = False
    scale: float = 1.0


@dataclass(frozen=True)
class Cell:
    """`bold` is of all its lines, or of the first only ("first")."""

    text: str = ""
    bold: bool | Literal["first"] = False
    align: Literal["", "L", "C", "R"] = ""
    span: int = 1


@dataclass(frozen=True)
class Grid:
    """A table. `heads` rows of headings come back on every page; `fine` sets the lines after a cell's first smaller."""

    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    aligns: str
    heads: int = 0
    rules: Rules = "all"
    dark: bool = False
    zebra: bool = False
    valign: Literal["T", "M", "B"] = "T"
    pad: float = 1.0
    left: float = 0.0
    fine: bool = False


@dataclass(frozen=True)
class Beside:
    """Columns of blocks, from the same height."""

    parts: tuple[tuple[Block, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Gap:
    mm: float


@dataclass(frozen=True)
class Break:
    """What follows begins a new page."""


@dataclass(frozen=True)
class Paper:
    """A whole document, with what stands at the head and the foot of each page."""

    blocks: tuple[Block, ...]
    header: str = ""
    footer: str = ""
    font: Literal["sans", "serif", "mono"] = "sans"
    size: float = 10.0
    margin: float = 15.0
