"""The supplier and the client: identifiers with their checks, told apart by the labels above and beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from stdnum import iban
from stdnum.fr import siren as siren_check
from stdnum.fr import siret as siret_check

from .model import Found, Party, Place
from .pages import Page, Row, Word, box_of, fold, segments
from .vocabulary import COMPANY, may_be_a_name

type _Run = tuple[Word, ...]

_CUSTOMER = re.compile(
    r"^(clients?|destinataire|adresse a|factur\w* a|a l attention|acheteur|vos "
    r"identifiants|livr\w* a|customer|bill(ed)? to|kaufer\w*|"
    r"rechnungsempfanger|buyer|leistungsempfanger|adresse du client|nom du client|maitre "
    r"d ouvrage|pour le compte|devis pour(?! (la|le|les|l|un|une|votre|vos|creation|refonte)\b)|vos references|"
    r"invoice to|sold to|ship to|quote to|prepared for|kunde|beneficiaire|adresse de (facturation|livraison)|chez|"
    r"locataire|preneur|souscripteur|"
    r"(herrn?|frau|monsieur|madame)$)\b"
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
_SAID_VAT_ID = re.compile(
    r"(?i:\bn° ?tva|\btva|\bt\.v\.a|\bust|\bvat|intracom)[^:]{0,25}: ?([A-Z]{2} ?[0-9A-Z]?\d(?:[ .]?\d){5,11})\b"
)
_OF_CUSTOMER = re.compile(
    r"\b(votre|vos|your|ihre?)\b.{0,20}\b(n|tva|ust|vat|siret|siren)\b|"
    r"\b(tva|ust|vat|siret|siren)\b.{0,20}\b(client|customer|kunden?|acheteur|preneur)"
)
_BLOCK = 110.0  # points: how far below its label a party's block may go
_NAME = re.compile(
    r"^(nom|name|raison sociale|denomination|societe|entreprise|firma)( sociale?| commerciale?)?$"
)
_REGISTERED = re.compile(r"\b(?:SIRET|SIREN|R\.?C\.?S|au capital de)\b", re.I)
_AFTER_NAME = re.compile(
    r"\s[-–—|•·]\s|,|\s?\((?=[^)]*[@\d])|\s(?=au capital\b|SIRET\b|SIREN\b|R\.?C\.?S\b)", re.I
)
_WEB = re.compile(r"(?:@|www\.)([a-z\d.-]+)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\d/])(?:\+33 ?\(?0?\)? ?|0)[1-9](?:[ .-]?\d{2}){4}(?!\d)")
_IBAN = re.compile(r"\b([A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,4})?)\b")


_MARKS = (
    re.compile(r"\b(siret|siren|r\.?c\.?s|t\.?v\.?a|ust|iban)\b", re.I),
    re.compile(r"@\w|www\.", re.I),
    _PHONE,
    re.compile(r"\b\d{5} ?[A-Za-zÀ-ÿ]"),
)


def parties(pages: Sequence[Page]) -> tuple[Party, Party]:
    """(supplier, client), each value absent when the page doesn't say it or doesn't say whose it is."""
    rows = [(page, at) for page in pages for at in range(len(page.rows))]
    siret = _first(rows, _sirets)
    customer = _name(pages, _CUSTOMER)
    supplier = Party(
        name=_name(pages, _SUPPLIER) or _registered(pages) or _letterhead(pages, customer),
        siret=siret,
        siren=_first(rows, _sirens) or _from_siret(siret),
        vat_id=_first(rows, _vat_ids),
        email=_first(rows, lambda text: [(m, m) for m in _EMAIL.findall(text)]),
        phone=_first(rows, _phones),
        iban=_first(rows, _ibans),
    )
    return supplier, Party(name=customer)


def _clean(pattern: re.Pattern[str], text: str) -> list[tuple[str, str]]:
    return [(re.sub(r"[ .]", "", m), m) for m in pattern.findall(text)]


def _vat_ids(text: str) -> list[tuple[str, str]]:
    """Numbers of a country's known form, or else what its label announces, as printed; a check says what is wrong."""
    text = _without_ibans(text)
    return _clean(_VAT_ID, text) or _clean(_SAID_VAT_ID, text)


def _phones(text: str) -> list[tuple[str, str]]:
    if re.search(r"\bfax", fold(text)):
        return []
    return [(printed, printed) for printed in _PHONE.findall(_without_ibans(text))]


