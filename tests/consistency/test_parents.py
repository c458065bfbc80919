"""Acts of before, which kept no parent: the migration finds the act within which each was done."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from tests.consistency.objects import World
from tests.consistency.scenarios import AT, SCENARIOS

pytestmark = pytest.mark.django_db
finding = import_module("etabli.foundation.journal.migrations.0002_entry_parent")
COMPOSED = sorted({*finding.WITHIN, *finding.NUMBERED} & SCENARIOS.keys())


@pytest.mark.parametrize("verb", COMPOSED)
def test_an_act_of_before_finds_its_parts(verb: str) -> None:
    """Done, taken back and restored, its parents forgotten at each step: those that the migration finds are the same,
    and the next step goes by them."""
    scenario = SCENARIOS[verb](World())
    prepared = list(Entry.objects.order_by("pk"))
    for second, entry in enumerate(prepared):  # by other requests
        Entry.objects.filter(pk=entry.pk).update(at=AT - timedelta(days=1, seconds=-second), parent=None)
    scenario.act()
    forget_and_find()
    for step in (1, 2, 3):
        undo(
            entry=Entry.objects.filter(verb=verb).latest("pk"),
            by=scenario.by,
            at=AT + timedelta(seconds=step),
        )
        forget_and_find()


def forget_and_find() -> None:
    """As a version of before leaves the journal, then as the migration does."""
    known = dict(Entry.objects.values_list("pk", "parent"))
    for entry in Entry.objects.filter(verb__in=finding.NUMBERED):
        numbers = sorted(entry.parts.values_list("pk", flat=True))
        name = finding.NUMBERED[entry.verb]
        kept = numbers if name == "entries" else next(iter(numbers), None)
        Entry.objects.filter(pk=entry.pk).update(after={**entry.after, name: kept})
    Entry.objects.update(parent=None)
    finding.find_parents(apps, None)
    assert dict(Entry.objects.values_list("pk", "parent")) == known
