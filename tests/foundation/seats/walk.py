"""A walk: acts drawn at random on one occasion, and what must hold after each of them.

The draws come from a seed: the same walk again is `Walk(seed)`. What is checked is worked out here from the rows and
from the French that people read, not by what the product uses to decide.
"""

import random
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction

from etabli.foundation.journal import ActionError, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices import leaving, queries, states
from etabli.foundation.notices.actions import note_no_answer, tell_by_phone
from etabli.foundation.notices.models import Notice, PhoneCall
from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.people.viewer import Viewer, of_person
from etabli.foundation.seats import actions, tasks
from etabli.foundation.seats.engine import offer_until
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.foundation.ui.typography import clock, day, full_spans
from tests import factories as make
from tests.factories import AT

PLACES = ("Mairie de Pauillac", "Salle des fêtes de Blaye", "Maison des artisans")
TITLES = ("Être visible sur internet", "Gérer ses clients")
SAYS = {  # what a last message may open with, for each state in which somebody is
    "seated": ("Vous avez une place", "Vous avez votre place", "Votre atelier a lieu"),
    "offered": ("gardée jusqu’au",),
    "waiting": (
        "Vous êtes en liste d’attente",
        "Vous êtes en tête de la liste",
        "Vous restez en liste d’attente",
    ),
    "withdrawn": (
        "Votre place est rendue",
        "a retiré votre inscription",
        "Vous ne prenez pas la place",
        "n’êtes plus en liste d’attente",
        "Vous n’avez pas de place",
    ),
}
SPOKEN = {  # what somebody who has no e-mail is told of their state on the telephone
    "seated": ("Vous avez une place", "Vous avez votre place"),
    "offered": ("gardée jusqu’au",),
    "waiting": ("en liste d’attente", "en tête de la liste"),
    "withdrawn": ("Vous n’avez pas de place", "n’êtes plus en liste d’attente"),
}
HELD = {"seated", "offered"}
QUIET = {"wait", "mails", "read", "call"}  # nothing is told
OWN = {"sign_up", "withdraw", "accept", "give_seat", "late", "at_door"}  # done by or with whoever it is about
TAKES = {"sign_up", "at_door", "accept", "give_seat"}
ON_SOMEBODY = {"withdraw", "accept", "give_seat", "late"}  # and there was nobody: nothing was done


class Row(NamedTuple):
    """What is looked at of a sign-up."""

    pk: int
    person_id: int
    number: int
    status: str
    offered_until: datetime | None
    ahead_since: datetime | None
    brought_by__person_id: int | None


class Told(NamedTuple):
    """What is looked at of a message; `mail` is the key that its mail has or would have."""

    mail: str
    created_at: datetime
    text: str


class Known(NamedTuple):
    """What somebody knows of a sign-up: how it stands, until when, and what, when and where it is."""

    status: str
    until: datetime | None
    where: tuple[str, str, str]


