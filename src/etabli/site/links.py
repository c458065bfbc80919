"""The cookie of an exercise."""

from datetime import timedelta

from etabli.foundation.signed_links import LinkKind

EXERCISE = LinkKind(
    code="practice",
    opens="one's own practice copy, which holds nothing real: a cookie",
    lasts=timedelta(hours=24),
    ends="practice is stopped, or not used for three hours",
    is_right=False,
)
