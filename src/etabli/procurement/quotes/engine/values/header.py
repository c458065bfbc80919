"""What a document calls itself and the number it goes by: from labels and positions, never from a known layout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from ..model import Found, Place
from ..text.dates import dates_in
from ..text.pages import Page, Row, Word, box_of, by_page, fold, inside, segments

type Kind = Literal["quote", "invoice", "unknown"]
type _Named = Kind | Literal["order"]  # an order's own number has a label that elsewhere names another's

KIND = (
    r"(?:devis|facture|avoir|proposition(?: (?:commerciale|tarifaire|financiere|de prix))?|"
    r"offre(?: (?:de prix|commerciale|tarifaire))?|estimation|"
    r"pro ?forma|invoice|quote|quotation|estimate|rechnungs?|angebots?|\w*rechnung|credit "
    r"note|gutschrift|fattura|factura|factuur|preventivo|presupuesto|offerte|\w*korrektur)"
)
_NO = r"(?:n\b|no\b|nr\b|num(?:ero)?\b|number|nummer|#|ref(?:erence)?\b)"
_TITLE = re.compile(rf"{KIND}$")
_QUOTE = re.compile(
    r"\b(devis|proposition (commerciale|tarifaire|financiere|de prix|n)|offre (de prix|commerciale|tarifaire)|"
    r"quotation|quote|estimate|angebots?|preventivo|presupuesto|offerte)\b"
)
_INVOICE = re.compile(r"\b(facture|avoir|invoice|fattura|factura|factuur|\w*rechnung|credit note)\b")
_WORTH_A_QUOTE = re.compile(r"\b(valant|vaut|tenant lieu de|faisant office de) devis\b")
_BILLED = re.compile(r"\bfacturée?s?\b|\bfacture (?:à|a|aux?)\b(?! ?\d)|\binvoice (?:to|address)\b", re.I)
_BARE = re.compile(rf"(?:{_NO} )*{KIND}(?: {_NO})*$")
_LABELS = tuple(
    (re.compile(pattern), weight)
    for pattern, weight in (
        (rf"{KIND}(?: \d{{3}})? {_NO}(?: {_NO})*$", 10),
        (rf"{_NO}(?: (?:de|du|of))? {KIND}$", 10),
        (r"(?:rechnungs|angebots|beleg|versicherungsschein) ?(?:nummer|nr)$", 10),
        (rf"{KIND}(?: \w+){{1,4}} {_NO}$", 9),
        (rf"{KIND} {_NO} de$", 8),
        (rf"^document {_NO}$", 8),
        (rf"{_NO} (?:de |du |de la |of )?{KIND}$", 8),
        (r"\b(?:notre|nos|our|unsere) ref(?:erence)?s?$", 8),
        (rf"(?:^|\b){KIND}$", 5),
        (rf"^{_NO}(?: {_NO})*$", 4),
    )
)
_ORDER_TITLE = re.compile(
    r"(bon de commande|purchase order|order (change|response|confirmation)|bestellung)\b"
)
_ORDER = re.compile(
    r"^(?:bon de )?commande(?: n)*$|^(?:n )?(?:bon de |de )commande(?: n)*$|"
    r"^(?:purchase )?order(?: change| response| confirmation)?(?: id| no| number)*$"
)
_INTERVENTION = re.compile(rf"^{_NO}(?: (?:de|d))? intervention$")
_STRONG = 8
_NOT_A_NUMBER = re.compile(
    r"associe|client|commande|bon de|contrat|tva|siret|\btel\b|telephone|\bcomptes?\b|customer|\border|bestell|"
    r"kunden|article|projet|original|d origine|votre ref|vos ref|your ref|ihre? |intervention|dossier|affaire|"
    r"ursprung|annul|remplac|precedent|suite|selon|avenant|rappel|conform"
)
_ID = re.compile(r"^(?:[A-Za-z]{1,12}[-_/.]?){0,3}\d(?:[\w./-]*\w)?$")
_OF_A_YEAR = re.compile(r"20\d\d[-/]\d{3,6}|\d{3,6}[-/]20\d\d")  # no month, no postal code, no telephone
_IN_BRACKETS = re.compile(r"\(\W*(?:n[°º]|n\.|no\.?|réf\.?) ?:? ?[A-Z]{1,8}[-_/][\w/-]*\d[\w/-]*\)\.?$", re.I)
_OBJECT = re.compile(rf"(?:objet|object|subject|betreff|concerne)\b.*\b{KIND}\b")
_DATED = re.compile(r"20\d\d[/-]\d\d?[/-]\d\d?")  # a number made of a day, which only "n°" tells from a date
_PREFIX = re.compile(r"[A-Z]{1,5}$")
_GOES_ON = re.compile(
    r"^(?:du|le|date|datum|dated|en|vom|v|version|rev|revision|indice|page|emise?|etablie?)\b|^$"
)
_FACTS = re.compile(
    r"\b(?:date|datum|emise?|echeance|validite|valable|issued?)\b"
)  # stand in a row of labels
_ITEMS = re.compile(
    r"\b(?:designation|description|libelle|quantite|qte|prix|prestation|qty|price|menge|preis)s?\b"
)
_GOES_ON_AFTER = re.compile(r"[-/_]\d{2,8}")  # the end of a number that a blank cuts ("DE2026 -147")
_CUT = re.compile(r"\w[-/]$")
_BREAKS = ("-", "–", "—", "|", "•", "·")
_STEP = 0.6  # of the letters' height: how far two things side by side may stand apart


def kind_of(rows: Sequence[Row]) -> Kind:
    """What the document calls itself, by the first title-like word."""
    for row in rows[:60]:
        text = _closed_up(fold(_BILLED.sub(" ", row.text)))
        if _WORTH_A_QUOTE.search(text):
            return "quote"
        quote, invoice = _QUOTE.search(text), _INVOICE.search(text)
        first = min((m.start() for m in (quote, invoice) if m), default=None)
        if first is None and any(map(_titles_an_order, segments(row.words, 1.5))):
            return "unknown"
        if first is not None and (len(row.words) <= 12 or first < 12):
            return "quote" if quote and quote.start() == first else "invoice"
    return "unknown"


def _titles_an_order(run: Sequence[Word]) -> bool:
    return len(run) <= 6 and bool(_ORDER_TITLE.match(fold(" ".join(w.text for w in run))))


def _closed_up(label: str) -> str:
    """A title printed letter by letter ("D E V I S"), as one word."""
    return re.sub(
        r"\b(?:d e v i s|f a c t u r e|q u o t e|i n v o i c e)\b", lambda m: m[0].replace(" ", ""), label
    )


def number_of(pages: Sequence[Page], kind: Kind = "unknown", busy: Sequence[Place] = ()) -> Found[str] | None:
    """The document's own number, from the strongest label that has one beside or below it; in the tables (`busy`) only
    a strong label counts. On a quote, a number that is labelled as an invoice's is taken last, where nothing but its
    label stands beside it, and is doubtful; and the other way round."""
    best: tuple[float, Found[str]] | None = None
    tables = by_page(busy)
    named: _Named = "order" if kind == "unknown" and _is_order(pages) else kind
    for page in pages[:2]:
        rows = mended(page.rows)
        for at, row in enumerate(rows):
            least = _STRONG if inside(row, tables[page.number]) else 0
            for weight, words in _labelled_ids(row, rows[at + 1 : at + 5], named):
                worth = weight - 0.01 * at - 3 * (page.number - 1)
                if weight >= least and (best is None or worth > best[0]):
                    place = Place(page.number, box_of(words))
                    best = worth, Found(" ".join(w.text for w in words), place, _sure(weight), row.text)
    return best[1] if best else None


def _is_order(pages: Sequence[Page]) -> bool:
    runs = (run for row in pages[0].rows[:10] for run in segments(row.words, 1.5))
    return any(map(_titles_an_order, runs))


def _sure(weight: float) -> float:
    return 0.95 if weight >= _STRONG - 1 else 0.8 if weight > _ANOTHERS else 0.6


_ANOTHERS = 3.0  # the weight of a label that names another kind of document


def _labelled_ids(row: Row, below: Sequence[Row], kind: _Named) -> Iterator[tuple[float, list[Word]]]:
    yield from _beside(row, kind)
    runs = segments(row.words, 1.5)
    listed = _listed(row, below, len(runs))
    for at, run in enumerate(runs):
        label = _closed_up(fold(" ".join(w.text for w in run)))
        weight = _label_weight(label, kind)
        if weight >= 4 and at + 1 < len(runs) and (number := _lone_id(runs[at + 1])):
            yield weight - 0.5, number
        if weight >= _STRONG or (weight >= 4 and listed and not _TITLE.match(label)):
            near = (*under(run, row, below), *_lower(run, row, below))
            yield from ((weight - 1, number) for other in near if (number := _lone_id(other)))
        elif _TITLE.match(label) and weight:
            yield from _under_title(run, row, below)
        if weight < _STRONG:
            yield from _under_stacked(run, row, below, kind)


def _listed(row: Row, below: Sequence[Row], runs: int) -> bool:
    """True for a row of labels: one of them speaks of a date, or a date stands in the row right below."""
    near = (lower for lower in below if lower.base - row.base < 2.4 * row.size)
    facts = _FACTS.search(row.folded) or (runs > 1 and any(dates_in(lower.text) for lower in near))
    return bool(facts) and not _ITEMS.search(row.folded)


def _under_stacked(
    run: Sequence[Word], row: Row, below: Sequence[Row], kind: _Named
) -> Iterator[tuple[float, list[Word]]]:
    """Under a label that a narrow column cut in two ("Quote" over "number")."""
    for at, lower in enumerate(below):
        if lower.base - row.base > 1.5 * max(row.size, lower.size):
            return
        for rest in segments(lower.words, 1.5):
            label = fold(" ".join(w.text for w in (*run, *rest)))
            if _in_line(run, rest) and (weight := _label_weight(label, kind)) >= _STRONG:
                near = under(rest, lower, below[at + 1 :])
                yield from ((weight - 1, number) for other in near if (number := _lone_id(other)))


def mended(rows: Sequence[Row]) -> list[Row]:
    """The rows, each word that a narrow column cut after a dash or a stroke whole again ("12-03-" over "2026")."""
    return [_mended(row, rows[at + 1 : at + 5]) for at, row in enumerate(rows)]


def _mended(row: Row, below: Sequence[Row]) -> Row:
    if not any(_CUT.search(word.text) for word in row.words):
        return row
    words: list[Word] = []
    for run in segments(row.words, 1.5):
        for at, word in enumerate(run):
            ends = at + 1 == len(run) or run[at + 1].x0 - word.x1 > _STEP * word.size
            end = _rest_of(run[: at + 1], row, below) if ends and _CUT.search(word.text) else ""
            words.append(_with(word, word.text + end) if end else word)
    return Row(tuple(words), row.page)


def _rest_of(run: Sequence[Word], row: Row, below: Sequence[Row]) -> str:
    """The figures that stand alone on the next line of the same column, or that finish a date there."""
    for lower in below:
        if lower.base - row.base > 1.5 * max(row.size, lower.size):
            break
        for other in segments(lower.words, 1.5):
            if _in_line(run, other) or _in_line(run[-1:], other[:1]):
                end = other[0].text
                fits = end[0].isdigit() and (len(other) == 1 or dates_in(run[-1].text + end))
                return end if fits else ""
    return ""


def _in_line(run: Sequence[Word], other: Sequence[Word]) -> bool:
    """True for two lines of one column: they begin, end or are centred at the same place."""
    left, right = other[0].x0 - run[0].x0, other[-1].x1 - run[-1].x1
    return min(abs(left), abs(right), abs(left + right) / 2) < 3


def _beside(row: Row, kind: _Named) -> Iterator[tuple[float, list[Word]]]:
    """The numbers of a row right after a label."""
    for at in range(1, len(row.words)):
        dated = _DATED.fullmatch(_stripped(row.words[at].text))
        number = [_with(row.words[at], dated[0])] if dated else _number_at(row.words, at)
        before = [w for w in row.words[max(0, at - 6) : at] if w.text not in (":", *_BREAKS)]
        if not before or not number:
            continue
        if _in_object(row.words, at, kind):
            yield 6, number
        own = _label_weight(_label_of(segments(before, 1.5)[-1]), kind)
        clause = _label_weight(_label_of(_clause(row.words[max(0, at - 6) : at])), kind)
        weight = max(
            _label_weight(_label_of(before), kind), own if own >= _STRONG else min(4, own), min(4, clause)
        )
        if (dated and weight < 10) or (weight == 5 and not _ends_there(row.words, at + len(number))):
            continue
        if weight and _near(before[-1], row.words[at], weight):
            yield weight, number


def _in_object(words: Sequence[Word], at: int, kind: _Named) -> bool:
    """True for a number in brackets that ends the object of the document ("Objet : devis pour … (n° SV-014)"). Figures
    alone may count anything there."""
    before = fold(" ".join(w.text for w in words[:at]))
    own = (
        _OBJECT.match(before)
        and not _NOT_A_NUMBER.search(before)
        and not (_QUOTE.search(before) and _INVOICE.search(before))
    )
    bracket = words[at].text if words[at].text.startswith("(") else f"{words[at - 1].text} {words[at].text}"
    return bool(own) and not _of_another(before, kind) and bool(_IN_BRACKETS.match(bracket))


def _clause(before: Sequence[Word]) -> Sequence[Word]:
    """What stands between the last dash and a number ("Devis du 2 mars – réf. NK-31")."""
    words = list(before)
    while words and words[-1].text in (":", *_BREAKS):
        words.pop()
    breaks = [at for at, word in enumerate(words) if word.text in _BREAKS]
    return words[breaks[-1] + 1 :] if breaks else words


def _number_at(words: Sequence[Word], at: int) -> list[Word] | None:
    """The words of the number that begins there: one, or several when letters or a stroke stand apart in it ("DEV
    2026 014", "2026 / 014")."""
    token = _stripped(words[at].text)
    if _is_id(token):
        dated = bool(dates_in(" ".join(w.text for w in words[at + 2 : at + 5])))  # "0311 / 6 février 2026"
        stroke = [w.text for w in words[at + 1 : at + 2]] == ["/"] and len(words) > at + 2 and not dated
        tail = words[at + 1 : at + 3] if stroke and _is_id(_stripped(words[at + 2].text)) else ()
        first = [_with(words[at], token), *(_with(w, _stripped(w.text) or w.text) for w in tail)]
        after = words[at + 1] if len(words) > at + 1 else None
        if (
            after
            and not tail
            and _GOES_ON_AFTER.fullmatch(after.text)
            and after.x0 - words[at].x1 < after.size
        ):
            return [first[0], after]
        return _groups(words, at) if token.isdigit() and not tail else first
    follows = _PREFIX.match(token) and not re.fullmatch(rf"{_NO}|{KIND}|tva|siret", fold(token))
    parts = [_with(words[at], token)]
    for word in words[at + 1 : at + 4] if follows else ():
        part = _stripped(word.text)
        if (
            word.x0 - parts[-1].x1 >= word.size
            or not (_is_id(part) or part.isdigit())
            or not part[0].isdigit()
        ):
            break
        parts.append(_with(word, part))
    return parts if len(parts) > 1 else None


def _groups(words: Sequence[Word], at: int) -> list[Word] | None:
    """The number in figures that begins there, with its next groups when it ends with them ("2026 04 012"). None for a
    telephone or a registration."""
    parts = [_with(words[at], _stripped(words[at].text))]
    for word in words[at + 1 : at + 5]:
        if not re.fullmatch(r"\d{2,}", word.text) or word.x0 - parts[-1].x1 >= word.size:
            break
        parts.append(word)
    text = " ".join(w.text for w in parts)
    if re.match(r"\d{3} \d{3} \d{3}\b|0\d(?: \d\d){4}", text):
        return None
    whole = len(parts) <= 4 and not dates_in(text) and _ends_there(words, at + len(parts))
    return parts if whole else parts[:1]


def _with(word: Word, text: str) -> Word:
    return Word(text, word.x0, word.y0, word.x1, word.y1, word.base)


def _ends_there(words: Sequence[Word], at: int) -> bool:
    """False when what follows makes the number count something ("Devis 8 pages")."""
    near = at < len(words) and words[at].x0 - words[at - 1].x1 < words[at].size
    return not near or bool(_GOES_ON.search(fold(words[at].text))) or bool(dates_in(words[at].text))


def under(run: Sequence[Word], row: Row, below: Sequence[Row]) -> Iterator[tuple[Word, ...]]:
    """What is printed right below a run of words, in line with it."""
    for lower in below:
        for other in segments(lower.words, 1.5):
            aligned = other[0].x0 < run[-1].x1 + 40 and other[-1].x1 > run[0].x0 - 5
            if aligned and lower.base - row.base < 2.4 * max(row.size, lower.size):
                yield other


def _lower(run: Sequence[Word], row: Row, below: Sequence[Row]) -> Iterator[tuple[Word, ...]]:
    """What stands beside a run of words at its right, printed a little lower in larger letters."""
    for lower in below:
        if lower.base - row.base < _STEP * max(row.size, lower.size):
            yield from (other for other in segments(lower.words, 1.5) if 0 < other[0].x0 - run[-1].x1 < 200)


def _lone_id(words: Sequence[Word]) -> list[Word] | None:
    number = _number_at(words, 0)
    return number if number and len(number) == len(words) else None


def _under_title(run: Sequence[Word], row: Row, below: Sequence[Row]) -> Iterator[tuple[float, list[Word]]]:
    """Under the document's title alone ("DEVIS"): "N° D2026-001", or a number that can be nothing else."""
    for other in under(run, row, below):
        last, token = other[-1], _stripped(other[-1].text)
        sign = fold(" ".join(w.text for w in other[:-1])) or (fold(last.text) if token != last.text else "")
        if not _is_id(token):
            continue
        if re.match(rf"{_NO}(?: {_NO})*$", sign) or (token != last.text and len(other) == 1):
            yield 9, [_with(last, token)]
        elif len(other) == 1 and (
            _OF_A_YEAR.fullmatch(token) or re.match(r"[A-Za-z]{1,5}[-_/.]?\d[\w./-]{2,}$", token)
        ):
            yield 6, [last]


def _stripped(text: str) -> str:
    return re.sub(r"^(?:n[°º*']|n\.|no\.|nr\.|#|:|°)+", "", text.lstrip("("), flags=re.I).strip("():,;#.")


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


def _label_weight(label: str, kind: _Named) -> float:
    near = " ".join(label.split()[-6:])
    if kind == "order" and _ORDER.search(near):
        return 10
    if _INTERVENTION.search(near):
        return _ANOTHERS
    if _NOT_A_NUMBER.search(near):
        return 0
    if _of_another(near, kind):
        return _ANOTHERS if _BARE.match(label) else 0
    return max(
        (weight for pattern, weight in _LABELS if pattern.search(near if weight > 4 else label)), default=0
    )


def _of_another(label: str, kind: _Named) -> bool:
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
    return word.x0 - last.x1 < (200 if weight >= _STRONG or last.text.endswith(":") else 25)
