"""A new member's profile waits; what is reported is read, and hidden with a reason."""

from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client

from etabli.community.association.models import Member
from etabli.community.directory import actions, queries
from etabli.community.directory.actions import TakenOff
from etabli.community.directory.engine import Choice
from etabli.community.directory.models import Piece, Profile
from etabli.community.moderation.actions import decide
from etabli.community.moderation.models import Case
from etabli.community.moderation.queries import queue
from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Role, User
from etabli.foundation.people.viewer import Viewer
from tests.community.conftest import AT, as_member, enter, join
from tests.community.directory.conftest import published


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


def newcomer(world: SimpleNamespace) -> Member:
    member = join(world, "Arrivée")
    Member.objects.filter(pk=member.pk).update(joined_on=AT.date())
    member.refresh_from_db()
    return member


def is_listed(pk: int) -> bool:
    listed = queries.listed_profiles(Viewer.nobody(), Choice(), near=None, page=1, key="", at=AT)
    return pk in [card.pk for card in listed.cards]


def test_a_new_member_waits_until_a_moderator_has_read(client: Client, world: SimpleNamespace) -> None:
    profile = published(newcomer(world), {"phone": "nobody"})
    assert profile.published_at is None
    assert not is_listed(profile.pk)
    assert client.get(f"/annuaire/{profile.pk}/").status_code == 404
    (row,) = queue(world.moderator)
    enter(client, User.objects.get(email="moderator@example.invalid"), Role.MODERATOR)
    read = client.get(f"/moderation/{row.case.pk}/").content.decode()
    assert "Des sites simples" in read
    assert "05 56 00 00 00" not in read
    decide(case=row.case, accept=True, by=world.moderator, at=AT)
    assert is_listed(profile.pk)


def test_taking_the_publication_back_takes_it_out_of_the_queue(world: SimpleNamespace) -> None:
    member = newcomer(world)
    published(member)
    entry = Entry.objects.filter(verb="directory.publish").latest("pk")
    undo(entry=entry, by=as_member(member), at=AT)
    assert queue(world.moderator) == []
    assert Case.objects.get().state == Case.State.WITHDRAWN
    undo(entry=Entry.objects.filter(verb="directory.publish").latest("pk"), by=as_member(member), at=AT)
    assert len(queue(world.moderator)) == 1


def test_a_profile_taken_off_disappears_and_does_not_come_back_by_a_click(
    client: Client, world: SimpleNamespace, profile: Profile
) -> None:
    case = Case.objects.get(subject_type="directory.profile")
    decide(case=case, accept=False, reason="other", words="Une adresse fausse", by=world.moderator, at=AT)
    assert not is_listed(profile.pk)
    assert client.get(f"/annuaire/{profile.pk}/").status_code == 404
    with pytest.raises(TakenOff):
        actions.publish(member=world.member, visibility={}, by=as_member(world.member), at=AT)
    enter(client, world.member.user, Role.MEMBER)
    assert "Une adresse fausse" in client.get("/ma-fiche/").content.decode()


def test_a_piece_is_reported_and_hidden(client: Client, world: SimpleNamespace, profile: Profile) -> None:
    told = {"title": "Vitrine", "client_agrees": True}
    piece = actions.add_piece(member=world.member, facts=told, by=as_member(world.member), at=AT)
    address = f"/annuaire/{profile.pk}/"
    assert f"/signaler/directory.Piece/{piece.pk}/" in client.get(address).content.decode()
    assert client.get(f"/signaler/directory.Piece/{piece.pk}/").status_code == 200
    actions.hide(subject=Piece.objects.get(), reason="Photo d’un autre", by=world.moderator, at=AT)
    assert "Vitrine" not in client.get(address).content.decode()
    assert client.get(f"/signaler/directory.Piece/{piece.pk}/").status_code == 404
