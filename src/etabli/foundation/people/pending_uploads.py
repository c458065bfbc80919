"""What somebody has given to be looked at, until their yes: kept for an hour, written nowhere else."""

from dataclasses import dataclass

from django.core.cache import cache
from django.utils.crypto import get_random_string

from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer

KEPT_SECONDS = 3600


@dataclass(frozen=True)
class PendingUploads[Content]:
    """The uploads of one `purpose`, each under a key that only whoever gave it can open; `content` is their type."""

    purpose: str
    content: type[Content]

    def keep(self, viewer: Viewer, content: Content) -> str:
        """The key under which it waits."""
        key = get_random_string(22)
        cache.set(self._cache_key(viewer, key), content, KEPT_SECONDS)
        return key

    def get(self, viewer: Viewer, key: str) -> Content:
        """Raises NotVisible when it is no longer there, or is somebody else's."""
        content = cache.get(self._cache_key(viewer, key))
        if not isinstance(content, self.content):
            raise NotVisible
        return content

    def forget(self, viewer: Viewer, key: str) -> None:
        """Once it is taken in."""
        cache.delete(self._cache_key(viewer, key))

    def _cache_key(self, viewer: Viewer, key: str) -> str:
        return f"{self.purpose}:{viewer.organisation_id}:{viewer.user_id}:{key}"
