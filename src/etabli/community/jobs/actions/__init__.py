"""Writing an offer (`drafts`), leading it to its end (`publication`), applying, being told of new ones (`alerts`)."""

from etabli.community.jobs.actions.alerts import (
    ask_alert as ask_alert,
    ask_link as ask_link,
    confirm_alert as confirm_alert,
    send_alert as send_alert,
    stop_alert as stop_alert,
)
from etabli.community.jobs.actions.applications import (
    ApplicationNotFit as ApplicationNotFit,
    JobClosed as JobClosed,
    apply_to as apply_to,
    withdraw_application as withdraw_application,
    write as write,
)
from etabli.community.jobs.actions.drafts import (
    NotNow as NotNow,
    OfferNotFit as OfferNotFit,
    copy_job as copy_job,
    correct_job as correct_job,
    withdraw_job as withdraw_job,
    write_job as write_job,
)
from etabli.community.jobs.actions.publication import (
    close_job as close_job,
    hide_job as hide_job,
    publish_job as publish_job,
    remind as remind,
    renew_job as renew_job,
    send_job as send_job,
)
