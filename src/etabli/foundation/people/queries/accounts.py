"""Reading an account: who it is of, its sessions, its roles."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from etabli.foundation.people.models import BrowserSession, Membership, Person, Role, User
from etabli.foundation.people.queries.persons import MERGED_WITH_PROOF, NotVisible
from etabli.foundation.people.session_expiry import ends_sooner, is_over
from etabli.foundation.people.viewer import Viewer


@dataclass(frozen=True)
class RoleChoice:
    """A role that a signed-in user may act in; `acting` is what the session keeps of it."""

    value: str
    role: str
    organisation: str
    current: bool
    acting: dict[str, int]


def get_account(viewer: Viewer) -> User:
    """The viewer's own account; NotVisible for whoever came by a link, whoever else is signed in beside."""
    user = User.objects.filter(pk=viewer.user_id).first() if viewer.user_id else None
    if user is None:
        raise NotVisible
    return user


def sessions_of(viewer: Viewer) -> list[BrowserSession]:
    """Where the viewer is signed in, which browsers a link of theirs opened, which devices they lent whose time is not
    over; the latest seen first. One statement, two when they are signed in."""
    now, soon = timezone.now(), ends_sooner(viewer.user_id)
    sessions = _sessions_of_human(viewer).filter(expire_date__gt=now).exclude(kiosk__ends_at__lte=now)
    ordered = sessions.select_related("kiosk").order_by("-seen_at", "device", "session_key")
    return [
        session for session in ordered if not (soon and session.narrowed is None and is_over(session, now))
    ]


def _sessions_of_human(viewer: Viewer) -> QuerySet[BrowserSession]:
    """Of the viewer's account, and by the links of the person that they are."""
    condition = Q(pk__in=[])
    if viewer.user_id is not None:
        condition |= Q(user=viewer.user_id) | Q(person__user=viewer.user_id)
    if viewer.is_person(viewer.person_id) and viewer.beside is None:
        condition |= Q(person=viewer.person_id)
    return BrowserSession.objects.filter(condition).select_related("user", "person")


def get_holder(viewer: Viewer) -> User | Person:
    """Whose sessions the viewer may end: their account, or the person that they are by their own link.
    Raises NotVisible."""
    if viewer.user_id is None and viewer.beside is None and viewer.is_person(viewer.person_id):
        person = Person.objects.filter(pk=viewer.person_id or 0).first()
        if person is None:
            raise NotVisible
        return person
    return get_account(viewer)


def get_session(viewer: Viewer, handle: str) -> BrowserSession:
    """One of the viewer's own sessions, by its handle; raises NotVisible."""
    match = next((session for session in sessions_of(viewer) if session.handle == handle), None)
    if match is None:
        raise NotVisible
    return match


def persons_to_recognise(user: User) -> list[Person]:
    """Whom the chambers know by this account's address without knowing that they have an account."""
    own_chambers = Person.objects.filter(user=user).values("chamber_id")
    persons = Person.objects.filter(email=user.email, user=None).exclude(chamber_id__in=own_chambers)
    return list(persons.exclude(MERGED_WITH_PROOF))


def role_choices(viewer: Viewer, user: User) -> list[RoleChoice]:
    """The roles among which this signed-in user may choose, whatever they act in now: two statements."""
    memberships = Membership.objects.filter(user=user, ended_on=None).select_related("organisation")
    choices = [
        RoleChoice(
            value=f"membership:{m.pk}",
            role=m.get_role_display(),
            organisation=m.organisation.name,
            current=viewer.user_id == user.pk
            and (viewer.role, viewer.organisation_id) == (m.role, m.organisation_id),
            acting={"membership": m.pk},
        )
        for m in memberships.order_by("pk")
    ]
    return choices + [
        RoleChoice(
            value=f"person:{person.pk}",
            role=str(Role.ARTISAN.label),
            organisation=person.chamber.name,
            current=viewer.user_id == user.pk and viewer.person_id == person.pk,
            acting={"person": person.pk},
        )
        for person in Person.objects.filter(user=user).select_related("chamber").order_by("pk")
    ]
