"""The catalogue of needs and the reading of a quote's lines. Knows neither Django nor files.

`parse(data) -> Catalogue`, `recognise(text, catalogue, around) -> tuple[Recognised, ...]`,
`set_aside(text, catalogue, around) -> tuple[Recognised, ...]` (what a line says is *not* included).
`around` are the `ABOVE` lines above, when they are known.
"""

from etabli.procurement.needs.engine.model import (
    Catalogue,
    Chapter,
    Choice,
    Family,
    Need,
    Source,
    Text,
    Weight,
    Words,
)
from etabli.procurement.needs.engine.neighbours import ABOVE
from etabli.procurement.needs.engine.parsing import CatalogueError, parse
from etabli.procurement.needs.engine.recognition import Recognised, recognise, set_aside

__all__ = [
    "ABOVE",
    "Catalogue",
    "CatalogueError",
    "Chapter",
    "Choice",
    "Family",
    "Need",
    "Recognised",
    "Source",
    "Text",
    "Weight",
    "Words",
    "parse",
    "recognise",
    "set_aside",
]
