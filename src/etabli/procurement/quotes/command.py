"""`etabli quote FILE...`: read quotes from the command line. Needs neither Django nor a database."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from etabli.foundation.terminal import OneLineParser, json_help, pick

from .engine.model import Document, Quote, Unreadable
from .quote_needs import make_ready, with_needs
from .reading import read_all

if TYPE_CHECKING:
    from etabli.procurement.briefs.engine import Brief

_MAX_BYTES = 40_000_000


def main(argv: Sequence[str] | None = None) -> int:
    """Exit 0 when every file was read, 2 when the request or a file is bad; with several files the others go on."""
    options = _parser().parse_args(argv)
    brief = _brief(options.brief) if options.brief else None
    answers = _answers(options.files, read_xml=not options.no_xml, brief=brief, language=options.language)
    failed = [a for a in answers if "error" in a]
    if options.json:
        print(json.dumps(answers[0] if len(answers) == 1 else answers, ensure_ascii=False))
    else:
        for answer in answers:
            _show(answer, options.language)
    for answer in failed:
        refusal = answer["error"]
        assert isinstance(refusal, dict)
        print(f"{answer['file']}: {refusal['what']} {refusal['mend']}", file=sys.stderr)
    if options.explain:
        for answer in answers:
            for reason in _listed(answer.get("explanation")):
                print(f"{answer['file']}: {reason}", file=sys.stderr)
    return 2 if failed else 0


def _brief(file: Path) -> Brief:
    from etabli.procurement.briefs.command import brief_in  # what few ask for: the others don't wait for it

    return brief_in("quote --brief", file)


def _parser() -> OneLineParser:
    parser = OneLineParser(
        prog="etabli quote", description=pick("Lire des devis et des factures.", "Read quotes and invoices.")
    )
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help=pick("un devis ou une facture", "a quote or an invoice")
    )
    parser.add_argument(
        "--brief",
        type=Path,
        metavar="BRIEF.json",
        help=pick("comparer avec ce cahier des charges", "compare with this brief"),
    )
    parser.add_argument(
        "--no-xml",
        action="store_true",
        help=pick(
            "ignorer la facture électronique que contient le PDF : lire la page",
            "ignore an e-invoice inside the PDF: read the page",
        ),
    )
    parser.add_argument(
        "--explain",
        action="store_true",
        help=pick("dire comment chaque valeur a été trouvée", "say how the values were found"),
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help=json_help(),
    )
    parser.add_argument(
        "--language",
        choices=("fr", "en"),
        default="fr",
        help=pick("la langue de ce qui est à vérifier", "the language of the checks"),
    )
    return parser


def _answers(
    files: Sequence[str], *, read_xml: bool, brief: Brief | None, language: str
) -> list[dict[str, object]]:
    loaded = [_load(name, read_xml) for name in files]
    documents = [item for item in loaded if isinstance(item, Document)]
    started = time.perf_counter()
    read = iter(read_all(documents, meanwhile=make_ready) if documents else [])
    seconds = round((time.perf_counter() - started) / max(len(documents), 1), 3)
    answers: list[dict[str, object]] = []
    for name, item in zip(files, loaded, strict=True):
        answer = next(read) if isinstance(item, Document) else item
        if isinstance(answer, Unreadable):
            what, mend = (answer.what_en, answer.mend_en) if language == "en" else (answer.what, answer.mend)
            answers.append({"file": name, "error": {"what": what, "mend": mend}})
        else:
            answers.append(_shown(name, answer, brief, seconds, language))
    return answers


def _shown(name: str, quote: Quote, brief: Brief | None, seconds: float, language: str) -> dict[str, object]:
    quote = with_needs(quote, brief, language=language)
    return quote.as_json(language) | {"file": name, "seconds": seconds, "explanation": list(quote.reasons)}


def _load(name: str, read_xml: bool) -> Document | Unreadable:
    path = Path(name)
    try:
        size = path.stat().st_size
        if size > _MAX_BYTES:
            return Unreadable(
                "Ce fichier est trop gros (plus de 40 Mo).", "Envoyez seulement les pages du devis.",
                what_en="This file is too large (over 40 MB).", mend_en="Send only the pages of the quote.",
            )  # fmt: skip
        return Document(path.name, path.read_bytes(), read_xml)
    except OSError as error:
        return Unreadable(
            f"Ce fichier ne peut pas être ouvert ({error.strerror}).", "Vérifiez son nom et son emplacement.",
            what_en=f"This file can't be opened ({error.strerror}).", mend_en="Check its name and where it is.",
        )  # fmt: skip


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _show(answer: dict[str, object], language: str) -> None:
    if "error" in answer:
        return
    totals, supplier = answer["totals"], answer["supplier"]
    assert isinstance(totals, dict)
    assert isinstance(supplier, dict)
    net, vat, gross = ("HT", "TVA", "TTC") if language == "fr" else ("net", "VAT", "gross")
    print(
        f"{answer['file']}: {supplier['name'] or '?'} · {answer['number'] or '?'} · {answer['issued_on'] or '?'}"
    )
    for line in _listed(answer["lines"]):
        assert isinstance(line, dict)
        amount = line["net_amount"] or f"{line['gross_amount'] or '?'} {gross}"
        shown = amount if line["in_total"] else f"({amount})"
        print(f"  {line['description'][:70]:70s} {shown:>14s}")
    print(f"  {net} {totals['net'] or '?'}  {vat} {totals['vat'] or '?'}  {gross} {totals['gross'] or '?'}")
    for check in _listed(answer["checks"]):
        assert isinstance(check, dict)
        if check["severity"] in ("error", "warning"):
            print(f"  [{check['severity']}] {check['message']}")
    for against in _listed(answer["against_brief"]):
        assert isinstance(against, dict)
        print(f"  [{against['status']}] {against['need']} {against['question']}".rstrip())


if __name__ == "__main__":
    raise SystemExit(main())
