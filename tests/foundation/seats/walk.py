"""A walk: acts drawn at random on one occasion, and what must hold after each of them.

The draws come from a seed: the same walk again is `Walk(seed)`. What is checked is worked out here from the rows and
from the French that people read, not by what the product uses to decide.
"""

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from etabli.foundation.journal import ActionError, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices import notice_mails, queries, topic_messages
from etabli.foundation.notices.actions import note_no_answer, tell_by_phone
from etabli.foundation.notices.models import Notice, PhoneCall
from etabli.foundation.people.models import Membership, Organisation
from etabli.foundation.people.viewer import Viewer, of_membership, of_person
from etabli.foundation.seats import actions, tasks
from etabli.foundation.seats.holders import WITH_HOLDERS, Holder
from etabli.foundation.seats.models import SignUp
from etabli.foundation.ui.typography import full_spans
from tests import factories as make
from tests.factories import AT
from tests.foundation.seats.checks import Checks, Known, Row

PLACES = ("Mairie de Pauillac", "Salle des fêtes de Blaye", "Maison des artisans")
TITLES = ("Être visible sur internet", "Gérer ses clients")
QUIET = {"wait", "mails", "read", "call"}  # nothing is told
OWN = {"sign_up", "withdraw", "accept", "give_seat", "late", "at_door"}  # done by or with whoever it is about
TAKES = {"sign_up", "at_door", "accept", "give_seat"}
ON_SOMEBODY = {"withdraw", "accept", "give_seat", "late"}  # and there was nobody: nothing was done


