"""Questions, the answers to them, thanks, and what each member follows."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy as _

from etabli.community.association.models import Member
from etabli.community.association.trades import trade_label
from etabli.community.forum.engine import spam
from etabli.foundation.parties import SYSTEM
from etabli.foundation.parties.models import Party
from etabli.foundation.people.models import Organisation, Person
from etabli.territory.register.trades import trade as craft

MAX_TITLE_LENGTH = 140
MAX_TEXT_LENGTH = 8000
MAX_REASON_LENGTH = 500
MAX_NAME_LENGTH = 100
MAX_NUMBER_LENGTH = 64  # of what a former forum gives


def out(path: str = "") -> Q:
    """The condition on what people see; `path`: the lookup to it."""
    return Q(**{f"{path}published_at__isnull": False, f"{path}hidden_at": None, f"{path}withdrawn_at": None})


IS_OUT = out()


class Writing(models.Model):
    """What somebody wrote, in Markdown. `published_at` is null while a moderator has not read what a newcomer hands
    in, or what looks like spam; it stays the instant at which people first saw it. `hidden_at`: a moderator
    took it off since. What came from a former forum keeps the number that it had there (`former_number`) and, where
    its author is no member, the name that stood beside it (`former_name`)."""

    text = models.TextField(_("text"), max_length=MAX_TEXT_LENGTH)
    written_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=MAX_REASON_LENGTH, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    former_number = models.CharField(max_length=MAX_NUMBER_LENGTH, blank=True)
    former_name = models.CharField(max_length=MAX_NAME_LENGTH, blank=True)

    class Meta:
        abstract = True

    @property
    def is_out(self) -> bool:
        """Whether its readers see it."""
        return self.published_at is not None and self.hidden_at is None and self.withdrawn_at is None

    @property
    def doubts(self) -> list[str]:
        """The words for which it looks like spam; none where it does not."""
        verdict = spam.judge(spam.Post(self.text, getattr(self, "title", ""), by_newcomer=False))
        return [reason.excerpt for reason in verdict.reasons if reason.excerpt] if verdict.is_held else []


class State(models.TextChoices):
    """What becomes of a question."""

    UNANSWERED = "unanswered", _("without an answer")
    DISCUSSED = "discussed", _("under discussion")
    ACCEPTED = "accepted", _("answer accepted")


class Notified(models.TextChoices):
    """Who was told of a question, once and for all."""

    NOBODY = "", _("nobody")
    FOLLOWERS = "followers", _("those who follow its trade")
    TRADE = "trade", _("all of its trade")


class Thread(Writing):
    """A question, and what its answers come to. Members of its association read it; everybody does if `is_public`.

    It is a member's (`author`), or an artisan's (`person`) whom the association's chamber helps: then members read the
    craft (`craft_code`), and the name only if `is_named`. From a former forum, of neither (`former_name`).
    `trade`: of whom it is asked, "" of all. `closed_at`: it takes no more answers. `notified_through`: the last member
    who was looked at, while members are being told (`Notified`). `merged_into`: the question that asks the same, where
    its answers are; its own words are read among them. `split_from`: the question to which its first answers were
    given; it has no words of its own until its author writes some. What follows from the answers that are out is kept
    in step by `listeners.py`: `state`, `answers_count`, and `active_at`, when the last of them came.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="threads")
    author = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="threads"
    )
    is_named = models.BooleanField(default=False)
    craft_code = models.CharField(max_length=6, blank=True)
    title = models.CharField(_("question"), max_length=MAX_TITLE_LENGTH)
    trade = models.CharField(_("trade"), max_length=40, blank=True)
    is_public = models.BooleanField(default=False)
    accepted = models.ForeignKey("Post", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.CharField(max_length=MAX_REASON_LENGTH, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    split_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts"
    )
    notified = models.CharField(max_length=10, choices=Notified, blank=True, default=Notified.NOBODY)
    notified_through = models.BigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.UNANSWERED)
    answers_count = models.PositiveIntegerField(default=0)
    active_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(author=None, person__isnull=False, former_name="")
                | Q(author__isnull=False, person=None, former_name="")
                | Q(author=None, person=None) & ~Q(former_name=""),
                name="thread_of_one_author",
            ),
            models.UniqueConstraint(
                fields=["organisation", "former_number"],
                condition=~Q(former_number=""),
                name="thread_taken_in_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "state", "active_at"], condition=IS_OUT, name="thread_by_state"
            ),
            models.Index(fields=["organisation", "active_at"], condition=IS_OUT, name="thread_by_day"),
            models.Index(fields=["notified", "published_at"], condition=IS_OUT, name="thread_to_tell"),
            models.Index(
                fields=["organisation", "state", "trade"],
                condition=IS_OUT & Q(merged_into=None),
                name="thread_by_trade",
            ),
            models.Index(
                fields=["active_at", "state", "trade"],
                condition=IS_OUT & Q(merged_into=None, is_public=True),
                name="thread_public_by_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def trade_label(self) -> str:
        return trade_label(self.trade)

    @property
    def takes_answers(self) -> bool:
        """Whether members may answer it."""
        return self.is_out and self.closed_at is None

    @property
    def craft_label(self) -> str:
        """What the artisan who asks does, in the reader's language; "" where nobody said."""
        return craft(self.craft_code).label if self.craft_code else ""

    @property
    def is_artisans(self) -> bool:
        """Asked by an artisan, not by a member."""
        return self.person_id is not None

    @property
    def shown_name(self) -> str:
        """Of who asked, as readers may know it."""
        if self.author is not None:
            return self.author.display_name
        if self.former_name:
            return self.former_name
        return self.person.name if self.person is not None and self.is_named else gettext("An artisan")

    @property
    def asker_user_id(self) -> int | None:
        """The account of who asked; an artisan may have none."""
        asker = self.author or self.person
        return asker.user_id if asker is not None else None

    @property
    def asker_party_id(self) -> int:
        """Who asked, as they are told of decisions; nobody is, of a former forum's author whom we don't know."""
        if self.author is not None:
            return self.author.user.party_id
        return self.person.party_id if self.person is not None else SYSTEM


class Post(Writing):
    """An answer. `quoted`: the answer of the same thread that it takes up, shown in its words of today. `certified_at`:
    the board of the association answers for what it says, as it stands."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="posts")
    author = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    quoted = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    certified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(author__isnull=False, former_name="") | Q(author=None) & ~Q(former_name=""),
                name="post_of_one_author",
            )
        ]
        indexes = [models.Index(fields=["thread", "published_at"], name="post_by_arrival")]

    def __str__(self) -> str:
        return self.thread.title

    @property
    def organisation_id(self) -> int:
        return self.thread.organisation_id

    @property
    def shown_name(self) -> str:
        """Of who answered, as readers may know it."""
        return self.author.display_name if self.author is not None else self.former_name

    @property
    def author_user_id(self) -> int | None:
        """The account of who answered; None of a former forum's author whom we don't know."""
        return self.author.user_id if self.author is not None else None


class MailAnswer(models.Model):
    """A mail that came to answer a question, by the address that a party was given: what became of it, so that nothing
    is done twice. `key` is made of what tells it from all others. `notified_at`: its author was written back then."""

    class Outcome(models.TextChoices):
        PUBLISHED = "published", _("became an answer")
        REFUSED = "refused", _("not published, and said why")
        AUTOMATIC = "automatic", _("sent by a machine")
        LEFT = "left", _("left in the mailbox")

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    key = models.CharField(max_length=64, unique=True)
    came_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    notified_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.thread)


class Thanks(models.Model):
    """A member, or the artisan who asked (`person`), says thank you for an answer: counted, and nothing more."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="thanks")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(member=None, person__isnull=False) | Q(member__isnull=False, person=None),
                name="thanks_of_one",
            ),
            models.UniqueConstraint(fields=["post", "member"], name="thanks_once"),
            models.UniqueConstraint(fields=["post", "person"], name="thanks_of_person_once"),
        ]

    def __str__(self) -> str:
        return str(self.post)


class Watch(models.Model):
    """A member follows a thread, or a trade; until `withdrawn_at`.

    Whoever asks or answers follows the thread without a row, until they stop. `read_until`: what came to the thread
    until then, its reader has had under their eyes.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    thread = models.ForeignKey(
        Thread, on_delete=models.PROTECT, null=True, blank=True, related_name="watches"
    )
    trade = models.CharField(_("trade"), max_length=40, blank=True)
    since = models.DateTimeField()
    read_until = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(thread=None) & ~Q(trade="") | Q(thread__isnull=False, trade=""),
                name="watch_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["member", "thread"], condition=Q(trade=""), name="watch_thread_once"
            ),
            models.UniqueConstraint(
                fields=["member", "trade"], condition=Q(thread=None), name="watch_trade_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.thread) if self.thread is not None else trade_label(self.trade)
