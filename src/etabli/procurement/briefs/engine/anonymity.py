"""From a brief to an ad that tells the need and not the person.

Rather one word too many removed than one name left. What is removed is listed: the person can check it.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from etabli.procurement.briefs.engine.documents import sentence_of, summary
from etabli.procurement.briefs.engine.identifiers import Span, shaped
from etabli.procurement.briefs.engine.lexicon import French, Lexicon, lexicon_of
from etabli.procurement.briefs.engine.model import Answer, Brief
from etabli.procurement.briefs.engine.names import named
from etabli.procurement.needs.engine import Catalogue

REPLACED_BY = {
    "name": "(nom retiré)",
    "phone": "(téléphone retiré)",
    "email": "(adresse mail retirée)",
    "url": "(adresse internet retirée)",
    "handle": "(compte retiré)",
    "siret": "(numéro retiré)",
    "siren": "(numéro retiré)",
    "vat": "(numéro retiré)",
    "number": "(numéro retiré)",
    "plate": "(numéro retiré)",
    "iban": "(compte bancaire retiré)",
    "address": "(adresse retirée)",
    "birth": "(date retirée)",
}
_SMALL_PLACE = "ma commune"
_VOWELS = frozenset("aeiouyhéèêâîôAEIOUYHÉÈÊÂÎÔ(")
_PASSES = 4


@dataclass(frozen=True)
class Removed:
    """One identifier taken out: its kind, the words as they stood, the words put instead."""

    kind: str
    text: str
    replaced_by: str


@dataclass(frozen=True)
class Ad:
    """What is shown of a brief. `place` is the wide place given; `needs` are the brief's answers, anonymised.

    `budget` is a sentence, empty when there is none; `budget_blank_why` then says why. The text holds neither.
    """

    title: str
    text: str
    needs: tuple[Answer, ...]
    place: str
    budget: str
    budget_blank_why: str


@dataclass(frozen=True)
class Anonymised:
    """An ad, and what was removed to make it, without repeats and in order."""

    ad: Ad
    removed: tuple[Removed, ...]


def anonymise(
    brief: Brief,
    catalogue: Catalogue,
    french: French,
    *,
    names: Iterable[str] = (),
    places: Iterable[str] = (),
    wider_place: str = "",
) -> Anonymised:
    """Make the ad of a brief.

    `names` are known names (person, business, brand); `places` are too small to be told; `wider_place` is the
    name of the group of communes that replaces them. Anonymising an ad's own texts again removes nothing more.
    """
    given, small, lexicon = tuple(names), tuple(places), lexicon_of(catalogue, french)
    first = _anonymised(brief, catalogue, given, small, lexicon, wider_place)
    # A name told in one answer may stand in another without its capitals: what was met once is known everywhere.
    met = tuple(one.text for one in first.removed if one.kind == "name" and " " in one.text)
    return _anonymised(brief, catalogue, (*given, *met), small, lexicon, wider_place) if met else first


def _anonymised(
    brief: Brief,
    catalogue: Catalogue,
    names: tuple[str, ...],
    places: tuple[str, ...],
    lexicon: Lexicon,
    wider: str,
) -> Anonymised:
    removed: dict[tuple[str, str], Removed] = {}

    def clean(text: str) -> str:
        for _ in range(_PASSES):
            cleaned, found = _clean(text, names, places, lexicon, wider)
            for one in found:
                removed.setdefault((one.kind, one.text), one)
            if cleaned == text:
                break
            text = cleaned
        return text

    clear = _cleaned(brief, clean, catalogue)
    ad = Ad(
        title=clear.title,
        # The catalogue's own words around the answers name nobody: they are not read as the artisan's.
        text="\n".join(_told(clear, catalogue)),
        needs=clear.answers,
        place=wider,
        budget=summary(clear, "fr")[1] if clear.budget else "",
        budget_blank_why="" if clear.budget else clear.budget_blank_why.strip(),
    )
    return Anonymised(ad, tuple(removed.values()))


def _cleaned(brief: Brief, clean: Callable[[str], str], catalogue: Catalogue) -> Brief:
    answers = []
    for answer in brief.answers:
        need = catalogue.get(answer.need_id)
        ready = need is not None and need.choice_of(answer.answer) is not None
        answers.append(
            replace(answer, answer=answer.answer if ready else clean(answer.answer), note=clean(answer.note))
        )
    return replace(
        brief,
        title=clean(brief.title),
        trade=clean(brief.trade),
        answers=tuple(answers),
        budget_blank_why=clean(brief.budget_blank_why),
    )


def _told(brief: Brief, catalogue: Catalogue) -> list[str]:
    wanted, _budget, deadline = summary(brief, "fr")
    told = [wanted, deadline]
    for answer in brief.answers:
        need = catalogue.get(answer.need_id)
        if need and answer.weight != "not" and (answer.answer.strip() or answer.note.strip()):
            told.append(sentence_of(need, answer, "fr"))
    return told


def _clean(
    text: str, names: tuple[str, ...], places: tuple[str, ...], lexicon: Lexicon, wider: str
) -> tuple[str, list[Removed]]:
    shielded = _shielded(text, wider)
    spans = [span for span in shaped(text) if not _touches(span, shielded)]
    spans += [span for span in named(text, names, places, lexicon) if not _touches(span, shielded)]
    out: list[str] = []
    removed: list[Removed] = []
    at = 0
    for span in _apart(spans):
        words = (wider or _SMALL_PLACE) if span.kind == "place" else REPLACED_BY[span.kind]
        before = text[at : span.start]
        if words[0] not in _VOWELS and before[-2:].lower() in {"d'", "d’"}:
            before = f"{before[:-1]}e "  # "d'Arcachon" becomes "de ma commune"
        out += [before, words]
        removed.append(Removed(span.kind, text[span.start : span.end], words))
        at = span.end
    out.append(text[at:])
    return "".join(out), removed


def _shielded(text: str, wider: str) -> list[tuple[int, int]]:
    """What stands in the text instead of an identifier is not looked at again."""
    phrases = [phrase for phrase in (*set(REPLACED_BY.values()), wider) if phrase]
    pattern = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    return [match.span() for match in re.finditer(pattern, text)]


def _touches(span: Span, shielded: list[tuple[int, int]]) -> bool:
    place = bisect_right(shielded, (span.start, sys.maxsize)) - 1
    return place >= 0 and span.end <= shielded[place][1]


def _apart(spans: list[Span]) -> list[Span]:
    """Spans in order without overlap: what overlaps is merged, under the kind of the longest."""
    out: list[Span] = []
    for span in sorted(
        (span for span in spans if span.end > span.start), key=lambda one: (one.start, -one.end)
    ):
        if out and span.start < out[-1].end:
            last = out[-1]
            longest = max((last, span), key=lambda one: one.end - one.start)
            out[-1] = Span(last.start, max(last.end, span.end), longest.kind)
        else:
            out.append(span)
    return out
