"""The acts of briefs."""

from datetime import timedelta
from typing import Any

from etabli.foundation.people import viewer
from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.scenarios.declared import AT, Scenario, scenario


def a_brief(world: World) -> Any:
    from etabli.procurement.briefs.models import Brief

    return Brief.objects.get(pk=world.kwargs("briefs:overview")["pk"])


@scenario("briefs.start")
def brief_started(world: World) -> Scenario:
    from etabli.procurement.briefs.actions import start_brief, withdraw_brief

    by = make.artisan(world.person)
    return Scenario(
        lambda: start_brief(person=world.person, outcome="site", by=by, at=AT),
        by,
        lambda brief: withdraw_brief(brief=brief, by=by, at=AT),
    )


@scenario("briefs.keep")
def sketch_kept(world: World) -> Scenario:
    from etabli.procurement.briefs import engine
    from etabli.procurement.briefs.actions import keep_sketch, withdraw_brief
    from etabli.territory.register.craft_field import Craft

    visitor = viewer.Viewer.nobody()
    who = {"name": world.person.name, "email": world.person.email, "phone": "", "commune": None}
    texts: dict[str, Any] = {"craft": Craft(), "plain": engine.Brief("", "", "site"), "drafts": {}}
    return Scenario(
        lambda: keep_sketch(chamber=world.chamber, **who, **texts, by=visitor, at=AT),
        make.adviser(world.chamber),
        lambda brief: withdraw_brief(brief=brief, by=make.artisan(world.person), at=AT),
    )


@scenario("briefs.answer")
def need_answered(world: World) -> Scenario:
    from etabli.procurement.briefs.actions import answer_need
    from etabli.procurement.needs.catalogue import load

    by, brief, need = make.artisan(world.person), a_brief(world), load().needs[0].id

    def says(text: str) -> Any:
        return answer_need(brief=brief, need_id=need, answer=text, by=by, at=AT)

    says("Non")
    return Scenario(lambda: says("Oui"), by, lambda _: says("Peut-être"))


@scenario("briefs.describe")
def brief_described(world: World) -> Scenario:
    from etabli.procurement.briefs.actions import describe_brief

    by, brief = make.artisan(world.person), a_brief(world)

    def to(title: str) -> Any:
        return describe_brief(brief=brief, title=title, trade="", outcome="site", by=by, at=AT)

    return Scenario(lambda: to("Mon site"), by, lambda _: to("Ma page"))


@scenario("briefs.frame")
def brief_framed(world: World) -> Scenario:
    from etabli.procurement.briefs.actions import set_frame

    by, brief = make.artisan(world.person), a_brief(world)

    def to(cents: int) -> Any:
        common = {"blank_why": "", "deadline_on": AT.date(), "by": by, "at": AT}
        return set_frame(brief=brief, low_cents=cents, high_cents=cents, **common)

    return Scenario(lambda: to(100_000), by, lambda _: to(200_000))


@scenario("briefs.set_aside")
def doubt_set_aside(world: World) -> Scenario:
    from etabli.procurement.briefs.actions import set_aside

    by, brief = make.artisan(world.person), a_brief(world)

    def to(contradiction: str) -> Any:
        return set_aside(brief=brief, contradiction=contradiction, is_aside=True, by=by, at=AT)

    return Scenario(lambda: to("date-past"), by, lambda _: to("date-near"))


@scenario("briefs.hand_over")
def brief_ready(world: World) -> Scenario:
    from etabli.procurement.briefs.actions import answer_need, hand_over
    from etabli.procurement.needs.catalogue import load

    by, brief = make.artisan(world.person), a_brief(world)
    answer_need(brief=brief, need_id=load().needs[0].id, answer="Oui", by=by, at=AT)
    return Scenario(
        lambda: hand_over(brief=brief, by=by, at=AT),
        by,
        lambda _: hand_over(brief=brief, by=by, at=AT + timedelta(days=1)),
    )


@scenario("briefs.withdraw")
def brief_put_away(world: World) -> Scenario:
    from etabli.procurement.briefs.actions import withdraw_brief

    by, brief = make.artisan(world.person), a_brief(world)
    return Scenario(lambda: withdraw_brief(brief=brief, by=by, at=AT), by)


@scenario("briefs.restore")
def brief_restored(world: World) -> Scenario:
    from etabli.procurement.briefs.actions import answer_need, describe_brief, restore_brief
    from etabli.procurement.briefs.models import Brief
    from etabli.procurement.briefs.snapshots import snapshot_of
    from etabli.procurement.needs.catalogue import load

    by, brief, need = make.artisan(world.person), a_brief(world), load().needs[0].id

    def says(text: str) -> Any:
        answer_need(brief=brief, need_id=need, answer=text, by=by, at=AT)
        return describe_brief(brief=brief, title=text, trade="", outcome="page", by=by, at=AT)

    says("Oui")
    then = snapshot_of(Brief.objects.get(pk=brief.pk))
    says("Non")
    return Scenario(
        lambda: restore_brief(brief=Brief.objects.get(pk=brief.pk), to=then, by=by, at=AT),
        by,
        lambda _: says("Peut-être"),
    )


