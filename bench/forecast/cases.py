"""Cases to forecast: a history, what is to come, what then came. Those of the corpus, and those of a seeded simulator.

The simulator draws each chamber anew: level, slope of attendance, unevenness, themes, zones, and a drift that walks,
goes straight, or jumps. Three past workshops in a hundred are odd, two of those to come. It shares no code with the
model.
"""

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from etabli.programme.planning.engine.forecast import Past, Upcoming

SIZES = (0, 3, 10, 30, 100, 400)
TODAY = date(2027, 1, 4)
THEMES, ZONES, AHEAD = 14, 28, 30
type Array = NDArray[np.float64]
type Rows = tuple[Array, Array, Array, Array, Array, Array]


@dataclass(frozen=True)
class Case:
    """`means` and `size` are those of the counts that came: what an oracle knows."""

    name: str
    history: list[Past]
    upcoming: list[Upcoming]
    came: Array
    means: Array
    size: float


def simulated(seed: int, workshops: int) -> Case:
    """One case with so many past workshops; the same for the same seed."""
    draw = np.random.default_rng([seed, workshops])
    chamber = _Chamber.drawn(draw, max(30.0, workshops * draw.uniform(3, 6)))
    before = np.sort(draw.uniform(-chamber.span, 0, workshops).round())
    past = chamber.rows(draw, before, odd=0.03)
    after = np.sort(draw.integers(1, 180, AHEAD)).astype(float)
    ahead = chamber.rows(draw, after, odd=0.02)
    history = [
        Past(_day(day), f"theme {t:.0f}", f"zone {z:.0f}", float(people), int(count))
        for day, t, z, people, count in zip(before, past[0], past[1], past[3], past[5], strict=True)
    ]
    upcoming = [
        Upcoming(_day(day), f"theme {t:.0f}", f"zone {z:.0f}", float(expected))
        for day, t, z, expected in zip(after, *ahead[:3], strict=True)
    ]
    return Case(f"{workshops}", history, upcoming, ahead[5], ahead[4], chamber.size)


@dataclass(frozen=True)
class _Chamber:
    span: float
    level: float
    slope: float
    size: float
    themes: Array
    zones: Array
    common: tuple[Array, Array]
    drift: Array  # from `span` days before today to 200 after

    @classmethod
    def drawn(cls, draw: np.random.Generator, span: float) -> "_Chamber":
        days = np.arange(-int(span) - 1, 200)
        volume = draw.uniform(0.05, 0.35)
        walk = np.cumsum(draw.normal(0, volume / math.sqrt(365), len(days)))
        straight = draw.normal(0, volume) * days / 365
        jump = np.where(days < -draw.uniform(0.1, 0.9) * span, draw.normal(0, 1.5 * volume), 0.0)
        drift = (walk, straight, jump)[draw.integers(3)]
        return cls(
            span,
            draw.normal(math.log(5.2), 0.3),
            draw.uniform(0.7, 1.0),
            draw.uniform(2.2, 5.5),
            draw.normal(0, draw.uniform(0.2, 0.5), THEMES),
            draw.normal(0, draw.uniform(0.1, 0.4), ZONES),
            (draw.dirichlet(np.full(THEMES, 1.5)), draw.dirichlet(np.full(ZONES, 1.0))),
            drift - drift[np.searchsorted(days, 0)],
        )

    def rows(self, draw: np.random.Generator, days: Array, *, odd: float) -> Rows:
        """Theme, zone, expected, attended, mean and requests of the workshops of these days."""
        many = len(days)
        theme, zone = (draw.choice(len(share), many, p=share) for share in self.common)
        expected = np.clip(draw.normal(11, 2.8, many), 3, 20)
        attended = np.clip(np.rint(expected * draw.normal(0.96, 0.22, many)), 1, 20)
        drift = self.drift[(days + int(self.span) + 1).astype(int)]
        log_means = self.level + self.themes[theme] + self.zones[zone] + drift
        means = np.exp(log_means + self.slope * np.log(attended / 10))
        came = draw.poisson(draw.gamma(self.size, means / self.size))
        came = np.where(draw.random(many) < odd, came * 3 + draw.integers(5, 20, many), came)
        return theme.astype(float), zone.astype(float), expected.round(1), attended, means, came.astype(float)


def _day(after: float) -> date:
    return TODAY + timedelta(days=int(after))


def of_corpus(folder: Path) -> Iterator[Case]:
    """The cases below a folder: history.csv, upcoming.csv, truth.csv in each."""
    for home in sorted(path for path in folder.iterdir() if (path / "truth.csv").is_file()):
        history = [
            Past(
                date.fromisoformat(row["date"]),
                row["theme"],
                row["zone"],
                float(row["attended"]),
                int(row["requests"]),
            )
            for row in _read(home / "history.csv")
        ]
        upcoming = [
            Upcoming(date.fromisoformat(row["date"]), row["theme"], row["zone"], float(row["expected"]))
            for row in _read(home / "upcoming.csv")
        ]
        truth = _read(home / "truth.csv")
        came, means = (np.array([float(row[name]) for row in truth]) for name in ("requests", "true_mean"))
        yield Case(home.name, history, upcoming, came, means, float(truth[0]["true_size"]))


def _read(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
