"""Every command that the documents show, in a block or in a sentence, is one that our programs take.

What takes no time is run as it stands; of the rest, the arguments are given to the command's own parser.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from etabli.__main__ import COMMANDS, main

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")],
    key=lambda path: path.relative_to(ROOT),
)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`((?:\./)?etabli [^`]+|(?:\.venv/bin/)?python -m [\w.]+)`")
HERE_DOCUMENT = re.compile(r"<<'END'\n.*?^END$", re.MULTILINE | re.DOTALL)
RUN = {"quote", "needs", "anonymise", "keywords"}  # without an installation, in a second
# What others make: that their words are right is not ours to try.
OTHERS = {
    "age-keygen",
    "apt-get",
    "cat",
    "cd",
    "createdb",
    "createuser",
    "echo",
    "export",
    "git",
    "grep",
    "install",
}
OTHERS |= {"journalctl", "printf", "systemctl"}
# What may stand before the program: who runs it, and with what in its environment.
BEFORE = re.compile(
    r"[A-Z_]+=.*|sudo|-u|postgres|setpriv|--(?:reuid|regid)=etabli|--init-groups|set|-a|\.|/etc/etabli\.env"
)


class Parsed(BaseException):
    """The arguments were taken."""


def shown() -> Iterator[tuple[str, str]]:
    """(document, block) of each block of commands."""
    for path in DOCUMENTS:
        for language, block in FENCE.findall(path.read_text("utf-8")):
            if language == "sh" or block.startswith("$ "):
                yield str(path.relative_to(ROOT)), block


def in_sentences() -> Iterator[tuple[str, str]]:
    """(document, command) of those shown in a sentence."""
    for path in DOCUMENTS:
        for command in INLINE.findall(FENCE.sub("", path.read_text("utf-8"))):
            yield str(path.relative_to(ROOT)), command


def commands_of(block: str) -> Iterator[list[str]]:
    """The words of each command of a block: one for each line, each side of a pipe, each part of `sh -c`."""
    text = HERE_DOCUMENT.sub("", block).replace("\\\n", " ")
    typed = text.splitlines()
    if block.startswith("$ "):  # with what is answered
        typed = [line for line in typed if line.startswith("$ ")]
    for line in typed:
        words = shlex.split(line.removeprefix("$ "), comments=True)
        yield from _each(words)


def _each(words: list[str]) -> Iterator[list[str]]:
    while words:
        first = list(takewhile(lambda word: word not in {"|", ";", "&&"}, words))
        words = words[len(first) + 1 :]
        if "-c" in first and "sh" in first:
            inner = shlex.split(first[-1].replace(";", " ; "))
            yield from _each(inner)
        elif first:
            yield first


def is_ours(word: str) -> bool:
    return word in {"etabli", "./etabli"}


def is_taken(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the command's own parser takes them: it is given them, and goes no further."""
    taken = argparse.ArgumentParser.parse_args

    def only(self: Any, *args: Any, **kwargs: Any) -> None:
        taken(self, *args, **kwargs)
        raise Parsed

    monkeypatch.setattr(argparse.ArgumentParser, "parse_args", only)
    for module in ("django_commands", "running"):
        monkeypatch.setattr(f"etabli.site.{module}.close_to_others", lambda: None)
    monkeypatch.setattr("etabli.site.migrating.ready_to_migrate", nullcontext)
    try:
        code = main(arguments)
    except Parsed:
        return True
    except SystemExit as refusal:
        code = int(refusal.code or 0)
    return (arguments, code) == (["help"], 0)


