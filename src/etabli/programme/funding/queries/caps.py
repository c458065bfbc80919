"""What files take of the caps of their funds."""

from collections.abc import Iterable

from etabli.programme.funding.engine import FundingLine, Used, credit_shares, grant, used_by
from etabli.programme.funding.models import FundingFile
from etabli.programme.funding.queries.sent import frozen_lines


def granted_to(people: Iterable[int]) -> list[FundingFile]:
    """The files that take of the caps of these people: sent, and not refused. One statement."""
    rows = FundingFile.objects.filter(person__in=set(people), withdrawn_at=None, sent_on__isnull=False)
    return list(rows.exclude(is_accepted=False))


def used_of(files: Iterable[FundingFile]) -> Used:
    """By year, what these files take of the caps of their fund: what was granted, or billed, less what credit notes
    took off."""
    return used_by(line for file in files for line in less_credits(file))


def less_credits(file: FundingFile) -> tuple[FundingLine, ...]:
    """What a file takes of the caps: hours that a credit note took off are free again."""
    lines = frozen_lines(file)
    if not file.credits:
        return lines
    cents, minutes = sum(line.fund_cents for line in lines), sum(line.minutes for line in lines)
    taken = [(row["cents"], row.get("hours_stay", False)) for row in file.credits]
    off = sum(credit_shares(minutes, cents, taken))
    return grant(lines, minutes - off, cents - sum(row["cents"] for row in file.credits))
