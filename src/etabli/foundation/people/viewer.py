"""The viewer: who looks, in which role. Every query takes one; every act is by one."""

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any, TypedDict

from django.conf import settings
from django.db import models
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext as _

from etabli.foundation.journal import Actor, HasActor
from etabli.foundation.kept_statements import Given, KeptStatement
from etabli.foundation.parties import NOBODY, SYSTEM, PartyKind
from etabli.foundation.people import links, sessions
from etabli.foundation.people.kiosk import Kiosk, kiosk_of
from etabli.foundation.people.models import (
    STAFF,
    Membership,
    OrganisationKind,
    Person,
    Role,
    SecretLink,
    User,
)
from etabli.foundation.registries import registry_modules

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

ACTING_KEY = "acting"  # the session's key: {"link": id}, {"membership": id} or {"person": id}
BEGUN_KEY = "begun"  # the session's key: what somebody began before saying who they are
FORMER_BEGUN_KEY = "begun_before"  # the session's key: what others began there, each under its number
HOLDER_KEY = (
    "held"  # the session's key: the party by which what somebody gave before saying who they are knows them
)
ANSWERED_KEY = "answered"  # the session's key: what somebody answered before saying who they are
MARKED_KEY = "marked"  # the session's key: what somebody ticked before saying who they are
SEEN_KEY = "seen"  # the session's key: what somebody checked of their visibility before saying who they are
PLANNED_KEY = "planned"  # the session's key: the weeks that somebody planned before saying who they are


@dataclass(frozen=True)
class Viewer:
    """A user in the role they act in, the bearer of a secret link, or nobody.

    `party_id`: who acts, as the journal names them. `roles` holds all the roles of the human being, as (role,
    organisation id), whatever the one they act in: the rules of neutrality look at these. `may_change_role`: signed in,
    and somebody in more than one way.
    `beside`: who is signed in, when they act by the link of somebody else; it is they whom the journal names.
    `kiosk`: to what the session of a device is narrowed that goes from hand to hand; whoever uses it is nobody.
    """

    role: Role = Role.NOBODY
    party_id: int = NOBODY
    user_id: int | None = None
    person_id: int | None = None
    organisation_id: int | None = None
    organisation_name: str = ""
    chamber_id: int | None = None
    membership_id: int | None = None
    link_id: int | None = None
    link_scope: str = ""
    link_subject_id: int | None = None
    name: str = ""
    roles: frozenset[tuple[str, int]] = field(default_factory=frozenset)
    may_change_role: bool = False
    unread: int = 0  # notices
    beside: Actor | None = None
    kiosk: Kiosk | None = None

    @classmethod
    def nobody(cls) -> "Viewer":
        """A visitor."""
        return cls()

    @classmethod
    def system(cls, chamber_id: int | None = None) -> "Viewer":
        """The clock and the tasks."""
        return cls(
            role=Role.MANAGER, party_id=SYSTEM, chamber_id=chamber_id, name="Établi", link_scope="system"
        )

    @property
    def actor(self) -> Actor:
        """How the journal names this viewer."""
        if self.kiosk is not None:
            return self.kiosk.actor
        if self.beside is not None:
            name = _("%(who)s, by the link of %(person)s") % {"who": self.beside.name, "person": self.name}
            return replace(self.beside, name=name, role=self.role, chamber_id=self.chamber_id)
        kind = PartyKind.NOBODY
        if self.party_id == SYSTEM:
            kind = PartyKind.SYSTEM
        elif self.role == Role.BEARER:
            kind = PartyKind.LINK  # who bears one link sees nothing of the rest
        elif self.person_id:
            kind = PartyKind.PERSON  # the same by their link as signed in: what they did stays theirs
        elif self.user_id:
            kind = PartyKind.USER
        name = self.name or _("A visitor")
        return Actor(kind, self.party_id, name, self.role, self.organisation_id, self.chamber_id)

    @property
    def like_roles(self) -> frozenset[str]:
        """The role that they act in today; for the staff of a chamber, both of theirs."""
        return STAFF if self.role in STAFF else frozenset({self.role})

    @property
    def writer(self) -> tuple[int, str]:
        """Whose the words are that this viewer types before they are sent, and in which of their roles."""
        return self.actor.party_id, f"{self.role}:{self.organisation_id or self.person_id or 0}"

    @property
    def link_page(self) -> str:
        """Where the link leads that this browser has opened; "" for whoever came in otherwise. No statement."""
        page = links.page_at(self.link_scope, self.link_subject_id) if self.link_id else ""
        return "" if page == "/" else page

    @property
    def initials(self) -> str:
        """Of the first and last word of the name; what stands beside the name on the page, never alone."""
        words = self.name.split()
        return "".join(word[0] for word in dict.fromkeys([words[0], words[-1]])).upper() if words else "·"

    @property
    def capacity(self) -> Promise | str:
        """In which role, in words; of the bearer of one link, to what it leads."""
        if self.role == Role.BEARER and self.link_scope in SecretLink.Scope.values:
            return _("by the link to %(what)s") % {"what": SecretLink.Scope(self.link_scope).label}
        return self.role.label

    @property
    def is_known(self) -> bool:
        return self.user_id is not None or self.person_id is not None

    @property
    def is_stranger(self) -> bool:
        """Nobody knows who acts: neither signed in, nor by a link to their own space. A link narrowed to one object
        proves nothing: a browser gets one for what it has just made. A device that was lent is answered for."""
        is_named = self.user_id is not None or self.beside is not None or self.kiosk is not None
        return self.role in {Role.NOBODY, Role.BEARER} and not is_named

    @property
    def may_be_told(self) -> bool:
        """Has a place of their own for notices: an artisan in their whole space, a user for an organisation."""
        return self.is_person(self.person_id) or self.organisation_id is not None

    def is_staff_of(self, chamber_id: int | None) -> bool:
        """Acts for this very chamber, as adviser or management."""
        return self.role in STAFF and chamber_id is not None and self.chamber_id == chamber_id

    def is_person(self, person_id: int | None) -> bool:
        """Is this artisan, signed in or by the link to their whole space."""
        return self.role == Role.ARTISAN and person_id is not None and self.person_id == person_id

    def holds(self, scope: str, subject_id: int) -> bool:
        """Bears a link narrowed to this one object."""
        return self.role == Role.BEARER and self.link_scope == scope and self.link_subject_id == subject_id


