"""Whose a place is: a person whom a chamber helps, or a user who signs in."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from etabli.foundation.journal import NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.parties import NOBODY
from etabli.foundation.parties.models import Party
from etabli.foundation.people.actions import merge_persons
from etabli.foundation.people.models import Organisation, Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.foundation.seats import actions
from etabli.foundation.seats.holders import holder_of
from etabli.foundation.seats.models import SignUp
from etabli.foundation.seats.queries import get_sign_up
from tests import factories as make
from tests.factories import AT
from tests.foundation.seats.steps import LATER, seat

pytestmark = pytest.mark.django_db


def members_place(status: str = "seated", **fields: Any) -> tuple[SignUp, Viewer]:
    """That of a member of the association which holds it, and the member."""
    association = make.association()
    member = make.membership(association, Role.MEMBER)
    occasion = make.occasion(association, kind="", **fields)
    row = make.sign_up(occasion, member.user, status)
    return row, of_membership(member)


def test_a_place_is_held_by_the_party_of_its_person(chamber: Organisation) -> None:
    person = make.person(chamber)
    row = seat(make.occasion(chamber), person)
    assert (row.holder_id, row.person) == (person.party_id, person)
    assert (row.name, row.recipient.email, row.required_person) == (person.name, person.email, person)
    at_door = actions.seat_at_door(
        occasion=make.occasion(chamber), person=person, by=make.adviser(chamber), at=AT
    )
    assert at_door.holder_id == person.party_id


def test_a_users_place_has_no_person() -> None:
    row, member = members_place()
    assert (row.person_id, row.holder_id) == (None, member.party_id)
    assert row.name in str(row)
    assert (row.name, row.recipient.phone) == (member.name, "")
    assert "@" in row.recipient.email
    with pytest.raises(ValueError, match="no person"):
        row.required_person  # noqa: B018  # reading it is what raises


def test_nobody_holds_two_places_of_one_occasion() -> None:
    row, member = members_place()
    again = SignUp(
        occasion=row.occasion, holder_id=member.party_id, number=9, status="seated", signed_up_at=AT
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_nobody_known_holds_no_place() -> None:
    with pytest.raises(KeyError):
        holder_of(Party.objects.get(pk=NOBODY))


def test_a_user_alone_reads_and_gives_back_their_place() -> None:
    row, member = members_place()
    colleague = of_membership(make.membership(row.occasion.organisation, Role.MEMBER))
    assert get_sign_up(member, row.pk) == row
    with pytest.raises(NotVisible):
        get_sign_up(colleague, row.pk)
    with pytest.raises(NotAllowed):
        actions.withdraw(sign_up=row, by=colleague, at=AT)
    actions.withdraw(sign_up=row, by=member, at=AT)
    assert SignUp.objects.get().status == "withdrawn"
    undo(entry=Entry.objects.latest("pk"), by=member, at=AT, mine=True)
    assert SignUp.objects.get().status == "seated"


def test_a_user_who_waits_is_offered_the_place_that_comes_free_and_told_so() -> None:
    row, member = members_place(capacity=1)
    other = make.membership(row.occasion.organisation, Role.MEMBER)
    waiting = make.sign_up(row.occasion, other.user, "waiting")
    actions.withdraw(sign_up=row, by=member, at=AT)
    waiting.refresh_from_db()
    assert waiting.status == "offered"
    [notice] = make.shown(owner=other.user.party)
    assert notice.organisation_id == row.occasion.organisation_id
    assert "gardée jusqu’au" in notice.text
    actions.accept(sign_up=waiting, by=of_membership(other), at=LATER)
    assert SignUp.objects.get(pk=waiting.pk).status == "seated"


def test_a_user_who_has_left_the_organisation_is_told_nothing_more() -> None:
    row, member = members_place()
    row.holder.user.memberships.update(ended_on=AT.date())
    actions.cancel_occasion(
        occasion=row.occasion, reason="neige", by=Viewer.system(row.occasion.organisation_id), at=AT
    )
    assert not Notice.objects.filter(owner=member.party_id).exists()


def test_who_holds_a_place_goes_along_when_two_persons_are_one(chamber: Organisation) -> None:
    kept = make.person(chamber, name="Zoé Exemple")
    merged = make.person(chamber, name="Zoé Exemple", email="", phone="06 12 34 56 78")
    row = make.sign_up(make.occasion(chamber), merged)
    adviser = make.adviser(chamber)
    merge_persons(kept=kept, merged=merged, by=adviser, at=AT, reasons=("same_name", "phone"))
    row.refresh_from_db()
    assert (row.person, row.holder_id) == (kept, kept.party_id)
    undo(entry=Entry.objects.filter(verb="people.merge").latest("pk"), by=adviser, at=AT)
    row.refresh_from_db()
    assert (row.person, row.holder_id) == (merged, merged.party_id)
