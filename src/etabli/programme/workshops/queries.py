"""Reading themes, sessions, and who came."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models

from etabli.foundation.journal.models import Entry
from etabli.foundation.kept_statements import Given, KeptStatement
from etabli.foundation.people.models import STAFF, Person, Role, User
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.search.engine import fold
from etabli.foundation.seats.models import SignUp
from etabli.foundation.seats.queries import unconfirmed_sign_ups as unconfirmed_of
from etabli.foundation.seats.rules import may_withdraw
from etabli.programme.diary import queries as diary
from etabli.programme.workshops.kiosks import HALF_DAY, RELAY_COMPUTER
from etabli.programme.workshops.models import AccessNeed, Attendance, RelaySignUp, Session, Theme, Venue
from etabli.programme.workshops.rules import may_see
from etabli.territory.register.models import Artisan
from etabli.territory.register.trades import trade
from etabli.territory.relays.models import Relay
from etabli.territory.relays.rules import is_own

RELAY_SEES_FOR = timedelta(days=30)  # how long a relay sees whom it signed up

_FOR_STAFF = Session.objects.select_related("theme", "venue__commune", "occasion", "adviser", "chamber")
# What visitors are told of one. For whom it is, when not for everybody, is read with the sentence that says so.
_FOR_PUBLIC = Session.objects.select_related("theme", "version", "venue__commune", "occasion", "chamber")
_PUBLIC_SESSION = KeptStatement(_FOR_PUBLIC.filter(pk=Given("pk", models.BigIntegerField())))


@dataclass(frozen=True)
class Participant:
    """Somebody on the roll of a session; what is not known of them is empty.

    `attendances`: what is written down of them, one row per half-day at most.
    """

    sign_up: SignUp
    attendances: tuple[Attendance, ...]
    commune: str
    trade: str
    business: str
    siret: str

    @property
    def present(self) -> bool | None:
        """They came to one half-day at least; None when nothing is marked."""
        marks = [row.present for row in self.attendances if row.present is not None]
        return any(marks) if marks else None


def get_session(viewer: Viewer, pk: int) -> Session:
    """One session that the viewer may see; NotVisible otherwise."""
    session = _PUBLIC_SESSION.first(pk=pk)
    if session is None or not may_see(viewer, session):
        raise NotVisible
    return session


def session_of_sign_up(sign_up: SignUp) -> tuple[Session, AccessNeed | None]:
    """The session of a sign-up that the caller has authorised, and what was said to prepare it: two statements."""
    needs = AccessNeed.objects.filter(sign_up=sign_up)
    return _only(_FOR_PUBLIC, occasion=sign_up.occasion_id), needs.first()


def signed_up_by_relay(viewer: Viewer, relay: Relay, *, at: datetime) -> list[RelaySignUp]:
    """Whom the viewer's relay signed up, in its own words, until a month after the session; the latest first: one
    statement."""
    if not is_own(viewer, relay):
        return []
    relay_sign_ups = RelaySignUp.objects.filter(
        relay=relay, sign_up__occasion__ends_at__gt=at - RELAY_SEES_FOR
    )
    active_rows = relay_sign_ups.exclude(sign_up__status=SignUp.Status.WITHDRAWN).select_related(
        "sign_up__occasion"
    )
    return list(active_rows.order_by("-agreed_at", "-pk"))


def session_of_code(viewer: Viewer, code: str) -> Session:
    """The session whose questionnaire this code opens; NotVisible otherwise, and for another on the tablet of one."""
    if not code.isalnum():
        raise NotVisible
    session = _only(_FOR_STAFF, code=code, published_at__isnull=False)
    if viewer.kiosk is not None and not viewer.kiosk.is_for(HALF_DAY, session.pk):
        raise NotVisible
    return session


def session_of_tablet(viewer: Viewer, pk: int, half: int) -> Session:
    """The session to a half-day of which the viewer's tablet is narrowed; NotVisible for any other."""
    if viewer.kiosk is None or not viewer.kiosk.is_for(HALF_DAY, pk, half):
        raise NotVisible
    return _only(_FOR_STAFF, pk=pk)


def session_for_staff(viewer: Viewer, pk: int) -> Session:
    """One session for those who run it: the staff of its chamber; NotVisible otherwise."""
    session = _only(_FOR_STAFF, pk=pk)
    if not viewer.is_staff_of(session.chamber_id):
        raise NotVisible
    return session


