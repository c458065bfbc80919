"""Objects of the pages of the association and its market."""

from etabli.foundation.people import viewer
from tests import factories as make
from tests.consistency.objects.world import Kwargs, World, objects


@objects("market:ad", "market:withdraw_ad")
def ad(world: World) -> Kwargs:
    """An ad of the person, which the association of the same département reads."""
    from etabli.community.market.actions import pass_on_ad
    from etabli.foundation.people.models import Consent

    world.association.chamber = world.chamber
    world.association.save()
    Consent.objects.create(
        person=world.person, purpose="ad", subject_type="briefs.brief", subject_id="1", given_at=make.AT
    )
    made = pass_on_ad(
        person=world.person,
        title="Un site",
        text="Montrer mon travail",
        needs=["Des photos"],
        place="Médoc",
        budget="À discuter",
        deadline_on=make.AT.date().replace(year=2099),
        brief_ref="briefs.brief:1",
        by=make.artisan(world.person),
        at=make.AT,
    )
    return {"pk": made.pk}


@objects("market:quote", "market:withdraw_answer")
def answer(world: World) -> Kwargs:
    """The member's answer to that ad, with a quote."""
    from etabli.community.association.actions import add_member
    from etabli.community.market.actions import answer_ad
    from etabli.community.market.models import Ad

    post = world.posts["member"]
    add_member(
        organisation=world.association,
        user=post.user,
        display_name="Studio",
        trade="developer",
        joined_on=make.AT.date(),
        by=viewer.Viewer.system(),
        at=make.AT,
    )
    found = Ad.objects.get(pk=world.kwargs("market:ad")["pk"])
    post.organisation.refresh_from_db()
    made = answer_ad(
        ad=found, message="Bonjour", upload=make.examined(), by=viewer.of_membership(post), at=make.AT
    )
    return {"pk": made.pk}
