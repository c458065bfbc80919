"""Reading the directory of relays."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from etabli.foundation.people.models import STAFF, Organisation, Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.search.queries import find
from etabli.foundation.seats.models import SignUp
from etabli.territory.places.models import Epci
from etabli.territory.relays.models import ContactNote, Relay, RelayCommune, RelayContact, RelayImport, RelayLink, RelayVisit
from etabli.territory.relays.rules import BY_LINK, may_see

# The same as `RelayContact.may_be_written_to`, for the database.
MAY_BE_WRITTEN_TO = ~Q(email="") & (Q(is_generic=True) | Q(agreed_at__isnull=False))
MOST_FOUND = 2000


@dataclass(frozen=True)
class Wanted:
    """Which relays to list. `silent_months`: without any exchange for so long; `is_unreachable`: nobody to ask for."""

    text: str = ""
    kind: str = ""
    epci_code: str = ""
    silent_months: int = 0
    is_unreachable: bool = False

    @property
    def is_narrowed(self) -> bool:
        return self != Wanted()


@dataclass(frozen=True)
class Brought:
    """What a relay brought: openings of its link, sign-ups that came through it (withdrawn ones left out)."""

    visits: int
    sign_ups: int


def relays(viewer: Viewer, wanted: Wanted = Wanted(), *, at: datetime) -> QuerySet[Any]:
    """The relays of the viewer's chamber by name, each with `visits`, `sign_ups` and `last_contact_at`, to be read page
    by page: one statement a page, and two more for a text, which forgives accents and slips. None for who isn't staff.
    """
    if viewer.role not in STAFF:
        return Relay.objects.none()
    found = _live().filter(chamber_id=viewer.chamber_id)
    if wanted.text:
        hits = find(viewer, wanted.text, ["relay"], limit=MOST_FOUND)
        found = found.filter(pk__in=[hit.object_id for hit in hits])
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.epci_code:
        found = found.filter(_reaches(wanted.epci_code))
    if wanted.is_unreachable:
        found = found.filter(~Exists(RelayContact.objects.filter(relay=OuterRef("pk"), withdrawn_at=None)))
    if wanted.silent_months:
        since = at - timedelta(days=30 * wanted.silent_months)
        heard = ContactNote.objects.filter(relay=OuterRef("pk"), withdrawn_at=None, at__gt=since)
        found = found.filter(~Exists(heard))
    return _with_figures(found).order_by("name", "pk")


def chosen(viewer: Viewer, numbers: Collection[int]) -> list[Relay]:
    """Those of the viewer's chamber that were ticked, as they stand in the directory; others are passed over."""
    if viewer.role not in STAFF:
        return []
    return list(_live().filter(chamber_id=viewer.chamber_id, pk__in=numbers).order_by("name", "pk"))


def get_relay(viewer: Viewer, pk: int) -> Relay:
    """One relay, for the staff of its chamber or for itself; NotVisible otherwise."""
    relay = Relay.objects.filter(pk=pk).select_related("commune__epci", "chamber").first()
    if relay is None or not may_see(viewer, relay):
        raise NotVisible
    return relay


def relays_of_epci(viewer: Viewer, epci: Epci) -> list[Relay]:
    """The relays that speak to artisans of this intercommunal body: one statement. None for those who are not staff.

    Those with a territory of their own count where it reaches; the others where they stand.
    """
    if viewer.role not in STAFF:
        return []
    found = _live().filter(_reaches(epci.pk), chamber_id=viewer.chamber_id)
    return list(found.order_by("name", "pk"))


def contacts(viewer: Viewer, relay: Relay) -> list[RelayContact]:
    """Whom to ask for at a relay, in the order in which they were written: for the chamber and the relay itself."""
    if not may_see(viewer, relay):
        return []
    return list(relay.contacts.filter(withdrawn_at=None).order_by("pk"))


def get_contact(viewer: Viewer, pk: int) -> RelayContact:
    """One of those to ask for, taken out or not; NotVisible for whoever may not see the relay."""
    found = RelayContact.objects.filter(pk=pk).select_related("relay__commune__epci", "relay__chamber").first()
    if found is None or not may_see(viewer, found.relay):
        raise NotVisible
    return found


def mail_contact(relay: Relay) -> RelayContact | None:
    """To whom the chamber's mails to a relay go: the first who may be written to, persons who agreed before addresses
    of the place. The caller has authorised the relay."""
    found = relay.contacts.filter(MAY_BE_WRITTEN_TO, withdrawn_at=None)
    return found.order_by("is_generic", "pk").first()


def own_relay(viewer: Viewer) -> Relay:
    """The relay that the viewer acts for, signed in or by its link; NotVisible when they act for none."""
    relay = None
    if viewer.link_scope == BY_LINK:
        relay = _live().filter(pk=viewer.link_subject_id).first()
    elif viewer.role == Role.RELAY and viewer.organisation_id is not None:
        relay = _live().filter(organisation_id=viewer.organisation_id).first()
    if relay is None:
        raise NotVisible
    return relay


