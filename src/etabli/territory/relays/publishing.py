"""The relays that are digital-help places, in the national standard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from etabli.foundation.documents.spreadsheets import csv_text
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.viewer import Viewer
from etabli.territory.relays.engine import national_standard
from etabli.territory.relays.models import Relay, RelayContact

PUBLIC_BODIES = (Relay.Kind.TOWN_HALL, Relay.Kind.ANTENNA, Relay.Kind.LIBRARY)
# A town hall is no digital-help place by itself: only what the national file names, or what was entered as one.
IS_DIGITAL_HELP = Q(kind=Relay.Kind.LIBRARY) | ~Q(standard={})


@dataclass(frozen=True)
class Export:
    """The rows of the standard, and the relays that lack something it asks for, with the names of what is missing."""

    rows: tuple[dict[str, str], ...]
    incomplete: tuple[tuple[Relay, tuple[str, ...]], ...]

    @property
    def csv(self) -> str:
        """The file itself: commas, every text between quotes, as the standard's own example."""
        cells = [[row[name] for name in national_standard.FIELDS] for row in self.rows]
        return csv_text([national_standard.FIELDS, *cells], separator=",", quotes_all=True)


def export(viewer: Viewer) -> Export:
    """The digital-help places among the relays of the viewer's chamber: two statements. None for who isn't staff."""
    if viewer.role not in STAFF:
        return Export((), ())
    return _export(Relay.objects.filter(IS_DIGITAL_HELP, chamber_id=viewer.chamber_id))


def open_data() -> Export:
    """Those of all chambers that are public bodies, for everybody: two statements. Nothing of a person is in it."""
    return _export(Relay.objects.filter(IS_DIGITAL_HELP, kind__in=PUBLIC_BODIES))


def _export(queryset: QuerySet[Relay]) -> Export:
    relays = list(queryset.filter(withdrawn_at=None).select_related("commune").order_by("pk"))
    reached = _place_contacts(relays)
    places = [(relay, _place(relay, reached[relay.pk])) for relay in relays]
    lacks = [(relay, tuple(national_standard.missing_fields(place))) for relay, place in places]
    rows = [
        national_standard.standard_row(place)
        for (_relay, place), (_same, lack) in zip(places, lacks, strict=True)
        if not lack
    ]
    return Export(tuple(rows), tuple((relay, lack) for relay, lack in lacks if lack))


def _place_contacts(relays: Sequence[Relay]) -> dict[int, list[RelayContact]]:
    """Addresses and numbers that are nobody's in particular."""
    contacts_by_relay: dict[int, list[RelayContact]] = defaultdict(list)
    place_contacts = RelayContact.objects.filter(Q(is_generic=True) | Q(name="", email=""), withdrawn_at=None)
    for contact in place_contacts.filter(relay__in=relays).order_by("pk"):
        contacts_by_relay[contact.relay_id].append(contact)
    return contacts_by_relay


def _place(relay: Relay, reached: Iterable[RelayContact]) -> national_standard.Place:
    commune = relay.commune
    return national_standard.Place(
        number=relay.code,
        name=relay.name,
        kind=relay.kind,
        commune=commune.name,
        insee=commune.pk,
        postal_code=relay.postal_code or commune.postal_codes.split(" ")[0],
        address=relay.address,
        pivot=relay.pivot,
        updated_on=timezone.localdate(relay.updated_at),
        phone=next((contact.phone for contact in reached if contact.phone and not contact.name), ""),
        emails=tuple(contact.email for contact in reached if contact.email),
        website=relay.website,
        opening_hours=relay.opening_hours,
        standard=relay.standard,
    )
