"""What a fund pays, and where a file stands: its rules are values with a date, never constants."""

from etabli.programme.funding.engine.hours import (
    Done as Done,
    settle as settle,
    settle_rest as settle_rest,
)
from etabli.programme.funding.engine.judging import (
    Answer as Answer,
    Half as Half,
    Proposal as Proposal,
    Reason as Reason,
    Request as Request,
    Verdict as Verdict,
    judge as judge,
)
from etabli.programme.funding.engine.payments import (
    Amounts as Amounts,
    FundingLine as FundingLine,
    Used as Used,
    after_first as after_first,
    caps_in as caps_in,
    cents_of as cents_of,
    complete as complete,
    credit_shares as credit_shares,
    grant as grant,
    grant_again as grant_again,
    hourly_price as hourly_price,
    hours_beside as hours_beside,
    pay as pay,
    used_by as used_by,
    with_rest as with_rest,
    without as without,
    without_rest as without_rest,
)
from etabli.programme.funding.engine.rules import (
    KEYS as KEYS,
    Rules as Rules,
    Setting as Setting,
    rules_on as rules_on,
)
from etabli.programme.funding.engine.states import (
    Facts as Facts,
    State as State,
    artisan_due as artisan_due,
    artisan_to_return as artisan_to_return,
    state_of as state_of,
)
