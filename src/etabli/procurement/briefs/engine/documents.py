"""A brief as two documents, without any layout: a page to show, and numbered specifications to contract on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from etabli.procurement.briefs.engine.interview import OWN_WORDS, TOLD, applies, with_implied
from etabli.procurement.briefs.engine.model import BUDGET, Answer, Brief, Budget, is_unsure
from etabli.procurement.needs.engine import Catalogue, Need, Text, Weight

OUTCOMES = {
    "site": Text("un site internet", "a website"),
    "page": Text("une page sur les réseaux sociaux", "a page on social networks"),
    "listing": Text("une fiche d’établissement", "a business listing"),
    "shop": Text("une boutique en ligne", "an online shop"),
    "campaign": Text("une campagne de publicité", "an advertising campaign"),
    "none": Text("être trouvée sans site pour l’instant", "to be found without a site for now"),
}
WEIGHTS: dict[Weight, Text] = {
    "must": Text("indispensable", "essential"),
    "should": Text("important", "important"),
    "could": Text("utile", "useful"),
    "not": Text("non demandé", "not asked for"),
}
_MONTHS = (
    Text("janvier", "January"), Text("février", "February"), Text("mars", "March"), Text("avril", "April"),
    Text("mai", "May"), Text("juin", "June"), Text("juillet", "July"), Text("août", "August"),
    Text("septembre", "September"), Text("octobre", "October"), Text("novembre", "November"),
    Text("décembre", "December"),
)  # fmt: skip
_ADVISE = Text(
    "Le prestataire propose une solution et l’explique", "The supplier proposes a solution and explains it"
)
_NOT_INCLUDED = Text("Ce qui n’est pas demandé", "What is not asked for")
_OPEN = Text("Ce qui reste à préciser", "What is still to be settled")
_LIKED = Text("Des sites qui plaisent", "Sites that are liked")
_ALL = Text("Tous les besoins", "All the needs")
_COLUMNS = (Text("N°", "No."), Text("Besoin", "Need"), Text("Importance", "Importance"))
_FRAME = Text("Le cadre", "The frame")
_BUSINESS = Text("L’entreprise", "The business")


@dataclass(frozen=True)
class Sentence:
    """One sentence; `number` is the need's ("52"), or "" outside the catalogue; `label` what the need is called;
    `link` the address of the site that it speaks of."""

    number: str
    text: str
    weight: str = ""
    label: str = ""
    link: str = ""

    @property
    def whole(self) -> str:
        """The sentence, after its link and with its weight where it has them."""
        text = " · ".join(part for part in (self.link, self.text) if part)
        return f"{text} ({self.weight})" if self.weight else text


@dataclass(frozen=True)
class Section:
    """A titled group of sentences, in order."""

    title: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Document:
    """What a template prints: a title, a line under it, sections; `table` repeats the needs, its header first."""

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    table: tuple[tuple[str, ...], ...] = ()
    table_title: str = ""


def one_page(brief: Brief, catalogue: Catalogue, language: str = "fr") -> Document:
    """The brief to show: the business and the frame, then what is essential and important, then the rest in one line
    each."""
    brief = with_implied(brief, catalogue)
    sections = _beginning(brief, catalogue, language)
    for weight in ("must", "should", "could"):
        sentences = tuple(
            _sentence(need, sentence_of(need, answer, language), "", language)
            for need, answer in _answered(brief, catalogue)
            if answer.weight == weight and need.id not in OWN_WORDS
        )
        if sentences:
            sections.append(Section(WEIGHTS[weight].in_language(language).capitalize(), sentences))
    left_out = _left_out(brief, catalogue, language)
    return Document(
        _title(brief, language),
        Text("Le projet en une page", "The project on one page").in_language(language),
        (*sections, *left_out, *_liked(brief, language)),
    )


def specification(brief: Brief, catalogue: Catalogue, language: str = "fr") -> Document:
    """The numbered specifications: every chapter in order, what is left out, what is still open."""
    brief = with_implied(brief, catalogue)
    sections = _beginning(brief, catalogue, language)
    for chapter in catalogue.chapters:
        sentences = tuple(
            _sentence(need, sentence_of(need, answer, language), answer.weight, language)
            for need, answer in _answered(brief, catalogue)
            if need.chapter == chapter.id and need.id not in OWN_WORDS
        )
        if sentences:
            sections.append(Section(chapter.label.in_language(language), sentences))
    subtitle = Text("Cahier des charges", "Specifications").in_language(language)
    ends = (
        *_left_out(brief, catalogue, language),
        *_open(brief, catalogue, language),
        *_liked(brief, language),
    )
    whole = (*sections, *ends)
    return Document(
        _title(brief, language), subtitle, whole, _table(whole, language), _ALL.in_language(language)
    )


def _beginning(brief: Brief, catalogue: Catalogue, language: str) -> list[Section]:
    """Who it is, as far as they said so, and the frame."""
    sentences = tuple(
        _sentence(need, sentence_of(need, answer, language), "", language)
        for need, answer in _answered(brief, catalogue)
        if need.id in OWN_WORDS
    )
    frame = Section(_FRAME.in_language(language), _plain(summary(brief, language)))
    return [Section(_BUSINESS.in_language(language), sentences), frame] if sentences else [frame]


def as_text(document: Document) -> str:
    """The document as plain text, to paste in a mail: nothing but lines, dashes and numbers."""
    blocks = [f"{document.title}\n{document.subtitle}"]
    for section in document.sections:
        lines = [
            f"- {sentence.number}. {sentence.whole}" if sentence.number else f"- {sentence.whole}"
            for sentence in section.sentences
        ]
        blocks.append("\n".join([section.title.upper(), *lines]))
    return "\n\n".join(blocks) + "\n"


def _table(sections: tuple[Section, ...], language: str) -> tuple[tuple[str, ...], ...]:
    """Each need once, in order of number: what is asked for, what isn't, what is open."""
    rows = {
        int(sentence.number): (
            sentence.number,
            sentence.label,
            sentence.weight or WEIGHTS["not"].in_language(language),
        )
        for section in sections
        for sentence in section.sentences
        if sentence.number
    }
    heads = tuple(head.in_language(language) for head in _COLUMNS)
    return (heads, *(rows[number] for number in sorted(rows))) if rows else ()


