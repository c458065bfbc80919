"""Fused identities are the risk: random persons, accounts and correspondents in two chambers and an association, who
share telephones and addresses, joined, parted, erased and told of things in a random order.

Nobody, by any way in, sees a thing or gets a message that wasn't theirs before, unless they were joined as they
should: what only the staff could open, by the staff; the rest by the word of each who comes in. Parted, every row is
as it was. Two capacities are never one party.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps

from etabli.community.jobs.models import Correspondent
from etabli.foundation.journal import ActionError, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.visibility import conditions
from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.owners import owner_of
from etabli.foundation.notify.models import Message
from etabli.foundation.own_data.actions import ask_erasure, erase
from etabli.foundation.own_data.holdings import holdings, of_viewer
from etabli.foundation.people import links, viewer
from etabli.foundation.people.actions import confirm_merge, merge_persons, refuse_merge
from etabli.foundation.people.models import Consent, Merging, Organisation, Person, Role, SecretLink, User
from etabli.foundation.people.queries import merging_to_confirm, person_without_account
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp
from etabli.foundation.seats.queries import sign_ups_of
from etabli.procurement.briefs.models import Brief
from etabli.procurement.briefs.queries import my_briefs
from etabli.programme.demand.models import Wish
from tests import factories as make
from tests.factories import AT
from tests.filled import filled_models
from tests.second import fewer, some_in_deep

pytestmark = pytest.mark.django_db
PHONES = ["06 12 34 56 78", "+33 6 12 34 56 78", "05 56 00 00 00", ""]
NAMES = ["Zoé Exemple", "Z. Exemple", "Luc Exemple", "Zoé Essai"]
WATCHED = (SignUp, Wish, Brief, Consent, SecretLink, Notice)
BY_WORD = {"people.consent", "people.secretlink"}
GROWING = {"journal.Entry", "people.Merging", "people.TwoPersons", "parties.Party"}


@dataclass
class Town:
    """What there is, and who it was written down for at first: the number of a person, for each thing."""

    dice: random.Random
    chambers: list[Organisation]
    staff: list[Viewer]
    members: list[Viewer]
    people: list[int] = field(default_factory=list)
    first: dict[tuple[str, Any], int] = field(default_factory=dict)
    doors: list[tuple[str, Any, int]] = field(default_factory=list)  # (how, what, whose at first)
    parties: dict[tuple[str, int], int] = field(default_factory=dict)
    now: datetime = AT

    def later(self) -> datetime:
        self.now += timedelta(minutes=10)
        return self.now


def town(seed: int) -> Town:
    """Two chambers, an association beside the first; four persons in each, some with an account or a link."""
    dice = random.Random(seed)
    chambers = [make.chamber(), make.chamber("Chambre du Lot")]
    staff = [make.adviser(chamber) for chamber in chambers]
    association, account = make.association(), make.user()
    roles = [make.membership(association, Role.MEMBER, of=account), make.membership(association, Role.BOARD)]
    made = Town(dice, chambers, staff, [viewer.of_membership(role) for role in roles])
    for chamber in chambers:
        for number in range(4):
            _somebody(made, chamber, number, account)
    for number in range(3):
        outside = Correspondent.objects.create(
            organisation=association, email=f"zoe{number}@example.org", created_at=AT, expires_at=AT
        )
        made.parties["correspondent", outside.pk] = outside.party_id
    for user in User.objects.all():
        made.parties["user", user.pk] = user.party_id
    return made


def _somebody(made: Town, chamber: Organisation, number: int, account: User) -> None:
    dice = made.dice
    email = dice.choice(["", f"zoe{number}@example.org"])
    fields = {"name": dice.choice(NAMES), "phone": dice.choice(PHONES), "email": email}
    if email and dice.random() < 0.3:
        fields["user"] = User.objects.filter(email=email).first() or User.objects.create_user(email)
    elif number == 0 and dice.random() < 0.5:
        fields |= {"user": account, "email": account.email}
    person = make.person(chamber, **fields)
    made.people.append(person.pk)
    made.parties["person", person.pk] = person.party_id
    if person.user_id:
        made.doors.append(("user", person.user_id, person.pk))
    if person.email:
        made.doors.append(("mail", person.email, person.pk))
    _agreed(made, person)
    for _each in range(dice.randrange(3)):
        _thing(made, person)
    if dice.random() < 0.4:
        _link(made, person, SecretLink.Scope.SPACE)


def _link(made: Town, person: Person, scope: str, subject: int | None = None) -> None:
    link = links.new_link(person=person, scope=scope, subject_id=subject, at=made.now)
    made.doors.append(("link", link.pk, person.pk))
    made.first["people.secretlink", link.pk] = person.pk


def _agreed(made: Town, person: Person) -> None:
    given = {"purpose": "contact", "given_at": made.now, "recorded_by_id": person.party_id}
    made.first["people.consent", Consent.objects.create(person=person, **given).pk] = person.pk


def _thing(made: Town, person: Person) -> None:
    """Something is written down for somebody."""
    chamber, at = person.chamber, made.later()
    kind = made.dice.randrange(4)
    if kind == 0:
        row: Any = make.sign_up(make.occasion(chamber), person)
        if made.dice.random() < 0.3:
            _link(made, person, SecretLink.Scope.SIGN_UP, row.pk)
    elif kind == 1:
        row = Wish.objects.create(
            chamber=chamber, kind="half_day", person=person, source="phone", expressed_on=at.date()
        )
    elif kind == 2:
        row = Brief.objects.create(chamber=chamber, person=person, outcome="site", started_at=at)
    else:
        row = make.notice(person)
    made.first[row._meta.label_lower, row.pk] = person.pk


# Who may open what: told by what was done, not by the tables.


def reach(made: Town, *, by_word: bool = False) -> dict[int, set[int]]:
    """For each person, those whose things whoever comes in as them may see; `by_word`: of what goes by the word of
    whoever comes in alone."""
    stands = list(Merging.objects.filter(undone_at=None).exclude(joined_at=None).order_by("pk"))
    if by_word:
        stands = [one for one in stands if one.merged_said_at or one.kept_said_at]
    leads = {pk: pk for pk in made.people}  # as whom their ways in come in
    has = {pk: {pk} for pk in made.people}  # whose things they have
    for merging in stands:
        agreed = merging.merged_said_at is not None
        assert agreed or not _was_held(made, merging.merged_id), "nothing goes without their word"
        assert not agreed or merging.kept_said_at is not None or not _was_held(made, merging.kept_id)
    for merging in stands * len(stands):  # in whatever order they were made
        has[merging.kept_id] |= has[merging.merged_id]
        if merging.merged_said_at is not None:
            leads |= {pk: merging.kept_id for pk, led in leads.items() if led == merging.merged_id}
    return {pk: has[led] | {pk} for pk, led in leads.items()}


def _was_held(made: Town, person: int) -> bool:
    """Whether there ever was a way in as them that is still good."""
    ended = set(SecretLink.objects.exclude(revoked_at=None).values_list("pk", flat=True))
    return any(whose == person and not (how == "link" and what in ended) for how, what, whose in made.doors)


def viewers(made: Town) -> Iterator[tuple[int, Viewer]]:
    """Each way in, as it opens today: (whose it was at first, the viewer)."""
    for how, what, whose in made.doors:
        if how == "link":
            link = links.valid_links(made.now).filter(pk=what).first()
            if link is not None:
                yield whose, viewer.of_link(link)
            continue
        chamber = Person.objects.get(pk=whose).chamber_id
        mine = Person.objects.filter(chamber=chamber)
        found = mine.filter(user=what) if how == "user" else _by_mail(what, chamber)
        for person in found:
            yield whose, viewer.of_person(person)


def _by_mail(email: str, chamber: int) -> list[Person]:
    known = person_without_account(email)
    return [known] if known is not None and known.chamber_id == chamber else []


def seen_by(by: Viewer, *, in_full: bool = False) -> set[tuple[str, Any]]:
    """All that they see of what is watched: by the conditions; `in_full`, by the ordinary queries and in their own
    copy too."""
    found: set[tuple[str, Any]] = set()
    for model in WATCHED:
        condition = conditions().get(model._meta.label_lower, lambda _by: None)(by)
        if condition is not None:
            found |= {(model._meta.label_lower, pk) for pk in _keys(model._base_manager.filter(condition))}
    if by.role == Role.ARTISAN and in_full:
        found |= {("seats.signup", row.pk) for row in sign_ups_of(by, at=AT)}
        found |= {("briefs.brief", card.pk) for card in my_briefs(by)}
        found |= {
            (held.owned.model._meta.label_lower, pk)
            for held in holdings(of_viewer(by))
            if held.owned.model in WATCHED and held.owned.is_whole
            for pk in held.ids
        }
    return found


def _keys(rows: Any) -> list[Any]:
    return list(rows.values_list("pk", flat=True))


def check(made: Town, *, in_full: bool = True) -> None:
    """The three properties, as things stand."""
    may, may_by_word = reach(made), reach(made, by_word=True)
    for whose, by in viewers(made):
        for thing in seen_by(by):
            first = made.first.get(thing)
            assert thing[0] not in BY_WORD or first is None or first in may_by_word[whose], (
                f"{thing} went unasked"
            )
        for thing in seen_by(by, in_full=in_full):
            first = made.first.get(thing)
            assert first is None or first in may[whose], f"{thing} of {first} is seen by {whose}"
    for chamber, by in zip(made.chambers, made.staff, strict=True):
        theirs = set(Person.objects.filter(chamber=chamber).values_list("pk", flat=True))
        assert all(made.first[thing] in theirs for thing in seen_by(by) if thing in made.first)
    for by in made.members:
        assert not {thing for thing in seen_by(by) if thing in made.first}
    now = {("person", pk): party for pk, party in Person.objects.values_list("pk", "party")}
    now |= {("user", pk): party for pk, party in User.objects.values_list("pk", "party")}
    now |= {("correspondent", pk): party for pk, party in Correspondent.objects.values_list("pk", "party")}
    assert made.parties.items() <= now.items(), "a capacity became another party"
    assert len(set(now.values())) == len(now), "two capacities are one party"


# What may happen.


def joined(made: Town) -> Merging | None:
    """Two persons of one chamber, whatever speaks for it; refused as the house refuses."""
    place = made.dice.randrange(2)
    here = list(Person.objects.filter(chamber=made.chambers[place], erased_at=None).order_by("pk"))
    if len(here) < 2:
        return None
    kept, merged = made.dice.sample(here, 2)
    with suppress(ActionError):
        return merge_persons(
            kept=kept, merged=merged, checked="Asked them", by=made.staff[place], at=made.later()
        )
    return None


def crossed(made: Town) -> None:
    """Two of two chambers are never joined."""
    far = [Person.objects.filter(chamber=chamber).order_by("pk")[0] for chamber in made.chambers]
    with pytest.raises(ActionError):
        merge_persons(kept=far[0], merged=far[1], checked="x", by=made.staff[0], at=made.later())


def parted(made: Town) -> None:
    """A joining, or a parting, is taken back."""
    entries = list(Entry.objects.filter(verb="people.merge", undone_by=None).order_by("pk"))
    if entries:
        entry = made.dice.choice(entries)
        by = made.staff[[chamber.pk for chamber in made.chambers].index(entry.chamber_id or 0)]
        with suppress(ActionError):
            undo(entry=entry, by=by, at=made.later())


def answered(made: Town) -> None:
    """Somebody comes in, is asked, and says yes or no."""
    asked = [by for _whose, by in viewers(made) if merging_to_confirm(by) is not None]
    if asked:
        by = made.dice.choice(asked)
        merging = merging_to_confirm(by)
        assert merging is not None
        with suppress(ActionError):
            (confirm_merge if made.dice.random() < 0.8 else refuse_merge)(
                merging=merging, by=by, at=made.later()
            )


def told(made: Town) -> None:
    """Somebody is told of a thing of theirs, as the acts tell it: the person of the row, today."""
    seats = list(SignUp.objects.select_related("person").order_by("pk"))
    if not seats:
        return
    seat, may = made.dice.choice(seats), reach(made)
    key = f"identities:{seat.pk}:{made.later().isoformat()}"
    make.say(seat.person, key, "seats.reminder", url=f"/inscriptions/{seat.pk}/", at=made.now)
    first = made.first["seats.signup", seat.pk]
    made.first["notices.notice", Notice.objects.get(key=key).pk] = first
    for message in Message.objects.filter(key=key):
        accounts = set(User.objects.filter(email=message.to).values_list("pk", flat=True))
        at_address = [whose for how, what, whose in made.doors if how == "mail" and what == message.to]
        at_address += [whose for how, what, whose in made.doors if how == "user" and what in accounts]
        assert any(first in may[whose] for whose in at_address), "a mail to whom it is none of their business"


def added(made: Town) -> None:
    person = made.dice.choice(list(Person.objects.filter(merged_into=None, erased_at=None).order_by("pk")))
    _thing(made, person)


def erased(made: Town) -> None:
    """Somebody asks for everything to be erased; nobody else loses anything."""
    person = made.dice.choice(list(Person.objects.filter(merged_into=None, erased_at=None).order_by("pk")))
    with suppress(ActionError):
        asked = ask_erasure(
            subject=person, by=made.staff[made.chambers.index(person.chamber)], at=made.later()
        )
        may = reach(made)[person.pk]
        others = {thing for thing, first in made.first.items() if first not in may and _is_there(thing)}
        erase(erasure=asked, by=Viewer.system(person.chamber_id), at=made.later() + timedelta(days=40))
        assert all(_is_there(thing) for thing in others), "what was another's was erased"
        assert not Person.objects.filter(merged_into=person, erased_at=None).exists()


def _is_there(thing: tuple[str, Any]) -> bool:
    return bool(apps.get_model(thing[0])._base_manager.filter(pk=thing[1]).exists())


OFTEN: list[Callable[[Town], object]] = [joined, answered]
STEPS: list[Callable[[Town], object]] = [*OFTEN, *OFTEN, *OFTEN, parted, parted, told, told, added, crossed]


@pytest.mark.parametrize("seed", some_in_deep(8, fewer(2, 1)))
def test_nobody_sees_or_is_told_what_was_not_theirs(seed: int) -> None:
    made = town(seed)
    check(made)
    for step in range(30):
        made.dice.choice(STEPS)(made)
        check(made, in_full=step % 10 == 9)


@pytest.mark.parametrize("seed", some_in_deep(4, 1))
def test_erasing_among_the_joined_takes_nothing_of_anybody_else(seed: int) -> None:
    made = town(100 + seed)
    for _step in range(12):
        made.dice.choice([*STEPS, erased])(made)
        check(made, in_full=False)
    erased(made)
    check(made)


@pytest.mark.parametrize("seed", some_in_deep(8, fewer(2, 1)))
def test_parted_every_row_is_as_it_was(seed: int) -> None:
    made = town(200 + seed)
    for _round in range(6):
        before = tables()
        merging = joined(made)
        if merging is None:
            continue
        entry = Entry.objects.filter(verb="people.merge").latest("pk")
        for who in made.dice.sample([merging.kept, merging.merged], made.dice.randrange(3)):
            with suppress(ActionError):
                confirm_merge(merging=merging, by=viewer.of_person(who), at=made.later())
        since = tables()
        by = made.staff[made.chambers.index(merging.chamber)]
        undo(entry=entry, by=by, at=made.later())
        assert tables() == before
        if made.dice.random() < 0.5:
            undo(entry=Entry.objects.filter(verb="people.merge").latest("pk"), by=by, at=made.later())
            assert tables() == since
            check(made, in_full=False)


def tables() -> dict[str, list[dict[str, Any]]]:
    """Every row by value, less what only grows; the index of the search follows."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in filled_models()
        if model._meta.label not in GROWING and model._meta.app_label != "search"
    }


def test_a_notice_of_what_went_back_goes_back_and_its_mail_leaves_no_more() -> None:
    made = town(1)
    kept, merged = make.person(made.chambers[0]), make.person(made.chambers[0], email="")
    seat = make.sign_up(make.occasion(made.chambers[0]), merged)
    merge_persons(kept=kept, merged=merged, checked="Asked them", by=made.staff[0], at=AT)
    seat.refresh_from_db()
    make.say(seat.person, "identities:1", "seats.reminder", url=f"/inscriptions/{seat.pk}/")
    assert make.peek(lambda mails: mails.get(key="identities:1")).to == kept.email
    undo(entry=Entry.objects.filter(verb="people.merge").latest("pk"), by=made.staff[0], at=AT)
    assert not make.mails().filter(key="identities:1").exists()
    assert owner_of(Notice.objects.get(key="identities:1").owner_id, None) == merged
