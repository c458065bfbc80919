"""What identifies a firm on a page: registration, VAT number, account, addresses, each by its form and its check."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from stdnum import iban
from stdnum.eu import vat
from stdnum.fr import siren as siren_check, siret as siret_check

from ..model import Found, Place
from ..text.pages import Page, Row, Word, box_of, fold, segments

type Side = Literal["supplier", "customer"] | None
type Finder = Callable[[str], list[tuple[str, str]]]  # of a row's text: each number, and as it is printed

_SIRET = re.compile(
    r"(?<![\dA-Z,.])(\d{3}[ .]?\d{3}[ .]?\d{3}[ .]?(?:\d{5}|\d{3} \d{2}|\d{2} \d{3}))(?!\d|,\d| ?\d)"
)
_IN_GROUPS = re.compile(r"\d{3}[ .]\d{3}[ .]\d{3}[ .]\d{5}$")
_REGISTER = re.compile(r"siret|siren|\brcs\b|\br c s\b|\bape\b|\bnaf\b")
_NINE = r"(\d{3}[ .]?\d{3}[ .]?\d{3})"
_SIREN = (
    re.compile(rf"(?:siren|siret|rcs|r\.c\.s)\D{{0,30}}?{_NINE}(?![ .]?\d)", re.I),
    re.compile(rf"(?<!\d)(?<!\d[ .]){_NINE} ?(?:rcs|r\.c\.s)\b", re.I),
)
_VAT_ID = re.compile(
    r"\b(FR[ .-]?[0-9A-Z]{2}[ .-]?\d{3}[ .]?\d{3}[ .]?\d{1,11}|DE ?\d{9}|BE ?[01]?\d{9}|LU ?\d{8}|IT "
    r"?\d{11}|ES ?[A-Z]\d{7}[A-Z0-9]|ATU ?\d{8}|NL ?\d{9}B\d{2}|CHE[ -]?\d{3}(?:[. -]?\d{3}){2})\b"
)
_SAID_VAT_ID = re.compile(
    r"(?i:\bn° ?tva|\btva|\bt\.v\.a|\bust|\bvat|intracom)[^:]{0,25}: *([A-Z]{2} ?[0-9A-Z]?\d(?:[ .]?\d){5,11})\b"
)
_MAY_BE_VAT_ID = re.compile(
    r"\b(?:AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)(?:[ .-]?[0-9A-Z]+){1,6}"
)
_OF_CUSTOMER = re.compile(
    r"\b(votre|vos|your|ihre?)\b.{0,20}\b(n|tva|ust|vat|siret|siren)\b|"
    r"\b(tva|ust|vat|siret|siren)\b.{0,20}\b(client|customer|kunden?|acheteur|preneur)|"
    r"\b(client|customer|buyer|kaufer|acheteur|destinataire)\b.{0,20}\b(tva|ust|vat|siret|siren)\b"
)
_OF_SUPPLIER = re.compile(
    r"\b(seller|supplier|vendor|vendeur|fournisseur|emetteur|lieferant|notre|nos|our|unsere?)\b.{0,20}"
    r"\b(tva|ust|vat|siret|siren)\b"
)
_OF_THIRD_PARTY = re.compile(
    r"\b(mediat\w*|cnil|litiges?|fax|telecopie|urgence|hebergeur|assur\w*|tribunal|bloctel)\b"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\d/])(?:(?:\+|00)33[ .]?\(?0?\)?[ .]?|0)[1-9](?:[ .-]?\d{2}){4}(?!\d)")
_IBAN = re.compile(r"\b([A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,4})?)\b")


@dataclass(frozen=True)
class Identifier:
    """A number printed on a page, and whose block it stands in."""

    read: Found[str]
    side: Side
    low: bool  # in the foot of the page, where a firm prints its own
    left: bool


type NumberRow = tuple[Page, int, str]  # a row that may hold a number: its page, its rank there, its text


def number_rows(pages: Sequence[Page]) -> list[NumberRow]:
    """The rows that hold enough figures, or an address."""
    rows = ((page, at, _with_label(page.rows, at)) for page in pages for at in range(len(page.rows)))
    return [row for row in rows if "@" in row[2] or sum(map(str.isdigit, row[2])) >= 6]


def identifiers_in(
    rows: Sequence[NumberRow], find: Finder, side_of: Callable[[Page, int, Sequence[Word]], Side]
) -> list[Identifier]:
    """Every number that `find` recognises, in reading order; those of third parties are left out."""
    identifiers = []
    for page, at, text in rows:
        row = page.rows[at]
        for value, printed in find(text):
            words = _words_of(row, printed)
            label = fold(row.text.split(printed)[0].rstrip(" :").rsplit(":", 1)[-1])
            if _OF_THIRD_PARTY.search(" ".join(label.split()[-5:])):
                continue
            own: Side = (
                "customer"
                if _OF_CUSTOMER.search(label)
                else "supplier"
                if _OF_SUPPLIER.search(label)
                else None
            )
            side = own or side_of(page, at, words)
            place = Place(row.page, box_of(words))
            low, left = row.base > 0.8 * page.height, words[0].x0 < page.width / 2
            identifiers.append(Identifier(Found(value, place, 0.95, printed), side, low, left))
    return identifiers


def _with_label(rows: Sequence[Row], at: int) -> str:
    """The row, its columns kept apart, after the one label above it when it holds a number and says nothing of what it
    is."""
    row, above = rows[at], rows[at - 1] if at else None
    text = "   ".join(" ".join(w.text for w in run) for run in segments(row.words, 1.6))
    if above and row.base - above.base < 2 * row.size and not re.search(r"[A-Za-z]{4}", text):
        runs = segments(above.words, 1.6)
        if len(runs) == 1 and len(runs[0]) <= 4 and abs(runs[0][0].x0 - row.words[0].x0) < 10:
            return f"{above.text} {text}"
    return text


def supplier_number(identifiers: Sequence[Identifier], *, first: bool = False) -> Found[str] | None:
    """The supplier's: in its block, or else the only one that isn't the client's, in the foot, at the left. None when
    several remain, unless the `first` will do."""
    clients = {number.read.value for number in identifiers if number.side == "customer"}
    theirs = [number for number in identifiers if number.read.value not in clients]
    for kept in (
        [number for number in theirs if number.side == "supplier"],
        theirs,
        [number for number in theirs if number.low],
        [number for number in theirs if number.left],
    ):
        if len({number.read.value for number in kept}) == 1:
            return kept[0].read
    return theirs[0].read if first and theirs else None


def _words_of(row: Row, printed: str) -> Sequence[Word]:
    wanted = printed.split()
    starts = [at for at, word in enumerate(row.words) if wanted and wanted[0] in word.text]
    for at in starts:
        words = row.words[at : at + len(wanted)]
        if printed in " ".join(word.text for word in words):
            return words
    return row.words[starts[0] : starts[0] + len(wanted)] if starts else row.words


def _clean(pattern: re.Pattern[str], text: str) -> list[tuple[str, str]]:
    return [(re.sub(r"[ .-]", "", m), m) for m in pattern.findall(text)]


def vat_ids(text: str) -> list[tuple[str, str]]:
    """Numbers of a country's known form, or else what its label announces, as printed; a check says what is wrong."""
    text = _without_ibans(text)
    return _clean(_VAT_ID, text) or list(_checked_vat_ids(text)) or _clean(_SAID_VAT_ID, text)