class Walk(Checks):
    """One occasion, its people, an adviser; time goes on between the acts."""

    def __init__(self, seed: int, adviser: Viewer, holders: list[Holder], chamber: Organisation) -> None:
        self.draw = random.Random(seed)
        self.adviser, self.holders, self.at = adviser, holders, AT
        self.occasion = make.occasion(
            chamber, capacity=self.draw.randint(1, 4), practical="À apporter : un carnet."
        )
        self.first_entry = getattr(Entry.objects.order_by("-pk").first(), "pk", 0)
        self.silent: dict[int, datetime] = {}  # seated at the door, or back from it: no mail leaves
        self.said: list[str] = []
        self.known: dict[int, Known | None] = {}  # what who has no e-mail knows of each sign-up
        self.unheard: dict[
            int, dict[int, Known | None]
        ] = {}  # by the number of a call, what they knew before it
        self.by_party = {holder.party_id: holder for holder in holders}
        self.viewers = {holder.party_id: _viewer_of(holder) for holder in holders}
        self._see()

    ACTS: tuple[tuple[str, int], ...] = (
        ("sign_up", 9),
        ("withdraw", 5),
        ("accept", 3),
        ("give_seat", 1),
        ("late", 1),
        ("at_door", 1),
        ("capacity", 3),
        ("move", 2),
        ("cancel", 0),
        ("undo", 5),
        ("wait", 3),
        ("clock", 3),
        ("mails", 2),
        ("read", 1),
    )
    says_words = False  # with the changes

    def step(self) -> None:
        """One act at a later minute, then everything that must hold."""
        names, weights = zip(*self.ACTS, strict=True)
        name = self.draw.choices(names, weights)[0]
        if self.draw.random() < 0.01:
            name = "cancel"
        self.at += timedelta(minutes=self.draw.randint(1, 9))
        subject = None
        before, told = self.rows, ""
        with suppress(ActionError):
            subject = getattr(self, f"_{name}")()
            told = f"{self.at:%d %H:%M} {name} {subject}"
        self._see()
        self._check_places()
        if told and subject is not None and name in OWN:
            self._note_known(subject, name)
        if not told:
            assert self.rows == before, "a refused act has left something"
            return
        self.said.append(told)
        self._check_calls()
        if name in QUIET or (subject is None and name in ON_SOMEBODY):
            return
        self._check_order(name, subject, before)
        self._check_words()
        if self.occasion.starts_at > self.at:
            self._check_told()

    def _see(self) -> None:
        """The rows as they are now."""
        self.occasion.refresh_from_db()
        rows = SignUp.objects.filter(occasion=self.occasion)
        self.rows = {values[0]: Row(*values) for values in rows.values_list(*Row._fields)}

    # Acts: each gives the number of the sign-up that it is about, or None

    def _row(self, *statuses: str) -> SignUp | None:
        found = sorted(pk for pk, row in self.rows.items() if row.status in statuses)
        rows = SignUp.objects.select_related("occasion", *WITH_HOLDERS)
        return rows.get(pk=self.draw.choice(found)) if found else None

    def _by(self, row: SignUp) -> Viewer:
        return self.draw.choice([self.adviser, self.viewers[row.holder_id]])

    def _on_row(self, act: Callable[..., Any], *statuses: str, **more: Any) -> int | None:
        row = self._row(*statuses)
        if row is None:
            return None
        act(sign_up=row, by=self._by(row), at=self.at, **more)
        return row.pk

    def _sign_up(self) -> int:
        holder, bringer = self.draw.choice(self.holders), None
        if not holder.email and not holder.phone:
            bringer = self._row("seated", "waiting")
        if bringer is not None and bringer.brought_by_id is not None:
            bringer = None
        made = actions.sign_up(
            occasion=self.occasion,
            holder=holder.row,
            brought_by=bringer,
            by=self.viewers[holder.party_id],
            at=self.at,
        )
        return made.pk

    def _withdraw(self) -> int | None:
        return self._on_row(actions.withdraw, "seated", "offered", "waiting")

    def _accept(self) -> int | None:
        return self._on_row(actions.accept, "offered")

    def _late(self) -> int | None:
        return self._on_row(actions.say_late, "seated", late=self.draw.random() < 0.7)

    def _give_seat(self) -> int | None:
        row = self._row("waiting", "offered")
        if row is None:
            return None
        return actions.give_seat(sign_up=row, by=self.adviser, at=self.at).pk

    def _at_door(self) -> int:
        holder = self.draw.choice(self.holders)
        seated = actions.seat_at_door(occasion=self.occasion, holder=holder.row, by=self.adviser, at=self.at)
        self.silent[seated.pk] = self.at
        return seated.pk

    def _capacity(self) -> None:
        changes: dict[str, Any] = {"capacity": self.draw.randint(1, 6)}
        if self.draw.random() < 0.2:
            changes["place"] = self.draw.choice(PLACES)
        try:
            self._change(changes)
        except actions.CapacityTaken as taken:
            if self.draw.random() < 0.6:
                self._change(changes, release=[row.pk for row in taken.last])

    def _move(self) -> None:
        now = self.occasion
        changes: dict[str, Any] = {
            "place": self.draw.choice(PLACES),
            "title": self.draw.choice(TITLES),
        }
        if self.draw.random() < 0.6:
            by = timedelta(days=self.draw.randint(-6, 8), hours=self.draw.randint(-4, 4))
            changes |= {"starts_at": now.starts_at + by, "ends_at": now.ends_at + by}
        self._change(changes)

    def _change(self, changes: dict[str, Any], **more: Any) -> None:
        word = f"Un mot, le {self.at:%d %H:%M}" if self.says_words and self.at.minute % 2 else ""
        given = {"occasion": self.occasion, "changes": changes, "by": self.adviser, "at": self.at, **more}
        actions.change_occasion(**given, word=word)

    def _cancel(self) -> None:
        actions.cancel_occasion(occasion=self.occasion, reason="neige", by=self.adviser, at=self.at)

    def _undo(self) -> int | None:
        back = self.draw.randint(0, 5)
        ours = Entry.objects.filter(pk__gt=self.first_entry, undone_by=None).order_by("-pk")
        for entry in ours[back : back + 1]:
            undo(entry=entry, by=self.adviser, at=self.at)
            number = int(entry.subject_id)
            if entry.verb == "seats.seat_at_door":
                self.silent[number] = self.at
            if entry.verb == "notices.tell_by_phone":
                is_told = PhoneCall.objects.filter(pk=number, told_at__isnull=False).exists()
                self._hear(number) if is_told else self.known.update(self.unheard[number])
            return number if entry.subject_type == "seats.signup" else None
        return None

    def _wait(self) -> None:
        self.at += timedelta(hours=self.draw.choice([1, 3, 8, 20]))

    def _clock(self) -> None:
        ends = [
            row.offered_until for row in self.rows.values() if row.status == "offered" and row.offered_until
        ]
        if ends and self.draw.random() < 0.6:
            self.at = max(self.at, min(ends))
        tasks.pass_offers_on(self.at)
        tasks.remind_due(self.at)

    def _mails(self) -> None:
        for pk in list(Notice.objects.filter(leaves_at__lte=self.at).values_list("pk", flat=True)):
            notice_mails.queue_mail(pk, until=self.at)
        due = make.mails().filter(status="queued", due_at__lte=self.at)
        due.update(status="sent", sent_at=self.at)

    def _read(self) -> None:
        theirs = Notice.objects.filter(owner=self.draw.choice(self.holders).party_id).select_related("owner")
        topic_messages.mark_read_and_freeze(list(theirs.filter(read_at=None)), self.at)
        for pk, row in self.rows.items():
            if theirs.filter(facts__rows__has_key=str(pk), owner=self._told(row).party_id).exists():
                self.known[pk] = self._now(row)

    def _call(self) -> None:
        """One of those who are to be told by telephone answers, is not there, or was called for nothing."""
        lines = queries.lines_of(queries.waiting_calls(self.adviser, at=self.at))
        if not lines:
            return
        line = self.draw.choice(lines)
        if self.draw.random() < 0.3:
            note_no_answer(call=line.call, by=self.adviser, at=self.at)
            return
        tell_by_phone(call=line.call, by=self.adviser, at=self.at)
        self._hear(line.call.pk)

    def _hear(self, number: int) -> None:
        """Whoever was called knows how all stands that the message tells; until that is taken back."""
        notice = PhoneCall.objects.select_related("notice").get(pk=number).notice
        rows = [self.rows[int(pk)] for pk in notice.facts["rows"]]
        theirs = [row.pk for row in rows if self._told(row).party_id == notice.owner_id]
        self.unheard[number] = {pk: self.known.get(pk) for pk in theirs}
        self.known.update({pk: self._now(self.rows[pk]) for pk in theirs})

    def _now(self, row: Row) -> "Known":
        where = (self.occasion.title, full_spans(self.occasion.spans), self.occasion.place)
        return Known(row.status, row.offered_until if row.status == "offered" else None, where)

    def _note_known(self, pk: int, name: str) -> None:
        """Whoever does something themselves, or is there, knows what became of it; the hour and the place as they were
        told, unless they take a place: what they take stands before their eyes."""
        now = self._now(self.rows[pk])
        had = self.known.get(pk) or now
        self.known[pk] = now if name in TAKES else now._replace(where=had.where)
        reader = self._told(self.rows[pk])
        for other, known in list(self.known.items()) if name in TAKES else []:
            if known is not None and self._told(self.rows[other]) == reader:
                self.known[other] = known._replace(where=now.where)


def _viewer_of(holder: Holder) -> Viewer:
    if holder.person is not None:
        return of_person(holder.person)
    return of_membership(Membership.objects.select_related("user", "organisation").get(user=holder.user))


class TellingWalk(Walk):
    """With a word in every other change, and somebody who calls those who have no e-mail."""

    ACTS = (*Walk.ACTS, ("call", 3))
    says_words = True
