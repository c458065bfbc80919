"""Static files collected at the start, each under a name that says its content."""

from functools import lru_cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Collected(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Whitenoise's, which works out the address of a file once for each collection: every page names the same few."""

    def url(self, name: str, force: bool = False) -> str:
        return _address(self, name, force, self.manifest_hash)


@lru_cache(maxsize=500)
def _address(storage: Collected, name: str, force: bool, _collection: str) -> str:
    return str(super(Collected, storage).url(name, force))