def check(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The words of one command: its program is known, and takes them when it is ours."""
    plain = words[: words.index(">")] if ">" in words else words
    while plain and BEFORE.fullmatch(plain[0]):
        plain = plain[1:]
    if not plain:
        return
    program = plain[0]
    if is_ours(program):
        assert is_taken(plain[1:], monkeypatch), f"{' '.join(plain)}: not taken"
    elif program.startswith("scripts/"):
        script = (ROOT / program).read_text("utf-8")
        unknown = [word for word in plain if word.startswith("--") and word not in script]
        assert not unknown, f"{program} takes no {unknown}"
    else:
        assert program in OTHERS, f"{program} is neither ours nor known: {' '.join(words)}"


@pytest.mark.django_db
@pytest.mark.parametrize("block", [block for _name, block in shown()], ids=[name for name, _block in shown()])
def test_our_programs_take_what_a_block_shows(block: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for words in commands_of(block):
        with monkeypatch.context() as patch:
            check(words, patch)


@pytest.mark.django_db
@pytest.mark.parametrize(("document", "command"), sorted(set(in_sentences())))
def test_our_programs_take_what_a_sentence_shows(
    document: str, command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that is only named ("`etabli restore`", "`etabli files move`") has its name right."""
    program, *words = shlex.split(command)
    if not is_ours(program):
        assert (ROOT / f"{words[-1].replace('.', '/')}.py").is_file(), f"there is no {words[-1]}"
    elif words[0] != "CMD":
        assert words[0] in COMMANDS or words == ["help"], f"there is no command {words[0]}"
        if len(words) > 1 and not is_taken(words, monkeypatch):
            error = capsys.readouterr().err
            assert "il manque" in error or "arguments are required" in error  # ours, Django's


def can_run(block: str) -> bool:
    ours = [words[1] for words in commands_of(block) if is_ours(words[0])]
    return bool(ours) and RUN.issuperset(ours)


@pytest.mark.parametrize("block", [block for _name, block in shown() if can_run(block)], ids=len)
def test_what_needs_no_installation_runs_as_it_is_shown(block: str, tmp_path: Path) -> None:
    """In a folder with the files that it names."""
    for name in ("devis.pdf", "facture.pdf"):
        paper = Canvas(str(tmp_path / name))
        paper.drawString(72, 760, "DEVIS n° 2027-01")
        paper.drawString(72, 700, "Hébergement annuel      1      120,00      120,00")
        paper.drawString(72, 680, "Total HT 120,00")
        paper.save()
    launcher = tmp_path / "bin" / "etabli"
    launcher.parent.mkdir()
    launcher.write_text(f'#!/bin/sh\nexec {sys.executable} -P -m etabli "$@"\n')
    launcher.chmod(0o755)
    path = f"{launcher.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-e"],
        input=block,
        cwd=tmp_path,
        env={"PATH": path, "HOME": str(tmp_path), "ETABLI_DATA": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_some_blocks_run_and_some_are_parsed() -> None:
    """Or the two tests above show nothing."""
    blocks = [block for _document, block in shown()]
    assert sum(map(can_run, blocks)) >= 2
    assert len(blocks) >= 12


HEADING = re.compile(r"^#{1,6} ")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_headings_stand_apart(path: Path) -> None:
    lines = FENCE.sub("", path.read_text("utf-8")).split("\n")
    close = [
        line
        for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False)
        if HEADING.match(line) and (before or (after and not after.startswith("#")))
    ]
    assert not close


def test_no_entry_of_the_guide_stands_twice_in_a_part() -> None:
    guide = (ROOT / "docs/fr/guide.md").read_text("utf-8")
    for part in re.split(r"^#{2,3} ", guide, flags=re.MULTILINE):
        entries = re.findall(r"^(?:- )?\*\*([^*]+)\*\*", part, flags=re.MULTILINE)
        doubled = {entry for entry in entries if entries.count(entry) > 1}
        assert not doubled, f"{part.splitlines()[0]}: {doubled}"
    assert max(map(len, guide.splitlines())) <= 155


def test_the_architecture_tells_the_statements_of_a_sign_up_that_the_test_counts() -> None:
    counted = (ROOT / "tests/programme/workshops/test_statements.py").read_text("utf-8")
    number = re.search(r'"sign_up": (\d+)', counted)
    assert number
    assert f"Today a sign-up\n  takes {number[1]} statements" in (ROOT / "ARCHITECTURE.md").read_text("utf-8")
