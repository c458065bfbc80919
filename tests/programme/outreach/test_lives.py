"""Random lives: messages of every kind, asked for or not, mailings, joinings, "not now", what is taken back, the clock.

Nobody ever gets more than their budget in twelve months of what they have not asked for, nor any of it after "not
now"; what they asked for is never held back; and nothing is refused that had its place.
"""

import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import transaction
from hypothesis import Phase, given, settings, strategies as st

from etabli.foundation.journal import ActionError, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices import actions as choices, budget, notice_mails, telling
from etabli.foundation.notices.digest import send_digests
from etabli.foundation.notices.kinds import kinds
from etabli.foundation.notices.models import Notice, Preference, UnaskedContact
from etabli.foundation.notices.owners import as_fields
from etabli.foundation.notify.models import Message
from etabli.foundation.notify.tasks import deliver_due
from etabli.foundation.people.actions import confirm_merge, give_consent, merge_persons
from etabli.foundation.people.models import Membership, Merging, Person, Role
from etabli.programme.outreach import sending
from etabli.programme.outreach.actions import mailings, segments
from etabli.programme.outreach.engine.criteria import Criteria
from etabli.programme.outreach.models import Mailing, Segment
from tests import factories as make
from tests.factories import AT
from tests.programme.trip import Trip
from tests.second import examples, fewer

TWELVE_MONTHS = timedelta(days=365)
KINDS = sorted(kinds())
UNASKED = sorted(code for code, kind in kinds().items() if kind.unasked and not kind.mail_only)
UNDONE = {"notices.not_now", "notices.write_again", "people.merge", "outreach.stop_mailing"}
STEPS = {  # how often each is taken
    "say_unasked": 14,
    "say": 5,
    "mail_many": 4,
    "queue": 6,
    "deliver": 3,
    "wait": 5,
    "wait_long": 3,
    "choose": 1,
    "stop": 1,
    "not_now": 1,
    "write_again": 1,
    "take_back": 2,
    "undo": 2,
    "merge": 2,
    "agree": 1,
}
LENGTH = 50


@dataclass(frozen=True)
class Reached:
    """A message that nobody asked for, as its reader has it: at which mailbox, or in the space of which party."""

    key: str
    at: datetime
    where: Any


