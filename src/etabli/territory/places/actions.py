"""Loading the facts about places, and the official contours of a map."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import Irreversible, action, change, record, undo_fields
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.territory.places import source
from etabli.territory.places.engine import Ring, simplify
from etabli.territory.places.models import Arrondissement, Commune, Contours, Edition, Epci, Road


def _may_load(by: Viewer, about: object) -> bool:
    """The clock, the command line, and the staff of any chamber: what is loaded is no chamber's."""
    return by.link_scope == "system" or may_run(by, {})


@action(
    "places.load",
    sentence=_("loaded the communes and the roads: %(subject)s"),
    may=_may_load,
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
    Arrondissement.objects.bulk_create(
        [Arrondissement(code=row.code, name=row.name) for row in source.arrondissements()],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name"],
    )
    Commune.objects.bulk_create(
        [commune_of(row) for row in communes],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[
            "name",
            "epci",
            "arrondissement",
            "population",
            "lat",
            "lon",
            "postal_codes",
            "former_codes",
        ],
    )
    Road.objects.all().delete()
    Road.objects.bulk_create([Road(a_id=row.a, b_id=row.b, km=row.km) for row in roads], batch_size=500)
    edition = Edition.objects.create(loaded_at=at, communes=len(communes), roads=len(roads))
    record(edition, before={}, after={"communes": edition.communes, "roads": edition.roads})
    return edition


@action(
    "places.load_contours",
    sentence=_("loaded the contours of the map: %(subject)s"),
    may=_may_load,
    undo=undo_fields,
)
def load_contours(*, name: str, outlines: Mapping[str, Sequence[Ring]], by: Viewer, at: datetime) -> Contours:
    """Draw the map by these outlines, made simpler.

    `name`: that of their file. `contour_file.read_contours` gives the outlines.
    """
    contours = Contours.objects.create(name=name[:160], outlines=simplify(outlines), loaded_at=at)
    record(contours, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return contours


@action(
    "places.forget_contours",
    sentence=_("had the map drawn without the contours of %(subject)s"),
    may=_may_load,
    undo=undo_fields,
    subject="contours",
)
def forget_contours(*, contours: Contours, by: Viewer, at: datetime) -> Contours:
    """Draw the map by the contours loaded before these, else around the towns."""
    return change(contours, withdrawn_at=at)


def commune_of(row: source.CommuneRow) -> Commune:
    """A commune as the table holds it, not saved."""
    return Commune(
        code=row.code,
        name=row.name,
        epci_id=row.epci,
        arrondissement_id=row.arrondissement,
        population=row.population,
        lat=row.lat,
        lon=row.lon,
        postal_codes=" ".join(row.postal_codes),
        former_codes=" ".join(row.former_codes),
    )
