"""What is said on the telephone to whoever has no e-mail: what changes, and the question to ask them.

Whoever calls may be who changed it: nothing here says who did.
"""

from etabli.foundation.notices.models import Notice
from etabli.foundation.notify.prose import Prose, gettext as _, lines, ours, paragraphs, sentences
from etabli.foundation.seats.happened import Because, Facts, is_own, until, words_that_hold
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.foundation.seats.sentences import changed_since, facts_of, opening_of, rows_of, what_is_left

Status = SignUp.Status


def spoken(notice: Notice) -> Prose | None:
    """The words of one message as one says them: the change, the word of whoever made it, each sign-up, the facts."""
    rows = rows_of(notice)
    if not rows:
        return None
    occasion = rows[0].occasion
    changes, asked = _changes(occasion, notice.facts), dict[Prose, None]()
    for row in rows:
        happened = notice.facts["rows"][str(row.pk)]
        text = _asked(notice, row, {**notice.facts, **happened}, is_changed=bool(changes))
        asked[
            text if is_own(row) else _("For %(name)s: %(said)s") % {"name": row.person.name, "said": text}
        ] = None
    return paragraphs(changes, *asked, facts_of(occasion))


def _changes(occasion: Occasion, facts: Facts) -> Prose:
    """What is otherwise, and why; nothing once it is called off."""
    changes = changed_since(occasion, facts["changed"])
    if occasion.cancelled_at is not None:
        return Prose()
    words = [_("“%(word)s”") % {"word": text} for text, _name in words_that_hold(occasion, facts)]
    return paragraphs(lines(_("Here is what changes:"), *changes) if changes else "", *words)


def _asked(notice: Notice, row: SignUp, facts: Facts, *, is_changed: bool) -> Prose:
    """How one sign-up stands, and what they are asked."""
    because = Because(facts["because"])
    is_as_told = facts["status"] == row.status
    if because is Because.ENDED and is_as_told:
        return lines(
            _("It will not take place: %(reason)s") % {"reason": ours(facts["reason"])},
            _("You have nothing to do."),
        )
    if row.occasion.cancelled_at is not None:
        return ours(opening_of(notice, row))
    if because is Because.LOST and is_as_told:
        return sentences(_("There are fewer places, and you came among the last."), what_is_left(facts))
    if row.status == Status.OFFERED:
        return _("A place has come free: it is held for you until %(until)s. Do you take it?") % {
            "until": until(row)
        }
    if row.status == Status.PENDING:
        return _("You have signed up. Do you confirm that you come?")
    if row.status == Status.SEATED:
        if is_changed:
            return _("You have your place. Can you still come?")
        return _("You have a place. We look forward to seeing you.")
    if row.status == Status.WAITING:
        if because is Because.LAPSED:
            return _(
                "The time to answer is over: the place goes to somebody else. You stay on the list, at its end."
            )
        return _("You are on the waiting list. If a place comes free for you, we call you.")
    if because is Because.LAPSED:
        return _(
            "The time to answer is over: you are no longer on the waiting list. Do you still want to come?"
        )
    return _("You have no place any more, and you are not on the waiting list. Is it a mistake?")
