"""The amounts that a label announces: what may be a total, whatever it is worth."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ..model import Adjustment, Place
from ..text.numbers import MINUS, Number, numbers_in
from ..text.pages import Page, Row, Word, box_of, fold, segments
from ..text.vocabulary import CARRIED_OVER, TotalKind, exempt, total_kind

USUAL_RATES = (Decimal(20), Decimal(10), Decimal("5.5"), Decimal(19), Decimal(7))
_IDENTITY = re.compile(
    r"\b(n tva|tva intra\w*|intracommunautaire|siret|siren|rcs|capital|iban|bic|tel|ape|naf|vat "
    r"(id|no|number)|ust id\w*|articles?|art|banques?|rib|bank)\b|"
    r"\b(tva|t v a|vat) (fr|be|lu|de|ch|it|es|nl)\b"
)


_ON = {"sur", "on", "auf", "von", "of"}  # between a rate and its base
_BASE_NEXT = re.compile(rf"%.* ({'|'.join(sorted(_ON))})$")
_PAID_ONCE = {"due", "deposit"}
_EACH_TIME = re.compile(r"((ht|ttc|hors taxes?|eur|euros?) )*(par (mois|an|trimestre)|mensuel|mois\b|chaque)")
_BEGINS = {"total", "totaux", "montant", "base", "tva", "net", "reste", "acompte", "vat", "tax"}
_FROM_ABOVE = 0.9  # how sure a label is that stands over its amount
_FROM_BEHIND = 0.95  # one behind it ("1 500 € HT"): a part may bear it too
_PART = re.compile(
    r"\b(sous total|sub ?total|zwischensumme|mensuel\w*|par mois|annuel\w*|par an|monatlich|monthly)\b"
)
_COUNTED = re.compile(
    r"(jours?|j|heures?|h|hrs?|days?|hours?|mois|months?|semaines?|pages?|ans?|points?|tage?|stunden?)\b"
)
_REST = re.compile(r"\d{3}([.,]\d\d)?(?!\d)")  # of an amount, after its thousands
_ARTICLE = 293  # of the tax code: no amount
_MARK = re.compile(r"\(\d\)")  # of a footnote, or the code of a rate


@dataclass(frozen=True)
class Candidate:
    """A number that a label says to be a total; `weight`: how sure its label is, from 0 to 1."""

    kind: TotalKind
    value: Decimal
    label: str
    place: Place
    weight: float
    rate: Decimal | None = None
    printed: bool = True  # False for an addition of ours, which counts only when it makes the total


def candidates(pages: Sequence[Page], sign: str | None, skip: set[tuple[int, float]]) -> list[Candidate]:
    """Every labelled number outside the lines' own rows (`skip`)."""
    result: list[Candidate] = []
    for page in pages:
        rows = page.rows
        for at, row in enumerate(rows):
            if (row.page, row.base) not in skip and not CARRIED_OVER.search(row.folded):
                below = rows[at + 1 : at + 2]
                row = _with_wrapped(row, below)
                named = (
                    side_by_side(row, rows[max(0, at - 1) : at], sign)
                    or _of_row(row, rows[max(0, at - 4) : at], sign)
                    or _labelled_below(row, below, sign)
                )
                if _goes_on(row, below, sign):
                    named = [
                        replace(c, weight=0.7 * c.weight) if c.weight == _FROM_ABOVE else c for c in named
                    ]
                result += [*named, *_unnamed(row, sign, {c.place for c in named})]
    return result


def _with_wrapped(row: Row, below: Sequence[Row]) -> Row:
    """With the amounts that a narrow cell broke after their thousands, when the row below holds nothing else."""
    if not below or below[0].base - row.base > 1.7 * row.size or not all(map(_is_amount, below[0].words)):
        return row
    words = []
    for word in row.words:
        rest = (w for w in below[0].words if w.x0 < word.x1 and word.x0 < w.x1 and _REST.match(w.text))
        tail = next(rest, None) if re.fullmatch(r"\d{1,3}", word.text) else None
        words.append(replace(word, text=word.text + tail.text, x1=max(word.x1, tail.x1)) if tail else word)
    return replace(row, words=tuple(words))


