"""Finding: the words that were typed, what they may mean, who may see it, the nearest first."""

from collections.abc import Collection
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FloatField,
    Max,
    Min,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Length
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
from etabli.foundation.search.models import Posting, SearchEntry, Word

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
    near = _near_entries(viewer, text, kinds)
    if near is None:
        return []
    rows = near.rows(f"SELECT {_SHOWN} FROM {_NEAR} ORDER BY {_ORDER} LIMIT %s OFFSET %s", limit, offset)
    return [Hit(*row) for row in rows]


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
    near = _near_entries(viewer, text, None)
    if near is None:
        return []
    ranked = (
        f"SELECT {_SHOWN}, ROW_NUMBER() OVER (PARTITION BY kind ORDER BY {_ORDER}) AS place,"
        f" COUNT(*) OVER (PARTITION BY kind) AS total FROM {_NEAR}"
    )
    rows = near.rows(
        f"SELECT total, {_SHOWN} FROM ({ranked}) AS ranked WHERE place <= %s ORDER BY place",
        max(per_kind, _MAX_COMPARED_BY_KIND),
    )
    by_kind: dict[str, list[Hit]] = {}
    totals: dict[str, int] = {}
    for total, *shown in rows:
        hit = Hit(*shown)
        by_kind.setdefault(hit.kind, []).append(hit)
        totals[hit.kind] = total
    return [
        KindHits(kind, totals[kind], _exact_first(hits, text)[0][:per_kind]) for kind, hits in by_kind.items()
    ]


def count_of_kind(viewer: Any, text: str, kind: str) -> int:
    """How many `find_of_kind` could give: two statements of the index."""
    if kind in finders():
        result: KindHits = finders()[kind].find(viewer, text, 0, 0)
        return result.total
    near = _near_entries(viewer, text, [kind])
    if near is None:
        return 0
    return sum(total for (total,) in near.rows(f"SELECT COUNT(*) FROM {_NEAR}"))


def close_words(viewer: Any, text: str, *, limit: int = 3) -> list[str]:
    """Words near those of `text`, each of which finds something that this viewer may see: two statements, and those
    of the kinds that find by themselves. Never a number: another telephone is somebody else's."""
    from_finders = [word for finder in finders().values() for word in finder.close_words(viewer, text)]
    close = dict.fromkeys([*_close_indexed(viewer, text), *from_finders])
    return [word for word in close if not word.isdecimal()][:limit]


def _close_indexed(viewer: Any, text: str) -> list[str]:
    visible = _visible(viewer, None, "entry__")
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


_NEAR = "near JOIN seen ON seen.id = near.entry_id"
_SHOWN = "kind, object_id, title, detail, url, nearness"
_ORDER = "nearness DESC, is_first DESC, LENGTH(title), title, id"
_COLUMNS = ("pk", "kind", "object_id", "title", "detail", "url", "is_first")


@dataclass(frozen=True)
class _Seen:
    """The entries that a viewer may see, as a part of statements (`seen`): Django writes it once, where it would write
    it anew, and databases work it out again, for each thing that is asked of it."""

    sql: str
    params: tuple[Any, ...]

    @classmethod
    def by(cls, viewer: Any, kinds: Collection[str] | None) -> "_Seen | None":
        """Over the kinds asked for; None when there is nothing to see."""
        visible = _visible(viewer, kinds, "")
        if visible is None:
            return None
        is_first = Case(When(_comes_first(), then=1), default=0)
        entries = SearchEntry.objects.filter(visible).annotate(is_first=is_first)
        try:
            sql, params = entries.values_list(*_COLUMNS).query.sql_with_params()
        except EmptyResultSet:  # the rules say so without asking
            return None
        return cls(f"seen (id, {', '.join(_COLUMNS[1:])}) AS ({sql})", params)


