"""The viewer's account, its sessions and roles; the persons whom it may be linked to."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from etabli.foundation.people.models import BrowserSession, Membership, Person, Role, User
from etabli.foundation.people.queries.persons import MERGED_WITH_PROOF, NotVisible
from etabli.foundation.people.session_expiry import has_short_sessions, is_over
from etabli.foundation.people.viewer import Viewer


@dataclass(frozen=True)
class RoleChoice:
    """A role that a signed-in user may act in; `session_data` is what the session stores once it is chosen."""

    value: str
    role_label: str
    organisation_name: str
    is_current: bool
    session_data: dict[str, int]


def get_account(viewer: Viewer) -> User:
    """The viewer's account. Raises NotVisible for whoever has none or came by a link."""
    user = User.objects.filter(pk=viewer.user_id).first() if viewer.user_id else None
    if user is None:
        raise NotVisible
    return user


def sessions_of(viewer: Viewer) -> list[BrowserSession]:
    """The viewer's open sessions, the latest seen first: of their account, of their links, of the devices they lent.
    One statement, two when they are signed in."""
    now, is_short = timezone.now(), has_short_sessions(viewer.user_id)
    sessions = _own_sessions(viewer).filter(expire_date__gt=now).exclude(kiosk__ends_at__lte=now)
    ordered = sessions.select_related("kiosk").order_by("-seen_at", "device", "session_key")
    return [
        session
        for session in ordered
        if not (is_short and session.narrowed is None and is_over(session, now))
    ]


def _own_sessions(viewer: Viewer) -> QuerySet[BrowserSession]:
    """The sessions of the viewer's account, and those opened by links of their own person."""
    condition = Q(pk__in=[])
    if viewer.user_id is not None:
        condition |= Q(user=viewer.user_id) | Q(person__user=viewer.user_id)
    if viewer.is_person(viewer.person_id) and viewer.beside is None:
        condition |= Q(person=viewer.person_id)
    return BrowserSession.objects.filter(condition).select_related("user", "person")


def get_session_owner(viewer: Viewer) -> User | Person:
    """Whose sessions the viewer may end: their account, or their person when they came by their own link.
    Raises NotVisible when they have neither."""
    person_id = viewer.person_id if viewer.user_id is None and viewer.beside is None else None
    if person_id is not None and viewer.is_person(person_id):
        person = Person.objects.filter(pk=person_id).first()
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
    """The persons with this account's e-mail and no account, in chambers where the user is nobody yet."""
    own_chambers = Person.objects.filter(user=user).values("chamber_id")
    persons = Person.objects.filter(email=user.email, user=None).exclude(chamber_id__in=own_chambers)
    return list(persons.exclude(MERGED_WITH_PROOF))


def role_choices(viewer: Viewer, user: User) -> list[RoleChoice]:
    """The roles of this user, staff and association first, then as an artisan: two statements."""
    memberships = Membership.objects.filter(user=user, ended_on=None).select_related("organisation")
    choices = [
        RoleChoice(
            value=f"membership:{membership.pk}",
            role_label=membership.get_role_display(),
            organisation_name=membership.organisation.name,
            is_current=viewer.user_id == user.pk
            and (viewer.role, viewer.organisation_id) == (membership.role, membership.organisation_id),
            session_data={"membership": membership.pk},
        )
        for membership in memberships.order_by("pk")
    ]
    return choices + [
        RoleChoice(
            value=f"person:{person.pk}",
            role_label=str(Role.ARTISAN.label),
            organisation_name=person.chamber.name,
            is_current=viewer.user_id == user.pk and viewer.person_id == person.pk,
            session_data={"person": person.pk},
        )
        for person in Person.objects.filter(user=user).select_related("chamber").order_by("pk")
    ]
