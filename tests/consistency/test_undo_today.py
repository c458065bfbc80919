"""What is asked of whoever takes back an act, beside having done it: they may do it today, and see what it is about."""

import inspect

import pytest

from etabli.foundation.journal.registry import ACTS, anyone, nobody_else
from etabli.foundation.journal.visibility import conditions, visible_rows
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer
from tests.consistency.test_undo import reversible
from tests.consistency.undo_rights import OF_ONESELF, OPEN

pytestmark = pytest.mark.django_db


def test_every_act_says_how_its_undo_is_authorised() -> None:
    """Read with `pytest -s`. What is open to all is written down here: an act more is a decision."""
    for act in reversible():
        asked = "" if act.may_undo is act.may else " (its own)"
        also = "" if act.also_undone_by is nobody_else else f", also {act.also_undone_by.__name__}"
        print(f"{act.verb:36} {getattr(act.may_undo, '__name__', '')}{asked}{also}")
    assert {act.verb for act in reversible() if act.may_undo is anyone} == OPEN


def test_every_kind_of_thing_that_is_recorded_says_who_sees_it() -> None:
    """`record` refuses what no visible.py declares; a name there that no model bears would open nothing."""
    from django.apps import apps

    assert all(apps.get_model(label) for label in conditions())
    nobody = Viewer.nobody()
    shown = {label for label in conditions() if visible_rows(nobody, apps.get_model(label)) is not None}
    assert shown == {"agenda.event", "agenda.eventdate", "assembly.assembly", "assembly.item", "assembly.poll",
                     "assembly.candidate", "assembly.rollentry", "assembly.signature", "forum.post", "forum.thread",
                     "journal.entry", "workshops.session", "workshops.theme"}  # fmt: skip


def test_what_no_app_declares_is_seen_by_nobody() -> None:
    from etabli.foundation.notify.models import Unreachable
    from etabli.foundation.search.models import Word

    by = Viewer(role=Role.ADVISER, user_id=1, organisation_id=1, chamber_id=1)
    assert visible_rows(by, Word) is None
    assert visible_rows(by, Unreachable) is not None


def test_the_acts_of_this_test_exist() -> None:
    assert ACTS.keys() >= OPEN | OF_ONESELF
    assert inspect.signature(anyone).parameters.keys() == {"by", "subject"}
