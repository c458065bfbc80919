"""What those who were present are told: a link to answer, good for one answer."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy, override

from etabli.foundation.notices.telling import tell
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.people.models import Role
from etabli.foundation.rooms import Kind
from etabli.foundation.seats.models import SignUp
from etabli.foundation.ui.typography import full_day
from etabli.programme.workshops.models import Session

TO_ANSWER = Kind(
    "surveys.to_answer",
    gettext_lazy("Your opinion on a workshop where you were"),
    frozenset({Role.ARTISAN}),
    staff_reads=True,
)
KINDS = [TO_ANSWER]


def told_to_answer(session: Session, sign_up: SignUp, token: str, at: datetime) -> None:
    """Ask somebody who was there what they thought of it. Called inside an act."""
    occasion = session.occasion
    with override(settings.LANGUAGE_CODE):  # theirs, whatever the adviser reads the site in
        told = _(
            "You came to “%(title)s”, on %(day)s. Your opinion decides the next workshops: a minute and a half is "
            "enough.\n\n"
            "You need no account, and your answers are anonymous: this link says that somebody present answers, never "
            "who. It is good for one answer. If you have already answered, on your phone or on paper, there is nothing "
            "more to do."
        ) % {"title": occasion.title, "day": full_day(occasion.starts_at)}
        tell(
            to=sign_up.person,
            kind=TO_ANSWER.code,
            title=_("What did you think of it?"),
            text=told,
            url=reverse("surveys:invited", args=[token]),
            see=_("To give your opinion"),
            key=f"survey:{sign_up.pk}",
            at=at,
        )
