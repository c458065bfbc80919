"""The steps of a file: sent, answered, appealed against, billed, paid."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from etabli.foundation.journal import Irreversible, action, change, undo_fields
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.typography import full_day
from etabli.programme.funding.actions.opening import (
    HalfDayTaken as HalfDayTaken,
    complete_file as complete_file,
    give_up as give_up,
    open_file as open_file,
)
from etabli.programme.funding.actions.steps import (
    STEP_OVER as STEP_OVER,
    TO_ANSWER as TO_ANSWER,
    TO_SEND as TO_SEND,
    CapPassed as CapPassed,
    NotReady as NotReady,
    NumberTaken as NumberTaken,
    SameAgain as SameAgain,
    Unsigned as Unsigned,
    WrongAmount as WrongAmount,
    WrongDay as WrongDay,
    WrongStep as WrongStep,
    bill_of_number,
    dossier_at_step,
    dossier_of,
    fits,
    keep_step,
    leave_out,
    locked,
    refuse_amount,
    refuse_before,
    refuse_same,
    undo_settling,
    undo_step,
)
from etabli.programme.funding.engine import Answer, FundingLine, grant
from etabli.programme.funding.models import DocumentKind, FundingFile
from etabli.programme.funding.notices import ask_for_documents
from etabli.programme.funding.queries.dossier import Dossier
from etabli.programme.funding.queries.sent import (
    AS_GRANTED,
    asked_lines,
    follow,
    frozen_lines,
    kept_lengths,
    kept_rules,
    lines_to_answer,
)
from etabli.programme.funding.wording import too_short_text
from etabli.programme.funding.yearly_wording import over_texts, over_years


@action(
    "funding.say_status",
    sentence=_("wrote down what %(subject)s is in their business"),
    may=may_run,
    undo=undo_fields,
    subject="file",
)
def say_status(*, file: FundingFile, status: str, by: Viewer, at: datetime) -> FundingFile:
    """What funds ask of each person. Raises WrongStep once the file was sent."""
    file = locked(file)
    if file.sent_on is not None:
        raise WrongStep(_("The file was sent with what was written then."))
    return keep_step(file, status=status)


@action(
    "funding.overrule",
    sentence=_("asked the fund of the file of %(subject)s, though its rules say no"),
    tells={"overruled_note": _("Why it is asked all the same")},
    may=may_run,
    undo=undo_step,
    subject="file",
)
def overrule(*, file: FundingFile, reason: str, by: Viewer, at: datetime) -> FundingFile:
    """The rules say no, before it is sent or because the artisan did less than they ask for, and somebody knows better:
    the file goes on, at the amounts of the rules. Raises NotReady
    without a reason, or where the fund has no rule at all, WrongStep."""
    dossier = dossier_at_step(file, {"not_eligible", "too_short"}, at)
    if dossier.rules is None:
        raise NotReady(_("This fund has no rule on that day: write them first, or choose another fund."))
    if not reason.strip():
        raise NotReady(_("Write why: whoever reads this file later must understand it."))
    return keep_step(dossier.file, overruled_note=reason.strip())


@action(
    "funding.remind",
    sentence=_("asked %(subject)s for the documents that are missing"),
    may=may_run,
    undo=Irreversible(_("The message has left.")),
    subject="file",
)
def remind(*, dossier: Dossier, file: FundingFile, by: Viewer, at: datetime) -> FundingFile:
    """Ask its person, who has an e-mail, for what is missing, once, before it is too late. `dossier`: the file as it
    stands."""
    return _asked(dossier, file, at)


@action(
    "funding.remind_by_telephone",
    sentence=_("noted that %(subject)s is to be told by telephone of the documents that are missing"),
    may=may_run,
    undo=Irreversible(_("The call is on the list of those to be made.")),
    subject="file",
)
def remind_by_telephone(*, dossier: Dossier, file: FundingFile, by: Viewer, at: datetime) -> FundingFile:
    """The same of whoever has no e-mail: nobody has asked them before somebody calls."""
    return _asked(dossier, file, at)


def _asked(dossier: Dossier, file: FundingFile, at: datetime) -> FundingFile:
    ask_for_documents(dossier, at)
    return change(file, reminded_on=timezone.localdate(at))


@action(
    "funding.send_file",
    sentence=_("sent the file of %(subject)s to the fund"),
    may=may_run,
    undo=undo_step,
    subject="file",
)
def send_file(*, file: FundingFile, on: date | None = None, by: Viewer, at: datetime) -> FundingFile:
    """It left on that day (today), by which the fund judges whether it was in time. Its rules, half-days and amounts
    are those of now on; also once more, when a half-day has moved since. Raises NotReady, WrongDay, WrongStep.
    """
    on = on or timezone.localdate(at)
    dossier = dossier_of(file, on)
    refuse_before(
        dossier.file.sent_on, on, _("It was sent on %(day)s already: it can’t have left again before.")
    )
    file, verdict, rules = dossier.file, dossier.verdict, dossier.rules
    if dossier.state.code not in TO_SEND or verdict is None:
        raise WrongStep(_("This file can’t be sent now: see where it stands."))
    if rules is None or (verdict.answer == Answer.NO and not file.overruled_note):
        raise NotReady(_("By its rules the fund would say no: see why on the file."))
    if dossier.waits_for_first:
        raise NotReady(_("Send the file that it completes first: it says what is left to pay."))
    if verdict.missing or not file.status:
        labels = [str(DocumentKind(kind).label) for kind in verdict.missing]
        status = [] if file.status else [gettext("What they are in their business")]
        what = {"what": ", ".join([*labels, *status])}
        raise NotReady(_("Something is still missing: %(what)s. Note it on the file first.") % what)
    sent_before = [*file.sent_before, *([str(file.sent_on)] if file.sent_on else [])]
    application = {
        **kept_rules(rules),
        "halves": _lines(dossier.lines),
        "lengths": kept_lengths(dossier.appointments),
        "sent_before": sent_before,
    }
    return keep_step(file, sent_on=on, application=application)


@action(
    "funding.tell_day",
    sentence=_("told the fund what has changed in the file of %(subject)s"),
    may=may_run,
    undo=undo_step,
    subject="file",
)
def tell_day(*, file: FundingFile, by: Viewer, at: datetime) -> FundingFile:
    """A half-day of an accepted file has another day, or was called off: the agreement and its amounts go on, and what
    was granted stays. Raises CapPassed, WrongStep."""
    dossier = dossier_at_step(file, {"day_to_tell"}, at)
    file = dossier.file
    standing, called_off = follow(asked_lines(file), (row.half_day.on for row in dossier.appointments))
    granted = sorted([*standing, *called_off], key=lambda line: line.on)
    application = {**file.application, "halves": _lines(dossier.lines), AS_GRANTED: _lines(granted)}
    if not fits(file, dossier.lines):
        said = " ".join(over_texts(over_years(dossier)))
        raise CapPassed(
            said or _("In that year, the fund has too little left: choose a day in the year of its answer.")
        )
    return keep_step(file, application=application)


def _lines(lines: Sequence[FundingLine]) -> list[dict[str, Any]]:
    return [{**asdict(line), "on": line.on.isoformat()} for line in lines]


def _final_application(dossier: Dossier, at: datetime) -> dict[str, Any]:
    """Its application with what is paid in the end, beside what was granted, and the half-days that it leaves out."""
    file = dossier.file
    granted = {AS_GRANTED: _lines(asked_lines(file))}
    left_out = leave_out(dossier, at)
    more = {"left_out": left_out} if left_out else {}
    return {**file.application, **granted, **more, "halves": _lines(dossier.lines)}


@action(
    "funding.answer_file",
    sentence=_("wrote down the fund’s answer on the file of %(subject)s"),
    tells={
        "is_accepted": _("The fund agrees"),
        "granted_minutes": _("Hours granted"),
        "granted_cents": _("Euros granted"),
        "answer_note": _("What the fund says"),
    },
    may=may_run,
    undo=undo_step,
    subject="file",
)
def answer_file(
    *,
    file: FundingFile,
    is_accepted: bool,
    note: str,
    on: date,
    granted: tuple[int, int] | None = None,
    by: Viewer,
    at: datetime,
) -> FundingFile:
    """The fund says yes, or no and why. `granted`: minutes and cents, where it is less than what was asked; it then
    counts in their place. Raises NotReady without the reason of a refusal, WrongAmount, WrongDay, WrongStep."""
    file = dossier_at_step(file, TO_ANSWER, at).file
    refusal = _("The fund was asked on %(day)s: it can’t have answered before.")
    refuse_before(file.appealed_on or file.sent_on, on, refusal)
    if not is_accepted and not note.strip():
        raise NotReady(_("Write the reason of the refusal: it helps for an appeal."))
    answer: dict[str, Any] = {"is_accepted": is_accepted, "answered_on": on, "answer_note": note.strip()}
    answer["rest_payer"] = ""  # of an earlier answer
    if not is_accepted:
        return keep_step(file, **answer)
    asked = lines_to_answer(file)
    lines = _granted(asked, *granted) if granted else asked
    if lines != asked:
        answer["application"] = {**file.application, "halves": _lines(lines)}
    details = {
        "granted_minutes": sum(line.minutes for line in lines),
        "granted_cents": sum(line.fund_cents for line in lines),
    }
    return keep_step(file, details, **answer)


def _granted(asked: Sequence[FundingLine], minutes: int, cents: int) -> Sequence[FundingLine]:
    """The half-days with what the fund grants of them. Raises WrongAmount for more than it was asked, or nothing."""
    lines = grant(asked, minutes, cents)
    if sum(line.fund_cents for line in lines) != cents or sum(line.minutes for line in lines) != minutes:
        raise WrongAmount(_("The fund grants no more than it was asked for: correct the hours or the euros."))
    if lines != asked and (minutes <= 0 or cents <= 0):
        raise WrongAmount(_("Nothing granted is a refusal: choose “It refuses”."))
    return lines


@action(
    "funding.appeal",
    sentence=_("appealed against the refusal of the file of %(subject)s"),
    may=may_run,
    undo=undo_step,
    subject="file",
)
def appeal(*, file: FundingFile, reason: str, on: date, by: Viewer, at: datetime) -> FundingFile:
    """Ask the fund again, on that day and for this reason, with what its caps still hold; its next answer is the
    outcome. Raises NotReady without a reason, CapPassed, WrongDay, WrongStep."""
    file = dossier_at_step(file, {"refused"}, at).file
    refused_on, reason = file.answered_on, reason.strip()
    refuse_before(refused_on, on, _("The fund refused on %(day)s: the appeal can’t have left before."))
    if not reason:
        raise NotReady(_("Write why: whoever reads this file later must understand it."))
    if not fits(file, frozen_lines(file)):
        raise CapPassed(_("Another file took these hours of the year since."))
    row = {"refused_on": refused_on and refused_on.isoformat(), "refusal": file.answer_note}
    appeals = [*file.appeals, {**row, "on": on.isoformat(), "reason": reason}]
    return keep_step(file, is_accepted=None, appealed_on=on, appeals=appeals)


@action(
    "funding.bill",
    sentence=_("billed the file of %(subject)s"),
    tells={"bill_number": _("Number of the bill")},
    may=may_run,
    undo=undo_settling,
    subject="file",
)
def bill(
    *, file: FundingFile, number: str, on: date, unsigned_too: bool = False, by: Viewer, at: datetime
) -> FundingFile:
    """The half-days to which the artisan came, and no other; all signed, unless `unsigned_too`. Raises NotReady when
    there is none, NumberTaken, Unsigned, WrongDay, WrongStep."""
    dossier = dossier_of(file, timezone.localdate(at))
    file = dossier.file
    if dossier.state.code == "missed":
        raise NotReady(_("The artisan came to none of these half-days: there is nothing to bill."))
    if dossier.state.code == "too_short":
        choices = gettext("Close this file, or ask all the same.")
        raise NotReady(f"{too_short_text(dossier)} {choices}")
    if dossier.state.code == "nothing_due":
        raise NotReady(_("For the hours really done, this fund has nothing to pay: close this file."))
    if dossier.state.code != "done":
        raise WrongStep(_not_to_bill_text(dossier))
    last = dossier.appointments[-1].half_day.on
    refuse_before(last, on, _("The last half-day was on %(day)s: it can’t be billed before."))
    if dossier.unsigned and not unsigned_too:
        days = ", ".join(full_day(row.half_day.on) for row in dossier.unsigned)
        raise Unsigned(_("Not signed by both yet: %(days)s.") % {"days": days})
    if other := bill_of_number(file, number):
        raise NumberTaken(
            _("The bill of %(name)s has this number: type another.") % {"name": other.person.name}
        )
    return keep_step(
        file, billed_on=on, bill_number=number.strip(), application=_final_application(dossier, at)
    )


def _not_to_bill_text(dossier: Dossier) -> str:
    """Why no bill can be made of a file that isn’t done."""
    file = dossier.file
    if file.billed_on is not None:
        bill = {"number": file.bill_number, "day": full_day(file.billed_on)}
        return gettext("It is billed already: %(number)s, on %(day)s.") % bill
    if not file.is_accepted:
        return gettext("The fund has not agreed: there is nothing to bill yet.")
    return gettext("It is billed once each half-day has its report.")


@action(
    "funding.note_payment",
    sentence=_("wrote down the payment of the file of %(subject)s"),
    may=may_run,
    undo=undo_step,
    subject="file",
)
def note_payment(
    *, file: FundingFile, cents: int, on: date, is_another: bool = False, by: Viewer, at: datetime
) -> FundingFile:
    """What came, and when; less than what is due is a part, and more may follow. Raises WrongAmount, WrongDay,
    WrongStep; SameAgain for the same amount of the same day, unless `is_another`."""
    dossier = dossier_at_step(file, {"billed"}, at)
    file, due = dossier.file, dossier.due_cents
    refuse_amount(cents, due, _("The fund owes %(amount)s: write what came, and no more."))
    refuse_before(file.billed_on, on, _("It was billed on %(day)s: it can’t have been paid before."))
    row = {"on": on.isoformat(), "cents": cents}
    refuse_same(file.payments, row, is_another=is_another)
    payments = [*file.payments, row]
    days = [date.fromisoformat(row["on"]) for row in payments]
    return keep_step(file, payments=payments, paid_on=max(days), paid_cents=(file.paid_cents or 0) + cents)


@action(
    "funding.close",
    sentence=_("closed the file of %(subject)s"),
    tells={"closed_note": _("Why it is closed")},
    may=may_run,
    undo=undo_settling,
    subject="file",
)
def close(*, file: FundingFile, reason: str, by: Viewer, at: datetime) -> FundingFile:
    """Nothing more of its bill is waited for; or the artisan came to none of its half-days, for less than the fund asks
    for, or for hours of which it has nothing to pay, and these then take none of a cap. Raises NotReady without a
    reason, WrongStep."""
    dossier = dossier_at_step(file, {"billed", "missed", "too_short", "nothing_due"}, at)
    file = dossier.file
    if not reason.strip():
        raise NotReady(_("Write why: the accountant asks it."))
    closed = {"closed_on": timezone.localdate(at), "closed_note": reason.strip()}
    if dossier.state.code != "billed" and file.application:
        closed["application"] = _final_application(dossier, at)
    return keep_step(file, **closed)
