"""What people are told of their place: one true mail each time something changes for them, until it begins."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from etabli.foundation.notify.calendar import Meeting, calendar_file
from etabli.foundation.notify.queue import send
from etabli.foundation.people.links import give_link, link_url
from etabli.foundation.people.models import SecretLink
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.foundation.ui.typography import full_span


def meeting_of(occasion: Occasion, url: str = "") -> Meeting:
    """The occasion as a calendar sees it."""
    return Meeting(
        uid=occasion.uid,
        sequence=occasion.sequence,
        title=occasion.title,
        starts_at=occasion.starts_at,
        ends_at=occasion.ends_at,
        place=occasion.place,
        url=url,
        cancelled=occasion.cancelled_at is not None,
    )


def told_of_place(sign_up: SignUp, at: datetime, *, promoted: bool = False) -> None:
    """You have a place; you wait; a place has come free for you."""
    if sign_up.status == SignUp.Status.WAITING:
        opening = _("You are on the waiting list. If a place comes free, it is yours and we write to you.")
    elif promoted:
        opening = _("A place has come free: it is yours. If you can't come any more, please give it back.")
    else:
        opening = _("You have a place. We look forward to seeing you.")
    seated = sign_up.status == SignUp.Status.SEATED
    key = f"sign_up:{sign_up.pk}:{sign_up.number}:{sign_up.status}:{at.timestamp()}"
    _write(sign_up, opening, key, at, with_calendar=seated)


def told_of_withdrawal(sign_up: SignUp, at: datetime, *, was_seated: bool) -> None:
    """The place, or the number in the waiting list, is no longer theirs, whoever gave it back."""
    if was_seated:
        opening = _(
            "Your place has been given back. If you can come after all, the page below lets you take it again."
        )
    else:
        opening = _(
            "You are no longer on the waiting list. If you can come after all, sign up again on the page below."
        )
    key = f"sign_up:{sign_up.pk}:{sign_up.number}:withdrawn:{at.timestamp()}"
    _write(sign_up, opening, key, at, with_calendar=was_seated, ended=True)


def told_of_change(occasion: Occasion, at: datetime, *, but: Collection[int] = ()) -> None:
    """The subject, the time or the place is no longer the same; those of `but` were told by another mail."""
    opening = _("The subject, the time or the place has changed. Here is what holds now.")
    for sign_up in _concerned(occasion):
        if sign_up.pk in but:
            continue
        key = f"occasion:{occasion.pk}:{occasion.sequence}:{sign_up.pk}"
        _write(sign_up, opening, key, at, with_calendar=sign_up.status == SignUp.Status.SEATED)


def told_of_end(occasion: Occasion, reason: str, at: datetime) -> None:
    """It will not take place."""
    opening = format_lazy(_("It will not take place: {reason}"), reason=reason)
    for sign_up in _concerned(occasion):
        _write(sign_up, opening, f"occasion:{occasion.pk}:end:{sign_up.pk}", at, with_calendar=True)


def _concerned(occasion: Occasion) -> list[SignUp]:
    found = (
        occasion.sign_ups.exclude(status=SignUp.Status.WITHDRAWN).select_related("person").order_by("number")
    )
    for sign_up in found:
        sign_up.occasion = occasion
    return list(found)


def _write(
    sign_up: SignUp, opening: Promise, key: str, at: datetime, *, with_calendar: bool, ended: bool = False
) -> None:
    """One mail while it is still to come; `ended` makes its calendar file take the meeting out of their calendar."""
    occasion, person = sign_up.occasion, sign_up.person
    if not person.email or occasion.starts_at <= at:
        return
    link = give_link(person=person, scope=SecretLink.Scope.SPACE, at=at)
    url = link_url(link, to=reverse("seats:sign_up", args=[sign_up.pk]))
    meeting = meeting_of(occasion, url)
    if ended:
        meeting = replace(meeting, cancelled=True)
    with override(settings.LANGUAGE_CODE):  # theirs, whatever the one who acts reads the site in
        send(
            to=person.email,
            subject=occasion.title,
            body=_body(sign_up, opening, url),
            key=key,
            chamber_id=occasion.chamber_id,
            calendar=calendar_file(meeting, at=at) if with_calendar else "",
            at=at,
        )


def _body(sign_up: SignUp, opening: Promise, url: str) -> str:
    occasion = sign_up.occasion
    text = _(
        "Hello %(name)s,\n\n%(opening)s\n\n%(title)s\n%(when)s\n%(place)s\n\n"
        "To see your sign-up, or to give your place back:\n%(url)s\n\nThis link is yours alone: keep it."
    )
    return text % {
        "name": sign_up.person.name,
        "opening": opening,
        "title": occasion.title,
        "when": full_span(occasion.starts_at, occasion.ends_at),
        "place": occasion.place,
        "url": url,
    }
