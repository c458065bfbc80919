"""Objects of the pages of visibility."""

from datetime import timedelta
from typing import Any

from tests import factories as make
from tests.consistency.objects.world import Kwargs, World, objects

ADDRESS = "maison-exemple.test/"
RESULT = {"verdicts": {"hours": {"state": "mend", "values": {}, "why": ""}}, "left_out": [], "is_read": True}


def check_of(world: World, by: Any = None) -> Any:
    """A look at a site of the person, done; `by`: who asked, the person when nobody is named."""
    from etabli.programme.visibility.actions import ask_check

    by = by or make.artisan(world.person)
    check = ask_check(person=world.person, address=ADDRESS, by=by, at=make.AT)
    check.status, check.done_at, check.result = check.Status.DONE, make.AT, RESULT
    check.save()
    return check


def step_of(world: World) -> Any:
    """What the person will mend."""
    from etabli.programme.visibility.actions import plan_step
    from etabli.programme.visibility.checks.queries import get_finding

    by = make.artisan(world.person)
    return plan_step(person=world.person, finding=get_finding("hours"), address=ADDRESS, by=by, at=make.AT)


def watch_of(world: World) -> Any:
    """That the person wishes a check each quarter."""
    from etabli.programme.visibility.actions import watch_site

    return watch_site(person=world.person, address=ADDRESS, by=make.artisan(world.person), at=make.AT)


@objects("visibility:check", "visibility:state", "visibility:domain", "visibility:watch", "visibility:remove")
def check(world: World) -> Kwargs:
    return {"key": check_of(world).key}


@objects("visibility:paper")
def check_beside(world: World) -> Kwargs:
    return {"key": check_of(world, make.adviser(world.chamber)).key}


def registration_of(world: World, ends_on: Any = None) -> Any:
    """Until when the person rents the name of their site."""
    from etabli.programme.visibility.actions import note_registration
    from etabli.programme.visibility.engine.domain import Registration

    day = ends_on or make.AT.date() + timedelta(days=60)
    registration = Registration("maison-exemple.test", day, "Hébergeur Exemple", reminds=True)
    by = make.artisan(world.person)
    return note_registration(person=world.person, registration=registration, by=by, at=make.AT)


def liked_site_of(world: World) -> Any:
    """A site that is joined to a project of the person."""
    from etabli.procurement.briefs.actions import attach_site
    from tests.consistency.objects.procurement import a_brief

    by = make.artisan(world.person)
    return attach_site(brief=a_brief(world), address="https://maison-exemple.test/", by=by, at=make.AT)


def reading_of(world: World) -> Any:
    """What was seen there."""
    from etabli.programme.visibility.actions import read_liked_site

    by, site = make.artisan(world.person), liked_site_of(world)
    reading = read_liked_site(attachment=site, by=by, at=make.AT)
    reading.is_read, reading.features = True, ["map"]
    reading.save()
    return reading


@objects("visibility:liked", "visibility:read_liked", "visibility:liked_state")
def liked_site(world: World) -> Kwargs:
    site = reading_of(world).attachment
    return {"pk": site.brief_id, "attachment_pk": site.pk}


@objects("visibility:beside", "visibility:campaign_beside", "visibility:calendar_beside")
def person_beside(world: World) -> Kwargs:
    return {"pk": world.person.pk}


@objects("visibility:step")
def step_page(world: World) -> Kwargs:
    return {"key": check_of(world).key, "finding": "hours"}


@objects("visibility:finish")
def finish(world: World) -> Kwargs:
    return {"pk": step_of(world).pk}


@objects("visibility:photo")
def photo(world: World) -> Kwargs:
    from etabli.programme.visibility.actions import note_self_check

    by = make.artisan(world.person)
    seen: dict[str, list[str]] = {"pain Bordeaux": ["site"]}
    row = note_self_check(
        person=world.person,
        kind="search",
        answers=seen,
        photo=make.examined(b"\xff\xd8\xff\xe0 a photo", "ecran.jpg"),
        by=by,
        at=make.AT,
    )
    return {"pk": row.pk}


@objects("visibility:checklist")
def checklist(world: World) -> Kwargs:
    return {"kind": "fiche"}
