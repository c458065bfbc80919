"""The catalogue of needs and the reading of a quote's lines. Knows neither Django nor files.

`parse(data) -> Catalogue`, `recognise(text, catalogue) -> tuple[Recognised, ...]`,
`set_aside(text, catalogue) -> tuple[Recognised, ...]` (what a line says is *not* included).
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
from etabli.procurement.needs.engine.parsing import CatalogueError, parse
from etabli.procurement.needs.engine.recognition import Recognised, recognise, set_aside

__all__ = [
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
