"""What one of the staff has to do, and what they leave behind: the shapes that apps fill."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Handover:
    """What somebody who leaves an organisation leaves behind: `text` says what and how much, `url` leads there.

    An app's `handover.py` holds `left_by(viewer, user_id, organisation_id, at) -> list[Handover]`, as the viewer
    reads it. What a colleague can take over has a `key`, the same whoever has it, and two functions:
    `why_not(user)`, the sentence that says why this colleague can't, "" when they can; `give(to=user, by=, at=)`, the
    act. Without a key, nothing is to be given: every colleague may go on with it.
    """

    text: str
    url: str = ""
    key: str = ""
    why_not: Callable[[Any], str] = lambda user: ""
    give: Callable[..., object] | None = None


def split_handovers(left: Iterable[Handover]) -> tuple[list[Handover], list[Handover]]:
    """(what is to be given, what every colleague may go on with): every page counts them so."""
    handovers = list(left)
    return [handover for handover in handovers if handover.give], [
        handover for handover in handovers if not handover.give
    ]


@dataclass(frozen=True)
class Commitment:
    """What one of the staff has to do, and when. An app's `commitments.py` holds `commitments(viewer, user_id, since,
    until) -> list[Commitment]`: those of a user in the viewer's chamber, between two instants, in a fixed number of
    statements, drafts included.

    `key` names it for ever. `kind` is "session", "half_day", "call", "leave", "meeting", "other" or "busy". `title`
    and `detail` are for colleagues; `public_title` names nobody: it may leave for a calendar that is elsewhere.
    `handing_url` is where it is given away, or moved. `entry_id`: of what is noted in the diary itself, and may be
    crossed out there. `commune` is the code of where it is, "" when that isn't known. `is_all_day`: from midnight to
    midnight.
    """

    key: str
    kind: str
    title: str
    starts_at: datetime
    ends_at: datetime
    public_title: str
    url: str = ""
    handing_url: str = ""
    detail: str = ""
    place: str = ""
    commune: str = ""
    is_all_day: bool = False
    is_draft: bool = False
    sequence: int = 0
    entry_id: int | None = None
