"""What was seen of the sites that an artisan likes."""

from datetime import datetime, timedelta

from django.db import models

from etabli.foundation.people.models import Organisation, Person
from etabli.procurement.briefs.models import Attachment


class LikedSiteReading(models.Model):
    """One reading of a site that is joined to a project; the latest counts. `address`: where it was when it was asked:
    a correction of it is read anew. `features`: ids of `data/features.toml`. `is_read`: whether there was a page to
    read; None until somebody looked. `withdrawn_at`: it was taken back."""

    PATIENCE = timedelta(minutes=15)  # the queue of visitors is ten; after it, nobody reads it any more

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    attachment = models.ForeignKey(Attachment, on_delete=models.CASCADE, related_name="+")
    address = models.URLField(max_length=300)
    features = models.JSONField(default=list)
    is_read = models.BooleanField(null=True)
    asked_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.address

    def is_awaited(self, at: datetime) -> bool:
        """Somebody is about to read it."""
        return self.is_read is None and at < self.asked_at + self.PATIENCE
