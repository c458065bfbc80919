"""A list of relays that somebody kept in a spreadsheet: which column holds what, and each row as a relay."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from etabli.territory.places.engine import fold
from etabli.territory.relays.engine.imported_relay import IncomingRelay

FIELDS = (
    "name", "kind", "commune", "insee", "postal_code", "address", "contact_name", "contact_role", "email", "phone",
    "website", "opening_hours", "pivot",
)  # fmt: skip

# How columns are called, folded; the beginnings are enough. A column is given to the first field that knows its name.
HEADER_NAMES: dict[str, tuple[str, ...]] = {
    "insee": ("code insee", "insee", "code commune", "cog"),
    "postal_code": ("code postal", "cp", "postal code", "zip"),
    "pivot": ("siret", "rna", "pivot", "n siret", "numero siret"),
    "email": ("email", "e mail", "mail", "courriel", "courriels", "adresse mail", "adresse e mail"),
    "phone": ("telephone", "tel", "phone", "portable", "mobile", "numero de telephone"),
    "website": ("site web", "site internet", "site", "website", "url"),
    "opening_hours": ("horaires", "horaire", "ouverture", "opening hours", "jours d ouverture"),
    "address": ("adresse", "rue", "voie", "address", "adresse postale"),
    "contact_role": ("fonction", "role", "qualite", "poste", "job"),
    "contact_name": (
        "contact",
        "interlocuteur",
        "referent",
        "nom du contact",
        "personne",
        "responsable",
        "a qui",
    ),
    "commune": ("commune", "ville", "localite", "city", "town"),
    "kind": ("type", "nature", "categorie", "kind", "typologie"),
    "name": (
        "nom",
        "structure",
        "organisme",
        "relais",
        "name",
        "denomination",
        "intitule",
        "mairie",
        "association",
    ),
}

# What a place is called, folded: whole words. The most telling first.
KIND_WORDS = (
    (
        "coworking",
        ("coworking", "tiers lieu", "tiers lieux", "bureaux partages", "shared office", "espace de travail"),
    ),
    (
        "library",
        (
            "bibliotheque",
            "mediatheque",
            "library",
            "mediation numerique",
            "espace numerique",
            "france services",
            "epn",
        ),
    ),
    (
        "antenna",
        ("antenne", "branch of a chamber", "chambre de metiers", "cma", "cci", "chambre d agriculture"),
    ),
    ("club", ("club", "reseau d entreprises", "reseau d entrepreneurs")),
    (
        "association",
        ("association", "asso", "union des commercants", "union commerciale", "comite", "amicale"),
    ),
)
OTHER_WORDS = ("autre", "autres", "other")
# A town hall is one by how its name begins or ends: "Café de la Mairie" and "Boulangerie du centre-ville" are none.
_TOWN_HALL = re.compile(
    r"^(?:la |l |notre )?(?:mairie|hotel de ville|town hall|collectivite)\b|^(?:la )?(?:commune|ville)"
    r"(?: de?\b| du\b| des\b|$)|^(?:accueil|secretariat|services?) de (?:la )?mairie\b|(?<! de)(?<! la) mairie$"
)
_ADDRESS = re.compile(r"[^\s,;<>|/]+@[^\s,;<>|/]+")


def guess_columns(header: Sequence[str]) -> dict[str, int]:
    """Which column holds what, by their names; a field that no column seems to hold is left out."""
    folded = [fold(cell) for cell in header]
    ranks: dict[str, int] = {}
    for field, names in HEADER_NAMES.items():
        free = [rank for rank in range(len(folded)) if rank not in ranks.values()]
        exact = [rank for name in names for rank in free if folded[rank] == name]
        begun = [rank for name in names for rank in free if folded[rank].startswith(f"{name} ")]
        if exact or begun:
            ranks[field] = (exact or begun)[0]
    return ranks


def read_relays(
    lines: Iterable[tuple[int, Sequence[str]]], columns: Mapping[str, int]
) -> list[IncomingRelay]:
    """Each numbered row, by the columns that hold its fields."""
    rows = []
    for number, cells in lines:
        values: dict[str, Any] = {
            field: cells[rank].strip() if rank < len(cells) else "" for field, rank in columns.items()
        }
        email_text = values.pop("email", "").lower()
        emails = tuple(_ADDRESS.findall(email_text)) or ((email_text,) if email_text else ())
        kind = _stated_kind(values.pop("kind", "")) or kind_of(values.get("name", ""))
        rows.append(
            IncomingRelay(line=number, name=values.pop("name", ""), kind=kind, emails=emails, **values)
        )
    return rows


def kind_of(text: str) -> str:
    """The kind of relay that a word or a name tells: "Mairie de Pauillac" is a town hall; "" when it tells none."""
    folded = f" {fold(text)} "
    by_word = next((kind for kind, words in KIND_WORDS if any(f" {word} " in folded for word in words)), "")
    return by_word or ("town_hall" if _TOWN_HALL.search(folded.strip()) else "")


def _stated_kind(text: str) -> str:
    """What the column of kinds says; "other" where it says that it is none of them, whatever the name tells."""
    return "other" if fold(text) in OTHER_WORDS else kind_of(text)
