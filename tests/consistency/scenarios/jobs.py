"""The acts on offers of work."""

from typing import Any

from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.objects.jobs import alert_of, application_to, draft_of, out_of, terms
from tests.consistency.scenarios.declared import AT, Scenario, scenario, who


def _by(world: World) -> Viewer:
    return make.artisan(world.person)


def _correspondent(world: World, row: Any) -> Viewer:
    """Somebody whom the journal knows by name, with the link of their mail open."""
    from etabli.community.jobs.rules import as_correspondent

    return as_correspondent(who(world, "member"), row.correspondent)


def _withdrawn(job: Any, by: Viewer) -> Any:
    from etabli.community.jobs.actions import withdraw_job

    return withdraw_job(job=job, by=by, at=AT)


def _corrected(job: Any, by: Viewer, title: str) -> Any:
    from etabli.community.jobs.actions import correct_job

    return correct_job(job=job, terms=terms(title=title), by=by, at=AT)


@scenario("jobs.write")
def written(world: World) -> Scenario:
    world.association.chamber = world.chamber
    world.association.save()
    by = _by(world)
    return Scenario(lambda: draft_of(world), by, lambda job: _withdrawn(job, by))


@scenario("jobs.copy")
def copied(world: World) -> Scenario:
    from etabli.community.jobs.actions import copy_job

    by, job = _by(world), draft_of(world)
    return Scenario(lambda: copy_job(job=job, by=by, at=AT), by, lambda made: _withdrawn(made, by))


@scenario("jobs.correct")
def corrected(world: World) -> Scenario:
    by, job = _by(world), draft_of(world)
    return Scenario(lambda: _corrected(job, by, "Autrement"), by, lambda _: _corrected(job, by, "Encore"))


@scenario("jobs.withdraw")
def withdrawn(world: World) -> Scenario:
    by, job = _by(world), draft_of(world)
    return Scenario(lambda: _withdrawn(job, by), by)


@scenario("jobs.send")
def sent(world: World) -> Scenario:
    from etabli.community.jobs.actions import send_job

    by, job = _by(world), draft_of(world)
    return Scenario(lambda: send_job(job=job, by=by, at=AT), by, lambda _: _published(world, job))


def _published(world: World, job: Any) -> Any:
    from etabli.community.jobs.actions import publish_job

    return publish_job(subject=job, by=Viewer.system(world.association.pk), at=AT)


@scenario("jobs.publish")
def published(world: World) -> Scenario:
    from etabli.community.jobs.actions import hide_job, publish_job, send_job

    by, job, system = _by(world), draft_of(world), Viewer.system(world.association.pk)
    send_job(job=job, by=by, at=AT)
    return Scenario(
        lambda: publish_job(subject=job, by=system, at=AT),
        system,
        lambda _: hide_job(subject=job, reason="Autre", by=system, at=AT),
    )


@scenario("jobs.hide")
def hidden(world: World) -> Scenario:
    from etabli.community.jobs.actions import hide_job

    job, system = out_of(world), Viewer.system(world.association.pk)
    return Scenario(
        lambda: hide_job(subject=job, reason="Faux", by=system, at=AT),
        system,
        lambda _: _published(world, job),
    )


@scenario("jobs.renew")
def renewed(world: World) -> Scenario:
    from datetime import timedelta

    from etabli.community.jobs.actions import renew_job

    by, job = _by(world), out_of(world)
    return Scenario(
        lambda: renew_job(job=job, by=by, at=AT + timedelta(days=9)),
        by,
        lambda _: renew_job(job=job, by=by, at=AT + timedelta(days=19)),
    )


@scenario("jobs.close")
def closed(world: World) -> Scenario:
    from datetime import timedelta

    from etabli.community.jobs.actions import close_job, renew_job

    by, job = _by(world), out_of(world)
    return Scenario(
        lambda: close_job(job=job, outcome="here", by=by, at=AT),
        by,
        lambda _: renew_job(job=job, by=by, at=AT + timedelta(days=19)),
    )


@scenario("jobs.apply")
def applied(world: World) -> Scenario:
    from etabli.community.jobs.actions import withdraw_application

    job = out_of(world)
    _known(world, "camille@example.org")
    return Scenario(
        lambda: application_to(job, who(world, "member")),
        who(world, "member"),
        lambda made: withdraw_application(application=made, by=_correspondent(world, made), at=AT),
    )


@scenario("jobs.answer")
def answered(world: World) -> Scenario:
    from etabli.community.jobs.actions import write

    by, application = _by(world), application_to(out_of(world))
    return Scenario(lambda: write(application=application, text="Venez jeudi.", by=by, at=AT), by)


@scenario("jobs.withdraw_application")
def taken_back(world: World) -> Scenario:
    from etabli.community.jobs.actions import withdraw_application

    application = application_to(out_of(world))
    by = _correspondent(world, application)
    return Scenario(lambda: withdraw_application(application=application, by=by, at=AT), by)


@scenario("jobs.ask_alert")
def alert_asked(world: World) -> Scenario:
    from etabli.community.jobs.actions import stop_alert

    _known(world, "veille@example.org")
    return Scenario(
        lambda: alert_of(world, who(world, "member")),
        who(world, "member"),
        lambda made: stop_alert(alert=made, by=_correspondent(world, made), at=AT),
    )


@scenario("jobs.confirm_alert")
def alert_confirmed(world: World) -> Scenario:
    from datetime import timedelta

    from etabli.community.jobs.actions import confirm_alert

    alert = alert_of(world)
    by = _correspondent(world, alert)
    return Scenario(
        lambda: confirm_alert(alert=alert, by=by, at=AT),
        by,
        lambda _: confirm_alert(alert=alert, by=by, at=AT + timedelta(days=1)),
    )


@scenario("jobs.stop_alert")
def alert_stopped(world: World) -> Scenario:
    from etabli.community.jobs.actions import confirm_alert, stop_alert

    alert = alert_of(world)
    by = _correspondent(world, alert)
    return Scenario(
        lambda: stop_alert(alert=alert, by=by, at=AT),
        by,
        lambda _: confirm_alert(alert=alert, by=by, at=AT),
    )


def _known(world: World, email: str) -> None:
    """An address that is known before: to write it down is no part of the act."""
    from etabli.community.jobs.links import correspondent_for_address

    correspondent_for_address(
        organisation_id=world.association.pk, chamber_id=world.association.chamber_id, email=email, at=AT
    )