def _without_ibans(text: str) -> str:
    for _number, printed in _ibans(text):
        text = text.replace(printed, " ")
    return text


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
            label = row.text.split(printed)[0].rstrip(" :").rsplit(":", 1)[-1]
            if not _OF_CUSTOMER.search(fold(label)) and not _is_customers(page, at, words):
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
    """The words after the label, or in the block below it."""
    page = pages[0]
    for at, row in enumerate(page.rows[:60]):
        for run in segments(row.words, 1.6):
            text = " ".join(w.text for w in run)
            if not label.match(fold(text)):
                continue
            after = _AFTER_NAME.split(text.split(":", 1)[1].strip())[0] if ":" in text else ""
            if may_be_a_name(after):
                return Found(after, Place(page.number, box_of(run)), 0.85, text)
            below = _named(_block(page, at, run)[1:]) if len(text.split()) <= 4 else None
            if below:
                return below
    return None


def _block(page: Page, at: int, run: _Run) -> list[tuple[Row, _Run]]:
    """The lines printed one under the other from this one on: in line at the left, at the right or in the middle."""
    block = [(page.rows[at], run)]
    for row in page.rows[at + 1 :]:
        above = block[-1][1]
        reach = 3 if len(block) == 1 else 2.1  # below its label, a block may begin a little apart
        if row.base - above[0].base > reach * max(above[0].size, row.words[0].size) or len(block) == 12:
            break
        block += [(row, other) for other in segments(row.words, 1.6) if _in_line(run, other)][:1]
    return block


def _in_line(a: Sequence[Word], b: Sequence[Word]) -> bool:
    (left, _, right, _), (x0, _, x1, _) = box_of(a), box_of(b)
    return -15 < x0 - left < 30 or abs(x1 - right) < 4 or abs(x0 + x1 - left - right) < 6


def _named(block: Sequence[tuple[Row, _Run]]) -> Found[str] | None:
    """What the block calls a name ("Nom : ..."), or else the first of its first three lines that may be one."""
    for row, run in block:
        text = " ".join(w.text for w in row.words[row.words.index(run[0]) :])
        head, colon, after = text.partition(":")
        if colon and _NAME.match(fold(head)) and may_be_a_name(after.strip()):
            return Found(after.strip(), Place(row.page, box_of(run)), 0.85, text)
    for row, run in block[:3]:
        text = " ".join(w.text for w in run)
        if may_be_a_name(text):
            return Found(text, Place(row.page, box_of(run)), 0.8, text)
    return None


def _registered(pages: Sequence[Page]) -> Found[str] | None:
    """The name at the head of the line that gives the supplier's registration ("Studio X - SARL - SIRET ...")."""
    for page in pages:
        for at, row in enumerate(page.rows):
            for run in segments(row.words, 1.6) if _REGISTERED.search(row.text) else ():
                text = " ".join(w.text for w in run)
                name = _AFTER_NAME.split(text, maxsplit=1)[0].strip()
                theirs = _REGISTERED.search(text[len(name) :]) and not _is_customers(page, at, run)
                if theirs and may_be_a_name(name):
                    return Found(name, Place(page.number, box_of(run)), 0.7, text)
    return None


def _letterhead(pages: Sequence[Page], customer: Found[str] | None) -> Found[str] | None:
    """The name that heads the block which speaks most for being the supplier's, when one does."""
    page = pages[0]
    texts = (row.text.lower() for page in pages for row in page.rows)
    webs = [re.sub(r"[\W_]", "", web) for text in texts for web in _WEB.findall(text)]
    best: tuple[int, Found[str]] | None = None
    for at, row in enumerate(page.rows[:25]):
        for run in segments(row.words, 1.6) if row.base < 0.35 * page.height else ():
            text = " ".join(w.text for w in run)
            if (
                not may_be_a_name(text)
                or _is_customers(page, at, run)
                or (customer and customer.value == text)
            ):
                continue
            worth = _worth(text, webs, _block(page, at, run), page.width / 2)
            if worth > (best[0] if best else 1):
                best = worth, Found(text, Place(page.number, box_of(run)), 0.55, text)
    return best[1] if best else None


def _worth(name: str, webs: Sequence[str], block: Sequence[tuple[Row, _Run]], middle: float) -> int:
    """How much speaks for the supplier: a company's form, its numbers and addresses below, the left of the page where
    a letterhead stands (a client's address stands at the right), its name again in its address on the web."""
    below = " ".join(w.text for _row, words in block[1:] for w in words)
    squashed = fold(name).replace(" ", "")
    left, _, right, _ = box_of(block[0][1])
    return (
        sum(bool(mark.search(below)) for mark in _MARKS)
        + (2 if COMPANY.search(fold(name)) else 0)
        + (1 if left + right < 2 * middle else -1)
        + (2 if len(squashed) > 3 and any(squashed in web for web in webs) else 0)
    )
