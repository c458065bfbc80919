"""Who, which number, which dates: from labels, position and checks, never from a list of known suppliers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from .dates import dates_in, duration_in, later
from .model import Found, Place
from .pages import Page, Row, Word, box_of, fold, segments

type Kind = Literal["quote", "invoice", "unknown"]

_KIND = (
    r"(?:devis|facture|avoir|proposition(?: commerciale)?|offre(?: de prix)?|estimation|"
    r"pro ?forma|invoice|quote|quotation|estimate|rechnung|angebot|\w*rechnung|credit "
    r"note|gutschrift)"
)
_NO = r"(?:n\b|no\b|nr\b|num(?:ero)?\b|number|nummer|#|ref(?:erence)?\b)"
_TITLE = re.compile(rf"{_KIND}$")
_QUOTE = re.compile(r"\b(devis|proposition commerciale|offre de prix|quotation|quote|estimate|angebot)\b")
_INVOICE = re.compile(r"\b(facture|avoir|invoice|\w*rechnung|credit note)\b")
_BARE = re.compile(rf"(?:{_NO} )*{_KIND}(?: {_NO})*$")
_LABELS = tuple(
    (re.compile(pattern), weight)
    for pattern, weight in (
        (rf"{_KIND}(?: \d{{3}})? {_NO}(?: {_NO})*$", 10),
        (rf"{_NO}(?: (?:de|du|of))? {_KIND}$", 10),
        (r"(?:rechnungs|angebots|beleg|versicherungsschein)(?:nummer|nr)$", 10),
        (rf"{_KIND}(?: \w+){{1,4}} {_NO}$", 9),
        (rf"{_KIND} {_NO} de$", 8),
        (rf"(?:reference|ref) (?:du |de la |de )?{_KIND}$", 8),
        (rf"(?:^|\b){_KIND}$", 5),
        (r"^(?:numero|number|n|no|reference|ref|nummer|#)$", 4),
    )
)
_NOT_A_NUMBER = re.compile(
    r"associe|client|commande|bon de|contrat|tva|siret|tel|compte|customer|order|bestell|"
    r"kunden|article|projet|original|d origine"
)
_ID = re.compile(r"^(?:[A-Za-z]{1,12}[-_/.]?){0,3}\d[\w./-]*$")
_ISSUED = re.compile(
    r"\b(date (d |de |du |of )?(emission|etablissement|facturation|creation|devis|facture|"
    r"document|invoice|issue|quote)|emise? le|etablie? le|"
    r"invoice date|issue date|issued|rechnungsdatum|belegdatum|angebotsdatum|quote date|"
    r"date( of)? issue|fait a|fait le|dated?|vom|von|datum|le|en date du)\b"
)
_OTHER_DATE = re.compile(
    r"echeance|expir|valid|valable|livraison|limite|debut|fin\b|associe|paye|payable|due|"
    r"until|delivery|prestation|leistung|lieferdatum|bis|"
    r"naissance|commande|bestellung|execution|intervention|periode|demarrage|faellig|"
    r"fallig|order|au plus tard|avant le|reglement|jusqu|zeitraum"
)
_STEP = 0.6  # of the letters' height: how far two things side by side may stand apart
_VALID = re.compile(r"valable|valide|validite|expir|valid|gultig|jusqu au|offre maintenue")


def kind_of(rows: Sequence[Row]) -> Kind:
    """What the document calls itself, by the first title-like word."""
    for row in rows[:60]:
        quote, invoice = _QUOTE.search(row.folded), _INVOICE.search(row.folded)
        first = min((m.start() for m in (quote, invoice) if m), default=None)
        if first is not None and (len(row.words) <= 12 or first < 12):
            return "quote" if quote and quote.start() == first else "invoice"
    return "unknown"


def number_of(pages: Sequence[Page], kind: Kind = "unknown") -> Found[str] | None:
    """The document's own number, from the strongest label that has one beside or below it. On a quote, a number that
    is labelled as an invoice's is taken last, where nothing but its label stands beside it; and the other way round."""
    best: tuple[float, Found[str]] | None = None
    for page in pages[:2]:
        for at, row in enumerate(page.rows):
            for weight, words in _labelled_ids(row, page.rows[at + 1 : at + 3], kind):
                text = " ".join(w.text for w in words).strip(" :#.,;")
                worth = weight - 0.01 * at - 3 * (page.number - 1)
                if best is None or worth > best[0]:
                    place, sure = Place(page.number, box_of(words)), 0.95 if weight >= 8 else 0.8
                    best = worth, Found(text, place, sure, row.text)
    return best[1] if best else None


