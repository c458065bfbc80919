"""Which column of a spreadsheet holds what, by the words of its header and by its values."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import process
from rapidfuzz.distance import OSA

from etabli.territory.places.engine import fold

from . import cell_values
from .reference_data import Knowledge

MAX_VALUES_EXAMINED = 80  # values of a column by which it is known
MIN_SURE = 0.8
MIN_SCORE = 0.45


class Field(StrEnum):
    """What a column may hold. Several columns may hold the address or the notes, one only each of the others."""

    SIRET = "siret"
    SIREN = "siren"
    NAME = "name"
    SHOP_SIGN = "sign"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    TRADE = "trade"
    ACTIVITY_CODE = "code"
    ADDRESS = "address"
    POSTAL_CODE = "postal_code"
    COMMUNE = "commune"
    COMMUNE_CODE = "insee"
    PHONE = "phone"
    MOBILE = "mobile"
    EMAIL = "email"
    CREATED_ON = "created_on"
    NOTES = "notes"


REPEATABLE_FIELDS = frozenset({Field.ADDRESS, Field.NOTES})


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column holds (None: nothing that we take), and how sure that is, from 0 to 1."""

    field: Field | None
    confidence: float


# In simple letters, the more particular first: the first that is found speaks. 0.6: the word alone says little.
HEADERS: tuple[tuple[Field | None, float, str], ...] = (
    (
        None,
        0.9,
        r"^(contactee?s?|relancee?s?|vue?s?|horodat\w*|date d(e|u) (contact|relance|rappel|visite))( le)?$",
    ),
    (
        None,
        0.9,
        r"^(civilite|titre|fax|telecopie|site( web| internet)?|effectif|tva|capital|pays|region|departement)\b",
    ),
    (Field.SIRET, 1.0, r"\bsiret\b"),
    (Field.SIREN, 1.0, r"\bsiren\b"),
    (Field.EMAIL, 1.0, r"\b(e ?mails?|mails?|courriels?|mel|adresses? electronique)\b"),
    (Field.COMMUNE_CODE, 1.0, r"\b(insee|depcom|cog|code (de la )?commune)\b"),
    (Field.COMMUNE, 1.0, r"\b(cp|code postal)( et)? (ville|commune)\b"),
    (Field.POSTAL_CODE, 1.0, r"\bzip\b"),
    (Field.POSTAL_CODE, 1.0, r"\b(code ?postal|cp|c p|postal)\b"),
    (Field.MOBILE, 1.0, r"\b(portables?|mobiles?|gsm)\b"),
    (Field.PHONE, 1.0, r"\b(tel|tels|telephones?|fixe|phone)\b"),
    (Field.ACTIVITY_CODE, 1.0, r"\b(ape|aprm|nafa|naf|code (d )?activite|code (du )?metier)\b"),
    (Field.CREATED_ON, 1.0, r"\b(creation|immat\w*|creee?|debut d activite|inscription)\b"),
    (Field.FIRST_NAME, 1.0, r"\bprenoms?\b"),
    (
        Field.LAST_NAME,
        1.0,
        r"\bnoms? (d |de |du |des )?(la )?(naissance|usage|famille|personne|patronymique)",
    ),
    (
        Field.LAST_NAME,
        1.0,
        r"\bnoms? (d |de |du |des )?(l )?(dirigeant|gerant|artisan|chef|responsable|contact)",
    ),
    (Field.SHOP_SIGN, 1.0, r"\b(enseigne|noms? commercial|appellation)\b"),
    (Field.NAME, 1.0, r"\b(raisons? sociales?|denomination|company)\b"),
    (Field.NAME, 1.0, r"\bnoms? (d |de )?(la |l )?(entreprise|etablissement|societe|structure)\b"),
    (Field.LAST_NAME, 0.8, r"^(dirigeant|gerant|artisan|chef d entreprise|responsable|contact)\b"),
    (Field.NAME, 0.8, r"\b(entreprises?|societe|etablissement|structure)$"),
    (Field.TRADE, 1.0, r"\b(metiers?|activites?|professions?|corps d etat|specialites?|libelle)\b"),
    (Field.COMMUNE, 1.0, r"\b(communes?|villes?|localite|town)\b"),
    (Field.ADDRESS, 1.0, r"\b(adresses?|adr|rue|voie|lieu dit|complement)\b"),
    (Field.NOTES, 1.0, r"\b(observations?|remarques?|notes?|commentaires?|comments?|divers|infos?)\b"),
    (Field.NOTES, 0.8, r"^(obs|rem|suivi|a (rappeler|savoir|faire)|memo|(prochaine )?(etape|suite))\b"),
    (Field.NAME, 0.8, r"^(ets|etab|raison soc\w*|rs)$"),
    (Field.COMMUNE, 0.8, r"^(ou|loc|lieu)$"),
    (Field.NAME, 0.6, r"^(noms?|qui)\b"),
)
# What a header may have meant, a letter wrong.
SPELLING_WORDS = (
    "siret", "siren", "entreprise", "etablissement", "societe", "raison", "sociale", "denomination", "enseigne",
    "commercial", "prenom", "metier", "activite", "profession", "adresse", "postal", "commune", "ville", "localite",
    "telephone", "portable", "mobile", "courriel", "creation", "immatriculation", "observations", "remarques",
    "commentaires",
)  # fmt: skip
MIN_SPELT_LENGTH, LONG_SPELT_LENGTH = 5, 9
LABEL_HEADER = re.compile(r"\blibelle\b")  # "Libellé APE" is said in words


