"""`etabli messages`: every message that Établi writes, in each state, language and channel, with invented data."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    if options.format == "paper" and not options.to:
        refuse(
            "messages : le papier est un PDF, qui ne se montre pas ici. Dites où l'écrire : --to DOSSIER",
            "messages: the paper is a PDF, which can't be shown here. Say where to write it: --to DIR",
        )
    formats = [options.format] if options.format else list(WRITERS)
    files = _write(chosen, options.to, formats) if options.to else {}
    if options.json:
        print(json.dumps([_row(sample, files) for sample in chosen], ensure_ascii=False, indent=1))
    elif options.to:
        number = sum(len(paths) for paths in files.values())
        print(
            pick(
                f"{number} fichiers dans {options.to}, données inventées",
                f"{number} files in {options.to}, invented data",
            )
        )
    elif options.format:
        _show(chosen, options.format)
    else:
        for sample in chosen:
            print(f"{sample.name:<26} {sample.language}  {sample.subject}")
    return 0


def _parser() -> OneLineParser:
    parser = OneLineParser(
        prog="etabli messages",
        description=pick(
            "Tous les messages qu'Établi écrit, dans chaque état, langue et canal, avec des données inventées.",
            "Every message that Établi writes, in each state, language and channel, with invented data.",
        ),
    )
    parser.add_argument(
        "--kind",
        default="",
        metavar="KIND",
        help=pick("ce genre seulement (seats.offer)", "only this kind (seats.offer)"),
    )
    parser.add_argument(
        "--language",
        choices=("fr", "en"),
        help=pick("cette langue seulement (les deux)", "only this language (both)"),
    )
    parser.add_argument(
        "--format",
        choices=tuple(WRITERS),
        help=pick(
            "les montrer ainsi ; avec --to : seulement ce format (tous)",
            "show them so; with --to: only this one (all)",
        ),
    )
    _add_output(parser)
    return parser


def _add_output(parser: OneLineParser) -> None:
    """Where they go."""
    parser.add_argument(
        "--to",
        type=Path,
        metavar="DIR",
        help=pick("les écrire là, un fichier chacun", "write them there, a file each"),
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help=pick(
            "un document JSON, avec les fichiers que --to a écrits",
            "print one JSON document, with the files that --to wrote",
        ),
    )


def _row(sample: Sample, files: Mapping[Sample, list[str]]) -> dict[str, Any]:
    """A message as JSON; `files`: where it was written, when it was."""
    row = {
        "name": sample.name,
        "kind": sample.kind,
        "label": sample.label,
        "language": sample.language,
        "subject": sample.subject,
        "formats": [name for name, write in WRITERS.items() if write(sample)],
    }
    return {**row, "files": files[sample]} if files else row


def _show(chosen: Sequence[Sample], name: str) -> None:
    """Each in one format, under its name; nothing of those that have none of it."""
    for sample in chosen:
        text = WRITERS[name](sample)
        if isinstance(text, str) and text:
            print(f"=== {sample.name}.{sample.language}\n{text}")


def _write(chosen: Sequence[Sample], folder: Path, formats: Sequence[str]) -> dict[Sample, list[str]]:
    """Write them there; gives the files of each."""
    files: dict[Sample, list[str]] = {sample: [] for sample in chosen}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for sample in chosen:
            for name in formats:
                if text := WRITERS[name](sample):
                    path = folder / f"{sample.name}.{sample.language}.{SUFFIXES[name]}"
                    path.write_bytes(text if isinstance(text, bytes) else text.encode())
                    files[sample].append(str(path))
    except OSError as error:
        refuse(
            f"messages : on ne peut pas écrire dans {folder} ({error.strerror}). Choisissez un autre dossier.",
            f"messages: {folder} can't be written to ({error.strerror}). Choose another folder.",
        )
    return files


def _text(sample: Sample) -> str:
    """The mail as a program without HTML shows it; "" when it has none of its own."""
    head = [
        f"{'From' if sample.language == 'en' else 'De'}: {sample.sender or 'Établi'}",
        f"{'Subject' if sample.language == 'en' else 'Objet'}: {sample.subject}",
    ]
    calendar = f"\n\n{sample.calendar}" if sample.calendar else ""
    return "\n".join([*head, "", f"{sample.mail}{calendar}\n"]) if sample.body else ""


def _html(sample: Sample) -> str:
    return sample.letter() if sample.body else ""


def _page(sample: Sample) -> str:
    """What stands in the space of whoever is told; "" when nothing does."""
    return f"{sample.subject}\n\n{sample.text}\n\n{sample.see}: {sample.url}\n" if sample.text else ""


def _text_message(sample: Sample) -> str:
    return f"{sample.text_message}\n" if sample.text_message else ""


def _spoken(sample: Sample) -> str:
    """What is read out to whoever has a telephone alone; "" for what is never said."""
    return f"{sample.subject}\n\n{sample.spoken}\n" if sample.spoken else ""


def _paper(sample: Sample) -> bytes:
    return sample.paper.pdf(sample.language) if sample.paper else b""


SUFFIXES = {
    "text": "txt",
    "html": "html",
    "page": "page.txt",
    "text-message": "sms.txt",
    "spoken": "spoken.txt",
    "paper": "pdf",
}
WRITERS: dict[str, Callable[[Sample], str | bytes]] = {
    "text": _text,
    "html": _html,
    "page": _page,
    "text-message": _text_message,
    "spoken": _spoken,
    "paper": _paper,
}
