"""Assemblies: their rules, agenda, proxies, attendance, polls, rolls, ballots, minutes; the board and its terms."""

from django.conf import settings
from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from etabli.community.assembly.engine import MAJORITIES
from etabli.community.association.models import Member
from etabli.foundation.people.models import Membership, Organisation, User


class Bylaws(models.Model):
    """What the statutes of an association say of its assemblies. No row: the defaults here."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="bylaws")
    notice_days = models.PositiveSmallIntegerField(
        _("days between the convocation and the assembly"), default=15
    )
    proxies_each = models.PositiveSmallIntegerField(_("proxies that one member may hold"), default=2)
    quorum_percent = models.PositiveSmallIntegerField(_("quorum, in percent of the voters"), default=25)
    second_quorum_percent = models.PositiveSmallIntegerField(
        _("quorum on second call, in percent"), default=0
    )
    term_years = models.PositiveSmallIntegerField(_("length of a term, in years"), default=3)

    def __str__(self) -> str:
        return str(self.organisation)


class Assembly(models.Model):
    """A general assembly. The limits are those of the bylaws on the day when it was prepared.

    `convened_at`: the convocation has left; `opened_at` and `closed_at`: the sitting. `sequence` grows with what the
    calendars must learn. `follows`: this is the second call of that one.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="assemblies")
    title = models.CharField(_("title"), max_length=120)
    starts_at = models.DateTimeField(_("beginning"))
    ends_at = models.DateTimeField(_("end"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link of the video meeting"), max_length=300, blank=True)
    note = models.TextField(_("a word to the members"), blank=True)
    notice_days = models.PositiveSmallIntegerField()
    proxies_each = models.PositiveSmallIntegerField()
    quorum_percent = models.PositiveSmallIntegerField()
    follows = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="second_call"
    )
    sequence = models.PositiveSmallIntegerField(default=0)
    convened_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = _("general assembly")

    def __str__(self) -> str:
        return self.title

    @property
    def is_sitting(self) -> bool:
        return self.opened_at is not None and self.closed_at is None

    @property
    def is_over(self) -> bool:
        return self.closed_at is not None or self.cancelled_at is not None


class Item(models.Model):
    """One item of the agenda: something told, a resolution, or the election of `seats` people.

    `about` names what nobody of the association was free to decide (`assembly_questions.py`:
    "association.suspension:12"): the vote decides it, and the item stays on the agenda. `minutes`: what the minutes
    say of it, beside what Établi knows.
    """

    class Kind(models.TextChoices):
        TALK = "talk", _("information, discussion")
        RESOLUTION = "resolution", _("resolution to vote")
        ELECTION = "election", _("election")

    class Majority(models.TextChoices):
        SIMPLE = "simple", _("more votes for than against")
        ABSOLUTE = "absolute", _("more than half of the ballots")
        TWO_THIRDS = "two_thirds", _("two thirds of the votes for or against")
        THREE_QUARTERS = "three_quarters", _("three quarters of the votes for or against")
        RELATIVE = "relative", _("the most votes")

    assembly = models.ForeignKey(Assembly, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"), blank=True)
    majority = models.CharField(_("majority"), max_length=16, choices=Majority, blank=True)
    seats = models.PositiveSmallIntegerField(_("seats to fill"), default=0)
    is_secret = models.BooleanField(_("secret ballot"), default=False)
    about = models.CharField(max_length=60, blank=True)
    minutes = models.TextField(_("what the minutes say"), blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_voted(self) -> bool:
        return self.kind in MAJORITIES


class Candidate(models.Model):
    """A member who stands in an election. `name`: as it stands on the ballot."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="candidates")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="candidacies")
    name = models.CharField(max_length=120)
    statement = models.TextField(_("why you stand"), blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "member"], condition=models.Q(withdrawn_at=None), name="candidate_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Proxy(models.Model):
    """`principal` gave their voice to `holder` for one assembly. `on_paper`: the board typed it."""

    assembly = models.ForeignKey(Assembly, on_delete=models.PROTECT, related_name="proxies")
    principal = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="proxies_given")
    holder = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="proxies_held")
    on_paper = models.BooleanField(default=False)
    given_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assembly", "principal"], condition=models.Q(withdrawn_at=None), name="proxy_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.principal)


class Attendance(models.Model):
    """A member was there, from `arrived_at` until `left_at`. Who comes back has another row."""

    assembly = models.ForeignKey(Assembly, on_delete=models.PROTECT, related_name="attendances")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="attendances")
    by_board = models.BooleanField(default=False)
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assembly", "member"],
                condition=models.Q(left_at=None, withdrawn_at=None),
                name="attendance_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.member)


class Poll(models.Model):
    """One vote on an item: a resolution, or one round of an election.

    `options`: what a ballot may hold ("for", or the number of a candidate). `voters`, `present`, `represented`: as they
    were when it opened. `draw_secret` decides a tie together with the ballots; its `draw_commitment` is shown from the
    opening on, the secret itself once the draw is done (`drawn_at`).
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="polls")
    round = models.PositiveSmallIntegerField(default=1)
    majority = models.CharField(max_length=16, choices=Item.Majority)
    options = models.JSONField()
    seats = models.PositiveSmallIntegerField(default=0)
    is_secret = models.BooleanField()
    voters = models.PositiveIntegerField()
    present = models.PositiveIntegerField()
    represented = models.PositiveIntegerField()
    draw_secret = models.CharField(max_length=40)
    draw_commitment = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    drawn_at = models.DateTimeField(null=True, blank=True)
    seated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["item", "round"], name="poll_round_once")]

    def __str__(self) -> str:
        return self.item.title

    @property
    def max_choices(self) -> int:
        """How many names a ballot may hold."""
        return max(self.seats, 1)