def sentence_of(need: Need, answer: Answer, language: str) -> str:
    """The sentence an answer writes in the brief, with the note after it."""
    choice = need.choice_of(answer.answer)
    written = answer.answer.strip().rstrip(".")
    if choice is not None:
        text = choice.brief.in_language(language).rstrip(".")
    elif is_unsure(written) or not written:
        text = need.sentence.in_language(language).replace("{answer}", "").rstrip(" \u00a0.:")
        colon = Text("\u00a0:", ":").in_language(language)
        text = f"{text}{colon} {_ADVISE.in_language(language)}" if not answer.note.strip() else text
    else:
        text = need.sentence.in_language(language).rstrip(".").replace("{answer}", written)
    note = answer.note.strip()
    return f"{_ended(text)} {_ended(note[0].upper() + note[1:])}" if note else _ended(text)


def summary(brief: Brief, language: str) -> tuple[str, ...]:
    """The frame in sentences: the trade and the outcome, the budget, the deadline."""
    trade = f" ({brief.trade.strip()})" if brief.trade.strip() else ""
    outcome = OUTCOMES[brief.outcome].in_language(language)
    wanted = Text(
        "Une entreprise artisanale{trade} souhaite {outcome}.", "A craft business{trade} wants {outcome}."
    )
    return (
        wanted.in_language(language).format(trade=trade, outcome=outcome),
        budget_sentence(brief, language),
        deadline_sentence(brief, language),
    )


def _title(brief: Brief, language: str) -> str:
    if brief.title.strip():
        return brief.title.strip()
    outcome = OUTCOMES[brief.outcome].in_language(language)
    return untitled(outcome[0].upper() + outcome[1:], brief.trade)


def untitled(outcome: str, trade: str) -> str:
    """What a brief without a title is called: what is wanted, and by which trade."""
    return " · ".join(part for part in (outcome, trade.strip()) if part)


