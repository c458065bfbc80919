"""From a brief to an ad that tells the need and not the person.

Rather one word too many removed than one name left. What is removed is listed: the person can check it.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from etabli.procurement.briefs.engine.documents import photos_sentence, sentence_of, summary
from etabli.procurement.briefs.engine.identifiers import Span, shaped
from etabli.procurement.briefs.engine.lexicon import French, Lexicon, lexicon_of
from etabli.procurement.briefs.engine.model import Answer, Brief, Known
from etabli.procurement.briefs.engine.names import (
    find_given,
    find_names,
    folded_with_places,
    writes_capitals,
)
from etabli.procurement.briefs.engine.places import (
    SMALL_PLACE,
    Places,
    before_the_group,
    contracted,
    find_communes,
    find_lands,
    find_small_places,
    follows_the_same,
    people_of,
)
from etabli.procurement.briefs.engine.staying import staying, without, without_trades
from etabli.procurement.briefs.engine.telling import telling_facts
from etabli.procurement.needs.engine import Catalogue
from etabli.procurement.needs.engine.words import fold

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
    "hidden": "(mots retirés)",
}
PUT_BACK = frozenset(["name", "place"])  # of the other kinds, each tells by itself who it is
_PASSES = 4
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Removed:
    """One identifier taken out: its kind, the words as they stood, those put instead; may the artisan put it back?"""

    kind: str
    text: str
    replaced_by: str
    may_return: bool = False


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
class Corrections:
    """What the artisan corrected in an ad: words to hide, words put back, a text of their own ("" for the brief's)."""

    hidden: tuple[str, ...] = ()
    restored: tuple[str, ...] = ()
    text: str = ""


NOTHING_CORRECTED = Corrections()


NOBODY_KNOWN, EVERYWHERE = Known(), Places()


@dataclass(frozen=True)
class Anonymised:
    """An ad, what was removed to make it, without repeats and in order, and the `telling` sentences that were left:
    facts by which a reader of the region could know who it is."""

    ad: Ad
    removed: tuple[Removed, ...]
    telling: tuple[str, ...] = ()

    @property
    def marked(self) -> tuple[tuple[tuple[str, bool], ...], ...]:
        """The ad's text line by line, each cut where it differs from what was written: (words, do they differ)."""
        instead = {removal.replaced_by for removal in self.removed}
        if not instead:
            return tuple(((line, False),) for line in self.ad.text.split("\n"))
        any_of = "|".join(re.escape(words) for words in sorted(instead, key=len, reverse=True))
        return tuple(
            tuple((piece, at % 2 == 1) for at, piece in enumerate(re.split(f"({any_of})", line)) if piece)
            for line in self.ad.text.split("\n")
        )


@dataclass(frozen=True)
class _Given:
    """What is known when a text is read."""

    lexicon: Lexicon
    known: Known
    places: Places
    trade: str
    restored: frozenset[str]
    hidden: tuple[str, ...]
    own: tuple[str, ...]  # what never comes back
    author_known: bool  # the record has the name of the business: what's unknown then is hardly it
    with_capitals: bool  # how the author writes


def anonymise(
    brief: Brief,
    catalogue: Catalogue,
    french: French,
    *,
    known: Known = NOBODY_KNOWN,
    places: Places = EVERYWHERE,
    corrections: Corrections = NOTHING_CORRECTED,
) -> Anonymised:
    """Make the ad of a brief. Anonymising an ad's own texts again removes nothing more."""
    places = _with_the_commune(places, known.commune, french)
    own = (*known.names, *corrections.hidden)
    restored = frozenset(
        fold(word) for word in corrections.restored if may_put_back(word, "name", own, places)
    )
    lexicon = lexicon_of(catalogue, french)
    author_known = bool(known.businesses)
    with_capitals = writes_capitals("\n".join(f"{each.answer}\n{each.note}" for each in brief.answers))
    given = _Given(
        lexicon, known, places, brief.trade, restored, corrections.hidden, own, author_known, with_capitals
    )
    first = _anonymised(brief, catalogue, given, corrections.text)
    # A name told in one answer may stand in another without its capitals: what was met once is known everywhere.
    met = tuple(removal.text for removal in first.removed if removal.kind == "name" and " " in removal.text)
    if not met:
        return first
    known = replace(known, businesses=(*known.businesses, *met))
    return _anonymised(brief, catalogue, replace(given, known=known), corrections.text)


def _with_the_commune(places: Places, commune: str, french: French) -> Places:
    """The artisan's own commune is never told when it is small."""
    if not commune or people_of(commune, french) >= places.large or commune in places.wider:
        return places
    return replace(places, wider={**places.wider, commune: places.own or SMALL_PLACE})


def may_put_back(word: str, kind: str, names: Iterable[str], places: Places) -> bool:
    """A word taken out for a name or a place may be none, and be put back; a known name, place or number may not."""
    parts = set(_WORDS.findall(fold(word)))
    own = {part for name in names for part in _WORDS.findall(fold(name)) if len(part) > 2}
    return kind in PUT_BACK and not parts & own and fold(word) not in {fold(place) for place in places.wider}


def _anonymised(brief: Brief, catalogue: Catalogue, given: _Given, instead: str) -> Anonymised:
    removed: dict[tuple[str, str], Removed] = {}

    def clean(text: str) -> str:
        for _ in range(_PASSES):
            cleaned, removals = _clean(text, given)
            for removal in removals:
                removed.setdefault((removal.kind, removal.text), removal)
            if cleaned == text:
                break
            text = cleaned
        return text

    clear = _cleaned(brief, clean, catalogue)
    ad = Ad(
        title=clear.title,
        # The catalogue's own words around the answers name nobody: they are not read as the artisan's.
        text=clean(instead) or "\n".join(_sentences(clear, catalogue)),
        needs=clear.answers,
        place=given.places.own,
        budget=summary(clear, "fr")[1] if clear.budget else "",
        budget_blank_why="" if clear.budget else clear.budget_blank_why.strip(),
    )
    telling = tuple(telling_facts("\n".join([ad.title, ad.text])))
    all_removals = (
        replace(removal, may_return=may_put_back(removal.text, removal.kind, given.own, given.places))
        for removal in removed.values()
    )
    return Anonymised(ad, tuple(all_removals), telling)


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
        trade=brief.trade,  # the trade is what the ad is about
        answers=tuple(answers),
        budget_blank_why=clean(brief.budget_blank_why),
    )


