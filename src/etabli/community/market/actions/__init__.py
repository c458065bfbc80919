"""The acts on ads, on their answers, and on what follows: one module for each kind."""

from etabli.community.market.actions.ads import (
    AlreadyPassedOn,
    AnswersAreThere,
    NoConsent,
    change_ad,
    hide_ad,
    pass_on_ad,
    publish_ad,
    withdraw_ad,
)
from etabli.community.market.actions.afterwards import ask_what_came, remind, tell_what_came
from etabli.community.market.actions.alerts import alert_members, choose_alerts, choose_reading
from etabli.community.market.actions.answers import (
    AlreadyAnswered,
    answer_ad,
    hide_letter,
    keep_letter,
    withdraw_answer,
    write_letter,
)
from etabli.community.market.actions.elsewhere import AlreadyThere, send_elsewhere, withdraw_sending
from etabli.community.market.actions.places import AdClosed, AdNotFit

__all__ = [
    "AdClosed",
    "AdNotFit",
    "AlreadyAnswered",
    "AlreadyPassedOn",
    "AlreadyThere",
    "AnswersAreThere",
    "NoConsent",
    "alert_members",
    "answer_ad",
    "ask_what_came",
    "change_ad",
    "choose_alerts",
    "choose_reading",
    "hide_ad",
    "hide_letter",
    "keep_letter",
    "pass_on_ad",
    "publish_ad",
    "remind",
    "send_elsewhere",
    "tell_what_came",
    "withdraw_ad",
    "withdraw_answer",
    "withdraw_sending",
    "write_letter",
]
