"""Questionnaires and their versions, which one a workshop uses, the answers, the links that are good for one."""

from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.seats.models import SignUp
from etabli.programme.surveys.engine import Question, parse
from etabli.programme.workshops.models import Session, Theme


def _code() -> str:
    return f"q-{get_random_string(10).lower()}"


class Draft(models.Model):
    """A chamber's own questionnaire, as it is being written. Publishing it makes a version, and it goes on from there.

    `content`: the questions as `engine.parse` reads them.
    """

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="questionnaires")
    code = models.SlugField(max_length=40, unique=True, default=_code)
    title = models.CharField(_("name"), max_length=80)
    content = models.JSONField(default=list)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def questions(self) -> tuple[Question, ...]:
        return parse(self.content)


class Questionnaire(models.Model):
    """One version of a questionnaire. Once published it never changes: answers stay readable with it.

    No chamber: delivered with the product, the same for all. `withdrawn_at`: taken back before anybody answered.
    """

    chamber = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="versions"
    )
    code = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80, blank=True)
    content = models.JSONField()
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="questionnaire_version_once")]

    def __str__(self) -> str:
        return f"{self.title or self.code} {self.version}"

    @property
    def questions(self) -> tuple[Question, ...]:
        return parse(self.content)


class Use(models.Model):
    """Which questionnaire a chamber gives: at one session, for one theme, else at all. An empty code: as if nothing
    had been chosen."""

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="uses")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="uses")
    session = models.OneToOneField(
        Session, on_delete=models.PROTECT, null=True, blank=True, related_name="use"
    )
    code = models.SlugField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chamber", "theme"], name="use_once_for_a_theme"),
            models.UniqueConstraint(
                fields=["chamber"],
                condition=models.Q(theme=None, session=None),
                name="use_once_for_all",
            ),
        ]

    def __str__(self) -> str:
        return str(self.session or self.theme or self.chamber)


def _key() -> str:
    return get_random_string(22)


class Answer(models.Model):
    """What one person present answered. Its key is random and only the day is kept.

    `person` is there only when they chose to leave their name, so as to be called back. `doubtful`: the questions of
    a paper sheet to read again. `withdrawn_at`: a sheet taken out, or replaced by its correction. `waits_since`: the
    day on which an answer of nobody came in, until it is mixed with the others (`actions.settle`) and its wishes are
    in `demand`.
    """

    class Source(models.TextChoices):
        PHONE = "phone", _("on a screen")
        PAPER = "paper", _("on paper")

    key = models.CharField(max_length=22, primary_key=True, default=_key)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="answers")
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="given")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )
    answered_on = models.DateField()
    answers = models.JSONField(default=dict)
    source = models.CharField(max_length=10, choices=Source, default=Source.PHONE)
    sheet = models.PositiveSmallIntegerField(null=True, blank=True)
    doubtful = models.JSONField(default=list)
    waits_since = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.questionnaire)

    @property
    def chamber_id(self) -> int:
        return self.session.chamber_id


class Pass(models.Model):
    """A link of a mail that is good for one answer: only its digest is kept, and the row goes when it is used.

    Nothing here says whose it is, nor which answer it brought.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="passes")

    def __str__(self) -> str:
        return str(self.session)


class Invitation(models.Model):
    """Somebody who was present was sent a link to answer: that it left, and nothing of what came of it."""

    sign_up = models.OneToOneField(SignUp, on_delete=models.PROTECT, related_name="survey_invitation")
    sent_on = models.DateField()

    def __str__(self) -> str:
        return str(self.sign_up)

    @property
    def chamber_id(self) -> int:
        return self.sign_up.chamber_id
