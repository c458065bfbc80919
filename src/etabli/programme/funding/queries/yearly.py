"""What one person takes of the caps of a fund in a calendar year: accepted, sent, being prepared, and by one file."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from etabli.programme.funding.engine import FundingLine, Rules, Used, caps_in, used_by
from etabli.programme.funding.models import FundingFile
from etabli.programme.funding.queries.caps import used_of
from etabli.programme.funding.queries.dossier import Dossier
from etabli.programme.funding.queries.files import dossiers_beside
from etabli.programme.support.models import Appointment


@dataclass(frozen=True)
class Share:
    """Minutes and cents: of a cap, or taken of it."""

    minutes: int = 0
    cents: int = 0


@dataclass(frozen=True)
class Year:
    """`minutes_cap`, `cents_cap`: None where there is none. Of the other files to the same fund, `accepted` and `sent`
    take of them, `prepared` (those of `files`) will once sent; `own`: what this file takes, or will."""

    year: int
    minutes_cap: int | None
    cents_cap: int | None
    accepted: Share
    sent: Share
    prepared: Share
    own: Share
    files: tuple[Dossier, ...]

    @property
    def excess(self) -> Share:
        """What all of them ask together beyond the caps: whichever is sent last doesn't get it."""
        return self._beyond(self.accepted, self.sent, self.prepared, self.own)

    @property
    def granted_excess(self) -> Share:
        """The same without what is only being prepared: what the fund doesn't pay of an accepted file that moves into
        this year."""
        return self._beyond(self.accepted, self.sent, self.own)

    def _beyond(self, *shares: Share) -> Share:
        minutes, cents = sum(share.minutes for share in shares), sum(share.cents for share in shares)
        return Share(_beyond(minutes, self.minutes_cap), _beyond(cents, self.cents_cap))


def years_of(dossier: Dossier) -> list[Year]:
    """Each year of its half-days in which its fund has a cap: the statements of `read` where it has one."""
    own = used_by(dossier.lines)
    if dossier.rules is None or not _caps(dossier.rules, own):
        return []
    others = [row for row in dossiers_beside(dossier) if row.file.is_accepted is not False]
    prepared = [row for row in others if row.file.sent_on is None and not row.would_be_refused]
    return _years(dossier.rules, own, [row.file for row in others if row.file.sent_on], prepared)


def full_years(dossier: Dossier, appointment: Appointment) -> list[Year]:
    """Of an accepted file, the years of now and after into which this half-day can't move, as its fund has too little
    left in them, with what it would take: the statements of `read` where it has a cap."""
    line = next((line for line in dossier.lines if line.on == appointment.half_day.on), None)
    if line is None or dossier.rules is None:
        return []
    this = dossier.today.year
    years = [year for year in range(this, max(this, line.on.year) + 2) if year != line.on.year]
    if all(caps_in(dossier.rules, year) == (None, None) for year in years):
        return []
    others = [
        row for row in dossiers_beside(dossier) if row.file.sent_on and row.file.is_accepted is not False
    ]
    kept = [row for row in dossier.lines if row is not line]
    moved = ([*kept, replace(line, on=date(year, 1, 1))] for year in years)
    files = [row.file for row in others]
    rows = (
        next((row for row in years_asked(dossier.rules, lines, files) if row.year == year), None)
        for year, lines in zip(years, moved, strict=True)
    )
    return [row for row in rows if row is not None and row.granted_excess != Share()]


def years_asked(rules: Rules, lines: Iterable[FundingLine], files: Iterable[FundingFile]) -> list[Year]:
    """The same before a file is opened: what its fund would be asked for beside what `files`, sent to it and not
    refused, take already."""
    return _years(rules, used_by(lines), files, ())


def _years(
    rules: Rules, own: Used, files: Iterable[FundingFile], prepared: Collection[Dossier]
) -> list[Year]:
    sent = list(files)
    groups: tuple[Used, ...] = (
        used_of(file for file in sent if file.is_accepted),
        used_of(file for file in sent if file.is_accepted is None),
        used_by(line for row in prepared for line in row.lines),
        own,
    )
    return [_year(year, cap, groups, prepared) for year, cap in sorted(_caps(rules, own).items())]


def _caps(rules: Rules, own: Used) -> dict[int, tuple[int | None, int | None]]:
    """By year of these half-days, the caps in minutes and in cents, where there is one."""
    caps = {year: caps_in(rules, year) for year in own}
    return {year: cap for year, cap in caps.items() if cap != (None, None)}


def _year(
    year: int, caps: tuple[int | None, int | None], groups: Iterable[Used], rows: Iterable[Dossier]
) -> Year:
    accepted, sent, prepared, own = (Share(*used.get(year, (0, 0))) for used in groups)
    files = tuple(row for row in rows if any(line.on.year == year for line in row.lines))
    return Year(year, *caps, accepted, sent, prepared, own, files)


def _beyond(total: int, cap: int | None) -> int:
    return 0 if cap is None else max(total - cap, 0)
