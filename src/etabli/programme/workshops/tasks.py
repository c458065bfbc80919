"""What the clock does for workshops."""

from datetime import datetime

from etabli.programme.workshops.models import AccessNeed
from etabli.programme.workshops.personal import NEED


def forget_needs(at: datetime) -> None:
    """Delete what people needed to come, a month after the session: it served that day alone."""
    AccessNeed.objects.filter(sign_up__occasion__ends_at__lt=NEED.kept_since(at)).delete()


PERIODIC = [forget_needs]
