"""Telling all those who came that their certificate is there."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, Irreversible, action, record
from etabli.foundation.notices.states import update
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp
from etabli.programme.workshops.actions.locking import open_session
from etabli.programme.workshops.models import Session
from etabli.programme.workshops.notices import CERTIFICATE, CERTIFICATES, notices_of


class NotOver(ActionError):
    """A certificate says what was: the session must be over."""


class NobodyToTell(ActionError):
    """Nobody is marked as present who was not told already."""


@action(
    "workshops.send_certificates",
    sentence=_("told those present at “%(subject)s” that their certificate is ready"),
    tells={"told": _("People told")},
    may=may_run,
    undo=Irreversible(_("The mails have left. What a certificate says follows the roll: correct it there.")),
    subject="session",
)
def send_certificates(*, session: Session, by: Viewer, at: datetime) -> list[SignUp]:
    """Tell each person who came, or who brought them, once; gives those who were told now: who has no address gets
    it on paper.

    Raises NotPublished, NotOver, or NobodyToTell.
    """
    open_session(session)
    if session.occasion.ends_at > at:
        raise NotOver(_("The session is not over: send the certificates after its last half-day."))
    came = session.occasion.sign_ups.filter(status=SignUp.Status.SEATED, attendances__present=True)
    rows = list(came.distinct().select_related("person", "brought_by__person", "occasion").order_by("number"))
    known = {number for number, _notice in notices_of(CERTIFICATE, rows)}
    untold = [row for row in rows if row.pk not in known]
    if not untold:
        raise NobodyToTell(
            _("Everybody was told already.")
            if rows
            else _("Nobody is marked as present: mark the roll first.")
        )
    for row in untold:
        update(CERTIFICATES, to=row.told, kind=CERTIFICATE, about=row, at=at)
    record(session, before={}, after={"told": len(untold)})
    return untold
