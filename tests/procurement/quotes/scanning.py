"""Printed quotes made into scans and photos, each worse than the paper in its own way."""

from __future__ import annotations

import io
from random import Random

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter


def picture_of(pdf: bytes, *, dpi: int = 200, page: int = 0) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        image: Image.Image = document[page].render(scale=dpi / 72).to_pil().convert("RGB")
        return image.copy()


def scanned(image: Image.Image, random: Random) -> Image.Image:
    """As a scanner gives it: askew, a little blurred, with grain."""
    image = image.rotate(random.uniform(-2, 2), Image.Resampling.BICUBIC, fillcolor="white")
    image = image.filter(ImageFilter.GaussianBlur(random.uniform(0.3, 0.9)))
    grain = np.random.default_rng(random.randrange(2**32)).normal(0, 6, (image.height, image.width, 1))
    return Image.fromarray(np.clip(np.asarray(image) + grain, 0, 255).astype(np.uint8))


def lit_from_a_side(image: Image.Image, random: Random) -> Image.Image:
    """As a phone sees it under a lamp: one corner in the shade, warm light, a JPEG file."""
    down, across = np.mgrid[0 : image.height, 0 : image.width].astype(np.float32)
    turn = random.uniform(0, 6.28)
    slope = np.cos(turn) * across / image.width + np.sin(turn) * down / image.height
    light = 0.55 + 0.45 * (slope - slope.min()) / (slope.max() - slope.min())
    tint = np.array([1.0, 0.97, 0.88], dtype=np.float32)
    seen = np.asarray(scanned(image, random), dtype=np.float32) * light[:, :, None] * tint
    return Image.open(io.BytesIO(saved(Image.fromarray(seen.astype(np.uint8)), "JPEG", quality=80)))


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    kept = io.BytesIO()
    image.save(kept, kind, **options)
    return kept.getvalue()


def on_a_table(image: Image.Image, angle: float, *, below: float = 0.0) -> Image.Image:
    """As it lies on a table, all its edges seen, turned by this many degrees; `below`, as a share of the sheet, is how
    much more of the table is seen under it."""
    colour = (112, 84, 60)
    table = Image.new("RGB", (round(image.width * 1.16), round(image.height * (1.12 + below))), colour)
    table.paste(image, (round(image.width * 0.08), round(image.height * 0.06)))
    return table.rotate(angle, Image.Resampling.BICUBIC, fillcolor=colour)