def _is_amount(word: Word) -> bool:
    return bool(re.fullmatch(r"[-−–]?[\d.,'’]*(€|eur|euros?)?", word.text, re.I))


def side_by_side(row: Row, above: Sequence[Row], sign: str | None) -> list[Candidate]:
    """The amounts of a row that holds nothing else, each with the label of its rank in the row right above, whose runs
    all name totals."""
    labels = [fold(" ".join(w.text for w in run)) for other in above for run in segments(other.words, 1.5)]
    amounts = [number for number in _amounts(row, sign) if not number.percent]
    apart = set(row.words) - {word for number in amounts for word in number.words}
    if (
        not 0 < len(amounts) == len(labels)
        or not all(map(total_kind, labels))
        or row.base - above[-1].base > 3 * row.size
        or any(not number.percent for number in _amounts(above[-1], sign))
        or any(re.search(r"[a-z]", fold(word.text).replace("eur", "")) for word in apart)
    ):
        return []
    pairs = zip(amounts, labels, strict=True)
    return [c for number, label in pairs for c in _named(number, label, 1.0, row.page, None)]


def _unnamed(row: Row, sign: str | None, named: set[Place]) -> Iterable[Candidate]:
    """Amounts under a label that we don't know, or none: they count only where they make a sum (`_completed`)."""
    for number in numbers_in(row.words, sign):
        place = Place(row.page, box_of(number.words))
        if not number.percent and _printed_as_money(number) and place not in named:
            yield Candidate("unnamed", number.value, _tail(row.folded), place, 0.5)


def _of_row(row: Row, above: Sequence[Row], sign: str | None) -> list[Candidate]:
    result: list[Candidate] = []
    label, rate, done = "", None, 0
    for number in _amounts(row, sign):
        start = row.words.index(number.words[0])
        text = _nearest(
            row.words[done:start] if done else [*_sentence_before(row, above), *row.words[:start]]
        )
        done = start + len(number.words)
        if number.percent:
            label, rate = f"{label} {text}".strip() if not result else text, number.value
            continue
        if rate is not None and start and fold(row.words[start - 1].text) in _ON:
            result += _base(number, label, row.page)
            continue
        after, used = _label_after(row.words[done:]) if start else _label_beside(row.words[done:])
        done += used
        if re.search(r"[a-z]{2}", text.replace("eur", "")) or not label:
            label = f"{label} {text}".strip() if rate is not None else text
        far = start > 0 and number.words[0].x0 - row.words[start - 1].x1 > 4 * row.size
        head = _head_above(number, above) if far or not total_kind(label) else ""
        head = "" if _BASE_NEXT.search(head) else head
        then = fold(" ".join(word.text for word in row.words[done:][:4]))
        if _COUNTED.match(then) and not _printed_as_money(number, cents=False):
            continue
        for text, weight in ((label, 1.0), (head, _FROM_ABOVE), (after, _FROM_BEHIND)):
            if not (total_kind(_tail(text)) in _PAID_ONCE and _EACH_TIME.match(then)):
                result += _named(number, text, weight, row.page, rate)
        rate = None
    return result


def _goes_on(row: Row, below: Sequence[Row], sign: str | None) -> bool:
    """Whether the next row holds amounts in the same columns: under one heading, these are a part and not the whole."""
    ends = [n.x1 for n in _amounts(row, sign) if not n.percent]
    more = [n for other in below for n in _amounts(other, sign) if any(abs(n.x1 - end) < 3 for end in ends)]
    return len(more) > 1 and more[0].base - row.base < 2 * row.size