@scenario("briefs.duplicate")
def brief_duplicated(world: World) -> Scenario:
    from etabli.procurement.briefs.actions import duplicate_brief, withdraw_brief

    by, brief = make.artisan(world.person), a_brief(world)
    return Scenario(
        lambda: duplicate_brief(brief=brief, by=by, at=AT),
        by,
        lambda copy: withdraw_brief(brief=copy, by=by, at=AT),
    )


@scenario("briefs.share")
def brief_shared(world: World) -> Scenario:
    from etabli.procurement.briefs.actions import cut_link, share_brief

    by, brief = make.artisan(world.person), a_brief(world)
    return Scenario(
        lambda: share_brief(brief=brief, by=by, at=AT),
        by,
        lambda shared: cut_link(shared=shared, by=by, at=AT),
    )


@scenario("briefs.cut_link")
def link_cut(world: World) -> Scenario:
    from etabli.procurement.briefs.actions import cut_link, share_brief

    by, brief = make.artisan(world.person), a_brief(world)
    shared = share_brief(brief=brief, by=by, at=AT)
    later = AT + timedelta(days=1)
    return Scenario(
        lambda: cut_link(shared=shared, by=by, at=AT),
        by,
        lambda _: cut_link(shared=shared, by=by, at=later),
    )


@scenario("briefs.comment")
def remark_written(world: World) -> Scenario:
    from etabli.procurement.briefs.actions import write_comment

    by, brief = make.artisan(world.person), a_brief(world)
    return Scenario(lambda: write_comment(brief=brief, text="Vu", by=by, at=AT), by)


@scenario("briefs.resolve_comment")
def remark_settled(world: World) -> Scenario:
    from etabli.procurement.briefs.actions import reopen_comment, resolve_comment, write_comment

    by, brief = make.artisan(world.person), a_brief(world)
    comment = write_comment(brief=brief, text="Vu", by=by, at=AT)
    return Scenario(
        lambda: resolve_comment(comment=comment, by=by, at=AT),
        by,
        lambda _: reopen_comment(comment=comment, by=by, at=AT),
    )


@scenario("briefs.reopen_comment")
def remark_reopened(world: World) -> Scenario:
    from etabli.procurement.briefs.actions import reopen_comment, resolve_comment, write_comment

    by, brief = make.artisan(world.person), a_brief(world)
    comment = write_comment(brief=brief, text="Vu", by=by, at=AT)
    resolve_comment(comment=comment, by=by, at=AT)
    later = AT + timedelta(days=1)
    return Scenario(
        lambda: reopen_comment(comment=comment, by=by, at=AT),
        by,
        lambda _: resolve_comment(comment=comment, by=by, at=later),
    )


def a_site(world: World, address: str = "https://www.exemple.fr/") -> Any:
    from etabli.procurement.briefs.actions import attach_site

    return attach_site(brief=a_brief(world), address=address, by=make.artisan(world.person), at=AT)


@scenario("briefs.attach_photo")
def photo_joined(world: World) -> Scenario:
    from etabli.procurement.briefs.actions import attach_photo, withdraw_attachment

    by, brief = make.artisan(world.person), a_brief(world)
    photo = make.examined(b"\xff\xd8\xff\xe0 a photo", "mur.jpg")
    return Scenario(
        lambda: attach_photo(brief=brief, photo=photo, caption="Un mur", by=by, at=AT),
        by,
        lambda made: withdraw_attachment(attachment=made, by=by, at=AT),
    )


@scenario("briefs.attach_site")
def site_joined(world: World) -> Scenario:
    from etabli.procurement.briefs.actions import withdraw_attachment

    by = make.artisan(world.person)
    a_brief(world)  # made before, so that the act alone is taken back
    return Scenario(
        lambda: a_site(world), by, lambda made: withdraw_attachment(attachment=made, by=by, at=AT)
    )


@scenario("briefs.change_attachment")
def site_corrected(world: World) -> Scenario:
    from etabli.procurement.briefs.actions import change_attachment

    by, made = make.artisan(world.person), a_site(world)

    def to(caption: str) -> Any:
        return change_attachment(attachment=made, address=made.address, caption=caption, by=by, at=AT)

    return Scenario(lambda: to("Les couleurs"), by, lambda _: to("Les photos"))


@scenario("briefs.withdraw_attachment")
def site_taken_out(world: World) -> Scenario:
    from etabli.procurement.briefs.actions import withdraw_attachment

    by, made = make.artisan(world.person), a_site(world)
    return Scenario(lambda: withdraw_attachment(attachment=made, by=by, at=AT), by)


@scenario("briefs.move_attachments")
def sites_ordered(world: World) -> Scenario:
    from etabli.procurement.briefs.actions import move_attachments, withdraw_attachment

    by, first, second = make.artisan(world.person), a_site(world), a_site(world, "https://www.autre.fr/")
    return Scenario(
        lambda: move_attachments(brief=first.brief, order=[second.pk, first.pk], by=by, at=AT),
        by,
        lambda _: withdraw_attachment(attachment=second, by=by, at=AT),
    )
