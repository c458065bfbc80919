"""An assembly convened, called again and called off; roles that end."""

from datetime import timedelta
from typing import Any

from etabli.community.assembly import actions
from etabli.community.assembly.models import Assembly, Poll, Term
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import of_membership
from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.objects.assemblies import another_voter, in_preparation, voter
from tests.consistency.scenarios import AT
from tests.consistency.scenarios.assemblies import a_removal, convened
from tests.consistency.scenarios.declared import who
from tests.consistency.sent.moments.declared import after, moment
from tests.consistency.sent.scenes import Scene


@moment("community", "moment: an assembly is convened, then called off")
def called_off(world: World, scene: Scene) -> None:
    voter(world)
    another_voter(world)
    made, by = in_preparation(world), who(world, "board")
    scene.step("convened", lambda: actions.convene(assembly=made, by=by, at=AT))
    scene.step("called off", lambda: actions.call_off(assembly=made, by=by, at=AT))


@moment("community", "moment: an assembly without a quorum is called again")
def called_again(world: World, scene: Scene) -> None:
    another_voter(world)
    made, by = convened(world), who(world, "board")
    Assembly.objects.update(quorum_percent=90)
    actions.arrive(assembly=made, member=voter(world), by=by, at=made.starts_at)
    now = {"assembly": actions.open_sitting(assembly=made, by=by, at=made.starts_at), "by": by}
    scene.step("it ends", lambda: actions.close_sitting(**now, at=made.starts_at), made.starts_at)
    again = list[Any]()
    later = {"starts_at": made.starts_at + timedelta(days=30), "at": made.starts_at}
    scene.step("called again", lambda: again.append(actions.call_again(**now, **later)), made.starts_at)
    second = {"assembly": again[0], "by": by, "at": made.starts_at}
    scene.step("convened again", lambda: actions.convene(**second), made.starts_at)


@moment("community", "moment: the end of a role is confirmed")
def removal_confirmed(world: World, scene: Scene) -> None:
    another = of_membership(make.membership(world.association, Role.BOARD))
    asked = a_removal(world)
    scene.step("confirmed", lambda: actions.confirm_removal(removal=asked, by=another, at=AT))


@moment("community", "moment: the end of a role is refused")
def removal_refused(world: World, scene: Scene) -> None:
    another = of_membership(make.membership(world.association, Role.BOARD))
    asked = a_removal(world)
    scene.step("refused", lambda: actions.refuse_removal(removal=asked, by=another, at=AT))


@moment("community", "moment: the end of a role is confirmed by nobody")
def removal_lapses(world: World, scene: Scene) -> None:
    make.membership(world.association, Role.BOARD)
    a_removal(world)
    scene.day("the days are over", after(days=16))


@moment("community", "moment: an office is given, and the term ends")
def a_term(world: World, scene: Scene) -> None:
    poll = Poll.objects.get(pk=world.kwargs("assembly:poll")["pk"])
    by, held = who(world, "board"), list[Any]()
    scene.step("seated", lambda: actions.seat_elected(poll=poll, by=by, at=AT))
    held += Term.objects.filter(poll=poll)
    scene.step("an office", lambda: actions.set_office(term=held[0], office="secretary", by=by, at=AT))
    scene.step("none", lambda: actions.set_office(term=held[0], office="member", by=by, at=AT))
