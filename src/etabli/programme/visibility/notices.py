"""The kinds of messages of this app."""

from etabli.programme.visibility.calendar_notices import THIS_WEEK, WEEKS_OVER
from etabli.programme.visibility.check_notices import BROKEN
from etabli.programme.visibility.domain_notices import DOMAIN_ENDS

KINDS = [BROKEN, DOMAIN_ENDS, THIS_WEEK, WEEKS_OVER]