def _labelled_below(row: Row, below: Sequence[Row], sign: str | None) -> list[Candidate]:
    """The amounts of a row without a label, of which the next row, without an amount, has the labels."""
    if (
        not below
        or below[0].base - row.base > 2 * row.size
        or any(not number.percent for number in _amounts(below[0], sign))
    ):
        return []
    result: list[Candidate] = []
    for number in _amounts(row, sign):
        over = [w for w in below[0].words if w.x0 < number.x1 + 15 and w.x1 > number.words[0].x0 - 15]
        whole = [run for run in segments(below[0].words) if over and any(w in over for w in run)]
        rate = next((n.value for n in numbers_in(below[0].words, sign) if n.percent), None)
        result += _named(number, _heading_over(number, whole), 0.85, row.page, rate) if over else []
    return result


def _base(number: Number, label: str, page: int) -> Iterable[Candidate]:
    """What a rate of VAT applies to ("TVA 20 % sur 1 270,00")."""
    if total_kind(_tail(label)) == "vat" and _printed_as_money(number):
        yield Candidate("base", number.value, _tail(label), Place(page, box_of(number.words)), 1.0)


def _amounts(row: Row, sign: str | None) -> list[Number]:
    numbers = numbers_in(row.words, sign)
    if exempt(row.folded):
        numbers = [n for n in numbers if n.value != _ARTICLE]
    return [n for n in numbers if not _MARK.fullmatch(n.printed)]


def _sentence_before(row: Row, above: Sequence[Row]) -> Sequence[Word]:
    """The end of the line above, when this one goes on with the same sentence, or stands half-way down a label of two
    lines."""
    last = above[-1] if above and not row.text.startswith("(") else None
    if last is not None and row.base - last.base < 0.75 * row.size and last.words[-1].x1 < row.words[0].x0:
        return last.words[-6:]
    if last is None or len(last.words) < 8 or abs(last.words[0].x0 - row.words[0].x0) > 2:
        return ()
    if row.base - last.base > 1.7 * row.size or len(segments(last.words, 2)) > 1:
        return ()
    has_own_label = row.words[0].text[:1].isupper() and any(word.text.endswith(":") for word in row.words)
    if has_own_label or last.words[-1].text.endswith((".", ";")):
        return ()
    return last.words[-4:]


def _named(number: Number, label: str, weight: float, page: int, rate: Decimal | None) -> Iterable[Candidate]:
    """The number under this label, each of its readings apart."""
    near = _tail(label)
    kind = None if CARRIED_OVER.search(near) or _IDENTITY.search(near) else total_kind(near)
    kind = "subtotal" if kind == "net" and _PART.search(near) else kind
    if kind is None or abs(number.value) >= 10_000_000:
        return
    if kind == "vat" and number.value in USUAL_RATES and not _printed_as_money(number):
        return  # its "%" stands elsewhere
    place = Place(page, box_of(number.words))
    weight -= 0.0 if _printed_as_money(number) else 0.3
    if kind == "vat" and rate is None:
        rate = next(iter(rates_in(label)), None)
    for n, value in enumerate(number.readings):
        yield Candidate(kind, value, _tail(label), place, weight - 0.2 * n, rate)


def _label_after(words: Sequence[Word]) -> tuple[str, int]:
    """What stands right after an amount and says what it is ("862,50 € HT,"), and how many words it takes."""
    for at, word in enumerate(words[:3]):
        if at and word.x0 - words[at - 1].x1 > 0.6 * word.size:
            break
        text = fold(word.text)
        if text in ("ht", "ttc", "hors", "toutes"):
            taxes = text in ("hors", "toutes")
            ends = at + 1 + taxes
            ends += [fold(word.text) for word in words[ends : ends + 1]] == ["comprises"]
            last = words[min(ends, len(words)) - 1].text[-1:] in ",.;)" or ends >= len(words)
            last = last or words[ends].text.startswith("(")
            return (f"total {'ht' if text in ('ht', 'hors') else 'ttc'}", ends) if last else ("", 0)
        if text == "de" and [fold(w.text) for w in words[at + 1 : at + 2]] == ["tva"]:
            return "tva", at + 2
        if text not in ("", "eur", "euro", "euros"):
            break
    return "", 0


