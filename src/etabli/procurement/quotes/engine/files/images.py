"""Photos and scans, decoded with Pillow: refused before they are decoded when they would ask for too much."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ..model import Unreadable

MOST_PIXELS = 64_000_000  # what a phone takes at most, with some room
_MOST_SIDE = 16_000
PIXELS = 2339  # the longest side of a page that is read: A4 at 200 dots an inch
_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP")
_HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1", b"ftyphevc")


def is_image(content: bytes) -> bool:
    """Whether the first bytes are those of a PNG, JPEG, TIFF, HEIC or WebP picture."""
    starts = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
    return content.startswith(starts) or _is_heic(content) or _is_webp(content)


def _is_heic(content: bytes) -> bool:
    return content[4:12] in _HEIC


def _is_webp(content: bytes) -> bool:
    return content[:4] == b"RIFF" and content[8:12] == b"WEBP"


def frames(content: bytes) -> Iterator[Any]:
    """The pictures of a file, as Pillow images in colour or grey, upright as the camera held them, no larger than
    is needed to read them. Raises Unreadable for what is too large or damaged."""
    from PIL import ImageOps, ImageSequence

    with _opened(content) as image:
        for frame in ImageSequence.Iterator(image) if image.format == "TIFF" else [image]:
            _refuse_size(frame.size)
            frame.draft("RGB", (PIXELS, PIXELS))
            yield _reduced(ImageOps.exif_transpose(_plain(frame)), PIXELS)


def frame_count(content: bytes) -> int:
    """How many pictures `frames` gives. Raises Unreadable for a damaged file."""
    with _opened(content) as image:
        return getattr(image, "n_frames", 1) if image.format == "TIFF" else 1


def _read_heic() -> None:
    try:
        from pillow_heif import register_heif_opener
    except ImportError as error:  # an installation without the extra
        raise Unreadable(
            "Cette installation ne lit pas les photos HEIC.",
            "Envoyez la photo en JPEG, ou le devis en PDF.",
            what_en="This installation doesn't read HEIC photos.",
            mend_en="Send the photo as a JPEG, or the quote as a PDF.",
        ) from error
    register_heif_opener()


@contextmanager
def _opened(content: bytes) -> Iterator[Any]:
    from PIL import Image

    if _is_heic(content):
        _read_heic()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=(*_FORMATS, "HEIF")) as image:
                yield image
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError, IndexError) as error:
        raise Unreadable(
            "Cette image est abîmée ou incomplète.",
            "Prenez une nouvelle photo du devis, ou envoyez-le en PDF.",
            what_en="This picture is damaged or incomplete.",
            mend_en="Take a new photo of the quote, or send it as a PDF.",
        ) from error


def _refuse_size(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MOST_PIXELS or max(size) > _MOST_SIDE:
        raise _too_large()


def _too_large() -> Unreadable:
    return Unreadable(
        "Cette image est trop grande pour être lue.",
        "Envoyez une photo ordinaire de chaque page, ou le devis en PDF.",
        what_en="This picture is too large to be read.",
        mend_en="Send an ordinary photo of each page, or the quote as a PDF.",
    )


def _plain(frame: Any) -> Any:
    """In colour or grey, on white where the picture is transparent."""
    from PIL import Image

    if frame.mode in ("L", "RGB"):
        return frame
    if frame.mode.startswith(("I", "F")):
        low, high = frame.getextrema()
        scale = 255 / max(high - low, 1)
        return frame.convert("F").point(lambda level: (level - low) * scale).convert("L")
    if "A" in frame.getbands() or "transparency" in frame.info:
        frame = frame.convert("RGBA")
        paper = Image.new("RGB", frame.size, "white")
        paper.paste(frame, mask=frame.getchannel("A"))
        paper.info["exif"] = frame.info.get("exif", b"")
        return paper
    return frame.convert("L" if frame.mode in ("1", "LA") else "RGB")


def _reduced(image: Any, long_side: int) -> Any:
    from PIL import Image

    scale = long_side / max(image.size)
    if scale >= 1:
        return image.copy()
    size = (max(round(image.width * scale), 1), max(round(image.height * scale), 1))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
