"""What those who were present are told: a link to answer, good for one answer."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy

from etabli.foundation.notices.telling import tell_once
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.people.models import Role
from etabli.foundation.registries import Kind, Words
from etabli.foundation.seats.models import SignUp
from etabli.foundation.seats.titles import title_of
from etabli.foundation.ui.typography import full_day
from etabli.programme.workshops.models import Session

TO_ANSWER = Kind(
    "surveys.to_answer",
    gettext_lazy("Your opinion on a workshop where you were"),
    frozenset({Role.ARTISAN}),
    staff_reads=True,
    unasked=True,
)
KINDS = [TO_ANSWER]


def asking_key(sign_up: int) -> str:
    """Of the message that asks whoever has this sign-up."""
    return f"survey:{sign_up}"


def ask_for_answer(session: Session, sign_up: SignUp, token: str, at: datetime) -> None:
    """Ask somebody who was there what they thought of it. Called inside an act."""
    occasion = session.occasion
    tell_once(
        TO_ANSWER,
        to=sign_up.required_person,
        words=lambda: Words(
            title=_("Your opinion, in a minute and a half: “%(title)s”") % {"title": title_of(occasion)},
            text=_(
                "You came to “%(title)s”, on %(day)s. Your opinion decides the next workshops: a minute and a half is "
                "enough.\n\n"
                "You need no account, and your answers are anonymous: this link says that somebody present answers, "
                "never who. It is good for one answer. If you have already answered, on your phone or on paper, there "
                "is nothing more to do."
            )
            % {"title": title_of(occasion), "day": full_day(occasion.starts_at)},
            url=reverse("surveys:invited", args=[token]),
            see=_("To give your opinion"),
        ),
        key=asking_key(sign_up.pk),
        at=at,
    )
