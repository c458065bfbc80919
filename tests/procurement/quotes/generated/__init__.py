"""Random quotes: a truth, a layout of many families, printed by several producers; and what a reading got right of it.

truth, layout, pdf = sample(7)
verdict(truth, decode(Document("devis.pdf", pdf))).perfect
"""

from __future__ import annotations

from functools import cache
from random import Random

from .changes import changed, wrong
from .families import FAMILIES, a_style
from .scoring import Verdict, verdict
from .style import Style
from .traits import SEVERAL, TRAITS, strange
from .truth import Truth, a_truth

__all__ = [
    "FAMILIES", "PRODUCERS", "TRAITS", "Truth", "Verdict", "changed_sample", "sample", "strange_sample", "verdict",
    "wrong_sample",
]  # fmt: skip

PRODUCERS = ("fpdf2", "reportlab", "typst", "chromium")


def sample(seed: int) -> tuple[Truth, str, bytes]:
    """The quote of this seed: what it says, its layout ("family/producer"), and the PDF. Families and producers take
    turns: as many seeds in a row as there are families show each once, in one producer or another."""
    from .compose import compose

    random = Random(seed)
    names = list(FAMILIES)
    family = names[seed % len(names)]
    producer = _producer(seed, len(names))
    style = a_style(random, family)
    truth = a_truth(random, style.wish)
    return truth, f"{family}/{producer}", _print(producer, compose(random, truth, style))


def strange_sample(seed: int) -> tuple[Truth, str, bytes]:
    """The same for a quote of a strange trait ("trait/producer"): traits and producers take turns."""
    from .compose import compose

    truth, style, trait = strange(seed)
    producer = _producer(seed, len({*TRAITS, SEVERAL}))
    return truth, f"{trait}/{producer}", _print(producer, compose(Random(seed), truth, style))


def changed_sample(seed: int) -> tuple[Truth, str, bytes]:
    """The same for a right quote whose total isn't the sum of its lines, and says why ("family/producer")."""
    return _plainly(seed, *changed(seed))


def wrong_sample(seed: int) -> tuple[Truth, str, bytes]:
    """The same for a plain quote that is wrong in one sum ("family/producer")."""
    return _plainly(seed, *wrong(seed))


def _plainly(seed: int, truth: Truth, style: Style) -> tuple[Truth, str, bytes]:
    from .compose import compose

    producer = PRODUCERS[seed % 2]
    return truth, f"{style.family}/{producer}", _print(producer, compose(Random(seed), truth, style))


def _producer(seed: int, kinds: int) -> str:
    producer = PRODUCERS[(seed % kinds + seed // kinds) % len(PRODUCERS)]
    return "typst" if producer == "chromium" and not _has_chromium() else producer


def _print(producer: str, paper: object) -> bytes:
    from importlib import import_module

    module = {
        "fpdf2": "with_fpdf",
        "reportlab": "with_reportlab",
        "typst": "with_typst",
        "chromium": "with_chromium",
    }[producer]
    printed = import_module(f"{__name__}.{module}").print_paper(paper)
    assert isinstance(printed, bytes)
    return printed


@cache
def _has_chromium() -> bool:
    from etabli.site.testing.steps import find_chromium

    return find_chromium() is not None
