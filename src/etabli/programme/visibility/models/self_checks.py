"""What an artisan saw of themselves, by their own eyes: a search, their listing, their page."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.files.models import StoredFile
from etabli.foundation.people.models import Organisation, Person

MAX_NOTE_LENGTH = 500


class SelfCheck(models.Model):
    """One look. `answers`: by line (words typed, or a line of the checklist), what was ticked. The latest of a kind
    counts, and is compared with the one before. `photo`: of the page of results. `withdrawn_at`: it was taken back."""

    class Kind(models.TextChoices):
        SEARCH = "search", _("Search of oneself")
        LISTING = "listing", _("Listing on a map")
        PAGE = "page", _("Page on a network")

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    answers = models.JSONField(default=dict)
    note = models.TextField(_("what you saw"), max_length=MAX_NOTE_LENGTH, blank=True)
    photo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "kind"], name="self_check_of_person")]

    def __str__(self) -> str:
        return self.get_kind_display()
