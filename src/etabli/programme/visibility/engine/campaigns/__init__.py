"""Paid campaigns: what each network is good for, how to share out a budget, what it may bring. Plain Python.

`parse_guide(tables) -> CampaignCatalogue`; `plan(answers, guide, assumptions, figures) -> Plan`;
`learn(assumption, figures, trade) -> Rate`: what real figures teach, by trade within all trades.
"""

from etabli.programme.visibility.engine.campaigns.learning import (
    FEWEST as FEWEST,
    Rate as Rate,
    learn as learn,
)
from etabli.programme.visibility.engine.campaigns.model import (
    STAGES as STAGES,
    AnswerOption as AnswerOption,
    Assumption as Assumption,
    CampaignCatalogue as CampaignCatalogue,
    Figures as Figures,
    Network as Network,
    Stage as Stage,
)
from etabli.programme.visibility.engine.campaigns.outcomes import (
    Range as Range,
    Watch as Watch,
    outcome as outcome,
    outcome_together as outcome_together,
    rate_range as rate_range,
    watch as watch,
)
from etabli.programme.visibility.engine.campaigns.parsing import parse_guide as parse_guide
from etabli.programme.visibility.engine.campaigns.planning import (
    Answers as Answers,
    Part as Part,
    Plan as Plan,
    plan as plan,
    plan_by_rates as plan_by_rates,
    rates_of as rates_of,
)
