"""A file with all that is said of it: what each half-day brings, what is due, what is signed."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from etabli.programme.funding.engine import (
    Amounts,
    Answer,
    FundingLine,
    Request,
    Rules,
    State,
    Verdict,
    artisan_due,
    artisan_to_return,
    hours_beside,
    with_rest,
    without_rest,
)
from etabli.programme.funding.models import FundingFile, PersonDocument, RestPayer
from etabli.programme.funding.queries.balance import Balance, credited_on, price_errors
from etabli.programme.funding.queries.half_days import HalfDays, is_absent, is_below_minimum
from etabli.programme.funding.queries.sent import asked_lines, asked_minutes, frozen_lines, sent_beside
from etabli.programme.support.models import Appointment


@dataclass(frozen=True)
class Dossier(Balance, HalfDays):
    """A file with all that is said of it. `appointments`: its half-days that stand today, the first first;
    `called_off`: those that no other day has replaced, with those that its bill, or its end, has left out.
    `rules`: with which it was sent; while it is still to be sent, or to be sent again for another day, those of its
    first day; `verdict`: theirs, None while no half-day stands.
    `lines`: what each half-day brings, as the next step keeps it, but for those to which the artisan did not come;
    `done`: by what they did, as it is known today, which may be less than a bill that has left.
    `completed_dossier`: that of the file that this one completes, if any.
    """

    file: FundingFile
    appointments: tuple[Appointment, ...]
    called_off: tuple[Appointment, ...]
    documents: tuple[PersonDocument, ...]
    request: Request | None
    rules: Rules | None
    verdict: Verdict | None
    lines: tuple[FundingLine, ...]
    done: tuple[FundingLine, ...]
    state: State
    today: date
    completed_dossier: "Dossier | None" = None

    @property
    def agreed_completed_dossier(self) -> "Dossier | None":
        """The file that it completes, once the fund of that one agreed."""
        first = self.completed_dossier
        return first if first is not None and first.file.is_accepted else None

    @property
    def counted(self) -> tuple[FundingLine, ...]:
        """`lines` with the hours that count for this fund: none that the fund which was asked first grants; with what
        the artisan is said to pay."""
        first = self.agreed_completed_dossier
        return self._as_said(hours_beside(self.lines, first.lines) if first else self.lines)

    @property
    def hours_now(self) -> int:
        """The minutes that count for its fund, by what was done as it is known since its credit notes."""
        first = self.agreed_completed_dossier
        lines = hours_beside(self.due_lines, first.due_lines) if first else self.due_lines
        return sum(line.minutes for line in lines)

    @property
    def counted_minutes(self) -> int:
        """The hours that count for its fund, in all."""
        return sum(line.minutes for line in self.counted)

    @property
    def sent(self) -> Amounts:
        """What its fund was asked for and granted, whatever was done since; while it is still to be sent, or to be sent
        again, what it would be asked for."""
        if self.file.sent_on is None or self.state.code == "moved":
            return self
        first = self.agreed_completed_dossier
        return sent_beside(self.file, first.file if first else None)

    @property
    def is_shorter(self) -> bool:
        """Since it was sent, what was done brings less than what was granted, or its hours are fewer."""
        granted = sum(line.fund_cents for line in asked_lines(self.file))
        is_noted = any(row.minutes_done < asked_minutes(self.file, row) for row in self.held)
        return self.sent is not self and (self.fund_cents < granted or is_noted)

    @property
    def done_minutes(self) -> int:
        """The hours really done, those of half-days to come as they are booked."""
        return sum(row.minutes_done for row in self.appointments if not is_absent(row))

    @property
    def ungranted_cents(self) -> int:
        """What its fund agreed not to pay: what it was asked for and did not grant, and what is beyond its caps."""
        is_over = not self.file.is_accepted or self.is_void
        return 0 if is_over else sum(_ungranted(line) for line in self.due_lines)

    @property
    def fits_caps_now(self) -> bool:
        """Before the bill: what was beyond the caps of its fund when it was asked is not, with the days of now."""
        if self.verdict is None or self.file.billed_on is not None or not self.ungranted_cents:
            return False
        return self.verdict.fund_cents > self.fund_cents

    @property
    def is_rest_open(self) -> bool:
        """Its fund leaves some of the price, and nobody is said to pay it: neither the artisan, nor another fund that
        is asked."""
        is_said = self.leaves_to_artisan or self.is_passed_on
        is_left = bool(self.file.is_accepted) and any(map(_ungranted, (*self.lines, *self.due_lines)))
        return is_left and not is_said

    def _as_said(self, lines: tuple[FundingLine, ...]) -> tuple[FundingLine, ...]:
        if self.is_rest_open:
            return without_rest(lines)
        return with_rest(lines) if self.leaves_to_artisan and not self.is_passed_on else lines

    @property
    def artisan_cents(self) -> int:
        """What the artisan pays; of what the fund did not grant, only once that is said."""
        return sum(line.artisan_cents for line in self._as_said(self.lines))

    @property
    def is_void(self) -> bool:
        """Credit notes take off its whole bill, and yet its fund would pay for what was done: nobody owes anything of
        it. Where its fund pays nothing for what was done, the price of that is still owed, or asked about."""
        return self.state.code == "credited" and any(line.fund_cents for line in self.done)

    @property
    def has_hours_to_note(self) -> bool:
        """A credit note takes off hours that are still noted as done."""
        off = self.credited_cents - price_errors(self.file)
        return bool(self.held) and off > missed_cents(self)

    @property
    def artisan_off_cents(self) -> int:
        """What the artisan pays less than the bill says, since its credit notes; below zero, what they pay more."""
        is_said_elsewhere = self.is_completed or not self.file.credits
        return 0 if is_said_elsewhere else self.artisan_cents - self._artisan_now_cents

    @property
    def artisan_owed_cents(self) -> int:
        """What the artisan pays in all: what they have paid, and what is due."""
        return self._artisan_now_cents if self.file.credits else self.artisan_cents

    @property
    def _artisan_now_cents(self) -> int:
        """What they pay by what was done as it is known since the bill."""
        return 0 if self.is_void else sum(line.artisan_cents for line in self._as_said(self.due_lines))

    @property
    def open_cents(self) -> int:
        """What nobody is known to pay."""
        return sum(line.open_cents for line in self._as_said(self.lines))

    @property
    def open_now_cents(self) -> int:
        """The same, by what was done as it is known since its credit notes."""
        return 0 if self.is_void else sum(line.open_cents for line in self._as_said(self.due_lines))

    @property
    def open_off_cents(self) -> int:
        """What nobody has to pay any more of what the bill left open, since its credit notes; below zero, what is open
        since."""
        is_said_elsewhere = self.is_completed or not self.file.credits
        return 0 if is_said_elsewhere else self.open_cents - self.open_now_cents

    @property
    def rest_cents(self) -> int:
        """Of what its fund leaves, what is still to be said who pays; nothing once the file is over."""
        if not self.is_rest_open or self.is_void or self.state.code in {"closed", "suspended", "missed"}:
            return 0
        return sum(_ungranted(line) for line in self.due_lines)

    @property
    def is_rest_to_say(self) -> bool:
        """Somebody is to say who pays the rest: no other fund is about to be asked for it."""
        file: Any = self.file
        return bool(self.rest_cents) and not file.is_to_pass_on

    @property
    def due_lines(self) -> tuple[FundingLine, ...]:
        """What is owed of each half-day: by what was done, also where the bill said more before a credit note."""
        return self.done if self.file.billed_on else self.lines

    @property
    def leaves_to_artisan(self) -> bool:
        """It is said that the artisan pays what its fund did not grant, unless another fund does."""
        return self.file.rest_payer == RestPayer.ARTISAN

    def left_of(self, lines: tuple[FundingLine, ...]) -> tuple[FundingLine, ...]:
        """As another fund finds them: the artisan pays of what was not granted only where that is said."""
        return with_rest(lines) if self.leaves_to_artisan else without_rest(lines)

    @property
    def waits_for_first(self) -> bool:
        """The file that it completes is still to be sent, so that nobody knows what is left to pay."""
        first = self.completed_dossier
        return first is not None and first.is_still_to_send

    @property
    def left_cents(self) -> int:
        """What another fund is asked for, or would be: what this one was asked for and did not grant, or before its
        answer what it leaves of the price; nothing of a bill that is void, nor while no half-day stands."""
        file: Any = self.file
        if self.is_void or self.state.code == "suspended":
            return 0
        answered_on, asked_on = file.answered_on, file.rest_sent_on
        refused_cents = sum(line.refused_cents for line in self.due_lines) if file.is_accepted else 0
        if refused_cents and not (asked_on and answered_on and asked_on < answered_on):
            return refused_cents
        return self.artisan_owed_cents + self.open_now_cents

    @property
    def is_still_to_send(self) -> bool:
        """Its fund hasn’t been asked, or not for the days of now."""
        return self.file.sent_on is None or self.state.code == "moved"

    @property
    def artisan_share_cents(self) -> int:
        """What the artisan pays in the end, said once: by the file that completes this one, when its fund agreed."""
        return 0 if self.is_completed else self.artisan_cents

    @property
    def artisan_due_cents(self) -> int:
        """What the artisan still has to pay, once the fund has agreed: never for a half-day to which they did not come,
        nor for a bill that a credit note has taken off, nor while another fund is asked for it. What they paid before
        another fund took a part counts."""
        return max(self._artisan_balance_cents, 0)

    @property
    def artisan_to_return_cents(self) -> int:
        """What the artisan has paid beyond what they owe: it goes back to them."""
        return max(-self._artisan_balance_cents, 0)

    @property
    def _artisan_balance_cents(self) -> int:
        """What the artisan owes, less what came of them; 0 while a half-day that is called off may have another day."""
        if not self.file.is_accepted or self.state.code == "suspended" or self.is_passed_on:
            return 0
        owed = 0 if self.state.code == "missed" else self._artisan_now_cents
        return owed - self.artisan_paid_cents

    @property
    def artisan_paid_cents(self) -> int:
        """What came of the artisan, also before another fund took a part of what they owed, less what they got back."""
        return sum(row.artisan_received_cents for row in (self, self.completed_dossier) if row)

    @property
    def billed_or_closed_on(self) -> date | None:
        """The day of its bill, or on which it was closed because there is nothing to bill; None before."""
        return self.file.billed_on or self.file.closed_on

    @property
    def artisan_state(self) -> State | None:
        """Since when their part waits, and until when it may, or what is theirs again; None before the bill, or once
        all is paid."""
        if self.artisan_to_return_cents:
            files = [row.file for row in (self, self.completed_dossier) if row]
            paid_on = max(date.fromisoformat(row["on"]) for file in files for row in file.artisan_payments)
            return artisan_to_return(max(filter(None, (paid_on, credited_on(self.file)))))
        if self.billed_or_closed_on is None or not self.artisan_due_cents:
            return None
        return artisan_due(self.billed_or_closed_on, self.rules.artisan_days if self.rules else None)

    @property
    def overpaid_since(self) -> date | None:
        """Since when the artisan has paid more than they owe; None where they have not, or the file is settled."""
        is_over = self.billed_or_closed_on is not None or not self.artisan_to_return_cents
        return None if is_over or self.artisan_state is None else self.artisan_state.since

    @property
    def asked_before_cents(self) -> int:
        """What its fund was last asked for, while another day is still to be sent to it; 0 elsewhere."""
        if self.state.code != "moved":
            return 0
        return sum(line.fund_cents for line in frozen_lines(self.file))

    @property
    def most_urgent(self) -> State:
        """Of what waits, the first; where it stands, when nothing does."""
        return min(self.waiting or (self.state,), key=lambda state: state.urgency)

    def is_late(self, today: date) -> bool:
        """The fund, the artisan or the chamber is late with something of it."""
        return any(state.is_late(today) for state in self.waiting)

    @property
    def may_complete(self) -> bool:
        """Something of the price is left to ask another fund for, which the artisan has not paid."""
        left = self.artisan_owed_cents + self.open_now_cents - self.artisan_received_cents
        return self.completed_dossier is None and left > 0

    @property
    def waiting(self) -> tuple[State, ...]:
        """What is still to be done, or to come: by the file, then by the artisan."""
        return tuple(state for state in (self.state, self.artisan_state) if state and state.is_open)

    @property
    def open_share_cents(self) -> int:
        """What nobody is known to pay in the end, said once in the same way."""
        return 0 if self.is_completed else self.open_cents

    @property
    def is_completed(self) -> bool:
        """Another fund agreed to pay what this one leaves."""
        file: Any = self.file
        return bool(file.is_completed)

    @property
    def is_passed_on(self) -> bool:
        """Another fund is asked for what this one leaves, and has not refused: its file says what the artisan pays."""
        file: Any = self.file
        return bool(file.is_passed_on)

    @property
    def is_below_minimum(self) -> bool:
        """Its fund then pays nothing; not while one that is called off may still have another day."""
        return not self.is_calling_off_untold and self.would_be_too_short

    @property
    def would_be_too_short(self) -> bool:
        """The same, if what is called off has no other day."""
        return is_below_minimum(self.file, self.rules, self.appointments)

    @property
    def needs_another_day(self) -> bool:
        """One is called off, and those that stand are too short for its fund, which pays only with another day."""
        return self.is_calling_off_untold and self.state.code != "suspended" and self.would_be_too_short

    @property
    def is_calling_off_untold(self) -> bool:
        """Fewer half-days stand than its fund was told of: one is called off since, and may have another day."""
        return self.state.code in {"moved", "day_to_tell", "suspended"} and len(self.appointments) < len(
            self.file.frozen
        )

    @property
    def would_be_refused(self) -> bool:
        """Not sent, and the fund's rules say no, which nobody overruled: no amount is to be announced."""
        says_no = self.verdict is not None and self.verdict.answer == Answer.NO
        return self.file.sent_on is None and says_no and not self.file.overruled_note

    @property
    def granted_cents(self) -> int:
        """What the fund pays, as far as is known: nothing once it refused."""
        return 0 if self.file.is_accepted is False else self.fund_cents

    @property
    def now_cents(self) -> int:
        """The same, as it stands today: nothing while no half-day stands, or while those that stand are too short for
        it; less what credit notes take off, and what it did not pay of a bill that was closed."""
        is_off = self.state.code == "suspended" or self.needs_another_day
        return 0 if is_off else self.granted_cents - self.credited_cents - self.lost_cents


def _ungranted(line: FundingLine) -> int:
    return line.refused_cents + line.open_cents


def missed_cents(dossier: Dossier) -> int:
    """What its bill asks for too much, by what the artisan did as it is known today."""
    return dossier.fund_cents - sum(line.fund_cents for line in dossier.done)


def payment_limit(dossier: Dossier) -> date | None:
    """The last day on which its bill was to be paid; None before the bill, or where the fund names no deadline."""
    days = dossier.rules.payment_days if dossier.rules else None
    billed_on = dossier.file.billed_on
    return None if billed_on is None or days is None else billed_on + timedelta(days=days)
