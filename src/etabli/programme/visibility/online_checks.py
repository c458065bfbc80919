"""When a site was last seen by a check."""

from datetime import date

from etabli.programme.visibility.engine.checks.address import BadAddress, site_address
from etabli.programme.visibility.models import SiteCheck


def seen_on(address: str) -> date | None:
    """The last day on which it answered a check; None when nobody has looked, or found it."""
    try:
        host = site_address(address).partition("/")[0]
    except BadAddress:
        return None
    rows = SiteCheck.objects.filter(address__startswith=f"{host}/", result__is_read=True)
    latest = rows.order_by("-done_at").first()
    return latest.done_at.date() if latest and latest.done_at else None
