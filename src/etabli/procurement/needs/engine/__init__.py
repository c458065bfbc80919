"""The catalogue of needs and the reading of a quote's lines. Knows neither Django nor files.

`parse(data) -> Catalogue`, `recognise(text, catalogue, around) -> tuple[Recognised, ...]`:
what a line speaks of, and whether it offers it, as an option, leaves it out, or expects it of the client.
`around` are the `ABOVE` lines above, when they are known.
"""

from etabli.procurement.needs.engine.likelihood import Likelihood as Likelihood
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
from etabli.procurement.needs.engine.polarity import Polarity as Polarity
from etabli.procurement.needs.engine.recognition import (
    Recognised as Recognised,
    grounds_of as grounds_of,
    mentioned as mentioned,
    recognise as recognise,
)
from etabli.procurement.needs.engine.stance import Stance as Stance
