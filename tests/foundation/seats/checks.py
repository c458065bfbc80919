"""What must hold after each act of a walk, worked out from the rows and from the French that people read."""

import re
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from etabli.foundation.journal.models import Entry
from etabli.foundation.notices import queries, topic_messages
from etabli.foundation.notices.models import Notice
from etabli.foundation.seats.engine import offer_until
from etabli.foundation.seats.holders import Holder
from etabli.foundation.seats.models import Occasion
from etabli.foundation.ui.typography import clock, day, full_spans
from tests import factories as make
from tests.factories import AT

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
    "seated": ("Vous avez une place", "Vous avez votre place", "La place est gardée"),
    "offered": ("gardée jusqu’au",),
    "waiting": ("en liste d’attente", "en tête de la liste"),
    "withdrawn": ("Vous n’avez pas de place", "n’êtes plus en liste d’attente"),
}
HELD = {"seated", "offered"}


class Row(NamedTuple):
    """What is looked at of a sign-up."""

    pk: int
    holder_id: int
    number: int
    status: str
    offered_until: datetime | None
    ahead_since: datetime | None
    brought_by__holder_id: int | None


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


class Checks:
    """Of a walk: its `occasion`, `rows`, `holders`, `at`, `silent` and `known` stand in it."""

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
            assert reader.person in lines, f"{row} knows {known}, not {now}, and nobody calls them"
            text = "\n".join(
                piece.text for block in lines[reader.person].words for line in block.lines for piece in line
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
        assert len({row.holder_id for row in rows}) == len(rows), "two rows for one holder"
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
            topic_messages.write_words(notice)
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
            reader = self._told(row)
            is_own = reader.party_id == row.holder_id
            self._check_text(row, told.text, is_own=is_own)
            if reader.email:
                assert told.mail in sent, "the last message leaves by no mail"
                if is_own:
                    self._check_calendar(row, [file for file in files.get(reader.email, []) if file])

    def _check_words(self) -> None:
        """What came with the change that was just made is in each message of it; what was taken back is in none that
        waits to be had."""
        waiting = Notice.objects.filter(
            topic="seats.standing", key__startswith=f"occasion:{self.occasion.pk}:"
        )
        texts = [
            (notice.created_at, notice.text)
            for notice in waiting.filter(key__endswith=":now", read_at=None)
            if topic_messages.write_words(notice)
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

    def _told(self, row: Row) -> Holder:
        holder = self.by_party[row.holder_id]
        if holder.email or holder.phone or row.brought_by__holder_id is None:
            return holder
        return self.by_party[row.brought_by__holder_id]

    def _check_text(self, row: Row, whole: str, *, is_own: bool) -> None:
        occasion = self.occasion
        if row.status != "withdrawn" and occasion.cancelled_at is not None:
            assert "n’aura pas lieu" in whole
            return
        text = _said_of(whole, "" if is_own else self.by_party[row.holder_id].name)
        assert any(said in text for said in SAYS[row.status]), f"{row}, and told: {text} in {whole}"
        others = [said for status, each in SAYS.items() if status != row.status for said in each]
        assert not any(other in text for other in others), f"{row}, and told as well: {text} in {whole}"
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
