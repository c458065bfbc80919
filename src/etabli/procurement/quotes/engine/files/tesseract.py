"""Tesseract, by its command: a grey image in, printed words with their boxes and confidences out."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from html import unescape
from pathlib import Path
from typing import Any

from ..model import Unreadable
from .printed import Printed

_WANTED = ("fra", "eng", "deu")
_SECONDS = 40  # for one page, on a machine that is busy
_ALARM: int = getattr(signal, "SIGALRM", 0)
_LINE = re.compile(
    r"(?:line|header|caption|textfloat)'[^>]*?bbox (\d+) (\d+) (\d+) (\d+); "
    r"baseline ([-\d.]+) ([-\d.]+)(?:; x_size ([\d.]+))?"
)
_WORD = re.compile(
    r"<span class='ocrx_word'[^>]*bbox (\d+) (\d+) (\d+) (\d+); x_wconf (\d+)[^>]*>(.*?)</span>", re.DOTALL
)


def command() -> str | None:
    """Its full path; None where it isn't installed."""
    return shutil.which("tesseract")


def folders() -> list[str]:
    """What it reads: its models, and its libraries where it doesn't come with the system."""
    program = command()
    if program is None:
        return []
    root = Path(program).resolve().parent.parent
    kept = [str(root / each) for each in ("share/tesseract-ocr", "share/tessdata", "lib")]
    return [*kept, os.environ["TESSDATA_PREFIX"]] if os.environ.get("TESSDATA_PREFIX") else kept


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Ours among those that the installed Tesseract reads, the first one first; empty when it isn't installed."""
    program = command()
    if program is None:
        return ()
    done = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False, timeout=20)
    known = {line.strip() for line in done.stdout.splitlines()[1:]}
    return tuple(name for name in _WANTED if name in known)


def read(image: Any, *, mode: int, options: Sequence[str] = ()) -> list[Printed]:
    """The words of a grey Pillow image, line by line. Raises Unreadable when Tesseract, which must be
    there, gives up."""
    program = command()
    assert program is not None
    header = b"P5 %d %d 255\n" % image.size
    asked = [
        program, "stdin", "stdout", "-l", languages()[0], "--psm", str(mode), "--dpi", "200",
        "-c", "tessedit_create_hocr=1", *options,
    ]  # fmt: skip
    environment = {k: v for k, v in os.environ.items() if k in ("PATH", "LANG", "TESSDATA_PREFIX")}
    try:
        done = subprocess.run(
            asked, input=header + image.tobytes(), capture_output=True, env=environment | {"OMP_THREAD_LIMIT": "1"},
            check=False, **_ended_in_time(),
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise _too_long() from None
    if done.returncode == -_ALARM:
        raise _too_long()
    return _printed(done.stdout.decode("utf-8", "replace"))


def _ended_in_time() -> dict[str, Any]:
    """A clock that it carries itself: a reading child may send no signal, not even to what it started."""
    if not _ALARM:  # Windows
        return {"timeout": _SECONDS}
    wind: Callable[[], object] = partial(signal.alarm, _SECONDS)
    return {"preexec_fn": wind}


def _too_long() -> Unreadable:
    return Unreadable(
        "Cette image demande trop de temps pour être lue.",
        "Envoyez une photo nette de chaque page, ou le devis en PDF.",
        what_en="This picture takes too much time to be read.",
        mend_en="Send a sharp photo of each page, or the quote as a PDF.",
    )


def _printed(hocr: str) -> list[Printed]:
    words: list[Printed] = []
    for number, part in enumerate(hocr.split("<span class='ocr_")[1:]):
        line = _LINE.match(part)
        if not line:
            continue
        left, bottom = int(line[1]), int(line[4])
        slope, offset, size = float(line[5]), float(line[6]), float(line[7] or 0)
        for word in _WORD.finditer(part):
            x0, y0, x1, y1 = (int(word[n]) for n in range(1, 5))
            text = unescape(re.sub(r"<[^>]+>", "", word[6])).strip()
            if text:
                base = bottom + offset + slope * ((x0 + x1) / 2 - left)
                words.append(Printed(text, x0, y0, x1, y1, base, size or y1 - y0, int(word[5]) / 100, number))
    return words