def of_person(person: Person) -> Viewer:
    """This person in their own space."""
    return Viewer(
        role=Role.ARTISAN,
        party_id=person.party_id,
        person_id=person.pk,
        chamber_id=person.chamber_id,
        name=person.name,
        unread=getattr(person, "unread", 0),
    )


def of_link(link: SecretLink) -> Viewer:
    """Whoever bears this link: an artisan in their whole space, or a bearer narrowed to one object."""
    role = Role.ARTISAN if link.opens_space else Role.BEARER
    return replace(
        of_person(link.person),
        role=role,
        party_id=link.person.party_id if role == Role.ARTISAN else links.bearer_party(link),
        link_id=link.pk,
        link_scope=link.scope,
        link_subject_id=link.subject_id,
        unread=getattr(link, "unread", 0) if role == Role.ARTISAN else 0,
    )


def of_membership(membership: Membership, roles: frozenset[tuple[str, int]] | None = None) -> Viewer:
    """This user in the role of this membership."""
    organisation = membership.organisation
    is_chamber = organisation.kind == OrganisationKind.CHAMBER
    seen_from = None if membership.role in STAFF else organisation.chamber_id  # only a chamber has staff
    return Viewer(
        role=Role(membership.role),
        party_id=membership.user.party_id,
        user_id=membership.user_id,
        membership_id=membership.pk,
        organisation_id=organisation.pk,
        organisation_name=organisation.name,
        chamber_id=organisation.pk if is_chamber else seen_from,
        name=membership.user.name or membership.user.email,
        roles=roles or frozenset({(membership.role, organisation.pk)}),
        unread=getattr(membership, "unread", 0),
    )