def _sentences(brief: Brief, catalogue: Catalogue) -> list[str]:
    wanted, _budget, deadline = summary(brief, "fr")
    sentences = [wanted, deadline]
    for answer in brief.answers:
        need = catalogue.get(answer.need_id)
        if need and answer.weight != "not" and (answer.answer.strip() or answer.note.strip()):
            sentences.append(sentence_of(need, answer, "fr"))
    photos = photos_sentence(brief)
    return [*sentences, photos] if photos else sentences


def _clean(text: str, given: _Given) -> tuple[str, list[Removed]]:
    out: list[str] = []
    removed: list[Removed] = []
    at, last_place = 0, ""
    for span in _apart(_spans(text, given)):
        words, before = REPLACED_BY.get(span.kind, ""), text[at : span.start]
        if span.kind == "place":
            words = given.places.instead_of(text[span.start : span.end])
            if words == last_place and follows_the_same(before):  # "Pauillac et Cussac": told once
                removed.append(Removed(span.kind, text[span.start : span.end], words))
                at = span.end
                continue
            before = before_the_group(before, words)
        last_place = words if span.kind == "place" else ""
        out += [before, words]
        removed.append(Removed(span.kind, text[span.start : span.end], words))
        at = span.end
    out.append(text[at:])
    return (contracted("".join(out)) if removed else text), removed


def _spans(text: str, given: _Given) -> list[Span]:
    lexicon = given.lexicon
    folded, back = folded_with_places(text)
    small = [*find_small_places(text, folded, back, given.places, lexicon)]
    kept = staying(text, folded, back, given.trade, given.places, lexicon)
    guesses = find_names(text, lexicon, author_known=given.author_known, with_capitals=given.with_capitals)
    # Of a sure name and a commune that are one word, the name is told; of a mere guess, the commune.
    by_rank = sorted(
        [*guesses, *find_communes(text, lexicon)], key=lambda span: (not span.is_sure, span.kind != "place")
    )
    names = [*small, *without(by_rank, [*kept, *small], text, lexicon)]
    names = [
        *without_trades(
            [*names, *find_given(text, given.known.people, given.known.businesses, lexicon)], text, lexicon
        )
    ]
    hidden = find_given(text, (), given.hidden, lexicon)
    public = lexicon.french.wide_places | lexicon.french.brands  # "place Vendôme", "mariages.net"
    addresses = [span for span in shaped(text) if fold(text[span.start : span.end]) not in public]
    addresses += find_lands(text, kept, given.places, lexicon)
    spans = [*addresses, *names, *(replace(span, kind="hidden") for span in hidden)]
    shielded = _shielded(text, given.places)
    return [span for span in spans if not _touches(span, shielded) and not _is_back(text, span, given)]


def _is_back(text: str, span: Span, given: _Given) -> bool:
    return span.kind in PUT_BACK and fold(text[span.start : span.end]) in given.restored


def _shielded(text: str, places: Places) -> list[tuple[int, int]]:
    """What stands in the text instead of an identifier is not looked at again."""
    groups = places.groups - {""}
    bare = {
        re.sub(r"^(?:l[ea]s? |l['’])", "", group) for group in groups
    }  # "le Bazadais" has become "du Bazadais"
    phrases = {*REPLACED_BY.values(), *bare}
    pattern = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    return [match.span() for match in re.finditer(pattern, text)]


def _touches(span: Span, shielded: list[tuple[int, int]]) -> bool:
    place = bisect_right(shielded, (span.start, sys.maxsize)) - 1
    return place >= 0 and span.end <= shielded[place][1]


def _apart(spans: list[Span]) -> list[Span]:
    """Spans in order without overlap: what overlaps is merged, under the kind of the longest."""
    out: list[Span] = []
    for span in sorted(
        (span for span in spans if span.end > span.start), key=lambda span: (span.start, -span.end)
    ):
        if out and span.start < out[-1].end:
            last = out[-1]
            longest = max((last, span), key=lambda span: span.end - span.start)
            out[-1] = Span(last.start, max(last.end, span.end), longest.kind)
        else:
            out.append(span)
    return out