def prepared_sessions(viewer: Viewer, pks: Collection[int]) -> list[Session]:
    """Of these sessions, those of the viewer's chamber that are only prepared, the next first: one statement."""
    if viewer.role not in STAFF:
        return []
    sessions = _FOR_STAFF.filter(
        chamber_id=viewer.chamber_id, published_at=None, taken_back_at=None, pk__in=pks
    )
    return list(sessions.order_by("occasion__starts_at", "pk"))


def participants(viewer: Viewer, session: Session) -> tuple[list[Participant], list[SignUp]]:
    """(those who have a seat with their presence, those who wait): two statements.

    In order of arrival; of those who wait, those to whom a place is offered first, then in turn.
    """
    if not viewer.is_staff_of(session.chamber_id):
        raise NotVisible
    sign_ups = (
        session.occasion.sign_ups.exclude(status__in=SignUp.UNCOUNTED)
        .select_related(
            "person__artisan__commune",
            "person__artisan__business",
            "occasion",
            "access_need",
            "brought_by__person",
        )
        .prefetch_related("attendances")
        .order_by(models.F("ahead_since").asc(nulls_last=True), "number")
    )
    rows = list(sign_ups)
    seated = sorted((row for row in rows if row.status == SignUp.Status.SEATED), key=lambda row: row.number)
    waiting_sign_ups = [row for row in rows if row.status != SignUp.Status.SEATED]
    waiting_sign_ups.sort(key=lambda row: row.status != SignUp.Status.OFFERED)
    return [participant_of(row) for row in seated], waiting_sign_ups


def unconfirmed(viewer: Viewer, session: Session) -> list[SignUp]:
    """Those who signed up and are not confirmed yet, in order of arrival: one statement."""
    return unconfirmed_of(viewer, session.occasion)


def participant_of(row: SignUp) -> Participant:
    """What the roll says of a sign-up whose person, occasion and attendances are loaded."""
    artisan: Artisan | None = getattr(row.person, "artisan", None)
    business = artisan.business if artisan else None
    return Participant(
        sign_up=row,
        attendances=tuple(row.attendances.all()),
        commune=artisan.commune.name if artisan and artisan.commune else "",
        trade=trade(artisan.trade_code).label if artisan and artisan.trade_code else "",
        business=(artisan.business_name if artisan else "") or (business.name if business else ""),
        siret=business.siret if business else "",
    )


def sign_ups_of_person(viewer: Viewer, person: Person) -> list[SignUp]:
    """A person's places and waits, past and to come, latest first, for staff: one statement.

    Each says whether they `came` to a half-day of it, or `missed` one.
    """
    if not viewer.is_staff_of(person.chamber_id):
        return []
    sign_ups = SignUp.objects.filter(person=person, occasion__session__isnull=False)
    active_sign_ups = sign_ups.exclude(status=SignUp.Status.WITHDRAWN)
    marks = Attendance.objects.filter(sign_up=models.OuterRef("pk"))
    annotated = active_sign_ups.annotate(
        came=models.Exists(marks.filter(present=True)), missed=models.Exists(marks.filter(present=False))
    )
    return list(annotated.select_related("occasion__session").order_by("-occasion__starts_at", "-pk"))


def get_seated_sign_up(viewer: Viewer, session: Session, pk: int) -> SignUp:
    """One seat of a session, for the staff of its chamber; NotVisible otherwise."""
    sign_ups = session.occasion.sign_ups.filter(pk=pk, status=SignUp.Status.SEATED)
    row = sign_ups.select_related("person", "occasion").first()
    if row is None or not viewer.is_staff_of(session.chamber_id):
        raise NotVisible
    return row


def themes(chamber_id: int | None = None) -> list[Theme]:
    """The themes on which sessions are given, by title: those delivered, and the chamber's own."""
    return sorted(offered_themes(chamber_id), key=lambda theme: fold(theme.title))


def offered_themes(chamber_id: int | None, session: Session | None = None) -> models.QuerySet[Theme]:
    """The same, to choose from, those for who begins first; that of `session` even when it is given no more."""
    of_chamber = models.Q(chamber=None) | models.Q(chamber_id=chamber_id)
    condition = (of_chamber & models.Q(withdrawn_at=None)) | models.Q(
        pk=session.theme_id if session else None
    )
    return Theme.objects.filter(condition).order_by("level", "code")


def theme_titles() -> dict[str, str]:
    """The title of each theme by its code, those that are given no more included: answers and wishes name them."""
    return {theme.code: theme.title for theme in Theme.objects.all()}


