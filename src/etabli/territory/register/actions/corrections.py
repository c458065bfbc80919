"""What the chamber puts right of a business, what it notes, and what it answers to the official file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, action, change, record, undo_fields
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.territory.places.models import Commune
from etabli.territory.register.models import Business, BusinessNote
from etabli.territory.register.trades import sector_of


class AlreadyMerged(ActionError):
    """What is changed is a duplicate of another business: the other one is the one to change."""


@action(
    "register.correct",
    sentence=_("corrected the record of “%(subject)s”"),
    tells={
        "name": _("Name"),
        "trade_code": _("Trade"),
        "commune_id": _("Commune"),
        "address": _("Address"),
        "postal_code": _("Postal code"),
        "phone": _("Telephone"),
        "email": _("E-mail"),
    },
    may=may_run,
    undo=undo_fields,
    subject="business",
)
def correct_business(
    *,
    business: Business,
    name: str,
    trade_code: str,
    commune: Commune | None,
    address: str,
    postal_code: str,
    phone: str,
    email: str,
    by: Viewer,
    at: datetime,
) -> Business:
    """Change what is known of a business. Over what the official file says, it is a correction, which a refresh
    doesn't undo; the official word typed again is a correction no more. Without a commune, that of the file stands.

    Raises AlreadyMerged.
    """
    business = Business.objects.select_for_update().get(pk=business.pk)
    if business.merged_into_id is not None:
        raise AlreadyMerged(_("This record was joined to another: change the other one."))
    values = {
        "name": name.strip(),
        "trade_code": trade_code,
        "address": address.strip(),
        "postal_code": postal_code.strip(),
    }
    if commune is not None and commune.pk != business.commune_id:
        values["commune_code"] = commune.pk
    corrected = corrections_for(business, values)
    return change(
        business,
        **values,
        **derived_fields(values),
        phone=phone.strip(),
        email=email.strip(),
        corrected=corrected,
    )


@action(
    "register.note",
    sentence=_("wrote a note about “%(subject)s”"),
    may=may_run,
    undo=undo_fields,
    subject="business",
)
def note_business(*, business: Business, text: str, by: Viewer, at: datetime) -> BusinessNote:
    """Keep a sentence about a business. An import never touches it."""
    note = BusinessNote.objects.create(business=business, text=text.strip(), at=at, author_id=by.user_id)
    record(note, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return note


def corrections_for(business: Business, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """`corrected` once a business says `wanted`: what the official file says of each field that differs from it."""
    if not business.siret:
        return {}
    official = {name: business.corrected.get(name, getattr(business, name)) for name in wanted}
    unchanged = {name: value for name, value in business.corrected.items() if name not in wanted}
    return unchanged | {name: value for name, value in official.items() if value != wanted[name]}


def derived_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What follows from these fields: the sector, the commune of a code (a former one too)."""
    values: dict[str, Any] = {}
    if "trade_code" in fields:
        values["sector"] = sector_of(fields["trade_code"])
    if code := fields.get("commune_code"):
        today = Commune.objects.filter(Q(pk=code) | Q(former_codes__contains=code)).first()
        values["commune_id"] = today.pk if today else None
    return values
