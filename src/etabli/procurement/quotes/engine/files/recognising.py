"""What reads the words of pictures: RapidOCR's models where they are installed, else Tesseract."""

from __future__ import annotations

from typing import Any, Literal

from ..model import Unreadable
from . import rapid, tesseract
from .printed import Printed

type Reader = Literal["rapid", "tesseract"]


def reader() -> Reader | None:
    """Which of them reads here; None where neither does."""
    if rapid.is_there():
        return "rapid"
    return "tesseract" if tesseract.languages() else None


def recognise(picture: Any) -> list[Printed]:
    """The words of a page made ready (a `scans.Scan`), line by line, with their boxes and how surely each was read.
    Raises Unreadable where nothing reads pictures, or when it takes too long."""
    return list(_by().read(picture))


def quarters(levelled: Any) -> int:
    """By how many quarters to turn a grey page, evenly lit and its lines of text level or upright, to the left for its
    letters to stand on their feet; 0 where nothing reads pictures."""
    return int(_by().quarters(levelled)) if reader() else 0


def _by() -> Any:
    match reader():
        case "rapid":
            from . import by_rapid

            return by_rapid
        case "tesseract":
            from . import by_tesseract

            return by_tesseract
        case None:
            raise missing()


def missing() -> Unreadable:
    """What is told, and what to do, where nothing reads pictures."""
    return Unreadable(
        "Ce document est une image, et nous ne savons pas lire les images ici.",
        "Demandez le devis en PDF au prestataire, ou recopiez son texte. Votre conseillère peut aussi le lire avec "
        "vous.",
        what_en="This document is a picture, and we can't read pictures here.",
        mend_en="Ask the supplier for the quote as a PDF, or type its text. Your adviser can also read it with you.",
    )
