"""The day a document was made and the last day it holds: dates told apart by the words beside or above them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ..model import Found, Place
from ..text.dates import dates_in, duration_in, later
from ..text.pages import Page, Row, Word, box_of, by_page, fold, inside, segments
from .header import KIND, Kind, mended, under

_ISSUED = re.compile(
    r"\b(date (d |de |du |of |de l |de la )?(emission|etablissement|facturation|creation|redaction|devis|facture|"
    r"offre|proposition|document|invoice|issue|quote|quotation|estimate)|emise? (le|a)|etablie? (le|a)|creee? le|"
    r"redigee? le|invoice date|issue date|issued|rechnungsdatum|belegdatum|angebotsdatum|quote date|"
    r"date( of)? issue|fait a|fait le|dated?|vom|von|den|datum|data|fecha|le|del|en date du)\b"
)
_NUMBERED = re.compile(r"\b(n|no|nr|num\w*|ref\w*)( \w+){1,4} (du|le|vom|of)$")  # "N° 2026-12 du"
_STRONG = re.compile(r"\b(date|emise?|etablie?|creee?|datum|issued|rechnungsdatum|angebotsdatum|invoice)\b")
_OTHER = re.compile(
    r"a (regler|payer)|(regler|payer) (le|avant)|lieferschein|bestell|auftrag|"
    r"echeance|expir|valid|valable|livraison|limite|debut|fin\b|associe|paye|payable|due|"
    r"until|delivery|prestation|leistung|lieferdatum|bis|"
    r"naissance|commande|bestellung|execution|intervention|periode|demarrage|faellig|"
    r"fallig|order|au plus tard|avant le|reglement|jusqu|zeitraum|visite|rendez vous|reunion|travaux|"
    r"\b(loi|decret|arrete|ordonnance|directive|article|art)\b|mis a jour|modifi|accept|signe le|demande du|"
    r"revise|(date de |la )revision|revision du|"
    r"votre (mail|courrier|appel)|entretien|imprime|echange|passe le|mise en ligne|\w facture \w+ du$"
)
VALIDITY = r"\b(devis|offre|prix|proposition)\b.{0,40}\b(valable|valide|valid)|\bvalidite\b"  # said of a quote, folded
_SUPERSEDED = re.compile(r"\b(annule|remplace)")
_VALID = re.compile(
    r"\b(valable|valide|validite|valid|validity|gultig\w*|bindefrist|expir\w*|jusqu au|offre maintenue|maintenue?s?)\b|"
    r"\b(retourn\w*|renvoy\w*|accepte\w*)( \w+){0,4} (avant le|au plus tard le)\b"
)
_NOT_VALID = re.compile(
    r"paiement|reglement|\btva\b|attestation|garanti(?!e?s? jusqu)|carte|licence|abonnement|contrat|certificat|"
    r"bon d|code|coupon|maintenance|hebergement|domaine|engage|livraison|intervention|inscription|"
    r"ouvert|assurance|remise|location"
)
_PLACE = re.compile(
    r"(?:[AÀ] )?[A-ZÀ-Ý][\w'’-]+(?: (?:[A-ZÀ-Ý][\w'’-]*|d[eu]s?|l[ae]s?|en|sur|sous|lès))*, ?(?:le )?"
)
_LINKS = {"du", "le", "en date du"}  # go on with what stands above
_STEP = 0.6  # of the letters' height: how far two things side by side may stand apart


def issued_on(pages: Sequence[Page], busy: Sequence[Place]) -> Found[date] | None:
    """The date of issue: the best labelled one, or a date that stands alone near the top; none of those inside the
    tables (`busy`)."""
    best: tuple[float, Found[date]] | None = None
    tables = by_page(busy)
    for page in pages:
        rows = mended(page.rows)
        for at, row in enumerate(rows):
            if inside(row, tables[page.number]):
                continue
            for day, place, label, alone in _dates_of(row, rows[max(0, at - 4) : at]):
                worth = _issue_worth(label, alone, row, page)
                if worth > 0 and (best is None or worth > best[0]):
                    best = worth, Found(day, place, 0.95 if worth > 5 else 0.75, row.text)
    return best[1] if best else None


def _issue_worth(label: str, alone: bool, row: Row, page: Page) -> float:
    near = " ".join(label.split()[-6:])
    top = row.base / page.height
    if _OTHER.search(near) or _SUPERSEDED.search(label):
        return 0
    if re.search(r"\bdate( \w+)?$|" + _ISSUED.pattern + r"( \w+){0,2}$", near):
        named = re.search(rf"\b{KIND}\b", label)
        return (8 if _STRONG.search(near) else 5) + (4 if named else 0) - 2 * top - 3 * (page.number - 1)
    if _NUMBERED.search(near):
        return 5 - 2 * top
    if alone and top < 0.4 and page.number == 1:
        return 3 - 2 * top
    return 4 - 2 * top if re.search(rf"\b{KIND}\b", near) else 0


def _dates_of(row: Row, above: Sequence[Row]) -> Iterator[tuple[date, Place, str, bool]]:
    """The dates of a row with the words before each (or the heading above it), and whether it stands alone."""
    for run in segments(row.words, 1.6):
        text = " ".join(w.text for w in run)
        compact = bool(re.search(r"\bdate\b", row.folded))
        end = 0
        for day, start, stop in dates_in(text, compact=compact):
            own = _words_at(run, start, stop)
            label = fold(text[end:start])
            if end and not label:
                over = _above(own, row, above)
                label = over if _says_date(over) else fold(text[:start])
            placed = _PLACE.fullmatch(text[:start])
            alone = (not label and len(text) - (stop - start) < 4) or (bool(placed) and len(text) - stop < 2)
            end = stop
            if label in _LINKS:
                label = f"{_above(own, row, above)} {label}"
            yield day, Place(row.page, box_of(own)), label or _label_around(own, row, above), alone


def _label_around(own: Sequence[Word], row: Row, above: Sequence[Row]) -> str:
    """What stands at the left of a date, a little higher there, or over it: the first that speaks of dates."""
    left, over = _left_of(row, own), _above(own, row, above)
    higher = next((r for r in reversed(above) if row.base - r.base < _STEP * max(r.size, row.size)), None)
    beside = _left_of(higher, own) if higher else ""
    return next((label for label in (left, beside, over) if _says_date(label)), left or over)


def _words_at(run: Sequence[Word], start: int, stop: int) -> Sequence[Word]:
    """The words that hold the letters `start` to `stop` of the run's text."""
    at, own = 0, []
    for word in run:
        if at < stop and at + len(word.text) > start:
            own.append(word)
        at += len(word.text) + 1
    return own or run


