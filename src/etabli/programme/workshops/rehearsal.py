"""What a change of a session would tell, and to whom: done for good, read, then left as it was."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from etabli.foundation.journal import latest_entry_id
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.wording import Change, changes_of
from etabli.foundation.notices import states
from etabli.foundation.notices.models import Notice
from etabli.foundation.notify.letter import Block, blocks
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp
from etabli.programme.workshops import changes
from etabli.programme.workshops.actions import change_session
from etabli.programme.workshops.models import Session


@dataclass(frozen=True)
class Letter:
    """One message as it would be written, with the names of those who would get it by e-mail."""

    title: str
    text: str
    names: tuple[str, ...]

    @property
    def blocks(self) -> list[Block]:
        """What it says, in pieces, as on the page of messages."""
        return blocks(self.text)


@dataclass(frozen=True)
class Rehearsal:
    """What would change, the messages that would leave, how many seated and waiting are told, and whom to call."""

    changes: tuple[Change, ...]
    letters: tuple[Letter, ...]
    seated: int
    waiting: int
    to_call: tuple[Person, ...]

    @property
    def concerns_somebody(self) -> bool:
        return bool(self.letters or self.to_call)


def rehearse(
    *,
    session: Session,
    wanted: changes.Plan,
    release: Collection[int] = (),
    word: str = "",
    by: Viewer,
    at: datetime,
) -> Rehearsal:
    """Change the session, read what that told, put everything as it was. Raises what `change_session` raises."""
    with transaction.atomic():
        again = Session.objects.select_related("occasion", "adviser", "theme", "venue__commune").get(
            pk=session.pk
        )
        concerned = _concerned(again)
        change_session(session=again, wanted=wanted, release=release, word=word, by=by, at=at)
        notices = (
            Notice.objects.filter(created_at=at, owner__in=concerned).select_related("owner").order_by("pk")
        )
        rehearsed = _read(
            [notice for notice in notices if states.fill(notice)],
            concerned,
            Entry.objects.get(pk=latest_entry_id()),
        )
        transaction.set_rollback(True)
    return rehearsed


def _concerned(session: Session) -> dict[int, list[SignUp]]:
    """The sign-ups by the party of whom one tells: several when somebody brought the others."""
    sign_ups = session.occasion.sign_ups.exclude(status=SignUp.Status.WITHDRAWN)
    grouped: dict[int, list[SignUp]] = defaultdict(list)
    for row in sign_ups.select_related("person", "brought_by__person").order_by("number"):
        grouped[row.told.party_id].append(row)
    return grouped


def _read(notices: list[Notice], concerned: dict[int, list[SignUp]], entry: Entry) -> Rehearsal:
    letters: dict[tuple[str, str], list[str]] = defaultdict(list)
    for notice in notices:
        whom = concerned[notice.owner_id][0].told
        if whom.email:
            letters[notice.title, notice.text].append(whom.name)
    owners = {notice.owner_id for notice in notices}
    rows = [row for key in owners for row in concerned[key]]
    people = {row.told.pk: row.told for row in rows}
    return Rehearsal(
        changes=tuple(changes_of([entry]).get(entry.pk, [])),
        letters=tuple(Letter(*letter, tuple(names)) for letter, names in letters.items()),
        seated=sum(row.status in {SignUp.Status.SEATED, SignUp.Status.OFFERED} for row in rows),
        waiting=sum(row.status == SignUp.Status.WAITING for row in rows),
        to_call=tuple(person for person in people.values() if not person.email),
    )
