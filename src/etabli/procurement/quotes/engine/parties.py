"""The supplier and the client: identifiers with their checks, told apart by the labels above and beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from stdnum import iban
from stdnum.fr import siren as siren_check
from stdnum.fr import siret as siret_check

from .model import Found, Party, Place
from .pages import Page, Row, Word, box_of, fold, segments

_CUSTOMER = re.compile(
    r"^(clients?|destinataire|adresse a|factur\w* a|a l attention|acheteur|vos "
    r"identifiants|livr\w* a|customer|bill(ed)? to|kaufer\w*|"
    r"rechnungsempfanger|buyer|leistungsempfanger|adresse du client|nom du client|maitre "
    r"d ouvrage|pour le compte|devis pour|vos references|"
    r"invoice to|sold to|ship to|quote to|prepared for|kunde|beneficiaire|adresse de (facturation|livraison)|chez)\b"
)
_SUPPLIER = re.compile(
    r"^(emetteur|vendeur|fournisseur|prestataire|societe|seller|verkaufer|"
    r"rechnungssteller|rechnungsersteller|de la part de|from|nom de l entreprise|"
    r"entreprise|votre prestataire|agence|freelance|nos references)\b"
)
_SIRET = re.compile(
    r"(?<![\dA-Z,.])(\d{3}[ .]?\d{3}[ .]?\d{3}[ .]?(?:\d{5}|\d{3} \d{2}|\d{2} \d{3}))(?!\d|,\d| ?\d)"
)
_VAT_ID = re.compile(
    r"\b(FR ?[0-9A-Z]{2} ?\d{3} ?\d{3} ?\d{1,11}|DE ?\d{9}|BE ?[01]?\d{9}|LU ?\d{8}|IT "
    r"?\d{11}|ES ?[A-Z]\d{7}[A-Z0-9]|ATU ?\d{8}|NL ?\d{9}B\d{2}|CHE ?[\d. -]{9,11})\b"
)
_BLOCK = 110.0  # points: how far below its label a party's block may go
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\d/])(?:\+33 ?\(?0?\)? ?|0)[1-9](?:[ .-]?\d{2}){4}(?!\d)")
_IBAN = re.compile(r"\b([A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,4})?)\b")


def parties(pages: Sequence[Page]) -> tuple[Party, Party]:
    """(supplier, client), each value absent when the page doesn't say it or doesn't say whose it is."""
    rows = [(page, at) for page in pages for at in range(len(page.rows))]
    siret = _first(rows, _sirets)
    supplier = Party(
        name=_name(pages, _SUPPLIER) or _letterhead(pages),
        siret=siret,
        siren=_first(rows, _sirens) or _from_siret(siret),
        vat_id=_first(rows, lambda text: [] if "iban" in fold(text) else _clean(_VAT_ID, text)),
        email=_first(rows, lambda text: [(m, m) for m in _EMAIL.findall(text)]),
        phone=_first(
            rows, lambda text: [(m, m) for m in _PHONE.findall(text) if not re.search(r"\bfax", fold(text))]
        ),
        iban=_first(rows, _ibans),
    )
    return supplier, Party(name=_name(pages, _CUSTOMER))


def _clean(pattern: re.Pattern[str], text: str) -> list[tuple[str, str]]:
    return [(re.sub(r"[ .]", "", m), m) for m in pattern.findall(text)]


def _ibans(text: str) -> list[tuple[str, str]]:
    """As printed, without the word behind that its check digits rule out ("BIC" may look like one more group)."""
    if not re.search(r"\b(iban|rib)\b", fold(text)):
        return []
    found = []
    for number, printed in _clean(_IBAN, text):
        ends = (end for end in range(len(number), 14, -1) if iban.is_valid(number[:end]))
        found.append((number[: next(ends, None)], printed))
    return found


def _sirets(text: str) -> list[tuple[str, str]]:
    found = []
    labelled = bool(re.search(r"siret|siren|\brcs\b|\br c s\b|\bape\b|\bnaf\b", fold(text)))
    for printed in _SIRET.findall(text):
        digits = re.sub(r"\D", "", printed)
        if len(digits) == 14 and labelled:
            found.append((digits, printed))
    return found


def _sirens(text: str) -> list[tuple[str, str]]:
    found = []
    for match in re.finditer(r"(?:siren|rcs|r\.c\.s)\D{0,30}?(\d{3} ?\d{3} ?\d{3})(?! ?\d)", text, re.I):
        digits = match[1].replace(" ", "")
        if siren_check.is_valid(digits):
            found.append((digits, match[1]))
    return found


def _from_siret(siret: Found[str] | None) -> Found[str] | None:
    return (
        Found(siret.value[:9], siret.place, siret.confidence, siret.printed)
        if siret and siret_check.is_valid(siret.value)
        else None
    )


def _first(
    rows: Sequence[tuple[Page, int]], find: Callable[[str], list[tuple[str, str]]]
) -> Found[str] | None:
    """The first value that doesn't stand in the client's block; the client's are skipped."""
    for page, at in rows:
        row = page.rows[at]
        for value, printed in find(row.text):
            words = _words_of(row, printed)
            if not _is_customers(page, at, words):
                return Found(value, Place(row.page, box_of(words)), 0.95, printed)
    return None