def signature(header: Sequence[str]) -> str:
    """The same for two tables whose columns bear the same names in the same order, whatever their capitals."""
    return hashlib.sha256("|".join(map(fold, header)).encode()).hexdigest()[:32]


def guess(header: Sequence[str], columns: Sequence[Sequence[str]], reference: Knowledge) -> tuple[Guess, ...]:
    """What each column holds. `columns` are their values, in the order of `header`."""
    tests = _value_tests(reference)
    claims: list[tuple[float, int, Field]] = []
    put_aside: dict[int, float] = {}
    for place, (name, values) in enumerate(zip(header, columns, strict=True)):
        header_field, weight = _field_named(name)
        if header_field is None and weight:
            put_aside[place] = weight
            continue
        seen = _sample_values([value for value in values if value])
        claims += [
            (confidence, -place, field)
            for field in Field
            if (confidence := _confidence(field, header_field, weight, seen, tests)) >= MIN_SCORE
        ]
    chosen = _assign_fields(claims)
    _first_and_last(chosen, header)
    _name_by_default(chosen, header, columns)
    return tuple(
        chosen.get(place) or Guess(None, put_aside.get(place, 1.0 if not any(values) else MIN_SURE))
        for place, values in enumerate(columns)
    )


def is_sure(guesses: Sequence[Guess]) -> bool:
    """Whether the guess can be used without asking: it names the businesses, and nothing of it is in doubt."""
    guessed_fields = {guess.field for guess in guesses}
    named = guessed_fields & {Field.SIRET, Field.NAME, Field.SHOP_SIGN, Field.LAST_NAME}
    return bool(named) and all(guess.confidence >= MIN_SURE for guess in guesses if guess.field)


def knows_every_column(guesses: Sequence[Guess]) -> bool:
    """Whether besides that each column is known for what it holds, or for what we never take."""
    return is_sure(guesses) and all(guess.field or guess.confidence > MIN_SURE for guess in guesses)


def plain(name: str) -> str:
    """A header in simple letters: "N°SIRET" is two words."""
    return fold(re.sub("[°º@_]", lambda sign: " mail " if sign[0] == "@" else " ", name))


def _field_named(name: str) -> tuple[Field | None, float]:
    """By its words; failing that, by those that it looks like, a little less sure."""
    words = _header_words(plain(name))
    return (
        words if words[1] or words[0] else _header_words(" ".join(map(_corrected_word, plain(name).split())))
    )


def _header_words(words: str) -> tuple[Field | None, float]:
    for field, weight, meant in HEADERS:
        if re.search(meant, words) and not (field is Field.ACTIVITY_CODE and LABEL_HEADER.search(words)):
            return field, weight
    return None, 0.0


def _corrected_word(word: str) -> str:
    if len(word) < MIN_SPELT_LENGTH:
        return word
    slips = 1 + (len(word) >= LONG_SPELT_LENGTH)
    close = process.extractOne(word, SPELLING_WORDS, scorer=OSA.distance, score_cutoff=slips)
    return close[0] if close else word