def _labelled_ids(row: Row, below: Sequence[Row], kind: Kind) -> Iterator[tuple[float, list[Word]]]:
    for at, word in enumerate(row.words):
        token = _stripped(word.text)
        before = [w for w in row.words[max(0, at - 6) : at] if w.text not in (":", "-", "–")]
        if not before or not _is_id(token):
            continue
        beside = segments(before, 1.5)[-1]
        weight = max(_label_weight(_label_of(before), kind), min(4, _label_weight(_label_of(beside), kind)))
        if weight and _near(before[-1], word, weight):
            yield weight, [Word(token, word.x0, word.y0, word.x1, word.y1, word.base)]
    for run in segments(row.words, 1.5):
        label = fold(" ".join(w.text for w in run))
        weight = _label_weight(label, kind)
        if weight >= 8:
            near = (*_under(run, row, below), *_lower(run, row, below))
            yield from ((weight - 1, list(other)) for other in near if _lone_id(other))
        elif _TITLE.match(label) and weight:
            yield from _under_title(run, row, below)


def _under(run: Sequence[Word], row: Row, below: Sequence[Row]) -> Iterator[tuple[Word, ...]]:
    """What is printed right below a run of words, in line with it."""
    for under in below:
        for other in segments(under.words, 1.5):
            aligned = other[0].x0 < run[-1].x1 + 40 and other[-1].x1 > run[0].x0 - 5
            if aligned and under.base - row.base < 2.2 * max(row.size, under.size):
                yield other


def _lower(run: Sequence[Word], row: Row, below: Sequence[Row]) -> Iterator[tuple[Word, ...]]:
    """What stands beside a run of words at its right, printed a little lower in larger letters."""
    for under in below:
        if under.base - row.base < _STEP * max(row.size, under.size):
            yield from (other for other in segments(under.words, 1.5) if 0 < other[0].x0 - run[-1].x1 < 200)


def _lone_id(words: Sequence[Word]) -> bool:
    return len(words) == 1 and _is_id(_stripped(words[0].text))


def _under_title(run: Sequence[Word], row: Row, below: Sequence[Row]) -> Iterator[tuple[float, list[Word]]]:
    """Under the document's title alone ("DEVIS"): "N° D2026-001", or a number that can be nothing else."""
    for other in _under(run, row, below):
        last, token = other[-1], _stripped(other[-1].text)
        sign = fold(" ".join(w.text for w in other[:-1])) or (fold(last.text) if token != last.text else "")
        if not _is_id(token):
            continue
        if re.match(rf"{_NO}(?: {_NO})*$", sign) or (token != last.text and len(other) == 1):
            yield 9, [Word(token, last.x0, last.y0, last.x1, last.y1, last.base)]
        elif len(other) == 1 and re.match(r"[A-Za-z]{1,5}[-_/.]?\d[\w./-]{2,}$", token):
            yield 6, [last]


def _stripped(text: str) -> str:
    return re.sub(r"^(?:n°|n\.|no\.|nr\.|#|:|°)+", "", text, flags=re.I).strip("():,;#.")


def _is_id(token: str) -> bool:
    return (
        bool(_ID.match(token))
        and len(token) <= 30
        and re.search(r"[1-9]", token) is not None
        and not dates_in(token)
        and not re.fullmatch(r"\d+[.,]\d\d", token)
    )


def _label_of(before: Sequence[Word]) -> str:
    return re.sub(r"\b(\d{3}) (?=n)", "", fold(" ".join(w.text for w in before)))


def _label_weight(label: str, kind: Kind) -> float:
    near = " ".join(label.split()[-6:])
    if _NOT_A_NUMBER.search(near):
        return 0
    if _of_another(near, kind):
        return 3 if _BARE.match(label) else 0
    return max(
        (weight for pattern, weight in _LABELS if pattern.search(near if weight > 4 else label)), default=0
    )


def _of_another(label: str, kind: Kind) -> bool:
    """True for the label of an invoice on a quote, or of a quote on an invoice."""
    quotes, invoices = bool(_QUOTE.search(label)), bool(_INVOICE.search(label))
    return (
        invoices and not quotes
        if kind == "quote"
        else quotes and not invoices
        if kind == "invoice"
        else False
    )


def _near(last: Word, word: Word, weight: float) -> bool:
    return word.x0 - last.x1 < (200 if weight >= 8 or last.text.endswith(":") else 25)


def issued_on(pages: Sequence[Page], busy: Sequence[Place]) -> Found[date] | None:
    """The date of issue: the best labelled one, or a date that stands alone near the top; none of those inside the
    tables (`busy`)."""
    best: tuple[float, Found[date]] | None = None
    for page in pages:
        for at, row in enumerate(page.rows):
            if any(p.page == page.number and p.box[1] <= row.base <= p.box[3] for p in busy):
                continue
            for day, place, label, alone in _dates_of(row, page.rows[max(0, at - 2) : at]):
                worth = _issue_worth(label, alone, row, page)
                if worth > 0 and (best is None or worth > best[0]):
                    best = worth, Found(day, place, 0.95 if worth > 5 else 0.75, row.text)
    return best[1] if best else None


