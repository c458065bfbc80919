"""Finding a relay: its name, its commune, whom to ask for."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Role
from etabli.foundation.rooms import Done, Indexed
from etabli.foundation.search.visibility import to_staff
from etabli.territory.relays.models import Relay

FOUND = {"kind", "name", "commune_id", "contact_name", "contact_email", "contact_phone", "withdrawn_at"}


def _followed(done: Done) -> Relay | None:
    return done.subject if isinstance(done.subject, Relay) and done.names & FOUND else None


def _detail(relay: Relay) -> str:
    said: list[Any] = [relay.get_kind_display(), relay.commune.name, relay.contact_name, relay.contact_phone]
    return " · ".join(str(one) for one in said if one)


def _visible_to(viewer: Any) -> Q | None:
    """The staff find all of theirs; a relay finds itself."""
    if viewer.role != Role.RELAY:
        return to_staff(viewer)
    own = Relay.objects.filter(organisation_id=viewer.organisation_id, organisation_id__isnull=False)
    return Q(object_id__in=own.values("pk"))


SEARCH = [
    Indexed(
        kind="relay",
        many=_("Relays"),
        objects=lambda: Relay.objects.filter(withdrawn_at=None).select_related("commune").order_by("pk"),
        title=lambda relay: relay.name,
        detail=_detail,
        text=lambda relay: f"{relay.contact_email} {relay.code}",
        url=lambda relay: reverse("relays:detail", args=[relay.pk]),
        visible_to=_visible_to,
        follows=_followed,
    )
]
