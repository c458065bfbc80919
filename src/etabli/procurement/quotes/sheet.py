"""What the page of a quote shows, made from the reading alone: no database, no clock.

What isn't certain is said to be so; no price is judged.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etabli.foundation.ui.language import reader_language
from etabli.foundation.ui.typography import full_day
from etabli.procurement.needs.catalogue import load
from etabli.procurement.quotes.engine.model import Against, Check, Found, Line, Quote
from etabli.procurement.quotes.engine.packing import short
from etabli.procurement.quotes.engine.wording import VERIFY_EN, VERIFY_FR
from etabli.procurement.quotes.wording import ARITHMETIC, QUESTIONS, SAID_BY_BRIEF, SAID_BY_NEED, TITLES

Tone = Literal["ok", "ask", "stop"]
SURE = 0.7  # below, a value is shown with a doubt
LARGEST = 10**12  # euros; above, it is no amount
CENT = Decimal("0.01")
NOT_LAW = frozenset({"Bonne pratique", "Calcul", ""})


@dataclass(frozen=True)
class Row:
    """A line of the quote. An amount that isn't certain is None; `doubt` marks one to look at again."""

    description: str
    details: str
    quantity: str
    unit_price: Decimal | None
    amount: Decimal | None
    is_gross: bool
    recurring: str
    optional: bool
    doubt: bool


@dataclass(frozen=True)
class Total:
    """A total as printed; None when it isn't certain."""

    label: str
    amount: Decimal | None
    doubt: bool
    is_main: bool = False


@dataclass(frozen=True)
class Finding:
    """Something to look at. `key` names it in this reading; `is_law` when its source is a text of law."""

    key: str
    tone: Tone
    title: str
    message: str
    evidence: str = ""
    source: str = ""
    is_law: bool = False
    to_verify: bool = False
    dismissed_because: str | None = None

    @property
    def name(self) -> str:
        return self.title


@dataclass(frozen=True)
class Compared:
    """A need of the brief and what the quote says of it."""

    key: str
    label: str
    reason: str
    question: str = ""
    risk: str = ""
    dismissed_because: str | None = None

    @property
    def name(self) -> str:
        return self.label


@dataclass(frozen=True)
class Question:
    """A question to put to the supplier, and what it is about."""

    about: str
    text: str


@dataclass(frozen=True)
class Sheet:
    """The whole page."""

    facts: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    totals: tuple[Total, ...]
    verdict: Finding
    sums: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    covered: tuple[Compared, ...]
    missing: tuple[Compared, ...]
    unclear: tuple[Compared, ...]
    extra: tuple[Compared, ...]
    dismissed: tuple[Finding | Compared, ...]
    questions: tuple[Question, ...]
    pages: int
    is_invoice: bool

    @property
    def grave(self) -> tuple[Finding, ...]:
        """What to look at first: sums that don't come out, and what may cost dear."""
        return tuple(one for one in (*self.sums, *self.findings) if one.tone == "stop")

    @property
    def of_law(self) -> tuple[Finding, ...]:
        """Smaller remarks whose source is a text of law."""
        return tuple(one for one in (*self.sums, *self.findings) if one.tone != "stop" and one.is_law)

    @property
    def of_practice(self) -> tuple[Finding, ...]:
        """Smaller remarks of good practice."""
        return tuple(one for one in (*self.sums, *self.findings) if one.tone != "stop" and not one.is_law)

    def title_of(self, key: str) -> str | None:
        """What a finding or a need that may be set aside is called."""
        for finding in (*self.sums, *self.findings):
            if finding.key == key:
                return finding.title
        return next((one.label for one in (*self.missing, *self.unclear) if one.key == key), None)


