"""The acts of the general assemblies that can be taken back."""

from datetime import timedelta
from typing import Any

from etabli.community.assembly import actions
from etabli.community.assembly.models import Assembly, Attendance, Item, Proxy, Term
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import of_membership
from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.objects.assemblies import another_voter, in_preparation, voter
from tests.consistency.scenarios.declared import AT, Scenario, scenario, who

RULES = {"notice_days": 21, "proxies_each": 1, "quorum_percent": 50}


def convened(world: World) -> Assembly:
    return Assembly.objects.select_related("organisation").get(pk=world.kwargs("assembly:assembly")["pk"])


def sitting(world: World) -> Assembly:
    """The same, open, with the member there."""
    made, by = convened(world), who(world, "board")
    actions.arrive(assembly=made, member=voter(world), by=by, at=made.starts_at)
    return actions.open_sitting(assembly=made, by=by, at=made.starts_at)


def resolution(assembly: Assembly) -> Item:
    return Item.objects.select_related("assembly").get(assembly=assembly, kind="resolution")


def convene(assembly: Assembly, by: Any) -> Any:
    return actions.convene(assembly=assembly, by=by, at=AT)


@scenario("assembly.set_bylaws")
def bylaws_set(world: World) -> Scenario:
    by = who(world, "board")

    def act(**changes: int) -> Any:
        rules = {**RULES, **changes}
        return actions.set_bylaws(organisation=world.association, rules=rules, by=by, at=AT)

    act()
    return Scenario(lambda: act(notice_days=30), by, lambda _: act(notice_days=40))


@scenario("assembly.prepare")
def prepared(world: World) -> Scenario:
    by = who(world, "board")

    def act() -> Assembly:
        facts = {"title": "AG", "starts_at": AT, "ends_at": AT, "place": "Salle", "link": "", "note": ""}
        return actions.prepare(organisation=world.association, facts=facts, by=by, at=AT)

    facts = {"kind": "talk", "title": "Bilan", "text": "", "majority": "", "seats": 0, "is_secret": False}
    return Scenario(act, by, lambda made: actions.add_item(assembly=made, facts=facts, by=by, at=AT))


@scenario("assembly.change")
def assembly_changed(world: World) -> Scenario:
    by, made = who(world, "board"), in_preparation(world)
    return Scenario(
        lambda: actions.change_assembly(assembly=made, facts={"place": "Ailleurs"}, by=by, at=AT),
        by,
        lambda _: convene(made, by),
    )


@scenario("assembly.give_up")
def draft_given_up(world: World) -> Scenario:
    by, made = who(world, "board"), in_preparation(world)
    return Scenario(lambda: actions.give_up(assembly=made, by=by, at=AT), by, None)


@scenario("assembly.add_item")
def item_added(world: World) -> Scenario:
    by, made = who(world, "board"), in_preparation(world)
    facts = {"kind": "talk", "title": "Bilan", "text": "", "majority": "", "seats": 0, "is_secret": False}
    return Scenario(
        lambda: actions.add_item(assembly=made, facts=facts, by=by, at=AT), by, lambda _: convene(made, by)
    )


@scenario("assembly.write_item")
def item_written(world: World) -> Scenario:
    by, made = who(world, "board"), in_preparation(world)
    facts = {"kind": "resolution", "title": "Autre", "majority": "absolute"}
    return Scenario(
        lambda: actions.write_item(item=resolution(made), facts=facts, by=by, at=AT),
        by,
        lambda _: convene(made, by),
    )


@scenario("assembly.move_item")
def item_moved(world: World) -> Scenario:
    by, made = who(world, "board"), in_preparation(world)
    return Scenario(
        lambda: actions.move_item(item=resolution(made), up=False, by=by, at=AT),
        by,
        lambda _: convene(made, by),
    )


@scenario("assembly.withdraw_item")
def item_withdrawn(world: World) -> Scenario:
    by, made = who(world, "board"), in_preparation(world)
    return Scenario(
        lambda: actions.withdraw_item(item=resolution(made), by=by, at=AT), by, lambda _: convene(made, by)
    )


@scenario("assembly.give_proxy")
def proxy_given(world: World) -> Scenario:
    made, by, other = convened(world), who(world, "member"), another_voter(world)
    given = {"assembly": made, "principal": voter(world), "holder": other}
    return Scenario(
        lambda: actions.give_proxy(**given, by=by, at=AT),
        by,
        lambda proxy: actions.take_back_proxy(proxy=proxy, by=by, at=AT),
    )


@scenario("assembly.record_proxy")
def proxy_recorded(world: World) -> Scenario:
    made, by, other = convened(world), who(world, "board"), another_voter(world)
    given = {"assembly": made, "principal": voter(world), "holder": other}
    return Scenario(
        lambda: actions.record_proxy(**given, by=by, at=AT),
        by,
        lambda proxy: actions.take_back_proxy(proxy=proxy, by=by, at=AT),
    )


