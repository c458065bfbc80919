"""What the page of a quote shows, made from the reading alone: no database, no clock.

What isn't certain is said to be so; no price is judged.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _, ngettext

from etabli.procurement.needs.catalogue import load
from etabli.procurement.quotes.corrections import Corrected, corrected
from etabli.procurement.quotes.engine.findings import VERIFY_EN, VERIFY_FR
from etabli.procurement.quotes.engine.model import Against, Check, Quote
from etabli.procurement.quotes.engine.report.costs import is_exempt
from etabli.procurement.quotes.page_frames import View, view_of
from etabli.procurement.quotes.value_questions import ValueQuestion, unsure_values
from etabli.procurement.quotes.values import (
    Notes,
    Row,
    Told,
    Total,
    Value,
    facts_of,
    news_of,
    orphans_of,
    rows_of,
    totals_of,
    values_in,
)
from etabli.procurement.quotes.wording import (
    ARITHMETIC,
    BINDING_OR_LOST,
    QUESTIONS,
    SAID,
    SAID_BY_BRIEF,
    SAID_BY_NEED,
    TITLES,
    WRONG,
    need_key,
)

Tone = Literal["ok", "ask", "stop"]
OPEN = 3  # of the grave findings: more make a page that nobody reads to its end
GROUPS = ("covered", "missing", "left_out", "unclear", "extra")
NOT_LAW = frozenset({"Bonne pratique", "Calcul", ""})


@dataclass(frozen=True)
class Said:
    """Why a person set a finding aside; of a need, what they say that the quote does for it (`says`, one of
    `Dismissal.Says`). `note` tells by whom, when and why."""

    reason: str
    says: str = ""
    note: str = ""


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
    """A need of the brief and what the quote says of it, or what a person says that it does (`note`)."""

    key: str
    need_id: str
    label: str
    reason: str
    question: str = ""
    risk: str = ""
    note: str = ""
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
    """The whole page. `asked`: what we aren't sure of, one at a time."""

    facts: tuple[Value, ...]
    rows: tuple[Row, ...]
    totals: tuple[Total, ...]
    asked: tuple[ValueQuestion, ...]
    news: tuple[Told, ...]
    orphans: tuple[Told, ...]
    corrected: Corrected
    verdict: Finding
    sums: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    covered: tuple[Compared, ...]
    missing: tuple[Compared, ...]
    left_out: tuple[Compared, ...]
    unclear: tuple[Compared, ...]
    extra: tuple[Compared, ...]
    dismissed: tuple[Finding | Compared, ...]
    questions: tuple[Question, ...]
    pages: int
    is_invoice: bool
    is_poorly_read: bool = False
    is_unlike_a_quote: bool = False

    @property
    def currency(self) -> str | None:
        """That of its amounts."""
        return self.corrected.quote.currency

    def view(self, number: int) -> View | None:
        """The page of that number with its frames; None when there is none to see."""
        return view_of(self.corrected.quote.page_sizes, values_in(self.facts, self.rows, self.totals), number)

    def ask(self, number: int) -> tuple[ValueQuestion, int, int] | None:
        """What is asked under this number (from 1), its number, and that of the next; None when nothing is."""
        if not self.asked:
            return None
        at = min(max(number, 1), len(self.asked))
        return self.asked[at - 1], at, at % len(self.asked) + 1

    @property
    def grave(self) -> tuple[Finding, ...]:
        """What to look at first: what may cost dear for years, then sums that don't come out and the rest."""
        stops = [finding for finding in (*self.sums, *self.findings) if finding.tone == "stop"]
        return tuple(sorted(stops, key=lambda finding: finding.key not in BINDING_OR_LOST))

    @property
    def first(self) -> tuple[Finding, ...]:
        """Those of them that are shown open."""
        return self.grave[:OPEN]

    @property
    def further(self) -> tuple[Finding, ...]:
        """Those of them that are folded."""
        return self.grave[OPEN:]

    @property
    def of_law(self) -> tuple[Finding, ...]:
        """Smaller remarks whose source is a text of law."""
        return tuple(
            finding for finding in (*self.sums, *self.findings) if finding.tone != "stop" and finding.is_law
        )

    @property
    def of_practice(self) -> tuple[Finding, ...]:
        """Smaller remarks of good practice."""
        return tuple(
            finding
            for finding in (*self.sums, *self.findings)
            if finding.tone != "stop" and not finding.is_law
        )

    def title_of(self, key: str) -> str | None:
        """What a finding that may be set aside is called."""
        matches = (finding for finding in (*self.sums, *self.findings) if finding.key == key)
        return next((finding.title for finding in matches), None)


