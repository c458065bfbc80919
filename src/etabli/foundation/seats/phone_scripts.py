"""What is said on the telephone to whoever has no e-mail: what changes, and the question to ask them.

Whoever calls may be who changed it: nothing here says who did.
"""

from collections.abc import Collection, Iterator, Mapping

from etabli.foundation.notices.models import Notice
from etabli.foundation.notify.prose import Prose, gettext as _, lines, ours, paragraphs, sentences
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.foundation.seats.occasion_words import Sentence, sentence_of
from etabli.foundation.seats.place_events import (
    HEARS_FACT,
    Because,
    Facts,
    current_words,
    is_about_reader,
    offered_until_text,
)
from etabli.foundation.seats.sentences import changed_since, facts_of, remaining_options, rows_of

Status = SignUp.Status


def phone_script(notice: Notice) -> Prose | None:
    """The words of one message as one says them: the change, the word of whoever made it, each sign-up, the facts."""
    rows = rows_of(notice)
    if not rows:
        return None
    happened = notice.facts["rows"]
    unknown = [row for row in rows if row.status != Status.WITHDRAWN or happened[str(row.pk)].get(HEARS_FACT)]
    occasion, own, for_others = rows[0].occasion, list[Prose](), dict[Prose, list[str]]()
    changes = _changes(occasion, notice.facts)
    for row in unknown or rows:  # who gave their own place back knows it
        text = _question(row, {**notice.facts, **happened[str(row.pk)]}, is_changed=bool(changes))
        if is_about_reader(row):
            own.append(text)
        else:
            for_others.setdefault(text, []).append(row.name)
    return paragraphs(changes, *own, *_for_others(own, for_others), facts_of(occasion))


def _for_others(own: Collection[Prose], texts: Mapping[Prose, Collection[str]]) -> Iterator[Prose]:
    """Each text once, with for whom it is."""
    for text, names in texts.items():
        if text in own:
            yield _("The same holds for %(names)s.") % {"names": ", ".join(names)}
        else:
            yield _("For %(name)s: %(said)s") % {"name": ", ".join(names), "said": text}


def _changes(occasion: Occasion, facts: Facts) -> Prose:
    """What is otherwise, and why; nothing once it is called off."""
    changes = changed_since(occasion, facts["changed"])
    if occasion.cancelled_at is not None:
        return Prose()
    words = [_("“%(word)s”") % {"word": text} for text, _name in current_words(occasion, facts)]
    return paragraphs(lines(_("Here is what changes:"), *changes) if changes else "", *words)


def _question(row: SignUp, facts: Facts, *, is_changed: bool) -> Prose:
    """How one sign-up stands, and what they are asked."""
    because = Because(facts["because"])
    is_as_told = facts["status"] == row.status
    if row.occasion.cancelled_at is not None:
        has_reason = bool(facts.get("reason"))
        which = Sentence.CALLED_OFF_BECAUSE if has_reason else Sentence.CALLED_OFF_SAID
        why = sentence_of(row.occasion, which)
        return lines(why % {"reason": ours(facts.get("reason", ""))}, _("You have nothing to do."))
    if because is Because.LOST and is_as_told:
        return sentences(_("There are fewer places, and you came among the last."), remaining_options(facts))
    if row.status == Status.OFFERED:
        return _("A place has come free: it is held for you until %(until)s. Do you take it?") % {
            "until": offered_until_text(row)
        }
    if row.status == Status.PENDING:
        return _("You have signed up. Do you confirm that you come?")
    if row.status == Status.SEATED:
        return _seated(row, is_changed=is_changed)
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


def _seated(row: SignUp, *, is_changed: bool) -> Prose:
    if is_changed and not is_about_reader(row):
        return _("The place is kept. Is it still possible to come?")
    if is_changed:
        return _("You have your place. Can you still come?")
    return _("You have a place. We look forward to seeing you.")
