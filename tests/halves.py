"""The order in which two processes take the tests: each begins with half, and takes over what the other leaves."""

from collections.abc import Sequence

import pytest


def begin_halves(
    items: list[pytest.Item], first: Sequence[pytest.Item], second: Sequence[pytest.Item]
) -> None:
    """Have these begin the first half, and those the second: what takes long at the end would be waited for alone."""
    begun = {*first, *second}
    others = [item for item in items if item not in begun]
    cut = max(0, len(items) // 2 - len(first))
    items[:] = [*first, *others[:cut], *second, *others[cut:]]
