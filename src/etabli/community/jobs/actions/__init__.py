"""Writing an offer (`drafting`), leading it to its end (`offering`), applying, being told of new ones (`alerting`)."""

from etabli.community.jobs.actions.alerting import ask_alert, ask_link, confirm_alert, send_alert, stop_alert
from etabli.community.jobs.actions.applying import (
    ApplicationNotFit,
    JobClosed,
    apply_to,
    withdraw_application,
    write,
)
from etabli.community.jobs.actions.drafting import (
    NotNow,
    OfferNotFit,
    copy_job,
    correct_job,
    withdraw_job,
    write_job,
)
from etabli.community.jobs.actions.offering import (
    close_job,
    hide_job,
    publish_job,
    remind,
    renew_job,
    send_job,
)

__all__ = [
    "ApplicationNotFit",
    "JobClosed",
    "NotNow",
    "OfferNotFit",
    "apply_to",
    "ask_alert",
    "ask_link",
    "close_job",
    "confirm_alert",
    "copy_job",
    "correct_job",
    "hide_job",
    "publish_job",
    "remind",
    "renew_job",
    "send_alert",
    "send_job",
    "stop_alert",
    "withdraw_application",
    "withdraw_job",
    "write",
    "write_job",
]