@dataclass
class Life:
    trip: Trip
    people: list[Person]
    member: Membership
    segment: Segment
    dice: random.Random
    now: datetime = AT
    number: int = 0
    reached: dict[str, Reached] = field(default_factory=dict)
    refused: set[tuple[str, datetime]] = field(default_factory=set)

    def step(self) -> None:
        name = self.dice.choices(list(STEPS), weights=list(STEPS.values()))[0]
        with suppress(ActionError), transaction.atomic():
            getattr(self, f"do_{name}")()
        self.look()

    def owner(self) -> Any:
        """One of the four, as they are now."""
        who = self.dice.choice([*self.people, self.member])
        return Person.objects.select_related("chamber").get(pk=who.pk) if isinstance(who, Person) else who

    def do_say(self, codes: Sequence[str] = KINDS) -> None:
        self.number += 1
        key, code = f"said:{self.number}:x", self.dice.choice(codes)
        make.say(self.owner(), key, code, at=self.now)
        assert kinds()[code].unasked or Notice.objects.filter(key=key, is_held=False).exists()

    def do_say_unasked(self) -> None:
        self.do_say(UNASKED)

    def do_choose(self) -> None:
        chosen = {"channels": {self.dice.choice(UNASKED): self.dice.choice(["mail", "digest", "here"])}}
        Preference.objects.update_or_create(**as_fields(self.owner()), defaults=chosen)

    def do_wait(self, hours: Sequence[int] = (1, 9, 24, 40)) -> None:
        self.do_queue()
        self.do_deliver()
        self.look()
        self.now += timedelta(hours=self.dice.choice(hours))

    def do_wait_long(self) -> None:
        self.do_wait([24 * 20, 24 * 100, 24 * 200, 24 * 366])

    def do_queue(self) -> None:
        due = Notice.objects.filter(leaves_at__lte=self.now).order_by("pk").values_list("pk", flat=True)
        for pk in list(due):
            notice_mails.queue_mail(pk, until=self.now)
        send_digests(self.now)
        sending.write_due(self.now)
        assert not Notice.objects.filter(leaves_at__lte=self.now).exists(), (
            "nothing that was due stays behind"
        )

    def do_deliver(self) -> None:
        deliver_due(self.now)

    def do_mail_many(self) -> None:
        fields = {"segment": self.segment, "subject": "Un atelier", "body": "Bonjour,", "session_ids": []}
        author, by = self.trip.post.user, self.trip.adviser
        made = mailings.write_mailing(
            chamber=self.trip.chamber, author=author, fields=fields, by=by, at=self.now
        )
        mailings.send_mailing(mailing=made, by=by, at=self.now)

    def do_stop(self) -> None:
        if (latest := Mailing.objects.order_by("-pk").first()) is not None:
            mailings.stop_mailing(mailing=latest, by=self.trip.adviser, at=self.now)

    def do_not_now(self) -> None:
        owner = self.owner()
        choices.not_now(owner=owner, by=_viewer(owner), at=self.now)

    def do_write_again(self) -> None:
        owner = self.owner()
        choices.write_again(owner=owner, by=_viewer(owner), at=self.now)

    def do_take_back(self) -> None:
        owner = self.owner()
        for notice in Notice.objects.filter(**as_fields(owner), key__startswith="said:").order_by("-pk")[:1]:
            telling.take_back(to=owner, thread=notice.key.removesuffix(":x"))

    def do_undo(self) -> None:
        entry = Entry.objects.filter(verb__in=UNDONE).order_by("-pk").first()
        by = self.trip.adviser
        if entry is not None and entry.actor_id != by.actor.party_id:
            owners = [*Person.objects.filter(pk__in=[person.pk for person in self.people]), self.member]
            by = next(v for v in map(_viewer, owners) if v.actor.party_id == entry.actor_id)
        if entry is not None:
            undo(entry=entry, by=by, at=self.now)

    def do_merge(self) -> None:
        kept, merged = self.dice.sample(self.people, 2)
        two = {"kept": Person.objects.get(pk=kept.pk), "merged": Person.objects.get(pk=merged.pk)}
        merge_persons(**two, checked="vus ensemble", by=self.trip.adviser, at=self.now)

    def do_agree(self) -> None:
        for merging in Merging.objects.filter(undone_at=None, proved_at=None):
            for person in (merging.merged, merging.kept):
                with suppress(ActionError), transaction.atomic():
                    confirm_merge(merging=merging, by=make.artisan(person), at=self.now)

    def look(self) -> None:
        """What has reached somebody since, against what had; what was refused, against what there was room for."""
        here = dict(self._have_reached())
        self.reached = {key: was for key, was in self.reached.items() if key in here}
        for key, (where, party) in here.items():
            if key not in self.reached:
                self.reached[key] = Reached(key, self.now, where)
                circle = self._circle(party)
                assert len(self._lately(circle)) <= configured.UNASKED_A_YEAR
                assert not self._wants_none(party)
        for row in UnaskedContact.objects.exclude(refused=""):
            if (row.key, row.at) not in self.refused:
                self.refused.add((row.key, row.at))
                is_full = self._counted(row.owner_id) >= configured.UNASKED_A_YEAR
                assert is_full or self._wants_none(row.owner_id), "it had its place"

    def _have_reached(self) -> Any:
        """Messages that stand in a space, or of which a mail is on its way: that somebody may still call back."""
        notices = Notice.objects.filter(is_held=False).select_related("owner")
        for notice in notices:
            if kinds()[notice.kind].unasked:
                address = Message.objects.filter(key=notice.key).values_list("to", flat=True).first()
                yield notice.key, (address or notice.owner_id, notice.owner_id)
        for mail in Message.objects.filter(key__startswith="mailing:"):
            person = Person.objects.get(pk=mail.key.rpartition(":")[2])
            yield mail.key, (mail.to, person.party_id)

    def _circle(self, party: int) -> set[Any]:
        """The parties and mailboxes of the one human being that a chamber has in them, by the joinings alone."""
        people = {person.pk: person for person in Person.objects.all()}
        own = next((person for person in people.values() if person.party_id == party), None)
        if own is None:
            return {party, self.member.user.email}
        top = {pk: _top(people, person) for pk, person in people.items()}
        same = [person for pk, person in people.items() if top[pk] == top[own.pk]]
        return {person.party_id for person in same} | {person.email for person in same if person.email}

    def _lately(self, circle: set[Any]) -> list[Reached]:
        since = self.now - TWELVE_MONTHS
        return [one for one in self.reached.values() if one.where in circle and one.at > since]

    def _counted(self, party: int) -> int:
        since = self.now - budget.COUNTED_PERIOD
        circle = self._circle(party)
        return sum(one.where in circle and one.at > since for one in self.reached.values())

    def _wants_none(self, party: int) -> bool:
        return budget.not_now_until(party, self.now) is not None


def _viewer(owner: Any) -> Any:
    from etabli.foundation.people.viewer import of_membership, of_person

    return of_person(owner) if isinstance(owner, Person) else of_membership(owner)


def _top(people: dict[int, Person], person: Person) -> int:
    while person.merged_into_id is not None:
        person = people[person.merged_into_id]
    return person.pk


@pytest.mark.django_db
@settings(max_examples=examples(fewer(12, 6), 25), deadline=None, derandomize=True, phases=[Phase.generate])
@given(st.integers(0, 2**32))
def test_never_more_than_the_budget_and_never_less_than_was_asked_for(seed: int) -> None:
    with transaction.atomic():
        life = _born(random.Random(seed))
        for _ in range(LENGTH):
            life.step()
        transaction.set_rollback(True)


def _born(dice: random.Random) -> Life:
    """Two with an e-mail, one with a telephone alone, a member of an association."""
    trip = Trip()
    people = [trip.person(), trip.person(), trip.person(email="", phone="06 12 34 56 78")]
    for person in people:
        give_consent(person=person, purpose="contact", by=trip.adviser, at=AT)
    group: dict[str, Any] = {"name": "Tous", "criteria": Criteria(), "by": trip.adviser, "at": AT}
    segment = segments.add_segment(chamber=trip.chamber, **group)
    return Life(trip, people, make.membership(make.association(), Role.MEMBER), segment, dice)
