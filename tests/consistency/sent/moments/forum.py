"""Questions of members, as days go by."""

from tests.consistency.objects import World
from tests.consistency.objects.directory import acting
from tests.consistency.objects.forum import another_member, answered, asked
from tests.consistency.scenarios import AT
from tests.consistency.sent.moments.declared import after, moment
from tests.consistency.sent.scenes import Scene


@moment("community", "moment: a question that nobody answers, then several do")
def waited(world: World, scene: Scene) -> None:
    from etabli.community.forum.actions import follow_thread, follow_trade

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
