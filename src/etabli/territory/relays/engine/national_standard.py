"""The national standard of digital-help places ("lieux de médiation numérique", version 1.0.2), read and written.

A row is a mapping from the standard's names to texts. What we hold no field for is kept as it was and written back.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from etabli.territory.places.engine import fold
from etabli.territory.relays.engine.imported_relay import Fault, IncomingRelay, Remark

FIELDS = (
    "id", "pivot", "nom", "commune", "code_postal", "code_insee", "adresse", "complement_adresse", "latitude",
    "longitude", "typologie", "telephone", "courriels", "site_web", "horaires", "presentation_resume",
    "presentation_detail", "source", "itinerance", "structure_parente", "date_maj", "services",
    "publics_specifiquement_adresses", "prise_en_charge_specifique", "frais_a_charge",
    "dispositif_programmes_nationaux", "formations_labels", "autres_formations_labels", "modalites_acces",
    "modalites_accompagnement", "fiche_acces_libre", "prise_rdv",
)  # fmt: skip

# The only values that the standard knows, for the fields that hold a list of them.
CHOICES: dict[str, tuple[str, ...]] = {
    "itinerance": ("Itinérant", "Fixe"),
    "services": (
        "Aide aux démarches administratives",
        "Maîtrise des outils numériques du quotidien",
        "Insertion professionnelle via le numérique",
        "Utilisation sécurisée du numérique",
        "Parentalité et éducation avec le numérique",
        "Loisirs et créations numériques",
        "Compréhension du monde numérique",
        "Accès internet et matériel informatique",
        "Acquisition de matériel informatique à prix solidaire",
    ),
    "publics_specifiquement_adresses": (
        "Jeunes",
        "Étudiants",
        "Familles et/ou enfants",
        "Seniors",
        "Femmes",
    ),
    "prise_en_charge_specifique": (
        "Surdité",
        "Handicaps moteurs",
        "Handicaps mentaux",
        "Illettrisme",
        "Langues étrangères (anglais)",
        "Langues étrangères (autres)",
        "Déficience visuelle",
    ),
    "frais_a_charge": ("Gratuit", "Gratuit sous condition", "Payant"),
    "dispositif_programmes_nationaux": (
        "Aidants Connect",
        "Bibliothèques numérique de référence",
        "Certification PIX",
        "Conseillers numériques",
        "Emmaüs Connect",
        "France Services",
        "Grande école du numérique",
        "La Croix Rouge",
        "Point d'accès numérique CAF",
        "Promeneurs du net",
        "Relais numérique (Emmaüs Connect)",
    ),
    "formations_labels": (
        "Formé à « Mon Espace Santé »",
        "Formé à « DUPLEX » (illettrisme)",
        "Arnia/MedNum BFC (Bourgogne-Franche-Comté)",
        "Collectif ressources et acteurs réemploi (Normandie)",
        "Étapes numériques(La Poste)",
        "Fabriques de Territoire",
        "Les Éclaireurs du numérique (Drôme)",
        "Mes Papiers (Métropole de Lyon)",
        "ORDI 3.0",
        "SUD LABS (PACA)",
    ),
    "modalites_acces": (
        "Se présenter",
        "Téléphoner",
        "Contacter par mail",
        "Prendre un RDV en ligne",
        "Ce lieu n'accueille pas de public",
        "Envoyer un mail avec une fiche de prescription",
    ),
    "modalites_accompagnement": (
        "En autonomie",
        "Accompagnement individuel",
        "Dans un atelier collectif",
        "À distance",
    ),
}
OWN_FIELDS = {
    "nom", "commune", "code_postal", "code_insee", "adresse", "pivot", "telephone", "courriels", "horaires",
    "date_maj",
}  # fmt: skip

# Kinds of ours for what the standard calls a place, the most telling first; any other is a digital-help place.
KIND_BY_TYPOLOGY = {
    "BIB": "library",
    "MUNI": "town_hall",
    "COMMUNE": "town_hall",
    "TIERS_LIEUX": "coworking",
    "ASSO": "association",
}
TYPOLOGY_BY_KIND = {"town_hall": "MUNI", "association": "ASSO", "coworking": "TIERS_LIEUX"}
OVERSEAS_PREFIXES = ("590", "594", "262", "596", "269", "687", "689", "508", "681")
_PIVOT = re.compile(r"[a-zA-Z0-9]{9,14}")
_PERSON_NAME = re.compile(r"[a-z]{2,}[._-][a-z]{2,}")
_AMOUNT = re.compile(r"-?\d{1,3}(?:\.\d+)?")


@dataclass(frozen=True)
class Place:
    """A relay as it is written in the standard: only what is the place's own, nothing of a person."""

    number: str
    name: str
    kind: str
    commune: str
    insee: str
    postal_code: str
    address: str
    pivot: str
    updated_on: date
    phone: str = ""
    emails: tuple[str, ...] = ()
    website: str = ""
    opening_hours: str = ""
    standard: Mapping[str, str] | None = None


class NotTheStandard(Exception):
    """No JSON that holds rows."""


