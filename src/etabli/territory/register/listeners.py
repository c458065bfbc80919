"""What follows the acts on the register: its index, after an act on one business (an import brings its own rows there);
the search for duplicates, after an import."""

from collections import defaultdict
from collections.abc import Sequence

from etabli.foundation.registries import Done
from etabli.territory.register.finding import index_changed
from etabli.territory.register.models import Business, Import
from etabli.territory.register.tasks import find_duplicates


def update_register_index(acts: Sequence[Done]) -> None:
    """The businesses that these acts were about, once each."""
    changed: dict[int, set[int]] = defaultdict(set)
    for done in acts:
        if isinstance(done.subject, Business):
            changed[done.subject.chamber_id].add(done.subject.pk)
    for chamber_id, ids in changed.items():
        index_changed(chamber_id, ids)


def look_for_duplicates_after_import(acts: Sequence[Done]) -> None:
    """Whether businesses stand there twice is looked for once an import is over, without holding it up."""
    over = {
        done.subject.chamber_id
        for done in acts
        if isinstance(done.subject, Import) and _is_over(done.subject)
    }
    for chamber_id in over:
        find_duplicates.enqueue(chamber_id)


def _is_over(done: Import) -> bool:
    return done.status == Import.Status.DONE


LISTENERS = [update_register_index, look_for_duplicates_after_import]
