"""Whoever takes back must still be able to do the act today, and see what it is about: tried for every act."""

import inspect
from dataclasses import replace

import pytest
from django.db import models

from etabli.foundation.journal import ActionError, NotAllowed, may_undo, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.registry import ACTS, anyone, nobody_else
from etabli.foundation.journal.visibility import conditions, may_see, visible_rows
from etabli.foundation.parties import NOBODY, SYSTEM
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer
from tests.consistency.objects import World
from tests.consistency.scenarios import AT, SCENARIOS
from tests.consistency.test_undo import done, reversible, state

pytestmark = pytest.mark.django_db

# Acts that are open to all: nothing but having done them, and seeing what they are about, is asked of their undo.
OPEN = {
    "association.answer_question",
    "association.apply",
    "association.withdraw_application",
    "briefs.keep",
    "demand.express",
    "demand.say_more",  # beside it: seen by the person and the staff alone
    "diagnosis.join",  # with the request that they go with: seen by the person and the staff alone
    "directory.write_to",
    "jobs.apply",
    "jobs.ask_alert",
    "journal.take_back",
    "moderation.report",
    "moderation.submit",
    "relays.ask_link",
    "seats.sign_up",
    "workshops.ask_for_theme",
    "workshops.sign_up",
}
# Acts about oneself, in whatever role one acts for the organisation: they are lost with the organisation.
OF_ONESELF = {
    "association.appeal",
    "moderation.appeal",
    "neutrality.declare_interest",
    "neutrality.end_interest",
    "neutrality.name_interest",
    "notices.choose",
    "notices.not_now",
    "notices.read",
    "notices.read_all",
    "notices.silence",
    "people.rename_account",
}


def is_of_oneself(verb: str) -> bool:
    own_profile = verb.startswith("directory.") and verb not in {"directory.hide", "directory.let_out"}
    return verb in OF_ONESELF or own_profile


def without_their_role(viewer: Viewer, verb: str) -> Viewer:
    """The same human being in the same organisation, who lost the role in which they acted."""
    lost = Role.MEMBER if viewer.role != Role.MEMBER else Role.MODERATOR
    party = NOBODY if viewer.party_id == SYSTEM else viewer.party_id
    if is_of_oneself(verb):
        party = party if viewer.user_id else NOBODY
        return Viewer(user_id=viewer.user_id, party_id=party, name=viewer.name)
    no_link = {"link_id": None, "link_scope": "", "link_subject_id": None}
    return replace(viewer, role=lost, party_id=party, roles=frozenset(), **no_link)


def test_every_act_says_how_its_undo_is_authorised() -> None:
    """Read with `pytest -s`. What is open to all is written down here: an act more is a decision."""
    for act in reversible():
        asked = "" if act.may_undo is act.may else " (its own)"
        also = "" if act.also_undone_by is nobody_else else f", also {act.also_undone_by.__name__}"
        print(f"{act.verb:36} {getattr(act.may_undo, '__name__', '')}{asked}{also}")
    assert {act.verb for act in reversible() if act.may_undo is anyone} == OPEN


@pytest.mark.parametrize("verb", sorted(SCENARIOS))
def test_who_lost_the_role_takes_nothing_back(verb: str) -> None:
    scenario = SCENARIOS[verb](World())
    scenario.act()
    entry = done(verb)
    assert may_undo(scenario.by, entry), "whoever did it may take it back"
    former = without_their_role(scenario.by, verb)
    if verb in OPEN and may_see(former, _subject(entry)):
        return
    now = state()
    assert not may_undo(former, entry)
    with pytest.raises(NotAllowed):
        undo(entry=entry, by=former, at=AT)
    assert state() == now
    undo(entry=entry, by=scenario.by, at=AT)
    with pytest.raises(ActionError):
        undo(entry=done(verb), by=former, at=AT)  # nor do they restore it


def _subject(entry: Entry) -> models.Model:
    from etabli.foundation.journal.undo import subject_of

    return subject_of(entry)


def test_every_kind_of_thing_that_is_recorded_says_who_sees_it() -> None:
    """`record` refuses what no visible.py declares; a name there that no model bears would open nothing."""
    from django.apps import apps

    assert all(apps.get_model(label) for label in conditions())
    nobody = Viewer.nobody()
    shown = {label for label in conditions() if visible_rows(nobody, apps.get_model(label)) is not None}
    assert shown == {"assembly.assembly", "assembly.item", "assembly.poll", "assembly.candidate",
                     "assembly.rollentry", "assembly.signature", "journal.entry", "workshops.session",
                     "workshops.theme"}  # fmt: skip


def test_what_no_app_declares_is_seen_by_nobody() -> None:
    from etabli.foundation.notify.models import Unreachable
    from etabli.foundation.search.models import Word

    by = Viewer(role=Role.ADVISER, user_id=1, organisation_id=1, chamber_id=1)
    assert visible_rows(by, Word) is None
    assert visible_rows(by, Unreachable) is not None


def test_the_acts_of_this_test_exist() -> None:
    assert ACTS.keys() >= OPEN | OF_ONESELF
    assert inspect.signature(anyone).parameters.keys() == {"by", "subject"}
