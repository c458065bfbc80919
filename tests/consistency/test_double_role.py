"""Every act of the association, tried by whoever wears two hats: what they may do, and why (double_role.txt).

The same human being is on the board of the association, a moderator and a member, and an adviser or a manager of the
chamber; or has an interest: they passed the ad on, or declared a tie with what the act is about. Each act is prepared
by its scenario (scenarios/, powers.py), then done by them, in each of their roles. A new act without a row fails: the
failure proposes the row as the act answers now; ask whether it is right, and write why.
"""

from collections.abc import Callable
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from etabli.community.assembly.actions import SecondNeeded
from etabli.community.association.models import Member
from etabli.community.jobs.models import Job
from etabli.community.market.models import Ad
from etabli.community.moderation.models import Case
from etabli.community.neutrality.models import DeclaredInterest
from etabli.foundation.journal import ActionError, NotAllowed
from etabli.foundation.journal.registry import ACTS, Act
from etabli.foundation.people.models import Membership, Organisation, Role, User
from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.powers import LONE
from tests.consistency.scenarios import SCENARIOS, Scenario

pytestmark = pytest.mark.django_db
APPS = (
    "market",
    "moderation",
    "jobs",
    "forum",
    "agenda",
    "directory",
    "association",
    "neutrality",
    "assembly",
    "approaches",
)
HERE = Path(__file__).parent
# The columns of double_role.txt: the role in which they act, the other one, whether they have an interest.
HATS: dict[str, tuple[Role, Role | None, bool]] = {
    "as-adviser": (Role.ADVISER, Role.BOARD, False),
    "as-manager": (Role.MANAGER, Role.BOARD, False),
    "board+adviser": (Role.BOARD, Role.ADVISER, False),
    "board+manager": (Role.BOARD, Role.MANAGER, False),
    "moderator+adviser": (Role.MODERATOR, Role.ADVISER, False),
    "member+adviser": (Role.MEMBER, Role.ADVISER, False),
    "adviser/relayed": (Role.ADVISER, Role.BOARD, True),
    "board/interest": (Role.BOARD, None, True),
    "moderator/interest": (Role.MODERATOR, None, True),
}
ANSWERS = frozenset({"allowed", "refused"})


def acts() -> list[Act]:
    ours = [act for act in ACTS.values() if act.verb.partition(".")[0] in APPS]
    return sorted(ours, key=lambda act: (APPS.index(act.verb.partition(".")[0]), act.verb))


@cache
def table() -> dict[str, tuple[list[str], str]]:
    """By verb: the answer in each column, and the reason."""
    lines = (HERE / "double_role.txt").read_text().splitlines()
    rows = [line.split(maxsplit=len(HATS) + 1) for line in lines if line.strip() and not line.startswith("#")]
    assert rows[0][:-1] == ["act", *HATS]
    return {
        row[0]: (row[1 : len(HATS) + 1], row[len(HATS) + 1] if len(row) > len(HATS) + 1 else "")
        for row in rows[1:]
    }


def prepared(verb: str, world: World) -> Scenario:
    return (SCENARIOS.get(verb) or LONE[verb])(world)


def answer(scenario: Scenario, world: World, hat: str) -> str:
    """What the act answers to them: allowed, or refused to this person (another error is not about who they are)."""
    role, other, has_interest = HATS[hat]
    wear(scenario.by, world, role, other)
    if has_interest:
        give_interest(scenario.by, world)
    try:
        with transaction.atomic():
            scenario.act()
    except (NotAllowed, SecondNeeded):
        return "refused"
    except ActionError:
        return "allowed"
    return "allowed"


