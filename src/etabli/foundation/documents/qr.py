"""QR codes as SVG: the same text serves a page and a Typst document."""

from __future__ import annotations

import io

import segno


def qr_svg(text: str, *, label: str = "") -> str:
    """An `<svg>` that scales to its box: no size, no inline style.

    Always black on white with its quiet zone, in a dark page too: many phones don't read an inverted code.
    `label` becomes its accessible name; without one it is hidden from screen readers, because the address
    stands beside it as text.
    """
    buffer = io.BytesIO()
    segno.make_qr(text, error="m").save(
        buffer,
        kind="svg",
        xmldecl=False,
        omitsize=True,
        border=4,
        nl=False,
        dark="#000",
        light="#fff",
        svgclass="qr",
        lineclass=None,
        title=label or None,
    )
    role = 'role="img"' if label else 'aria-hidden="true"'
    return buffer.getvalue().decode().replace("<svg ", f"<svg {role} ", 1)


def qr_png(text: str) -> bytes:
    """A picture of about six hundred dots a side, for what takes no SVG: a slide, a social network."""
    code = segno.make_qr(text, error="m")
    buffer = io.BytesIO()
    code.save(buffer, kind="png", border=4, scale=max(1, 600 // code.symbol_size(border=4)[0]))
    return buffer.getvalue()


def qr_bytes(text: str, *, label: str = "") -> bytes:
    """The same as the bytes of a file: a download, or a Typst `image(bytes(...))`."""
    return qr_svg(text, label=label).encode()
