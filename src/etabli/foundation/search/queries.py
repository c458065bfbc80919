"""Finding: the words that were typed, what they may mean, who may see it, the nearest first."""

from collections.abc import Collection
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db.models import Case, Count, F, FloatField, Max, Min, Q, Sum, Value, When
from django.db.models.functions import Length

from etabli.foundation.search.engine import Vocabulary, near, words
from etabli.foundation.search.index import declared
from etabli.foundation.search.models import Posting, Word

_MOST_WORDS = 8
_kept: tuple[tuple[Any, ...], Vocabulary] = ((), Vocabulary.of(()))
_lock = Lock()


@dataclass(frozen=True)
class Hit:
    """One thing found. `nearness` only compares the hits of one search."""

    kind: str
    object_id: int
    title: str
    detail: str
    url: str
    nearness: float


def find(viewer: Any, text: str, kinds: Collection[str] | None = None, limit: int = 20) -> list[Hit]:
    """What this viewer may see of what `text` may mean, the nearest first: two statements.

    All the words must be met; from three words on, one may be missing.
    """
    typed = list(dict.fromkeys(words(text)))[:_MOST_WORDS]
    visible = _visible(viewer, kinds)
    if not typed or visible is None:
        return []
    vocabulary = _vocabulary()
    meant = [near(word, vocabulary) for word in typed]
    scores = {f"word_{number}": _score(one) for number, one in enumerate(meant)}
    found = (
        Posting.objects.filter(visible, word__in={word for one in meant for word in one})
        .values("entry_id", "entry__kind", "entry__object_id", "entry__title", "entry__detail", "entry__url")
        .annotate(**scores)
        .annotate(
            nearness=sum((F(name) for name in scores), Value(0.0)),
            met=sum((Case(When(**{f"{name}__gt": 0}, then=1), default=0) for name in scores), Value(0)),
        )
        .filter(met__gte=len(typed) - (len(typed) > 2))
        .order_by("-nearness", Length("entry__title"), "entry__title", "entry_id")
    )
    return [
        Hit(
            row["entry__kind"],
            row["entry__object_id"],
            row["entry__title"],
            row["entry__detail"],
            row["entry__url"],
            row["nearness"],
        )
        for row in found[:limit]
    ]


def _visible(viewer: Any, kinds: Collection[str] | None) -> Q | None:
    """The condition on postings, over the kinds asked for; None when there is nothing to see."""
    seen: Q | None = None
    for kind, indexed in declared().items():
        rule = indexed.visible_to(viewer) if kinds is None or kind in kinds else None
        if rule is not None:
            one = Q(entry__kind=kind) & _over_entries(rule)
            seen = one if seen is None else seen | one
    return seen


def _over_entries(rule: Q) -> Q:
    """The same condition, asked of a posting's entry."""
    parts: list[Any] = list(rule.children)
    moved = [_over_entries(part) if isinstance(part, Q) else (f"entry__{part[0]}", part[1]) for part in parts]
    return Q(*moved, _connector=rule.connector, _negated=rule.negated)


def _score(meant: dict[str, float]) -> Max:
    """The best of an entry's words for one typed word: nearness times weight; 0 when none is met."""
    by_nearness: dict[float, list[str]] = {}
    for word, nearness in meant.items():
        by_nearness.setdefault(nearness, []).append(word)
    cases = [
        When(word__in=found, then=F("weight") * Value(nearness)) for nearness, found in by_nearness.items()
    ]
    return Max(Case(*cases, default=Value(0.0), output_field=FloatField()))


def _vocabulary() -> Vocabulary:
    """The words of the index, kept until a new one comes: one statement, and a second one then."""
    global _kept
    state = Word.objects.aggregate(
        last=Max("pk"), count=Count("pk"), letters=Sum(Length("text")), first=Min("text"), final=Max("text")
    )
    version = tuple(state.values())
    with _lock:
        if _kept[0] != version:
            _kept = (version, Vocabulary.of(Word.objects.values_list("text", flat=True)))
        return _kept[1]
