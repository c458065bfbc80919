"""What is told of an erasure: when it is asked, two days before, when it is taken back. Afterwards, nothing more."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy, override

from etabli.foundation.notices.telling import tell
from etabli.foundation.notify.prose import Prose, link, paragraphs
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.notify.queue import send
from etabli.foundation.own_data.models import Erasure
from etabli.foundation.people.models import Membership, Person, Role
from etabli.foundation.rooms import Kind
from etabli.foundation.ui.typography import full_day

KNOWN = frozenset(Role) - {Role.NOBODY, Role.BEARER}
ERASURE = Kind(
    "own_data.erasure",
    gettext_lazy("Everything about you, when it is to be erased"),
    KNOWN,
    must=True,
    prompt=True,
)
KINDS = [ERASURE]


def told_of_request(erasure: Erasure, at: datetime) -> None:
    """It was asked, or the chamber has heard nothing for too long: until when it can be taken back."""
    with override(settings.LANGUAGE_CODE):
        day = {"day": full_day(erasure.due_at)}
        why = (
            _("We have heard nothing from you for a long time, and may not keep your data for ever.")
            if erasure.is_late
            else _("You asked for it.")
        )
        what = _("On %(day)s, everything that we hold of you will be erased, for good.") % day
        until = _(
            "Until then nothing changes. To keep everything, press “Keep everything” on the page below."
        )
        _tell(
            erasure,
            _("Everything about you is to be erased on %(day)s") % day,
            [why, what, until],
            "asked",
            at,
        )


def told_of_the_day(erasure: Erasure, at: datetime) -> None:
    """Two days before."""
    with override(settings.LANGUAGE_CODE):
        day = {"day": full_day(erasure.due_at)}
        text = [
            _("On %(day)s, everything that we hold of you will be erased, for good.") % day,
            _(
                "To keep everything, press “Keep everything” on the page below. Take a copy there too, if you like."
            ),
            _("After that day you will get nothing from us any more."),
        ]
        _tell(erasure, _("In two days, everything about you is erased"), text, "reminded", at)


def told_of_keeping(erasure: Erasure, at: datetime) -> None:
    """Nothing will be erased after all."""
    with override(settings.LANGUAGE_CODE):
        text = [_("Nothing will be erased. Everything is as it was.")]
        _tell(erasure, _("Everything about you is kept"), text, f"kept:{at.timestamp()}", at)


def _tell(erasure: Erasure, title: str, told: list[Prose], what: str, at: datetime) -> None:
    subject, key, text = erasure.subject, f"erasure:{erasure.pk}:{what}", paragraphs(*told)
    to = subject if isinstance(subject, Person) else _role_of(subject.pk)
    url = reverse("own_data:mine")
    if to is not None:
        see = _("To see it, or to keep everything")
        tell(
            to=to,
            kind=ERASURE.code,
            title=title,
            text=text,
            url=url,
            see=see,
            key=key,
            before=erasure.due_at,
            at=at,
        )
    else:
        body = paragraphs(text, link(f"{settings.BASE_URL}{url}"))
        send(to=subject.email, subject=title, body=body, key=key, at=at)


def _role_of(user_id: int) -> Membership | None:
    found = Membership.objects.filter(user=user_id, ended_on=None)
    return found.select_related("user", "organisation").order_by("pk").first()
