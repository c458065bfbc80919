"""What planning writes, by what it is about."""

from etabli.programme.planning.actions.phoned_wishes import note_call as note_call
from etabli.programme.planning.actions.season import (
    change_season as change_season,
    open_season as open_season,
    record_no_plan as record_no_plan,
    record_plan as record_plan,
    request_plan as request_plan,
    withdraw_plan as withdraw_plan,
    withdraw_season as withdraw_season,
)
from etabli.programme.planning.actions.season_acceptance import accept as accept
from etabli.programme.planning.actions.season_changes import (
    add_session as add_session,
    allow_again as allow_again,
    move_session as move_session,
    pin_session as pin_session,
    rule_out as rule_out,
    take_out_session as take_out_session,
    unpin_session as unpin_session,
)
