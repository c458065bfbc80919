"""Reading the directory of relays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from etabli.foundation.people.models import STAFF, Organisation, Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp
from etabli.territory.places.engine import fold
from etabli.territory.places.models import Epci
from etabli.territory.places.queries import find_commune
from etabli.territory.relays.models import ContactNote, Relay, RelayContact, RelayVisit
from etabli.territory.relays.rules import may_see

# The same as `RelayContact.may_be_written_to`, for the database.
MAY_BE_WRITTEN_TO = ~Q(email="") & (Q(is_generic=True) | Q(agreed_at__isnull=False))


@dataclass(frozen=True)
class RelayCard:
    """A relay in the list, with what it brought."""

    relay: Relay
    visits: int
    sign_ups: int
    last_contact_at: datetime | None


@dataclass(frozen=True)
class Brought:
    """What a relay brought: openings of its link, sign-ups that came through it (withdrawn ones left out)."""

    visits: int
    sign_ups: int


def relays(viewer: Viewer, *, text: str = "", epci_code: str = "") -> list[RelayCard]:
    """The relays of the viewer's chamber by name: one statement. None for those who are not staff."""
    if viewer.role not in STAFF:
        return []
    found = _live().filter(chamber_id=viewer.chamber_id)
    if epci_code:
        found = found.filter(commune__epci_id=epci_code)
    words = fold(text).split()
    return [
        RelayCard(relay, relay.visits, relay.sign_ups, relay.last_contact_at)
        for relay in _with_figures(found).order_by("name", "pk")
        # A chamber has some hundreds of relays: sifted here, accents and case are forgiven alike on both databases.
        if all(word in fold(f"{relay.name} {relay.commune.name}") for word in words)
    ]


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
    reached = Q(territory__commune__epci=epci) | Q(territory=None, commune__epci=epci)
    return list(_live().filter(reached, chamber_id=viewer.chamber_id).order_by("name", "pk").distinct())


def contacts(viewer: Viewer, relay: Relay) -> list[RelayContact]:
    """Whom to ask for at a relay, in the order in which they were written: for the chamber and the relay itself."""
    if not may_see(viewer, relay):
        return []
    return list(relay.contacts.filter(withdrawn_at=None).order_by("pk"))


def mail_contact(relay: Relay) -> RelayContact | None:
    """To whom the chamber's mails to a relay go: the first who may be written to, persons who agreed before addresses
    of the place. The caller has authorised the relay."""
    found = relay.contacts.filter(MAY_BE_WRITTEN_TO, withdrawn_at=None)
    return found.order_by("is_generic", "pk").first()


def own_relay(viewer: Viewer) -> Relay:
    """The relay that the viewer acts for; NotVisible when they act for none."""
    relay = None
    if viewer.role == Role.RELAY and viewer.organisation_id is not None:
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
    """The relay of a link, however its code was typed; None when there is none: then show all workshops, no 404."""
    return _live().filter(code=code.strip().lower()).first()


def commune_of_code(code: str) -> str:
    """The commune of a link that is over or mistyped: where its relay was, or that its words name; "" when unknown."""
    gone = Relay.objects.filter(code=code).values_list("commune_id", flat=True).first()
    if gone:
        return gone
    named = find_commune(code.rpartition("-")[0].replace("-", " ")) if "-" in code else None
    return named.code if named else ""


def link_of(relay: Relay) -> str:
    """The tracked address that is printed and sent, in full."""
    return f"{settings.BASE_URL}{reverse('front:relay', args=[relay.code])}"


def brought_by(relay: Relay) -> Brought:
    """What one relay brought so far; the caller has authorised the relay: two statements."""
    visits = RelayVisit.objects.filter(relay=relay).aggregate(total=Sum("visits"))["total"] or 0
    return Brought(visits, _kept().filter(via=relay.code).count())


def notes_on(viewer: Viewer, relay: Relay, *, limit: int = 20) -> list[ContactNote]:
    """The exchanges with a relay, newest first. For the chamber only: not for the relay itself."""
    if not viewer.is_staff_of(relay.chamber_id):
        return []
    found = relay.notes.filter(withdrawn_at=None).select_related("author")
    return list(found.order_by("-at", "-pk")[:limit])


def _live() -> QuerySet[Relay]:
    return Relay.objects.filter(withdrawn_at=None).select_related("commune__epci", "chamber")


def _kept() -> QuerySet[SignUp]:
    return SignUp.objects.exclude(status=SignUp.Status.WITHDRAWN)


def _with_figures(found: QuerySet[Relay]) -> QuerySet[Any]:
    """Each number by its own subquery: joins would multiply one by the other."""
    visits = RelayVisit.objects.filter(relay=OuterRef("pk")).order_by().values("relay")
    sign_ups = _kept().filter(via=OuterRef("code")).order_by().values("via")
    contacts = ContactNote.objects.filter(relay=OuterRef("pk"), withdrawn_at=None).order_by().values("relay")
    return found.annotate(
        visits=Coalesce(
            Subquery(visits.annotate(n=Sum("visits")).values("n")), 0, output_field=IntegerField()
        ),
        sign_ups=Coalesce(
            Subquery(sign_ups.annotate(n=Count("pk")).values("n")), 0, output_field=IntegerField()
        ),
        last_contact_at=Subquery(contacts.annotate(last=Max("at")).values("last")),
    )