class Walk:
    """One occasion, its people, an adviser; time goes on between the acts."""

    def __init__(self, seed: int, adviser: Viewer, people: list[Person], chamber: Organisation) -> None:
        self.draw = random.Random(seed)
        self.adviser, self.people, self.at = adviser, people, AT
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
        self.by_pk = {person.pk: person for person in people}
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
        rows = SignUp.objects.select_related("person", "occasion", "brought_by__person")
        return rows.get(pk=self.draw.choice(found)) if found else None

    def _by(self, row: SignUp) -> Viewer:
        return self.draw.choice([self.adviser, of_person(row.person)])

    def _on_row(self, act: Callable[..., Any], *statuses: str, **more: Any) -> int | None:
        row = self._row(*statuses)
        if row is None:
            return None
        act(sign_up=row, by=self._by(row), at=self.at, **more)
        return row.pk

    def _sign_up(self) -> int:
        person, bringer = self.draw.choice(self.people), None
        if not person.email and not person.phone:
            bringer = self._row("seated", "waiting")
        if bringer is not None and bringer.brought_by_id is not None:
            bringer = None
        made = actions.sign_up(
            occasion=self.occasion, person=person, brought_by=bringer, by=of_person(person), at=self.at
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
        person = self.draw.choice(self.people)
        seated = actions.seat_at_door(occasion=self.occasion, person=person, by=self.adviser, at=self.at)
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
        tasks.pass_on(self.at)
        tasks.remind_due(self.at)

    def _mails(self) -> None:
        for pk in list(Notice.objects.filter(leaves_at__lte=self.at).values_list("pk", flat=True)):
            leaving.write(pk, until=self.at)
        due = make.mails().filter(status="queued", due_at__lte=self.at)
        due.update(status="sent", sent_at=self.at)

    def _read(self) -> None:
        theirs = Notice.objects.filter(owner=self.draw.choice(self.people).party_id).select_related("owner")
        states.note_read(list(theirs.filter(read_at=None)), self.at)
        for pk, row in self.rows.items():
            if theirs.filter(facts__rows__has_key=str(pk), owner=self._told(row).party).exists():
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

    # What must hold

    def _check_calls(self) -> None:
        """Whoever has no e-mail, and of whom something is otherwise than they know, is to be called, with the words
        that say it."""
        if self.occasion.starts_at <= self.at:
            return
        waiting = queries.waiting_calls(self.adviser, at=self.at)
        lines = {line.person: line for line in queries.lines_of(waiting)}
        for row in self.rows.values():
            reader, now = self._told(row), self._now(row)
            if reader.email or self.known.get(row.pk) == now or row.pk in self.silent:
                continue
            if self.occasion.cancelled_at is not None or (now.until is not None and now.until <= self.at):
                continue
            known = self.known.get(row.pk)
            if known is not None and known.status == now.status == "withdrawn":
                continue
            assert reader in lines, f"{row} knows {known}, not {now}, and nobody calls them"
            text = "\n".join(
                piece.text for block in lines[reader].words for line in block.lines for piece in line
            )
            assert any(said in text for said in SPOKEN[row.status]), f"{row}, and said: {text}"
            assert now.where[2] in text
            assert now.where[1] in text

    def _check_order(self, name: str, subject: int | None, before: dict[int, Row]) -> None:
        """Nobody overtakes, but whom the rules name: a seat given by telephone or at the door, one that was theirs."""
        turn, after = in_turn(before), in_turn(self.rows)
        stayed = [pk for pk in turn if pk in after]
        assert stayed == [pk for pk in after if pk in turn], "the waiting list has changed its order"
        given = [pk for pk in turn if self.rows[pk].status in HELD and pk != subject]
        assert not stayed or all(turn.index(pk) < turn.index(stayed[0]) for pk in given), (
            "somebody was passed over"
        )
        if name in {"sign_up", "clock"}:
            assert after[: len(stayed)] == stayed, "a newcomer stands before who waited"
        if name == "sign_up" and turn and subject is not None:
            assert self.rows[subject].status == "waiting", "a newcomer took the place of who waits"

    def _check_places(self) -> None:
        occasion, rows = self.occasion, list(self.rows.values())
        waiting = in_turn(self.rows)
        assert sum(row.status in HELD for row in rows) == occasion.taken <= occasion.capacity
        assert len(waiting) == occasion.waiting
        assert occasion.capacity >= 1
        assert len({row.person_id for row in rows}) == len(rows), "two rows for one person"
        is_open = occasion.cancelled_at is None and occasion.starts_at > self.at
        if is_open and waiting and occasion.taken < occasion.capacity:
            assert not self._can_be_offered(occasion), "a place is free, and is offered to nobody"

    def _can_be_offered(self, occasion: Occasion) -> bool:
        """Since the last act: while time goes by, nobody acts."""
        zone = make.paris()
        last = (
            Entry.objects.filter(pk__gt=self.first_entry).order_by("-pk").values_list("at", flat=True).first()
        )
        freed_at = (last or self.at).astimezone(zone)
        return offer_until(freed_at, occasion.starts_at.astimezone(zone)) is not None

    def _check_told(self) -> None:
        """Each person's last message says their state, the time and the place; so does their calendar."""
        about = {"key__startswith": f"occasion:{self.occasion.pk}:"}
        last = dict[int, Told]()
        for notice in (
            Notice.objects.filter(**about, topic="seats.standing")
            .select_related("owner")
            .order_by("created_at", "pk")
        ):
            states.fill(notice)
            mail = f"{notice.key.rpartition(':')[0]}:{notice.pk}"
            told = Told(mail, notice.created_at, notice.text)
            readers = {pk: self._told(self.rows[pk]).party_id for pk in map(int, notice.facts["rows"])}
            last |= {pk: told for pk, reader in readers.items() if reader == notice.owner_id}
        sent = set[str]()
        files: dict[str, list[str]] = {}
        for key, to, file in self._letters(about):
            sent.add(key)
            files.setdefault(to, []).append(file)
        for row in self.rows.values():
            told = last.get(row.pk)
            if row.pk in self.silent and (told is None or told.created_at <= self.silent[row.pk]):
                continue
            assert told is not None, "nobody told them"
            person = self._told(row)
            self._check_text(row, told.text, is_own=person.pk == row.person_id)
            if person.email:
                assert told.mail in sent, "the last message leaves by no mail"
                if person.pk == row.person_id:
                    self._check_calendar(row, [file for file in files.get(person.email, []) if file])

    def _check_words(self) -> None:
        """What came with the change that was just made is in each message of it; what was taken back is in none that
        waits to be had."""
        waiting = Notice.objects.filter(
            topic="seats.standing", key__startswith=f"occasion:{self.occasion.pk}:"
        )
        texts = [
            (notice.created_at, notice.text)
            for notice in waiting.filter(key__endswith=":now", read_at=None)
            if states.fill(notice)
        ]
        for entry in Entry.objects.filter(pk__gt=self.first_entry, verb="seats.change", undone_by=None):
            gone, said = entry.before.get("word"), entry.after.get("word")
            assert not gone or not any(gone in text for _at, text in texts), "said, and taken back"
            if said and entry.at == self.at:
                assert all(said in text for at, text in texts if at == self.at), "a message without its word"

    def _letters(self, about: dict[str, str]) -> list[tuple[str, str, str]]:
        """The mails about it, those that have left and those that would be written now: (key, to, calendar)."""
        with transaction.atomic():
            rows = make.mails().filter(**about).order_by("pk").values_list("key", "to", "calendar")
            letters = list(rows)
            transaction.set_rollback(True)
        return letters

    def _told(self, row: Row) -> Person:
        person = self.by_pk[row.person_id]
        if person.email or person.phone or row.brought_by__person_id is None:
            return person
        return self.by_pk[row.brought_by__person_id]

    def _check_text(self, row: Row, whole: str, *, is_own: bool) -> None:
        occasion = self.occasion
        if row.status != "withdrawn" and occasion.cancelled_at is not None:
            assert "n’aura pas lieu" in whole
            return
        text = _said_of(whole, "" if is_own else self.by_pk[row.person_id].name)
        assert any(said in text for said in SAYS[row.status]), f"{row}, and told: {text} in {whole}"
        others = [said for status, each in SAYS.items() if status != row.status for said in each]
        assert not any(said in text for said in others), f"{row}, and told as well: {text} in {whole}"
        if row.status == "withdrawn":
            return
        assert full_spans(occasion.spans) in whole
        assert f"{occasion.title}\n" in whole
        assert f"\n{occasion.place}" in whole
        if row.status == "offered":
            assert f"{day(row.offered_until)} à {clock(row.offered_until)}" in text
        assert row.status != "seated" or "carnet" in whole

    def _check_calendar(self, row: Row, files: list[str]) -> None:
        editions = [int(found) for file in files for found in re.findall(r"SEQUENCE:(\d+)", file)]
        assert editions == sorted(set(editions)), "an edition that does not replace the one before"
        if row.status == "seated" and self.occasion.cancelled_at is None:
            start = self.occasion.starts_at.astimezone(make.paris())
            assert "METHOD:REQUEST" in files[-1]
            assert f"DTSTART;TZID=Europe/Paris:{start:%Y%m%dT%H%M%S}" in files[-1]
        elif files:
            assert "METHOD:CANCEL" in files[-1], f"{row}: their calendar still shows it"


class TellingWalk(Walk):
    """With a word in every other change, and somebody who calls those who have no e-mail."""

    ACTS = (*Walk.ACTS, ("call", 3))
    says_words = True


def in_turn(rows: dict[int, Row]) -> list[int]:
    """Who waits, in order: those who lost a place by when they lost it, then by number."""
    waiting = [row for row in rows.values() if row.status == "waiting"]
    return [
        row.pk
        for row in sorted(
            waiting, key=lambda row: (row.ahead_since is None, row.ahead_since or AT, row.number)
        )
    ]


def _said_of(text: str, name: str) -> str:
    """The paragraphs of a message that are about whoever is told, or about the one of this name who comes with them."""
    own, others = "", dict[str, str]()
    for paragraph in text.split("\n\n"):
        if paragraph.startswith("À transmettre à "):
            names, _colon, said = paragraph.removeprefix("À transmettre à ").partition("\u00a0:\n")
            others |= dict.fromkeys(names.split(", "), said)
        elif paragraph.startswith("Cela vaut aussi pour "):
            names = paragraph.removeprefix("Cela vaut aussi pour ").removesuffix(".")
            others |= dict.fromkeys(names.split(", "), own)
        else:
            own += f"{paragraph}\n"
    return others[name] if name else own
