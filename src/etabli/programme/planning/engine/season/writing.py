"""A plan as the command prints it."""

from collections.abc import Callable
from typing import Any

from .shapes import Plan, Proposed


def as_json(plan: Plan, say: Callable[[Proposed], str]) -> dict[str, Any]:
    """The plan as `etabli plan --json` gives it; `say` words the reason of a session."""
    return {
        "sessions": [
            {
                "theme": proposed.session.theme,
                "venue": proposed.session.venue,
                "adviser": proposed.session.adviser,
                "day": proposed.session.day.isoformat(),
                "half": proposed.session.half,
                "expected": proposed.expected,
                "zones": dict(proposed.zones),
                "reason": say(proposed),
            }
            for proposed in plan.sessions
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
