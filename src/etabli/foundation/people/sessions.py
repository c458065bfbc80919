"""The sessions, in a table of our own: whose, on which device, last seen when. No network address is kept.

`SESSION_ENGINE` names this module; Django looks for `SessionStore` in it.
"""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import VALID_KEY_CHARS, UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import get_random_string

from etabli.foundation.signed_links import LinkKind

HANDLE = LinkKind(
    code="people.session",
    opens="nothing: what pages call a device, so that its owner can sign it out; the key of the session stays secret",
    ends="with the session",
    is_right=False,
)
DEVICE = "device"  # the session's keys: the device in words, the day of the last save
DAY = "day"
HELD_BY = (
    "kiosk"  # of a narrowed session (`kiosk`), which signs nobody in: the account that opened it, or None
)

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


class SessionStore(DatabaseStore):
    """Django's sessions, each row saying whose it is. A day's first request saves; the others only read."""

    @classmethod
    def get_model_class(cls) -> Any:
        from etabli.foundation.people.models import BrowserSession  # models load after the settings

        return BrowserSession

    def save(self, must_create: bool = False) -> None:
        """Django's, in one statement: no transaction around it."""
        if self.session_key is None:
            return self.create()
        row = self.create_model_instance(self._get_session(no_load=must_create))
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

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        today = timezone.localdate()
        data[DAY] = today.isoformat()
        row = super().create_model_instance(data)
        row.user_id = int(data[SESSION_KEY]) if data.get(SESSION_KEY) else data.get(HELD_BY)
        row.device = data.get(DEVICE, "")
        row.seen_on = today
        return row


def remember_device(request: HttpRequest) -> None:
    """Whoever has just signed in will find this device in their list."""
    request.session[DEVICE] = device_of(request.headers.get("User-Agent", ""))


def note_day(request: HttpRequest) -> None:
    """Have the session of somebody known saved once a day: the day they were last seen, and its end put off."""
    if request.session.get(DAY) != timezone.localdate().isoformat():
        request.session.modified = True


def device_of(user_agent: str) -> str:
    """The device in words ("Firefox, Android"), or "" when the browser says nothing that we know."""
    browser = next((name for sign, name in BROWSERS.items() if sign in user_agent), "")
    machine = next((name for sign, name in MACHINES.items() if sign in user_agent), "")
    return ", ".join(word for word in (browser, machine) if word)
