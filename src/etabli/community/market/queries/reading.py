"""Which association reads the ads of a chamber, and when."""

from etabli.community.market.models import ReadingRule
from etabli.foundation.people.models import Organisation, OrganisationKind


def association_of(chamber_id: int) -> Organisation | None:
    """The association that works beside this chamber; the first, should there be several: one statement."""
    organisations = Organisation.objects.filter(kind=OrganisationKind.ASSOCIATION, chamber_id=chamber_id)
    return organisations.order_by("pk").first()


def is_read_after(association: Organisation | None) -> bool:
    """Are its ads out before a moderator reads them? Not unless its board chose so: one statement."""
    return (
        association is not None and ReadingRule.objects.filter(organisation=association, after=True).exists()
    )
