"""What a brief tells in its author's own words: a thing by its name, a place, a number, the pictures, the texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from etabli.procurement.briefs.engine.model import Brief, is_unsure
from etabli.procurement.needs.engine import Catalogue, Text
from etabli.procurement.needs.engine.words import fold


@dataclass(frozen=True)
class Aspect:
    """Something that a professional needs to hear: its worth, the question where it is told, what to write.

    It is told by `least` words that mean something in the answers to `needs`, or by the words `anywhere` (a pattern) in
    whatever was written.
    """

    id: str
    points: int
    need: str
    label: Text
    needs: tuple[str, ...]
    least: int = 1
    anywhere: re.Pattern[str] | None = None


_PLACE = re.compile(
    r"\b(?:à|au|aux|en|de|du|dans|vers|sur|autour d[eu]|près d[eu]|in|near|around|d['’])\s*"
    r"(?:l[ea]s?\s|l['’])?[A-ZÀÂÉÈÊÎÔŒ][\w-]{2,}"
)
_NUMBER = re.compile(
    r"\d|\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente|quarante|cinquante|cent"
    r"|douzaine|dizaine|vingtaine|trentaine|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|"
    r"hundred|dozen)s?\b",
    re.IGNORECASE,
)

ASPECTS = (
    Aspect(
        "what", 14, "makes",
        Text("Ce que vous faites, par son nom", "What you make, by its name"),
        ("makes", "offer", "gallery"), least=3,
    ),
    Aspect(
        "why", 8, "chosen-for",
        Text("Pourquoi vos clients vous choisissent", "Why your customers choose you"),
        ("chosen-for",), least=2,
    ),
    Aspect(
        "where", 6, "area",
        Text("Un lieu, par son nom", "A place, by its name"),
        ("area",), anywhere=_PLACE,
    ),
    Aspect(
        "how-many", 4, "makes",
        Text("Combien\u00a0: de produits, de chantiers, de pages", "How many: products, works, pages"),
        (), anywhere=_NUMBER,
    ),
    Aspect(
        "pictures", 4, "photos",
        Text("Vos photos\u00a0: combien, et de quoi", "Your pictures: how many, and of what"),
        ("photos", "gallery", "pictures"), anywhere=re.compile(r"photo|image|picture|vidéo", re.IGNORECASE),
    ),
    Aspect(
        "texts", 4, "texts",
        Text("Ce que vous avez déjà d’écrit", "What you have in writing already"),
        ("texts", "pages"), anywhere=re.compile(r"texte|\bécri|rédig|\btexts?\b|written", re.IGNORECASE),
    ),
)  # fmt: skip
SUBSTANCE = sum(aspect.points for aspect in ASPECTS)


def untold(brief: Brief, catalogue: Catalogue) -> tuple[Aspect, ...]:
    """What nothing in one's own words tells, the most useful first; photos that are joined tell of themselves."""
    own = own_words(brief, catalogue)
    whole = "\n".join(own.values())
    shown = {"pictures"} if brief.photos else set()
    return tuple(aspect for aspect in ASPECTS if aspect.id not in shown and not _is_told(aspect, own, whole))


def own_words(brief: Brief, catalogue: Catalogue) -> Mapping[str, str]:
    """What was written by hand, by need: notes, and answers that are no ready ones."""
    texts = {}
    for answer in brief.answers:
        need = catalogue.get(answer.need_id)
        is_ready = is_unsure(answer.answer) or (
            need is not None and need.choice_of(answer.answer) is not None
        )
        text = "\n".join(
            part for part in ("" if is_ready else answer.answer.strip(), answer.note.strip()) if part
        )
        if text and answer.weight != "not":
            texts[answer.need_id] = text
    return texts


def _is_told(aspect: Aspect, own: Mapping[str, str], whole: str) -> bool:
    words = [
        word for need_id in aspect.needs for word in re.findall(r"[a-z]{3,}", fold(own.get(need_id, "")))
    ]
    return len(words) >= aspect.least or bool(aspect.anywhere and aspect.anywhere.search(whole))