def _checked_vat_ids(text: str) -> Iterator[tuple[str, str]]:
    """What may be a number of any member state, its figures grouped in any way, and passes that state's check."""
    for match in _MAY_BE_VAT_ID.finditer(text):
        ends = [group.end() for group in re.finditer(r"[0-9A-Z]+", match[0])]
        whole = (match[0][:end] for end in reversed(ends))
        printed = next((each for each in whole if vat.is_valid(each)), None)
        if printed:
            yield re.sub(r"[ .-]", "", printed), printed


def emails(text: str) -> list[tuple[str, str]]:
    """(address, as printed): each e-mail address in a text."""
    return [(printed, printed) for printed in _EMAIL.findall(text)]


def phones(text: str) -> list[tuple[str, str]]:
    """(number, as printed): each telephone number in a text, those within an IBAN left out."""
    return [(printed, printed) for printed in PHONE.findall(_without_ibans(text))]


def ibans(text: str) -> list[tuple[str, str]]:
    """As printed, without the word behind that its check digits rule out ("BIC" may look like one more group)."""
    if not re.search(r"\b(iban|rib)\b", fold(text)) and not any(map(_is_iban, _IBAN.findall(text))):
        return []
    result = []
    for number, printed in _clean(_IBAN, text):
        ends = (end for end in range(len(number), 14, -1) if iban.is_valid(number[:end]))
        result.append((number[: next(ends, None)], printed))
    return result


