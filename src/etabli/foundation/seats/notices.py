"""What people are told of their place: one true message each time something changes for them, until it begins.

How it is told, and to whom: parties.py.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from etabli.foundation.notices.telling import tell
from etabli.foundation.notify.prose import Prose, lines, ngettext, ours, paragraphs, sentences
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.rooms import rooms
from etabli.foundation.seats.kinds import CALL, CHANGE, OFFER, PLACE, REMINDER
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.foundation.seats.parties import Word, say, told_once, told_since
from etabli.foundation.seats.standing import facts, stands, until

KINDS = [PLACE, OFFER, CHANGE, REMINDER, CALL]
LATELY = timedelta(days=1)  # who was told of it since then needs no reminder
Status = SignUp.Status


def _theirs[**P](told: Callable[P, None]) -> Callable[P, None]:
    """In the language of the installation, whatever the one who acts reads the site in."""

    @wraps(told)
    def in_their_language(*args: P.args, **kwargs: P.kwargs) -> None:
        with override(settings.LANGUAGE_CODE):
            told(*args, **kwargs)

    return in_their_language


@_theirs
def told_of_place(sign_up: SignUp, at: datetime, *, first: bool = False) -> None:
    """You have a place; you wait; a place is held for you. `first`: nothing was told of this sign-up yet."""
    if sign_up.status == Status.SEATED:
        opening = _("You have a place. We look forward to seeing you.")
    elif sign_up.status == Status.OFFERED:
        told_of_offer(sign_up, at)
        return
    elif sign_up.status == Status.PENDING:
        _told_to_confirm(sign_up, at, first=first)
        return
    elif sign_up.ahead_since is not None:
        opening = _(
            "The place has gone meanwhile. You are at the head of the waiting list: the next free place is offered to "
            "you."
        )
    else:
        opening = _(
            "You are on the waiting list. If a place comes free for you, we write to you and hold it for you."
        )
    say(Word(sign_up, PLACE, opening, "place", at, anew=first))


def _told_to_confirm(sign_up: SignUp, at: datetime, *, first: bool) -> None:
    """One thing is left to do: to confirm, by the link; on the telephone for whoever gave no address."""
    see = _("I confirm that I come")
    say(Word(sign_up, PLACE, stands(sign_up), "confirm", at, see=see, anew=first))
    if not sign_up.told.email:
        told_to_confirm_by_phone(sign_up.occasion, at)


@_theirs
def told_again(sign_up: SignUp, at: datetime) -> None:
    """They have a place, or wait, and signed up once more: here it is. Once a day, however often it is asked."""
    if told_since(sign_up, at - LATELY, what="again"):
        return
    if sign_up.status == Status.WAITING:
        opening = _("You are on the waiting list already: you keep your number.")
    elif sign_up.status in {Status.OFFERED, Status.PENDING}:
        opening = stands(sign_up)
    else:
        opening = _("You have signed up already: here is your place.")
    say(Word(sign_up, PLACE, opening, "again", at))


@_theirs
def told_of_offer(sign_up: SignUp, at: datetime) -> None:
    """A place is held for you, until when, and what happens without an answer."""
    held = _("A place has come free: it is held for you until %(until)s. Say yes or no on the page below.")
    if sign_up.unanswered:
        after = _("Without an answer this time, it goes to somebody else, and you leave the waiting list.")
    else:
        after = _("Without an answer, it goes to somebody else.")
    opening = sentences(held % {"until": until(sign_up)}, after)
    say(Word(sign_up, OFFER, opening, "offer", at, see=_("To say yes or no")))
    if not sign_up.told.email:
        told_to_call(sign_up.occasion, at)


@_theirs
def told_of_lapse(sign_up: SignUp, at: datetime) -> None:
    """The time to answer is over: what becomes of their number."""
    if sign_up.status == Status.WITHDRAWN:
        opening = _(
            "The time to answer is over: the place goes to somebody else, and you are no longer on the waiting list. "
            "If you still want to come, sign up again on the page below."
        )
    else:
        opening = _(
            "The time to answer is over: the place goes to somebody else. You stay on the waiting list, at its end. If "
            "you no longer want to come, leave it on the page below."
        )
    say(Word(sign_up, CHANGE, opening, "lapse", at))


@_theirs
def told_of_withdrawal(sign_up: SignUp, at: datetime, *, was: str) -> None:
    """The place, the offer or the number in the waiting list is no longer theirs, whoever gave it back."""
    if was == Status.SEATED:
        opening = _(
            "Your place has been given back. If you can come after all, the page below lets you take it again within "
            "the hour."
        )
    elif was == Status.PENDING:
        opening = _(
            "Your sign-up is taken off. If you want to come after all, sign up again on the page below."
        )
    elif was == Status.OFFERED:
        opening = _("You don't take the place: it goes to somebody else. Thank you for telling us.")
    else:
        opening = _(
            "You are no longer on the waiting list. If you can come after all, sign up again on the page below."
        )
    say(Word(sign_up, PLACE, opening, "withdrawn", at))


@_theirs
def told_of_loss(sign_up: SignUp, by: Viewer, at: datetime) -> None:
    """There are fewer places, and theirs is not among them."""
    had_it = sign_up.ahead_since == at
    opening = ngettext(
        "%(who)s had to keep %(count)s place only, and you came among the last.",
        "%(who)s had to keep %(count)s places only, and you came among the last.",
        sign_up.occasion.capacity,
    ) % {"who": _who(by), "count": sign_up.occasion.capacity}
    if had_it:
        then = _(
            "We are sorry: you have no place any more. You are at the head of the waiting list: the next free place is "
            "offered to you."
        )
    else:
        then = _("The place that was offered to you is no longer there. You stay on the waiting list.")
    say(Word(sign_up, CHANGE, sentences(opening, then), "loss", at))


@_theirs
def told_of_change(
    occasion: Occasion, before: Mapping[str, Any], by: Viewer, at: datetime, *, but: Collection[int] = ()
) -> None:
    """Who changed what, from what to what; those of `but` were told by another message.

    `before`: the fields of the occasion that changed, as they were. Whoever has not seen the changes before this one
    is told of all of them at once; of none, when all is again as they know it.
    """
    with told_once():
        for row in _concerned(occasion):
            if row.pk not in but:
                say(Word(row, CHANGE, stands(row), "change", at, changed=before, who=_who(by)))


@_theirs
def told_how_it_stands(sign_up: SignUp, at: datetime) -> None:
    """Where they stand now, without more."""
    say(Word(sign_up, CHANGE, stands(sign_up), "stands", at))


@_theirs
def told_of_end(occasion: Occasion, reason: str, by: Viewer, at: datetime) -> None:
    """It will not take place, why, and who says so."""
    said = _("It will not take place: %(reason)s") % {"reason": ours(reason)}
    signed = _("%(who)s has called it off. You have nothing to do.") % {"who": _who(by)}
    with told_once():
        for row in _concerned(occasion):
            see = _("To see your sign-up")
            say(Word(row, CHANGE, lines(said, signed), "end", at, see=see))


@_theirs
def told_to_remember(occasion: Occasion, at: datetime) -> None:
    """A reminder to those who have a place, but for those who were told of it lately."""
    days = (timezone.localdate(occasion.starts_at) - timezone.localdate(at)).days
    if days < 2:
        opening = _("Your workshop is tomorrow.") if days else _("Your workshop is today.")
    else:
        opening = _("Your workshop is in %(days)s days.") % {"days": days}
    rest = _("If you can't come, or if you come late, one click on the page below is enough.")
    with told_once():
        for row in _concerned(occasion):
            if row.status == Status.SEATED and not told_since(row, at - LATELY):
                see = _("I can't come, or I come late")
                say(Word(row, REMINDER, sentences(opening, rest), "reminder", at, see=see))


@_theirs
def told_to_call(occasion: Occasion, at: datetime) -> None:
    """To those of the staff who call: somebody has to be told of a place by telephone."""
    said = _("A place is free, and somebody who waits for it is to be told by telephone.")
    _tell_callers(occasion, said, f"call:{occasion.sequence}", at)


@_theirs
def told_to_confirm_by_phone(occasion: Occasion, at: datetime) -> None:
    """To those of the staff who call: a sign-up is to be confirmed by telephone. Once a day, however many there are."""
    said = _("Somebody who gave a telephone only has signed up. Call them, and confirm their sign-up.")
    _tell_callers(occasion, said, f"confirm:{timezone.localdate(at)}", at)


def _tell_callers(occasion: Occasion, said: Prose, what: str, at: datetime) -> None:
    for one in [one for room in rooms("on_call") for one in room.on_call(occasion)]:
        tell(
            to=one.to,
            kind=CALL.code,
            title=occasion.title,
            text=paragraphs(said, facts(occasion)),
            url=one.url,
            see=_("Whom to call"),
            key=f"occasion:{occasion.pk}:{what}:{one.to.pk}",
            before=occasion.starts_at,
            at=at,
        )


def _concerned(occasion: Occasion) -> list[SignUp]:
    found = (
        occasion.sign_ups.exclude(status=Status.WITHDRAWN)
        .select_related("person", "brought_by__person")
        .order_by("number")
    )
    for sign_up in found:
        sign_up.occasion = occasion
    return list(found)


def _who(by: Viewer) -> str:
    if by.organisation_name:
        return _("%(name)s, %(organisation)s,") % {"name": by.name, "organisation": by.organisation_name}
    return by.name
