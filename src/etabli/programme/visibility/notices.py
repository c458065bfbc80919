"""The kinds of messages of this app."""

from etabli.programme.visibility.calendar.notices import THIS_WEEK, WEEKS_OVER
from etabli.programme.visibility.checks.notices import BROKEN
from etabli.programme.visibility.domains.notices import DOMAIN_ENDS

KINDS = [BROKEN, DOMAIN_ENDS, THIS_WEEK, WEEKS_OVER]
