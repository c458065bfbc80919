"""The acts of the association: its members, those who ask to join, the dues, the suspensions, its own rules."""

from etabli.community.association.actions.applications import (
    AlreadyAsked as AlreadyAsked,
    ApplicationOver as ApplicationOver,
    accept_application as accept_application,
    answer_question as answer_question,
    apply as apply,
    ask_applicant as ask_applicant,
    confirm_application as confirm_application,
    refuse_application as refuse_application,
    withdraw_application as withdraw_application,
)
from etabli.community.association.actions.dues import (
    NotOwed as NotOwed,
    PeriodTaken as PeriodTaken,
    cancel_payment as cancel_payment,
    open_period as open_period,
    record_payment as record_payment,
    record_payments as record_payments,
    waive_dues as waive_dues,
)
from etabli.community.association.actions.importing import import_members as import_members
from etabli.community.association.actions.members import (
    AlreadyLeft as AlreadyLeft,
    AlreadyMember as AlreadyMember,
    NotFit as NotFit,
    UnknownTrade as UnknownTrade,
    add_member as add_member,
    change_member as change_member,
    leave as leave,
    register_member as register_member,
)
from etabli.community.association.actions.rules import (
    InUse as InUse,
    NameInUse as NameInUse,
    add_category as add_category,
    add_trade as add_trade,
    change_category as change_category,
    set_dues_rules as set_dues_rules,
    withdraw_category as withdraw_category,
    withdraw_trade as withdraw_trade,
)
from etabli.community.association.actions.suspensions import (
    SuspensionOver as SuspensionOver,
    appeal as appeal,
    decide_appeal as decide_appeal,
    end_suspension as end_suspension,
    settle_suspension as settle_suspension,
    suspend as suspend,
)
