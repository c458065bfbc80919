"""Reading ads, answers and what follows: one module for each kind."""

from etabli.community.market.queries.ads import AdCard, AdList, Choice, ads_to_answer, get_ad, open_ads
from etabli.community.market.queries.alerts import Alerts, alerts_of
from etabli.community.market.queries.answers import (
    AnswerCard,
    OwnAd,
    OwnAnswer,
    Thread,
    ended_by_another,
    get_answer,
    get_letter,
    my_ads,
    my_answer,
    my_answers,
    thread_of,
    threads_to_answer,
)
from etabli.community.market.queries.elsewhere import (
    Gone,
    Listed,
    PublicAd,
    chambers_listed,
    get_public_ad,
    get_sending,
    gone_ads,
    public,
    public_ads,
    sendings_of,
)
from etabli.community.market.queries.figures import Figures, figures
from etabli.community.market.queries.standing import is_open, is_out

__all__ = [
    "AdCard",
    "AdList",
    "Alerts",
    "AnswerCard",
    "Choice",
    "Figures",
    "Gone",
    "Listed",
    "OwnAd",
    "OwnAnswer",
    "PublicAd",
    "Thread",
    "ads_to_answer",
    "alerts_of",
    "chambers_listed",
    "ended_by_another",
    "figures",
    "get_ad",
    "get_answer",
    "get_letter",
    "get_public_ad",
    "get_sending",
    "gone_ads",
    "is_open",
    "is_out",
    "my_ads",
    "my_answer",
    "my_answers",
    "open_ads",
    "public",
    "public_ads",
    "sendings_of",
    "thread_of",
    "threads_to_answer",
]
