"""What somebody needs to be at ease in the room."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import Irreversible, action, record
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp
from etabli.foundation.seats.rules import may_withdraw
from etabli.programme.workshops.models import AccessNeed


@action(
    "workshops.tell_need",
    sentence=_("wrote down how to welcome %(subject)s"),
    may=may_withdraw,
    undo=Irreversible(_("What somebody needs is kept nowhere else: write it again.")),
    subject="sign_up",
)
def tell_need(*, sign_up: SignUp, text: str, by: Viewer, at: datetime) -> None:
    """Keep what somebody needs to come, in the place of what was said before; an empty text leaves nothing.

    It may tell of somebody's health: the journal holds that it was written, and never what.
    """
    text = text.strip()
    if text:
        AccessNeed.objects.update_or_create(sign_up=sign_up, defaults={"text": text, "told_at": at})
    else:
        AccessNeed.objects.filter(sign_up=sign_up).delete()
    record(sign_up, before={}, after={}, label=str(sign_up.person))
