"""Whoever asks for an object finds its maker, in objects/ or beside the scenarios of its acts."""

import tests.consistency.scenarios  # noqa: F401 -- declares what it makes
