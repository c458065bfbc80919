"""What the comparison of quotes writes in the neutrality log."""

from datetime import datetime

from etabli.community.neutrality.engine import commitment
from etabli.community.neutrality.log import append_entry, pseudonym
from etabli.procurement.briefs.models import Brief
from etabli.procurement.quotes.models import Drawing

KIND = "quotes.drawn"


def draw_once(brief: Brief | None, at: datetime) -> None:
    """Draw the order of the quotes of this brief, and commit to it, when its first quote is compared."""
    if brief is None:
        return
    drawing, is_new = Drawing.objects.get_or_create(brief=brief, defaults={"drawn_at": at})
    if is_new:
        payload = {"brief": pseudonym("brief", brief.pk), "draw": commitment(drawing.seed)}
        append_entry(KIND, payload, at=at, by_day=True)