def viewer_of(request: HttpRequest) -> Viewer:
    """Read the viewer from the request: no statement for a visitor without a session, two to four otherwise."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return Viewer.nobody()
    kiosk = kiosk_of(request)
    if kiosk is not None:
        return Viewer(kiosk=kiosk)
    acting = request.session.get(ACTING_KEY) or {}
    link = _link_in_force(acting["link"]) if "link" in acting else None
    user = request.user
    if not isinstance(user, User):
        return of_link(link) if link else Viewer.nobody()
    active, persons = _memberships_and_persons(user)
    if link is None:
        viewer = _viewer_of_user(user, active, persons, acting)
        ways = len(active) + len(persons)
    elif any(person.pk == link.person_id for person in persons):
        viewer, ways = of_link(link), len(active) + len(persons)
    else:
        viewer = replace(of_link(link), beside=_named_actor(user, active))
        ways = len(active) + len(persons) + 1
    roles = frozenset((m.role, m.organisation_id) for m in active)
    return replace(viewer, roles=roles, may_change_role=ways > 1)


def act_by_link(request: HttpRequest, link: SecretLink) -> None:
    """From now on this browser acts by this link; whoever is signed in there stays so, beside."""
    request.session[ACTING_KEY] = {"link": link.pk}
    if not request.user.is_authenticated:
        sessions.begin_session(request, link_of=link.person_id)


def _memberships_and_persons(user: User) -> tuple[list[Membership], list[Person]]:
    """A user's memberships in force and the persons they are: one statement, two without a membership."""
    active: dict[int, Membership] = {}
    persons: dict[int, Person] = {}
    for row in sorted(_memberships()(user=user.pk), key=lambda row: (row.pk, row.person_id or 0)):
        row.user = user
        active.setdefault(row.pk, row)
        if row.person_id and row.person_id not in persons:
            person = Person(
                pk=row.person_id,
                party_id=row.person_party_id,
                chamber_id=row.person_chamber_id,
                name=row.person_name,
                user=user,
            )
            person.unread = row.unread_as_person  # type: ignore[attr-defined]  # counted beside the row
            persons[person.pk] = person
    if active:
        return list(active.values()), list(persons.values())
    return [], list(
        Person.objects.filter(user=user).annotate(unread=_unread_count("party_id")).order_by("pk")
    )


def _unread_count(party: str, organisation: str | None = None) -> Any:
    """How much waits to be read by somebody, counted within the statement that finds them: the module `unread.py`."""
    (module,) = registry_modules("unread")
    return module.unread(party, organisation)


class _Beside(TypedDict):
    """What `_memberships` reads beside a membership: the person that its user is, when they are one."""

    person_id: int | None
    person_party_id: int
    person_chamber_id: int
    person_name: str
    unread: int
    unread_as_person: int


@cache
def _memberships() -> "KeptStatement[WithAnnotations[Membership, _Beside]]":
    """A user's memberships in force, each with the persons that they are."""
    names = {
        f"person_{name}": F(f"user__persons__{name}") for name in ("id", "party_id", "chamber_id", "name")
    }
    in_force = Membership.objects.filter(ended_on=None, user=Given("user", models.BigIntegerField()))
    memberships = in_force.annotate(
        **names,
        unread=_unread_count("user__party_id", "organisation_id"),
        unread_as_person=_unread_count("user__persons__party_id"),
    )
    return KeptStatement(memberships.select_related("organisation"))  # type: ignore[arg-type]  # the annotations of names are not seen


def _link_in_force(link_id: int) -> SecretLink | None:
    return _links().first(pk=link_id, now=timezone.now())


@cache
def _links() -> KeptStatement[SecretLink]:
    """A link in force, with what waits to be read."""
    with_unread = links.LINKS.annotate(unread=_unread_count("person__party_id"))
    in_force = links.valid_links(Given("now", models.DateTimeField()), among=with_unread)
    return KeptStatement(in_force.filter(pk=Given("pk", models.BigIntegerField())))


def _named_actor(user: User, active: list[Membership]) -> Actor:
    """Who is signed in, named with their first role: "Claire Martin, adviser"."""
    if not active:
        return Viewer(party_id=user.party_id, user_id=user.pk, name=user.name or user.email).actor
    actor = of_membership(active[0]).actor
    return replace(actor, name=f"{actor.name}, {active[0].get_role_display()}")


def _viewer_of_user(
    user: User, active: list[Membership], persons: list[Person], acting: dict[str, int]
) -> Viewer:
    """In the role that was chosen, while it lasts; else in the first that there is."""
    chosen = next((person for person in persons if person.pk == acting.get("person")), None)
    if chosen is None and persons and not active:
        chosen = persons[0]
    if chosen is not None:
        return replace(of_person(chosen), user_id=user.pk)
    if active:
        membership_id = acting.get("membership")
        return of_membership(next((m for m in active if m.pk == membership_id), active[0]))
    return Viewer(party_id=user.party_id, user_id=user.pk, name=user.name or user.email)


def language_of(by: HasActor) -> str:
    """That of the page, of whoever nobody knows yet; "" when somebody else writes them down."""
    return (get_language() or "") if by.is_stranger else ""