def _label_beside(words: Sequence[Word]) -> tuple[str, int]:
    """The label at the right of an amount that begins its row ("334,00 € TVA 20 %"), and how many words it takes."""
    if _label_after(words)[1]:
        return _label_after(words)
    run = segments([word for word in words if word.text not in ("€", "EUR")], 4)[:1]
    label = fold(" ".join(word.text for word in run[0])) if run else ""
    return (label, 0) if total_kind(label) and len(label) <= 30 else ("", 0)


def _nearest(words: Sequence[Word]) -> str:
    """The label next to a number: what a wide blank sets apart belongs to another, unless the rest names no total."""
    words = [word for word in words if word.text not in MINUS]
    runs = segments(words, 1.5)
    near = fold(" ".join(w.text for w in runs[-1])) if runs else ""
    return near if total_kind(near) else fold(" ".join(w.text for w in words))


def _printed_as_money(number: Number, *, cents: bool = True) -> bool:
    return number.money or (cents and bool(re.search(r"[.,]\d{2}$", number.printed.strip("€ EURHTC*"))))


def _tail(label: str) -> str:
    """The end of a long label: what stands next to the number."""
    words = label.split()
    return " ".join(words[-7:])


def _head_above(number: Number, above: Sequence[Row]) -> str:
    """The label printed over a number, on up to three lines; empty when what stands there names no total."""
    label, below = "", number.base
    for row in reversed(above[-4:]):
        if below - row.base > (5 if not label else 1.7) * row.size:
            break
        left, right = number.words[0].x0 - 15, number.x1 + 15
        runs = [run for run in segments(row.words) if run[0].x0 < right and run[-1].x1 > left]
        if any(map(_is_sentence, runs)):
            break  # it says something of its own, and heads nothing
        if text := _heading_over(number, runs):
            label, below = f"{text} {label}".strip(), row.base
        if total_kind(label):
            return "" if re.search(r"\d{3}", label) else label
    return ""


def _heading_over(number: Number, runs: Sequence[Sequence[Word]]) -> str:
    """What stands over a number; of two headings set close together ("Total HT Total TTC"), the nearer."""
    headings: list[list[Word]] = []
    for run in runs:
        headings.append([])
        for word in run:
            if _named_kind(headings[-1]) and fold(word.text) in _BEGINS:
                headings.append([])
            headings[-1].append(word)
    if len(list(filter(None, map(_named_kind, headings)))) > 1:
        middle = (number.words[0].x0 + number.x1) / 2
        headings = [min(headings, key=lambda words: abs((words[0].x0 + words[-1].x1) / 2 - middle))]
    return " ".join(fold(" ".join(w.text for w in words)) for words in headings)


def _named_kind(words: Sequence[Word]) -> bool:
    return total_kind(fold(" ".join(w.text for w in words))) in ("net", "vat", "gross")


def _is_sentence(run: Sequence[Word]) -> bool:
    return len(run) >= 8 or (len(run) >= 6 and run[-1].text.endswith((".", ";")))


def changes(candidates: Sequence[Candidate]) -> tuple[Adjustment, ...]:
    """Discounts and charges printed among the totals."""
    kept: dict[Place, Adjustment] = {}
    for c in candidates:
        if c.kind in ("discount", "charge") and c.weight >= 0.8 and c.value and c.place not in kept:
            kept[c.place] = Adjustment(c.label, -abs(c.value) if c.kind == "discount" else c.value, c.place)
    return tuple(kept.values())[:6]


def rates_in(text: str) -> tuple[Decimal, ...]:
    """The percentages of folded text that may be rates of VAT, from the lowest."""
    rates = {
        Decimal(m.replace(" ", ".").replace(",", "."))
        for m in re.findall(r"\b(\d{1,2}(?: \d{1,2})?) ?%", text)
    }
    return tuple(sorted(rate for rate in rates if 0 < rate <= 25))
