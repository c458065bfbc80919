"""Offers for tests: the association's world, and an offer that lacks nothing."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from etabli.community.jobs import actions
from etabli.community.jobs.engine import Kind, Remote, Terms
from etabli.community.jobs.models import Job
from etabli.community.jobs.rules import as_correspondent
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.viewer import Viewer
from tests.community.conftest import AT, as_member

WHOLE = Terms(
    kind=Kind.PERMANENT,
    title="Développeuse ou développeur web",
    employer="Studio des Quinconces",
    duties="Écrire et tenir des sites.\nRépondre aux clients.",
    skills="HTML, CSS, Python",
    trade="developer",
    remote=Remote.REMOTE,
    week_minutes=35 * 60,
    pay_low_cents=220_000,
    pay_high_cents=260_000,
)


def terms(**changes: Any) -> Terms:
    return replace(WHOLE, **changes)


def draft(organisation: Organisation, by: Viewer, *, email: str = "", at: Any = AT, **changes: Any) -> Job:
    return actions.write_job(organisation=organisation, terms=terms(**changes), email=email, by=by, at=at)


def out(world: SimpleNamespace, *, at: Any = AT, **changes: Any) -> Job:
    """An offer of the member, whose things need no reading: out at once."""
    by = as_member(world.member)
    return actions.send_job(job=draft(world.association, by, at=at, **changes), by=by, at=at)


def outsider(world: SimpleNamespace, email: str = "patron@example.org", at: Any = AT) -> Viewer:
    """Somebody who has opened the link of our mail."""
    from etabli.community.jobs.links import correspondent_for_address

    found = correspondent_for_address(
        organisation_id=world.association.pk, chamber_id=world.chamber.pk, email=email, at=at
    )
    return as_correspondent(Viewer.nobody(), found)


def apply(
    job: Job, *, email: str = "candidate@example.org", at: Any = AT + timedelta(days=1), **changes: Any
) -> Any:
    given = {"name": "Camille", "words": "Bonjour, ce poste me plaît.", "by": Viewer.nobody(), "at": at}
    return actions.apply_to(job=job, email=email, **{**given, **changes})


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Any) -> SimpleNamespace:
    from tests.community.conftest import make_world

    settings.DATA = tmp_path
    return make_world(settings, tmp_path)