def _to_ask(kept: Mapping[str, tuple[Compared, ...]]) -> list[Compared]:
    """First what the quote itself says that it leaves out: what goes without saying may be missing by the dozen."""
    return [*kept["left_out"], *kept["missing"], *kept["unclear"]]


def make_sheet(
    read: Quote | Corrected,
    *,
    language: str = "fr",
    overrides: Mapping[str, Said] | None = None,
    notes: Notes | None = None,
) -> Sheet:
    """Compose the page of a reading. `overrides` maps the keys of findings to what people said (of the needs, it is
    in `read` already), `notes` the targets of corrections to who made them."""
    state = corrected(read, ()) if isinstance(read, Quote) else read
    quote, overrides, notes = state.quote, overrides or {}, notes or {}
    facts, rows, totals = facts_of(state, notes), rows_of(state, notes), totals_of(state, notes)
    asked = {against.need for against in quote.against if against.status in ("missing", "unclear")}
    checks = [pair for pair in _keyed(quote.checks) if not _said_otherwise(pair[0], quote, asked)]
    findings = [(check, _finding(check, key, language, overrides)) for check, key in checks]
    compared = _grouped(quote, language, overrides)
    alone = next((pair for pair in findings if pair[0].id in ("photo-poor", "not-a-quote")), None)
    unread = alone[1] if alone else None
    unlike = alone is not None and alone[0].id == "not-a-quote"
    sums, others = _parted([pair for pair in findings if pair is not alone])
    kept = {group: _of_group(compared, group) for group in GROUPS}
    every: list[Finding | Compared] = [*(f for _check, f in findings), *(row for _status, row in compared)]
    every += _said_absent(quote, overrides, language)
    return Sheet(
        facts=facts,
        rows=rows,
        totals=totals,
        asked=() if unlike else tuple(unsure_values(state, facts, rows, totals)),
        news=news_of(state, notes),
        orphans=orphans_of(state, notes),
        corrected=state,
        verdict=unread or _verdict(quote, sums),
        sums=tuple(f for f in sums if f.tone != "ok"),
        findings=tuple(others),
        **kept,
        dismissed=tuple(item for item in every if item.dismissed_because is not None),
        questions=() if unread else tuple(_questions([*sums, *others], _to_ask(kept))),
        pages=quote.pages,
        is_invoice=quote.kind == "invoice",
        is_poorly_read=alone is not None and not unlike,
        is_unlike_a_quote=unlike,
    )


def _grouped(quote: Quote, language: str, overrides: Mapping[str, Said]) -> list[tuple[str, Compared]]:
    """The needs that a quote can answer, each with the group in which it is shown."""
    answerable = {need.id for need in load().answerable}
    return [
        (_group(comparison), _compared(comparison, quote, language, overrides))
        for comparison in quote.against
        if comparison.need in answerable
    ]


def _parted(findings: Sequence[tuple[Check, Finding]]) -> tuple[list[Finding], list[Finding]]:
    """What the sums say, and what else there is to look at; not what somebody set aside."""
    standing = [(check, finding) for check, finding in findings if finding.dismissed_because is None]
    sums = [finding for check, finding in standing if check.id in ARITHMETIC]
    return sums, [
        finding for check, finding in standing if check.id not in ARITHMETIC and check.severity != "ok"
    ]


def _said_otherwise(check: Check, quote: Quote, asked: set[str]) -> bool:
    """Whether the comparison with the brief says the same."""
    return SAID_BY_NEED.get(check.id) in asked or (check.id in SAID_BY_BRIEF and bool(quote.against))