def wear(by: Viewer, world: World, role: Role, other: Role | None) -> None:
    """Make the one who acts in the scenario this human being: in place, since the act holds on to them.

    Who acts as a member, or asks from outside, keeps being that member: it is their own that the act is about.
    """
    keeps_self = by.role in {Role.MEMBER, Role.NOBODY} and role == Role.MEMBER and by.user_id is not None
    user = User.objects.get(pk=by.user_id) if keeps_self else make.user("Dominique")
    organisation = world.chamber if role in {Role.ADVISER, Role.MANAGER} else world.association
    held = [(role, organisation), *([(other, _other_side(world, other))] if other else [])]
    for given, where in held:
        Membership.objects.get_or_create(user=user, organisation=where, role=given, ended_on=None)
    posts = Membership.objects.filter(user=user, ended_on=None)
    roles = frozenset((post.role, post.organisation_id) for post in posts)
    new = Viewer(
        role=role,
        party_id=user.party_id,
        user_id=user.pk,
        organisation_id=organisation.pk,
        chamber_id=world.chamber.pk,
        name=str(user),
        roles=roles,
    )
    become(by, new)


def become(by: Viewer, other: Viewer) -> None:
    """In place."""
    for field in fields(Viewer):
        object.__setattr__(by, field.name, getattr(other, field.name))


def _other_side(world: World, role: Role) -> Organisation:
    return world.chamber if role in {Role.ADVISER, Role.MANAGER} else world.association


def give_interest(by: Viewer, world: World) -> None:
    """They passed each ad on, and declared a tie with each thing that moderators read and with each person."""
    Ad.objects.update(relayed_by=by.actor.party_id)
    about = [f"{case.subject_type}:{case.subject_id}" for case in Case.objects.all()]
    about += [f"market.ad:{pk}" for pk in Ad.objects.values_list("pk", flat=True)]
    about += [f"jobs.job:{pk}" for pk in Job.objects.values_list("pk", flat=True)]
    others = User.objects.exclude(pk=by.user_id).values_list("pk", flat=True)
    about += [f"people.user:{pk}" for pk in others]
    about += [f"association.member:{pk}" for pk in Member.objects.values_list("pk", flat=True)]
    user = User.objects.get(pk=by.user_id)
    values = {"kind": "kin", "text": "Un proche.", "declared_at": make.AT}
    DeclaredInterest.objects.bulk_create(
        DeclaredInterest(organisation=world.association, user=user, about=subject, **values)
        for subject in about
    )


def test_every_act_has_its_row_and_its_reason() -> None:
    missing = [act.verb for act in acts() if act.verb not in table()]
    if missing:
        rows = [f"{verb:34}" + "".join(f"{answer:19}" for answer in tried(verb).values()) for verb in missing]
        raise AssertionError("add to tests/consistency/double_role.txt, with why:\n" + "\n".join(rows))
    assert not sorted(table().keys() - {act.verb for act in acts()}), "remove these rows"
    for verb, (answers, reason) in table().items():
        assert set(answers) <= ANSWERS, verb
        assert len(reason) > 15, f"{verb}: say why"


@pytest.mark.parametrize("verb", [act.verb for act in acts()])
def test_a_double_role_does_what_the_table_says(verb: str) -> None:
    if verb not in table():
        pytest.fail("no row: see test_every_act_has_its_row_and_its_reason")
    assert tried(verb) == dict(zip(HATS, table()[verb][0], strict=True))


def tried(verb: str) -> dict[str, str]:
    """The answer to each; nothing of it stays. Whoever is refused has changed nothing: the next is asked in the same
    world, and in another one after an act that was done."""
    answers: dict[str, str] = {}
    while left := [hat for hat in HATS if hat not in answers]:
        with transaction.atomic():
            world = World()
            scenario = prepared(verb, world)
            for hat in left:
                answers[hat] = _answer_alone(scenario, world, hat)
                if answers[hat] == "allowed":
                    break
            transaction.set_rollback(True)
    return answers


def _answer_alone(scenario: Scenario, world: World, hat: str) -> str:
    """The answer; who acts in the scenario is themselves again afterwards."""
    themselves = replace(scenario.by)
    with transaction.atomic():
        answered = answer(scenario, world, hat)
        transaction.set_rollback(True)
    become(scenario.by, themselves)
    return answered


def test_every_act_without_undo_is_prepared_too() -> None:
    known: dict[str, Callable[[World], Any]] = {**LONE, **SCENARIOS}
    assert not [act.verb for act in acts() if act.verb not in known], "add it to tests/consistency/powers.py"
    assert not [verb for verb in LONE if verb not in ACTS or verb in SCENARIOS], "remove these"