def rows_of(content: bytes) -> list[dict[str, str]]:
    """The rows of a JSON file: a list, or an object that holds one. Raises NotTheStandard."""
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise NotTheStandard from None
    rows = (
        document
        if isinstance(document, list)
        else next((v for v in document.values() if isinstance(v, list)), [])
    )
    return [
        {name: _text(value) for name, value in row.items()} if isinstance(row, dict) else {} for row in rows
    ]


def read_places(rows: Iterable[tuple[int, Mapping[str, str]]]) -> tuple[list[IncomingRelay], list[Remark]]:
    """The places of these numbered rows, and what is said of values that the standard doesn't know: these are left out,
    the place is not. What the standard doesn't name is passed over.
    """
    places, remarks = [], []
    for line, row in rows:
        values = {name: (row.get(name) or "").strip() for name in FIELDS}
        own_values = {name: value for name, value in values.items() if value and name not in OWN_FIELDS}
        unknown = _leave_unknown_out(own_values)
        remarks += [Remark(line, values["nom"], Fault.UNKNOWN_VALUE, value, False) for value in unknown]
        places.append(
            IncomingRelay(
                line=line,
                name=values["nom"],
                kind=kind_of(values["typologie"]),
                commune=values["commune"],
                insee=values["code_insee"],
                postal_code=values["code_postal"],
                address=values["adresse"],
                website=next(iter(_split_list(values["site_web"])), ""),
                opening_hours=values["horaires"],
                pivot=values["pivot"] if _PIVOT.fullmatch(values["pivot"]) else "",
                emails=tuple(_split_list(values["courriels"].lower())),
                phone=values["telephone"],
                is_generic=True,
                standard=own_values,
            )
        )
    return places, remarks


def is_of_a_person(email: str) -> bool:
    """Whether an address is that of somebody ("jeanne.dubois@…"), though the standard asks for that of the place."""
    return bool(_PERSON_NAME.fullmatch(email.partition("@")[0].lower()))


def kind_of(typology: str) -> str:
    """Our kind of relay for a "typologie" of the standard, which may hold several."""
    named = {kind.upper() for kind in _split_list(typology)}
    return next((kind for code, kind in KIND_BY_TYPOLOGY.items() if code in named), "library")


def missing_fields(place: Place) -> list[str]:
    """The names of what the standard asks for, and isn't known of this place."""
    is_present = {
        "pivot": bool(_PIVOT.fullmatch(place.pivot)),
        "nom": bool(place.name),
        "commune": bool(place.commune),
        "code_postal": bool(re.fullmatch(r"\d{5}", place.postal_code)),
        "adresse": bool(place.address),
    }
    return [name for name, is_there in is_present.items() if not is_there]


def standard_row(place: Place) -> dict[str, str]:
    """The row of a place of which nothing is missing."""
    row_values = dict(place.standard or {})
    sites = _split_list(row_values.pop("site_web", ""))
    if not sites or sites[0] != place.website:
        sites = [place.website] if place.website else []
    typology = row_values.pop("typologie", "")
    if not typology or kind_of(typology) != place.kind:
        typology = TYPOLOGY_BY_KIND.get(place.kind, "")
    row = {
        **row_values,
        "id": row_values.get("id") or place.number,
        "pivot": place.pivot,
        "nom": place.name,
        "commune": place.commune,
        "code_postal": place.postal_code,
        "code_insee": place.insee,
        "adresse": place.address,
        "typologie": typology,
        "telephone": phone_abroad(place.phone),
        "courriels": "|".join(place.emails),
        "site_web": "|".join(sites),
        "horaires": place.opening_hours,
        "date_maj": place.updated_on.isoformat(),
    }
    return {name: row.get(name, "") for name in FIELDS}


def phone_abroad(phone: str) -> str:
    """ "05 56 00 00 00" as the standard writes it, "+33556000000"; "" for what it can't write."""
    digits = re.sub(r"[^\d+]", "", phone)
    if re.fullmatch(r"0\d{9}", digits):
        return f"+33{digits[1:]}"
    pattern = rf"\+(?:33|{'|'.join(OVERSEAS_PREFIXES)})\d{{6,9}}"
    return digits if re.fullmatch(pattern, digits) else ""


def _leave_unknown_out(row: dict[str, str]) -> list[str]:
    """Write the known values as the standard does, whatever their accents and apostrophes; give the others."""
    unknown = []
    for name in CHOICES.keys() & row.keys():
        choices_by_text = {fold(choice): choice for choice in CHOICES[name]}
        values = _split_list(row.pop(name))
        if names := list(
            dict.fromkeys(choices_by_text[fold(value)] for value in values if fold(value) in choices_by_text)
        ):
            row[name] = "|".join(names)
        unknown += [value for value in values if fold(value) not in choices_by_text]
    for name in ("latitude", "longitude"):
        if name in row and not _AMOUNT.fullmatch(row[name]):
            unknown.append(row.pop(name))
    if "presentation_resume" in row:
        row["presentation_resume"] = row["presentation_resume"][:280]
    return unknown


def _split_list(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()]


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "|".join(str(item) for item in value)
    return "" if value is None or isinstance(value, dict) else str(value)
