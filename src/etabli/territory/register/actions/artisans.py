"""Saying what a person is by trade."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import action, made_here, record, undo_fields
from etabli.foundation.people.actions import PersonAlreadyExists
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.territory.places.models import Commune
from etabli.territory.register.models import Artisan, Business
from etabli.territory.register.rules import may_attach


@action(
    "register.attach",
    sentence=_("gave the trade and the commune of %(subject)s"),
    tells={"business_name": _("Business"), "commune_id": _("Commune")},
    may=may_attach,
    undo=undo_fields,
    subject="person",
)
def attach_artisan(
    *,
    person: Person,
    business: Business | None = None,
    commune: Commune | None = None,
    trade_code: str = "",
    business_name: str = "",
    by: Viewer,
    at: datetime,
) -> Artisan:
    """Say what a person is by trade. What is not given comes from the business, else stays as it was.

    Raises PersonAlreadyExists when the same was said for the first time at the same instant.
    """
    existing = None if made_here(person) else Artisan.objects.filter(person=person).first()
    artisan = existing or Artisan(person=person)
    before = _values(artisan)
    if business is not None:
        artisan.business = business
    if new_commune := commune or (business.commune if business else None):
        artisan.commune = new_commune
    artisan.trade_code = trade_code or (business.trade_code if business else "") or artisan.trade_code
    artisan.business_name = (
        business_name.strip() or (business.name if business else "") or artisan.business_name
    )
    try:
        artisan.save()
    except IntegrityError:
        raise PersonAlreadyExists from None
    record(artisan, before=before, after=_values(artisan))
    return artisan


def _values(artisan: Artisan) -> dict[str, Any]:
    return {
        "business_id": artisan.business_id,
        "commune_id": artisan.commune_id,
        "trade_code": artisan.trade_code,
        "business_name": artisan.business_name,
    }