def venues(viewer: Viewer, session: Session | None = None) -> models.QuerySet[Venue]:
    """The rooms of the viewer's chamber, by commune; that of `session` even when it was withdrawn since."""
    if viewer.role not in STAFF:
        return Venue.objects.none()
    condition = models.Q(withdrawn_at=None) | models.Q(pk=session.venue_id if session else None)
    return Venue.objects.filter(condition, chamber_id=viewer.chamber_id).select_related("commune")


def get_venue(viewer: Viewer, pk: int) -> Venue:
    """One room, for the staff of its chamber; NotVisible otherwise."""
    venue = Venue.objects.filter(pk=pk).select_related("commune").first()
    if venue is None or not viewer.is_staff_of(venue.chamber_id):
        raise NotVisible
    return venue


def venue_rows(viewer: Viewer, *, at: datetime) -> models.QuerySet[Venue, Any]:
    """All the rooms of the viewer's chamber with `coming`, the number of sessions to come; the withdrawn ones last."""
    if viewer.role not in STAFF:
        return Venue.objects.none()
    to_come = models.Q(
        sessions__occasion__starts_at__gt=at,
        sessions__occasion__cancelled_at=None,
        sessions__taken_back_at=None,
    )
    rows = Venue.objects.filter(chamber_id=viewer.chamber_id).select_related("commune")
    counted_rows = rows.annotate(coming=models.Count("sessions", filter=to_come))
    return counted_rows.order_by(models.F("withdrawn_at").asc(nulls_first=True), "commune__name", "name")


def count_sessions_to_come(venue: Venue, *, at: datetime) -> int:
    """How many sessions are to come in a room: one statement."""
    to_come = venue.sessions.filter(
        occasion__starts_at__gt=at, occasion__cancelled_at=None, taken_back_at=None
    )
    return to_come.count()


def last_changed(session: Session) -> tuple[str, datetime]:
    """(who, when) of the last change of a session: one statement."""
    entries = Entry.objects.filter(subject_type="workshops.session", subject_id=str(session.pk))
    entry = entries.latest("pk")
    return entry.actor_name, entry.at


def advisers(viewer: Viewer, session: Session | None = None) -> models.QuerySet[User]:
    """The advisers of the viewer's chamber, by name; those of `session` even when they have left since."""
    if session is None:
        return diary.advisers(viewer)
    of_session = models.Q(pk=session.adviser_id) | models.Q(pk__in=session.co_advisers.values("pk"))
    return diary.advisers(viewer, also=of_session)


def relays(viewer: Viewer, session: Session | None = None) -> models.QuerySet[Relay]:
    """The relays of the viewer's chamber, by name; that of `session` even when it was withdrawn since."""
    if viewer.role not in STAFF:
        return Relay.objects.none()
    condition = models.Q(withdrawn_at=None) | models.Q(pk=session.audience_relay_id if session else None)
    return Relay.objects.filter(condition, chamber_id=viewer.chamber_id).order_by("name")


def relay_of_kiosk(viewer: Viewer) -> Relay:
    """The relay at whose computer the viewer stands; NotVisible elsewhere, and once it is no relay any more."""
    if viewer.kiosk is None or viewer.kiosk.kind != RELAY_COMPUTER:
        raise NotVisible
    relays_in_use = Relay.objects.filter(pk=viewer.kiosk.subject_id, withdrawn_at=None)
    relay = relays_in_use.select_related("commune__epci", "chamber").first()
    if relay is None:
        raise NotVisible
    return relay


def own_sign_up(viewer: Viewer, session: Session) -> SignUp | None:
    """The viewer's own place in this session, or in its waiting list: one statement."""
    if viewer.person_id is None or viewer.role not in {Role.ARTISAN, Role.BEARER}:
        return None
    sign_ups = session.occasion.sign_ups.exclude(status=SignUp.Status.WITHDRAWN)
    row = sign_ups.filter(person_id=viewer.person_id).select_related("occasion", "person").first()
    return row if row is not None and may_withdraw(viewer, row) else None


def count_waiting(session: Session) -> int:
    """How many people wait for a seat of this session: one statement."""
    return session.occasion.sign_ups.filter(status=SignUp.Status.WAITING).count()


def _only(sessions: models.QuerySet[Session], **which: Any) -> Session:
    """The one that these facts name; NotVisible when there is none. No order to work out, unlike `first`."""
    try:
        return sessions.get(**which)
    except Session.DoesNotExist:
        raise NotVisible from None
