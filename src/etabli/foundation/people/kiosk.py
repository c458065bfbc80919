"""A browser session narrowed to one thing, for a device that goes from hand to hand: the tablet of a workshop, the
computer of a town hall.

The session of whoever opens it is put aside, in the row of the kiosk, and its key ends: nothing that the device bears
opens it. What answers meanwhile is marked `@in_kiosk` (`access`), and nothing else does. A proof brings the session
back; without one, the kiosk ends by itself, and the device is then signed out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth import SESSION_KEY, get_user
from django.contrib.auth.hashers import check_password
from django.db.models import F
from django.http import HttpRequest
from django.middleware.csrf import rotate_token
from django.utils.functional import Promise

from etabli.foundation.journal import Actor
from etabli.foundation.parties import PartyKind
from etabli.foundation.people.sessions import KIOSK_KEY, begin_session

if TYPE_CHECKING:
    from etabli.foundation.people.models import KioskSession

MAX_TRIES = 5  # of a PIN; then a passkey, or a sign-in anew
TOLD_OVER_PERIOD = timedelta(
    hours=12
)  # how long a device whose kiosk is over says so, before it knows nothing any more
NOT_KEPT_KEYS = frozenset({"_messages", "mfa.webauthn.state"})  # of the session put aside, what is not kept


@dataclass(frozen=True)
class Wording:
    """What a kind of kiosk is called: on the device (`does`, `home`, `resume`) and in the journal (`actor`)."""

    does: str | Promise
    home: str | Promise
    resume: str | Promise
    actor: str | Promise


WORDINGS: dict[str, Wording] = {}


def declare_kind(kind: str, wording: Wording) -> str:
    """A kind of kiosk, which an app declares beside the pages that it opens; gives its name."""
    WORDINGS[kind] = wording
    return kind


@dataclass(frozen=True)
class Purpose:
    """To what a session is to be narrowed: the subject (and its `part`, such as a half-day), until when, its first page
    (`home`), and the page on which whoever opened it goes on (`back`). `label`: what a list of devices calls it."""

    kind: str
    subject_id: int
    chamber_id: int
    label: str
    home: str
    back: str
    ends_at: datetime
    part: int = 0


@dataclass(frozen=True)
class Kiosk:
    """What the session of a viewer is narrowed to, and who opened it."""

    party_id: int
    kind: str
    subject_id: int
    part: int
    home: str
    opened_by: str
    organisation_id: int | None
    chamber_id: int
    ends_at: datetime

    def is_for(self, kind: str, subject_id: int, part: int | None = None) -> bool:
        """Narrowed to this very thing; to any part of it when none is named."""
        return (self.kind, self.subject_id) == (kind, subject_id) and part in {None, self.part}

    @property
    def wording(self) -> Wording:
        return WORDINGS[self.kind]

    @property
    def actor(self) -> Actor:
        """The device acts, and never whoever opened it."""
        name = str(self.wording.actor) % {"name": self.opened_by}
        return Actor(PartyKind.KIOSK, self.party_id, name, "nobody", self.organisation_id, self.chamber_id)


def row_of(request: HttpRequest) -> "KioskSession | None":
    """The row of the kiosk that this session is; None for any other session, without a statement."""
    from etabli.foundation.people.models import KioskSession  # models load after the settings

    if KIOSK_KEY not in request.session:
        return None
    return KioskSession.objects.filter(session=request.session.session_key).select_related("session").first()


def kiosk_of(request: HttpRequest) -> Kiosk | None:
    """What this session is narrowed to, over or not; None for any other session. A kiosk without its row opens nothing:
    the session is emptied."""
    row = row_of(request)
    if row is None:
        if KIOSK_KEY in request.session:
            request.session.flush()
        return None
    return Kiosk(
        party_id=row.party_id,
        kind=row.kind,
        subject_id=row.subject_id,
        part=row.part,
        home=row.home,
        opened_by=row.opened_by,
        organisation_id=row.organisation_id,
        chamber_id=row.chamber_id,
        ends_at=row.ends_at,
    )


def set_session_aside(request: HttpRequest, ends_at: datetime) -> str:
    """End this session, begin one that holds nothing, under another key. Gives what it held, encoded."""
    kept_values = {name: value for name, value in request.session.items() if name not in NOT_KEPT_KEYS}
    encoded = str(request.session.encode(kept_values))
    user = kept_values.get(SESSION_KEY)
    request.session.flush()
    request.session[KIOSK_KEY] = int(user) if user else None
    request.session.set_expiry(ends_at + TOLD_OVER_PERIOD)
    begin_session(request)
    request.session.save()
    rotate_token(request)
    return encoded


def try_pin(row: "KioskSession", given: str) -> bool:
    """Try this PIN, and say whether it is the right one. Each try is counted before it is compared, by one statement:
    however many are sent at once, no more than MOST_TRIES are looked at."""
    rows_with_tries_left = type(row)._default_manager.filter(pk=row.pk, tries__lt=MAX_TRIES)
    if not row.pin or not rows_with_tries_left.update(tries=F("tries") + 1):
        return False
    return check_password(given, row.pin)


def restore_session(request: HttpRequest, row: "KioskSession") -> bool:
    """Bring the session back that was put aside, under a third key; False when its account was closed meanwhile. The
    row goes with the session of the kiosk."""
    kept_values: Mapping[str, Any] = request.session.decode(row.set_aside)
    request.session.flush()
    request.session.update(dict(kept_values))
    request.session.save()
    rotate_token(request)
    request.user = get_user(request)
    if SESSION_KEY in kept_values and not request.user.is_authenticated:
        request.session.flush()
        return False
    return True
