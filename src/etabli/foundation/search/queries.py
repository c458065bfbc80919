"""Finding: the words that were typed, what they may mean, who may see it, the nearest first."""

from collections.abc import Collection
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FloatField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import Length, RowNumber
from django.utils.functional import Promise

from etabli.foundation.search.engine import (
    SAME_SOUND,
    SAME_STEM,
    Vocabulary,
    closest_words,
    is_sole_best,
    meanings,
    near_words,
    ranks,
    words,
)
from etabli.foundation.search.index import declared_kinds, finders
from etabli.foundation.search.models import Posting, Word

_MAX_WORDS = 8
_MAX_COMPARED_BY_KIND = 40
_MAX_COMPARED = 200  # of those that the index gives, however many share a first name
_cached_vocabulary: tuple[tuple[Any, ...], Vocabulary] = ((), Vocabulary.of(()))
_lock = Lock()


@dataclass(frozen=True)
class Hit:
    """One result of a search. `nearness` compares the hits of that search alone."""

    kind: str
    object_id: int
    title: str
    detail: str
    url: str
    nearness: float


@dataclass(frozen=True)
class KindHits:
    """The nearest hits of one kind, and how many there are in all."""

    kind: str
    total: int
    hits: list[Hit]


@dataclass(frozen=True)
class Suggestion:
    """Those among whom one chooses, what was typed exactly first; `is_sure`: the first alone is meant."""

    hits: list[Hit]
    is_sure: bool


def find(
    viewer: Any, text: str, kinds: Collection[str] | None = None, limit: int = 20, offset: int = 0
) -> list[Hit]:
    """What this viewer may see of what `text` may mean, the nearest first: two statements, three when a word looks like
    another.

    All the words must be met; from three words on, one may be missing.
    """
    scored = _scored_entries(viewer, text, kinds)
    return [] if scored is None else [_hit(row) for row in scored.order_by(*_ORDER)[offset : offset + limit]]


def kinds() -> dict[str, str | Promise]:
    """What each kind of thing that can be found is called, several of them."""
    return {kind: indexed.plural_label for kind, indexed in (declared_kinds() | finders()).items()}


def find_by_kind(viewer: Any, text: str, *, per_kind: int) -> list[KindHits]:
    """The same by kind, at most `per_kind` of one kind, so that no kind hides another: two statements, and those of the
    kinds that find by themselves.

    The kind whose nearest is the nearest comes first; then they come as the apps declare them.
    """
    from_finders = [finder.find(viewer, text, per_kind, 0) for finder in finders().values()]
    groups = [*_indexed_by_kind(viewer, text, per_kind), *(group for group in from_finders if group.hits)]
    order = list(kinds())
    return sorted(
        groups, key=lambda group: (-max(hit.nearness for hit in group.hits), order.index(group.kind))
    )


def find_of_kind(viewer: Any, text: str, kind: str, *, limit: int, offset: int = 0) -> list[Hit]:
    """The things of one kind, the nearest first."""
    if kind in finders():
        result: KindHits = finders()[kind].find(viewer, text, limit, offset)
        return result.hits
    return find(viewer, text, [kind], limit=limit, offset=offset)


def suggest(viewer: Any, text: str, kind: str, *, limit: int) -> Suggestion:
    """Which of one kind these letters may mean, what was typed exactly first (`engine.suggestions`)."""
    hits, ranked = _exact_first(find_of_kind(viewer, text, kind, limit=_MAX_COMPARED), text)
    return Suggestion(hits[:limit], is_sole_best(ranked))


def _exact_first(hits: list[Hit], text: str) -> tuple[list[Hit], list[int]]:
    """The hits with what was typed exactly first, and their ranks."""
    ranked = ranks(text, [(hit.title, hit.detail) for hit in hits])
    order = sorted(range(len(hits)), key=ranked.__getitem__)
    return [hits[place] for place in order], [ranked[place] for place in order]


