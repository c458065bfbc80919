"""Who acts: the little that the journal needs to know of a person."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Actor:
    """One who acts, in the role they act in.

    `kind` is "user" (signed in), "link" (bearer of a secret link), "system" or "nobody";
    `number` is the row's id in that kind. `name` is kept as it was at the instant of the act.
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


class Acting(Protocol):
    """Whatever can act: `people.Viewer` is the one implementation in use."""

    @property
    def actor(self) -> Actor: ...
