"""Who acts: the little that the journal needs to know of a person."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Actor:
    """One who acts, in the role they act in.

    `kind` is "user" (signed in), "person" (an artisan in their space), "link" (the bearer of a link narrowed to
    one object), "system" or "nobody"; `number` is the row's id in that kind. `name` is kept as it was at the
    instant of the act.
    """

    kind: str
    number: int | None
    name: str
    role: str
    organisation_id: int | None = None
    chamber_id: int | None = None

    @property
    def key(self) -> str:
        """The same for two acts of one actor, whatever the role: "user:12"."""
        return f"{self.kind}:{self.number or 0}"

    @property
    def is_someone(self) -> bool:
        """One same person each time: all visitors share one key, so none of them owns what another did."""
        return self.kind != "nobody"


class Acting(Protocol):
    """Whatever can act: `people.Viewer` is the one implementation in use."""

    @property
    def actor(self) -> Actor: ...

    @property
    def is_stranger(self) -> bool:
        """Nobody knows who acts."""
        ...

    def is_staff_of(self, chamber_id: int | None) -> bool:
        """Acts for this very chamber."""
        ...
