"""An adviser takes something back while others act: one of the two orders happened, never a mixture."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from etabli.foundation.journal import ActionError, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import actions as seats
from etabli.foundation.seats.models import SignUp
from etabli.programme.workshops import actions
from etabli.programme.workshops.models import Attendance, Session
from tests import factories
from tests.at_once import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime.now(UTC)


def refusable(act: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        with suppress(ActionError):
            act()

    return run


def test_nobody_holds_a_place_in_what_is_no_longer_announced(session: Session, adviser: Viewer) -> None:
    entry = Entry.objects.get(verb="workshops.create")
    people = [factories.person(session.chamber) for _ in range(5)]

    def come(who: object) -> Callable[[], None]:
        own = Session.objects.select_related("occasion", "chamber").get()
        return refusable(
            lambda: actions.sign_up_for_session(session=own, person=who, by=Viewer.nobody(), at=AT)
        )

    take_back = refusable(lambda: undo(entry=entry, by=adviser, at=AT))
    all_at_once([take_back, *map(come, people)])
    session.refresh_from_db()
    assert (session.published_at is None) == (not SignUp.objects.exists())
    assert SignUp.objects.count() in {0, 5}


def test_a_walk_in_is_taken_back_marked_and_withdrawn_at_once(under_way: Session, adviser: Viewer) -> None:
    at = datetime.now(UTC)
    came = actions.add_walk_in(session=under_way, name="Léa", email="", phone="", by=adviser, at=at)
    walk_in = Entry.objects.get(verb="workshops.walk_in")
    seat = Entry.objects.get(verb="seats.seat_at_door")

    def row() -> SignUp:
        return SignUp.objects.select_related("occasion", "person").get(pk=came.sign_up_id)

    one, two = row(), row()
    all_at_once(
        [
            refusable(lambda: undo(entry=walk_in, by=adviser, at=at)),
            refusable(lambda: undo(entry=seat, by=adviser, at=at)),
            refusable(lambda: actions.mark_presence(sign_up=one, present=None, by=adviser, at=at)),
            refusable(lambda: seats.withdraw(sign_up=two, by=adviser, at=at)),
        ]
    )
    under_way.occasion.refresh_from_db()
    seated = row().status == SignUp.Status.SEATED
    assert under_way.occasion.taken == int(seated)
    assert seated or Attendance.objects.get().present is None
