"""Who is in a group, and who of it may be written to."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.foundation.notices import budget
from etabli.foundation.notices.queries import refuses_mail_of
from etabli.foundation.notify.models import Unreachable
from etabli.foundation.people.models import STAFF, Consent, Person
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp
from etabli.procurement.briefs.models import Brief
from etabli.programme.coverage.queries import persons as counted
from etabli.programme.demand.models import Wish
from etabli.programme.outreach.engine.audience import Audience, Candidate, Decision, judge
from etabli.programme.outreach.engine.criteria import Criteria
from etabli.programme.outreach.models import InformationNotice, Mailing, Recipient, Segment
from etabli.programme.outreach.notices import INVITATIONS
from etabli.programme.support.models import Appointment
from etabli.programme.workshops.models import Attendance
from etabli.territory.places.engine import minutes
from etabli.territory.places.queries import distances_from
from etabli.territory.register.models import Artisan
from etabli.territory.register.trades import sector_of

# Where somebody is on the way. Each is worked out from what the apps below count themselves.
STEP_LABELS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "": _("anybody"),
        "absent": _("signed up, and never came"),
        "came": _("came to a workshop"),
        "never": _("came to a workshop, but never to this theme"),
        "waiting": _("was on a waiting list, and got no place"),
        "wish": _("asked for this theme"),
        "alone": _("came to a workshop, and never had a half-day of support"),
        "supported": _("had a half-day of support"),
        "project": _("has written a project"),
    }
)
NEED_A_THEME = frozenset({"never", "wish"})
MAX_WISH_AGE = timedelta(days=365)  # how long a place that one did not get is remembered


def segments(viewer: Viewer) -> list[Segment]:
    """The groups of the viewer's chamber, by name: one statement."""
    if viewer.role not in STAFF:
        return []
    return list(Segment.objects.filter(chamber_id=viewer.chamber_id, withdrawn_at=None))


def get_segment(viewer: Viewer, pk: int) -> Segment:
    """One group, for the staff of its chamber; NotVisible otherwise."""
    segment = Segment.objects.filter(pk=pk, withdrawn_at=None).first()
    if segment is None or not viewer.is_staff_of(segment.chamber_id):
        raise NotVisible
    return segment


def notice_in_force(viewer: Viewer) -> InformationNotice | None:
    """What the chamber stated of what people are told as they sign up: one statement."""
    if viewer.role not in STAFF:
        return None
    return InformationNotice.objects.filter(chamber_id=viewer.chamber_id, withdrawn_at=None).first()


def audience_of(
    viewer: Viewer, criteria: Criteria | None, *, at: datetime, mailing: Mailing | None = None
) -> Audience:
    """The whole group, each judged, by name, for the staff: two statements, one more for the roads and one for sectors.

    No `criteria`: nobody is chosen yet. `mailing`: whom the adviser left out of it.
    """
    if viewer.role not in STAFF or viewer.chamber_id is None or criteria is None:
        return Audience(())
    return judged(members(viewer.chamber_id, criteria, at), viewer.chamber_id, at=at, mailing=mailing)


def judged(
    people: models.QuerySet[Person], chamber_id: int, *, at: datetime, mailing: Mailing | None = None
) -> Audience:
    """These people of a chamber, each judged as of this instant: two statements."""
    notice = InformationNotice.objects.filter(chamber_id=chamber_id, withdrawn_at=None).first()
    announced = len(set(mailing.session_ids)) if mailing else 0
    rows: models.QuerySet[Any] = people.annotate(**_facts(mailing, at), came_at=_last_attendance(notice))
    candidates = [
        Candidate(
            person_id=row.pk,
            name=row.name,
            email=row.email,
            phone=row.phone,
            consents=row.agrees,
            came_at=row.came_at,
            refuses=row.refuses or (row.withdrew and not row.agrees),
            is_unreachable=row.is_unreachable,
            is_left_out=row.is_left_out,
            is_seated=bool(announced) and row.places == announced,
            written_at=row.written_at,
            is_spent=row.is_spent,
            said_not_now=row.said_not_now,
        )
        for row in rows.order_by("name", "pk")
    ]
    return judge(candidates, at=at, min_interval=settings.MAILING_REST)


def members(chamber_id: int, criteria: Criteria, at: datetime) -> models.QuerySet[Person]:
    """The people of a chamber for whom all that is chosen holds, nobody twice."""
    persons = Person.objects.filter(chamber_id=chamber_id, erased_at=None, merged_into=None)
    persons = persons.filter(_place(criteria))
    if criteria.sectors or criteria.trades:
        persons = persons.filter(artisan__trade_code__in=_codes(chamber_id, criteria))
    persons = persons.filter(_step(chamber_id, criteria, at))
    return persons.filter(_quiet(criteria, at)) if criteria.quiet_months else persons


def _codes(chamber_id: int, criteria: Criteria) -> set[str]:
    """The trades asked for: those named, and all those of the sectors that somebody of the chamber has."""
    if not criteria.sectors:
        return set(criteria.trades)
    trades_of_people = (
        Artisan.objects.filter(person__chamber_id=chamber_id).order_by().values_list("trade_code")
    )
    codes = (code for (code,) in trades_of_people.distinct())
    return {code for code in codes if sector_of(code) in criteria.sectors} | set(criteria.trades)


def _place(criteria: Criteria) -> Q:
    condition = Q(artisan__commune__epci__in=criteria.epcis) if criteria.epcis else Q()
    if criteria.commune and criteria.minutes:
        km = distances_from(criteria.commune)
        near_codes = [code for code, distance in km.items() if minutes(distance) <= criteria.minutes]
        return condition & Q(artisan__commune__in=[*near_codes, criteria.commune])
    return condition & Q(artisan__commune=criteria.commune) if criteria.commune else condition


