"""The relays as a table for a spreadsheet."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.territory.relays import queries
from etabli.territory.relays.models import RelayContact


def rows_of(relays: QuerySet[Any]) -> list[Sequence[object]]:
    """A row for each relay that `queries.relays` gives, with the first person to ask for; it can be taken in again."""
    head = [
        _("Name"), _("Kind"), _("Commune"), _("INSEE code"), _("Postal code"), _("Address"), _("Contact"),
        _("Position"), _("E-mail"), _("Telephone"), _("May be written to"), _("Website"), _("Opening hours"),
        _("SIRET"), _("Openings of the link"), _("Sign-ups"), _("Last exchange"),
    ]  # fmt: skip
    return [head, *(_row(relay) for relay in queries.with_contacts(relays))]


def _row(relay: Any) -> Sequence[object]:
    contact = next(iter(relay.live_contacts), RelayContact())
    return [
        relay.name,
        relay.get_kind_display(),
        relay.commune.name,
        relay.commune_id,
        relay.postal_code,
        relay.address,
        contact.name,
        contact.role,
        contact.email,
        contact.phone,
        _("yes") if contact.may_be_written_to else _("no"),
        relay.website,
        relay.opening_hours,
        relay.pivot,
        relay.visits,
        relay.sign_ups,
        timezone.localdate(relay.last_contact_at).isoformat() if relay.last_contact_at else "",
    ]
