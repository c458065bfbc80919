"""The catalogue of needs, explained to everybody."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from etabli.foundation.people.access import Request, public
from etabli.foundation.people.models import Role
from etabli.foundation.search.engine import nearest
from etabli.foundation.ui.language import reader_language
from etabli.procurement.needs.catalogue import load
from etabli.procurement.needs.engine import Catalogue, Family, Need, recognise

FEW = 3  # found: shown open
STARTS = frozenset({Role.NOBODY, Role.BEARER, Role.ARTISAN})  # whoever may begin a project of their own


@public
def needs(request: Request) -> HttpResponse:
    """What to ask of a professional, chapter by chapter; `?q=` keeps what is looked for."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    chapters = explained(reader_language(), text)
    count = sum(len(chapter.needs) for chapter in chapters)
    context = {
        "text": text,
        "longest": LONGEST,
        "chapters": chapters,
        "found": count,
        "total": len(load().needs),
        "is_open": bool(text) and count <= FEW,
        "is_looked_for": bool(text),
        "may_start": request.viewer.role in STARTS,
    }
    return render(request, "needs/need_list.html", context)


# The catalogue as people read it: by chapter, in one language, or only what they look for.

LONGEST = 100  # characters looked for
LIKE = 4  # letters from which a name may look like a word: "SEO" is too near "se"


@dataclass(frozen=True)
class ToldNeed:
    """One need, in the reader's language. `trades`: who asks for it most, in words."""

    id: str
    number: int
    label: str
    question: str
    why: str
    risk: str
    trades: str
    ask: str
    source: str
    source_date: date


@dataclass(frozen=True)
class ToldChapter:
    """A chapter with those of its needs that are shown."""

    number: int
    label: str
    needs: tuple[ToldNeed, ...]


def explained(language: str, typed: str = "") -> list[ToldChapter]:
    """The chapters in order; with something `typed`, only the needs that speak of it, and their chapters.

    `typed` may be a word of ours, or what a quote calls it ("SEO", "responsive").
    """
    catalogue = load()
    kept = _need_ids(catalogue, language, typed[:LONGEST]) if typed.strip() else set(catalogue.by_id)
    chapters = [
        ToldChapter(
            chapter.number,
            chapter.label.in_language(language),
            tuple(
                _explained(need, catalogue.families, language)
                for need in catalogue.needs
                if need.chapter == chapter.id and need.id in kept
            ),
        )
        for chapter in catalogue.chapters
    ]
    return [chapter for chapter in chapters if chapter.needs]


def _need_ids(catalogue: Catalogue, language: str, typed: str) -> set[str]:
    """What a quote would mean by it, and the names like it; the questions and answers only when it is no such word."""
    meant = {need.need_id for need in recognise(typed, catalogue)}
    if meant and len(typed.strip()) < LIKE:
        return meant
    texts = [
        (need.label.in_language(language), "" if meant else _asked(need, language))
        for need in catalogue.needs
    ]
    return meant | {catalogue.needs[rank].id for rank in nearest(typed, texts)}


def _asked(need: Need, language: str) -> str:
    return " ".join(
        text.in_language(language) for text in (need.question, *(choice.label for choice in need.choices))
    )


def _explained(need: Need, families: tuple[Family, ...], language: str) -> ToldNeed:
    return ToldNeed(
        id=need.id,
        number=need.number,
        label=need.label.in_language(language),
        question=need.question.in_language(language),
        why=need.why.in_language(language),
        risk=need.risk.in_language(language),
        trades=_trades(need, families, language),
        ask=need.ask.in_language(language),
        source=need.source.text.in_language(language),
        source_date=date.fromisoformat(need.source.date),
    )


def _trades(need: Need, families: tuple[Family, ...], language: str) -> str:
    """The trades that ask for it more than others; nearly all of them, or as the project wants."""
    more = [family for family in families if need.trade.get(family.id) in ("must", "should")]
    if 0 < len(more) < len(families):
        return capfirst(", ".join(family.label.in_language(language) for family in more))
    if more or need.weight["site"] in ("must", "should"):
        return _("Nearly all trades")
    return _("Any trade, when the project wants it")
