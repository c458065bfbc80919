"""The acts of visibility: a module for each subject, all of them named here."""

from etabli.programme.visibility.calendar.actions import (
    AlreadyPublished as AlreadyPublished,
    NoSuchWeek as NoSuchWeek,
    add_post as add_post,
    mark_post as mark_post,
    move_post as move_post,
    offer_weeks as offer_weeks,
    plan_calendar as plan_calendar,
    refuse_published as refuse_published,
    remind as remind,
    replace_post as replace_post,
    set_reminders as set_reminders,
    take_out_post as take_out_post,
    write_post as write_post,
)
from etabli.programme.visibility.calendar.feed_actions import (
    cut_feed as cut_feed,
    make_feed as make_feed,
)
from etabli.programme.visibility.campaigns.actions import (
    FiguresContradict as FiguresContradict,
    NothingPlanned as NothingPlanned,
    keep_campaign as keep_campaign,
    note_figures as note_figures,
    remove_campaign as remove_campaign,
    reset_assumption as reset_assumption,
    set_assumption as set_assumption,
)
from etabli.programme.visibility.checks.actions import (
    ask_check as ask_check,
    check_again as check_again,
    finish_step as finish_step,
    plan_step as plan_step,
    remove_check as remove_check,
    remove_step as remove_step,
    stop_watching as stop_watching,
    watch_site as watch_site,
)
from etabli.programme.visibility.device.actions import (
    NothingToKeep as NothingToKeep,
    keep_held as keep_held,
)
from etabli.programme.visibility.domains.actions import (
    forget_registration as forget_registration,
    note_registration as note_registration,
    remind_of_end as remind_of_end,
)
from etabli.programme.visibility.liked_sites.actions import (
    NothingChosen as NothingChosen,
    read_liked_site as read_liked_site,
    wish_for as wish_for,
)
from etabli.programme.visibility.self_checks.actions import note_self_check as note_self_check
