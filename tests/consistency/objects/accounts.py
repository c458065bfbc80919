"""Objects of the pages of accounts, teams and invitations."""

from typing import Any

from django.utils import timezone

from etabli.foundation.people import links, viewer
from etabli.foundation.people.models import (
    Invitation,
    Role,
)
from tests import factories as make
from tests.consistency.objects.world import Kwargs, World, objects


@objects("people:sign_out_session")
def session_of_adviser(world: World) -> Kwargs:
    """None of theirs: each role is told so."""
    return {"handle": "a" * 24}


@objects("people:paper_words")
def words_on_a_paper(world: World) -> Kwargs:
    return {"token": "abeille-cadre-guitare"}


@objects("people:prove_given_address")
def link_to_a_given_address(world: World) -> Kwargs:
    """Of somebody who came in by a code on paper."""
    from etabli.foundation.people.actions import make_paper_code
    from etabli.foundation.people.links import GIVEN_ADDRESS
    from etabli.foundation.people.papers.addresses import address_to_prove

    by, person = viewer.of_membership(world.posts["adviser"]), make.person(world.chamber, email="")
    paper = make_paper_code(person=person, digits="7305", by=by, at=timezone.now()).link
    address = address_to_prove(paper, "zoe@example.org", timezone.now())
    return {"token": address.partition(GIVEN_ADDRESS.path("x").partition("x/")[0])[2].strip("/")}


@objects("people:rename_passkey", "people:remove_authenticator")
def way_in_of_nobody(world: World) -> Kwargs:
    """Of somebody who is none of the roles: ways in are their owner's alone."""
    from allauth.mfa.models import Authenticator

    data = {"name": "Téléphone", "credential": {}}
    return {"pk": Authenticator.objects.create(user=make.user(), type="webauthn", data=data).pk}


@objects("openid_connect_login", "openid_connect_callback")
def organisation_of_agents(world: World) -> Kwargs:
    return {"provider_id": "agents"}


@objects("people:invite", "people:printed_phone")
def organisation_with_a_team(world: World) -> Kwargs:
    return {"pk": world.chamber.pk}


@objects("people:sign_out_member")
def somebody_of_the_team(world: World) -> Kwargs:
    return {"pk": world.chamber.pk, "user": make.membership(world.chamber).user_id}


def an_invitation(world: World) -> Any:
    from etabli.foundation.people.actions import invite

    by = viewer.of_membership(world.posts["manager"])
    email = f"invited{Invitation.objects.count()}@example.org"
    return invite(organisation=world.chamber, role=Role.ADVISER, email=email, by=by, at=timezone.now())


@objects("people:resend_invitation", "people:revoke_invitation")
def waiting_invitation(world: World) -> Kwargs:
    return {"pk": an_invitation(world).pk}


@objects("people:accept")
def token_of_invitation(world: World) -> Kwargs:
    return {"token": links.invitation_url(an_invitation(world)).rstrip("/").rpartition("/")[2]}


@objects("people:change_role", "people:end_role", "people:hand_over")
def role_in_the_team(world: World) -> Kwargs:
    return {"pk": make.membership(world.chamber).pk}