def _indexed_by_kind(viewer: Any, text: str, per_kind: int) -> list[KindHits]:
    scored = _scored_entries(viewer, text, None)
    if scored is None:
        return []
    ranked = scored.annotate(
        place=Window(RowNumber(), partition_by="entry__kind", order_by=_ORDER),
        total=Window(Count("*"), partition_by="entry__kind"),
    ).filter(place__lte=max(per_kind, _MAX_COMPARED_BY_KIND))
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for row in ranked.order_by("place"):
        by_kind.setdefault(row["entry__kind"], []).append(row)
    return [
        KindHits(kind, rows[0]["total"], _exact_first([_hit(row) for row in rows], text)[0][:per_kind])
        for kind, rows in by_kind.items()
    ]


def count_of_kind(viewer: Any, text: str, kind: str) -> int:
    """How many `find_of_kind` could give: two statements of the index."""
    if kind in finders():
        result: KindHits = finders()[kind].find(viewer, text, 0, 0)
        return result.total
    scored = _scored_entries(viewer, text, [kind])
    return 0 if scored is None else scored.count()


def close_words(viewer: Any, text: str, *, limit: int = 3) -> list[str]:
    """Words near those of `text`, each of which finds something that this viewer may see: two statements, and those
    of the kinds that find by themselves. Never a number: another telephone is somebody else's."""
    from_finders = [word for finder in finders().values() for word in finder.close_words(viewer, text)]
    close = dict.fromkeys([*_close_indexed(viewer, text), *from_finders])
    return [word for word in close if not word.isdecimal()][:limit]


def _close_indexed(viewer: Any, text: str) -> list[str]:
    visible = _visible_postings(viewer, None)
    if visible is None:
        return []
    vocabulary = _vocabulary()
    close = {
        word: rank
        for typed_word in words(text)[:_MAX_WORDS]
        for rank, word in enumerate(_close(typed_word, vocabulary))
    }
    seen = Posting.objects.filter(visible, word__in=close).values_list("word", flat=True).distinct()
    return sorted(seen, key=lambda word: (close[word], word))


_ORDER: list[Any] = ["-nearness", "-is_first", Length("entry__title"), "entry__title", "entry_id"]


def _close(word: str, vocabulary: Vocabulary) -> list[str]:
    return list(near_words(word, vocabulary)) or closest_words(word, vocabulary)


def _scored_entries(viewer: Any, text: str, kinds: Collection[str] | None) -> Any:
    """The entries that are near enough, each with its nearness; None when there is nothing to see."""
    typed = list(dict.fromkeys(words(text)))[:_MAX_WORDS]
    visible = _visible_postings(viewer, kinds)
    if not typed or visible is None:
        return None
    meanings_of_words = _without_slips(meanings(typed, _vocabulary()), visible)
    scores = {f"word_{number}": _score(near_words) for number, near_words in enumerate(meanings_of_words)}
    return (
        _near_enough(meanings_of_words)
        .filter(visible)
        .values("entry_id", "entry__kind", "entry__object_id", "entry__title", "entry__detail", "entry__url")
        .annotate(**scores)
        .annotate(
            nearness=sum((F(name) for name in scores), Value(0.0)),
            is_first=Case(When(_comes_first(), then=1), default=0),
        )
    )


def _near_enough(meanings_of_words: list[dict[str, float]]) -> QuerySet[Posting]:
    """The postings of these words, of the entries that meet all of them; from three words on, all but one. The index of
    the words alone says which, before anything is asked of an entry: two common words may have few in common."""
    postings = Posting.objects.filter(word__in={word for near in meanings_of_words for word in near})
    if len(meanings_of_words) == 1:
        return postings
    is_met = (Max(Case(When(word__in=list(near), then=1), default=0)) for near in meanings_of_words)
    met = postings.values("entry_id").annotate(met=sum(is_met, Value(0)))
    required = len(meanings_of_words) - (len(meanings_of_words) > 2)
    return postings.filter(entry__in=met.filter(met__gte=required).values("entry_id"))


