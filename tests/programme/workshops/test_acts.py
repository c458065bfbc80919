"""The acts on sessions, without a browser: what the journal keeps, what can be taken back, who may."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from etabli.foundation.journal import CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.programme.diary.models import HalfDay
from etabli.programme.workshops import actions, changes
from etabli.programme.workshops.models import Session, Theme, Venue
from etabli.programme.workshops.themes import load_themes
from tests import factories

Make = Callable[..., Session]
AT = factories.AT


def test_a_creation_taken_back_disappears_and_comes_back_with_its_half_day(
    session: Session, adviser: Viewer
) -> None:
    undo(entry=Entry.objects.get(verb="workshops.create"), by=adviser, at=AT)
    session.refresh_from_db()
    assert session.published_at is None
    assert not HalfDay.objects.filter(released_at=None).exists()
    undo(entry=Entry.objects.filter(verb="workshops.create").first(), by=adviser, at=AT)
    session.refresh_from_db()
    assert session.published_at is not None
    assert HalfDay.objects.filter(released_at=None).get() == session.half_day


def test_a_creation_is_not_taken_back_under_the_feet_of_those_who_signed_up(
    session: Session, adviser: Viewer
) -> None:
    factories.sign_up(session.occasion, factories.person(session.chamber))
    with pytest.raises(CannotUndo):
        undo(entry=Entry.objects.get(verb="workshops.create"), by=adviser, at=AT)


@pytest.mark.parametrize("who", ["nobody", "artisan", "neighbour"])
def test_only_the_chamber_runs_a_session(session: Session, neighbour: Membership, who: str) -> None:
    by = {
        "nobody": Viewer.nobody(),
        "artisan": factories.artisan(factories.person(session.chamber)),
        "neighbour": of_membership(neighbour),
    }[who]
    plan = changes.plan_of(session)
    row = factories.sign_up(session.occasion, factories.person(session.chamber))
    with pytest.raises(NotAllowed):
        actions.create_session(**vars(plan), by=by, at=AT)
    with pytest.raises(NotAllowed):
        actions.change_session(session=session, wanted=plan, by=by, at=AT)
    with pytest.raises(NotAllowed):
        actions.call_off(session=session, reason="x", by=by, at=AT)
    with pytest.raises(NotAllowed):
        actions.mark_presence(sign_up=row, present=True, by=by, at=AT)
    with pytest.raises(NotAllowed):
        actions.add_walk_in(session=session, name="x", email="", phone="", by=by, at=AT)


def test_a_change_of_nothing_says_so(session: Session, adviser: Viewer) -> None:
    with pytest.raises(actions.NothingChanged):
        actions.change_session(session=session, wanted=changes.plan_of(session), by=adviser, at=AT)


def test_a_change_within_the_half_day_keeps_it_held(session: Session, adviser: Viewer) -> None:
    plan = changes.plan_of(session)
    later = changes.Plan(
        plan.theme,
        plan.venue,
        plan.adviser,
        plan.starts_at + timedelta(minutes=30),
        plan.ends_at + timedelta(minutes=30),
        plan.capacity,
    )
    actions.change_session(session=session, wanted=later, by=adviser, at=AT)
    assert HalfDay.objects.get().released_at is None


def test_a_room_taken_back_leaves_the_choices(session: Session, adviser: Viewer) -> None:
    room = actions.add_venue(
        name="Médiathèque",
        commune=session.venue.commune,
        address="",
        capacity=8,
        accessible=True,
        by=adviser,
        at=AT,
    )
    undo(entry=Entry.objects.get(verb="workshops.add_venue"), by=adviser, at=AT)
    assert Venue.objects.get(pk=room.pk).withdrawn_at is not None


def test_the_delivered_themes_are_complete(delivered: None) -> None:
    assert Theme.objects.count() == 4
    for theme in Theme.objects.all():
        for language in ("fr", "en"):
            text = theme.text[language]
            assert text["title"]
            assert text["promise"]
            assert text["bring"]
            assert len(text["programme"]) >= 5


def test_themes_load_twice_without_a_change(delivered: None) -> None:
    load_themes(by=Viewer.system(), at=AT)
    assert Theme.objects.count() == 4
