"""What we hold to, under each of the ten gestures, and what `etabli check` says of it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.site.backups.naming import instant_of
from etabli.site.checks import Point, Verdict, backups, machine, mail, sign_ins, web, work


def _no_day() -> date | None:
    return None


@dataclass(frozen=True)
class Commitment:
    """One sentence under `gesture` (its id), and the `points` that say whether it holds. `last_day`: when what it
    speaks of was last done, where that is known."""

    id: str
    gesture: str
    sentence: str | Promise
    points: Callable[[], Iterable[Point]]
    last_day: Callable[[], date | None] = _no_day


def _copy_restored() -> Iterator[Point]:
    """A backup has its name once it was tried: of SQLite, by restoring it. PostgreSQL may only have been read over."""
    from django.db import connection

    yield from (point for point in backups.look() if point.verdict is Verdict.FAULT)
    if connection.vendor == "sqlite" and backups.last_backup():
        yield Point(Verdict.SOUND, "")


def _last_copy() -> date | None:
    last = backups.last_backup()
    return instant_of(last).date() if last else None


COMMITMENTS = (
    Commitment(
        "updates",
        "updates",
        _("The machine that carries this site updates itself."),
        lambda: [machine.updates()],
    ),
    Commitment(
        "sessions",
        "lost-phone",
        _("On a device that an adviser loses, the way into Établi closes by itself within the day."),
        lambda: [sign_ins.staff_sessions()],
    ),
    Commitment("copy", "backup", _("A copy at least every two days."), backups.first_point, _last_copy),
    Commitment(
        "restored", "backup", _("Each copy is restored elsewhere, to try it."), _copy_restored, _last_copy
    ),
    Commitment("mail", "email", _("Our mail server answers, and takes us in."), lambda: [mail.server()]),
    Commitment(
        "passwords",
        "passwords",
        _("Nobody has a password here: one comes in by a code or a link."),
        lambda: [sign_ins.passwords()],
    ),
    Commitment(
        "second-proof", "second-lock", _("Each of the staff comes in by two proofs."), sign_ins.second_proofs
    ),
    Commitment("forged", "fraud", _("A mail that is forged in our name is refused."), mail.forged),
    Commitment(
        "legal",
        "accounts",
        _("It is written who answers for this site, and where it is hosted."),
        lambda: [web.legal_notices()],
    ),
    Commitment(
        "https",
        "site-keys",
        _("What you type here travels locked, and that lock is renewed in time."),
        web.from_outside,
    ),
    Commitment(
        "sweeping",
        "customer-file",
        _("Our links and the copies of our e-mails go by themselves, in time."),
        work.look,
    ),
)
