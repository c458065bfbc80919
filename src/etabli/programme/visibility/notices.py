"""The kinds of messages of this app."""

from etabli.programme.visibility.calendar_notices import THIS_WEEK, WEEKS_OVER
from etabli.programme.visibility.check_notices import BROKEN

KINDS = [BROKEN, THIS_WEEK, WEEKS_OVER]
