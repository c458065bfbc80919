"""The link to one sign-up: given to whoever has just signed up, and by the mails that tell them of it."""

from datetime import timedelta

from etabli.foundation.people.links import ENDS_WHEN_CUT
from etabli.foundation.people.models import SecretLink
from etabli.foundation.signed_links import LinkKind

SIGN_UP = LinkKind(
    code="seats.sign_up",
    former="people.link",
    scope=SecretLink.Scope.SIGN_UP,
    opens="one sign-up: see it, say yes or no, give the place back, prepare one's coming, read what was given there",
    lasts=timedelta(days=200),
    doors=("people:enter",),
    pages=(
        "seats:sign_up",
        "seats:accept",
        "seats:withdraw",
        "seats:again",
        "seats:late",
        "seats:calendar",
        "workshops:prepare",
        "workshops:documents",
        "workshops:document",
    ),
    ends=ENDS_WHEN_CUT,
)
