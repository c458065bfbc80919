"""Which answers may be counted together, so that no difference between two counts points at a few people."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence, Set

SMALLEST = 5  # under this number of answers, nothing is broken down: people could be recognised


def atoms[Cell: Hashable](
    sizes: Mapping[Cell, int], wider: Sequence[Callable[[Cell], Hashable]]
) -> tuple[frozenset[Cell], ...]:
    """Cells (the answers of one session, say) put together until each lot has SMALLEST answers, whatever is asked for.

    A cell that is large enough is a lot by itself. The others are put together by the first of `wider` where that is
    enough, else by the next; what is still too small is in no lot, and never counted. All that is ever shown is made
    of whole lots (`within`): adding and subtracting what is shown gives whole lots again, so at least SMALLEST people.
    """
    made = [frozenset([cell]) for cell, size in sizes.items() if size >= SMALLEST]
    small = {cell: size for cell, size in sizes.items() if 0 < size < SMALLEST}
    for key in wider:
        groups: dict[Hashable, set[Cell]] = defaultdict(set)
        for cell in small:
            groups[key(cell)].add(cell)
        lots = [lot for lot in groups.values() if sum(small[cell] for cell in lot) >= SMALLEST]
        made += map(frozenset, lots)
        small = {cell: size for cell, size in small.items() if not any(cell in lot for lot in lots)}
    return tuple(made)


def within[Cell: Hashable](lots: Iterable[frozenset[Cell]], asked: Set[Cell]) -> set[Cell]:
    """The cells to count of those asked for: a lot counts whole, or not at all."""
    return {cell for lot in lots if lot <= asked for cell in lot}


def told_apart[Group: Hashable, Lot: Hashable](
    members: Mapping[Group, Mapping[Lot, int]], lots: Mapping[Lot, int]
) -> set[Group]:
    """The groups of people (trades, say) that may be counted apart, though they cut across lots.

    `members`: how many of each group are in each lot; `lots`: how many people in all. A group is kept when it has
    SMALLEST people, and when neither what it leaves of the lots where it is, nor what all those kept leave of the
    whole, is one to four people. The smallest go first.
    """
    sizes = {group: sum(where.values()) for group, where in members.items()}

    def points_at_few(group: Group) -> bool:
        met = sum(lots[lot] for lot, number in members[group].items() if number)
        return sizes[group] < SMALLEST or 0 < met - sizes[group] < SMALLEST

    kept = [group for group in sorted(sizes, key=lambda g: (-sizes[g], str(g))) if not points_at_few(group)]
    while kept and 0 < sum(lots.values()) - sum(sizes[group] for group in kept) < SMALLEST:
        kept.pop()
    return set(kept)
