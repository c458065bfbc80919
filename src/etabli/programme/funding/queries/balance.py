"""What a bill still asks of its fund: less what came, the credit notes on it, with what was given back."""

from datetime import date

from etabli.programme.funding.engine import Amounts
from etabli.programme.funding.models import FundingFile
from etabli.programme.funding.queries.sent import frozen_lines


def balance_of(file: FundingFile) -> int:
    """In cents, what the fund owes of the bill, 0 before there is one; below zero, what is to be given back to it."""
    if file.billed_on is None:
        return 0
    billed = sum(line.fund_cents for line in frozen_lines(file))
    return billed - _sum(file.credits) - (file.paid_cents or 0) + _sum(file.returns)


def credited_on(file: FundingFile) -> date | None:
    """The day of its last credit note."""
    return max((date.fromisoformat(row["on"]) for row in file.credits), default=None)


def price_errors(file: FundingFile) -> int:
    """In cents, what credit notes take off for the price alone: the hours stay."""
    return _sum([row for row in file.credits if row.get("hours_stay")])


def is_credited(file: FundingFile) -> bool:
    """Whether credit notes take off all that was billed."""
    return bool(file.credits) and _sum(file.credits) == sum(line.fund_cents for line in frozen_lines(file))


class Balance(Amounts):
    """The amounts of a file with its bill: billed = credited + received − returned + due + lost − to return."""

    file: FundingFile

    @property
    def artisan_received_cents(self) -> int:
        """What came of the part that the artisan pays, less what was given back to them."""
        return _sum(self.file.artisan_payments)

    @property
    def credited_cents(self) -> int:
        """What its credit notes take off."""
        return _sum(self.file.credits)

    @property
    def returned_cents(self) -> int:
        """What was given back to the fund."""
        return _sum(self.file.returns)

    @property
    def kept_cents(self) -> int:
        """What came, less what was given back."""
        return (self.file.paid_cents or 0) - self.returned_cents

    @property
    def due_cents(self) -> int:
        """What the fund still has to pay, once it is billed; its day may be to come."""
        return max(balance_of(self.file), 0) if self.file.closed_on is None else 0

    @property
    def lost_cents(self) -> int:
        """What it did not pay of the bill, and will not: the file was closed without it."""
        return max(balance_of(self.file), 0) if self.file.closed_on is not None else 0

    @property
    def to_return_cents(self) -> int:
        """What came, and is the fund’s: a credit note takes it off the bill."""
        return max(-balance_of(self.file), 0)


def _sum(rows: list[dict[str, int]]) -> int:
    return sum(row["cents"] for row in rows)