def _sentence(need: Need, text: str, weight: Weight | Literal[""], language: str) -> Sentence:
    weight_label = WEIGHTS[weight].in_language(language) if weight else ""
    return Sentence(str(need.number), text, weight_label, need.label.in_language(language))


def _ended(text: str) -> str:
    return text if text[-1:] in ".!?…" else f"{text}."


def _plain(sentences: tuple[str, ...]) -> tuple[Sentence, ...]:
    return tuple(Sentence("", text) for text in sentences)


def _answered(brief: Brief, catalogue: Catalogue) -> list[tuple[Need, Answer]]:
    pairs = [(catalogue.get(answer.need_id), answer) for answer in brief.answers]
    return [
        (need, answer)
        for need, answer in pairs
        if need and answer.weight != "not" and (answer.answer.strip() or answer.note.strip())
    ]


def _left_out(brief: Brief, catalogue: Catalogue, language: str) -> tuple[Section, ...]:
    needs = [catalogue.get(answer.need_id) for answer in brief.answers if answer.weight == "not"]
    sentences = tuple(
        _sentence(need, _ended(need.label.in_language(language)), "", language) for need in needs if need
    )
    return (Section(_NOT_INCLUDED.in_language(language), sentences),) if sentences else ()


def _open(brief: Brief, catalogue: Catalogue, language: str) -> tuple[Section, ...]:
    spoken = {need.id for need, _ in _answered(brief, catalogue)}
    spoken |= {answer.need_id for answer in brief.answers if answer.weight == "not"}
    spoken |= {*TOLD, *OWN_WORDS, *({BUDGET} if brief.answer_to(BUDGET) else ())}
    questions = tuple(
        _sentence(need, need.ask.in_language(language), weight, language)
        for need, weight in catalogue.asked_for(brief.outcome, brief.trade)
        if need.id not in spoken and weight in ("must", "should") and applies(brief, catalogue, need.id)
    )
    return (Section(_OPEN.in_language(language), questions),) if questions else ()


def _liked(brief: Brief, language: str) -> tuple[Section, ...]:
    sentences = tuple(Sentence("", site.why.strip(), link=site.address) for site in brief.sites)
    return (Section(_LIKED.in_language(language), sentences),) if sentences else ()


def photos_sentence(brief: Brief) -> str:
    """How many photos are joined, in French; "" without any."""
    count = len(brief.photos)
    return f"{count} photos sont prêtes." if count > 1 else "Une photo est prête." if count else ""


def budget_sentence(brief: Brief, language: str) -> str:
    """The budget, or why there is none."""
    if brief.budget is not None:
        return _range(brief.budget, language)
    why = brief.budget_blank_why.strip()
    blank = Text("Le budget n’est pas indiqué", "The budget is not given").in_language(language)
    colon = Text("\u00a0:", ":").in_language(language)
    return _ended(f"{blank}{colon} {why}") if why else f"{blank}."


def _range(budget: Budget, language: str) -> str:
    low, high = _amount(budget.low_cents, language), _amount(budget.high_cents, language)
    if budget.low_cents == budget.high_cents:
        return Text("Budget\u00a0: {high}.", "Budget: {high}.").in_language(language).format(high=high)
    both = Text("Budget\u00a0: entre {low} et {high}.", "Budget: between {low} and {high}.")
    return both.in_language(language).format(low=low, high=high)


def _amount(cents: int, language: str) -> str:
    whole, rest = divmod(cents, 100)
    grouped = f"{whole:,}"
    if language.lower().startswith("en"):
        return f"€{grouped}" + (f".{rest:02d}" if rest else "")
    return grouped.replace(",", "\u202f") + (f",{rest:02d}" if rest else "") + "\u00a0€"


def deadline_sentence(brief: Brief, language: str) -> str:
    """When it is wanted."""
    if brief.deadline is None:
        return Text("La date n’est pas fixée.", "No date is set.").in_language(language)
    day, month, year = (
        brief.deadline.day,
        _MONTHS[brief.deadline.month - 1].in_language(language),
        brief.deadline.year,
    )
    if language.lower().startswith("en"):
        return f"Wanted for {day} {month} {year}."
    return f"Souhaité pour le {'1er' if day == 1 else day} {month} {year}."
