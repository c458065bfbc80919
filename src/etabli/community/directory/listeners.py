"""The list follows the acts: what is done to a member, a profile or a piece is seen, or no longer, when it ends."""

from collections.abc import Sequence

from etabli.community.association.models import Member
from etabli.community.directory.models import Piece, Profile
from etabli.community.neutrality.row_cache import note_change
from etabli.foundation.registries import Done


def follow(acts: Sequence[Done]) -> None:
    """No statement when the list can't have changed. A profile has the number of its member."""
    touched = {done.subject.pk for done in acts if isinstance(done.subject, Member | Profile)}
    touched |= {done.subject.profile_id for done in acts if isinstance(done.subject, Piece)}
    if touched:
        note_change("directory", touched)


LISTENERS = [follow]
