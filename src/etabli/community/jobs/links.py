"""The links that correspondents get: to come in, and to stop one alert. Another kind each: what stops an alert stands
where mail programs read it and goes along when the mail is forwarded, so it opens nothing else.
"""

from datetime import datetime, timedelta

from django.utils.translation import get_language

from etabli.community.jobs.models import Alert, Correspondent
from etabli.foundation.signed_links import LinkKind

SESSION_KEY = "jobs"  # the session's key: the number of the correspondent whose link was opened

CORRESPONDENT = LinkKind(
    code="jobs.correspondent",
    opens="what somebody without an account offers, sends and asks for: their offers, applications and alerts; the "
    "copy and erasure of it",
    lasts=timedelta(days=200),
    doors=("jobs:enter",),
    pages=(
        "jobs:edit",
        "jobs:send",
        "jobs:contest",
        "jobs:close",
        "jobs:applications",
        "jobs:application",
        "jobs:cv",
        "jobs:data",
        "jobs:data_copy",
        "jobs:data_erase",
        "jobs:data_keep",
    ),
    ends="200 days after the last mail that it stood in",
)
STOP_ALERT = LinkKind(
    code="jobs.stop_alert",
    opens="the button that stops one alert of offers, or starts it again; nobody is signed in",
    doors=("jobs:stop_alert",),
    ends="with the alert",
)


def address(correspondent: Correspondent, url: str = "") -> str:
    """The full address to write in a mail; `url` is the page of ours that it opens."""
    return CORRESPONDENT.address(CORRESPONDENT.token_of(correspondent), url)


def stop_address(alert: Alert) -> str:
    """The full address that stops an alert, without signing in (RFC 8058)."""
    return STOP_ALERT.address(STOP_ALERT.token_of(alert))


def correspondent_of(token: str, at: datetime) -> Correspondent | None:
    """Whose link it is, while it is good; None whatever is wrong with it."""
    in_force = Correspondent.objects.filter(expires_at__gt=at)
    return CORRESPONDENT.row(token, in_force.select_related("organisation"))


def alert_of(token: str) -> Alert | None:
    """The alert that this address stops; good for as long as the alert is kept."""
    return STOP_ALERT.row(token, Alert.objects.select_related("correspondent__organisation"))


def correspondent_for_address(
    *, organisation_id: int, chamber_id: int | None, email: str, at: datetime
) -> Correspondent:
    """The correspondent at this address, made when there was none, who reads in the language of the page; their link is
    good anew from now. Called inside an action.
    """
    correspondent, is_new = Correspondent.objects.get_or_create(
        organisation_id=organisation_id,
        email=email.strip().lower(),
        defaults={"chamber_id": chamber_id, "created_at": at, "expires_at": CORRESPONDENT.end(at)},
    )
    if is_new:
        correspondent.party.language = get_language() or ""
        correspondent.party.save(update_fields=["language"])
    elif correspondent.expires_at < CORRESPONDENT.end(at):
        Correspondent.objects.filter(pk=correspondent.pk).update(expires_at=CORRESPONDENT.end(at))
        correspondent.expires_at = CORRESPONDENT.end(at)
    return correspondent