@scenario("assembly.take_back_proxy")
def proxy_taken_back(world: World) -> Scenario:
    by, other = who(world, "member"), another_voter(world)
    proxy = Proxy.objects.select_related("assembly", "principal", "holder").get(
        pk=world.kwargs("assembly:take_back")["pk"]
    )
    again = {"assembly": proxy.assembly, "principal": proxy.principal, "holder": other}
    return Scenario(
        lambda: actions.take_back_proxy(proxy=proxy, by=by, at=AT),
        by,
        lambda _: actions.give_proxy(**again, by=by, at=AT),
    )


def an_election(world: World) -> Item:
    return Item.objects.select_related("assembly").get(pk=world.kwargs("assembly:item")["pk"])


@scenario("assembly.stand")
def candidate_stands(world: World) -> Scenario:
    item, by, member = an_election(world), who(world, "member"), voter(world)
    return Scenario(
        lambda: actions.stand(item=item, member=member, by=by, at=AT),
        by,
        lambda candidate: actions.stand_down(candidate=candidate, by=by, at=AT),
    )


@scenario("assembly.stand_down")
def candidate_gone(world: World) -> Scenario:
    item, by, member = an_election(world), who(world, "member"), voter(world)
    standing = actions.stand(item=item, member=member, by=by, at=AT)
    return Scenario(
        lambda: actions.stand_down(candidate=standing, by=by, at=AT),
        by,
        lambda _: actions.stand(item=item, member=member, by=by, at=AT),
    )


@scenario("assembly.open_sitting")
def sitting_opened(world: World) -> Scenario:
    made, by = convened(world), who(world, "board")
    actions.arrive(assembly=made, member=voter(world), by=by, at=made.starts_at)
    return Scenario(
        lambda: actions.open_sitting(assembly=made, by=by, at=AT),
        by,
        lambda _: actions.open_poll(item=resolution(made), by=by, at=AT),
    )


@scenario("assembly.arrive")
def arrived(world: World) -> Scenario:
    made, by, member = convened(world), who(world, "board"), voter(world)
    return Scenario(
        lambda: actions.arrive(assembly=made, member=member, by=by, at=made.starts_at),
        by,
        lambda row: actions.depart(attendance=row, by=by, at=made.starts_at),
    )


@scenario("assembly.depart")
def departed(world: World) -> Scenario:
    made, by, member = sitting(world), who(world, "board"), voter(world)
    row = Attendance.objects.select_related("assembly").get(assembly=made, member=member)
    return Scenario(
        lambda: actions.depart(attendance=row, by=by, at=made.starts_at + timedelta(minutes=30)),
        by,
        lambda _: actions.arrive(assembly=made, member=member, by=by, at=made.ends_at),
    )


@scenario("assembly.vote_openly")
def voted_openly(world: World) -> Scenario:
    made, by, member = sitting(world), who(world, "member"), voter(world)
    poll = actions.open_poll(item=resolution(made), by=who(world, "board"), at=AT)
    return Scenario(
        lambda: actions.vote_openly(poll=poll, voice=member, choice=["for"], by=by, at=AT),
        by,
        lambda _: actions.close_poll(poll=poll, by=who(world, "board"), at=AT),
    )


def held_assembly(world: World) -> Assembly:
    return Assembly.objects.select_related("organisation").get(pk=world.kwargs("assembly:minutes")["pk"])


@scenario("assembly.write_minutes")
def minutes_written(world: World) -> Scenario:
    made, by = sitting(world), who(world, "board")
    item = resolution(made)

    def sign(_made: object) -> Any:
        actions.close_sitting(assembly=made, by=by, at=AT)
        return actions.sign_minutes(assembly=made, by=by, at=AT)

    return Scenario(lambda: actions.write_minutes(item=item, text="Dit.", by=by, at=AT), by, sign)


@scenario("assembly.sign_minutes")
def minutes_signed(world: World) -> Scenario:
    made, by = sitting(world), who(world, "board")
    actions.close_sitting(assembly=made, by=by, at=AT)
    return Scenario(lambda: actions.sign_minutes(assembly=made, by=by, at=AT), by)


def a_term(world: World) -> Term:
    return Term.objects.select_related("member").get(pk=world.kwargs("assembly:term")["pk"])


def a_removal(world: World) -> Any:
    """The board asks to end the role of the only moderator."""
    return actions.ask_removal(
        of=world.posts["moderator"],
        reason="Cette personne ne répond plus depuis trois mois.",
        by=who(world, "board"),
        at=AT,
    )


@scenario("assembly.ask_removal")
def removal_asked(world: World) -> Scenario:
    second = of_membership(make.membership(world.association, Role.BOARD))
    return Scenario(
        lambda: a_removal(world),
        who(world, "board"),
        lambda made: actions.confirm_removal(removal=made, by=second, at=AT),
    )


@scenario("assembly.withdraw_removal")
def removal_withdrawn(world: World) -> Scenario:
    made, by = a_removal(world), who(world, "board")
    return Scenario(
        lambda: actions.withdraw_removal(removal=made, by=by, at=AT), by, lambda _: a_removal(world)
    )
