"""The acts of people on accounts, invitations and memberships."""

from typing import Any

from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.scenarios.declared import AT, Scenario, scenario, who


@scenario("people.rename_account")
def renamed(world: World) -> Scenario:
    from etabli.foundation.people.actions import rename_account

    by, user = who(world, "adviser"), world.posts["adviser"].user

    def to(name: str) -> Any:
        return rename_account(user=user, name=name, by=by, at=AT)

    return Scenario(lambda: to("Claire"), by, lambda _: to("Anne"))


@scenario("people.print_phone")
def phone_printed(world: World) -> Scenario:
    from etabli.foundation.people.actions import set_contact_details

    by = who(world, "manager")

    def to(phone: str) -> Any:
        return set_contact_details(
            organisation=world.chamber, phone=phone, hours="9 h - 12 h", legal="Publisher", by=by, at=AT
        )

    return Scenario(lambda: to("05 00 00 00 00"), by, lambda _: to("05 00 00 00 01"))


@scenario("people.invite")
def invited(world: World) -> Scenario:
    from etabli.foundation.people.actions import accept_invitation, invite

    by = who(world, "manager")

    def act() -> Any:
        return invite(organisation=world.chamber, role="adviser", email="new@example.org", by=by, at=AT)

    return Scenario(
        act, by, lambda made: accept_invitation(invitation=made, name="Anne", by=Viewer.nobody(), at=AT)
    )


@scenario("people.revoke_invitation")
def invitation_revoked(world: World) -> Scenario:
    from etabli.foundation.people.actions import invite, revoke_invitation

    by = who(world, "manager")

    def made() -> Any:
        return invite(organisation=world.chamber, role="adviser", email="new@example.org", by=by, at=AT)

    first = made()
    return Scenario(lambda: revoke_invitation(invitation=first, by=by, at=AT), by, lambda _: made())


@scenario("people.end_role")
def role_ended(world: World) -> Scenario:
    from etabli.foundation.people.actions import end_role

    by, post = who(world, "manager"), world.posts["adviser"]
    return Scenario(
        lambda: end_role(membership=post, by=by, at=AT),
        by,
        lambda _: make.membership(world.chamber, of=post.user),
    )


@scenario("people.hand_over")
def handed_over(world: World) -> Scenario:
    from etabli.foundation.people.actions import hand_over_responsibilities
    from etabli.foundation.people.queries.organisations import handovers_of
    from tests.consistency.objects.programme import session_of

    by, leaver = who(world, "manager"), world.posts["adviser"]
    first, second = make.membership(world.chamber), make.membership(world.chamber)
    session_of(world)

    def give(whose: Any, to: Any) -> Any:
        left = [thing for thing in handovers_of(by, whose, AT) if thing.give]
        return hand_over_responsibilities(membership=whose, handovers=left, to=to, by=by, at=AT)

    return Scenario(lambda: give(leaver, first), by, lambda _: give(first, second))


@scenario("people.merge")
def persons_merged(world: World) -> Scenario:
    from etabli.foundation.people.actions import merge_persons
    from etabli.foundation.search.index import reindex

    by, third = who(world, "adviser"), make.person(world.chamber, email="")
    twice = make.person(world.chamber, name=world.person.name, email="", phone="06 12 34 56 78")
    make.sign_up(make.occasion(world.chamber), twice)
    reindex("person")

    def merged(kept: Any, other: Any) -> Any:
        return merge_persons(kept=kept, merged=other, checked="Asked them", by=by, at=AT)

    return Scenario(lambda: merged(world.person, twice), by, lambda _: merged(third, world.person))


@scenario("people.keep_apart")
def persons_kept_apart(world: World) -> Scenario:
    from etabli.foundation.people.actions import mark_as_different_persons

    by, other = who(world, "adviser"), make.person(world.chamber)
    return Scenario(lambda: mark_as_different_persons(person=world.person, other=other, by=by, at=AT), by)


@scenario("people.give_address")
def address_given(world: World) -> Scenario:
    from etabli.foundation.people.actions import add_person_address
    from etabli.foundation.search.index import reindex

    world.person.email, world.person.user = "", None
    world.person.save()
    reindex("person")
    by = make.artisan(world.person)

    def to(email: str) -> Any:
        return add_person_address(person=world.person, email=email, by=by, at=AT)

    return Scenario(lambda: to("zoe@example.org"), by, lambda _: to("zoe.exemple@example.org"))


@scenario("people.make_paper")
def paper_made(world: World) -> Scenario:
    from etabli.foundation.people.actions import make_paper_code

    by = who(world, "adviser")
    world.person.email, world.person.user = "", None
    world.person.save()

    def act() -> Any:
        return make_paper_code(person=world.person, digits="7305", by=by, at=AT)

    return Scenario(act, by, lambda _made: act())
