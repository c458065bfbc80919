"""A photo made small enough for a screen: upright, in the colours of screens, and nothing but its pixels."""

import io
from contextlib import suppress
from typing import BinaryIO

from .examining import format_answer
from .kinds import JPEG
from .refusing import Reason, Refused

MAX_SIDE, JPEG_QUALITY = 1280, 80  # pixels of the longer side; about 150 KB
MAX_PIXELS = 64_000_000  # what a phone takes at most, with some room


def shrink(content: bytes) -> bytes:
    """The picture as a JPEG whose longer side has SIDE pixels at most; never made larger. Raises Refused."""
    from PIL import Image, ImageOps

    with suppress(ImportError):  # without the extra, such a photo is refused below as one that can't be read
        from pillow_heif import register_heif_opener

        register_heif_opener()
    try:
        with Image.open(io.BytesIO(content)) as image:
            if image.width * image.height > MAX_PIXELS:
                raise Refused(Reason.TOO_LARGE)
            image.draft("RGB", (MAX_SIDE, MAX_SIDE))
            upright = ImageOps.exif_transpose(image)
            clear = upright.convert("RGBA")
            flattened = Image.new("RGB", clear.size, "white")
            flattened.paste(clear, mask=clear.getchannel("A"))
            flattened.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
            out = io.BytesIO()
            flattened.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Refused(Reason.DAMAGED) from None
    return out.getvalue()


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """The child's side: a picture comes in, what `examining.parse_answer` reads goes out."""
    try:
        shrunk = shrink(source.read())
    except Refused as refusal:
        target.write(refusal.reason.encode())
    else:
        target.write(format_answer(JPEG, shrunk))
    target.flush()
