"""Themes, venues, sessions, attendance."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.files.models import StoredFile
from etabli.foundation.parties.models import Party
from etabli.foundation.people.models import Organisation, User
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.foundation.ui.language import reader_language
from etabli.programme.diary.models import HalfDay
from etabli.programme.workshops.themes.engine import Content, content_in
from etabli.territory.places.models import Commune
from etabli.territory.relays.models import Relay


class Theme(models.Model):
    """What a workshop is about: delivered with the product, the same for all chambers, or a chamber's own.

    `text` holds, per language ("fr", "en"), the `title` and the `promise` of today's version; wishes and figures name
    a theme by its code, which never changes. `withdrawn_at`: no new session is given on it.
    """

    code = models.SlugField(max_length=40, primary_key=True)
    chamber = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="themes"
    )
    level = models.PositiveSmallIntegerField(default=1)
    text = models.JSONField(default=dict)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self._text_in("title", reader_language())

    @property
    def public_title(self) -> str:
        """In the language of the installation, whoever reads: the title that mails and calendars keep."""
        return self._text_in("title", settings.LANGUAGE_CODE[:2])

    @property
    def promise(self) -> str:
        return self._text_in("promise", reader_language())

    def _text_in(self, name: str, language: str) -> str:
        """In this language, or in French where it was not written in it."""
        return str(self.text.get(language, {}).get(name) or self.text.get("fr", {}).get(name, ""))


class ThemeVersion(models.Model):
    """What a theme says, word for word: never changed, another one follows it.

    `chamber` is empty for the text delivered with the product; a chamber that wrote its own gives its sessions with
    that one. `content` has the shape of `engine.content`. `ended_at`: another one holds, or it was taken back.
    """

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="versions")
    chamber = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    published_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["theme_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["theme", "chamber", "number"], name="theme_version_number_once")
        ]

    def __str__(self) -> str:
        return self.theme.title

    @property
    def shown_content(self) -> Content:
        """In the reader's language."""
        return content_in(self.content, reader_language())


class Equipment(models.TextChoices):
    """What a room has, that a workshop needs."""

    PROJECTOR = "projector", _("projector and screen")
    WIFI = "wifi", _("internet for everybody")
    COMPUTERS = "computers", _("computers to lend")
    BOARD = "board", _("whiteboard or paper board")
    SOCKETS = "sockets", _("sockets near the tables")


class Venue(models.Model):
    """A room where workshops are given: what it has, who can come in, how to get there, whom to call."""

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="venues")
    name = models.CharField(_("room"), max_length=120)
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="venues")
    address = models.CharField(_("address"), max_length=160, blank=True)
    capacity = models.PositiveSmallIntegerField(_("places"))
    accessible = models.BooleanField(_("step-free access"), default=False)
    accessible_toilets = models.BooleanField(_("toilets for a wheelchair"), default=False)
    accessible_parking = models.BooleanField(_("parking space for people with a disability"), default=False)
    equipment = models.JSONField(default=list, blank=True)
    more_equipment = models.CharField(_("anything else in the room"), max_length=200, blank=True)
    directions = models.TextField(_("how to find it"), max_length=600, blank=True)
    transport = models.CharField(_("by bus, tram or train"), max_length=200, blank=True)
    parking = models.CharField(_("where to park"), max_length=200, blank=True)
    contact_name = models.CharField(_("person to ask for"), max_length=120, blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=24, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["commune__name", "name"]

    def __str__(self) -> str:
        return f"{self.commune.name}, {self.name}"

    @property
    def full_address(self) -> str:
        return ", ".join(filter(None, [self.name, self.address, self.commune.name]))

    @property
    def way_there(self) -> list[str]:
        """How to get there, in short paragraphs; empty when nobody wrote it."""
        parts = [
            self.directions.strip(),
            _("By bus, tram or train: %(how)s") % {"how": self.transport} if self.transport else "",
            _("To park: %(where)s") % {"where": self.parking} if self.parking else "",
        ]
        return [str(text) for text in parts if text]

    @property
    def has(self) -> list[str]:
        """What the room has, in words."""
        labels = [str(Equipment(code).label) for code in self.equipment if code in Equipment.values]
        return [*labels, self.more_equipment] if self.more_equipment else labels


class VenueClosure(models.Model):
    """Days on which a room can't be had, both included, and why; `withdrawn_at`: it can after all."""

    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="closures")
    first_on = models.DateField(_("from"))
    last_on = models.DateField(_("until"))
    why = models.CharField(_("why"), max_length=160)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["first_on", "pk"]

    def __str__(self) -> str:
        return str(self.venue)

    @property
    def chamber_id(self) -> int:
        return self.venue.chamber_id


