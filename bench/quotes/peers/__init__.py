"""Other tools on the same French documents, by the same rules.

None is a dependency: each gets an environment of its own in a cache folder, made by uv at the first run, and reads each
document in a process of its own. An adapter is what one would write around the tool to have lines and totals.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import progress
from bench.quotes.corpus import Example, Kind, Sample
from bench.quotes.families import FEWEST, KINDS
from bench.quotes.scoring import Score, score
from bench.quotes.tally import Tally
from bench.report import Part, Table
from etabli.site.environment import CHECKOUT

HERE = Path(__file__).parent
SECONDS = 120  # for one document; what takes longer has read nothing


@dataclass(frozen=True)
class Peer:
    """A tool: its adapter is with_NAME.py, and `packages` what pip would be asked for, itself first. `reads` are the
    kinds of documents that it may be given; pictures are read by Tesseract."""

    name: str
    packages: tuple[str, ...]
    reads: tuple[Kind, ...] = ("printed",)


PEERS = (
    Peer("pdfplumber", ("pdfplumber",)),
    Peer("camelot", ("camelot-py", "pdfplumber")),
    Peer("img2table", ("img2table", "pdfplumber"), ("printed", "scans", "pictures")),
    # AGPL-3.0, which lets anybody run it; from 2.0 on the package is an empty one.
    Peer("pymupdf4llm", ("pymupdf4llm<2",), ("printed", "scans", "pictures")),
    Peer("python_docx", ("python-docx",), ("Word",)),
    Peer("invoice2data", ("invoice2data", "pypdfium2", "pdfminer.six")),
)


class Absent(Exception):
    """The tool can't be installed here; the text says why."""


@dataclass(frozen=True)
class ToolResult:
    """What a tool made of the documents."""

    tool: str
    scores: Mapping[Path, Score]

    def of(self, group: Sequence[Example]) -> Tally:
        return Tally.of(self.scores[example.path] for example in group)


def part(collection: Sequence[Sample]) -> Part:
    """The French documents, all of them in totals alone."""
    examples = [each for sample in collection if sample.what.startswith("French") for each in sample.examples]
    ours = ToolResult(
        "Établi (the page alone)", {each.path: score(each.decoded(), each.truth) for each in examples}
    )
    theirs, absent = [], []
    for peer in PEERS:
        try:
            python = _environment(peer)
            tool = f"{peer.name} {_version(python, peer)}"
        except Absent as why:
            absent.append(f"{peer.name} is left out: {why}.")
            continue
        theirs.append(
            ToolResult(tool, {each.path: score(_read(peer, python, each), each.truth) for each in examples})
        )
    progress("")
    groups = {
        f"{name}: {kind}": those
        for name, unread in (("at hand or read since", False), ("unread", True))
        for kind, holds in KINDS.items()
        if (those := [e for e in examples if holds(e) and (e.standing == "unread") == unread])
        and (not unread or len(those) >= FEWEST)
    }
    data = {
        peer.tool: {name: peer.of(group).data() for name, group in groups.items()} for peer in (ours, *theirs)
    }
    return Part(
        "peers",
        data | {"absent": absent},
        (_tools(ours, theirs, examples, absent), _ahead(ours, theirs, groups)),
    )


def _tools(
    ours: ToolResult, theirs: Sequence[ToolResult], examples: Sequence[Example], absent: Sequence[str]
) -> Table:
    printed = [example for example in examples if example.kind == "printed"]
    rows = [(peer.tool, *peer.of(printed).cells()) for peer in (ours, *theirs)]
    return Table("peers", (f"{len(printed)} printed documents", *Tally.HEAD), rows, " ".join(absent))


def _ahead(ours: ToolResult, theirs: Sequence[ToolResult], groups: Mapping[str, Sequence[Example]]) -> Table:
    """Kind by kind, against whichever tool does best there."""
    rows: list[tuple[object, ...]] = []
    for name, group in groups.items() if theirs else ():
        mine = ours.of(group)
        whole = max(theirs, key=lambda peer: peer.of(group).whole)
        lines = max(theirs, key=lambda peer: peer.of(group).found)
        pairs = ((mine.whole, whole.of(group).whole), (mine.found, lines.of(group).found))
        rows.append((
            name, len(group), mine.whole, f"{pairs[0][1]} ({whole.tool})", f"{mine.found} of {mine.lines}",
            f"{pairs[1][1]} ({lines.tool})", _standing(pairs),
        ))  # fmt: skip
    head = ("documents", "number", "whole", "best other tool", "lines", "best other tool", "we are")
    return Table("peers by kind", head, rows)


def _standing(pairs: Sequence[tuple[int, int]]) -> str:
    if all(mine > theirs for mine, theirs in pairs):
        return "ahead"
    return "behind" if any(mine < theirs for mine, theirs in pairs) else "level"


def _environment(peer: Peer) -> Path:
    """The Python of the tool's own environment, made when it isn't there. Raises Absent."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "etabli-bench"
    python = cache / peer.name / "bin" / "python"
    made = cache / peer.name / "made-of"
    if not made.exists() or made.read_text() != repr(peer.packages):
        uv = shutil.which("uv") or shutil.which(str(CHECKOUT / ".venv-uv" / "bin" / "uv"))
        if uv is None:
            raise Absent("uv, which makes its environment, is not on PATH")
        progress(f"installing {peer.name}")
        cache.mkdir(parents=True, exist_ok=True)
        _run([uv, "venv", "--quiet", "--clear", str(cache / peer.name)])
        _run([uv, "pip", "install", "--quiet", "--python", str(python), *peer.packages])
        made.write_text(repr(peer.packages))
    return python


def _run(argv: Sequence[str]) -> str:
    outside = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    done = subprocess.run(argv, capture_output=True, text=True, check=False, env=outside)
    if done.returncode:
        raise Absent(([*done.stderr.strip().splitlines(), "no reason given"])[-1])
    return done.stdout


def _version(python: Path, peer: Peer) -> str:
    package = peer.packages[0].partition("<")[0]
    asked = f"from importlib.metadata import version; print(version({package!r}))"
    return _run([str(python), "-I", "-c", asked]).strip()


def _read(peer: Peer, python: Path, example: Example) -> dict[str, Any]:
    """What the tool makes of the document; empty when it fails or takes too long."""
    progress(f"{peer.name}: {example.kind}")
    if example.kind not in peer.reads:
        return {}
    argv = [str(python), str(HERE / f"with_{peer.name}.py"), str(example.path)]
    try:
        done = subprocess.run(argv, capture_output=True, text=True, check=False, timeout=SECONDS)
        answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else {}
    except (subprocess.TimeoutExpired, ValueError, IndexError):
        return {}
    return answer
