"""What the clock deletes: what nobody came back to for a month."""

from datetime import datetime

from etabli.foundation.drafts.models import Draft
from etabli.foundation.drafts.personal import TYPED


def forget_drafts(at: datetime) -> None:
    """Delete what was typed a month ago and never sent."""
    Draft.objects.filter(kept_at__lt=TYPED.kept_since(at)).delete()


PERIODIC = [forget_drafts]
