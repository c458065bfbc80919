"""What is said on the telephone to whoever has no e-mail: what changes, and the question to ask them."""

from etabli.foundation.notices.models import Notice
from etabli.foundation.notify.prose import Prose, gettext as _, ours, paragraphs
from etabli.foundation.seats.happened import Because, Facts, is_own, until
from etabli.foundation.seats.models import SignUp
from etabli.foundation.seats.sentences import changes_of, facts_of, opening_of, rows_of, words_of

Status = SignUp.Status
AS_WRITTEN = frozenset({Because.LOST, Because.ENDED})  # their sentences lead to no page


def spoken(notice: Notice) -> Prose | None:
    """The words of one message as one says them: the change, the word of whoever made it, each sign-up, the facts."""
    rows = rows_of(notice)
    if not rows:
        return None
    occasion = rows[0].occasion
    changes, lines = changes_of(occasion, notice.facts), dict[Prose, None]()
    for row in rows:
        happened = notice.facts["rows"][str(row.pk)]
        text = _asked(notice, row, {**notice.facts, **happened}, is_changed=bool(changes))
        lines[
            text if is_own(row) else _("For %(name)s: %(said)s") % {"name": row.person.name, "said": text}
        ] = None
    return paragraphs(changes, words_of(occasion, notice.facts), *lines, facts_of(occasion))


def _asked(notice: Notice, row: SignUp, facts: Facts, *, is_changed: bool) -> Prose:
    """How one sign-up stands, and what they are asked."""
    because = Because(facts["because"])
    if row.occasion.cancelled_at is not None or (because in AS_WRITTEN and facts["status"] == row.status):
        return ours(opening_of(notice, row))
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
