"""A plan as the command prints it."""

from collections.abc import Callable
from typing import Any

from .shapes import Plan, Proposed


def as_json(plan: Plan, say: Callable[[Proposed], str]) -> dict[str, Any]:
    """The plan as `etabli plan --json` gives it; `say` words the reason of a session."""
    return {
        "sessions": [
            {
                "theme": one.session.theme,
                "venue": one.session.venue,
                "adviser": one.session.adviser,
                "day": one.session.day.isoformat(),
                "half": one.session.half,
                "expected": one.expected,
                "zones": dict(one.zones),
                "reason": say(one),
            }
            for one in plan.sessions
        ],
        "value": plan.value,
        "bound": plan.bound,
        "gap": plan.gap,
        "uncovered": list(plan.uncovered),
        "unserved": [
            {"theme": theme, "zone": zone, "people": people}
            for (theme, zone), people in plan.unserved.items()
        ],
        "seconds": plan.seconds,
    }
