"""The second proof asked of those who see other people's data: who must have one, and from when.

`ETABLI_SECOND_FACTOR` is `required` (the default in production) or `offered`. When it is required, whoever needs one
is led to their ways in until they have it; somebody who came lately may put it off until `last_day`.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from etabli.foundation.people.models import Membership, Role

if TYPE_CHECKING:
    from etabli.foundation.people.access import Request

ROLES_NEEDING_FACTOR = frozenset({Role.ADVISER, Role.MANAGER, Role.BOARD, Role.MODERATOR})
FACTOR_TYPES = ("totp", "webauthn")
SESSION_KEY, PROVED = "second_factor", "held"  # the session's key: HELD, or the day until which it is put off
GRACE_PERIOD = timedelta(days=14)
# Pages that lead to a second proof, or away: open without one.
OPEN_MODULES = tuple(
    f"etabli.foundation.people.pages.{name}" for name in ("account", "entrance", "authenticators")
)


def is_missing(request: "Request", module: str) -> bool:
    """Whether the page of this module must wait for a second proof: no statement once the session knows."""
    if (
        settings.SECOND_FACTOR != "required"
        or request.viewer.role not in ROLES_NEEDING_FACTOR
        or module.startswith(OPEN_MODULES)
    ):
        return False
    seen = request.session.get(SESSION_KEY, "")
    if seen == PROVED or seen > timezone.localdate().isoformat():
        return False
    if request.viewer.user_id is not None and has_factor(request.viewer.user_id):
        mark_proved(request)
        return False
    return True


def has_factor(user_id: int) -> bool:
    """Whether this account has a passkey or an application: allauth then asks for it at each sign-in."""
    from allauth.mfa.models import Authenticator  # the settings name this module before the models are there

    return bool(Authenticator.objects.filter(user_id=user_id, type__in=FACTOR_TYPES).exists())


def mark_proved(request: HttpRequest) -> None:
    """This session has its second proof."""
    request.session[SESSION_KEY] = PROVED


def needs_one(user_id: int) -> bool:
    """Whether one of this account's roles needs a second proof here."""
    memberships = Membership.objects.filter(user_id=user_id, ended_on=None, role__in=ROLES_NEEDING_FACTOR)
    return settings.SECOND_FACTOR == "required" and memberships.exists()


def count_without_factor() -> int:
    """How many accounts have a role that needs a second proof, and none."""
    from allauth.mfa.models import Authenticator

    having = Authenticator.objects.filter(type__in=FACTOR_TYPES).values("user_id")
    memberships = Membership.objects.filter(ended_on=None, role__in=ROLES_NEEDING_FACTOR)
    return memberships.exclude(user_id__in=having).values("user_id").distinct().count()


def last_day(user_id: int) -> date | None:
    """Until when somebody who came lately may put it off; None when that time is over, or nothing is asked."""
    memberships = Membership.objects.filter(user_id=user_id, ended_on=None, role__in=ROLES_NEEDING_FACTOR)
    first_day = memberships.order_by("started_on").values_list("started_on", flat=True).first()
    if (
        settings.SECOND_FACTOR != "required"
        or first_day is None
        or first_day + GRACE_PERIOD <= timezone.localdate()
    ):
        return None
    return first_day + GRACE_PERIOD
