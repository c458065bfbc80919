"""The cache in files that all processes share: how far something is, what was read a moment ago."""

import random

from django.core.cache.backends.filebased import FileBasedCache

CULL_PROBABILITY = 0.01


class FileCache(FileBasedCache):
    """Django's, which lists its whole folder at each write to see whether it is full: we look once in a hundred."""

    def _cull(self) -> None:
        if random.random() < CULL_PROBABILITY:
            super()._cull()  # type: ignore[misc]  # not in the stubs
