"""Things sold in the sentences of a letter ("la refonte de votre site pour 2 400 € HT"): no table, but amounts in
money, each after the words that say what it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..model import Place
from ..text.numbers import CURRENCIES, Number, numbers_in
from ..text.pages import Page, Row, Word, box_of, fold, segments
from ..text.vocabulary import OPTION, Role, total_kind
from .body import Record, Table
from .cards import SUMS
from .descriptions import Description
from .headings import Column
from .labels import Candidate, candidates
from .wording import Wording

NO_THING = re.compile(
    r"\b(acomptes?|arrhes|solde|capital|indemnites?|penalites?|total\w*|totaux|tva|taxes|montant|budget|remise|"
    r"a la commande|a la signature|a la livraison|reste|versements?|paiements?|echeances?|loyers?|chiffre|seuil|"
    r"assurance|garantie|deposit|vat|discount|soit|en tout)\b"
)
_WE = r"(?:nous|je|on) (?:vous )?"
_INTRODUCES = re.compile(
    rf"^(?:{_WE}(?:propos\w+|demand\w+|factur\w+|compt\w+|r[ée]alis\w+|cr[ée]+\w*|livr\w+)|"
    r"(?:notre|mon|cette) (?:offre|proposition) (?:comprend|inclut)|we (?:propose|offer|charge)|"
    r"(?:et|puis|ainsi que|plus|avec|enfin|pour|de|and|for)\b)[\s,:]*",
    re.I,
)
_LEADS = re.compile(
    rf"[\s,:=–—-]*\b(?:pour|à|a|au (?:prix|tarif) de|{_WE}(?:demand\w+|compt\w+|factur\w+|propos\w+)|"
    r"(?:est|sont|sera|seront) (?:de|à|factur\w+)?|co[ûu]te(?:nt|ra)?|revien(?:t|nent|dra)|s[’']él[èe]ve(?:nt)?|"
    r"factur[ée]e?s?|un (?:montant|forfait|prix) de|c[’']est|forfait de|comptez|for|at|costs?|de)[\s,:]*$|"
    r"[\s,:=–—-]+$",
    re.I,
)
# What comes before the first thing of a letter: what it answers, and how it names itself.
_OPENING = re.compile(
    r"^(?:suite à|à la suite|faisant suite|pour faire suite|comme|après|lors|en réponse|dans le cadre|selon)\b"
    r"[^,]*,\s*|"
    r"^.*\b(?:vous|nous|je|on) propos\w+(?: de)?[\s,:]+|"
    r"^.*\b(?:offre|proposition|devis)\b(?:,| pour| concernant| qui comprend| qui inclut| comprenant| incluant)\s+",
    re.I,
)
_TAKEN = re.compile(
    r"(?:de |d )?(?:la )?(?:tva|taxes|vat|acompte|remise)\b"
)  # after an amount: it sells nothing
_TAX = re.compile(r"(ht|ttc|h t|t t c|hors tax)\b")
_PRICE = re.compile(r"(somme|prix|tarif|forfait|cout|price|sum)")
_ARTICLE = re.compile(r"^(?:la |le |les |l[’'] ?|une? |des |the |an? )", re.I)
_AFTER = re.compile(
    r"(€|euros?|eur|h\.?t\.?|ttc|hors|taxes?|net|par|/|chaque|mois|an|an\.|mensuels?)[.,;:)]*", re.I
)
_PERIOD = re.compile(r"(?:par|/|chaque) ?(mois|an|annee)\b|\b(mensuel|annuel)")
_END = re.compile(r"[.;:!?]$")
_SHORT = 0.75  # of the way to the right edge: a line that ends sooner is the last of its paragraph
_FAR = 1.8  # in letters' heights: from a line of a paragraph to the next


@dataclass(frozen=True)
class _Thing:
    name: tuple[Word, ...]
    text: str
    number: Number
    after: str  # what follows the amount: its tax, and how often it is due


def things(pages: Sequence[Page], sign: str | None) -> list[Table]:
    """What sentences sell, as the records of one table a page. Nothing where a total is printed and these don't come to
    it, with or without what comes back."""
    pairs = [
        (page, thing) for page in pages for part in _paragraphs(page.rows) for thing in _things(part, sign)
    ]
    taken = {Place(page.number, box_of(thing.number.words)) for page, thing in pairs}
    others = [c for c in candidates(pages, sign, set()) if c.place not in taken]
    if any(c.kind in SUMS for c in others):
        pairs = _proved(pairs, others)
    role = _role([t.after.split() for _, t in pairs])
    mine = [(page, [_record(t, page.number) for owner, t in pairs if owner is page]) for page in pages]
    return [_table(page, records, role) for page, records in mine if records]


def _proved(pairs: Sequence[tuple[Page, _Thing]], others: Sequence[Candidate]) -> list[tuple[Page, _Thing]]:
    """All things, or those above a printed total, when they come to one, with or without what comes back."""
    sums, taxes = {c.value for c in others}, [c.value for c in others if c.kind == "vat"]
    spots = [(c.place.page, c.place.box[1]) for c in others if c.kind in SUMS]
    for end in (None, *spots):
        some = [(page, thing) for page, thing in pairs if not end or (page.number, thing.number.base) < end]
        once = sum((t.number.value for _, t in some if not _PERIOD.search(t.after)), Decimal(0))
        every = sum((t.number.value for _, t in some), Decimal(0))
        if len(some) > 1 and {once, every, *(total + tax for tax in taxes for total in (once, every))} & sums:
            return some
    return []


def _role(after: Sequence[Sequence[str]]) -> Role:
    """What all amounts are, by the words after each."""
    if all("ttc" in words for words in after):
        return "gross"
    return "net" if all({"ht", "hors"} & set(words) for words in after) else "amount"


def _paragraphs(rows: Sequence[Row]) -> Iterator[list[Word]]:
    """The words of each paragraph, in reading order; rows cut by wide blanks belong to none."""
    words: list[Word] = []
    last: Row | None = None
    edge = max((row.words[-1].x1 for row in rows), default=0.0)
    for row in rows:
        plain = len(segments(row.words, 2.5)) == 1
        near = last is not None and row.base - last.base < _FAR * row.size
        short = last is not None and last.words[-1].x1 < _SHORT * edge
        goes_on = near and not (short and row.text[:1].isupper())
        if words and not (plain and goes_on):
            yield words
            words = []
        words, last = [*words, *(row.words if plain else ())], row
    if words:
        yield words


def _things(words: Sequence[Word], sign: str | None) -> Iterator[_Thing]:
    """Each amount of money in a paragraph with the clause that leads to it."""
    start = 0
    for number in numbers_in(words, sign):
        at = next(place for place, word in enumerate(words) if word is number.words[0])
        end = at + len(number.words)
        stop = end
        while stop < len(words) and stop - end < 6 and _AFTER.fullmatch(words[stop].text):
            stop += 1
        clause = _last_clause(words[start : at - (at > 0 and words[at - 1].text in CURRENCIES)])
        before, start = start, stop
        after = fold(" ".join(word.text for word in words[end:stop]))
        if number.percent or not (number.money or _TAX.match(after)):
            start = before
            continue
        if _TAKEN.match(fold(" ".join(word.text for word in words[stop : stop + 3]))):
            continue
        name = _name(" ".join(word.text for word in clause))
        if _PRICE.fullmatch(fold(name)):  # "Pour la somme de 1 800 €, nous réalisons votre site"
            clause = _first_clause(words[stop:])
            name = _name(" ".join(word.text for word in clause))
        if name and number.value > 0:
            yield _Thing(tuple(clause), name, number, after)


def _last_clause(words: Sequence[Word]) -> Sequence[Word]:
    """What follows the last full stop or colon; a colon right before the amount ends nothing."""
    ends = [at for at, word in enumerate(words[:-1]) if _END.search(word.text)]
    ends += [len(words) - 1] if words and words[-1].text.endswith((".", ";")) else []
    return words[ends[-1] + 1 :] if ends else words


def _first_clause(words: Sequence[Word]) -> Sequence[Word]:
    end = next((at for at, word in enumerate(words) if word.text.endswith((".", ",", ";"))), len(words) - 1)
    return words[: end + 1]


def _name(clause: str) -> str:
    """What a clause sells; empty when it sells nothing."""
    folded = fold(re.sub(r"\([^)]*\)", " ", clause))
    if NO_THING.search(folded) or total_kind(folded) in SUMS or OPTION.search(folded) or len(clause) > 160:
        return ""
    before = None
    while before != clause:
        before = clause
        clause = _LEADS.sub("", _INTRODUCES.sub("", _OPENING.sub("", clause.strip(" ,;."))))
    clause = _ARTICLE.sub("", clause)
    return clause[:1].upper() + clause[1:] if re.search(r"[^\W\d_]{4}", clause) else ""


def _record(thing: _Thing, page: int) -> Record:
    period = _PERIOD.search(thing.after)
    details = period.group() if period else ""
    described = Description("", thing.text, details, thing.text)
    box = box_of([*thing.name, *thing.number.words])
    texts = {0: thing.text, 1: thing.number.printed}
    return Record(described, {1: (thing.number,)}, texts, Place(page, box), thing.text)


def _table(page: Page, records: Sequence[Record], role: Role) -> Table:
    boxes = [record.place.box for record in records]
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, bottom = max(b[2] for b in boxes), max(b[3] for b in boxes)
    columns = (Column("", ("description",), left, right), Column("", (role,), left, right))
    return Table(
        columns, tuple(records), Place(page.number, (left, top, right, bottom)), Wording(0), prose=True
    )
