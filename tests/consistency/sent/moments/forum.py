"""Questions of members, as days go by."""

from typing import Any

from etabli.community.forum.actions import (
    close_thread,
    follow_thread,
    follow_trade,
    merge_thread,
    move_thread,
    split_thread,
)
from etabli.community.forum.models import Thread
from etabli.community.moderation.actions import decide
from etabli.community.moderation.models import Case
from etabli.foundation.people.viewer import Viewer
from tests.consistency.objects import World
from tests.consistency.objects.directory import acting
from tests.consistency.objects.forum import another_member, answered, asked, asked_as_artisan
from tests.consistency.scenarios import AT
from tests.consistency.scenarios.declared import who
from tests.consistency.sent.moments.declared import after, moment
from tests.consistency.sent.scenes import Scene


@moment("community", "moment: a question that nobody answers, then several do")
def waited(world: World, scene: Scene) -> None:
    first, second = another_member(world), another_member(world, trade="writer")
    follow_trade(trade="writer", by=first, at=AT)
    thread = asked(world)
    for hours in (1, 24, 49):
        scene.day(f"{hours} hours later", after(hours=hours))
    follow_thread(thread=thread, by=second, at=after(hours=50))
    for member in (first, second):
        scene.step("an answer", lambda by=member: answered(thread, by, at=after(hours=51)), after(hours=51))
    scene.step("answered by who asked", lambda: answered(thread, acting(world), "Merci.", at=after(hours=52)))
    scene.day("the day after", after(days=4))


@moment("community", "moment: a question asked beside an artisan, of every trade, without the name")
def asked_beside(world: World, scene: Scene) -> None:
    first = _ask_beside(world, scene)
    for hours in (1, 49):
        scene.day(f"{hours} hours later", after(hours=hours))
    thread = Thread.objects.get()
    scene.step("an answer", lambda: answered(thread, first, at=after(hours=51)), after(hours=51))
    scene.step("another", lambda: answered(thread, first, "Ou vous.", at=after(hours=52)), after(hours=52))


@moment("community", "moment: a question asked beside an artisan, of a trade, with the name")
def asked_beside_by_name(world: World, scene: Scene) -> None:
    _ask_beside(world, scene, trade="writer", is_named=True)
    for hours in (1, 49):
        scene.day(f"{hours} hours later", after(hours=hours))
    thread, by, at = Thread.objects.get(), who(world, "moderator"), after(hours=50)
    scene.step(
        "closed", lambda: close_thread(thread=thread, reason="Le registre y répond.", by=by, at=at), at
    )


def _ask_beside(world: World, scene: Scene, **chosen: Any) -> Viewer:
    """It is asked and published. Gives the member who follows the trade."""
    first = another_member(world, trade="writer")
    follow_trade(trade="writer", by=first, at=AT)
    scene.step("asked", lambda: asked_as_artisan(world, who(world, "adviser"), **chosen))
    case = Case.objects.get(subject_type="forum.thread")
    scene.step("published", lambda: decide(case=case, accept=True, by=who(world, "moderator"), at=AT))
    return first


@moment("community", "moment: a question in the wrong trade is moved, and so is that of an artisan")
def moved(world: World, scene: Scene) -> None:
    follower, by, at = another_member(world, trade="developer"), who(world, "moderator"), after(hours=1)
    follow_trade(trade="developer", by=follower, at=AT)
    question = asked(world)
    artisans = _published(asked_as_artisan(world, trade="writer"), by)
    for thread in (question, artisans):
        move = {"thread": thread, "trade": "developer", "reason": "C’est du code.", "by": by, "at": at}
        scene.step("moved", lambda move=move: move_thread(**move), at)
    scene.day("two hours later", after(hours=2))


@moment("community", "moment: answers go on in a question of their own, which is merged into another")
def split_and_merged(world: World, scene: Scene) -> None:
    first, second, by = another_member(world), another_member(world), who(world, "moderator")
    thread, kept = asked(world), asked(world, title="Factures impayées ?")
    posts = [answered(thread, member, "Facture impayée ?").pk for member in (first, second)]
    given = {"reason": "Autre sujet.", "by": by, "at": after(hours=1)}
    part = split_thread(thread=thread, posts=posts, title="Facture impayée ?", **given)
    scene.day("split", after(hours=1))
    scene.step("merged", lambda: merge_thread(thread=part, into=kept, **given), after(hours=1))
    scene.step("an answer", lambda: answered(kept, acting(world), at=after(hours=2)), after(hours=2))
    scene.day("the day after", after(days=1))


def _published(thread: Thread, by: Viewer) -> Thread:
    decide(case=Case.objects.get(subject_type="forum.thread"), accept=True, by=by, at=AT)
    return Thread.objects.get(pk=thread.pk)
