"""The half-days of a period in the fields of the national report of digital activity, for each fund; nobody is named.

Field names and values: those of the activities of the national tool of digital mediation (schema of 30 June 2026). What
the chamber doesn't ask (gender, age, equipment, autonomy) is “non_communique”, or empty where the list has no word for
it.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from etabli.foundation.documents import csv_file
from etabli.programme.funding.queries.dossier import Dossier
from etabli.programme.funding.queries.report import CreditNote, FundedHalfDay
from etabli.programme.support.models import Appointment
from etabli.programme.workshops.models import Venue
from etabli.territory.places.models import Commune

COLUMNS = (
    "financeur",
    "type",
    "date",
    "duree",
    "structure_employeuse",
    "type_lieu",
    "lieu_code_postal",
    "lieu_commune",
    "lieu_code_insee",
    "materiel",
    "thematiques",
    "accompagnements",
    "beneficiaires_total",
    "beneficiaires_genres",
    "beneficiaires_tranches_age",
    "beneficiaires_statuts",
    "autonomie",
    "oriente_vers_structure",
    "structure_de_redirection",
    "precisions_demarche",
)
MINUTES = COLUMNS.index("duree")
ROOM, ELSEWHERE = "lieu_activite", "autre"
SUBJECT = "entrepreneuriat"  # "Accompagner un professionnel"
UNKNOWN = "non_communique"


def national_report_csv(
    rows: Iterable[FundedHalfDay], chamber_id: int | None, credits: Iterable[CreditNote] = ()
) -> bytes:
    """One row for each half-day and fund, with the hours that count for it, so that each hour is in one row; a second
    fund has one where the first did not grant them all. What a credit note takes off is a row of its own day, below
    zero, about nobody. One statement for the rooms."""
    rooms = {
        room.full_address: room.commune
        for room in Venue.objects.filter(chamber=chamber_id).select_related("commune")
    }
    done = (_row(row.dossier, row.appointment, row.line.on, row.line.minutes, rooms) for row in rows)
    taken_off = (
        _row(row.dossier, _first_half_day(row.dossier), row.on, -row.minutes, rooms) for row in credits
    )
    return csv_file([COLUMNS, *(row for row in (*done, *taken_off) if row[MINUTES])])


def _first_half_day(dossier: Dossier) -> Appointment:
    """The first of its half-days; of those that were called off, where no other is left."""
    return (*dossier.appointments, *dossier.called_off)[0]


def _row(
    dossier: Dossier, appointment: Appointment, on: date, length: int, rooms: Mapping[str, Commune]
) -> list[Any]:
    file, people = dossier.file, int(length > 0)
    room = rooms.get(appointment.place)
    postal_code, commune = _place(dossier, room)
    return [
        file.fund.name,
        "individuel",
        on.isoformat(),
        length,
        file.chamber.name,
        ROOM if room else ELSEWHERE,
        postal_code,
        commune.name if commune else "",
        commune.code if commune else "",
        "",
        SUBJECT,
        people,
        people,
        UNKNOWN,
        UNKNOWN,
        "en_emploi",
        *[""] * 4,
    ]


def _place(dossier: Dossier, room: Commune | None) -> tuple[str, Commune | None]:
    """Where it took place: the room, or the business, of which the register knows the commune."""
    if room is not None:
        return room.postal_codes.split(" ")[0], room
    artisan = getattr(dossier.file.person, "artisan", None)
    business = artisan.business if artisan is not None else None
    commune = artisan.commune if artisan is not None else None
    postal_code = business.postal_code if business is not None else ""
    return postal_code or (commune.postal_codes.split(" ")[0] if commune else ""), commune
