"""The list follows the acts: whatever is done to a member, a profile or a piece begins a new edition of it."""

import secrets
from collections.abc import Sequence

from etabli.community.association.models import Member
from etabli.community.directory.models import Edition, Piece, Profile
from etabli.foundation.rooms import Done


def follow(acts: Sequence[Done]) -> None:
    """One statement when the list may have changed, none otherwise."""
    if any(isinstance(done.subject, Member | Profile | Piece) for done in acts):
        number = secrets.randbits(62)  # never that of a former list, nor of an exercise's own
        if not Edition.objects.filter(pk=1).update(number=number):
            Edition.objects.update_or_create(pk=1, defaults={"number": number})


FOLLOWERS = [follow]
