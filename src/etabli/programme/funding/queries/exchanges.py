"""What a fund was asked and answered, step by step: sent, refused, appealed against, accepted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from etabli.foundation.people.models import STAFF
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.models import FundingFile


@dataclass(frozen=True)
class Exchange:
    """One step of a file. `code`: sent, sent_again, refused, appealed, accepted; `on` None: nobody kept the day."""

    file: FundingFile
    code: str
    on: date | None
    note: str = ""


def exchanges_of(file: FundingFile) -> list[Exchange]:
    """Those of one file, by their days; the last answer is the outcome of the appeal before it."""
    return sorted(_exchanges(file), key=_day)


def _exchanges(file: FundingFile) -> Iterator[Exchange]:
    if file.sent_on is None:
        return
    first, *again = [*map(date.fromisoformat, file.sent_before), file.sent_on]
    yield Exchange(file, "sent", first)
    for day in again:
        yield Exchange(file, "sent_again", day)
    for row in file.appeals if file.appealed_on else ():
        refused_on = row["refused_on"]
        yield Exchange(file, "refused", refused_on and date.fromisoformat(refused_on), row["refusal"])
        yield Exchange(file, "appealed", date.fromisoformat(row["on"]), row["reason"])
    if file.is_accepted is not None:
        yield Exchange(
            file, "accepted" if file.is_accepted else "refused", file.answered_on, file.answer_note
        )


def exchanges_between(viewer: Viewer, since: date, until: date) -> list[Exchange]:
    """Those of the viewer's chamber between two days, both included, in the order of their days, so that a file is
    followed from one period to the next; one that was given up counts once its fund had answered. One statement."""
    if viewer.role not in STAFF:
        return []
    answered = Q(is_accepted__isnull=False) | Q(appealed_on__isnull=False)
    files = FundingFile.objects.filter(Q(withdrawn_at=None) | answered, chamber=viewer.chamber_id)
    return exchanges_in(files.select_related("fund", "person", "completes").order_by("pk"), since, until)


def exchanges_in(files: Iterable[FundingFile], since: date, until: date) -> list[Exchange]:
    """Those of these files between two days, both included, in the order of their days."""
    rows = (row for file in files for row in exchanges_of(file))
    return sorted((row for row in rows if row.on and since <= row.on <= until), key=_day)


def _day(row: Exchange) -> date:
    return row.on or date.min
