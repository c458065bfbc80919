"""A photo or a scan made ready to be read: turned, straightened, evenly lit, its ruling lines found and erased.

Each step stays because it finds more lines of quotes than without; docs/en/benchmarks.md has the figures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image, ImageFilter, ImageOps

from .flattening import fanned_in, on_its_own
from .images import PIXELS

type Grey = np.ndarray[Any, np.dtype[np.uint8]]
type Mask = np.ndarray[Any, np.dtype[np.bool_]]
type Span = tuple[int, int, int, int]

_SMALL = 1100  # pixels: enough to see which way the lines of text go
_EDGE = 40  # pixels of those: an edge of the sheet or a ruling line, which is no text
_SCREEN, _BLACK = 130, 60  # levels: a tile of a dark screen with letters on it, and what lies behind them
_WHITE = 250.0
INK = 165
_PRINTED = 110.0  # the level of letters, of which print has more and a pale photo less
_NOISE = 35  # levels: what differs less from the paper may be its grain
_MOST_MORE = 2.5  # times: beyond, grain would look like letters
_GRAIN = 0.8  # pixels: it is as wide
_SHADE = 16  # pixels: a shadow is wider than a dark band of a table
_DARKEST = 0.35  # of the light: what is darker is no shade
_SHADED = 0.8  # of the lightest paper of the page: darker paper lies in the shade
_LINE = 190  # a ruling line may be paler than letters
_CELL = 8
_BAND = 0.3  # of the picture: a dark band of a page is smaller
_LEAST_LINE = 60  # pixels: 8 mm
_LEAST_FAINT = 160
_PALE, _PALE_MOST = (
    3.5,
    12,
)  # levels by which a pale ruling line stands out from the paper: the least, and what counts
_THICK = 5  # pixels: from the middle of a ruling line to where there is only paper
_BROKEN = 5  # cells


@dataclass(frozen=True)
class Scan:
    """A page made ready: `image` is what people look at, `clear` (grey) the same without the shade and the pallor of a
    poor photo, `ink` (grey) what is printed on it, without its ruling lines, `lines` these, in pixels. All of them lie
    on each other."""

    image: Image.Image
    clear: Image.Image
    ink: Image.Image
    lines: tuple[Span, ...]
    blank: bool


def scan(image: Image.Image, quarters: Callable[[Grey], int]) -> Scan:
    """The page upright: its lines of text level, and letters standing on their feet: `quarters` says by how many
    quarters to turn a page whose lines of text are level or go up."""
    seen = _fanned_in(_level(_sized(on_its_own(_on_white(image)))))
    clear = _clear(np.array(seen.convert("L")))
    grey = clear.copy()
    _invert_bands(grey)
    even = _even(grey)
    across, hidden = _ruling(even)
    turned = np.ascontiguousarray(even.T)
    down, hidden_down = _ruling(turned)
    _erase(turned, hidden_down)
    even = np.ascontiguousarray(turned.T)
    _erase(even, hidden)
    even = _dark(even)
    lines = [*across, *((y0, x0, y1, x1) for x0, y0, x1, y1 in down)]
    black = even < INK
    for _ in range(quarters(even)):
        wide = even.shape[1]
        even, seen = np.ascontiguousarray(np.rot90(even)), seen.transpose(Image.Transpose.ROTATE_90)
        clear = np.ascontiguousarray(np.rot90(clear))
        lines = [(y0, wide - x1, y1, wide - x0) for x0, y0, x1, y1 in lines]
    return Scan(
        seen, Image.fromarray(clear), Image.fromarray(even), tuple(lines), blank=bool(black.mean() < 0.0002)
    )


def _on_white(image: Image.Image) -> Image.Image:
    """With dark letters on white, of a screen that shows light ones on black: no part of it is as light as paper."""
    tiles = np.asarray(image.convert("L").resize((40, 40), Image.Resampling.BOX))
    is_dark = np.percentile(tiles, 99) < _SCREEN and np.percentile(tiles, 50) < _BLACK
    return ImageOps.invert(image) if is_dark and np.asarray(image).max() > 2 * _SCREEN - _BLACK else image


def _sized(image: Image.Image) -> Image.Image:
    scale = PIXELS / max(image.size)
    if abs(scale - 1) < 0.01:
        return image
    size = (max(round(image.width * scale), 1), max(round(image.height * scale), 1))
    return image.resize(size, Image.Resampling.BICUBIC)


def spots(ink: Image.Image, known: Sequence[Span], letter: int) -> list[Span]:
    """Boxes of what is printed away from the `known` ones and about as high as a letter: from the top, at most 80."""
    black = np.array(ink) < INK
    for x0, y0, x1, y1 in known:
        black[max(y0 - 3, 0) : y1 + 3, max(x0 - 3, 0) : x1 + 3] = False
    fine, reach = 4, 0.3 * letter  # what touches a word is a part of it, or a speck
    high, wide = (side - side % fine for side in black.shape)
    cells = black[:high, :wide].reshape(high // fine, fine, -1, fine).any(axis=(1, 3))
    boxes = []
    for box in gathered(cells, 1):
        x0, y0, x1, y1 = (edge * fine for edge in box)
        dark = black[y0:y1, x0:x1].mean()
        beside = any(y0 < b1 and b0 < y1 and a0 - reach < x1 and x0 < a1 + reach for a0, b0, a1, b1 in known)
        if (
            not beside
            and 0.6 * letter <= y1 - y0 <= 2 * letter
            and x1 - x0 <= 12 * letter
            and 0.08 < dark < 0.8
        ):
            boxes.append((max(x0 - 4, 0), max(y0 - 4, 0), min(x1 + 4, wide), min(y1 + 4, high)))
    return sorted(boxes, key=lambda box: box[1])[:80]


# -- Turning -------------------------------------------------------------------------------------------------------


def _level(image: Image.Image) -> Image.Image:
    """Turned by a quarter when lines of text go up the page, then by the few degrees that make them level."""
    ink = _small_ink(image)
    angle, sharp = _slope(ink)
    side_angle, side_sharp = _slope(np.rot90(ink))
    if side_sharp > 1.1 * sharp:
        image, angle = image.transpose(Image.Transpose.ROTATE_90), side_angle
    if abs(angle) < 0.04:
        return image
    return image.rotate(angle, Image.Resampling.BICUBIC, fillcolor="white")


def _fanned_in(image: Image.Image) -> Image.Image:
    """With the lines of text level down the whole page, when the last lean otherwise than the first."""
    return fanned_in(image, _small_ink(image), _slope)


def _small_ink(image: Image.Image) -> Mask:
    scale = min(_SMALL / max(image.size), 1)
    size = (max(round(image.width * scale), 1), max(round(image.height * scale), 1))
    small = np.asarray(image.convert("L").resize(size, Image.Resampling.BOX))
    ink = _dark(_even(small, 3)) < INK
    if _is_on_a_table(small):
        ink &= ~(_along(ink, _EDGE) | _along_down(ink, _EDGE))
    return ink


def _is_on_a_table(grey: Grey) -> bool:
    """Whether what lies along the picture's border is darker than the paper: its edges then slope as they like."""
    border = np.concatenate([grey[:8].ravel(), grey[-8:].ravel(), grey[:, :8].ravel(), grey[:, -8:].ravel()])
    return bool(np.median(border) < 0.75 * np.percentile(grey, 90))


