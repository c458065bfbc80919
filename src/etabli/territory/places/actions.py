"""Loading the facts about places."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import Irreversible, action, record
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.territory.places import source
from etabli.territory.places.models import Commune, Edition, Epci, Road


@action(
    "places.load",
    sentence=_("loaded the communes and the roads: %(subject)s"),
    may=lambda by, arguments: by.link_scope == "system" or may_run(by, arguments),
    undo=Irreversible(_("Official facts are corrected by loading their next edition.")),
)
def load_places(*, by: Viewer, at: datetime) -> Edition:
    """Bring the tables to the facts beside the code. A commune that left the file stays: others point at it."""
    communes, roads = source.communes(), source.roads()
    Epci.objects.bulk_create(
        [Epci(code=row.code, name=row.name) for row in source.epcis()],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name"],
    )
    Commune.objects.bulk_create(
        [commune_of(row) for row in communes],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "epci", "population", "lat", "lon", "postal_codes", "former_codes"],
    )
    Road.objects.all().delete()
    Road.objects.bulk_create([Road(a_id=row.a, b_id=row.b, km=row.km) for row in roads], batch_size=500)
    edition = Edition.objects.create(loaded_at=at, communes=len(communes), roads=len(roads))
    record(edition, before={}, after={"communes": edition.communes, "roads": edition.roads})
    return edition


def commune_of(row: source.CommuneRow) -> Commune:
    """A commune as the table holds it, not saved."""
    return Commune(
        code=row.code,
        name=row.name,
        epci_id=row.epci,
        population=row.population,
        lat=row.lat,
        lon=row.lon,
        postal_codes=" ".join(row.postal_codes),
        former_codes=" ".join(row.former_codes),
    )
