"""Which business of a commune a row without a SIRET speaks of: only when that is sure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from etabli.territory.places.engine import fold

from .cleaning import Row

MIN_ALIKE = (
    85.0  # of a hundred: two names, in any order of their words, beside a SIRET or a telephone that agrees
)
MIN_LONG_WORD = 6  # letters of a word in which one wrong letter makes no other name
LEGAL_FORM_WORDS = frozenset({
    "sarl", "eurl", "sas", "sasu", "sa", "ei", "eirl", "snc", "scop",
    "ets", "etablissements", "entreprise", "societe", "monsieur", "madame", "mr", "mme", "m",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A business of the commune, and all that it is called."""

    key: int
    names: tuple[str, ...]


def plain(name: str) -> str:
    """A name without what says its legal form, in simple letters; whole when nothing else is left."""
    words = fold(name).split()
    return " ".join([word for word in words if word not in LEGAL_FORM_WORDS] or words)


def same_business(names: Sequence[str], candidates: Sequence[Candidate]) -> int | None:
    """The key of the only one that bears one of these names, or nearly; None when none does, or several.

    The very name comes first: one that is nearly the same beside it is another business.
    """
    plain_names = [plain(name) for name in names if name]
    for alike in (_same, _is_one_letter_away):
        keys = {
            candidate.key
            for candidate in candidates
            if any(
                alike(candidate_name, name)
                for candidate_name in map(plain, candidate.names)
                for name in plain_names
            )
        }
        if keys:
            return keys.pop() if len(keys) == 1 else None
    return None


def _same(name: str, other: str) -> bool:
    return sorted(name.split()) == sorted(other.split())


def _is_one_letter_away(name: str, other: str) -> bool:
    """The same words but for one letter of one long word: in a short one ("Anne", "Anna") it makes another name."""
    words, other_words = Counter(name.split()), Counter(other.split())
    left, right = list((words - other_words).elements()), list((other_words - words).elements())
    if len(left) != 1 or len(right) != 1:
        return False
    return min(len(left[0]), len(right[0])) >= MIN_LONG_WORD and Levenshtein.distance(left[0], right[0]) == 1


def are_alike(names: Sequence[str], others: Sequence[str]) -> bool:
    """Whether one of these names and one of the others may be said of one business, when something else says so too:
    nearly the same letters, or all the words of one within the other."""
    return any(
        _is_contained(name, other) or fuzz.token_sort_ratio(name, other) >= MIN_ALIKE
        for name in map(plain, filter(None, names))
        for other in map(plain, filter(None, others))
    )


def _is_contained(name: str, other: str) -> bool:
    few, many = sorted((set(name.split()), set(other.split())), key=len)
    return bool(few) and few <= many


def find_twins(rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """(a row, an earlier one that seems to be of the same business): names alike and one telephone or e-mail, where
    at most one of the two has a SIRET. The one that has it stands for the earlier."""
    first_rows: dict[str, Row] = {}
    for row in rows:
        for reached in filter(None, (row.phone, row.email)):
            other = first_rows.setdefault(reached, row)
            if other is not row and not (other.siret and row.siret) and are_alike(row.names, other.names):
                yield (other, row) if row.siret else (row, other)
                break


def complete_row(row: Row, other: Row) -> Row:
    """The row, with what only the other says."""
    empty = (row_field.name for row_field in fields(Row) if not getattr(row, row_field.name))
    return replace(row, **{name: getattr(other, name) for name in empty})
