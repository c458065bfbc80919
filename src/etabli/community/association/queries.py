"""Reading the members."""

from etabli.community.association.models import Member
from etabli.community.neutrality.rules import acts_for_association
from etabli.foundation.people.viewer import Viewer


def member_of(viewer: Viewer) -> Member | None:
    """The membership of whoever acts for the association today: one statement; none for anybody else."""
    if not acts_for_association(viewer) or viewer.user_id is None or viewer.organisation_id is None:
        return None
    found = Member.objects.filter(
        user_id=viewer.user_id, organisation_id=viewer.organisation_id, left_on=None
    )
    return found.select_related("organisation").first()
