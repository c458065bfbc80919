"""Whose a place is: a person whom a chamber helps, or a user who signs in."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from etabli.foundation.journal import NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.own_data.actions import ask_erasure
from etabli.foundation.own_data.tasks import erase_due, remind_due
from etabli.foundation.parties import NOBODY
from etabli.foundation.parties.models import Party
from etabli.foundation.people.actions import merge_persons
from etabli.foundation.people.models import Organisation, Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.foundation.seats import actions, tasks
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
        occasion=make.occasion(chamber), holder=person, by=make.adviser(chamber), at=AT
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


def test_a_member_signs_up_waits_gives_back_and_is_written_to() -> None:
    association = make.association()
    occasion = make.occasion(association, kind="", capacity=1)
    first, second = (make.membership(association, Role.MEMBER) for _ in range(2))
    held, waits = (
        actions.sign_up(occasion=occasion, holder=post.user, by=of_membership(post), at=AT)
        for post in (first, second)
    )
    assert [(row.status, row.person, row.holder_id) for row in (held, waits)] == [
        ("seated", None, first.user.party_id),
        ("waiting", None, second.user.party_id),
    ]
    mails = make.peek(lambda sent: {mail.to: mail.body for mail in sent.all()})
    assert "Vous avez une place" in mails[first.user.email]
    assert "Vous êtes en liste d’attente" in mails[second.user.email]
    with pytest.raises(actions.AlreadySignedUp):
        actions.sign_up(occasion=occasion, holder=first.user, by=of_membership(first), at=AT)
    actions.withdraw(sign_up=held, by=of_membership(first), at=LATER)
    waits.refresh_from_db()
    assert waits.status == "offered"
    again = actions.sign_up(occasion=occasion, holder=first.user, by=of_membership(first), at=LATER)
    assert (again.pk, again.status, again.number) == (held.pk, "waiting", 3)


def test_nobody_signs_up_a_member_in_their_place() -> None:
    association = make.association()
    member = make.membership(association, Role.MEMBER)
    occasion = make.occasion(association)
    for by in (Viewer.nobody(), of_membership(make.membership(association, Role.BOARD))):
        with pytest.raises(NotAllowed):
            actions.sign_up(occasion=occasion, holder=member.user, by=by, at=AT)
    assert not SignUp.objects.exists()


def test_a_member_who_let_an_offer_pass_goes_to_the_end_and_one_who_comes_is_reminded() -> None:
    row, member = members_place(capacity=1)
    waiting = make.sign_up(
        row.occasion, make.membership(row.occasion.organisation, Role.MEMBER).user, "waiting"
    )
    actions.withdraw(sign_up=row, by=member, at=AT)
    offered_until = SignUp.objects.get(pk=waiting.pk).offered_until
    assert offered_until is not None
    tasks.pass_offers_on(offered_until)
    waiting.refresh_from_db()
    assert (waiting.status, waiting.unanswered) == ("offered", 1)  # nobody else waits: it is theirs again
    actions.accept(sign_up=waiting, by=_viewer(waiting), at=offered_until)
    tasks.remind_due(row.occasion.starts_at - timedelta(hours=20))
    [*_others, last] = make.shown(owner=waiting.holder_id)
    assert "C’est demain." in last.text


def test_a_member_in_the_room_has_a_seat_in_a_full_one(chamber: Organisation) -> None:
    occasion = make.occasion(chamber, capacity=1)
    make.sign_up(occasion, make.person(chamber))
    user = make.membership(make.association(), Role.MEMBER).user
    by = make.adviser(chamber)
    at_door = actions.seat_at_door(occasion=occasion, holder=user, by=by, at=AT)
    assert (at_door.person_id, at_door.holder_id, at_door.occasion.capacity) == (None, user.party_id, 2)
    undo(entry=Entry.objects.latest("pk"), by=by, at=AT)
    at_door.refresh_from_db()
    occasion.refresh_from_db()
    assert (at_door.status, occasion.capacity) == ("withdrawn", 1)


def test_once_a_member_is_erased_their_place_goes_to_the_first_who_waits() -> None:
    association = make.association()
    member, other = make.member(association, "Studio Zed"), make.member(association)
    occasion = make.occasion(association, kind="", capacity=1, starts_at=AT + timedelta(days=90))
    for who in (member, other):
        actions.sign_up(occasion=occasion, holder=who.user, by=make.post_of(who), at=AT)
    erasure = ask_erasure(subject=member.user, by=make.post_of(member), at=AT)
    remind_due(erasure.due_at - timedelta(days=2))
    erase_due(erasure.due_at)
    statuses = dict(SignUp.objects.values_list("holder", "status"))
    assert statuses == {member.user.party_id: "withdrawn", other.user.party_id: "offered"}
    assert "Studio Zed" not in str(SignUp.objects.get(holder=member.user.party_id))


def test_a_member_finds_their_place_on_its_page_and_takes_it_again(client: Client) -> None:
    association = make.association()
    occasion = make.soon(association, kind="", capacity=3)
    member = make.membership(association, Role.MEMBER)
    make.become(client, membership=member)
    row = make.sign_up(occasion, member.user)
    page = reverse("seats:sign_up", args=[row.pk])
    assert "Rendre ma place" in client.get(page).content.decode()
    client.post(reverse("seats:withdraw", args=[row.pk]))
    assert SignUp.objects.get().status == "withdrawn"
    client.post(reverse("seats:again", args=[row.pk]))
    assert SignUp.objects.get().status == "seated"
    assert "METHOD:PUBLISH" in client.get(reverse("seats:calendar", args=[row.pk])).content.decode()
    colleague = make.membership(association, Role.MEMBER)
    make.become(client, membership=colleague)
    assert client.get(page).status_code == 404
    assert client.post(reverse("seats:withdraw", args=[row.pk])).status_code == 404
    assert SignUp.objects.get().status == "seated"


def test_who_is_an_adviser_too_writes_no_staff_message_about_their_own_place(
    client: Client, chamber: Organisation
) -> None:
    association = make.association()
    member = make.membership(association, Role.MEMBER)
    row = make.sign_up(make.soon(association, kind=""), member.user)
    make.become(client, membership=make.membership(chamber, of=member.user))
    page = client.get(reverse("seats:sign_up", args=[row.pk])).content.decode()
    writing = reverse("seats:write_to_sign_up", args=[row.pk])
    assert "Rendre ma place" in page
    assert writing not in page
    assert client.get(writing).status_code == 404


def _viewer(row: SignUp) -> Viewer:
    return of_membership(row.holder.user.memberships.get())
