"""The sessions, in a table of our own: whose, on which device, begun and last seen when. No network address is kept.

`SESSION_ENGINE` names this module; Django looks for `SessionStore` in it.
"""

from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import VALID_KEY_CHARS, SessionBase, UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import get_random_string

from etabli.foundation.kept_statements import Given, KeptStatement
from etabli.foundation.signed_links import LinkKind

if TYPE_CHECKING:
    from etabli.foundation.people.models import BrowserSession

    _Store = DatabaseStore[BrowserSession]
else:
    _Store = DatabaseStore  # no generic class at run time

HANDLE = LinkKind(
    code="people.session",
    opens="nothing: what pages call a device, so that its owner can sign it out; the key of the session stays secret",
    ends="with the session",
    is_right=False,
)
DEVICE_KEY = (
    "device"  # the session's keys: the device in words, the day of the last save, the instant of the sign-in
)
DAY_KEY = "day"
KIOSK_KEY = (
    "kiosk"  # of a narrowed session (`kiosk`), which signs nobody in: the account that opened it, or None
)
BEGAN_KEY = "began"
LINK_OWNER_KEY = "link_of"  # whose secret link opened it, by their number; nobody is signed in
ENDED_WRITER_KEY = "over"  # of whom the session was that has ended here, as `Viewer.writer` says it
SEEN_PRECISION = timedelta(minutes=5)  # how exactly the last use is known

# What a browser says of itself, from the narrowest word to the widest: Edge and Opera call themselves Chrome too.
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
MACHINES = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "CrOS": "Chromebook",
    "Linux": "Linux",
}


class SessionStore(_Store):
    """Django's sessions, each row saying whose it is. A day's first request saves; the others only read."""

    @classmethod
    def get_model_class(cls) -> "type[BrowserSession]":
        from etabli.foundation.people.models import BrowserSession  # models load after the settings

        return BrowserSession

    began_at: datetime | None = None  # as the row says; None until one is read
    seen_at: datetime | None = None

    def _get_session_from_db(self) -> "BrowserSession | None":
        row: BrowserSession | None = _in_force().first(key=self.session_key, now=timezone.now())
        if row is None:
            self._session_key = None
        else:
            self.began_at, self.seen_at = row.began_at, row.seen_at
        return row

    def save(self, must_create: bool = False) -> None:
        """Django's, in one statement: no transaction around it."""
        if self.session_key is None:
            return self.create()
        row = self.create_model_instance(self._get_session(no_load=must_create))  # type: ignore[attr-defined]  # not in the stubs
        if must_create:
            row.save(force_insert=True)
        elif not self.model.objects.filter(pk=row.pk).update(
            **{
                field.attname: getattr(row, field.attname)
                for field in row._meta.fields
                if not field.primary_key
            }
        ):
            raise UpdateError
        return None

    def _get_new_session_key(self) -> str:
        """Without looking whether another session has it: 165 random bits, and the column refuses a second."""
        return get_random_string(32, VALID_KEY_CHARS)

    def create_model_instance(self, data: dict[str, Any]) -> "BrowserSession":
        now = timezone.now()
        data[DAY_KEY] = timezone.localdate(now).isoformat()
        row = super().create_model_instance(data)
        row.user_id = int(data[SESSION_KEY]) if data.get(SESSION_KEY) else data.get(KIOSK_KEY)
        row.person_id = None if row.user_id else data.get(LINK_OWNER_KEY)
        row.device = data.get(DEVICE_KEY, "")
        row.began_at = datetime.fromisoformat(data.setdefault(BEGAN_KEY, now.isoformat()))
        row.seen_at = now
        return row


@cache
def _in_force() -> KeptStatement[Any]:
    """The session of a key that has not ended."""
    rows = SessionStore.get_model_class().objects
    key, now = Given("key", models.CharField()), Given("now", models.DateTimeField())
    return KeptStatement(rows.filter(session_key=key, expire_date__gt=now))


def begin_session(request: HttpRequest, *, link_of: int | None = None) -> None:
    """Somebody has just come in, or come in anew: by a sign-in, or by a link of the person `link_of`.

    They find this device in their list.
    """
    request.session[DEVICE_KEY] = device_of(request.headers.get("User-Agent", ""))
    request.session[BEGAN_KEY] = timezone.now().isoformat()
    if link_of is not None:
        request.session[LINK_OWNER_KEY] = link_of


def record_use(request: HttpRequest) -> None:
    """Write down that somebody known uses their session: once a day its end is put off, and between, the row alone
    says when it was seen last."""
    now = timezone.now()
    if request.session.get(DAY_KEY) != timezone.localdate(now).isoformat():
        request.session.modified = True
    elif (seen := getattr(request.session, "seen_at", None)) is not None and now - seen > SEEN_PRECISION:
        SessionStore.get_model_class().objects.filter(pk=request.session.session_key).update(seen_at=now)


def is_empty(session: SessionBase) -> bool:
    """Holds nothing but what it says of itself."""
    return not set(session.keys()) - {DEVICE_KEY, DAY_KEY, BEGAN_KEY, ENDED_WRITER_KEY}


def device_of(user_agent: str) -> str:
    """The device in words ("Firefox, Android"), or "" when the browser says nothing that we know."""
    browser = next((name for sign, name in BROWSERS.items() if sign in user_agent), "")
    machine = next((name for sign, name in MACHINES.items() if sign in user_agent), "")
    return ", ".join(word for word in (browser, machine) if word)