def own_chamber(viewer: Viewer) -> Organisation:
    """The chamber that the viewer works for; NotVisible when they work for none."""
    if viewer.role not in STAFF or viewer.chamber_id is None:
        raise NotVisible
    return Organisation.objects.get(pk=viewer.chamber_id)


def relay_for_code(code: str) -> Relay | None:
    """The relay of a link, however its code was typed; None when there is none in force: see `stand_in_for`."""
    return _live().filter(code=code.strip().lower()).first()


def stand_in_for(code: str) -> Relay | None:
    """Where a link that is no longer good leads: the place of the relay that was withdrawn, or of the relay whose code
    begins by the same commune, since the four last signs are those that are mistyped. None: all the workshops.
    """
    code = code.strip().lower()
    was = Relay.objects.filter(code=code).select_related("commune__epci", "chamber").first()
    if was is not None:
        return was
    place, dash, _signs = code.rpartition("-")
    return _live().filter(code__startswith=f"{place}-").order_by("pk").first() if dash and place else None


def brought_by(relay: Relay) -> Brought:
    """What one relay brought so far; the caller has authorised the relay: two statements."""
    visits = RelayVisit.objects.filter(relay=relay).aggregate(total=Sum("visits"))["total"] or 0
    return Brought(visits, _kept().filter(via=relay.code).count())


def notes_on(viewer: Viewer, relay: Relay, *, limit: int = 20) -> list[ContactNote]:
    """The exchanges with a relay, newest first. For the chamber only: not for the relay itself."""
    if not viewer.is_staff_of(relay.chamber_id):
        return []
    found = relay.notes.filter(withdrawn_at=None).select_related("author", "contact")
    return list(found.order_by("-at", "-pk")[:limit])


def next_steps(viewer: Viewer, *, until: date) -> list[ContactNote]:
    """What was agreed to do with relays up to that day, the oldest first: of each relay, what its latest exchange says,
    since a later one settles what came before. One statement; none for those who are not staff.
    """
    if viewer.role not in STAFF:
        return []
    later = ContactNote.objects.filter(relay=OuterRef("relay"), withdrawn_at=None).order_by("-at", "-pk")
    found = ContactNote.objects.filter(
        pk=Subquery(later.values("pk")[:1]),
        next_on__lte=until,
        relay__withdrawn_at=None,
        relay__chamber_id=viewer.chamber_id,
    )
    return list(found.select_related("relay__commune__epci", "contact").order_by("next_on", "pk"))


def links_to(viewer: Viewer, relay: Relay, *, at: datetime) -> list[RelayLink]:
    """The links in force to a relay's page, the latest first. For the chamber only."""
    if not viewer.is_staff_of(relay.chamber_id):
        return []
    found = relay.links.filter(revoked_at=None, expires_at__gt=at).exclude(contact__withdrawn_at__isnull=False)
    return list(found.select_related("contact").order_by("-pk"))


def get_link(viewer: Viewer, pk: int) -> RelayLink:
    """One link to a relay's page, for the staff of its chamber; NotVisible otherwise."""
    found = RelayLink.objects.filter(pk=pk).select_related("relay", "contact").first()
    if found is None or not viewer.is_staff_of(found.relay.chamber_id):
        raise NotVisible
    return found


def get_import(viewer: Viewer, pk: int) -> RelayImport:
    """What a file of relays brought, for the staff of the chamber; NotVisible otherwise."""
    found = RelayImport.objects.filter(pk=pk).first()
    if found is None or not viewer.is_staff_of(found.chamber_id):
        raise NotVisible
    return found


def _live() -> QuerySet[Relay]:
    return Relay.objects.filter(withdrawn_at=None).select_related("commune__epci", "chamber")


def _reaches(epci_code: str) -> Q:
    """Relays that speak to artisans there: by their own territory, or, without one, where they stand."""
    around = RelayCommune.objects.filter(relay=OuterRef("pk"))
    reached = Q(Exists(around.filter(commune__epci_id=epci_code)))
    return reached | (Q(commune__epci_id=epci_code) & ~Q(Exists(around)))


def _kept() -> QuerySet[SignUp]:
    return SignUp.objects.exclude(status=SignUp.Status.WITHDRAWN)


def _with_figures(found: QuerySet[Relay]) -> QuerySet[Any]:
    """Each number by its own subquery: joins would multiply one by the other."""
    visits = RelayVisit.objects.filter(relay=OuterRef("pk")).order_by().values("relay")
    sign_ups = _kept().filter(via=OuterRef("code")).order_by().values("via")
    said = ContactNote.objects.filter(relay=OuterRef("pk"), withdrawn_at=None).order_by().values("relay")
    return found.annotate(
        visits=Coalesce(
            Subquery(visits.annotate(n=Sum("visits")).values("n")), 0, output_field=IntegerField()
        ),
        sign_ups=Coalesce(
            Subquery(sign_ups.annotate(n=Count("pk")).values("n")), 0, output_field=IntegerField()
        ),
        last_contact_at=Subquery(said.annotate(last=Max("at")).values("last")),
    )
