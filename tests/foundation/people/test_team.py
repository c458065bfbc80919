"""The team: invitations, roles, departures; nobody raises themselves, and a chamber keeps a manager."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from etabli.foundation.journal import CannotUndo
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.registry import NotAllowed
from etabli.foundation.journal.undo import undo
from etabli.foundation.people import actions, viewer
from etabli.foundation.people.actions.organisations import InvitationOver, LastManager, RoleNotOffered
from etabli.foundation.people.models import BrowserSession, Invitation, Membership, Organisation, Role, User
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Membership:
    return make.membership(make.chamber(), Role.MANAGER)


@pytest.fixture
def browser(client: Client, manager: Membership) -> Client:
    return make.become(client, membership=manager)


def invited(browser: Client, manager: Membership, email: str = "anne@example.org") -> str:
    """Invite by the page; gives the path of the mail's link."""
    given = {"email": email, "name": "Anne", "role": "adviser"}
    answer = browser.post(f"/equipe/{manager.organisation_id}/inviter/", given)
    assert answer["Location"] == "/equipe/"
    found = re.search(r"/invitation/\S+/", make.mails().filter(to=email).latest("pk").body)
    assert found is not None
    return found[0]


def test_an_invitation_gives_the_account_and_the_role(browser: Client, manager: Membership) -> None:
    link = invited(browser, manager)
    visitor = Client()
    assert "conseiller" in visitor.get(link).content.decode()
    assert not User.objects.filter(email="anne@example.org").exists(), "reading it accepts nothing"
    assert visitor.post(link, {"name": "Anne Martin"})["Location"] == "/connexion/"
    post = Membership.objects.get(user__email="anne@example.org")
    assert (post.organisation_id, post.role, post.user.name) == (
        manager.organisation_id,
        Role.ADVISER,
        "Anne Martin",
    )
    assert not visitor.get("/historique/").context["viewer"].is_known, "the code by mail is still asked for"
    assert visitor.get(link).status_code == 404


def test_an_invitation_is_taken_back_sent_again_and_grows_too_old(
    browser: Client, manager: Membership
) -> None:
    link = invited(browser, manager)
    one = Invitation.objects.get()
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        assert Client().get(link).status_code == 404
        browser.post("/connexion/recommencer/")
        make.become(browser, membership=manager)
        assert "trop vieux" in browser.get("/equipe/").content.decode()
        browser.post(f"/equipe/invitations/{one.pk}/renvoyer/")
        assert Client().get(link).status_code == 200
        browser.post(f"/equipe/invitations/{one.pk}/reprendre/")
        assert Client().get(link).status_code == 404
        assert Client().post(link, {"name": "Anne"}).status_code == 404
    assert make.mails().filter(to="anne@example.org").count() == 2


@pytest.mark.usefixtures("within_a_minute")
def test_guessing_invitations_and_links_is_limited() -> None:
    for path in ("/invitation/1-abc/", "/l/1-abc/"):
        codes = [Client().get(path).status_code for _ in range(31)]
        assert codes == [404] * 30 + [429]


def test_the_same_person_is_invited_once(browser: Client, manager: Membership) -> None:
    invited(browser, manager)
    page = browser.post(
        f"/equipe/{manager.organisation_id}/inviter/", {"email": "ANNE@example.org", "role": "adviser"}
    )
    assert "déjà été invitée" in page.content.decode()
    given = {"email": manager.user.email, "role": "manager"}
    page = browser.post(f"/equipe/{manager.organisation_id}/inviter/", given)
    assert "a déjà ce rôle" in page.content.decode()


def test_nobody_raises_their_own_role_or_touches_another_chamber(manager: Membership) -> None:
    chamber = manager.organisation
    second, adviser = make.membership(chamber, Role.MANAGER), make.membership(chamber)
    neighbour = make.membership(make.chamber("Voisine"), Role.MANAGER)
    by, at = viewer.of_membership(adviser), timezone.now()
    with pytest.raises(NotAllowed):
        actions.change_role(membership=adviser, role=Role.MANAGER, by=by, at=at)
    with pytest.raises(NotAllowed):
        actions.invite(organisation=chamber, role=Role.MANAGER, email=adviser.user.email, by=by, at=at)
    with pytest.raises(NotAllowed):
        actions.change_role(membership=second, role=Role.ADVISER, by=viewer.of_membership(second), at=at)
    for post in (adviser, second):
        with pytest.raises(NotAllowed):
            actions.end_role(membership=post, by=viewer.of_membership(neighbour), at=at)
    with pytest.raises(RoleNotOffered):
        actions.change_role(membership=adviser, role=Role.BOARD, by=viewer.of_membership(manager), at=at)


