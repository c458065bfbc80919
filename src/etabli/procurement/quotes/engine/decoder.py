"""decode: bytes in, a Quote out. Chooses the reader, then runs the stages in order."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from .layout import labels
from .layout.body import Table
from .layout.tables import tables
from .layout.wide import put_back, put_together
from .model import (
    Document,
    Found,
    Line,
    Passage,
    Place,
    ProgressCallback,
    Quote,
    Totals,
    Unreadable,
    ignore_progress,
)
from .report.checks import check
from .report.legibility import with_disputed_total_unsure
from .text.numbers import decimal_sign
from .text.pages import Page, Row, box_of, fold, refuse_crowds, segments
from .text.vocabulary import exempt, roles_of
from .values import header, lines, timing, totals
from .values.arithmetic import Reading, close, read_table
from .values.commitment import commitment_in
from .values.currency import currency_in
from .values.parties import parties
from .values.recognition import with_doubt

MAX_BYTES = 40_000_000
_LONGEST = 200  # letters of an object
_TAXED = re.compile(r"\btva (?:a |au taux de )?[1-9]\d?(?: \d{1,2})? ?%")


def decode(document: Document, tell: ProgressCallback = ignore_progress) -> Quote:
    """Read a quote or an invoice; `tell` hears how far it is. Raises Unreadable with what is wrong and what to do."""
    from .einvoice.invoice import xml_of
    from .files.readers import pages_of

    refuse_size(document)
    xml = xml_of(document)
    if xml is not None:
        quote = _of_data(document, xml)
        return replace(quote, checks=check(quote))
    source, pages = pages_of(document, tell)
    return read_pages(pages, source)


def _of_data(document: Document, xml: bytes) -> Quote:
    """The quote of an e-invoice, beside the text of the page that carries it. A page that can't be read, or that is a
    picture, says nothing against it."""
    from .einvoice.invoice import quote_of
    from .files.readers import is_pdf

    quote = quote_of(xml)
    if not is_pdf(document.content):
        return quote
    from .einvoice.reconcile import with_page
    from .files.pdf import pdf_pages

    try:
        pages = pdf_pages(document.content)
    except Unreadable:
        return quote
    return with_page(quote, read_pages(pages, "text"), pages)


def refuse_size(document: Document) -> None:
    """Raises Unreadable when a file is empty, or all of them together are larger than MAX_BYTES."""
    files = (document.content, *document.more)
    if not all(files):
        raise Unreadable(
            "Ce fichier est vide.", "Vérifiez le fichier, puis envoyez-le de nouveau.",
            what_en="This file is empty.", mend_en="Check the file, then send it again.",
        )  # fmt: skip
    if sum(map(len, files)) > MAX_BYTES:
        raise Unreadable(
            "Ce fichier est trop gros (plus de 40 Mo).", "Envoyez seulement les pages du devis.",
            what_en="This file is too large (over 40 MB).", mend_en="Send only the pages of the quote.",
        )  # fmt: skip


def read_pages(pages: Sequence[Page], source: Literal["text", "ocr", "docx"]) -> Quote:
    """The stages common to everything that has pages: tables, arithmetic, totals, header, terms, checks."""
    refuse_crowds(pages)
    pages, joins = put_together(pages)
    sign = decimal_sign(word.text for page in pages for word in page.words)
    rows = [row for page in pages for row in page.rows]
    text = " ".join(row.folded for row in rows)
    found_tables = tables(pages, sign)
    read = [read_table(table, labels.rates_in(text)) for table in found_tables]
    chosen, sums_up, draft, drafts = _solve(pages, sign, text, read, _amounts_in_prose(found_tables))
    basis = _basis(sums_up, chosen)
    finished = drafts and lines.finished(draft or drafts[0], lines.fullest(drafts), basis, _only_rate(chosen))
    items = finished or _single_line(pages, chosen)
    kind, (supplier, customer) = header.kind_of(rows), parties(pages)
    busy = [record.place for table in found_tables for record in table.records]
    issued = timing.issued_on(pages, busy)
    passages = tuple(Passage(row.text, row.place, row.spaced) for row in rows[:4000])
    quote = Quote(
        source=source,
        kind=kind,
        supplier=supplier,
        customer=customer,
        number=header.number_of(pages, kind, busy),
        issued_on=issued,
        valid_until=timing.valid_until(pages, issued, kind),
        currency=currency_in(pages),
        lines=items,
        totals=_exempted(chosen, text, sums_up),
        commitment=commitment_in(passages, items),
        pages=len(pages),
        hidden_share=_hidden_share(pages),
        legibility=_legibility(pages),
        page_sizes=tuple((page.width, page.height) for page in pages if source != "docx"),
        passages=passages,
        reasons=_reasons(found_tables, read, chosen, basis),
        notes=tuple(note for page in pages for note in page.notes),
    )
    if source == "ocr":
        quote = with_disputed_total_unsure(with_doubt(quote, pages))
    quote = put_back(quote, joins)
    return replace(quote, checks=check(quote))


def _amounts_in_prose(found_tables: Sequence[Table]) -> set[Place]:
    """Where the amounts of sentences stand: the same words may name a total."""
    return {
        Place(record.place.page, box_of(number.words))
        for table in found_tables
        for record in (table.records if table.prose else ())
        for numbers in record.numbers.values()
        for number in numbers
    }


def _hidden_share(pages: Sequence[Page]) -> float:
    hidden = sum(page.hidden for page in pages)
    seen = sum(len(word.text) for page in pages for word in page.words)
    return round(hidden / (hidden + seen), 3) if hidden else 0.0


def _legibility(pages: Sequence[Page]) -> float:
    words = [word for page in pages if page.source == "picture" for word in page.words if len(word.text) > 1]
    letters = sum(len(word.text) for word in words)
    return round(sum(word.confidence * len(word.text) for word in words) / letters, 3) if letters else 1.0


def _solve(
    pages: Sequence[Page],
    sign: str | None,
    text: str,
    read: Sequence[Sequence[Reading]],
    prose: Collection[Place],
) -> tuple[Totals, totals.Sums | None, lines.Draft | None, list[lines.Draft]]:
    own = {
        (place.page, row.base)
        for place in (() if prose else lines.rows_of_lines(read))
        for row in pages[place.page - 1].rows
        if place.box[1] <= row.base <= place.box[3] + 0.5
    }
    candidates = [c for c in labels.candidates(pages, sign, own) if c.place not in prose]
    drafts = lines.drafts(lines.proved(read, {c.value for c in candidates}))
    shares = totals.vat_shares(pages, sign)
    changes = labels.changes(candidates)
    offers = [replace(d.sums(), adjustments=d.adjustments or changes) for d in drafts]
    chosen, sums_up = totals.solve(candidates, shares, offers, text)
    draft = next((d for d, offer in zip(drafts, offers, strict=True) if offer is sums_up), None)
    return chosen, sums_up, draft, drafts


def _basis(sums: totals.Sums | None, chosen: Totals) -> str:
    """What an amount of unknown basis is: with tax only when the lines come to the gross total and not to the net."""
    if sums is None or sums.gross is None or chosen.gross is None:
        return "net"
    to_net = chosen.net is not None and close(sums.gross, chosen.net.value, Decimal("0.05"))
    to_gross = close(sums.gross, chosen.gross.value, Decimal("0.05"))
    taxed = chosen.net is not None or bool(chosen.vat and chosen.vat.value)
    return "gross" if to_gross and not to_net and taxed else "net"


def _only_rate(chosen: Totals) -> Decimal | None:
    rates = {share.rate for share in chosen.breakdown}
    rate = rates.pop() if len(rates) == 1 else None
    if rate is None or chosen.net is None or chosen.vat is None:
        return None
    return rate if close(chosen.net.value * rate / 100, chosen.vat.value, Decimal("0.05")) else None


def _exempted(chosen: Totals, text: str, sums_up: totals.Sums | None) -> Totals:
    """Without VAT, the only total is the net and the gross one: what is to be paid. Not what is left to pay after a
    deposit, nor on a page that speaks of a rate of VAT too."""
    net, gross = chosen.net, chosen.gross
    if chosen.vat is not None or chosen.breakdown or not exempt(text):
        return chosen
    if gross is None and net and net.confidence >= 0.9:
        return replace(chosen, gross=net)
    if net is not None or gross is None or chosen.deposit is not None or _TAXED.search(text):
        return chosen
    if sums_up and sums_up.net is not None and close(sums_up.net, gross.value, Decimal("0.05")):
        gross = replace(gross, confidence=0.93)
    return replace(chosen, net=gross, gross=gross) if gross.confidence >= 0.9 else chosen


_OBJECT = re.compile(
    r"^(designation|description|objet|prestation|libelle|intitule|nature|object|subject|betreff|leistung)s?"
    r"( (de|du|des|d|of) (la |l )?(facture|prestation|service|commande|invoice)s?)?$"
)


def _single_line(pages: Sequence[Page], chosen: Totals) -> tuple[Line, ...]:
    """A document without a table but with a labelled object: one line."""
    for page in pages:
        for at, row in enumerate(page.rows):
            runs = [" ".join(w.text for w in run) for run in segments(row.words, 2.5)]
            for rank, text in enumerate(runs):
                head, _colon, tail = text.partition(":")
                if not _OBJECT.match(fold(head)):
                    continue
                named = tail.strip() or _beside_or_below(runs[rank:], page.rows[at + 1 : at + 2])
                if re.search(r"[^\W\d_]{3}", named) and len(named) < _LONGEST:
                    net: Found[Decimal] | None = chosen.net
                    amount = net.value if net else None
                    return (Line(named, net_amount=amount, place=row.place, confidence=0.7),)
    return ()


def _beside_or_below(runs: Sequence[str], below: Sequence[Row]) -> str:
    """What stands after a label without a colon; empty where it heads a column."""
    if len(runs) == 2 and roles_of(fold(runs[1])) == ("other",):
        return runs[1]
    heads = len(runs) > 1 or (
        roles_of(fold(runs[0]))[0] == "description" and not fold(runs[0]).startswith("objet")
    )
    return "" if heads else " ".join(row.text for row in below)


def _reasons(
    read_tables: Sequence[Table], read: Sequence[Sequence[Reading]], chosen: Totals, basis: str
) -> tuple[str, ...]:
    reasons = []
    for table, readings in zip(read_tables, read, strict=True):
        columns = ", ".join(f"{column.text} → {'/'.join(column.roles)}" for column in table.columns)
        fits = sum(1 for r in readings if r.fits)
        reasons.append(
            f"page {table.place.page}: {len(readings)} records, {fits} verified by arithmetic; columns: {columns}"
        )
    for name in ("net", "vat", "gross", "deposit", "due"):
        value = getattr(chosen, name)
        if value:
            reasons.append(f"{name} = {value.value} (“{value.printed}”, {value.confidence})")
    reasons.append(f"amounts of unknown basis taken as {basis}")
    return tuple(reasons)
