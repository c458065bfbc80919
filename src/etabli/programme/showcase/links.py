"""The link to one story, in the mail that asks for its agreement."""

from datetime import timedelta

from etabli.foundation.people.links import ENDS_WHEN_CUT
from etabli.foundation.people.models import SecretLink
from etabli.foundation.signed_links import LinkKind

STORY = LinkKind(
    code="showcase.story",
    former="people.link",
    scope=SecretLink.Scope.STORY,
    opens="one story: read it over, agree that it is shown, take it off",
    lasts=timedelta(days=400),
    doors=("people:enter",),
    pages=("showcase:mine", "showcase:withdraw", "showcase:story", "showcase:photo"),
    ends=ENDS_WHEN_CUT,
)