def _is_iban(printed: str) -> bool:
    return " " in printed and bool(iban.is_valid(printed.replace(" ", "")))


def _without_ibans(text: str) -> str:
    for _number, printed in ibans(text):
        text = text.replace(printed, " ")
    return text


def sirets(text: str) -> list[tuple[str, str]]:
    """Fourteen figures that are said to be one, or that are grouped as one and pass its check."""
    is_registered = bool(_REGISTER.search(fold(text)))
    each = ((re.sub(r"\D", "", printed), printed) for printed in _SIRET.findall(_without_ibans(text)))
    return [
        (digits, printed)
        for digits, printed in each
        if len(digits) == 14
        and (is_registered or (_IN_GROUPS.match(printed) and siret_check.is_valid(digits)))
    ]


def bare_sirets(text: str) -> list[tuple[str, str]]:
    """Fourteen figures that pass the check of a SIRET, said to be one or not."""
    each = ((re.sub(r"\D", "", printed), printed) for printed in _SIRET.findall(_without_ibans(text)))
    return [pair for pair in each if len(pair[0]) == 14 and siret_check.is_valid(pair[0])]


def firm_of(number: str) -> str | None:
    """The nine figures of the firm in its SIRET, SIREN or French VAT number; None in another number."""
    if number.startswith("FR") and len(number) == 13:
        return number[-9:]
    return number[:9] if number.isdigit() and len(number) in (9, 14) else None


def number_of_firm(identifiers: Sequence[Identifier], firm: str | None) -> Found[str] | None:
    """The one number of that firm; None without a firm, or when it has several."""
    own = {n.read.value: n.read for n in identifiers if firm and firm_of(n.read.value) == firm}
    return next(iter(own.values())) if len(own) == 1 else None


def sirens(text: str) -> list[tuple[str, str]]:
    """Nine figures said to be a registration, that pass the check; those inside a French VAT number among them."""
    groups = [m[1] for pattern in _SIREN for m in pattern.finditer(text)]
    numbers = [(re.sub(r"\D", "", printed), printed) for printed in groups]
    return [pair for pair in numbers if siren_check.is_valid(pair[0])]


def siren_of(siret: Found[str] | None, vat_id: Found[str] | None) -> Found[str] | None:
    """The number of the firm inside that of its establishment, or inside its French VAT number."""
    if siret and siret_check.is_valid(siret.value):
        return Found(siret.value[:9], siret.place, siret.confidence, siret.printed)
    inside = vat_id.value[-9:] if vat_id and vat_id.value.startswith("FR") else ""
    if vat_id and vat.is_valid(vat_id.value) and siren_check.is_valid(inside):
        return Found(inside, vat_id.place, 0.9, vat_id.printed)
    return None
