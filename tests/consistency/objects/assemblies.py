"""Objects of the pages of the general assemblies."""

from datetime import timedelta
from typing import Any

from etabli.foundation.people import viewer
from tests import factories as make
from tests.consistency.objects.world import Kwargs, World, objects


def in_preparation(world: World, *, days: int = 30) -> Any:
    """An assembly of the association in so many days, with an election and a resolution on its agenda."""
    from etabli.community.assembly import actions

    by, start = viewer.of_membership(world.posts["board"]), make.AT + timedelta(days=days)
    facts = {
        "title": "AG",
        "starts_at": start,
        "ends_at": start + timedelta(hours=2),
        "place": "Salle",
        "link": "",
    }
    made = actions.prepare(organisation=world.association, facts={**facts, "note": ""}, by=by, at=make.AT)
    told = {"text": "", "seats": 0, "is_secret": False}
    vote = {**told, "kind": "resolution", "title": "Les comptes", "majority": "simple"}
    election = {**told, "kind": "election", "title": "Le conseil", "majority": "relative", "seats": 1}
    for one in (vote, {**election, "is_secret": True}):
        actions.add_item(assembly=made, facts=one, by=by, at=make.AT)
    return made


def voter(world: World) -> Any:
    """The place of the member in the association."""
    from tests.consistency.objects.directory import member_of

    return member_of(world)


def another_voter(world: World) -> Any:
    from etabli.community.association.actions import add_member

    return add_member(
        organisation=world.association,
        user=make.user(),
        display_name="Studio",
        trade="developer",
        joined_on=make.AT.date(),
        by=viewer.Viewer.system(),
        at=make.AT,
    )


@objects(
    "assembly:assembly",
    "assembly:convocation",
    "assembly:calendar",
    "assembly:change",
    "assembly:item_new",
    "assembly:step",
    "assembly:again",
    "assembly:proxy",
    "assembly:paper_proxy",
    "assembly:check_in",
    "assembly:attendance",
    "assembly:mark",
)
def assembly_convened(world: World) -> Kwargs:
    """An assembly that was convened."""
    from etabli.community.assembly import actions

    voter(world)
    made = in_preparation(world)
    actions.convene(assembly=made, by=viewer.of_membership(world.posts["board"]), at=make.AT)
    return {"pk": made.pk}


@objects("assembly:item", "assembly:gesture", "assembly:stand", "assembly:open_poll")
def election_item(world: World) -> Kwargs:
    """The election on its agenda."""
    from etabli.community.assembly.models import Item

    pk = world.kwargs("assembly:assembly")["pk"]
    return {"pk": Item.objects.get(assembly=pk, kind="election").pk}


@objects("assembly:take_back")
def given_proxy(world: World) -> Kwargs:
    """A proxy that the member gave."""
    from etabli.community.assembly import actions
    from etabli.community.assembly.models import Assembly

    assembly = Assembly.objects.get(pk=world.kwargs("assembly:assembly")["pk"])
    by, other = viewer.of_membership(world.posts["member"]), another_voter(world)
    given = {"assembly": assembly, "principal": voter(world), "holder": other}
    return {"pk": actions.give_proxy(**given, by=by, at=make.AT).pk}


@objects("assembly:stand_down")
def candidacy(world: World) -> Kwargs:
    """The candidacy of the member."""
    from etabli.community.assembly import actions
    from etabli.community.assembly.models import Item

    item = Item.objects.get(pk=world.kwargs("assembly:item")["pk"])
    by = viewer.of_membership(world.posts["member"])
    return {"pk": actions.stand(item=item, member=voter(world), by=by, at=make.AT).pk}


@objects("assembly:minutes", "assembly:minutes_pdf", "assembly:sign")
def assembly_held(world: World) -> Kwargs:
    """An assembly that was held: a secret election, of which the member was elected; its minutes are signed."""
    from etabli.community.assembly import actions
    from etabli.community.assembly.models import Item

    by, member = viewer.of_membership(world.posts["board"]), voter(world)
    made = in_preparation(world, days=15)
    item = Item.objects.get(assembly=made, kind="election")
    candidate = actions.stand(item=item, member=member, by=by, at=make.AT)
    actions.convene(assembly=made, by=by, at=make.AT)
    type(made).objects.filter(pk=made.pk).update(quorum_percent=0)  # however many places other objects took
    actions.arrive(assembly=made, member=member, by=by, at=made.starts_at)
    actions.open_sitting(assembly=made, by=by, at=made.starts_at)
    poll = actions.open_poll(item=item, by=by, at=made.starts_at)
    voting = {"poll": poll, "voice": member, "choice": [str(candidate.pk)]}
    actions.cast_ballot(**voting, by=viewer.of_membership(world.posts["member"]), at=made.starts_at)
    poll = actions.close_poll(poll=poll, by=by, at=made.starts_at)
    actions.close_sitting(assembly=made, by=by, at=made.ends_at)
    actions.sign_minutes(assembly=made, by=by, at=made.ends_at)
    return {"pk": made.pk}


@objects("assembly:poll", "assembly:poll_step")
def poll_held(world: World) -> Kwargs:
    """Its election, closed."""
    from etabli.community.assembly.models import Poll

    return {"pk": Poll.objects.get(item__assembly=world.kwargs("assembly:minutes")["pk"]).pk}


@objects("assembly:ballots")
def published_ballots(world: World) -> Kwargs:
    """The file of its ballots."""
    return {**world.kwargs("assembly:poll"), "kind": "csv"}


@objects("assembly:term")
def term(world: World) -> Kwargs:
    """The term of who was elected."""
    from etabli.community.assembly import actions
    from etabli.community.assembly.models import Poll, Term

    poll = Poll.objects.get(pk=world.kwargs("assembly:poll")["pk"])
    actions.seat_elected(poll=poll, by=viewer.of_membership(world.posts["board"]), at=make.AT)
    return {"pk": Term.objects.get(poll=poll).pk}


@objects("assembly:ask_removal")
def last_role(world: World) -> Kwargs:
    """The role of the only moderator."""
    return {"kind": "role", "pk": world.posts["moderator"].pk}


@objects("assembly:removal")
def removal(world: World) -> Kwargs:
    """A request of the board to end it."""
    from etabli.community.assembly.actions import ask_removal

    by = viewer.of_membership(world.posts["board"])
    reason = "Cette personne ne répond plus depuis trois mois."
    return {"pk": ask_removal(of=world.posts["moderator"], reason=reason, by=by, at=make.AT).pk}
