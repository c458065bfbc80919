"""The register's index follows the acts on one business; an import brings its own rows there."""

from collections import defaultdict
from collections.abc import Sequence

from etabli.foundation.rooms import Done
from etabli.territory.register.finding import index_changed
from etabli.territory.register.models import Business


def follow(acts: Sequence[Done]) -> None:
    """The businesses that these acts were about, once each."""
    changed: dict[int, set[int]] = defaultdict(set)
    for done in acts:
        if isinstance(done.subject, Business):
            changed[done.subject.chamber_id].add(done.subject.pk)
    for chamber_id, ids in changed.items():
        index_changed(chamber_id, ids)


FOLLOWERS = [follow]
