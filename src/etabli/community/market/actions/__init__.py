"""The acts on ads, on their answers, and on what follows: one module for each kind."""

from etabli.community.market.actions.ads import (
    AlreadyPassedOn as AlreadyPassedOn,
    AnswersAreThere as AnswersAreThere,
    NoConsent as NoConsent,
    change_ad as change_ad,
    hide_ad as hide_ad,
    pass_on_ad as pass_on_ad,
    publish_ad as publish_ad,
    withdraw_ad as withdraw_ad,
)
from etabli.community.market.actions.alerts import (
    alert_members as alert_members,
    choose_alerts as choose_alerts,
    choose_reading as choose_reading,
)
from etabli.community.market.actions.answer_limit import AdClosed as AdClosed, AdNotFit as AdNotFit
from etabli.community.market.actions.answers import (
    AlreadyAnswered as AlreadyAnswered,
    answer_ad as answer_ad,
    hide_letter as hide_letter,
    keep_letter as keep_letter,
    send_message as send_message,
    withdraw_answer as withdraw_answer,
)
from etabli.community.market.actions.destinations import (
    AlreadyThere as AlreadyThere,
    send_elsewhere as send_elsewhere,
    withdraw_sending as withdraw_sending,
)
from etabli.community.market.actions.follow_up import (
    ask_outcome as ask_outcome,
    record_outcome as record_outcome,
    remind as remind,
)
