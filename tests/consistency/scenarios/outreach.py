"""The acts of outreach."""

from typing import Any

from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.objects.outreach import reachable_relay
from tests.consistency.scenarios.declared import AT, Scenario, scenario, who


def season() -> Any:
    from etabli.programme.coverage.engine import Season

    return Season(2027, 1)


@scenario("outreach.send_kits")
def kits_sent(world: World) -> Scenario:
    from etabli.foundation.notify.delivery import deliver
    from etabli.programme.outreach.actions import send_kits

    by, relay = who(world, "adviser"), reachable_relay(world)

    def leave(_gone: Any) -> None:
        message = make.mails().latest("pk")
        assert deliver(message.pk, message.due_at)

    return Scenario(lambda: send_kits(relays=[relay], season=season(), by=by, at=AT), by, leave)


@scenario("outreach.tell_back")
def results_told(world: World) -> Scenario:
    from etabli.programme.outreach.actions import tell_back

    by, relay = who(world, "adviser"), reachable_relay(world)
    return Scenario(
        lambda: tell_back(relays=[relay], season=season(), by=by, at=AT),
        by,
        kits_sent(world).later,
    )


@scenario("outreach.answer")
def answered(world: World) -> Scenario:
    from etabli.programme.outreach.actions import answer_sending
    from etabli.programme.outreach.models import Sending

    by, sending = who(world, "adviser"), Sending.objects.get(pk=world.kwargs("outreach:answer")["pk"])

    def say(answer: str) -> Any:
        return answer_sending(sending=sending, answer=answer, by=by, at=AT)

    return Scenario(lambda: say("posted"), by, lambda _: say("published"))
