"""Objects of the pages that write to artisans."""

from etabli.foundation.people import viewer
from tests import factories as make
from tests.consistency.objects.world import Kwargs, World, objects


@objects("outreach:segment", "outreach:withdraw_segment")
def group(world: World) -> Kwargs:
    from etabli.programme.outreach.actions.segments import add_segment
    from etabli.programme.outreach.engine.criteria import Criteria

    by = viewer.of_membership(world.posts["adviser"])
    made = add_segment(chamber=world.chamber, name="Tous", criteria=Criteria(), by=by, at=make.AT)
    return {"pk": made.pk}


@objects(
    "outreach:mailing",
    "outreach:edit_mailing",
    "outreach:mailing_people",
    "outreach:send_mailing",
    "outreach:stop_mailing",
    "outreach:withdraw_mailing",
    "outreach:mailing_calls",
    "outreach:follow",
)
def mailing(world: World) -> Kwargs:
    """A draft to a group in which `world.person` may be written to."""
    from etabli.foundation.people.actions import give_consent
    from etabli.programme.outreach.actions.mailings import write_mailing
    from etabli.programme.outreach.models import Segment

    by = viewer.of_membership(world.posts["adviser"])
    give_consent(person=world.person, purpose="contact", by=by, at=make.AT)
    group_of_all = Segment.objects.get(pk=world.kwargs("outreach:segment")["pk"])
    fields = {
        "segment": group_of_all,
        "subject": "Un atelier",
        "body": "Bonjour {prénom},",
        "session_ids": [],
    }
    made = write_mailing(
        chamber=world.chamber, author=world.posts["adviser"].user, fields=fields, by=by, at=make.AT
    )
    return {"pk": made.pk}


@objects("outreach:preview_mailing", "outreach:mailing_letter", "outreach:try_mailing", "outreach:leave_out")
def mailing_to_somebody(world: World) -> Kwargs:
    return {**world.kwargs("outreach:mailing"), "person_pk": world.person.pk}


@objects("outreach:follow_session")
def link_of_a_mail(world: World) -> Kwargs:
    from tests.consistency.objects.programme import session_of

    return {**world.kwargs("outreach:mailing"), "session_pk": session_of(world).pk}


@objects("outreach:contact")
def somebody_to_write_to(world: World) -> Kwargs:
    return {"pk": world.person.pk}
