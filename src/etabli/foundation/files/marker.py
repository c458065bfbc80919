"""The marker of a store: whose files it holds. Another database's store is never written to, nor swept."""

from dataclasses import dataclass
from itertools import batched

from django.core.files.base import ContentFile

from etabli.foundation.files.identity import identity
from etabli.foundation.files.models import StoredFile
from etabli.foundation.files.stores import MARKER_NAME, Store


class ForeignStore(OSError):
    """The store bears the identity of another installation (`bearer`), or holds files, bears none (None), and this
    database names none of them.
    """

    def __init__(self, bearer: str | None) -> None:
        owner = f"those of installation {bearer}" if bearer else "of an installation that is not known"
        super().__init__(f"the files there are {owner}: see “etabli check”")
        self.bearer = bearer


@dataclass(frozen=True)
class Adoption:
    """What adopting a store means: how many files it holds, and how many of them no row names."""

    bearer: str | None
    files: int
    unknown: int


def claim(store: Store) -> None:
    """See that a store is this installation's. One that bears no marker gets ours when it is empty, or when this
    database names a file of it. Raises NotOurs; OSError when the store doesn't answer.
    """
    own_identity, bearer = identity(), marker_of(store)
    if bearer is None and _may_take(store):
        store.save_new(MARKER_NAME, _encode_marker(own_identity))
        bearer = marker_of(store)  # of two that start together, one wrote it
    if bearer != own_identity:
        raise ForeignStore(bearer)


def adopt(store: Store) -> None:
    """Mark a store as this installation's, whoever had it: a person has decided so."""
    store.delete(MARKER_NAME)
    store.save(MARKER_NAME, ContentFile(_encode_marker(identity())))
    claim(store)  # another may have been quicker


def preview_adoption(store: Store) -> Adoption:
    names = [name for name, _at in store.walk()]
    known_count = sum(_count_known(part) for part in batched(names, 500))
    return Adoption(marker_of(store), len(names), len(names) - known_count)


def marker_of(store: Store) -> str | None:
    """The identity that a store bears; "?" when its marker can't be understood."""
    try:
        with store.open(MARKER_NAME) as file:
            return file.read(200).decode(errors="replace").strip() or "?"
    except FileNotFoundError:
        return None


def _may_take(store: Store) -> bool:
    names = (name for name, _at in store.walk())
    is_empty = True
    for part in batched(names, 500):
        if _count_known(part):
            return True
        is_empty = False
    return is_empty


def _count_known(names: tuple[str, ...]) -> int:
    return StoredFile.objects.filter(content__in=names).count()


def _encode_marker(own_identity: str) -> bytes:
    return f"{own_identity}\n".encode()
