"""The acts of visibility: a module for each subject, all of them named here."""

from etabli.programme.visibility.actions.checks import (
    NothingToKeep as NothingToKeep,
    ask_check as ask_check,
    check_again as check_again,
    finish_step as finish_step,
    keep_seen as keep_seen,
    plan_step as plan_step,
    remove_check as remove_check,
    remove_step as remove_step,
    stop_watching as stop_watching,
    watch_site as watch_site,
)
from etabli.programme.visibility.actions.self_checks import note_self_check as note_self_check