class Audience(models.TextChoices):
    """To whom a session is open: advice, not a rule, except LIST, whose people the chamber signs up itself."""

    ALL = "all", _("everybody: craft businesses, and those who will found one")
    PROJECT = "project", _("first of all those who found a business")
    THEME = "theme", _("first of all those who came to another workshop")
    TERRITORY = "territory", _("first of all the businesses near a relay")
    LIST = "list", _("nobody else than those whom the chamber signs up")


class Session(models.Model):
    """A theme given once, in one or several half-days, somewhere, by an adviser, with others or alone.

    Time, place and seats are its occasion's; `half_days` are what it holds in the diary of its advisers. It is being
    prepared until `published_at`; `taken_back_at`: its creation was taken back. Sign-up by the public is open from
    the day `opens_on` to the day `closes_on`, both included, when they are set. `note` is for colleagues.
    `version` is the text with which it is given: that of today while it is still to come, then the same for ever.
    """

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="sessions")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="sessions")
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="sessions")
    adviser = models.ForeignKey(User, on_delete=models.PROTECT, related_name="sessions")
    occasion = models.OneToOneField(Occasion, on_delete=models.PROTECT, related_name="session")
    half_days = models.ManyToManyField(HalfDay, related_name="sessions")
    code = models.CharField(max_length=12, unique=True)
    published_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    co_advisers = models.ManyToManyField(User, related_name="sessions_with_others", blank=True)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.ALL)
    audience_theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    audience_relay = models.ForeignKey(
        Relay, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    note = models.TextField(max_length=2000, blank=True)
    version = models.ForeignKey(
        ThemeVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions"
    )

    class Meta:
        ordering = ["occasion__starts_at", "pk"]

    def __str__(self) -> str:
        return self.occasion.title

    @property
    def is_draft(self) -> bool:
        """Being prepared: nobody but the staff sees it."""
        return self.published_at is None and self.taken_back_at is None

    @property
    def open_to(self) -> str:
        """To whom it is open, in a sentence; empty when it is to everybody."""
        if self.audience == Audience.PROJECT:
            return str(_("Made for those who found a business. Everybody else is welcome too."))
        if self.audience == Audience.THEME and self.audience_theme:
            values = {"theme": self.audience_theme.title}
            return _("Made for those who came to “%(theme)s”. Everybody else is welcome too.") % values
        if self.audience == Audience.TERRITORY and self.audience_relay:
            values = {"relay": self.audience_relay.name}
            return _("Offered first of all around: %(relay)s. Everybody else is welcome too.") % values
        if self.audience == Audience.LIST:
            return str(_("The chamber signs people up itself: call us if you would like to come."))
        return ""

    @property
    def shown_content(self) -> Content:
        """What its theme says, in the version with which it is given; only a title for a theme without a text."""
        return self.version.shown_content if self.version else content_in(self.theme.text, reader_language())


class Attendance(models.Model):
    """Whether somebody who signed up was there in one half-day; no row, or None: not marked yet.

    `half` is the number of the half-day, from 1. `arrived_at`: when they came late. `signature` holds the strokes
    (`engine.strokes`), or the name that they typed instead; the journal never does.
    """

    sign_up = models.ForeignKey(SignUp, on_delete=models.PROTECT, related_name="attendances")
    half = models.PositiveSmallIntegerField(default=1)
    present = models.BooleanField(null=True)
    marked_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    signature = models.JSONField(null=True)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["half"]
        constraints = [
            models.UniqueConstraint(fields=["sign_up", "half"], name="attendance_once_per_half_day"),
            models.CheckConstraint(
                condition=models.Q(signed_at=None, arrived_at=None)
                | models.Q(
                    present=True, present__isnull=False
                ),  # a condition that is NULL would let all pass
                name="attendance_of_who_signed_is_present",
            ),
        ]

    def __str__(self) -> str:
        return str(self.sign_up.person)

    @property
    def stands(self) -> bool:
        """It says something: the sign-up must not be taken back from under it."""
        return self.present is not None

    @property
    def lacks_signature(self) -> bool:
        return self.present is True and self.signed_at is None

    @property
    def chamber_id(self) -> int:
        return self.sign_up.chamber_id


class TrainerSignature(models.Model):
    """The signature of one who gave a half-day of a session, on its sheet; shaped as that of an Attendance."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="trainer_signatures")
    half = models.PositiveSmallIntegerField()
    trainer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    signature = models.JSONField(null=True)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["half", "signed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "half", "trainer"], name="trainer_signs_once_per_half_day"
            )
        ]

    def __str__(self) -> str:
        return str(self.session)

    @property
    def chamber_id(self) -> int:
        return self.session.chamber_id


class AccessNeed(models.Model):
    """What somebody needs to be at ease in the room (a ramp, a seat near the screen...), in their own words.

    Read by the staff who prepare the session, and deleted a month after it (`tasks.forget_needs`).
    """

    sign_up = models.OneToOneField(SignUp, on_delete=models.PROTECT, related_name="access_need")
    text = models.CharField(_("what would help you to come"), max_length=300)
    told_at = models.DateTimeField()
    stands = False  # a place may be given back from under it

    def __str__(self) -> str:
        return str(self.sign_up.person)

    @property
    def chamber_id(self) -> int:
        return self.sign_up.chamber_id


class RelaySignUp(models.Model):
    """A sign-up that a relay made for somebody, in the words of the relay, which says to have their agreement.

    The relay reads this row alone: whoever the chamber recognised behind it may go by another name.
    """

    sign_up = models.OneToOneField(SignUp, on_delete=models.PROTECT, related_name="by_relay")
    relay = models.ForeignKey(Relay, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    agreed_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    stands = False  # a place may be given back from under it

    class Meta:
        indexes = [models.Index(fields=["relay", "-agreed_at"], name="relay_sign_up_latest")]

    def __str__(self) -> str:
        return self.name

    @property
    def chamber_id(self) -> int:
        return self.sign_up.chamber_id


class SessionReport(models.Model):
    """What the adviser writes once a session is over, in a minute; a count of people, and no name.

    `material`: what was used, as the theme calls it.
    """

    session = models.OneToOneField(Session, on_delete=models.PROTECT, related_name="report")
    present = models.PositiveSmallIntegerField(default=0)
    went_well = models.TextField(max_length=1000, blank=True)
    to_change = models.TextField(max_length=1000, blank=True)
    material = models.JSONField(default=list, blank=True)
    note = models.TextField(max_length=2000, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.session)

    @property
    def chamber_id(self) -> int:
        return self.session.chamber_id


class SessionDocument(models.Model):
    """A file or a link for those who came; they see it from `sent_at` on, unless it was withdrawn."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="documents")
    title = models.CharField(_("title"), max_length=120)
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    url = models.URLField(_("address"), max_length=500, blank=True)
    added_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def chamber_id(self) -> int:
        return self.session.chamber_id
