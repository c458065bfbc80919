"""Money received, and a moderator's decision, by several at once: one counts, the others are told."""

from collections.abc import Callable
from typing import Any

import pytest

from etabli.community.association.models import Dues, Payment
from etabli.community.market.models import Ad
from etabli.community.moderation.actions import decide
from etabli.community.moderation.models import Case
from etabli.foundation.journal import ActionError
from etabli.foundation.journal.models import Entry
from tests.at_once import all_at_once
from tests.community.association.test_dues import asked, pay
from tests.community.conftest import AT, make_world, pass_on

MANY = 6


def outcomes_of(act: Callable[[], Any]) -> list[str]:
    """What came of the act, done by several at once."""
    found: list[str] = []

    def once() -> None:
        try:
            act()
            found.append("done")
        except ActionError as refusal:
            found.append(type(refusal).__name__)

    all_at_once([once] * MANY)
    return sorted(found, key=str.lower)


@pytest.mark.django_db(transaction=True)
def test_dues_are_paid_once(settings: Any, tmp_path: Any) -> None:
    world = make_world(settings, tmp_path)
    asked(world)
    assert outcomes_of(lambda: pay(world, 6000)) == ["done", *["NotOwed"] * (MANY - 1)]
    assert Payment.objects.count() == 1
    assert Dues.objects.get(member=world.member).paid_cents == 6000


@pytest.mark.django_db(transaction=True)
def test_an_ad_is_decided_once(settings: Any, tmp_path: Any) -> None:
    world = make_world(settings, tmp_path)
    ad = pass_on(world, world.artisan, read=False)
    case = Case.objects.get(subject_type=Ad._meta.label_lower, subject_id=str(ad.pk))

    def accept() -> None:
        decide(case=case, accept=True, by=world.moderator, at=AT)

    assert outcomes_of(accept) == ["AlreadyDecided"] * (MANY - 1) + ["done"]
    assert Entry.objects.filter(verb="moderation.decide").count() == 1
