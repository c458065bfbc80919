"""Money received, and a moderator's decision, by several at once: one counts, the others are told."""

from collections.abc import Callable
from typing import Any

import pytest

from etabli.community.assembly.actions import ask_removal, confirm_removal
from etabli.community.association.models import Dues, Payment
from etabli.community.market.actions import change_ad
from etabli.community.market.models import Ad
from etabli.community.moderation.actions import decide
from etabli.community.moderation.models import Case
from etabli.foundation.journal import ActionError
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership, Role
from tests.at_once import all_at_once
from tests.community.association.powers import board_member
from tests.community.association.test_dues import asked, pay
from tests.community.conftest import AT, answer, make_world, pass_on

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


@pytest.mark.django_db(transaction=True)
def test_two_members_of_the_board_confirm_the_end_of_a_role_once(settings: Any, tmp_path: Any) -> None:
    world = make_world(settings, tmp_path)
    others = [board_member(world, name) for name in ("Une", "Deux")]
    post = Membership.objects.get(user=world.moderator.user_id, role=Role.MODERATOR)
    why = "Cette personne ne répond plus depuis trois mois."
    Membership.objects.filter(user=world.double.user, role=Role.MODERATOR).update(ended_on=AT.date())
    removal = ask_removal(of=post, reason=why, by=world.board, at=AT)
    by = iter(others * MANY)
    assert outcomes_of(lambda: confirm_removal(removal=removal, by=next(by), at=AT)) == [
        *["AssemblyError"] * (MANY - 1),
        "done",
    ]
    post.refresh_from_db()
    assert post.ended_on is not None
    assert Entry.objects.filter(verb="people.end_role").count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_ad_is_never_narrowed_behind_its_first_answer(settings: Any, tmp_path: Any) -> None:
    """The staff brings the last day nearer while members answer: before the first answer, or not at all."""
    world = make_world(settings, tmp_path)
    ad = pass_on(world, world.artisan)
    members = [world.member, world.other_member]
    found: list[str] = []

    def narrow() -> None:
        try:
            change_ad(
                ad=Ad.objects.get(pk=ad.pk), deadline_on=AT.date(), answers_cap=1, by=world.adviser, at=AT
            )
            found.append("narrowed")
        except ActionError:
            found.append("refused")

    def reply(member: Any) -> None:
        try:
            answer(Ad.objects.get(pk=ad.pk), member, upload=None)
            found.append("answered")
        except ActionError:
            found.append("full")

    all_at_once([narrow, *(lambda member=member: reply(member) for member in members)])
    ad.refresh_from_db()
    verbs = list(Entry.objects.filter(verb__in=["market.change_ad", "market.answer_ad"]).order_by("pk"))
    narrowed = [one.verb for one in verbs].count("market.change_ad")
    assert ad.answers_cap == (1 if narrowed else 6)
    assert not narrowed or verbs[0].verb == "market.change_ad", "narrowed first, or not at all"
    assert found.count("answered") == ad.answers_taken
