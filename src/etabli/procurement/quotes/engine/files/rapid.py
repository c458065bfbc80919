"""The models of RapidOCR (PP-OCRv6, Apache-2.0), run by onnxruntime: where text stands on a grey picture, and the
letters of each line.

Of the package `rapidocr` only the models are taken, from its installed folder: its own code would fetch them.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from .detection import Strip, strips

type Grey = np.ndarray[Any, np.dtype[np.uint8]]

_DETECTION, _RECOGNITION = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
_HASHES = {
    _DETECTION: "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f",
    _RECOGNITION: "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
}
_HIGH = 48  # pixels: the line of text that the model reads
_NARROWEST = 320  # pixels: shorter lines are padded, as they were when it learned
_WIDEST = 40 * _HIGH
_THREADS = 1  # one picture is read hardly sooner by two, which take twice the processor


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, or a space, at the share `at` of its line's width (its middle)."""

    text: str
    at: float
    confidence: float


def is_there() -> bool:
    """Whether the models are installed, with what runs them, and are those that the project was tried with."""
    return bool(find_spec("onnxruntime") and find_spec("rapidocr")) and not altered()


@lru_cache(maxsize=1)
def altered() -> tuple[str, ...]:
    """The models of an installed `rapidocr` that are missing or others than those that the project was tried with: they
    aren't used, nor fetched."""
    if not find_spec("rapidocr"):
        return ()
    return tuple(str(_path(name)) for name, known in _HASHES.items() if _hash(_path(name)) != known)


def find(grey: Grey, side: int) -> list[Strip]:
    """The lines of text of a picture, looked for where its longer side is no longer than `side` pixels."""
    from PIL import Image

    high, wide = grey.shape
    scale = min(side / max(high, wide), 1)
    size = (max(round(wide * scale / 32), 1) * 32, max(round(high * scale / 32), 1) * 32)
    small = np.asarray(Image.fromarray(grey).resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0))
    likely = _run(_DETECTION, _levels(small))[0, 0]
    return strips(likely, wide / size[0], high / size[1])


def read_line(line: Grey) -> list[Letter]:
    """The letters of a line of text, cut out."""
    from PIL import Image

    high, wide = line.shape
    fitted = min(max(round(wide * _HIGH / high), 1), _WIDEST)
    scaled = np.asarray(
        Image.fromarray(line).resize((fitted, _HIGH), Image.Resampling.BILINEAR, reducing_gap=2.0)
    )
    padded = np.zeros((1, 3, _HIGH, max(fitted, _NARROWEST)), dtype=np.float32)
    padded[:, :, :, :fitted] = _levels(scaled)
    known, places = _alphabet()
    likely = _run(_RECOGNITION, padded)[0][:, places]
    return _letters(likely, known, padded.shape[3] / len(likely) / fitted)


def _letters(likely: Any, known: Sequence[str], step: float) -> list[Letter]:
    """By the most likely sign of each column (CTC): the first of `known` is none, and one that goes on is one."""
    best, sure = likely.argmax(axis=1), likely.max(axis=1)
    letters = []
    begun = 0
    for at in range(1, len(best) + 1):
        if at < len(best) and best[at] == best[begun]:
            continue
        if best[begun]:
            middle = (begun + at) / 2 * step
            letters.append(Letter(known[best[begun]], middle, float(sure[begun:at].max())))
        begun = at
    return letters


def _levels(grey: Grey) -> Any:
    level = grey.astype(np.float32) / 127.5 - 1
    return np.broadcast_to(level, (1, 3, *level.shape))


@lru_cache(maxsize=1)
def _alphabet() -> tuple[list[str], list[int]]:
    """The signs of our languages among those that the model tells apart, and their places; the first is "no sign"."""
    signs = ["", *_session(_RECOGNITION).get_modelmeta().custom_metadata_map["character"].splitlines(), " "]
    places = [
        at
        for at, sign in enumerate(signs)
        if all(letter < "\u0250" or "\u2010" <= letter < "\u2300" for letter in sign)
    ]
    return [signs[at] for at in places], places


def _run(name: str, picture: Any) -> Any:
    session = _session(name)
    return session.run(None, {session.get_inputs()[0].name: np.ascontiguousarray(picture)})[0]


@lru_cache(maxsize=2)
def _session(name: str) -> Any:
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # read once, when it is imported
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = _THREADS, 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(str(_path(name)), options, providers=["CPUExecutionProvider"])


def _path(name: str) -> Path:
    package = find_spec("rapidocr")  # found, never imported
    folders = package.submodule_search_locations if package else None
    return Path(*list(folders or [])[:1], "models", name)


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