def test_nobody_gets_a_role_back_by_taking_back_what_the_management_did(
    browser: Client, manager: Membership
) -> None:
    second = make.membership(manager.organisation, Role.MANAGER)
    by, at = viewer.of_membership(manager), timezone.now()
    actions.change_role(membership=second, role=Role.ADVISER, by=by, at=at)
    lowered = Entry.objects.latest("pk")
    offered = actions.invite(
        organisation=manager.organisation, role=Role.MANAGER, email="anne@example.org", by=by, at=at
    )
    actions.revoke_invitation(invitation=offered, by=by, at=at)
    taken_back = Entry.objects.latest("pk")
    theirs = make.become(Client(), membership=second)
    for entry in (lowered, taken_back):
        theirs.post(f"/historique/{entry.pk}/annuler/")
        with pytest.raises((NotAllowed, CannotUndo)):
            undo(entry=entry, by=viewer.of_membership(second), at=at)
    second.refresh_from_db()
    assert second.role == Role.ADVISER
    offered.refresh_from_db()
    assert offered.revoked_at is not None


def test_an_invitation_accepted_meanwhile_is_not_taken_back(manager: Membership) -> None:
    by, at = viewer.of_membership(manager), timezone.now()
    actions.invite(organisation=manager.organisation, role="adviser", email="a@example.org", by=by, at=at)
    seen = Invitation.objects.get()  # what the manager's page showed before
    actions.accept_invitation(invitation=Invitation.objects.get(), name="Anne", by=by, at=at)
    for act in (actions.revoke_invitation, actions.resend_invitation):
        with pytest.raises(InvitationOver):
            act(invitation=seen, by=by, at=at)


def test_an_invitation_says_why_it_opens_nothing_any_more(manager: Membership) -> None:
    by, at = viewer.of_membership(manager), timezone.now()
    given = {"organisation": manager.organisation, "role": "adviser", "by": by, "at": at}
    late, revoked = (actions.invite(email=email, **given) for email in ("a@example.org", "b@example.org"))
    with pytest.raises(InvitationOver, match="dépassé sa date"):
        actions.accept_invitation(invitation=late, name="Anne", by=by, at=late.expires_at)
    actions.revoke_invitation(invitation=revoked, by=by, at=at)
    with pytest.raises(InvitationOver, match="déjà été reprise"):
        actions.revoke_invitation(invitation=revoked, by=by, at=at)


def test_a_role_ends_on_the_day_of_the_place(manager: Membership) -> None:
    colleague = make.membership(manager.organisation)
    after_midnight = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)  # 00:30 on 2 July in Paris
    actions.end_role(membership=colleague, by=viewer.of_membership(manager), at=after_midnight)
    assert colleague.ended_on == date(2026, 7, 2)


def test_a_chamber_keeps_a_manager(browser: Client, manager: Membership) -> None:
    assert browser.post(f"/equipe/roles/{manager.pk}/fin/").status_code == 422
    manager.refresh_from_db()
    assert manager.ended_on is None
    second = make.membership(manager.organisation, Role.MANAGER)
    by, at = viewer.of_membership(manager), timezone.now()
    actions.change_role(membership=second, role=Role.ADVISER, by=by, at=at)
    with pytest.raises(LastManager):
        actions.end_role(membership=manager, by=by, at=at)
    with pytest.raises(CannotUndo, match="en charge"):
        undo(entry=Entry.objects.get(verb="people.change_role"), by=by, at=at)
    actions.change_role(membership=second, role=Role.MANAGER, by=by, at=at)
    actions.end_role(membership=manager, by=by, at=at)
    assert Membership.objects.get(ended_on=None).pk == second.pk


