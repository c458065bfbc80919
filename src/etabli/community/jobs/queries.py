"""Reading offers, applications and alerts: each for whoever may."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from etabli.community.jobs import rules
from etabli.community.jobs.listing import Search
from etabli.community.jobs.models import Alert, Application, Correspondent, Job, Message
from etabli.community.jobs.open_jobs import published_jobs
from etabli.community.jobs.states import State, state_of
from etabli.foundation.people.models import Organisation, OrganisationKind, Role, User
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer

PAGE_SIZE = 12


@dataclass(frozen=True)
class OwnJob:
    """An offer as its author sees it in their list."""

    job: Job
    state: State
    applications: int


@dataclass(frozen=True)
class OwnAlert:
    """An alert as who asked for it reads it; `summary` is "" when it is of all the offers."""

    alert: Alert
    summary: str


def association_for(viewer: Viewer) -> Organisation:
    """Where this viewer offers and looks: their own association, that of their chamber, or the first one. NotVisible
    before the set-up."""
    organisations = Organisation.objects.filter(kind=OrganisationKind.ASSOCIATION)
    if viewer.role == Role.MEMBER:
        organisations = organisations.filter(pk=viewer.organisation_id or 0)
    elif viewer.role == Role.ARTISAN:
        organisations = organisations.filter(chamber=viewer.chamber_id)
    first = organisations.order_by("pk").first()
    if first is None:
        raise NotVisible
    return first


def get_job(viewer: Viewer, pk: int) -> Job:
    """An offer: for all once it has been out and while nobody hid it or took it back; else for its author, and for
    those who read what waits. Raises NotVisible. One statement.
    """
    job = Job.objects.select_related("organisation", "commune").filter(pk=pk).first()
    if job is None:
        raise NotVisible
    if rules.is_author(viewer, job) or is_public(job):
        return job
    is_waiting = job.submitted_at is not None and job.withdrawn_at is None
    if is_waiting and rules.reads_waiting(viewer, job.organisation_id):
        return job
    raise NotVisible


def is_public(job: Job) -> bool:
    """Out, or over since: whoever kept its address reads what became of it."""
    return job.published_at is not None and job.hidden_at is None and job.withdrawn_at is None


def own_job(viewer: Viewer, pk: int) -> Job:
    """An offer for its author: one statement. Raises NotVisible."""
    job = Job.objects.select_related("organisation", "commune").filter(pk=pk).first()
    if job is None or not rules.is_author(viewer, job):
        raise NotVisible
    return job


def my_jobs(viewer: Viewer) -> QuerySet[Job]:
    """The viewer's own offers, the latest first, with how many applied (`received`)."""
    condition = rules.written_by(viewer)
    jobs = Job.objects.none() if condition is None else Job.objects.filter(condition)
    counted_jobs = jobs.annotate(received=Count("applications", filter=Q(applications__withdrawn_at=None)))
    return counted_jobs.order_by("-pk")


def own_jobs_page(viewer: Viewer, number: str, *, at: datetime) -> tuple["Page[Job]", list[OwnJob]]:
    """One page of them, each with its state: two statements."""
    page, today = Paginator(my_jobs(viewer), PAGE_SIZE).get_page(number), timezone.localdate(at)
    return page, [OwnJob(job, state_of(job, today), job.received) for job in page]  # type: ignore[attr-defined]  # counted


def applications_to(viewer: Viewer, job: Job) -> QuerySet[Application]:
    """What was sent about an offer, the first first, for its author: nobody else is given any."""
    if not rules.is_author(viewer, job):
        return Application.objects.none()
    return Application.objects.filter(job=job, withdrawn_at=None).order_by("sent_at", "pk")


def get_application(viewer: Viewer, pk: int) -> Application:
    """An application, for the author of the offer while it stands, and for whoever sent it. Raises NotVisible."""
    application = (
        Application.objects.select_related("job__organisation", "correspondent", "cv").filter(pk=pk).first()
    )
    if application is not None and rules.is_applicant(viewer, application):
        return application
    if (
        application is None
        or application.withdrawn_at is not None
        or not rules.is_author(viewer, application)
    ):
        raise NotVisible
    return application


def messages_of(application: Application) -> list[Message]:
    """What was written since, in order: one statement. The caller has been given the application."""
    return list(application.messages.filter(withdrawn_at=None).order_by("sent_at", "pk"))


def my_applications(viewer: Viewer) -> list[Application]:
    """Those sent from the address whose link the viewer has opened: one statement."""
    applications = Application.objects.filter(
        correspondent__party=rules.party_by_link(viewer), withdrawn_at=None
    )
    return list(applications.select_related("job").order_by("-sent_at", "-pk"))


def my_alerts(viewer: Viewer) -> list[OwnAlert]:
    """The alerts of that address, stopped ones left out: one statement."""
    alerts = Alert.objects.filter(correspondent__party=rules.party_by_link(viewer), withdrawn_at=None)
    return [OwnAlert(alert, Search.of(QueryDict(alert.query)).summary()) for alert in alerts.order_by("-pk")]


def get_alert(viewer: Viewer, pk: int) -> Alert:
    """An alert, for whoever asked for it. Raises NotVisible."""
    alert = Alert.objects.filter(pk=pk).select_related("correspondent__organisation").first()
    if alert is None or not rules.is_subscriber(viewer, alert):
        raise NotVisible
    return alert


def viewer_with_correspondent(viewer: Viewer, correspondent_id: object, *, at: datetime) -> Viewer:
    """The viewer with the correspondent whose link this browser opened (`correspondent_id`), or whose address is that
    of their own account: one statement, none for a visitor who has opened none.
    """
    correspondents = Correspondent.objects.filter(expires_at__gt=at).order_by("pk")
    if isinstance(correspondent_id, int):
        correspondents = correspondents.filter(pk=correspondent_id)
    elif viewer.user_id is not None:
        correspondents = correspondents.filter(
            email__in=User.objects.filter(pk=viewer.user_id).values("email")
        )
    else:
        return viewer
    correspondent = correspondents.first()
    return rules.as_correspondent(viewer, correspondent) if correspondent else viewer


def jobs_ending_soon(today: date, *, within: date) -> QuerySet[Job]:
    """The offers that are out and whose last day comes soon, of which their author was not reminded yet."""
    not_reminded = Q(reminded_for=None) | ~Q(reminded_for=F("expires_on"))
    return published_jobs(today).filter(not_reminded, expires_on__lte=within)


def correspondent_at(viewer: Viewer, email: str) -> Correspondent | None:
    """Whom the association of this viewer knows by this address: one statement more than that of the association."""
    return Correspondent.objects.filter(
        organisation=association_for(viewer), email=email.strip().lower()
    ).first()


def applications_page(applications: QuerySet[Application], number: str) -> "Page[Application]":
    """One page of applications: two statements."""
    return Paginator(applications, PAGE_SIZE).get_page(number)
