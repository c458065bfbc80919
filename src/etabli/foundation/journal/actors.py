"""Who acts: the little that the journal needs to know of a person."""

from dataclasses import dataclass
from typing import Protocol

from etabli.foundation.parties import NOBODY


@dataclass(frozen=True)
class Actor:
    """One who acts, in the role they act in.

    `kind` is one of `PartyKind`, of which `party_id` is the row: the same for two acts of one actor, whatever the
    role. `name` is kept as it was at the instant of the act.
    """

    kind: str
    party_id: int
    name: str
    role: str
    organisation_id: int | None = None
    chamber_id: int | None = None

    @property
    def is_someone(self) -> bool:
        """One same person each time: all visitors are one party, so none of them owns what another did."""
        return self.party_id != NOBODY


class HasActor(Protocol):
    """Whatever can act: `people.Viewer` is the one implementation in use."""

    @property
    def actor(self) -> Actor: ...

    @property
    def like_roles(self) -> frozenset[str]:
        """The role that they act in today, with those that see and do the same (all the staff of a chamber)."""
        ...

    @property
    def is_stranger(self) -> bool:
        """Nobody knows who acts."""
        ...

    def is_staff_of(self, chamber_id: int | None) -> bool:
        """Acts for this very chamber."""
        ...
