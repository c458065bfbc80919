"""Bringing the register up to date from the official files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import batched
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import Irreversible, action, record
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.search import index
from etabli.territory.places.engine import fold
from etabli.territory.places.models import Commune
from etabli.territory.register.engine import Establishment, Reading, Refusal
from etabli.territory.register.models import Business, Import
from etabli.territory.register.trades import sector_of

BATCH = 500
FIELDS = (
    "name",
    "trade_code",
    "sector",
    "commune_id",
    "commune_code",
    "created_on",
    "closed_on",
    "is_published",
    "folded_name",
)
REASONS = {
    "siret": _("%(value)s is not a SIRET: its fourteen digits don't agree."),
    "craft": _("%(value)s is not a craft code."),
    "date": _("%(value)s is not a date."),
    "state": _("The state of the business is “%(value)s”, neither A (open) nor F (closed)."),
    "short": _("The row is cut short: columns are missing."),
}


@action(
    "register.import",
    sentence=_("brought the register of businesses up to date from %(subject)s"),
    may=may_run,
    undo=Irreversible(_("Official facts are corrected by importing the next official file.")),
)
def import_register(
    *, chamber: Organisation, reading: Reading, files: str, by: Viewer, at: datetime
) -> Import:
    """Create and update the businesses of `chamber` from a reading of SIRENE, all or nothing.

    A business that the files don't hold stays as it is: a stock file says of each whether it is closed.
    An empty name never erases one that we had, unless its owner has withdrawn it from publication.
    """
    counts = dict.fromkeys(("created", "updated", "closed", "unchanged"), 0)
    communes = _communes()
    for batch in batched(reading.kept, BATCH):
        for outcome in _write(chamber, batch, communes):
            counts[outcome] += 1
    done = Import.objects.create(
        chamber=chamber,
        at=at,
        files=files[:400],
        read=reading.read,
        kept=len(reading.kept),
        rejected=[{"row": refusal.row, "why": _why(refusal)} for refusal in reading.refused],
        **counts,
    )
    record(done, before={}, after={"read": done.read, "kept": done.kept, **counts})
    return done


def _communes() -> Mapping[str, str]:
    """Each code that may stand in the files, former ones included -> the code of the commune today."""
    found: dict[str, str] = {}
    for code, former in Commune.objects.values_list("code", "former_codes"):
        found.update(dict.fromkeys([code, *former.split()], code))
    return found


def _write(
    chamber: Organisation, batch: tuple[Establishment, ...], communes: Mapping[str, str]
) -> Iterator[str]:
    """Write one batch and index it, in a fixed number of statements. Yields what became of each row."""
    held = {b.siret: b for b in Business.objects.filter(chamber=chamber, siret__in=[e.siret for e in batch])}
    new, changed = [], []
    for found in batch:
        wanted = _fields(found, communes)
        business = held.get(found.siret)
        if business is None:
            new.append(Business(chamber=chamber, siret=found.siret, **wanted))
            yield "created"
            continue
        if not wanted["name"] and found.is_published:
            wanted["name"], wanted["folded_name"] = business.name, business.folded_name
        if all(getattr(business, name) == value for name, value in wanted.items()):
            yield "unchanged"
            continue
        yield "closed" if wanted["closed_on"] and not business.closed_on else "updated"
        for name, value in wanted.items():
            setattr(business, name, value)
        changed.append(business)
    Business.objects.bulk_create(new)
    Business.objects.bulk_update(changed, [name.removesuffix("_id") for name in FIELDS])
    prefetch_related_objects([*new, *changed], "commune")
    index.index_all("business", new=new, changed=changed)


def _fields(found: Establishment, communes: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": found.name,
        "trade_code": found.trade_code,
        "sector": sector_of(found.trade_code),
        "commune_id": communes.get(found.commune_code),
        "commune_code": found.commune_code,
        "created_on": found.created_on,
        "closed_on": found.closed_on,
        "is_published": found.is_published,
        "folded_name": fold(found.name)[:160],
    }


def _why(refusal: Refusal) -> str:
    return str(REASONS[refusal.reason]) % {"value": refusal.value}
