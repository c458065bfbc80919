"""Who may put a path aside, take it up, say what was reached; when somebody comes back."""

from datetime import timedelta

from etabli.foundation.people.rules import may_help as may_help

AWAY = timedelta(days=60)  # without a visit: whoever comes back then is told where they were
SEEN_AGAIN = timedelta(hours=1)  # a visit is written down no oftener
