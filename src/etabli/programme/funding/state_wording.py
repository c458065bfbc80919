"""Where a file stands, in words: its mark, what is to be done now, until when; and the artisan’s part."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _, gettext_lazy, ngettext

from etabli.foundation.ui.typography import day, euros, full_day, number
from etabli.programme.diary.days import worked_by
from etabli.programme.funding.engine import State
from etabli.programme.funding.queries.dossier import Dossier
from etabli.programme.funding.wording import least_text, new_day_text, send_by_text

BEFORE_SENDING = frozenset({"not_eligible", "to_complete", "ready"})
# Where a fund may name a deadline: when it names none, it is said.
DATED = frozenset({"to_complete", "ready", "moved", "sent", "appealed", "refused", "billed", "artisan_due"})
# By state: its words, its kind of mark, what is to be done now.
STATES: Mapping[str, tuple[Any, str, Any]] = {
    "suspended": (gettext_lazy("Suspended"), "off", gettext_lazy("No half-day stands: offer another day.")),
    "not_eligible": (
        gettext_lazy("The fund would say no"),
        "stop",
        gettext_lazy("See why, and what would help."),
    ),
    "to_complete": (gettext_lazy("To complete"), "ask", gettext_lazy("Something is missing.")),
    "ready": (gettext_lazy("Ready"), "few", gettext_lazy("Send it to the fund.")),
    "moved": (gettext_lazy("A day has changed"), "ask", gettext_lazy("Send the new day to the fund.")),
    "day_to_tell": (
        gettext_lazy("Accepted: a day has changed"),
        "ask",
        gettext_lazy("Tell the fund: its agreement and its amounts stay."),
    ),
    "sent": (gettext_lazy("Sent: the fund answers"), "wait", gettext_lazy("Write down its answer.")),
    "appealed": (gettext_lazy("Appeal: the fund answers"), "wait", gettext_lazy("Write down its answer.")),
    "refused": (gettext_lazy("Refused"), "stop", gettext_lazy("Appeal, or give the file up.")),
    "accepted": (gettext_lazy("Accepted"), "ok", gettext_lazy("The half-day takes place, with its report.")),
    "missed": (
        gettext_lazy("Nothing to bill"),
        "off",
        gettext_lazy("The artisan did not come: close this file."),
    ),
    "too_short": (
        gettext_lazy("Too short for the fund"),
        "stop",
        gettext_lazy("Close this file, or ask all the same."),
    ),
    "nothing_due": (
        gettext_lazy("Nothing to pay"),
        "off",
        gettext_lazy("For the hours really done, this fund has nothing to pay: close this file."),
    ),
    "done": (gettext_lazy("Done: to bill"), "few", gettext_lazy("Bill it.")),
    "billed": (gettext_lazy("Billed: the fund pays"), "wait", gettext_lazy("Write down the payment.")),
    "to_return": (
        gettext_lazy("To give back to the fund"),
        "ask",
        gettext_lazy("A credit note takes it off the bill: give it back, then write down the day."),
    ),
    "credited": (gettext_lazy("Taken off by a credit note"), "off", gettext_lazy("Nothing is left to do.")),
    "closed": (gettext_lazy("Closed, a part not paid"), "off", gettext_lazy("Nothing is left to do.")),
    "artisan_due": (
        gettext_lazy("The artisan’s part is to come"),
        "wait",
        gettext_lazy("Write down the payment."),
    ),
    "paid": (gettext_lazy("Paid to the chamber"), "ok", gettext_lazy("Nothing is left to do.")),
}

NO_APPEAL_DAY = gettext_lazy(
    "Appeal, or give the file up. Look in the fund’s letter until when one may appeal."
)
APPEAL_OVER = gettext_lazy("One could appeal until %(day)s: give the file up.")

ONE_CALLED_OFF = gettext_lazy("Accepted: a half-day is called off")

CLOSED_UNBILLED = gettext_lazy("Closed: nothing to pay")

FIRST_REFUSED = gettext_lazy(
    "%(fund)s, asked first, has refused: appeal there. Or give both files up, and ask this fund for the whole."
)

# What is to be done once a half-day that the fund was asked for is called off.
CALLED_OFF: Mapping[str, Any] = {
    "suspended": gettext_lazy(
        "The fund was asked: offer another day, or tell the fund and give this file up."
    ),
    "moved": gettext_lazy("One is called off: offer another day, or send the fund the days that are left."),
    "day_to_tell": gettext_lazy(
        "One is called off: offer another day, or tell the fund. Its agreement holds for the others."
    ),
}


def state_label(code: str) -> str:
    """Where a file stands, in a few words."""
    return str(STATES[code][0])


def standing(dossier: Dossier) -> dict[str, Any]:
    """A state as its mark shows it: word, kind, what is to be done, until when, and whether that is over."""
    state, today = dossier.state, dossier.today
    label, kind, todo = STATES[state.code]
    if dossier.is_calling_off_untold:
        todo = _called_off_todo(dossier)
        label = ONE_CALLED_OFF if state.code == "day_to_tell" else label
    if state.code == "closed" and dossier.file.billed_on is None:
        label = CLOSED_UNBILLED
    first = dossier.completed_dossier
    is_refused_first = first is not None and first.file.is_accepted is False
    if first is not None and is_refused_first and dossier.file.billed_on is None and state.code != "missed":
        todo = FIRST_REFUSED % {"fund": first.file.fund.name}
    if state.code == "refused" and not state.due_on:
        todo = NO_APPEAL_DAY
    elif state.code == "refused" and state.is_late(today):
        todo = APPEAL_OVER % {"day": full_day(state.due_on)}
    if state.code == "moved":
        todo = f"{todo} {new_day_text(dossier)}".strip()
    late = late_text(state, today)
    until = late or _until(state, today)
    is_early = _send_by(state, today) is not None
    lost = ""
    if state.code in BEFORE_SENDING and state.due_on:
        after = _("After the deadline, the fund pays nothing.")
        lost = after if is_early else _("After that day, the fund pays nothing.")
    deadline = until if is_early or not state.due_on else day(state.due_on)
    return {
        "label": label, "kind": kind, "todo": todo, "due_on": state.due_on, "late": late, "until": until, "lost": lost,
        "deadline": late or deadline,
    }  # fmt: skip


def _called_off_todo(dossier: Dossier) -> str:
    """With what its fund would no longer pay, where what is left is below its minimum."""
    todo = str(CALLED_OFF[dossier.state.code])
    if dossier.state.code != "day_to_tell" or not dossier.would_be_too_short:
        return todo
    said = _("Without another day, the fund pays nothing.")
    return f"{least_text(dossier)} {said} {_('Offer another day, or tell the fund.')}"


def late_text(state: State, today: date) -> str:
    """How many days it is late; "" while it isn’t, and for an appeal, which is then over."""
    if not state.is_late(today) or state.due_on is None or state.code == "refused":
        return ""
    return days_late_text(state.due_on, today)


def days_late_text(due_on: date, on: date) -> str:
    """How many days after the last on which it was to come."""
    days = (on - due_on).days
    return ngettext("%(n)s day late", "%(n)s days late", days) % {"n": number(days)}


def _send_by(state: State, today: date) -> date | None:
    """The last working day on which it can be sent, where that comes before its deadline."""
    if state.due_on is None or state.code not in BEFORE_SENDING | {"moved"}:
        return None
    worked = worked_by(state.due_on)
    return worked if today <= worked < state.due_on else None


def _until(state: State, today: date) -> str:
    """Until when it may wait: a day of the fund’s rules, or that they name none."""
    if state.due_on:
        send_by = _send_by(state, today)
        if send_by is None:
            return _("Until %(day)s") % {"day": full_day(state.due_on)}
        return send_by_text(send_by, state.due_on)
    if state.code not in DATED:
        return ""
    if not state.has_waited_long(today):
        return _("The fund names no deadline")
    days = (today - state.since).days
    sentence = ngettext(
        "The fund names no deadline. Waiting for %(n)s day",
        "The fund names no deadline. Waiting for %(n)s days",
        days,
    )
    return sentence % {"n": number(days)}


def artisan_standing(dossier: Dossier) -> dict[str, Any] | None:
    """The artisan’s part, once something of it may be paid, or is theirs again: its mark, and until when it is waited
    for, or what was paid of what was owed."""
    cents, state = dossier.artisan_due_cents, dossier.artisan_state
    if back := dossier.artisan_to_return_cents:
        paid = dossier.artisan_paid_cents
        values = {"paid": euros(paid), "owed": euros(paid - back), "back": euros(back)}
        label = _("%(back)s to give back to the artisan") % values
        return {
            "label": label,
            "kind": "ask",
            "until": _("%(paid)s received, %(owed)s owed") % values,
            "late": "",
        }
    if not cents:
        return None
    late = late_text(state, dossier.today) if state else ""
    is_billed = dossier.billed_or_closed_on is not None
    label = (
        _("The artisan still has to pay %(amount)s")
        if is_billed
        else _("The artisan pays %(amount)s, after the bill")
    )
    label %= {"amount": euros(cents)}
    until = late or (_until(state, dossier.today) if state and state.due_on else "")
    return {"label": label, "kind": "due" if late else "wait", "until": until, "late": late}
