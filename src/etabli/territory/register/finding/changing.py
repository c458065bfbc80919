"""The few businesses that changed: their words, beside what stands, until the index is built anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from itertools import batched

from etabli.territory.register.engine.searching import Posting, pack
from etabli.territory.register.finding.building import BuiltIndex, lookalikes
from etabli.territory.register.finding.keys import keys_of
from etabli.territory.register.finding.reading import rows_of
from etabli.territory.register.models import Postings

BATCH_SIZE = 1000
CHANGED_KEY = b""  # the key of the businesses that changed, which no word has


def add_changed(chamber_id: int, ids: Collection[int]) -> None:
    """Write what these businesses now bear. What they no longer bear stays, and is seen to be wrong when it is read."""
    pairs_by_key: dict[bytes, list[tuple[int, int]]] = defaultdict(list)
    pairs_by_key[CHANGED_KEY] = [(number, 0) for number in ids]
    for some in batched(sorted(ids), BATCH_SIZE):
        for number, row in sorted(rows_of([chamber_id], some).items()):
            for key, marks in keys_of(row).items():
                pairs_by_key[key].append((number, marks))
    postings = [(key, Posting.of(*zip(*pairs, strict=True))) for key, pairs in pairs_by_key.items()]
    BuiltIndex(
        ((key, len(posting.ids), pack(posting.ids, posting.marks)) for key, posting in postings),
        lookalikes(_new_words(chamber_id, pairs_by_key)),
    ).write(chamber_id, is_late=True)


def _new_words(chamber_id: int, keys: Collection[bytes]) -> list[str]:
    """Those that nobody bore yet: where they are listed for whoever mistypes them is not known."""
    words = {key.removeprefix(b"=") for key in keys if key and key[:1] not in b"@#"}
    known_keys: set[bytes] = set()
    for some in batched(sorted(words), BATCH_SIZE):
        looked_up = [*some, *(b"=" + word for word in some)]
        stored_keys = Postings.objects.filter(chamber_id=chamber_id, key__in=looked_up).values_list(
            "key", flat=True
        )
        known_keys |= {bytes(key).removeprefix(b"=") for key in stored_keys}
    return [word.decode() for word in sorted(words - known_keys)]
