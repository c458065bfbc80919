"""Ads and offers of work as days go by."""

from datetime import timedelta
from typing import Any

from etabli.community.jobs import actions as jobs
from etabli.community.jobs.models import Correspondent, Job
from etabli.community.jobs.rules import as_correspondent
from etabli.community.market import actions
from etabli.community.market.models import Ad
from etabli.community.moderation.actions import decide
from etabli.community.moderation.models import Case
from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.objects.directory import member_of
from tests.consistency.objects.jobs import alert_of, application_to, out_of, terms
from tests.consistency.scenarios import AT
from tests.consistency.scenarios.declared import who
from tests.consistency.scenarios.market import a_sealed_answer, an_ad
from tests.consistency.sent.moments.declared import after, moment
from tests.consistency.sent.scenes import Scene

NOBODY = Viewer.nobody()


@moment("community", "moment: an ad from its first day to its last")
def an_ad_from_end_to_end(world: World, scene: Scene) -> None:
    member_of(world)
    scene.step("it is out", lambda: an_ad(world))
    scene.step("a member answers", lambda: a_sealed_answer(world))
    Ad.objects.update(deadline_on=AT.date() + timedelta(days=14))
    scene.day("three days before the last", after(days=11))
    by, ad = who(world, "adviser"), Ad.objects.get()
    more = {"deadline_on": AT.date() + timedelta(days=21), "answers_cap": 8, "by": by, "at": after(days=12)}
    scene.step("the chamber gives it more time", lambda: actions.change_ad(ad=ad, **more), after(days=12))
    scene.day("three days before the new last", after(days=18))
    scene.day("the day after the last", after(days=22))


@moment("community", "moment: an ad that the chamber passes on")
def passed_on(world: World, scene: Scene) -> None:
    world.relay = who(world, "adviser")
    member_of(world)
    scene.step("it is out", lambda: an_ad(world))
    by = who(world, "adviser")
    scene.step("it is withdrawn", lambda: actions.withdraw_ad(ad=Ad.objects.get(), by=by, at=AT))


@moment("community", "moment: an offer of work, its applications and its end")
def an_offer(world: World, scene: Scene) -> None:
    made, by = list[Any](), make.artisan(world.person)
    scene.step("it is out", lambda: made.append(out_of(world)))
    scene.step("somebody applies", lambda: application_to(made[0]))
    last = AT + (made[0].expires_on - AT.date())
    scene.day("a week before its last day", last - timedelta(days=7))
    scene.step("closed", lambda: jobs.close_job(job=made[0], outcome="here", by=by, at=last), last)


@moment("community", "moment: an offer of somebody who has no account")
def an_offer_from_outside(world: World, scene: Scene) -> None:
    out_of(world)
    fields = {"organisation": world.association, "terms": terms(), "email": "patronne@example.org"}
    made = list[Any]()
    scene.step("written", lambda: made.append(jobs.write_job(**fields, by=NOBODY, at=AT)))
    correspondent = Correspondent.objects.get(party=made[0].author)
    by = as_correspondent(NOBODY, correspondent)
    scene.step("sent", lambda: jobs.send_job(job=made[0], by=by, at=AT))
    case = Case.objects.get(subject_type="jobs.job", subject_id=str(made[0].pk))
    read = {"case": case, "by": who(world, "moderator"), "at": AT}
    scene.step("published", lambda: decide(accept=True, **read))
    scene.step(
        "the link again",
        lambda: jobs.ask_link(correspondent=correspondent, by=by, at=after(hours=1)),
        after(hours=1),
    )


@moment("community", "moment: an alert on new offers")
def an_alert(world: World, scene: Scene) -> None:
    out_of(world)
    made = list[Any]()
    scene.step("asked", lambda: made.append(alert_of(world)))
    by = as_correspondent(NOBODY, made[0].correspondent)
    scene.step("confirmed", lambda: jobs.confirm_alert(alert=made[0], by=by, at=AT))
    Job.objects.update(first_published_at=after(days=2), published_on=after(days=2).date())
    scene.day("a day later", after(days=1))
    scene.day("a week later", after(days=8))


@moment("community", "moment: an answered ad is narrowed, then withdrawn by the artisan")
def narrowed(world: World, scene: Scene) -> None:
    a_sealed_answer(world)
    ad, by = an_ad(world), make.artisan(world.person)
    less = {"deadline_on": AT.date() + timedelta(days=21), "answers_cap": 1, "by": by, "at": AT}
    scene.step("narrowed", lambda: actions.change_ad(ad=ad, **less))
    scene.step(
        "withdrawn", lambda: actions.withdraw_ad(ad=an_ad(world), by=by, at=after(hours=1)), after(hours=1)
    )


@moment("community", "moment: the chamber shows an ad elsewhere")
def shown_elsewhere(world: World, scene: Scene) -> None:
    by, made = who(world, "adviser"), list[Any]()
    fields = {"ad": an_ad(world), "destination": "feed", "by": by, "at": AT}
    scene.step("shown", lambda: made.append(actions.send_elsewhere(**fields)))
    gone = {"sending": made[0], "by": by, "at": after(hours=1)} if made else {}
    scene.step("no longer", lambda: actions.withdraw_sending(**gone), after(hours=1))
