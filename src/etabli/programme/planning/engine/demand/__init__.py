"""How many people would come, for each theme, territory and trade group: see docs/en/models.md, "Demand"."""

from etabli.programme.planning.engine.demand.calibrating import calibrated as calibrated, factors as factors
from etabli.programme.planning.engine.demand.counting import (
    ANSWERS_TOLD as ANSWERS_TOLD,
    NEAR_MINUTES as NEAR_MINUTES,
    reach as reach,
)
from etabli.programme.planning.engine.demand.estimating import estimate as estimate
from etabli.programme.planning.engine.demand.reasons import Reason as Reason, reasons as reasons
from etabli.programme.planning.engine.demand.shapes import (
    AnswerCount as AnswerCount,
    Demand as Demand,
    Estimate as Estimate,
    Evidence as Evidence,
    Offer as Offer,
    Outlook as Outlook,
    Territory as Territory,
    ThemeRequest as ThemeRequest,
)
