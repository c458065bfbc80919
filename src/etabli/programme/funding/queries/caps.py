"""What files take of the caps of their funds."""

from collections.abc import Iterable

from etabli.programme.funding.engine import Used, used_by
from etabli.programme.funding.models import FundingFile
from etabli.programme.funding.queries.sent import frozen_lines


def granted_to(people: Iterable[int]) -> list[FundingFile]:
    """The files that take of the caps of these people: sent, and not refused. One statement."""
    rows = FundingFile.objects.filter(person__in=set(people), withdrawn_at=None, sent_on__isnull=False)
    return list(rows.exclude(is_accepted=False))


def used_of(files: Iterable[FundingFile]) -> Used:
    """By year, what these files take of the caps of their fund."""
    return used_by(line for file in files for line in frozen_lines(file))
