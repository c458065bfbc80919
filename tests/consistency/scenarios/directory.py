"""The acts of the directory."""

from typing import Any

from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.objects.directory import acting, contact_of, member_of, piece_of, profile_of
from tests.consistency.scenarios.declared import AT, Scenario, scenario, who

WORDS = {"headline": "Des sites simples", "about": "Je viens à l’atelier."}


def _write(world: World, headline: str = "Des sites simples") -> Any:
    from etabli.community.directory.actions import write

    values = {**WORDS, "headline": headline}
    return write(member=member_of(world), section="words", values=values, by=acting(world), at=AT)


def _draft(world: World, text: str) -> Any:
    from etabli.community.directory.actions import keep_draft

    typed = {"headline": [text]}
    return keep_draft(member=member_of(world), section="words", typed=typed, by=acting(world), at=AT)


@scenario("directory.write")
def written(world: World) -> Scenario:
    profile_of(world)
    _write(world, "Avant")
    return Scenario(lambda: _write(world), acting(world), lambda _: _write(world, "Autrement"))


@scenario("directory.keep_draft")
def draft_kept(world: World) -> Scenario:
    profile_of(world)
    return Scenario(lambda: _draft(world, "Un"), acting(world), lambda _: _draft(world, "Deux"))


@scenario("directory.drop_draft")
def draft_dropped(world: World) -> Scenario:
    from etabli.community.directory.actions import drop_draft

    profile_of(world)
    made, by = _draft(world, "Un"), acting(world)
    return Scenario(
        lambda: drop_draft(profile=made, section="words", by=by, at=AT), by, lambda _: _draft(world, "Deux")
    )


@scenario("directory.sign_charter")
def charter_signed(world: World) -> Scenario:
    from etabli.community.directory.actions import sign_charter

    member, by = member_of(world), acting(world)
    profile_of(world)
    return Scenario(
        lambda: sign_charter(member=member, version="1", by=by, at=AT),
        by,
        lambda _: sign_charter(member=member, version="2", by=by, at=AT),
    )


@scenario("directory.publish")
def published(world: World) -> Scenario:
    from etabli.community.directory.actions import publish, withdraw

    member, by = member_of(world), acting(world)
    _write(world)
    return Scenario(
        lambda: publish(member=member, visibility={"headline": "public"}, by=by, at=AT),
        by,
        lambda made: withdraw(profile=made, by=by, at=AT),
    )


@scenario("directory.withdraw")
def withdrawn(world: World) -> Scenario:
    from etabli.community.directory.actions import withdraw

    made, by = profile_of(world), acting(world)
    return Scenario(lambda: withdraw(profile=made, by=by, at=AT), by, lambda _: profile_of(world))


@scenario("directory.add_piece")
def piece_added(world: World) -> Scenario:
    from etabli.community.directory.actions import withdraw_piece

    by = acting(world)
    profile_of(world)
    return Scenario(lambda: piece_of(world), by, lambda made: withdraw_piece(piece=made, by=by, at=AT))


@scenario("directory.change_piece")
def piece_changed(world: World) -> Scenario:
    from etabli.community.directory.actions import change_piece

    made, by = piece_of(world), acting(world)

    def again(title: str) -> Any:
        return change_piece(piece=made, facts={"title": title}, by=by, at=AT)

    return Scenario(lambda: again("Un autre titre"), by, lambda _: again("Encore un titre"))


@scenario("directory.withdraw_piece")
def piece_withdrawn(world: World) -> Scenario:
    from etabli.community.directory.actions import withdraw_piece

    made, by = piece_of(world), acting(world)
    return Scenario(lambda: withdraw_piece(piece=made, by=by, at=AT), by)


@scenario("directory.order_pieces")
def pieces_ordered(world: World) -> Scenario:
    from etabli.community.directory.actions import order_pieces, withdraw_piece

    first, second, by = piece_of(world), piece_of(world, "Deux"), acting(world)
    return Scenario(
        lambda: order_pieces(profile=first.profile, order=[second.pk, first.pk], by=by, at=AT),
        by,
        lambda _: withdraw_piece(piece=second, by=by, at=AT),
    )


@scenario("directory.hide")
def hidden(world: World) -> Scenario:
    from etabli.community.directory.actions import hide, let_out

    made, by = profile_of(world), who(world, "moderator")
    return Scenario(
        lambda: hide(subject=made, reason="Une photo d’un autre", by=by, at=AT),
        by,
        lambda _: let_out(subject=made, by=by, at=AT),
    )


@scenario("directory.let_out")
def let_out_again(world: World) -> Scenario:
    from etabli.community.directory.actions import hide, let_out

    made, by = profile_of(world), who(world, "moderator")
    hide(subject=made, reason="Une photo d’un autre", by=by, at=AT)
    return Scenario(
        lambda: let_out(subject=made, by=by, at=AT),
        by,
        lambda _: hide(subject=made, reason="Autre chose", by=by, at=AT),
    )


@scenario("directory.write_to")
def written_to(world: World) -> Scenario:
    from etabli.community.directory.actions import confirm_contact

    by = make.artisan(world.person)
    profile_of(world)
    return Scenario(
        lambda: contact_of(world, proved=False, by=by),
        by,
        lambda made: confirm_contact(contact=made, by=by, at=AT),
    )
