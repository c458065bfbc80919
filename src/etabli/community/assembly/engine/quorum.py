"""How many voices must be there."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Quorum:
    """Of `voters`, how many are `present` or `represented`; `needed` is how many it takes."""

    voters: int
    present: int
    represented: int
    needed: int

    @property
    def there(self) -> int:
        return self.present + self.represented

    @property
    def is_met(self) -> bool:
        return self.there >= self.needed


def quorum(*, voters: int, present: int, represented: int, percent: int) -> Quorum:
    """`percent` of the voters, rounded up: a quarter of 450 is 113. None at all needs nobody."""
    return Quorum(voters, present, represented, needed=-(-voters * percent // 100))
