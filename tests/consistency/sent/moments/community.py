"""The association's dues, requests, moderation and directory, as days go by."""

from datetime import timedelta
from typing import Any

from etabli.community.agenda.feeds.fetching import Reading
from etabli.community.agenda.feeds.refreshing import take_in
from etabli.community.association import actions, notices
from etabli.community.association.join_requests import receive_request
from etabli.community.association.payments import ReceivedPayment
from etabli.community.directory.actions import answer_contact, confirm_contact
from etabli.community.jobs.models import Job
from etabli.community.moderation.actions import decide, report
from etabli.community.moderation.models import Case
from etabli.community.neutrality.notices import tell_anchor
from etabli.foundation.people.viewer import Viewer, of_membership
from tests.consistency.objects import World
from tests.consistency.objects.agenda import neighbour_feed
from tests.consistency.objects.association import a_payment, in_association, some_dues
from tests.consistency.objects.directory import contact_of
from tests.consistency.scenarios import AT
from tests.consistency.scenarios.association import a_member, suspension_of
from tests.consistency.scenarios.declared import who
from tests.consistency.scenarios.market import an_ad
from tests.consistency.sent.moments.declared import after, moment
from tests.consistency.sent.scenes import Scene

NOBODY = Viewer.nobody()


@moment("community", "moment: dues from their opening to the last reminder")
def reminders_of_dues(world: World, scene: Scene) -> None:
    made = list[Any]()
    scene.step("the period opens", lambda: made.append(some_dues(world)))
    due_on = made[0].due_on
    for days in (-31, -15, -7, 0, 1, 8, 16, 31, 46, 61):
        at = AT + (due_on - AT.date()) + timedelta(days=days)
        scene.day(f"{days} days after the last one", at)


@moment("community", "moment: dues paid, then more than was owed")
def paid(world: World, scene: Scene) -> None:
    dues = some_dues(world)
    scene.step("a payment", lambda: a_payment(dues))
    surplus = ReceivedPayment(dues.pk, 2500, "essai-1", AT.date())
    scene.step("paid once more to the provider", lambda: notices.tell_board_of_surplus(dues, surplus, AT))


@moment("community", "moment: a member leaves, or asks to join again")
def leaving(world: World, scene: Scene) -> None:
    member = in_association(world)
    fields = {"email": member.user.email, "kind": "person", "name": "Ana", "company": "", "trade": "writer"}
    scene.step("asks to join", lambda: receive_request(world.association, fields, by=NOBODY, at=AT))

    def leave() -> None:
        actions.leave(member=member, by=of_membership(member.user.memberships.get()), at=AT)
        notices.tell_board_of_departure(member, AT)

    scene.step("the board learns that one left", leave)


@moment("community", "moment: a suspension and its end")
def suspension(world: World, scene: Scene) -> None:
    member, by = a_member(world), who(world, "board")
    made = list[Any]()
    scene.step("suspended", lambda: made.append(suspension_of(member, by)))
    ends_on = made[0].ends_on
    if ends_on is not None:
        scene.day("the day after its last", AT + (ends_on - AT.date()) + timedelta(days=1))


@moment("community", "moment: what waits for the moderators")
def waiting(world: World, scene: Scene) -> None:
    an_ad(world)
    Case.objects.update(state=Case.State.WAITING, submitted_at=AT)
    for days in (1, 3, 8):
        scene.day(f"{days} days later", after(days=days))


@moment("community", "moment: what came of what was reported")
def came_of_it(world: World, scene: Scene) -> None:
    offer = Job.objects.get(pk=world.kwargs("moderation:report")["pk"])
    fields = {"subject": offer, "reason": "false", "at": AT}
    scene.step("a member reports it", lambda: report(**fields, by=who(world, "member")))
    scene.step(
        "a visitor too", lambda: report(**fields, email="visiteuse@example.org", source="a", by=NOBODY)
    )
    case = Case.objects.get(subject_type="jobs.job", subject_id=str(offer.pk))
    by = who(world, "moderator")
    scene.step("it is hidden", lambda: decide(case=case, accept=False, reason="false", by=by, at=AT))


@moment("community", "moment: a message by the directory, and its answer")
def by_the_directory(world: World, scene: Scene) -> None:
    made = list[Any]()
    scene.step("written", lambda: made.append(contact_of(world, proved=False)))
    scene.step("confirmed", lambda: confirm_contact(contact=made[0], by=NOBODY, at=AT))
    by = who(world, "member")
    scene.step("answered", lambda: answer_contact(contact=made[0], text="Avec plaisir.", by=by, at=AT))


@moment("community", "moment: the mark of the neutrality log")
def anchor(world: World, scene: Scene) -> None:
    an_ad(world)
    scene.step("this month", lambda: tell_anchor(AT))
    scene.step("told already", lambda: tell_anchor(after(days=1)), after(days=1))
    scene.step("next month", lambda: tell_anchor(after(days=31)), after(days=31))


@moment("community", "moment: a request that the board answers late")
def late_request(world: World, scene: Scene) -> None:
    given = {"name": "Ana Exemple", "company": "", "email": "demande@example.org", "trade": "writer"}
    asked = {"organisation": world.association, "kind": "person", **given, "by": NOBODY, "at": AT}
    made = list[Any]()
    scene.step("asked", lambda: made.append(actions.apply(**asked)))
    scene.step("confirmed", lambda: actions.confirm_application(application=made[0], by=NOBODY, at=AT))


@moment("community", "moment: a neighbour’s agenda that can’t be read")
def broken_feed(world: World, scene: Scene) -> None:
    feed, _board = neighbour_feed(world), who(world, "board")
    for hours in (1, 2, 3, 4):
        at = after(hours=hours)
        scene.step(
            f"try {hours}", lambda at=at: take_in(feed.pk, Reading(failure="missing"), url=feed.url, at=at)
        )