def make_sheet(quote: Quote, *, language: str = "fr", dismissed: Mapping[str, str] | None = None) -> Sheet:
    """Compose the page of a reading. `dismissed` maps the keys of set-aside findings to the reason given."""
    reasons = dismissed or {}
    asked = {against.need for against in quote.against if against.status in ("missing", "unclear")}
    told = [pair for pair in _keyed(quote.checks) if not _said_otherwise(pair[0], quote, asked)]
    findings = [(check, _finding(check, key, language, reasons)) for check, key in told]
    compared = [(one.status, _compared(one, quote, language, reasons)) for one in quote.against]
    sums = [f for check, f in findings if check.id in ARITHMETIC and f.dismissed_because is None]
    others = [
        f
        for check, f in findings
        if check.id not in ARITHMETIC and check.severity != "ok" and f.dismissed_because is None
    ]
    kept = {
        status: tuple(one for own, one in compared if own == status and one.dismissed_because is None)
        for status in ("covered", "missing", "unclear", "extra")
    }
    every: list[Finding | Compared] = [*(f for _check, f in findings), *(one for _status, one in compared)]
    return Sheet(
        facts=_facts(quote),
        rows=tuple(_row(line) for line in quote.lines),
        totals=tuple(_totals(quote)),
        verdict=_verdict(quote, sums),
        sums=tuple(f for f in sums if f.tone != "ok"),
        findings=tuple(others),
        **kept,
        dismissed=tuple(one for one in every if one.dismissed_because is not None),
        questions=tuple(_questions([*sums, *others], [*kept["missing"], *kept["unclear"]])),
        pages=quote.pages,
        is_invoice=quote.kind == "invoice",
    )


def _said_otherwise(check: Check, quote: Quote, asked: set[str]) -> bool:
    """Whether the comparison with the brief says the same."""
    return SAID_BY_NEED.get(check.id) in asked or (check.id in SAID_BY_BRIEF and bool(quote.against))


def _facts(quote: Quote) -> tuple[tuple[str, str], ...]:
    """What the head of the quote says, in reading order; what wasn't found is left out, what isn't sure is said so."""
    supplier = quote.supplier
    pairs = [
        (_("Supplier"), supplier.name),
        (_("SIRET"), supplier.siret),
        (_("SIREN"), None if supplier.siret else supplier.siren),
        (_("Quote number"), quote.number),
        (_("Date of the quote"), quote.issued_on),
        (_("Valid until"), quote.valid_until),
        (_("E-mail"), supplier.email),
        (_("Telephone"), supplier.phone),
    ]
    return tuple((label, _said(found)) for label, found in pairs if found)


def _said(found: Found[str] | Found[date]) -> str:
    said = full_day(found.value) if isinstance(found.value, date) else found.value
    return said if is_sure(found) else _("%(value)s (to look at again on the quote)") % {"value": said}


def is_sure(found: Found[Any]) -> bool:
    """Whether a value may be shown, and kept, without a doubt."""
    return found.confidence >= SURE


def _row(line: Line) -> Row:
    return Row(
        description=line.description,
        details=line.details,
        quantity=_quantity(line),
        unit_price=line.unit_price,
        amount=line.amount,
        is_gross=line.net_amount is None and line.gross_amount is not None,
        recurring={"month": _("every month"), "year": _("every year"), None: ""}[line.recurring],
        optional=line.optional,
        doubt=line.confidence < SURE,
    )


def _quantity(line: Line) -> str:
    figure = short(line.quantity) or ""
    figure = figure.replace(".", ",") if reader_language() == "fr" else figure
    return " ".join(part for part in (figure, line.unit) if part)


def payable(quote: Quote) -> Decimal | None:
    """What the quote comes to in cents, when sure: its total with VAT, or without when none is charged."""
    totals = quote.totals
    found = totals.gross or totals.due or (totals.net if _is_exempt(quote) else None)
    if found is None or not is_sure(found) or abs(found.value) >= LARGEST:
        return None
    return found.value.quantize(CENT, ROUND_HALF_UP)


def _is_exempt(quote: Quote) -> bool:
    return any(check.id == "vat-exempt" for check in quote.checks) and quote.totals.vat is None


def _totals(quote: Quote) -> list[Total]:
    totals, exempt = quote.totals, _is_exempt(quote) and quote.totals.gross in (None, quote.totals.net)
    shown = [
        (_("Total, no VAT charged") if exempt else _("Total without VAT"), totals.net, exempt),
        (_("VAT"), totals.vat, False),
        (_("Total with VAT"), None if exempt else totals.gross, not exempt),
        (_("Deposit"), totals.deposit, False),
        (_("To pay"), totals.due, False),
    ]
    return [
        Total(label, found.value, not is_sure(found), is_main)
        if found
        else Total(label, None, False, is_main)
        for label, found, is_main in shown
        if found or is_main
    ]