class RollEntry(models.Model):
    """The roll: this member's voice was used in this poll. `choice`: of an open vote; a secret one has none here."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="roll")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="votes")
    by_proxy = models.BooleanField(default=False)
    choice = models.JSONField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "member"], condition=models.Q(withdrawn_at=None), name="vote_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.member)


class Urn(models.Model):
    """The secret ballots of an open poll, as one value under seal (`ballot_box.py`). Empty once the poll is closed."""

    poll = models.OneToOneField(Poll, on_delete=models.PROTECT, primary_key=True, related_name="urn")
    content = models.BinaryField(default=bytes)

    def __str__(self) -> str:
        return str(self.poll_id)


KEY_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no letter that is read for another


def new_key() -> str:
    """The key of a ballot, which is the voter's receipt: drawn by lot, made of nothing else."""
    return "-".join(get_random_string(4, KEY_ALPHABET) for _part in range(3))


class Ballot(models.Model):
    """One secret ballot, published when its poll closed: no author, no instant, in the order of the keys."""

    key = models.CharField(max_length=14, primary_key=True)
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="ballots")
    choice = models.JSONField()

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class Signature(models.Model):
    """A member of the board signed the minutes, as they are in Établi."""

    assembly = models.ForeignKey(Assembly, on_delete=models.PROTECT, related_name="signatures")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    signed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["signed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["assembly", "user"], condition=models.Q(withdrawn_at=None), name="signature_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    """Somebody's term on the board. `ends_on` is what the bylaws say, `ended_on` when they really left.

    `gave_role`: it is by this term that they got the role of board member in Établi.
    """

    class Office(models.TextChoices):
        CHAIR = "chair", _("chair")
        TREASURER = "treasurer", _("treasurer")
        SECRETARY = "secretary", _("secretary")
        MEMBER = "member", _("board member")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="terms")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="terms")
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, null=True, blank=True, related_name="terms")
    office = models.CharField(_("office"), max_length=12, choices=Office, default=Office.MEMBER)
    started_on = models.DateField()
    ends_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    gave_role = models.BooleanField(default=False)

    class Meta:
        ordering = ["ends_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "member"], condition=models.Q(ended_on=None), name="term_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.member)


class Removal(models.Model):
    """Somebody of the board asks to end what takes two: the only moderator's role, the only treasurer's office, the
    seat of another member of the board.

    It waits for another member of the board until `lapses_at`; where none is free to confirm it, for the general
    assembly (`referred_at`). Meanwhile the role goes on. `membership` is the role that would end; `term`, that of a
    treasurer who would be a board member without an office.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for another member of the board")
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", _("refused")
        LAPSED = "lapsed", _("past its time")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(_("reason"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    lapses_at = models.DateTimeField()
    referred_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership"],
                condition=models.Q(state="waiting", withdrawn_at=None),
                name="removal_once_per_role",
            ),
            models.UniqueConstraint(
                fields=["term"],
                condition=models.Q(state="waiting", withdrawn_at=None),
                name="removal_once_per_term",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def user(self) -> User:
        """Whose role it is."""
        if self.term is not None:
            return self.term.member.user
        assert self.membership is not None  # one of the two
        return self.membership.user

    @property
    def is_open(self) -> bool:
        return self.state == self.State.WAITING and self.withdrawn_at is None

    @property
    def what(self) -> str:
        """What the role is called."""
        if self.term is not None:
            return str(self.term.get_office_display())
        assert self.membership is not None  # one of the two
        return str(self.membership.get_role_display())