def _words_of(row: Row, printed: str) -> Sequence[Word]:
    wanted = printed.split()
    for at, word in enumerate(row.words):
        if wanted and wanted[0] in word.text:
            return row.words[at : at + len(wanted)]
    return row.words


def _is_customers(page: Page, at: int, words: Sequence[Word]) -> bool:
    """True when the nearest party label above, in the same column, is the client's."""
    x0 = words[0].x0
    if page.rows[at].base > 0.8 * page.height:
        return False
    for row in reversed(page.rows[max(0, at - 25) : at + 1]):
        if page.rows[at].base - row.base > _BLOCK:
            break
        for run in segments(row.words, 1.6):
            text = fold(" ".join(w.text for w in run))
            if run[0].x0 > x0 + 5 or run[0].x0 < x0 - 200:
                continue
            if _SUPPLIER.match(text):
                return False
            if _CUSTOMER.match(text) and (
                run[0].x0 > x0 - 130 or len(list(segments(page.rows[at].words, 1.6))) == 1
            ):
                return True
    return False


def _name(pages: Sequence[Page], label: re.Pattern[str]) -> Found[str] | None:
    """The words after the label, or the line below it."""
    page = pages[0]
    for at, row in enumerate(page.rows[:60]):
        for run in segments(row.words, 1.6):
            text = " ".join(w.text for w in run)
            if not label.match(fold(text)):
                continue
            after = text.split(":", 1)[1].strip() if ":" in text else ""
            if after and re.search(r"[A-Za-zÀ-ÿ]{2}", after):
                return Found(after, Place(page.number, box_of(run)), 0.85, text)
            below = _below(page, at, run)
            if below and len(text.split()) <= 4:
                return below
    return None


def _below(page: Page, at: int, run: Sequence[Word]) -> Found[str] | None:
    for row in page.rows[at + 1 : at + 4]:
        if row.base - run[0].base > 3 * row.size:
            break
        for other in segments(row.words, 1.6):
            if abs(other[0].x0 - run[0].x0) < 30 and re.search(r"[A-Za-zÀ-ÿ]{2}", other[0].text):
                text = " ".join(w.text for w in other)
                return Found(text, Place(page.number, box_of(other)), 0.8, text)
    return None


def _letterhead(pages: Sequence[Page]) -> Found[str] | None:
    """The first line of the page that isn't a title, a date, an address or a label."""
    for run in _top_runs(pages[0]):
        text = " ".join(w.text for w in run)
        folded = fold(text)
        if re.search(
            (
                r"\b(devis|facture|date|page|logo|n|numero|rue|avenue|boulevard|place|tel|le|client|"
                r"invoice|description|quantite)\b|\d{3}|@"
            ),
            folded,
        ):
            continue
        if ":" not in text and 2 < len(text) < 60:
            return Found(text, Place(pages[0].number, box_of(run)), 0.55, text)
    return None


def _top_runs(page: Page) -> Iterator[tuple[Word, ...]]:
    for row in page.rows[:15]:
        if row.base < 0.35 * page.height:
            yield segments(row.words, 1.6)[0]
