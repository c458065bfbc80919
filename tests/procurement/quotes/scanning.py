"""Printed quotes made into scans and photos, each worse than the paper in its own way."""

from __future__ import annotations

import io
from dataclasses import replace
from random import Random

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

from etabli.procurement.quotes.engine.text.pages import Page


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


def pale_in_the_shade(image: Image.Image, random: Random) -> Image.Image:
    """As a phone sees faint print in a dim room, out of focus, with a hand's shadow over half of it."""
    faint = 225 - (255 - np.asarray(image, dtype=np.float32)) * 0.35
    down, across = np.mgrid[0 : image.height, 0 : image.width].astype(np.float32)
    away = np.hypot(across - 0.6 * image.width, down - 0.4 * image.height) - 0.3 * image.width
    shadow = 1 - 0.4 / (1 + np.exp(np.clip(away / (0.03 * image.width), -50, 50)))
    grain = np.random.default_rng(random.randrange(2**32)).normal(0, 4, (image.height, image.width, 1))
    seen = Image.fromarray(np.clip(faint * shadow[:, :, None] + grain, 0, 255).astype(np.uint8))
    return Image.open(io.BytesIO(saved(seen.filter(ImageFilter.GaussianBlur(0.9)), "JPEG", quality=75)))


def askew(image: Image.Image, random: Random, *, far: bool) -> Image.Image:
    """As a phone sees it from aside under a lamp, with a hand in the light; from `far`, with the table around it."""
    wide, high = (round(side * 1.16) if far else side for side in image.size)
    left, top = (wide - image.width) / 2, (high - image.height) / 2
    drift = random.uniform(0.06, 0.09) * image.width
    corners = [
        (left + drift, top),
        (wide - left, top + drift),
        (wide - left - drift, high - top),
        (left, high - top - drift),
    ]
    if not far:  # it fills the picture: what is seen of it leans
        corners = [(-drift / 4, drift / 2), (wide, -drift / 2), (wide + drift / 4, high), (0, high)]
    coefficients = seen_from(corners, image.size)
    kind = Image.Transform.PERSPECTIVE
    paper = image.transform((wide, high), kind, coefficients, Image.Resampling.BICUBIC)
    shape = Image.new("L", image.size, 255).transform(
        (wide, high), kind, coefficients, Image.Resampling.BILINEAR
    )
    table = Image.new("RGB", (wide, high), (105, 85, 66) if far else (235, 235, 235))
    table.paste(paper, mask=shape)
    down, across = np.mgrid[0:high, 0:wide].astype(np.float32)
    away = np.hypot(across - 0.7 * wide, down - 0.75 * high) - 0.25 * wide
    shadow = 1 - 0.35 / (1 + np.exp(np.clip(away / (0.02 * wide), -50, 50)))
    seen = np.asarray(lit_from_a_side(table, random), dtype=np.float32) * shadow[:, :, None]
    return Image.fromarray(seen.astype(np.uint8))


def seen_from(corners: list[tuple[float, float]], size: tuple[int, int]) -> list[float]:
    """What Pillow takes to see a picture of that size with its corners there."""
    wide, high = size
    rows: list[list[float]] = []
    values: list[float] = []
    for (x, y), (u, v) in zip(corners, [(0, 0), (wide, 0), (wide, high), (0, high)], strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return [float(each) for each in np.linalg.solve(np.array(rows), np.array(values, dtype=np.float64))]


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


_LOOK_ALIKE = {"0": "O", "1": "l", "5": "S", "8": "B"}


def misread(page: Page, random: Random, share: float) -> Page:
    """As a reader of pictures may give it: this share of the numbers is wrong in some way, half as many words are lost,
    and no confidence says which."""
    words = []
    for word in page.words:
        text = word.text
        if random.random() < share / 2 or (text in "-−%" and random.random() < 0.2):
            continue
        if any(letter.isdigit() for letter in text) and random.random() < share:
            at = random.choice([at for at, letter in enumerate(text) if letter.isdigit()])
            other = random.choice((str(random.randrange(10)), "", _LOOK_ALIKE.get(text[at], text[at])))
            text = random.choice(
                (text[:at] + other + text[at + 1 :], text.replace(",", ""), text.lstrip("-−"))
            )
        if text:
            off = random.gauss(0, 0.4)
            words.append(
                replace(
                    word, text=text, y0=word.y0 + off, y1=word.y1 + off, base=word.base + off,
                    confidence=min(max(random.gauss(0.96, 0.04), 0.3), 1.0),
                )
            )  # fmt: skip
    return replace(page, words=tuple(words), source="picture")