def test_undoing_never_changes_who_is_in_charge(browser: Client, manager: Membership) -> None:
    by, at = viewer.of_membership(manager), timezone.now()
    second, adviser = (make.membership(manager.organisation, role) for role in (Role.MANAGER, Role.ADVISER))
    for post in (second, adviser):
        browser.post(f"/equipe/roles/{post.pk}/fin/")
    ended = {entry.subject_id: entry for entry in Entry.objects.filter(verb="people.end_role")}
    with pytest.raises(CannotUndo, match="en charge"):
        undo(entry=ended[str(second.pk)], by=by, at=at)
    said = browser.post(f"/historique/{ended[str(second.pk)].pk}/annuler/", follow=True).content.decode()
    assert "Annuler ne change pas qui est en charge" in said
    undo(entry=ended[str(adviser.pk)], by=by, at=at)
    assert set(Membership.objects.filter(ended_on=None)) == {manager, adviser}


def test_who_leaves_is_out_at_once_and_what_they_leave_is_told(browser: Client, manager: Membership) -> None:
    from etabli.programme.diary.actions import hold_half_day

    leaving = make.membership(manager.organisation)
    theirs = make.become(Client(), membership=leaving)
    hold_half_day(
        adviser=leaving.user,
        on=timezone.localdate() + timedelta(days=3),
        half="am",
        what="Atelier à Pauillac",
        by=viewer.of_membership(leaving),
        at=timezone.now(),
    )
    assert "Atelier à Pauillac" in browser.get(f"/equipe/roles/{leaving.pk}/fin/").content.decode()
    browser.post(f"/equipe/roles/{leaving.pk}/fin/")
    assert not theirs.get("/historique/").context["viewer"].is_known
    assert not BrowserSession.objects.filter(user=leaving.user).exists()


def test_who_left_reads_no_more_of_whom_the_chamber_helps(browser: Client, manager: Membership) -> None:
    leaving = make.membership(manager.organisation)
    person = make.person(manager.organisation, name="Anna Keppler")
    actions.correct_person(
        person=person, name=person.name, phone="", by=viewer.of_membership(leaving), at=timezone.now()
    )
    there = make.membership(make.association(), Role.MEMBER, of=leaving.user)
    assert "Anna Keppler" in make.become(Client(), membership=leaving).get("/historique/").content.decode()
    browser.post(f"/equipe/roles/{leaving.pk}/fin/")
    theirs = make.become(Client(), membership=there)
    assert "Anna Keppler" not in theirs.get("/historique/").content.decode()


def test_managers_open_an_association_and_its_board_then_chooses_alone(
    browser: Client, manager: Membership
) -> None:
    browser.post("/equipe/association/", {"name": "Association du numérique"})
    made = Organisation.objects.get(kind="association")
    assert made.chamber_id == manager.organisation_id
    given = {"email": "board@example.org", "role": "board"}
    assert browser.post(f"/equipe/{made.pk}/inviter/", given)["Location"] == "/equipe/"
    board = make.membership(made, Role.BOARD)
    assert browser.get(f"/equipe/{made.pk}/inviter/").status_code == 404
    theirs = make.become(Client(), membership=board)
    assert (
        theirs.post(
            f"/equipe/{made.pk}/inviter/", {"email": "c@example.org", "role": "moderator"}
        ).status_code
        == 302
    )
    assert theirs.get(f"/equipe/{manager.organisation_id}/inviter/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_whatever_the_team(
    browser: Client, manager: Membership, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        make.membership(manager.organisation)
        Organisation.objects.create(kind="relay", name="Mairie", chamber=manager.organisation)
        association = Organisation.objects.create(kind="association", name="A", chamber=manager.organisation)
        make.membership(association, Role.BOARD)
    with django_assert_num_queries(6):
        browser.get("/equipe/")


@pytest.mark.parametrize("typed", ["05 56 00 00 00", "+33 5.56.00.00.00", ""])
def test_the_management_chooses_the_telephone_of_papers(
    browser: Client, manager: Membership, typed: str
) -> None:
    page = f"/equipe/{manager.organisation_id}/telephone/"
    assert "dix chiffres" in browser.post(page, {"phone": "05 56"}).content.decode()
    assert browser.post(page, {"phone": typed}).headers["Location"] == "/equipe/"
    manager.organisation.refresh_from_db()
    assert manager.organisation.phone == typed
    assert (typed or "pas encore de téléphone") in browser.get("/equipe/").content.decode()
