"""Ads and their answers."""

from django.db import models
from django.db.models import F, Q
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from etabli.community.association.models import Member
from etabli.foundation.files.models import StoredFile
from etabli.foundation.people.models import Consent, Organisation, Person

MOST_ANSWERS = 12
LONGEST_REASON = 300


def _seed() -> str:
    return get_random_string(32)


class Ad(models.Model):
    """What an artisan looks for, without their name; belongs to their chamber.

    `needs` is a list of short sentences to show. `budget` is an amount, or why there is none. `relayed_by` is
    the journal's key of whoever passed it on ("user:12", "person:7"). `answers_taken` is only moved by
    conditional updates; `draw_seed` gives the order in which the answers are shown.
    """

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="ads")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ads")
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="+")
    brief_ref = models.CharField(max_length=60)
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"))
    needs = models.JSONField(default=list)
    place = models.CharField(_("place"), max_length=120)
    budget = models.CharField(_("budget, or why there is none"), max_length=200)
    deadline_on = models.DateField(_("answers until"))
    answers_cap = models.PositiveSmallIntegerField(_("answers at most"), default=6)
    answers_taken = models.PositiveSmallIntegerField(default=0)
    relayed_by = models.CharField(max_length=40)
    draw_seed = models.CharField(max_length=32, default=_seed, editable=False)
    passed_on_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.CharField(max_length=LONGEST_REASON, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answers_taken__lte=F("answers_cap")), name="ad_answers_capped"
            ),
            models.UniqueConstraint(
                fields=["brief_ref"], condition=Q(withdrawn_at=None), name="ad_once_per_brief"
            ),
        ]
        indexes = [models.Index(fields=["chamber", "deadline_on"], name="ad_open")]

    def __str__(self) -> str:
        return self.title

    @property
    def places_left(self) -> int:
        return self.answers_cap - self.answers_taken


class Answer(models.Model):
    """A member's answer to an ad, sealed. One row per member and ad, withdrawn or not."""

    ad = models.ForeignKey(Ad, on_delete=models.PROTECT, related_name="answers")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="answers")
    message = models.TextField(_("message"))
    quote = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ad", "member"], name="answer_once_per_member")]

    def __str__(self) -> str:
        return self.ad.title

    @property
    def chamber_id(self) -> int:
        return self.ad.chamber_id

    @property
    def person(self) -> Person:
        """The artisan to whom it is sent."""
        return self.ad.person
