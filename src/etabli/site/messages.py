"""`etabli messages`: every message that Établi writes, in each state and language, with invented data. No database."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from etabli.foundation.terminal import OneLineParser, pick, refuse
from etabli.site.django_commands import prepare

if TYPE_CHECKING:
    from etabli.front.messages import Sample


def main(argv: Sequence[str]) -> int:
    """List them, or write them to a folder. Bad input: one line on stderr, exit code 2."""
    options = _parser().parse_args(argv)
    prepare()
    from django.utils.translation import activate

    from etabli.front.messages import LANGUAGES, labels, samples

    activate(pick("fr", "en"))
    if options.kind and options.kind not in labels():
        refuse(
            f"messages : « {options.kind} » n'est pas un genre de message. Pour les voir : etabli messages",
            f"messages: “{options.kind}” is no kind of message. To see them: etabli messages",
        )
    languages = (options.language,) if options.language else LANGUAGES
    chosen = list(samples(kind=options.kind, languages=languages))
    if options.to is None:
        _list(chosen, as_json=options.json)
    else:
        _write(chosen, options.to, [options.format] if options.format else list(WRITTEN))
    return 0


def _parser() -> OneLineParser:
    parser = OneLineParser(prog="etabli messages", description=__doc__)
    parser.add_argument("--kind", default="", metavar="KIND", help="only this kind (seats.offer)")
    parser.add_argument("--language", choices=("fr", "en"), help="only this language (both)")
    parser.add_argument("--format", choices=tuple(WRITTEN), help="with --to: only this one (all)")
    parser.add_argument("--to", type=Path, metavar="DIR", help="write them there, a file each")
    parser.add_argument("--json", action="store_true", help="print the list as one JSON document")
    return parser


def _list(chosen: Sequence[Sample], *, as_json: bool) -> None:
    if as_json:
        rows = [
            {
                "name": sample.name,
                "kind": sample.kind,
                "label": sample.label,
                "language": sample.language,
                "subject": sample.subject,
                "formats": [name for name, write in WRITTEN.items() if write(sample)],
            }
            for sample in chosen
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for sample in chosen:
        print(f"{sample.name:<26} {sample.language}  {sample.subject}")


def _write(chosen: Sequence[Sample], folder: Path, formats: Sequence[str]) -> None:
    written = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for sample in chosen:
            for name in formats:
                if text := WRITTEN[name](sample):
                    ending = {"text": "txt", "html": "html", "page": "page.txt"}[name]
                    (folder / f"{sample.name}.{sample.language}.{ending}").write_text(text, "utf-8")
                    written += 1
    except OSError as error:
        refuse(
            f"messages : on ne peut pas écrire dans {folder} ({error.strerror}). Choisissez un autre dossier.",
            f"messages: {folder} can't be written to ({error.strerror}). Choose another folder.",
        )
    print(
        pick(
            f"{written} fichiers dans {folder}, données inventées",
            f"{written} files in {folder}, invented data",
        )
    )


def _text(sample: Sample) -> str:
    """The mail as a program without HTML shows it; "" when it has none of its own."""
    head = [
        f"{pick('De', 'From')}: {sample.sender or 'Établi'}",
        f"{pick('Objet', 'Subject')}: {sample.subject}",
    ]
    calendar = f"\n\n{sample.calendar}" if sample.calendar else ""
    return "\n".join([*head, "", f"{sample.mail}{calendar}\n"]) if sample.body else ""


def _html(sample: Sample) -> str:
    return sample.letter() if sample.body else ""


def _page(sample: Sample) -> str:
    """What stands in the space of whoever is told; "" when nothing does."""
    return f"{sample.subject}\n\n{sample.text}\n\n{sample.see}: {sample.url}\n" if sample.text else ""


WRITTEN: dict[str, Callable[[Sample], str]] = {"text": _text, "html": _html, "page": _page}