def _step(chamber_id: int, criteria: Criteria, at: datetime) -> Q:
    today, theme = timezone.localdate(at), criteria.theme

    def ever(measure: str, theme: str = "") -> Q:
        return Q(pk__in=counted(measure, chamber_id, today, theme))

    match criteria.step:
        case "absent":
            return ever("registered", theme) & ~ever("attended")
        case "came":
            return ever("attended", theme)
        case "never":
            return ever("attended") & ~ever("attended", theme)
        case "alone":
            return ever("attended", theme) & ~ever("supported")
        case "supported":
            return ever("supported")
        case "waiting":
            return Q(pk__in=_waiting_sign_ups(chamber_id, theme, at).values("person"))
        case "wish":
            wishes = Wish.objects.filter(chamber_id=chamber_id, kind=Wish.Kind.THEME, theme_code=theme)
            return Q(pk__in=wishes.filter(withdrawn_at=None, person__isnull=False).values("person"))
        case "project":
            briefs = Brief.objects.filter(chamber_id=chamber_id).exclude(state=Brief.State.WITHDRAWN)
            return Q(pk__in=briefs.values("person"))
    return Q()


def _waiting_sign_ups(chamber_id: int, theme: str, at: datetime) -> models.QuerySet[SignUp]:
    sign_ups = SignUp.objects.filter(
        status=SignUp.Status.WAITING,
        occasion__session__chamber_id=chamber_id,
        occasion__starts_at__gt=at - MAX_WISH_AGE,
    )
    return sign_ups.filter(occasion__session__theme=theme) if theme else sign_ups


def _quiet(criteria: Criteria, at: datetime) -> Q:
    """Nothing passed between us since: no sign-up, no half-day, no mailing."""
    since = at - timedelta(days=30 * criteria.quiet_months)
    sign_ups = SignUp.objects.filter(person=OuterRef("pk"), signed_up_at__gt=since)
    appointments = Appointment.objects.filter(
        person=OuterRef("pk"), cancelled_at=None, half_day__on__gt=timezone.localdate(since)
    )
    written = Recipient.objects.filter(person=OuterRef("pk"), written_at__gt=since)
    return ~Q(Exists(sign_ups) | Exists(appointments) | Exists(written))


def _facts(mailing: Mailing | None, at: datetime) -> dict[str, Any]:
    """What decides, for each person, within the statement that finds them."""
    consents = Consent.objects.filter(person=OuterRef("pk"), purpose=Consent.Purpose.CONTACT)
    recipients = Recipient.objects.filter(person=OuterRef("pk"), mailing=mailing)
    written = Recipient.objects.filter(person=OuterRef("pk"), written_at__isnull=False)
    unreachable = Unreachable.objects.filter(address=Lower(OuterRef("email")), lifted_at=None)
    return {
        "agrees": Exists(consents.filter(withdrawn_at=None)),
        "withdrew": Exists(consents.filter(withdrawn_at__isnull=False)),
        "refuses": refuses_mail_of(INVITATIONS.code),
        "is_spent": budget.has_spent_budget(at),
        "said_not_now": budget.has_said_not_now(at),
        "is_unreachable": Exists(unreachable),
        "places": _places(mailing),
        "is_left_out": Exists(recipients.filter(status=Recipient.Status.LEFT_OUT)),
        "written_at": models.Subquery(written.order_by("-written_at").values("written_at")[:1]),
    }


def _places(mailing: Mailing | None) -> models.expressions.Combinable:
    """In how many of the sessions that it announces they have a place or wait for one, under this record or under one
    that was joined to it, whatever its address."""
    if mailing is None or not mailing.session_ids:
        return models.Value(0)
    same_person = Q(person=OuterRef("pk")) | Q(person__merged_into=OuterRef("pk"))
    sign_ups = SignUp.objects.filter(
        same_person, occasion__session__in=mailing.session_ids, occasion__session__chamber=OuterRef("chamber")
    )
    counts = sign_ups.exclude(status=SignUp.Status.WITHDRAWN).order_by().values("occasion__organisation")
    number = counts.annotate(number=models.Count("occasion", distinct=True)).values("number")
    return Coalesce(models.Subquery(number), 0)


def _last_attendance(notice: InformationNotice | None) -> models.Value | models.Subquery[Any]:
    """The last workshop they came to, among those for which they signed up once people were told."""
    if notice is None:
        return models.Value(None, output_field=models.DateTimeField())
    attendances = Attendance.objects.filter(
        present=True,
        sign_up__person=OuterRef("pk"),
        sign_up__signed_up_at__date__gte=notice.since_on,
    )
    starts_at = "sign_up__occasion__starts_at"
    return models.Subquery(attendances.order_by(f"-{starts_at}").values(starts_at)[:1])


def audience_of_one(viewer: Viewer, person: Person, *, at: datetime) -> Decision:
    """Whether this person may be written to, for the staff of their chamber; NotVisible otherwise."""
    if not viewer.is_staff_of(person.chamber_id):
        raise NotVisible
    return judged(Person.objects.filter(pk=person.pk), person.chamber_id, at=at).places[0]


def choices(viewer: Viewer, mailing: Mailing | None = None) -> models.QuerySet[Segment]:
    """The groups to choose from, by name; that of `mailing` even when it was put away since."""
    if viewer.role not in STAFF:
        return Segment.objects.none()
    condition = Q(withdrawn_at=None) | Q(pk=mailing.segment_id if mailing else None)
    return Segment.objects.filter(condition, chamber_id=viewer.chamber_id)
