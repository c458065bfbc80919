"""Objects of the pages of the association and its market."""

from typing import Any

from etabli.foundation.people import viewer
from tests import factories as make
from tests.consistency.objects.world import Kwargs, World, objects


@objects("neutrality:end_interest", "neutrality:name_interest")
def interest(world: World) -> Kwargs:
    """An interest of the member's own."""
    from etabli.community.neutrality.actions import declare_interest

    post = world.posts["member"]
    by = viewer.of_membership(post)
    said = {"kind": "kin", "text": "Mon frère est menuisier.", "by": by, "at": make.AT}
    return {"pk": declare_interest(organisation=world.association, user=post.user, **said).pk}


@objects("market:ad", "market:withdraw_ad", "market:change", "market:elsewhere", "market:outcome")
def ad(world: World) -> Kwargs:
    """An ad of the person, which the association of the same département reads."""
    from etabli.community.market.actions import pass_on_ad, publish_ad
    from etabli.foundation.people.models import Consent

    world.association.chamber = world.chamber
    world.association.save()
    given = {"purpose": "ad", "subject_type": "briefs.brief", "subject_id": "1", "given_at": make.AT}
    Consent.objects.create(person=world.person, recorded_by=world.person.party, **given)
    made = pass_on_ad(
        person=world.person,
        title="Un site",
        text="Montrer mon travail",
        needs=["Des photos"],
        place="Médoc",
        budget="À discuter",
        deadline_on=make.AT.date().replace(year=2099),
        brief_ref="briefs.brief:1",
        by=world.relay or make.artisan(world.person),
        at=make.AT,
    )
    publish_ad(subject=made, by=viewer.Viewer.system(), at=make.AT)
    return {"pk": made.pk}


@objects("market:withdraw_sending")
def ad_elsewhere(world: World) -> Kwargs:
    """The same ad, shown in the open lists."""
    from etabli.community.market.actions import send_elsewhere
    from etabli.community.market.models import Ad

    row = Ad.objects.get(pk=world.kwargs("market:ad")["pk"])
    return {"pk": send_elsewhere(ad=row, destination="feed", by=make.artisan(world.person), at=make.AT).pk}


@objects("market:open_ad")
def open_ad(world: World) -> Kwargs:
    """That ad, as everybody reads it."""
    world.kwargs("market:withdraw_sending")
    return world.kwargs("market:ad")


@objects("market:letter_file")
def letter(world: World) -> Kwargs:
    """A message of the artisan about that answer, with a file."""
    from etabli.community.market.actions import send_message
    from etabli.community.market.models import Answer

    row = Answer.objects.get(pk=world.kwargs("market:quote")["pk"])
    by = make.artisan(world.person)
    made = send_message(answer=row, text="Merci", upload=make.examined(), by=by, at=make.AT)
    return {"pk": made.pk}


@objects("market:quote", "market:withdraw_answer", "market:thread")
def answer(world: World) -> Kwargs:
    """The member's answer to that ad, with a quote."""
    from etabli.community.market.actions import answer_ad
    from etabli.community.market.models import Ad
    from tests.consistency.objects.directory import member_of

    post = world.posts["member"]
    member_of(world)
    row = Ad.objects.get(pk=world.kwargs("market:ad")["pk"])
    post.organisation.refresh_from_db()
    made = answer_ad(
        ad=row, message="Bonjour", upload=make.examined(), by=viewer.of_membership(post), at=make.AT
    )
    return {"pk": made.pk}


@objects("moderation:case", "moderation:answer")
def case(world: World) -> Kwargs:
    """That ad, as the moderators read it."""
    from etabli.community.moderation.models import Case

    number = str(world.kwargs("market:ad")["pk"])
    return {"pk": Case.objects.get(subject_type="market.ad", subject_id=number).pk}


@objects("moderation:decision")
def decision(world: World) -> Kwargs:
    """The member's own offer, refused: they may contest it."""
    from etabli.community.jobs.actions import send_job
    from etabli.community.moderation.actions import decide
    from etabli.community.moderation.models import Case

    by = viewer.of_membership(world.posts["member"])
    job = send_job(job=members_offer(world), by=by, at=make.AT)
    made = Case.objects.get(subject_type="jobs.job", subject_id=str(job.pk))
    by = viewer.of_membership(world.posts["moderator"])
    return {"pk": decide(case=made, accept=False, reason="false", by=by, at=make.AT).pk}


@objects("moderation:report")
def reported(world: World) -> Kwargs:
    """An offer of work that everybody sees."""
    return {"model": "jobs.Job", **world.kwargs("jobs:job")}


@objects("moderation:reason")
def reason(world: World) -> Kwargs:
    return {"code": "false"}


def members_offer(world: World) -> Any:
    """A draft of the member's."""
    from etabli.community.jobs.actions import write_job
    from tests.consistency.objects.directory import member_of
    from tests.consistency.objects.jobs import terms

    member_of(world)
    by = viewer.of_membership(world.posts["member"])
    return write_job(organisation=world.association, terms=terms(), by=by, at=make.AT)


@objects(
    "approaches:approach",
    "approaches:document",
    "approaches:correct",
    "approaches:publish",
    "approaches:withdraw",
)
def approach(world: World) -> Kwargs:
    """An approach of the association, which everybody reads."""
    from etabli.community.approaches.actions import publish_approach, record_approach

    by = viewer.of_membership(world.posts["board"])
    facts = {"on": make.AT.date(), "institution": "Région", "subject": "Formation", "led_by": "La présidente"}
    made = record_approach(
        organisation=world.association, facts=facts, document=make.examined(), by=by, at=make.AT
    )
    return {"pk": publish_approach(approach=made, is_public=True, by=by, at=make.AT).pk}
