"""The links of a watch: the one that confirms it, which holds all that was asked and of which nothing is stored; and
the one that stops it, which stands in each mail and opens nothing else.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta

from etabli.foundation.signed_links import LinkKind
from etabli.programme.watches.models import Watch

CONFIRM = LinkKind(
    code="watches.confirm",
    opens="the button by which whoever reads this mailbox asks to be told of workshops; nobody is signed in",
    lasts=timedelta(days=7),
    doors=("watches:confirm",),
    ends="after seven days",
)
STOP = LinkKind(
    code="watches.stop",
    opens="the button that stops being told of workshops near one commune or on one theme, or starts it again; nobody "
    "is signed in",
    doors=("watches:stop",),
    ends="with what was asked",
)


@dataclass(frozen=True)
class WatchRequest:
    """What a visitor typed. `commune` and `theme` are codes, one of them at least; `via` is that of a relay, or ""."""

    name: str
    email: str
    commune: str
    theme: str
    via: str


def confirm_token(request: WatchRequest, at: datetime) -> str:
    """All of it, signed, with its last instant."""
    content = json.dumps([int(CONFIRM.end(at).timestamp()), *astuple(request)])
    return CONFIRM.seal(urlsafe_b64encode(content.encode()).decode().rstrip("="))


def request_in_token(token: str, at: datetime) -> WatchRequest | None:
    """What was asked; None whatever is wrong with the token, its time being over included."""
    sealed = CONFIRM.text_in(token)
    if sealed is None:
        return None
    until, *fields = json.loads(urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4)))
    return WatchRequest(*fields) if until > at.timestamp() else None


def stop_address(watch: Watch) -> str:
    """The full address that stops it, without signing in."""
    return STOP.address(STOP.token_of(watch))


def watch_of(token: str) -> Watch | None:
    """The watch that this address stops; good for as long as it is kept."""
    return STOP.row(token, Watch.objects.select_related("person__chamber", "commune", "theme"))
