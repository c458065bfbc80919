"""Things sold each in a list of fields, a label and its value ("Désignation : Logo", "Quantité : 2", "Montant HT :
900,00 €"): no table, but products that come out, or a printed total that adds the amounts up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..model import Place
from ..text.numbers import Number, numbers_in
from ..text.pages import Page, Row, Word, box_of, fold, segments
from ..text.vocabulary import Role, roles_of
from .body import Record, Table
from .cards import PROOFS
from .descriptions import Description
from .headings import Column
from .labels import candidates
from .wording import Wording

_WORDS: tuple[Role, ...] = ("description", "reference", "unit")
_FIGURES: tuple[Role, ...] = ("quantity", "unit_price", "discount", "vat_rate")
_AMOUNTS: tuple[Role, ...] = ("net", "amount", "gross")
_ROLES = (*_WORDS, *_FIGURES, *_AMOUNTS)
_APART = 1.5  # in letters' heights: between a label and its value, or two fields of a row
_FAR = 2.2  # in letters' heights: from a title to the first field under it
_WIDER = 1.5  # how much wider than within a thing a blank is that ends it
_BETWEEN = ("-", "–", "—", "|", "•", "·", ";", "/")
_LONGEST = 40  # letters of a label
_ALIGNED = 3.0  # points: what goes on under a value begins no farther to its left
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class _Field:
    role: Role
    value: tuple[Word, ...]


type _Thing = dict[Role, _Field]


def fields(pages: Sequence[Page], sign: str | None) -> list[Table]:
    """The lists of fields of each page as the records of a table; none unless all of them name a thing and its amount,
    and these are proved."""
    result = []
    for page in pages:
        things = list(_things(page.rows))
        if things and _are_proved(things, page, sign):
            result.append(_table(things, page, sign))
    return result


def _things(rows: Sequence[Row]) -> Iterator[_Thing]:
    """What is told from a name to the next title, name, or label that was there already; nothing of what lacks an
    amount. A name without a label is the title right above the first field."""
    thing: _Thing = {}
    step = 0.0
    for above, row in zip((None, *rows), rows, strict=False):
        row_fields = list(_fields(row))
        title = _title(above, row)
        gap = row.base - above.base if above else 0.0
        if step and gap > _WIDER * step and any(role in thing for role in _AMOUNTS):
            yield from _complete(thing)
            thing = {}
        step = max(step, gap) if thing else 0.0
        if not row_fields and thing and row.words[0].x0 < thing["description"].value[0].x0 - _ALIGNED:
            yield from _complete(thing)
            thing = {}
        for field in row_fields:
            if thing and (field.role == "description" or field.role in thing):
                yield from _complete(thing)
                thing = {}
            if not thing and title and field.role in _FIGURES:
                thing["description"], title, step = title, None, gap
            if thing or field.role == "description":
                thing[field.role] = field
    yield from _complete(thing)


def _title(above: Row | None, row: Row) -> _Field | None:
    """The row above as the name of a thing: of one piece, near, and without a field of its own."""
    if above is None or row.base - above.base > _FAR * row.size or list(_fields(above)):
        return None
    return _Field("description", above.words) if len(segments(above.words, _APART)) == 1 else None


def _complete(thing: _Thing) -> Iterator[_Thing]:
    if any(role in thing for role in _AMOUNTS):
        yield thing


def _fields(row: Row) -> Iterator[_Field]:
    """The labels of a row that name what a column may hold, each with what stands after it."""
    label = ""
    for run in _runs(row):
        text = fold(" ".join(word.text for word in run))
        roles = roles_of(text) if len(text) <= _LONGEST and not re.search(r"\d", text) else ("other",)
        if label:
            role = _role(label)
            label = ""
            if role in _ROLES:
                yield _Field(role, tuple(run))
        elif roles[0] in _ROLES or run[-1].text.endswith(":"):
            label = text


def _role(label: str) -> Role:
    return roles_of(label)[0]


def _runs(row: Row) -> Iterator[list[Word]]:
    """The words of a row, cut at wide blanks, after a colon that ends a label, and at the signs between several of
    these."""
    several = sum(word.text.endswith(":") for word in row.words) > 1
    for part in segments(row.words, _APART):
        run: list[Word] = []
        for word in part:
            if several and word.text in _BETWEEN:
                if run:
                    yield run
                run = []
                continue
            run.append(word)
            if word.text.endswith(":") and len(run) <= 5:
                yield run
                run = []
        if run:
            yield run


def _are_proved(things: Sequence[_Thing], page: Page, sign: str | None) -> bool:
    """Whether all products come out, or a total under the last thing is the sum of the amounts."""
    amounts = [_amount(thing, sign) for thing in things]
    values = [number.value for number in amounts if number]
    if len(values) < len(things):
        return False
    if all(_comes_out(thing, value, sign) for thing, value in zip(things, values, strict=True)):
        return True
    bottom = max(word.base for word in things[-1]["description"].value)
    sums = {c.value for c in candidates([page], sign, set()) if c.kind in PROOFS and c.place.box[3] > bottom}
    return len(values) > 1 and sum(values) in sums


def _comes_out(thing: _Thing, amount: Decimal, sign: str | None) -> bool:
    factors = [_number(thing.get(role), sign) for role in ("quantity", "unit_price")]
    quantity, price = factors
    return bool(quantity and price and abs(quantity.value * price.value - amount) <= _CENT and amount)


def _amount(thing: _Thing, sign: str | None) -> Number | None:
    return next((_number(thing[role], sign) for role in _AMOUNTS if role in thing), None)


def _number(field: _Field | None, sign: str | None) -> Number | None:
    return next(iter(numbers_in(field.value, sign)), None) if field else None


def _table(things: Sequence[_Thing], page: Page, sign: str | None) -> Table:
    roles = [role for role in _ROLES if any(role in thing for thing in things)]
    records = tuple(_record(thing, roles, page, sign) for thing in things)
    boxes = [record.place.box for record in records]
    box = (
        min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes),
    )  # fmt: skip
    columns = tuple(Column("", (role,), box[0], box[2]) for role in roles)
    return Table(columns, records, Place(page.number, box), Wording(roles.index("description")))


def _record(thing: _Thing, roles: Sequence[Role], page: Page, sign: str | None) -> Record:
    said = {role: " ".join(word.text for word in field.value) for role, field in thing.items()}
    name = said["description"]
    texts = {at: said.get(role, "") for at, role in enumerate(roles)}
    numbers = {
        at: tuple(numbers)
        for at, role in enumerate(roles)
        if role in thing and role not in _WORDS and (numbers := numbers_in(thing[role].value, sign))
    }
    box = box_of([word for field in thing.values() for word in field.value])
    described = Description(said.get("reference", ""), name, "", name)
    return Record(described, numbers, texts, Place(page.number, box), name)
