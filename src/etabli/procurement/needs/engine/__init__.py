"""The catalogue of needs and the reading of a quote's lines. Knows neither Django nor files.

`parse(data) -> Catalogue`, `recognise(text, catalogue, around) -> tuple[Recognised, ...]`,
`set_aside(text, catalogue, around) -> tuple[Recognised, ...]` (what a line says is *not* included).
`around` are the `ABOVE` lines above, when they are known.
"""

from etabli.procurement.needs.engine.model import (
    Catalogue as Catalogue,
    Chapter as Chapter,
    Choice as Choice,
    Family as Family,
    Need as Need,
    Source as Source,
    Text as Text,
    Weight as Weight,
    Words as Words,
)
from etabli.procurement.needs.engine.neighbours import ABOVE as ABOVE
from etabli.procurement.needs.engine.parsing import CatalogueError as CatalogueError, parse as parse
from etabli.procurement.needs.engine.recognition import (
    Recognised as Recognised,
    recognise as recognise,
    set_aside as set_aside,
)
