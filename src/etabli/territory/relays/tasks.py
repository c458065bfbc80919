"""What the clock deletes: the links to a relay's page that no longer open anything."""

from datetime import datetime

from etabli.territory.relays.models import RelayLink
from etabli.territory.relays.personal import LINK


def forget_links(at: datetime) -> None:
    """Delete the links whose time is over, sixteen months after they were made."""
    RelayLink.objects.filter(expires_at__lt=at, created_at__lt=LINK.kept_since(at)).delete()


PERIODIC = [forget_links]