def _issue_worth(label: str, alone: bool, row: Row, page: Page) -> float:
    near = " ".join(label.split()[-6:])
    top = row.base / page.height
    if _OTHER_DATE.search(near):
        return 0
    if re.search(r"\bdate( \w+)?$|" + _ISSUED.pattern + r"( \w+){0,2}$", near):
        strong = re.search(r"\b(date|emis|etabli|datum|issued|rechnungsdatum|invoice)", near)
        named = re.search(rf"\b{_KIND}\b", label)
        return (8 if strong else 5) + (4 if named else 0) - 2 * top - 3 * (page.number - 1)
    if alone and top < 0.4 and page.number == 1:
        return 3 - 2 * top
    if re.search(r"(devis|facture|invoice|rechnung)", near):
        return 4 - 2 * top
    return 0


def _dates_of(row: Row, above: Sequence[Row]) -> Iterator[tuple[date, Place, str, bool]]:
    """The dates of a row with the words before each (or the heading above it), and whether it stands alone."""
    for run in _runs(row):
        text = " ".join(w.text for w in run)
        compact = bool(re.search(r"\bdate\b", row.folded))
        end = 0
        for day, start, stop in dates_in(text, compact=compact):
            label = fold(text[end:start]) or (fold(text[:start]) if end else "")
            end = stop
            alone = not label and len(text) - (stop - start) < 4
            if not label:
                own = _words_at(run, start, stop)
                left, over = _left_of(row, own), _above(own, row, above)
                higher = next(
                    (r for r in reversed(above) if row.base - r.base < _STEP * max(r.size, row.size)), None
                )
                beside = _left_of(higher, own) if higher else ""
                label = next((said for said in (left, beside, over) if _says_date(said)), left or over)
            yield day, Place(row.page, box_of(run)), label, alone


def _words_at(run: Sequence[Word], start: int, stop: int) -> Sequence[Word]:
    """The words that hold the letters `start` to `stop` of the run's text."""
    at, own = 0, []
    for word in run:
        if at < stop and at + len(word.text) > start:
            own.append(word)
        at += len(word.text) + 1
    return own or run


def _says_date(label: str) -> bool:
    return any(pattern.search(label) for pattern in (_ISSUED, _VALID, _OTHER_DATE))


def _runs(row: Row) -> list[tuple[Word, ...]]:
    return segments(row.words, 1.6)


def _left_of(row: Row, run: Sequence[Word]) -> str:
    left = [w for w in row.words if w.x1 <= run[0].x0]
    return fold(" ".join(w.text for w in segments(left, 1.6)[-1])) if left else ""


def _above(words: Sequence[Word], row: Row, above: Sequence[Row]) -> str:
    """The words right above, or failing that those a little to the left."""
    box = box_of(words)
    for margin in (0, 60):
        for other in reversed(above):
            if row.base - other.base > 2.4 * row.size:
                break
            for run in _runs(other):
                there = box_of(run)
                if there[0] < box[2] + margin / 6 and there[2] > box[0] - margin:
                    return fold(" ".join(w.text for w in run))
    return ""


def valid_until(pages: Sequence[Page], issued: Found[date] | None, *, quote: bool) -> Found[date] | None:
    """The last day of validity, printed as a date or as a duration from the date of issue."""
    for page in pages:
        for at, row in enumerate(page.rows):
            for day, place, label, _alone in _dates_of(row, page.rows[max(0, at - 2) : at]):
                near = " ".join(label.split()[-8:])
                deadline = quote and re.search(r"echeance$|date d echeance", near)
                if (_VALID.search(near) or deadline) and not re.search(r"paiement|tva|attestation", near):
                    return Found(day, place, 0.93, row.text)
    return _by_duration(pages, issued) if issued else None


def _by_duration(pages: Sequence[Page], issued: Found[date]) -> Found[date] | None:
    for page in pages:
        for row in page.rows:
            text = row.folded
            match = re.search(
                (
                    r"(devis|offre|proposition|prix|tarifs?|estimation|quote)?.{0,40}\b(valable|validite|"
                    r"valide|valid)\b"
                ),
                text,
            )
            duration = duration_in(text[match.start() :]) if match else None
            if match and duration and not re.search(r"garantie|carte|licence", text):
                return Found(later(issued.value, *duration), row.place, 0.85, row.text)
    return None
