"""The acts on presence and signatures, and the objects of their pages."""

from typing import Any

from etabli.foundation.people import viewer
from tests import factories as make
from tests.consistency.objects import Kwargs, World, objects, session_of
from tests.consistency.scenarios.declared import AT, Scenario, scenario, who

WAVE = [[[x, 100 + x % 40] for x in range(20, 400, 10)]]


def attended_by(world: World) -> Any:
    """The place of world.person in a session, marked as present."""
    from etabli.programme.workshops.actions import mark_presence

    row = session_of(world).occasion.sign_ups.get(person=world.person)
    by = viewer.of_membership(world.posts["adviser"])
    return mark_presence(sign_up=row, present=True, by=by, at=make.AT).sign_up


@objects(
    "workshops:kiosk",
    "workshops:kiosk_open",
    "workshops:sign_as_trainer",
    "workshops:all_present",
    "workshops:walk_in",
)
def half_day(world: World) -> Kwargs:
    return {"pk": session_of(world).pk, "half": 1}


@objects("workshops:mark", "workshops:late", "workshops:sign", "workshops:take_signature_off")
def line_of_the_roll(world: World) -> Kwargs:
    row = attended_by(world)
    return {"pk": session_of(world).pk, "sign_up": row.pk, "half": 1}


@objects("workshops:certificates")
def certificates(world: World) -> Kwargs:
    attended_by(world)
    return {"pk": session_of(world).pk}


@objects("workshops:attended", "workshops:certificate")
def own_certificate(world: World) -> Kwargs:
    return {"pk": attended_by(world).pk}


@objects("workshops:check")
def number(world: World) -> Kwargs:
    from etabli.programme.workshops.certificates import number_of

    return {"number": number_of(attended_by(world).pk)}


@scenario("workshops.mark_all")
def everybody(world: World) -> Scenario:
    from etabli.programme.workshops.actions import mark_all_present, mark_presence, sign_half_day

    by, session = who(world, "adviser"), session_of(world)
    at, row = session.occasion.starts_at, session.occasion.sign_ups.get()
    mark_presence(sign_up=row, present=None, by=by, at=AT)
    return Scenario(
        lambda: mark_all_present(session=session, half=1, by=by, at=at),
        by,
        lambda _: sign_half_day(sign_up=row, half=1, signature=WAVE, by=by, at=at),
    )
