"""What was seen of a site that is liked."""

from etabli.procurement.briefs.models import Attachment
from etabli.programme.visibility.models import LikedSiteReading


def latest_reading(attachment: Attachment) -> LikedSiteReading | None:
    """What was last seen of a site that is joined to a project, which the caller has authorised: one statement."""
    rows = LikedSiteReading.objects.filter(
        attachment=attachment, address=attachment.address, withdrawn_at=None
    )
    return rows.order_by("pk").last()
