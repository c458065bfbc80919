"""Objects of the pages of offers of work."""

from typing import Any

from tests import factories as make
from tests.consistency.objects.world import Kwargs, World, objects

PAGES = "job apply edit contest send renew close copy withdraw applications"


def terms(**given: Any) -> Any:
    """An offer that lacks nothing."""
    from etabli.community.jobs.engine import Kind, Remote, Terms

    values = {
        "kind": Kind.PERMANENT,
        "title": "Développeuse ou développeur web",
        "employer": "Atelier Lalande",
        "duties": "Tenir le site.",
        "skills": "HTML",
        "trade": "developer",
        "remote": Remote.REMOTE,
        "week_minutes": 2100,
        "pay_low_cents": 220_000,
    }
    return Terms(**{**values, **given})


def draft_of(world: World, **given: Any) -> Any:
    """A draft of the person."""
    from etabli.community.jobs.actions import write_job

    world.association.chamber = world.chamber
    world.association.save()
    by = make.artisan(world.person)
    return write_job(organisation=world.association, terms=terms(**given), by=by, at=make.AT)


def out_of(world: World) -> Any:
    """The person's offer, read and published."""
    from etabli.community.jobs.actions import send_job
    from etabli.community.moderation.actions import decide
    from etabli.community.moderation.models import Case
    from etabli.foundation.people.viewer import of_membership

    job = send_job(job=draft_of(world), by=make.artisan(world.person), at=make.AT)
    case = Case.objects.get(subject_type="jobs.job", subject_id=str(job.pk))
    world.posts["moderator"].organisation.refresh_from_db()
    decide(case=case, accept=True, by=of_membership(world.posts["moderator"]), at=make.AT)
    job.refresh_from_db()
    return job


@objects(*(f"jobs:{page}" for page in PAGES.split()))
def job(world: World) -> Kwargs:
    return {"pk": out_of(world).pk}


@objects("jobs:application", "jobs:cv", "jobs:withdraw_application")
def application(world: World) -> Kwargs:
    from etabli.community.jobs.models import Job

    return {"pk": application_to(Job.objects.get(pk=world.kwargs("jobs:job")["pk"])).pk}


def application_to(job: Any, by: Any = None) -> Any:
    from etabli.community.jobs.actions import apply_to
    from etabli.foundation.people.viewer import Viewer

    return apply_to(
        job=job,
        name="Camille",
        email="camille@example.org",
        words="Bonjour",
        cv=make.examined(name="cv.pdf"),
        by=by or Viewer.nobody(),
        at=make.AT,
    )


@objects("jobs:alert_confirm", "jobs:alert_stop")
def alert(world: World) -> Kwargs:
    return {"pk": alert_of(world).pk}


def alert_of(world: World, by: Any = None) -> Any:
    from etabli.community.jobs.actions import ask_alert
    from etabli.foundation.people.viewer import Viewer

    return ask_alert(
        organisation=world.association,
        email="veille@example.org",
        query="",
        rhythm="weekly",
        by=by or Viewer.nobody(),
        at=make.AT,
    )


@objects("jobs:enter", "jobs:stop_alert")
def token(world: World) -> Kwargs:
    """One that opens nothing: a good one would let this browser in."""
    return {"token": "1-wrong"}
