"""A photo made for screens: small, upright, nothing but its pixels; or refused."""

import io

import pytest
from PIL import Image

from etabli.foundation.files.engine import shrinking
from etabli.foundation.files.engine.refusing import Reason, Refused
from etabli.foundation.files.engine.shrinking import MAX_SIDE, shrink


def picture(width: int, height: int, kind: str = "JPEG", mode: str = "RGB", turned: int = 1) -> bytes:
    """Red on its left half, blue on its right; `turned` is how the camera was held (EXIF orientation)."""
    image = Image.new(mode, (width, height), "blue")
    image.paste("red", (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = turned, "a camera"
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_whatever_it_is_it_becomes_a_small_jpeg(kind: str) -> None:
    kept = opened(shrink(picture(2000, 1000, kind)))
    assert (kept.format, kept.size) == ("JPEG", (MAX_SIDE, MAX_SIDE // 2))
    assert not kept.getexif()


def test_a_small_one_is_not_made_larger() -> None:
    assert opened(shrink(picture(300, 200))).size == (300, 200)


def test_it_stands_as_the_camera_was_held() -> None:
    kept = opened(shrink(picture(400, 200, turned=6)))  # a quarter turn to the right: the left goes up
    assert kept.size == (200, 400)
    red, _green, blue = kept.getpixel((100, 20))  # type: ignore[misc]  # three colours
    assert red > 200 > blue


def test_what_is_clear_becomes_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(shrink(out.getvalue())).getpixel((20, 20)) == (255, 255, 255)


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0 no picture", picture(300, 200)[:400]])
def test_a_damaged_one_is_refused(content: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        shrink(content)
    assert refusal.value.reason is Reason.DAMAGED


def test_one_that_unfolds_to_too_much_is_refused_before_it_is_unfolded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shrinking, "MAX_PIXELS", 1000)
    with pytest.raises(Refused) as refusal:
        shrink(picture(300, 200))
    assert refusal.value.reason is Reason.TOO_LARGE
