"""What paper does to a printed quote: a scan by the office printer, a photo taken by hand at the workbench."""

import io
from random import Random

import pypdfium2
from PIL import Image, ImageDraw, ImageFilter

SCAN_DPI, PHOTO_DPI = 200, 180


def scanned(pdf: bytes, seed: int) -> bytes:
    """The pages as pictures in a PDF: a little askew, a little grey; the same for the same seed."""
    random = Random(seed)
    pages = [_askew(page, random.uniform(-0.8, 0.8)) for page in _pages(pdf, SCAN_DPI)]
    pages = [_speckled(page.filter(ImageFilter.GaussianBlur(0.6)), random) for page in pages]
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=SCAN_DPI, quality=70)
    return out.getvalue()


def photographed(pdf: bytes, seed: int) -> bytes:
    """A photo of the first page: seen at an angle, under a lamp on one side; the same for the same seed."""
    random = Random(seed)
    page = _pages(pdf, PHOTO_DPI)[0].convert("RGB")
    wide, high = page.size
    lean = [random.uniform(0.005, 0.02) for _corner in range(4)]
    corners = (
        -lean[0] * wide, -lean[1] * high, -lean[2] * wide, (1 + lean[1]) * high,
        (1 + lean[2]) * wide, (1 + lean[3]) * high, (1 + lean[0]) * wide, -lean[3] * high,
    )  # fmt: skip
    seen = page.transform(
        page.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor="#6b5a48"
    )
    out = io.BytesIO()
    _lit(seen).filter(ImageFilter.GaussianBlur(0.5)).save(out, "JPEG", quality=78)
    return out.getvalue()


def _pages(pdf: bytes, dpi: int) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]
    finally:
        document.close()


def _askew(page: Image.Image, degrees: float) -> Image.Image:
    return page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)


def _speckled(page: Image.Image, random: Random) -> Image.Image:
    draw = ImageDraw.Draw(page)
    for _speck in range(120):
        x, y = random.uniform(0, page.width), random.uniform(0, page.height)
        draw.ellipse((x, y, x + 1.5, y + 1.5), fill=random.randint(90, 180))
    return page


def _lit(page: Image.Image) -> Image.Image:
    """Darker towards the right, as under a lamp."""
    shade = Image.linear_gradient("L").rotate(90).resize(page.size).point(lambda level: 255 - level // 4)
    return Image.composite(page, Image.new("RGB", page.size, "black"), shade)