def _sample_values(values: Sequence[str]) -> list[str]:
    step = max(1, len(values) // MAX_VALUES_EXAMINED)
    return list(values[::step][:MAX_VALUES_EXAMINED])


type Test = Callable[[str], bool]


def _value_tests(reference: Knowledge) -> Mapping[Field, Test]:
    """What a value of each field looks like, where that can be told."""

    def mobile(text: str) -> bool:
        return cell_values.is_mobile(cell_values.neat_phone(text))

    return {
        Field.SIRET: lambda text: bool(cell_values.neat_siret(text)) or cell_values.is_rounded(text),
        Field.SIREN: lambda text: bool(cell_values.neat_siren(text)) and len(cell_values.digits(text)) <= 9,
        Field.EMAIL: lambda text: bool(cell_values.neat_email(text)),
        Field.MOBILE: mobile,
        Field.PHONE: lambda text: bool(cell_values.neat_phone(text)),
        Field.POSTAL_CODE: lambda text: cell_values.neat_postal_code(text) in reference.postal_codes,
        Field.COMMUNE_CODE: lambda text: cell_values.neat_insee(text) in reference.by_code,
        Field.COMMUNE: lambda text: bool(reference.communes_named(text)),
        Field.ACTIVITY_CODE: lambda text: bool(cell_values.neat_code(text)),
        Field.TRADE: lambda text: bool(reference.trade(text)),
        Field.CREATED_ON: lambda text: cell_values.neat_day(text) is not None,
        Field.ADDRESS: lambda text: bool(re.match(r"\d{1,4} ?(bis|ter|[a-z])?,? +[a-zA-Zé]{2}", text)),
    }


# How much values alone say, when the header says nothing: a year may be anything, a SIRET is one.
WEIGHT_WITHOUT_HEADER = {
    Field.SIRET: 0.9, Field.EMAIL: 0.9, Field.SIREN: 0.85, Field.ACTIVITY_CODE: 0.8, Field.MOBILE: 0.8,
    Field.PHONE: 0.75, Field.COMMUNE: 0.7,
    Field.POSTAL_CODE: 0.7, Field.COMMUNE_CODE: 0.6, Field.TRADE: 0.6, Field.ADDRESS: 0.6,
    Field.CREATED_ON: 0.5,
}  # fmt: skip
UNTESTED_FIELDS = frozenset({Field.TRADE, Field.ADDRESS})  # most of their values look like nothing particular


def _confidence(
    field: Field, header_field: Field | None, weight: float, seen: Sequence[str], tests: Mapping[Field, Test]
) -> float:
    test = tests.get(field)
    share = sum(map(test, seen)) / len(seen) if test and seen else None
    if header_field is field:
        if share is None or field in UNTESTED_FIELDS:
            return weight
        return weight * (0.5 + 0.5 * min(1.0, share / 0.6))
    if share is None or share < 0.6:
        return 0.0
    contradicted = 0.6 if header_field else 1.0  # the header says another thing
    return WEIGHT_WITHOUT_HEADER[field] * min(1.0, share / 0.9) * contradicted


def _assign_fields(claims: Sequence[tuple[float, int, Field]]) -> dict[int, Guess]:
    """Each field to the column that claims it most, the leftmost first."""
    chosen: dict[int, Guess] = {}
    assigned: set[Field] = set()
    for confidence, place, field in sorted(claims, key=lambda claim: (-claim[0], -claim[1])):
        if -place not in chosen and (field not in assigned or field in REPEATABLE_FIELDS):
            chosen[-place] = Guess(field, round(confidence, 2))
            assigned.add(field)
    return chosen


def _first_and_last(chosen: dict[int, Guess], header: Sequence[str]) -> None:
    """ "Nom" is a person's beside "Prénom", a business's otherwise."""
    fields = {guess.field: place for place, guess in chosen.items()}
    if Field.FIRST_NAME not in fields or Field.LAST_NAME in fields:
        return
    named = [
        place
        for place, name in enumerate(header)
        if re.fullmatch(r"noms?", fold(name)) and (place not in chosen or chosen[place].field is Field.NAME)
    ]
    if named:
        persons = min(named, key=lambda place: abs(place - fields[Field.FIRST_NAME]))
        chosen[persons] = Guess(Field.LAST_NAME, 0.9)
        business_name = {Field.NAME} & {chosen[place].field for place in chosen}
        if not business_name and (remaining := [place for place in named if place != persons]):
            chosen[remaining[0]] = Guess(Field.NAME, MIN_SURE)


def _name_by_default(
    chosen: dict[int, Guess], header: Sequence[str], columns: Sequence[Sequence[str]]
) -> None:
    """Without any name, the first column without one of its own whose texts differ may hold them."""
    if any(guess.field in (Field.NAME, Field.SHOP_SIGN, Field.LAST_NAME) for guess in chosen.values()):
        return
    for place, values in enumerate(columns):
        texts = [value for value in values if any(map(str.isalpha, value))]
        if place not in chosen and not header[place] and len(set(texts)) > 0.6 * len(values):
            chosen[place] = Guess(Field.NAME, MIN_SCORE)
            return
