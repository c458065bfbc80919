"""Whatever act of the staff changes what the desk estimates asks for it again: each scenario, done and taken back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.tasks import default_task_backend

from etabli.foundation.journal import undo
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.viewer import Viewer
from etabli.programme.estimates.kinds import CALLS, LOAD, THEMES
from etabli.programme.estimates.tasks import estimate_again
from etabli.programme.outreach.queries.calls import relays_to_call
from etabli.programme.planning.queries.forecast import load
from etabli.programme.planning.queries.themes import next_themes
from tests.consistency.objects import World
from tests.consistency.scenarios import AT, SCENARIOS
from tests.consistency.test_acts import acts
from tests.consistency.test_undo import done

# The association and the quotes stand below the programme: nothing there is in an estimate.
APART = ("etabli.community.", "etabli.procurement.")
CONCERNED = sorted(
    act.verb for act in acts() if act.verb in SCENARIOS and not act.function.__module__.startswith(APART)
)


def _themes(viewer: Viewer) -> Any:
    ranked = next_themes(viewer, today=AT.date())
    return [(row.theme_code, row.estimate, row.people) for row in (*ranked.sure, *ranked.unsure)]


def _calls(viewer: Viewer) -> Any:
    to_call = relays_to_call(viewer, at=AT)
    return [call.relay.pk for call in to_call.calls], to_call.without_number


# More than is kept: all the themes, and the relays without a number, so that few scenarios leave it as it was.
WHOLE: dict[str, Callable[[Viewer], Any]] = {
    THEMES: _themes,
    LOAD: lambda viewer: load(viewer, at=AT, waiting_requests=0),
    CALLS: _calls,
}


@pytest.mark.django_db
@pytest.mark.parametrize("verb", CONCERNED)
def test_what_changes_an_estimate_asks_for_it(verb: str, django_capture_on_commit_callbacks: Any) -> None:
    world = World()
    scenario = SCENARIOS[verb](world)
    if scenario.by.role not in STAFF:  # the clock comes to what others change
        return
    chambers = sorted({world.chamber.pk, scenario.by.chamber_id or world.chamber.pk})
    worker: Any = default_task_backend

    def estimated() -> dict[tuple[int, str], Any]:
        return {
            (chamber, code): whole(Viewer.system(chamber))
            for chamber in chambers
            for code, whole in WHOLE.items()
        }

    after = estimated()
    for act in (scenario.act, lambda: undo(entry=done(verb), by=scenario.by, at=AT)):
        before = after
        worker.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        after = estimated()
        asked = {
            (result.args[0], code)
            for result in worker.results
            if result.task.module_path == estimate_again.module_path
            for code in result.args[1]
        }
        assert {key for key in before if before[key] != after[key]} <= asked
