"""The kinds of messages of this app."""

from etabli.programme.visibility.calendar_notices import THIS_WEEK, WEEKS_OVER

KINDS = [THIS_WEEK, WEEKS_OVER]
