"""What an account is told of its own ways in, and of its roles."""

from typing import Any

from django.test import Client, RequestFactory

from etabli.foundation.people.actions import accounts, authenticators, organisations
from etabli.foundation.people.models import Role
from etabli.foundation.people.proof import ask_for_proof
from etabli.foundation.people.security.events import tell_of_new_device
from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.scenarios import AT
from tests.consistency.scenarios.declared import who
from tests.consistency.sent.moments.declared import after, moment
from tests.consistency.sent.scenes import Scene


@moment("foundation", "moment: the ways into an account")
def ways_into_an_account(world: World, scene: Scene) -> None:
    by, user, manager = who(world, "adviser"), world.posts["adviser"].user, who(world, "manager")
    held = {"user": user, "by": by, "at": AT}
    scene.step(
        "an app that counts", lambda: authenticators.add_authenticator_app(secret="ABCDEFGHIJKLMNOP", **held)
    )
    scene.step("recovery codes", lambda: authenticators.make_recovery_codes(**held))
    scene.step(
        "it is taken off",
        lambda: authenticators.remove_authenticator(authenticator=user.authenticator_set.first(), **held),
    )
    post = world.posts["adviser"]
    scene.step(
        "signed out by who runs the team",
        lambda: accounts.sign_out_member(membership=post, by=manager, at=AT),
    )
    scene.step("another address", lambda: accounts.change_account_address(email="autre@example.org", **held))


@moment("foundation", "moment: signing in by a code")
def signing_in(world: World, scene: Scene) -> None:
    browser, address = Client(), world.posts["member"].user.email
    scene.step("a code is asked for", lambda: browser.post("/connexion/", {"email": address}))
    scene.step("by nobody", lambda: Client().post("/connexion/", {"email": "personne@example.org"}))


@moment("foundation", "moment: a new device, and a new address")
def new_device_and_address(world: World, scene: Scene) -> None:
    request: Any = RequestFactory().get("/", headers={"User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"})
    request.user, request.session = world.posts["member"].user, {}
    scene.step("opened on a new device", lambda: tell_of_new_device(request, request.user))
    scene.step("a code to the new address", lambda: ask_for_proof(request, "autre@example.org", at=AT))
    known = world.posts["board"].user.email
    scene.step("to one that is somebody's", lambda: ask_for_proof(request, known, at=AT))


@moment("foundation", "moment: an invitation to a team, sent again and taken")
def invited(world: World, scene: Scene) -> None:
    manager, made = who(world, "manager"), list[Any]()
    asked = {"organisation": world.chamber, "email": "equipe@example.org", "role": Role.ADVISER}
    scene.step("invited", lambda: made.append(organisations.invite(**asked, by=manager, at=AT)))
    later = after(hours=1)
    again = {"by": manager, "at": later}
    scene.step("again", lambda: organisations.resend_invitation(invitation=made[0], **again), later)


@moment("community", "moment: somebody is invited to the board")
def invited_to_the_board(world: World, scene: Scene) -> None:
    board, made = who(world, "board"), list[Any]()
    make.membership(world.association, Role.BOARD)
    asked = {"organisation": world.association, "email": "conseil@example.org", "role": Role.BOARD}
    scene.step("invited", lambda: made.append(organisations.invite(**asked, by=board, at=AT)))
