"""Reading ads, answers and what follows: one module for each kind."""

from etabli.community.market.queries.ads import (
    AdCard as AdCard,
    AdFilter as AdFilter,
    AdList as AdList,
    Figures as Figures,
    ads_to_answer as ads_to_answer,
    figures as figures,
    get_ad as get_ad,
    open_ads as open_ads,
)
from etabli.community.market.queries.answers import (
    AnswerCard as AnswerCard,
    OwnAd as OwnAd,
    OwnAnswer as OwnAnswer,
    Thread as Thread,
    ended_by_another as ended_by_another,
    get_answer as get_answer,
    get_letter as get_letter,
    my_ads as my_ads,
    my_answer as my_answer,
    my_answers as my_answers,
    thread_of as thread_of,
    threads_to_answer as threads_to_answer,
)
from etabli.community.market.queries.availability import is_open as is_open, is_out as is_out
from etabli.community.market.queries.due import Alerts as Alerts, alerts_of as alerts_of
from etabli.community.market.queries.shared_ads import (
    Listed as Listed,
    PublicAd as PublicAd,
    WithdrawnAd as WithdrawnAd,
    as_public_ad as as_public_ad,
    chambers_listed as chambers_listed,
    get_public_ad as get_public_ad,
    get_sending as get_sending,
    gone_ads as gone_ads,
    public_ads as public_ads,
    sendings_of as sendings_of,
)