def _verdict(quote: Quote, sums: list[Finding]) -> Finding:
    """The arithmetic in one sentence."""
    count = len(quote.lines)
    lines = ngettext("%(count)d line read", "%(count)d lines read", count) % {"count": count}
    wrong = [f for f in sums if f.tone == "stop" and f.key.split(":")[0] in WRONG]
    right = [finding for finding in sums if finding.tone == "ok"]
    if wrong:
        title = _("%(lines)s: the sums don't come out") % {"lines": lines}
        return Finding("sums", "stop", title, _("We show the figures as they are printed: ask the supplier."))
    if not count:
        title = _("No line was recognised: the total was not checked")
        return Finding("sums", "ask", title, _("Look at the totals on the quote itself."))
    if doubts := [finding for finding in sums if finding.key.startswith("reread")]:
        title = _("%(lines)s: look at one thing with us") % {"lines": lines}
        return Finding("sums", "ask", title, doubts[0].message)
    known = [line.net_amount is not None for line in quote.lines if line.in_total]
    if right or (not sums and is_exempt(quote) and quote.totals.net and known and all(known)):
        message = right[0].message if right else _("The lines make the total.")
        return Finding("sums", "ok", _("%(lines)s, the total is right") % {"lines": lines}, message)
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


def _finding(check: Check, key: str, language: str, overrides: Mapping[str, Said]) -> Finding:
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
        dismissed_because=overrides[key].reason if key in overrides else None,
    )


def _group(against: Against) -> str:
    return "left_out" if against.said and against.status == "missing" else against.status


def _of_group(compared: Sequence[tuple[str, Compared]], group: str) -> tuple[Compared, ...]:
    return tuple(row for own, row in compared if own == group and row.dismissed_because is None)


def _compared(against: Against, quote: Quote, language: str, overrides: Mapping[str, Said]) -> Compared:
    need, key = load().by_id[against.need], need_key(against.need)
    silent = against.status in ("missing", "unclear")
    override = overrides.get(key)
    return Compared(
        key=key,
        need_id=against.need,
        label=need.label.in_language(language),
        reason=_reason(against, quote),
        question=against.question if silent else "",
        risk=need.risk.in_language(language) if against.status == "missing" else "",
        note=override.note if override and override.says else "",
        dismissed_because=override.reason if override and not override.says else None,
    )


def _said_absent(quote: Quote, overrides: Mapping[str, Said], language: str) -> list[Compared]:
    """Needs beyond the brief that a person says are not in the quote."""
    shown = {need_key(comparison.need) for comparison in quote.against}
    return [
        Compared(key, need.id, need.label.in_language(language), "", dismissed_because=overrides[key].note)
        for need in load().answerable
        if quote.against
        and (key := need_key(need.id)) in overrides
        and overrides[key].says
        and key not in shown
    ]


def _reason(against: Against, quote: Quote) -> str:
    """Why we say so: the words of the quote; nothing for what it doesn't speak of."""
    named = [
        _("“%(text)s”") % {"text": quote.lines[at].description}
        for at in against.lines
        if at < len(quote.lines)
    ]
    values = {"lines": ", ".join(named[:3])}
    if against.status == "covered":
        return _("In the quote: %(lines)s") % values if named else ""
    if against.status == "extra":
        return _("In the quote, not in the project: %(lines)s") % values if named else ""
    is_option = against.polarity == "optional"  # said in the quote's words just below
    parts = [_("Perhaps in: %(lines)s") % values] if named and not is_option else []
    if against.said:
        parts.append(str(SAID[against.polarity]) % {"text": against.said.value})
    if against.status == "unclear" and not parts:
        return _("The quote names it, in no line that has a price.")
    return " · ".join(parts)


def _questions(findings: list[Finding], compared: list[Compared]) -> list[Question]:
    """What to ask, the gravest first, each once."""
    questions: dict[str, Question] = {}
    first = [finding for finding in findings if finding.tone == "stop"]
    last = [finding for finding in findings if finding.tone == "ask"]
    for finding in first:
        _ask(questions, finding.title, QUESTIONS.get(finding.key.split(":")[0]))
    for row in compared:
        _ask(questions, row.label, row.question)
    for finding in last:
        _ask(questions, finding.title, QUESTIONS.get(finding.key.split(":")[0]))
    return list(questions.values())


def _ask(questions: dict[str, Question], about: str, text: object) -> None:
    if text:
        questions.setdefault(str(text), Question(about, str(text)))