def _verdict(quote: Quote, sums: list[Finding]) -> Finding:
    """The arithmetic in one sentence."""
    count = len(quote.lines)
    lines = ngettext("%(count)d line read", "%(count)d lines read", count) % {"count": count}
    wrong = [finding for finding in sums if finding.tone == "stop"]
    right = [finding for finding in sums if finding.tone == "ok"]
    if wrong:
        title = _("%(lines)s: the sums don't come out") % {"lines": lines}
        return Finding("sums", "stop", title, _("We show the figures as they are printed: ask the supplier."))
    known = [line.net_amount is not None for line in quote.lines if not line.optional]
    if right or (not sums and _is_exempt(quote) and quote.totals.net and known and all(known)):
        told = right[0].message if right else _("The lines make the total.")
        return Finding("sums", "ok", _("%(lines)s, the total is right") % {"lines": lines}, told)
    title = _("%(lines)s: we could not check the total") % {"lines": lines}
    return Finding("sums", "ask", title, _("Look at the totals on the quote itself."))


def _source(source: str) -> str:
    """A text of law keeps its French name; what is not law is told in the reader's language."""
    return {"Bonne pratique": _("Good practice"), "Calcul": _("Arithmetic")}.get(source, source)


def _keyed(checks: Sequence[Check]) -> Iterator[tuple[Check, str]]:
    """Each check with its own key: two rates of VAT may both be wrong, and are set aside one by one."""
    seen: Counter[str] = Counter()
    for check in checks:
        key = check.id if check.line is None else f"{check.id}:{check.line}"
        seen[key] += 1
        yield check, key if seen[key] == 1 else f"{key}:again-{seen[key]}"


def _finding(check: Check, key: str, language: str, reasons: Mapping[str, str]) -> Finding:
    message = check.en if language.startswith("en") else check.fr
    bare = message.removesuffix(VERIFY_FR).removesuffix(VERIFY_EN)
    tones: dict[str, Tone] = {"error": "stop", "warning": "stop", "info": "ask", "ok": "ok"}
    title = str(TITLES[check.id]) if check.id in TITLES else bare
    return Finding(
        key=key,
        tone=tones[check.severity],
        title=title,
        message=bare if title != bare else "",
        evidence=check.evidence,
        source=_source(check.source),
        is_law=check.source not in NOT_LAW,
        to_verify=bare != message,
        dismissed_because=reasons.get(key),
    )


def _compared(against: Against, quote: Quote, language: str, reasons: Mapping[str, str]) -> Compared:
    need = load().get(against.need)
    key = f"need:{against.need}"
    silent = against.status in ("missing", "unclear")
    return Compared(
        key=key,
        label=need.label.in_language(language) if need else against.need,
        reason=_reason(against, quote),
        question=against.question if silent else "",
        risk=need.risk.in_language(language) if need and against.status == "missing" else "",
        dismissed_because=reasons.get(key),
    )


def _reason(against: Against, quote: Quote) -> str:
    """Why we say so: the lines of the quote; nothing for what isn't in it."""
    named = [
        _("“%(text)s”") % {"text": quote.lines[at].description}
        for at in against.lines
        if at < len(quote.lines)
    ]
    said = {"lines": ", ".join(named[:3])}
    if against.status == "covered":
        return _("In the quote: %(lines)s") % said
    if against.status == "extra":
        return _("In the quote, not in the project: %(lines)s") % said
    if against.status == "unclear":
        return (
            _("Perhaps in: %(lines)s") % said
            if named
            else _("The quote names it, in no line that has a price.")
        )
    return ""


def _questions(findings: list[Finding], compared: list[Compared]) -> list[Question]:
    """What to ask, the gravest first, each once."""
    found: dict[str, Question] = {}
    first = [finding for finding in findings if finding.tone == "stop"]
    last = [finding for finding in findings if finding.tone == "ask"]
    for finding in first:
        _ask(found, finding.title, QUESTIONS.get(finding.key.split(":")[0]))
    for one in compared:
        _ask(found, one.label, one.question)
    for finding in last:
        _ask(found, finding.title, QUESTIONS.get(finding.key.split(":")[0]))
    return list(found.values())


def _ask(found: dict[str, Question], about: str, text: object) -> None:
    if text:
        found.setdefault(str(text), Question(about, str(text)))
