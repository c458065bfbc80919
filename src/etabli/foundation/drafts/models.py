"""What somebody typed and has not sent."""

from django.db import models

from etabli.foundation.parties.models import Party


class Draft(models.Model):
    """What was typed in one form, for whoever typed it, until it is sent or put aside; a month after the last key, the
    clock deletes it.

    `owner` is whoever typed; `role_or_session` is in which role ("adviser:3"), or "session:…" for a visitor for whom we
    keep something. `form` is the address that the form is sent to. `typed`: the values by the names of the controls;
    `is_whole`: all of them, so that a box that isn't there was not ticked. `initial_values`: what the page said there
    when it was opened, as far as it is known. `closed_at`: sent, or put aside by hand (and then `typed` stays, to be
    brought back).
    """

    owner = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+", db_index=False)
    role_or_session = models.CharField(max_length=40)
    form = models.CharField(max_length=300)
    typed = models.JSONField(default=dict)
    initial_values = models.JSONField(default=dict)
    is_whole = models.BooleanField(default=False)
    kept_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "role_or_session", "form"], name="draft_once")
        ]

    def __str__(self) -> str:
        return self.form
