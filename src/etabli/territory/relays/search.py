"""Finding a relay: its name, its commune, whom to ask for."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Role
from etabli.foundation.registries import Done, Indexed
from etabli.foundation.search.visibility import to_staff
from etabli.territory.relays.models import Relay, RelayContact
from etabli.territory.relays.queries import with_contacts

INDEXED_FIELDS = {"kind", "name", "commune_id", "withdrawn_at"}


def _row_to_reindex(done: Done) -> Relay | None:
    if isinstance(done.subject, RelayContact):
        return done.subject.relay
    return done.subject if isinstance(done.subject, Relay) and done.names & INDEXED_FIELDS else None


def _objects() -> QuerySet[Relay]:
    return with_contacts(Relay.objects.filter(withdrawn_at=None).select_related("commune").order_by("pk"))


def _detail(relay: Relay) -> str:
    first_contact = next(iter(_contacts_of(relay)), None)
    details: list[Any] = [relay.get_kind_display(), relay.commune.name]
    details += [first_contact.name or first_contact.role, first_contact.phone] if first_contact else []
    return " · ".join(str(detail) for detail in details if detail)


def _text(relay: Relay) -> str:
    everybody = (
        f"{contact.name} {contact.role} {contact.email} {contact.phone}" for contact in _contacts_of(relay)
    )
    return " ".join([relay.code, *everybody])


def _contacts_of(relay: Relay) -> list[RelayContact]:
    """Read with the relay; of a relay just created, asked now."""
    relay_contacts: list[RelayContact] | None = getattr(relay, "live_contacts", None)
    return (
        list(relay.contacts.filter(withdrawn_at=None).order_by("pk"))
        if relay_contacts is None
        else relay_contacts
    )


def _visible_to(viewer: Any) -> Q | None:
    """The staff find all of theirs; a relay finds itself."""
    if viewer.role != Role.RELAY:
        return to_staff(viewer)
    own_relay = Relay.objects.filter(organisation_id=viewer.organisation_id, organisation_id__isnull=False)
    return Q(object_id__in=own_relay.values("pk"))


SEARCH = [
    Indexed(
        kind="relay",
        plural_label=_("Relays"),
        objects=_objects,
        title=lambda relay: relay.name,
        detail=_detail,
        text=_text,
        url=lambda relay: reverse("relays:detail", args=[relay.pk]),
        visible_to=_visible_to,
        row_to_reindex=_row_to_reindex,
        singular_labels=_("relay"),
    )
]
