"""Reading the directory of relays."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, IntegerField, Max, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.queries import Line, lines_of
from etabli.foundation.journal.wording import SELECT_RELATED
from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.search.queries import find
from etabli.foundation.seats.models import SignUp
from etabli.territory.places.models import Epci
from etabli.territory.places.queries import find_commune
from etabli.territory.relays.models import (
    ContactNote,
    MaterialShape,
    Relay,
    RelayCommune,
    RelayContact,
    RelayImport,
    RelayLink,
    RelayVisit,
)
from etabli.territory.relays.rules import BY_LINK, may_see

# The same as `RelayContact.may_be_written_to`, for the database.
MAY_BE_WRITTEN_TO = ~Q(email="") & (Q(is_generic=True) | Q(agreed_at__isnull=False))
MAX_FOUND = 2000


@dataclass(frozen=True)
class RelayFilter:
    """Which relays to list. `silent_months`: without any exchange for so long; `is_unreachable`: nobody to ask for."""

    text: str = ""
    kind: str = ""
    epci_code: str = ""
    silent_months: int = 0
    is_unreachable: bool = False

    @property
    def is_narrowed(self) -> bool:
        return self != RelayFilter()


@dataclass(frozen=True)
class RelayResults:
    """What a relay brought: openings of its link, sign-ups that came through it (withdrawn ones left out)."""

    visits: int
    sign_ups: int


def relays(viewer: Viewer, wanted: RelayFilter = RelayFilter(), *, at: datetime) -> QuerySet[Any]:
    """The relays of the viewer's chamber by name, each with `visits`, `sign_ups` and `last_contact_at`, to be read page
    by page: one statement a page, and two more for a text, which forgives accents and slips. None for who isn't staff.
    """
    if viewer.role not in STAFF:
        return Relay.objects.none()
    rows = _relays_in_directory().filter(chamber_id=viewer.chamber_id)
    if wanted.text:
        hits = find(viewer, wanted.text, ["relay"], limit=MAX_FOUND)
        rows = rows.filter(pk__in=[hit.object_id for hit in hits])
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.epci_code:
        rows = rows.filter(_speaks_to(wanted.epci_code))
    if wanted.is_unreachable:
        rows = rows.filter(~Exists(RelayContact.objects.filter(relay=OuterRef("pk"), withdrawn_at=None)))
    if wanted.silent_months:
        since = at - timedelta(days=30 * wanted.silent_months)
        recent_notes = ContactNote.objects.filter(relay=OuterRef("pk"), withdrawn_at=None, at__gt=since)
        rows = rows.filter(~Exists(recent_notes))
    return _with_figures(rows).order_by("name", "pk")


def with_contacts(queryset: QuerySet[Any]) -> QuerySet[Any]:
    """The same relays, each with those to ask for as `live_contacts`: one more statement."""
    live = RelayContact.objects.filter(withdrawn_at=None).order_by("pk")
    return queryset.prefetch_related(Prefetch("contacts", live, to_attr="live_contacts"))


def chosen_relays(viewer: Viewer, numbers: Collection[int]) -> list[Relay]:
    """Those of the viewer's chamber that were ticked, as they stand in the directory; others are passed over."""
    if viewer.role not in STAFF:
        return []
    return list(
        _relays_in_directory().filter(chamber_id=viewer.chamber_id, pk__in=numbers).order_by("name", "pk")
    )


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
    relays = _relays_in_directory().filter(_speaks_to(epci.pk), chamber_id=viewer.chamber_id)
    return list(relays.order_by("name", "pk"))


def contacts(viewer: Viewer, relay: Relay) -> list[RelayContact]:
    """Whom to ask for at a relay, in the order in which they were written: for the chamber and the relay itself."""
    if not may_see(viewer, relay):
        return []
    return list(relay.contacts.filter(withdrawn_at=None).order_by("pk"))


def get_contact(viewer: Viewer, pk: int) -> RelayContact:
    """One of those to ask for, taken out or not; NotVisible for whoever may not see the relay."""
    contact = (
        RelayContact.objects.filter(pk=pk).select_related("relay__commune__epci", "relay__chamber").first()
    )
    if contact is None or not may_see(viewer, contact.relay):
        raise NotVisible
    return contact


def contacts_at(email: str) -> list[RelayContact]:
    """Those to ask for at this address, at relays in the directory: to whom a lost link is sent again, and nobody else
    learns whether there are any."""
    relay_contacts = RelayContact.objects.filter(
        email=email.strip().lower(), withdrawn_at=None, relay__withdrawn_at=None
    )
    return list(relay_contacts.select_related("relay__chamber").order_by("pk")[:5])


def mail_contact(relay: Relay) -> RelayContact | None:
    """To whom the chamber's mails to a relay go: the first who may be written to, persons who agreed before addresses
    of the place. The caller has authorised the relay."""
    contacts = relay.contacts.filter(MAY_BE_WRITTEN_TO, withdrawn_at=None)
    return contacts.order_by("is_generic", "pk").first()


class NoRelay(NotVisible):
    """They act for an organisation that is no relay of the chamber, or is none any more."""


def own_relay(viewer: Viewer) -> Relay:
    """The relay that the viewer acts for, signed in or by its link. Raises NoRelay for an organisation that is none,
    NotVisible for anybody else."""
    relay = None
    if viewer.link_scope == BY_LINK:
        relay = _relays_in_directory().filter(pk=viewer.link_subject_id or 0).first()
    elif viewer.role == Role.RELAY and viewer.organisation_id is not None:
        relay = _relays_in_directory().filter(organisation_id=viewer.organisation_id).first()
        if relay is None:
            raise NoRelay
    if relay is None:
        raise NotVisible
    return relay


