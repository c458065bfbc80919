"""What a file is, by its content, never by its name."""

PDF, XML, ZIP = "application/pdf", "application/xml", "application/zip"
PNG, JPEG, TIFF, WEBP, HEIC = "image/png", "image/jpeg", "image/tiff", "image/webp", "image/heic"
SVG = "image/svg+xml"
TEXT = "text/plain"  # no signature tells it: CSV
OLD_OFFICE = "application/msword"  # .doc, .rtf and their like
UNKNOWN = "application/octet-stream"
PICTURES = frozenset({PNG, JPEG, TIFF, WEBP, HEIC})

SIGNATURES = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"PK\x03\x04", ZIP),
    (b"<?xml", XML),
    (b"<svg", SVG),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_OFFICE),
    (b"{\\rtf", OLD_OFFICE),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"<", XML),  # without its declaration
    (b"\xff\xfe<\x00", XML),
    (b"\xfe\xff\x00<", XML),
)
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"})  # ISO 23008-12


def content_type(content: bytes) -> str:
    """What the bytes are, by their first ones; UNKNOWN when they are nothing that we know."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        return HEIC
    head = content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    return next((kind for mark, kind in SIGNATURES if head.startswith(mark)), UNKNOWN)