@dataclass(frozen=True)
class _NearEntries:
    """The entries that are near enough, each with its nearness, and those that the viewer may see."""

    near: QuerySet[Posting, Any]
    seen: _Seen

    def rows(self, select: str, *params: int) -> list[tuple[Any, ...]]:
        """What `select` asks of `near` and `seen`."""
        try:
            near, near_params = self.near.query.sql_with_params()
        except EmptyResultSet:  # no word of the index is meant
            return []
        return _rows(
            f"WITH near (entry_id, nearness) AS ({near}), {self.seen.sql} {select}",
            (*near_params, *self.seen.params, *params),
        )


def _rows(sql: str, params: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def _close(word: str, vocabulary: Vocabulary) -> list[str]:
    return list(near_words(word, vocabulary)) or closest_words(word, vocabulary)


def _near_entries(viewer: Any, text: str, kinds: Collection[str] | None) -> _NearEntries | None:
    """What `text` may mean, over the kinds asked for; None when there is nothing to see."""
    typed = list(dict.fromkeys(words(text)))[:_MAX_WORDS]
    seen = _Seen.by(viewer, kinds) if typed else None
    if seen is None:
        return None
    meant = _without_slips(meanings(typed, _vocabulary()), seen)
    nearness = sum(map(_score, meant), Value(0.0))
    near = _near_enough(meant).values("entry_id").annotate(nearness=nearness)
    return _NearEntries(near.values_list("entry_id", "nearness"), seen)


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


def _without_slips(meanings_of_words: list[dict[str, float]], seen: _Seen) -> list[dict[str, float]]:
    """A word that this viewer meets is no slip of another: "martin" is not the "matin". One statement, when a word of
    the index looks like one that was typed. What they may not see says nothing: then the nearest stand in."""
    known = sorted(
        word
        for near in meanings_of_words
        if min(near.values(), default=1.0) < SAME_SOUND
        for word in _exact_words(near)
    )
    if not known:
        return meanings_of_words
    of_word = f"SELECT 1 FROM {_table(Posting)} p JOIN seen ON seen.id = p.entry_id WHERE p.word = w.text"
    given = ", ".join(["%s"] * len(known))
    met = {
        word
        for (word,) in _rows(
            f"WITH {seen.sql} SELECT text FROM {_table(Word)} w WHERE text IN ({given}) AND EXISTS ({of_word})",
            (*seen.params, *known),
        )
    }
    return [
        {word: nearness for word, nearness in near.items() if nearness >= SAME_SOUND}
        if met.intersection(_exact_words(near))
        else near
        for near in meanings_of_words
    ]


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _exact_words(near: dict[str, float]) -> list[str]:
    """The word itself, and those of its stem."""
    return [word for word, nearness in near.items() if nearness >= SAME_STEM]


def _visible(viewer: Any, kinds: Collection[str] | None, entry: str) -> Q | None:
    """The condition on rows of which `entry` is the lookup of their entry ("" of an entry itself), over the kinds asked
    for; None when there is nothing to see."""
    seen: Q | None = None
    for kind, indexed in declared_kinds().items():
        rule = indexed.visible_to(viewer) if kinds is None or kind in kinds else None
        if rule is not None:
            condition = Q((f"{entry}kind", kind)) & _moved(rule, entry)
            seen = condition if seen is None else seen | condition
    return seen


def _comes_first() -> Q:
    """The condition on the entries of what comes first among the equally near, whatever the kind."""
    chosen = Q(pk=None)
    for kind, indexed in declared_kinds().items():
        if indexed.first is not None:
            chosen |= Q(kind=kind) & _moved(indexed.first(), "")
    return chosen


def _moved(rule: Q, entry: str) -> Q:
    """The condition on entries, asked of rows that lead to one. Whether its thing is among the rows that a viewer sees
    is asked of that row alone: they may be tens of thousands."""
    parts: list[Any] = list(rule.children)
    moved = [_moved(part, entry) if isinstance(part, Q) else _moved_lookup(entry, *part) for part in parts]
    return Q(*moved, _connector=rule.connector, _negated=rule.negated)


def _moved_lookup(entry: str, name: str, value: Any) -> Any:
    if name == "object_id__in" and isinstance(value, QuerySet):  # of the numbers of rows
        return Exists(value.filter(pk=OuterRef(f"{entry}object_id")))
    return (f"{entry}{name}", value)


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
