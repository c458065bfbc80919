"""Narrowing a session to one thing, and ending that: the acts. The session itself is `people.kiosk`'s affair."""

from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import Irreversible, action, record
from etabli.foundation.people.kiosk import Purpose
from etabli.foundation.people.models import STAFF, KioskSession, Role
from etabli.foundation.people.viewer import Viewer


def may_open_kiosk(by: Viewer, given: Any) -> bool:
    """The staff of the chamber and its relays, from a session of their own."""
    is_own_chamber = given["purpose"].chamber_id == by.chamber_id
    return is_own_chamber and by.kiosk is None and by.role in STAFF | {Role.RELAY}


@action(
    "people.open_kiosk",
    sentence=_("handed over a device: %(subject)s"),
    may=may_open_kiosk,
    undo=Irreversible(_("Take the device back on its own page, or sign it out in the list of your devices.")),
)
def open_kiosk(
    *, purpose: Purpose, session_key: str, set_aside: str, pin: str, by: Viewer, at: datetime
) -> KioskSession:
    """The session of this key is narrowed from now on; an empty `pin`: a passkey alone brings the other back."""
    made = KioskSession.objects.create(
        session_id=session_key,
        kind=purpose.kind,
        subject_id=purpose.subject_id,
        part=purpose.part,
        chamber_id=purpose.chamber_id,
        organisation_id=by.organisation_id,
        opened_by=by.actor.name[:200],
        label=purpose.label[:200],
        home=purpose.home,
        back=purpose.back,
        pin=make_password(pin) if pin else "",
        set_aside=set_aside,
        opened_at=at,
        ends_at=purpose.ends_at,
    )
    record(made, before={}, after={"kind": made.kind, "ends_at": made.ends_at})
    return made


@action(
    "people.end_kiosk",
    sentence=_("took a device back: %(subject)s"),
    may=lambda by, kiosk: by.kiosk is None,
    undo=Irreversible(_("Hand the device over again: what was signed is there.")),
    subject="kiosk",
)
def end_kiosk(*, kiosk: KioskSession, by: Viewer, at: datetime) -> None:
    """Its row has gone with its session: what is left is that somebody proved who they are."""
    record(kiosk, before={}, after={})
