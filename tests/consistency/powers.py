"""The acts of the association that can't be taken back, each prepared for test_double_role.py (the others have their
scenario).
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from etabli.community.assembly import actions as assembly
from etabli.community.assembly.models import Poll, Term
from etabli.community.association import actions as association
from etabli.community.association.models import Suspension
from etabli.community.directory import actions as directory
from etabli.community.forum import actions as forum
from etabli.community.jobs import actions as jobs
from etabli.community.jobs.models import Correspondent, Job
from etabli.community.market import actions as market
from etabli.community.moderation import actions as moderation
from etabli.community.moderation.models import Appeal, Case
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer, of_membership
from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.objects.assemblies import in_preparation, voter
from tests.consistency.objects.association import an_application
from tests.consistency.objects.directory import contact_of
from tests.consistency.objects.forum import asked
from tests.consistency.objects.jobs import alert_of
from tests.consistency.scenarios.assemblies import a_removal, a_term, convened, resolution, sitting
from tests.consistency.scenarios.association import a_member, suspension_of
from tests.consistency.scenarios.declared import AT, Scenario, who
from tests.consistency.scenarios.market import an_ad

LONE: dict[str, Callable[[World], Scenario]] = {}


def lone(verb: str) -> Callable[[Callable[[World], Scenario]], Callable[[World], Scenario]]:
    def declare(prepare: Callable[[World], Scenario]) -> Callable[[World], Scenario]:
        LONE[verb] = prepare
        return prepare

    return declare


def on(act: Callable[..., Any], by: Viewer, **given: Any) -> Scenario:
    return Scenario(lambda: act(**given, by=by, at=AT), by)


def second(world: World) -> Viewer:
    """Another member of the board, free of any tie."""
    return of_membership(make.membership(world.association, Role.BOARD))


@lone("assembly.call_again")
def called_again(world: World) -> Scenario:
    made, by = sitting(world), who(world, "board")
    assembly.close_sitting(assembly=made, by=by, at=AT)
    return on(assembly.call_again, by, assembly=made, starts_at=make.tomorrow())


@lone("assembly.call_off")
def called_off(world: World) -> Scenario:
    return on(assembly.call_off, who(world, "board"), assembly=convened(world))


@lone("assembly.convene")
def convoked(world: World) -> Scenario:
    return on(assembly.convene, who(world, "board"), assembly=in_preparation(world))


@lone("assembly.open_poll")
def poll_opened(world: World) -> Scenario:
    return on(assembly.open_poll, who(world, "board"), item=resolution(sitting(world)))


def an_open_poll(world: World) -> Poll:
    return assembly.open_poll(item=resolution(sitting(world)), by=who(world, "board"), at=AT)


@lone("assembly.close_poll")
def poll_closed(world: World) -> Scenario:
    return on(assembly.close_poll, who(world, "board"), poll=an_open_poll(world))


@lone("assembly.cast_ballot")
def ballot_cast(world: World) -> Scenario:
    given = {"poll": an_open_poll(world), "voice": voter(world), "choice": ["for"]}
    return on(assembly.cast_ballot, who(world, "member"), **given)


@lone("assembly.close_sitting")
def sitting_closed(world: World) -> Scenario:
    return on(assembly.close_sitting, who(world, "board"), assembly=sitting(world))


@lone("assembly.draw_tie")
def tie_drawn(world: World) -> Scenario:
    poll, by = an_open_poll(world), who(world, "board")
    return on(assembly.draw_tie, by, poll=assembly.close_poll(poll=poll, by=by, at=AT))


@lone("assembly.confirm_removal")
def removal_confirmed(world: World) -> Scenario:
    judge = second(world)
    return on(assembly.confirm_removal, judge, removal=a_removal(world))


@lone("assembly.refuse_removal")
def removal_refused(world: World) -> Scenario:
    judge = second(world)
    return on(assembly.refuse_removal, judge, removal=a_removal(world))


@lone("assembly.seat_elected")
def elected_seated(world: World) -> Scenario:
    poll = Poll.objects.get(pk=world.kwargs("assembly:poll")["pk"])
    return on(assembly.seat_elected, who(world, "board"), poll=poll)


@lone("assembly.set_office")
def office_set(world: World) -> Scenario:
    return on(assembly.set_office, who(world, "board"), term=a_term(world), office="chair")


@lone("assembly.end_term")
def term_ended(world: World) -> Scenario:
    term = a_term(world)
    Term.objects.filter(pk=term.pk).update(ends_on=AT.date() - timedelta(days=1))
    return on(assembly.end_term, who(world, "board"), term=term)


@lone("assembly.lapse_removal")
def removal_lapsed(world: World) -> Scenario:
    return on(assembly.lapse_removal, Viewer.system(), removal=a_removal(world))


@lone("assembly.settle_removal")
def removal_settled(world: World) -> Scenario:
    return on(assembly.settle_removal, who(world, "board"), removal=a_removal(world), adopted=False)


@lone("association.confirm_application")
def application_confirmed(world: World) -> Scenario:
    made = an_application(world)
    type(made).objects.filter(pk=made.pk).update(state="sent", confirmed_at=None)
    made.refresh_from_db()
    return on(association.confirm_application, Viewer.nobody(), application=made)


def an_appeal(world: World) -> Suspension:
    """Of a member whom the board suspended; a second member of the board is there to judge."""
    second(world)
    member = a_member(world)
    made = suspension_of(member, who(world, "board"))
    return association.appeal(suspension=made, text="Non.", by=make.post_of(member), at=AT)


@lone("association.decide_appeal")
def appeal_decided(world: World) -> Scenario:
    given = {"suspension": an_appeal(world), "lift": False, "decision": "Les faits sont là."}
    return on(association.decide_appeal, second(world), **given)


@lone("association.end_suspension")
def suspension_ended(world: World) -> Scenario:
    return on(association.end_suspension, Viewer.system(), suspension=an_appeal(world))


@lone("association.settle_suspension")
def suspension_settled(world: World) -> Scenario:
    made = an_appeal(world)
    Suspension.objects.filter(pk=made.pk).update(referred_at=AT)
    made.refresh_from_db()
    return on(association.settle_suspension, who(world, "board"), suspension=made, adopted=True)


@lone("directory.answer_contact")
def contact_answered(world: World) -> Scenario:
    return on(directory.answer_contact, who(world, "member"), contact=contact_of(world), text="Bonjour")


@lone("directory.confirm_contact")
def contact_confirmed(world: World) -> Scenario:
    return on(directory.confirm_contact, Viewer.nobody(), contact=contact_of(world, proved=False))


@lone("forum.tell")
def members_told(world: World) -> Scenario:
    return on(forum.tell, Viewer.system(), thread=asked(world), posts=[], through=None)


@lone("jobs.ask_link")
def link_asked(world: World) -> Scenario:
    alert_of(world)
    return on(jobs.ask_link, Viewer.nobody(), correspondent=Correspondent.objects.get())


@lone("jobs.remind")
def job_reminded(world: World) -> Scenario:
    made = Job.objects.get(pk=world.kwargs("jobs:job")["pk"])
    return on(jobs.remind, Viewer.system(), job=made)


@lone("jobs.send_alert")
def alert_sent(world: World) -> Scenario:
    return on(jobs.send_alert, Viewer.system(), alert=alert_of(world), jobs=[])


@lone("market.alert_members")
def members_alerted(world: World) -> Scenario:
    return on(market.alert_members, Viewer.system(), ad=an_ad(world), posts=[], through=None)


@lone("market.ask_what_came")
def what_came_asked(world: World) -> Scenario:
    return on(market.ask_outcome, Viewer.system(), ad=an_ad(world))


@lone("market.remind")
def ad_reminded(world: World) -> Scenario:
    return on(market.remind, Viewer.system(), ad=an_ad(world))


@lone("moderation.settle_appeal")
def moderation_settled(world: World) -> Scenario:
    case = Case.objects.get(pk=world.kwargs("moderation:decision")["pk"])
    made = moderation.appeal(case=case, text="Non.", by=who(world, "member"), at=AT)
    Appeal.objects.filter(pk=made.pk).update(referred_at=AT)
    made.refresh_from_db()
    return on(moderation.settle_appeal, who(world, "board"), appeal=made, accept=True)
