from django.db.models import Q

from etabli.foundation.people.viewer import Viewer
from etabli.foundation.people.visibility import either, staff


def _mine(viewer: Viewer) -> Q | None:
    """As `rules.is_mine` says it of one row."""
    actor = viewer.actor
    own_rows = Q(owner=actor.party_id, organisation_id=actor.organisation_id)
    return own_rows if actor.is_someone else None


def _of_our_artisans(viewer: Viewer) -> Q | None:
    """The staff write down what an artisan of their chamber said on the telephone."""
    if not viewer.is_staff_of(viewer.chamber_id):
        return None
    return Q(owner__person__chamber=viewer.chamber_id)


def _my_word(viewer: Viewer) -> Q | None:
    """What they said holds in each of their roles."""
    return Q(owner=viewer.actor.party_id) if viewer.actor.is_someone else None


VISIBLE = {
    "notify.Message": staff("chamber_id", staff_reads=True),
    "notify.Unreachable": staff("chamber_id"),
    "notices.Notice": _mine,
    "notices.NotNow": either(_my_word, _of_our_artisans),
    "notices.PhoneCall": staff(),
    "notices.TextMessage": staff(),
    "notices.Preference": either(_mine, _of_our_artisans),
}