def relay_for_code(code: str) -> Relay | None:
    """The relay of a link, however its code was typed; None when there is none: then show all workshops, no 404."""
    return _relays_in_directory().filter(code=code.strip().lower()).first()


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


def results_of(relay: Relay) -> RelayResults:
    """What one relay brought so far; the caller has authorised the relay: two statements."""
    visits = RelayVisit.objects.filter(relay=relay).aggregate(total=Sum("visits"))["total"] or 0
    return RelayResults(visits, _counted_sign_ups().filter(via=relay.code).count())


def notes_on(viewer: Viewer, relay: Relay, *, limit: int = 20) -> list[ContactNote]:
    """The exchanges with a relay, newest first. For the chamber only: not for the relay itself."""
    if not viewer.is_staff_of(relay.chamber_id):
        return []
    notes = relay.notes.filter(withdrawn_at=None).select_related("author", "contact")
    return list(notes.order_by("-at", "-pk")[:limit])


def wishes_of(relay: Relay) -> list[tuple[str, str]]:
    """What it likes to receive and when, as pairs to read; empty ones are left out."""
    likes = [str(MaterialShape(like).label) for like in relay.likes if like in MaterialShape.values]
    months = [str(MONTHS[month]) for month in relay.months if month in MONTHS]
    closes = _("on the %(day)s of the month") % {"day": relay.closes_on} if relay.closes_on else ""
    wishes = [
        (_("In what shape"), ", ".join(likes)),
        (_("In which months"), ", ".join(months)),
        (_("Its bulletin closes"), closes),
        (_("Anything else"), relay.wishes),
    ]
    return [(label, value) for label, value in wishes if value]


def history(viewer: Viewer, relay: Relay, *, limit: int = 50) -> list[Line]:
    """The acts on a relay, on those to ask for there and on its links, the latest first. For the chamber only."""
    if not viewer.is_staff_of(relay.chamber_id):
        return []
    parts: dict[Any, QuerySet[Any]] = {
        RelayContact: relay.contacts.only("pk"),
        RelayLink: relay.links.only("pk"),
    }
    about = Q(subject_type=Relay._meta.label_lower, subject_id=str(relay.pk))
    for model, rows in parts.items():
        keys = [str(row.pk) for row in rows]
        about |= Q(subject_type=model._meta.label_lower, subject_id__in=keys)
    entries = Entry.objects.filter(about).select_related(*SELECT_RELATED).order_by("-at", "-pk")
    return lines_of(viewer, entries[:limit], in_charge=True)


def links_to(viewer: Viewer, relay: Relay, *, at: datetime) -> list[RelayLink]:
    """The links in force to a relay's page, the latest first. For the chamber only."""
    if not viewer.is_staff_of(relay.chamber_id):
        return []
    links = relay.links.filter(revoked_at=None, expires_at__gt=at).exclude(
        contact__withdrawn_at__isnull=False
    )
    return list(links.select_related("contact").order_by("-pk"))


def get_link(viewer: Viewer, pk: int) -> RelayLink:
    """One link to a relay's page, for the staff of its chamber; NotVisible otherwise."""
    link = RelayLink.objects.filter(pk=pk).select_related("relay", "contact").first()
    if link is None or not viewer.is_staff_of(link.relay.chamber_id):
        raise NotVisible
    return link


def get_import(viewer: Viewer, pk: int) -> RelayImport:
    """What a file of relays brought, for the staff of the chamber; NotVisible otherwise."""
    relay_import = RelayImport.objects.filter(pk=pk).first()
    if relay_import is None or not viewer.is_staff_of(relay_import.chamber_id):
        raise NotVisible
    return relay_import


def _relays_in_directory() -> QuerySet[Relay]:
    return Relay.objects.filter(withdrawn_at=None).select_related("commune__epci", "chamber")


def _speaks_to(epci_code: str) -> Q:
    """Relays that speak to artisans there: by their own territory, or, without one, where they stand."""
    around = RelayCommune.objects.filter(relay=OuterRef("pk"))
    reached = Q(Exists(around.filter(commune__epci_id=epci_code)))
    return reached | (Q(commune__epci_id=epci_code) & ~Q(Exists(around)))


def _counted_sign_ups() -> QuerySet[SignUp]:
    return SignUp.objects.exclude(status=SignUp.Status.WITHDRAWN)


def _with_figures(relays: QuerySet[Relay]) -> QuerySet[Any]:
    """Each number by its own subquery: joins would multiply one by the other."""
    visits = RelayVisit.objects.filter(relay=OuterRef("pk")).order_by().values("relay")
    sign_ups = _counted_sign_ups().filter(via=OuterRef("code")).order_by().values("via")
    notes = ContactNote.objects.filter(relay=OuterRef("pk"), withdrawn_at=None).order_by().values("relay")
    return relays.annotate(
        visits=Coalesce(
            Subquery(visits.annotate(n=Sum("visits")).values("n")), 0, output_field=IntegerField()
        ),
        sign_ups=Coalesce(
            Subquery(sign_ups.annotate(n=Count("pk")).values("n")), 0, output_field=IntegerField()
        ),
        last_contact_at=Subquery(notes.annotate(last=Max("at")).values("last")),
    )
