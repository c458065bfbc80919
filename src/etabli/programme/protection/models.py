"""What an artisan says of the gestures that protect their business."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Organisation, Person

MAX_REASON_LENGTH = 200


class GestureMark(models.Model):
    """That a gesture is done, or isn't for this person, and why: by their own word, without a proof.

    The latest of a gesture counts. `gesture`: its id in `data/gestures.toml`. `withdrawn_at`: it was taken back.
    """

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    gesture = models.CharField(max_length=40)
    is_done = models.BooleanField()
    marked_on = models.DateField()
    reason = models.CharField(_("why not"), max_length=MAX_REASON_LENGTH, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "gesture"], name="gesture_mark_of_person"),
            models.Index(fields=["chamber", "gesture"], name="gesture_mark_by_chamber"),
        ]

    def __str__(self) -> str:
        return self.gesture
