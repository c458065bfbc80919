"""Other tools on the same French documents, by the same rules.

None is a dependency: each gets an environment of its own in a cache folder, made by uv at the first run, and reads each
document in a process of its own. An adapter is what one would write around the tool to have lines and totals.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import progress
from bench.quotes.corpus import Example, Sample
from bench.quotes.scoring import score
from bench.quotes.tally import Tally
from bench.report import Part, Table
from etabli.site.environment import CHECKOUT

HERE = Path(__file__).parent
SECONDS = 120  # for one document; what takes longer has read nothing


@dataclass(frozen=True)
class Peer:
    """A tool: its adapter is with_NAME.py, and `packages` what pip would be asked for, itself first. `sees` when it may
    read a picture, by Tesseract."""

    name: str
    packages: tuple[str, ...]
    sees: bool = True


PEERS = (
    Peer("pdfplumber", ("pdfplumber",), sees=False),
    Peer("camelot", ("camelot-py", "pdfplumber"), sees=False),
    Peer("img2table", ("img2table", "pdfplumber")),
    # AGPL-3.0, which lets anybody run it; from 2.0 on the package is an empty one.
    Peer("pymupdf4llm", ("pymupdf4llm<2",)),
    Peer("invoice2data", ("invoice2data", "pypdfium2", "pdfminer.six")),
)


class Absent(Exception):
    """The tool can't be installed here; the text says why."""


def part(found: Sequence[Sample]) -> Part:
    examples = [each for sample in found if sample.what.startswith("French") for each in sample.examples]
    printed = [example for example in examples if not example.pictured]
    pictured = [example for example in examples if example.pictured]
    rows: list[tuple[object, ...]] = []
    data: dict[str, object] = {}
    absent = []

    def tell(name: str, read: Any) -> None:
        tallies = [Tally.of(score(read(each), each.truth) for each in group) for group in (printed, pictured)]
        data[name] = {"text": tallies[0].data(), "pictures": tallies[1].data()}
        rows.append((name, *tallies[0].cells(), *tallies[1].cells()[:2]))

    tell("Établi (the page alone)", lambda example: example.decoded())
    for peer in PEERS:
        try:
            python = _environment(peer)
        except Absent as why:
            absent.append(f"{peer.name} is left out: {why}.")
            data[peer.name] = {"absent": str(why)}
            continue
        version = _version(python, peer)
        tell(f"{peer.name} {version}", lambda example, peer=peer, python=python: _read(peer, python, example))
    progress("")
    texts, pictures = f"{len(printed)} with text: ", f"{len(pictured)} scans and photos: "
    head = ("tool", texts + Tally.HEAD[0], *Tally.HEAD[1:], pictures + Tally.HEAD[0], Tally.HEAD[1])
    return Part("peers", data, (Table("peers", head, rows, " ".join(absent)),))


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
    progress(f"{peer.name}: {example.path.name}")
    if example.pictured and not peer.sees:
        return {}
    argv = [str(python), str(HERE / f"with_{peer.name}.py"), str(example.path)]
    try:
        done = subprocess.run(argv, capture_output=True, text=True, check=False, timeout=SECONDS)
        answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else {}
    except (subprocess.TimeoutExpired, ValueError, IndexError):
        return {}
    return answer