def _slope(ink: Mask, most: float = 15.0) -> tuple[float, float]:
    """The slope of the lines of text, in degrees (positive when they go down to the right), and how sharply the rows of
    ink stand out at that slope."""
    ys, xs = np.nonzero(ink)
    if len(xs) < 200:
        return 0.0, 0.0
    some = slice(None, None, len(xs) // 50_000 + 1)
    ys, xs = ys[some], xs[some] - ink.shape[1] / 2

    def sharpness(angle: float) -> float:
        rows = (ys - xs * np.tan(np.radians(angle))).round().astype(np.int32)
        profile = np.bincount(rows - rows.min()).astype(np.float64)
        return float((np.diff(profile) ** 2).sum()) / len(xs)

    best = 0.0
    for reach, step in ((most, 0.5), (0.4, 0.1), (0.08, 0.02)):
        best = max(
            (float(angle) for angle in np.arange(best - reach, best + reach + step / 2, step)), key=sharpness
        )
    return best, sharpness(best)


# -- Light ---------------------------------------------------------------------------------------------------------


def _even(grey: Grey, block: int = 4, floor: float = 40) -> Grey:
    """The page as if evenly lit: each level divided by that of the paper around it."""
    high, wide = grey.shape
    paper = Image.fromarray(grey).resize((max(wide // block, 1), max(high // block, 1)), Image.Resampling.BOX)
    for widen in (ImageFilter.MaxFilter(3), ImageFilter.MinFilter(3)):
        for _ in range(3):
            paper = paper.filter(widen)
    paper = paper.filter(ImageFilter.BoxBlur(1))
    light = np.asarray(paper.resize((wide, high), Image.Resampling.BILINEAR), dtype=np.float32)
    even = grey * (np.float32(_WHITE) / np.maximum(light, np.float32(floor)))
    return np.minimum(even, 255, out=even).astype(np.uint8)


def _clear(grey: Grey) -> Grey:
    """The page without shade, its letters dark; as it is when it has no shade and they are dark enough."""
    high, wide = grey.shape
    even = _even(grey, _SHADE, _DARKEST * float(np.percentile(grey, 90)))
    dark = _dark(even)
    tiles = grey[: high - high % 64, : wide - wide % 64].reshape(high // 64, 64, -1, 64)
    paper = np.percentile(tiles.max(axis=(1, 3)), (10, 90)) if tiles.size else (1.0, 1.0)
    return dark if dark is not even or paper[0] < _SHADED * paper[1] else grey


def _dark(even: Grey) -> Grey:
    """With letters as dark as they are in print, when most of an evenly lit page are pale."""
    high, wide = even.shape
    tiles = even[: high - high % 16, : wide - wide % 16].reshape(high // 16, 16, -1, 16)
    inked = (
        np.percentile(tiles, 10, axis=(1, 3)) < _WHITE - _NOISE if tiles.size else np.zeros((0, 0), np.bool_)
    )
    letters = tiles.min(axis=(1, 3))[inked] if tiles.size else np.zeros(0)
    level = float(np.median(letters)) if len(letters) else 0.0
    if level <= _PRINTED:
        return even
    smooth = Image.fromarray(even).filter(ImageFilter.GaussianBlur(_GRAIN))
    more = min((_WHITE - _PRINTED) / (_WHITE - level), _MOST_MORE)
    deeper: Grey = np.clip(_WHITE - (_WHITE - np.asarray(smooth, dtype=np.float32)) * more, 0, 255).astype(
        np.uint8
    )
    return deeper


def _invert_bands(grey: Grey) -> None:
    """Make dark words on white of white words on a dark band, in place."""
    high, wide = grey.shape
    if min(high, wide) < 4 * _CELL:
        return
    cells = Image.fromarray(grey).resize((wide // _CELL, high // _CELL), Image.Resampling.BOX)
    level = np.asarray(cells)
    paper = int(np.percentile(level, 90))
    dark = _along_down(_along(level < 0.75 * paper, 5), 2)
    for x0, y0, x1, y1 in gathered(dark, 0):
        if (x1 - x0) * (y1 - y0) > _BAND * level.size:  # what lies around the sheet
            continue
        rows = slice(max(y0 - 1, 0) * _CELL, (y1 + 1) * _CELL)
        _invert(grey[rows, max(x0 - 1, 0) * _CELL : (x1 + 1) * _CELL], paper)


def _invert(around: Grey, paper: int) -> None:
    """Invert the band in the middle of a piece of the page, unless its words are darker than it is."""
    inner = around[_CELL:-_CELL, _CELL:-_CELL]
    if not inner.size:
        return
    tone = int(np.median(inner))
    margin = 0.4 * (paper - tone)
    plain = (np.abs(inner.astype(np.int16) - tone) < margin).mean()
    lighter = (inner > tone + margin).sum() >= (inner < tone - margin).sum()
    filled = around < tone + margin
    rows, columns = np.flatnonzero(filled.mean(axis=1) > 0.5), np.flatnonzero(filled.mean(axis=0) > 0.5)
    if tone > 0.75 * paper or plain < 0.5 or not lighter or not len(rows) or not len(columns):
        return
    band = around[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    blank = (band > tone + margin).mean(axis=0) > 0.8
    band[:] = np.clip(255 - (band.astype(np.float32) - tone) * (255 / max(paper - tone, 1)), 0, 255)
    band[:, blank] = 255
    band[:2], band[-2:], band[:, :2], band[:, -2:] = 255, 255, 255, 255


# -- Ruling lines --------------------------------------------------------------------------------------------------


def _ruling(even: Grey) -> tuple[list[Span], Mask]:
    """The horizontal ruling lines, in pixels, and what the dark ones cover, in cells of 8 pixels of one row."""
    cells = _in_cells(even)
    ink = (cells < _LINE).all(axis=2)
    least = _LEAST_LINE // _CELL
    lines = _along(_thickened(ink), least, 0.95)
    lines &= ~_along_down(lines & ink, 10)
    faint = _faint(cells)
    boxes = [box for box in gathered((lines & ink) | faint, 3) if box[2] - box[0] >= least]
    covered = _thickened(_thickened(lines))
    covered[:, 1:] |= lines[:, :-1]
    covered[:, :-1] |= lines[:, 1:]
    return [(x0 * _CELL, y0, x1 * _CELL, y1) for x0, y0, x1, y1 in _whole(boxes)], covered


def _faint(cells: Any) -> Mask:
    """Where a little less light comes from a row than from the paper above and below, all along: a ruling line so pale
    that its grain would hide it piece by piece."""
    level = cells.mean(axis=2, dtype=np.float32)
    darker = np.zeros(level.shape, dtype=np.float32)
    darker[_THICK:-_THICK] = np.minimum(level[: -2 * _THICK], level[2 * _THICK :]) - level[_THICK:-_THICK]
    np.clip(darker, -_PALE_MOST, _PALE_MOST, out=darker)
    darker[cells.min(axis=2) < INK] = -_PALE_MOST  # letters
    length = _LEAST_FAINT // _CELL
    if darker.shape[1] <= length:
        return np.zeros(level.shape, dtype=np.bool_)
    whole = (_mean_along(darker, length) > _PALE) & (_mean_along(darker > 0, length) > 0.85)
    spread = np.zeros(level.shape, dtype=np.bool_)
    for step in range(length):
        spread[:, step : step + whole.shape[1]] |= whole
    near = _mean_along(np.pad(darker, ((0, 0), (2, 2)), mode="edge"), 5)
    spread &= near > _PALE / 2
    return spread


def _mean_along(values: Any, length: int) -> Any:
    total = np.cumsum(np.pad(values, ((0, 0), (1, 0))), axis=1, dtype=np.float64)
    return (total[:, length:] - total[:, :-length]) / length


def _whole(boxes: Sequence[Span]) -> list[Span]:
    """Lines put together again that were broken, by what is written over them or by a poor scan."""
    whole: list[Span] = []
    for x0, y0, x1, y1 in sorted(boxes):
        at = next((n for n, line in enumerate(whole) if _goes_on(line, (x0, y0, x1, y1))), None)
        if at is None:
            whole.append((x0, y0, x1, y1))
        else:
            line = whole[at]
            whole[at] = (line[0], min(line[1], y0), max(line[2], x1), max(line[3], y1))
    return whole


def _goes_on(line: Span, piece: Span) -> bool:
    gap = piece[0] - line[2]
    level = (
        piece[1] <= line[3] + 1
        and line[1] <= piece[3] + 1
        and max(line[3], piece[3]) - min(line[1], piece[1]) <= 8
    )
    return gap <= _BROKEN and level


def _thickened(mask: Mask) -> Mask:
    """With the row above and the row below: a line that isn't quite level steps from one to the next."""
    near = mask.copy()
    near[1:] |= mask[:-1]
    near[:-1] |= mask[1:]
    return near


def _erase(even: Grey, covered: Mask) -> None:
    _in_cells(even)[covered] = 255


def _in_cells(even: Grey) -> Grey:
    high, wide = even.shape
    return even[:, : wide - wide % _CELL].reshape(high, -1, _CELL, copy=False)


def _along(mask: Mask, length: int, share: float = 1.0) -> Mask:
    """Where the mask holds over `length` cells of a row (a share of them at least)."""
    high, wide = mask.shape
    if wide <= length:
        return np.zeros_like(mask)
    count = np.zeros((high, wide + 1), dtype=np.int32)
    np.cumsum(mask, axis=1, out=count[:, 1:])
    full = (count[:, length:] - count[:, :-length]) >= share * length
    spread = np.zeros((high, wide + length + 1), dtype=np.int32)
    np.cumsum(full, axis=1, out=spread[:, length : length + full.shape[1]])
    spread[:, length + full.shape[1] :] = spread[:, length + full.shape[1] - 1][:, None]
    return (spread[:, length : length + wide] - spread[:, :wide]) > 0


def _along_down(mask: Mask, length: int) -> Mask:
    return np.ascontiguousarray(_along(np.ascontiguousarray(mask.T), length).T)


def gathered(mask: Mask, gap: int) -> list[Span]:
    """The cells of a mask gathered into rectangles (x0, y0, x1, y1), row by row; `gap` rows may be missing."""
    growing: list[list[int]] = []
    done: list[list[int]] = []
    for y in np.flatnonzero(mask.any(axis=1)).tolist():
        edges = np.diff(mask[y].astype(np.int8), prepend=0, append=0)
        starts, stops = np.flatnonzero(edges == 1).tolist(), np.flatnonzero(edges == -1).tolist()
        done += [box for box in growing if y - box[3] > gap]
        growing = [box for box in growing if y - box[3] <= gap]
        for x0, x1 in zip(starts, stops, strict=True):
            home = next((box for box in growing if x0 <= box[2] + 2 and x1 >= box[0] - 2), None)
            if home is None:
                growing.append([x0, y, x1, y + 1])
            else:
                home[:] = [min(home[0], x0), home[1], max(home[2], x1), y + 1]
    return [(x0, y0, x1, y1) for x0, y0, x1, y1 in done + growing]