def _says_date(label: str) -> bool:
    return any(pattern.search(label) for pattern in (_ISSUED, _VALID, _OTHER))


def _left_of(row: Row, run: Sequence[Word]) -> str:
    left = [w for w in row.words if w.x1 <= run[0].x0]
    return fold(" ".join(w.text for w in segments(left, 1.6)[-1])) if left else ""


def _above(words: Sequence[Word], row: Row, above: Sequence[Row]) -> str:
    """The words right above, or failing that those a little to the left."""
    return _over(words, row, above, 0) or _over(words, row, above, 60)


def _over(words: Sequence[Word], row: Row, above: Sequence[Row], margin: float) -> str:
    """The nearest words above, as far as `margin` to the left. A label of a date may stand a line higher, where its
    neighbour in a row of labels takes two."""
    box = box_of(words)
    for other in reversed(above):
        gap = row.base - other.base
        near = gap <= 2.4 * max(row.size, other.size)
        if not near and gap > 3.4 * row.size:
            break
        for run in segments(other.words, 1.6):
            there = box_of(run)
            if there[0] < box[2] + margin / 6 and there[2] > box[0] - margin:
                label = fold(" ".join(w.text for w in run))
                return label if near or (not margin and len(run) <= 4 and _says_date(label)) else ""
    return ""


def valid_until(pages: Sequence[Page], issued: Found[date] | None, kind: Kind) -> Found[date] | None:
    """The last day of validity, printed as a date or as a duration from the date of issue; of an
    invoice only what is said of a quote or named a validity."""
    for page in pages:
        rows = mended(page.rows)
        for at, row in enumerate(rows):
            for day, place, label, _alone in _dates_of(row, rows[max(0, at - 4) : at]):
                near = " ".join(label.split()[-8:])
                deadline = kind == "quote" and re.search(r"echeance$|date d echeance", near)
                valid = re.search(r"valab|valid|gultig", near) if kind == "invoice" else _VALID.search(near)
                if (valid or deadline) and not _NOT_VALID.search(near):
                    return Found(day, place, 0.93, row.text)
    return _by_duration(pages, issued, kind) if issued else None


def _by_duration(pages: Sequence[Page], issued: Found[date], kind: Kind) -> Found[date] | None:
    for page in pages:
        for at, row in enumerate(page.rows):
            for clause in _clauses(row, page.rows[at + 1 : at + 3]):
                match = _VALID.search(clause)
                before, after = (clause[: match.start()], clause[match.start() :]) if match else ("", "")
                duration = duration_in(after) or duration_in(" ".join(before.split()[-2:]))
                of_another = kind == "invoice" and not re.search(
                    r"devis|offre|proposition|angebot|quot", clause
                )
                if duration and not of_another and not _NOT_VALID.search(clause):
                    return Found(later(issued.value, *duration), row.place, 0.85, row.text)
    return None


def _clauses(row: Row, below: Sequence[Row]) -> Iterator[str]:
    """What a row says of validity, sentence by sentence: a sentence that goes on in the next row with its beginning,
    a label ("Validité") with what stands beside it or under it."""
    if not _VALID.search(row.folded):
        return
    *whole, last = [fold(part) for part in re.split(r"[.;](?:\s|$)", row.text) if fold(part)]
    yield from whole
    goes_on = len(row.words) > 4 and below
    yield f"{last} {' '.join(below[0].folded.split()[:8])}" if goes_on and not duration_in(last) else last
    runs = segments(row.words, 1.6)
    for at, run in enumerate(runs):
        label = fold(" ".join(w.text for w in run))
        if not _VALID.search(label) or duration_in(label):
            continue
        for other in (*runs[at + 1 : at + 2], *under(run, row, below)):
            yield f"{label} {fold(' '.join(w.text for w in other))}"