def _without_slips(meanings_of_words: list[dict[str, float]], visible: Q) -> list[dict[str, float]]:
    """A word that this viewer meets is no slip of another: "martin" is not the "matin". One statement, when a word of
    the index looks like one that was typed. What they may not see says nothing: then the nearest stand in."""
    known = {
        word
        for near in meanings_of_words
        if min(near.values(), default=1.0) < SAME_SOUND
        for word in _exact_words(near)
    }
    if not known:
        return meanings_of_words
    is_met = Exists(Posting.objects.filter(visible, word=OuterRef("text")))
    met = set(Word.objects.filter(is_met, text__in=known).values_list("text", flat=True))
    return [
        {word: nearness for word, nearness in near.items() if nearness >= SAME_SOUND}
        if met.intersection(_exact_words(near))
        else near
        for near in meanings_of_words
    ]


def _exact_words(near: dict[str, float]) -> list[str]:
    """The word itself, and those of its stem."""
    return [word for word, nearness in near.items() if nearness >= SAME_STEM]


def _hit(row: dict[str, Any]) -> Hit:
    return Hit(
        row["entry__kind"],
        row["entry__object_id"],
        row["entry__title"],
        row["entry__detail"],
        row["entry__url"],
        row["nearness"],
    )


def _visible_postings(viewer: Any, kinds: Collection[str] | None) -> Q | None:
    """The condition on postings, over the kinds asked for; None when there is nothing to see."""
    seen: Q | None = None
    for kind, indexed in declared_kinds().items():
        rule = indexed.visible_to(viewer) if kinds is None or kind in kinds else None
        if rule is not None:
            condition = Q(entry__kind=kind) & _over_entries(rule)
            seen = condition if seen is None else seen | condition
    return seen


def _comes_first() -> Q:
    """The condition on postings of what comes first among the equally near, whatever the kind."""
    chosen = Q(pk=None)
    for kind, indexed in declared_kinds().items():
        if indexed.first is not None:
            chosen |= Q(entry__kind=kind) & _over_entries(indexed.first())
    return chosen


def _over_entries(rule: Q) -> Q:
    """The same condition, asked of a posting's entry. Whether its thing is among the rows that a viewer sees is asked
    of that row alone: they may be tens of thousands."""
    parts: list[Any] = list(rule.children)
    moved = [_over_entries(part) if isinstance(part, Q) else _over_entry(*part) for part in parts]
    return Q(*moved, _connector=rule.connector, _negated=rule.negated)


def _over_entry(name: str, value: Any) -> Any:
    if name == "object_id__in" and isinstance(value, QuerySet):  # of the numbers of rows
        return Exists(value.filter(pk=OuterRef("entry__object_id")))
    return (f"entry__{name}", value)


def _score(nearness_by_word: dict[str, float]) -> Max:
    """The best of an entry's words for one typed word: nearness times weight; 0 when none is met."""
    by_nearness: dict[float, list[str]] = {}
    for word, nearness in nearness_by_word.items():
        by_nearness.setdefault(nearness, []).append(word)
    cases = [
        When(word__in=words, then=F("weight") * Value(nearness)) for nearness, words in by_nearness.items()
    ]
    return Max(Case(*cases, default=Value(0.0), output_field=FloatField()))


def _vocabulary() -> Vocabulary:
    """The words of the index, kept until a new one comes: one statement, and a second one then."""
    global _cached_vocabulary
    state = Word.objects.aggregate(
        last=Max("pk"), count=Count("pk"), letters=Sum(Length("text")), first=Min("text"), final=Max("text")
    )
    version = tuple(state.values())
    with _lock:
        if _cached_vocabulary[0] != version:
            _cached_vocabulary = (version, Vocabulary.of(Word.objects.values_list("text", flat=True)))
        return _cached_vocabulary[1]
