"""What comes out of the engine, in the words of the reader and of their trade."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.people.chamber_contact import contact_of
from etabli.foundation.ui.page_urls import address_of
from etabli.procurement.needs.engine import Text
from etabli.procurement.needs.wording import words_of
from etabli.programme.diagnosis.catalogue import drawing, load, trade_of
from etabli.programme.diagnosis.engine import (
    TRADE,
    Answers,
    Diagnosis,
    LeftOutStep,
    ProposedStep,
    Reason,
    RecognisedSituation,
    Step,
    Trade,
    diagnose,
    in_words,
)
from etabli.programme.diagnosis.models import StepCheck

THEME_LABELS = {
    "start": gettext_lazy("Getting started"),
    "seen": gettext_lazy("Being found"),
    "show": gettext_lazy("Showing your work"),
    "reviews": gettext_lazy("Reviews"),
    "customers": gettext_lazy("Your customers"),
    "safe": gettext_lazy("Keeping safe"),
    "rules": gettext_lazy("The rules"),
    "sell": gettext_lazy("Selling online"),
}
EFFORT_LABELS = {1: gettext_lazy("easy"), 2: gettext_lazy("some care"), 3: gettext_lazy("take your time")}
LEFT_OUT_LABELS = {
    "not-now": gettext_lazy("Not for now"),
    "done": gettext_lazy("Already done"),
    "later": gettext_lazy("Later"),
}


@dataclass(frozen=True)
class WordedReason:
    """The question, the answer that was given in the words that were chosen, and what follows from it."""

    question: str
    answer: str
    because: str


@dataclass(frozen=True)
class WordedStep:
    """One step, as it is read. `check`: that the chamber has checked it; without, it is to be checked. `line` is what
    stands under its title among others: what is to be done of it in the time that there is, and what it brings to the
    trade; `time`: how long that takes. `page`, `page_label`: where on this site it is done, "" without.
    """

    id: str
    theme: str
    title: str
    why: str
    have: str
    how: tuple[str, ...]
    worked: str
    back: str
    short: str
    effort: int
    effort_word: str
    drawing: SafeString
    helped: str
    source: str
    for_trade: str
    line: str
    time: str
    page: str
    page_label: str
    check: StepCheck | None
    reasons: tuple[WordedReason, ...] = ()
    opens: str = ""


@dataclass(frozen=True)
class WordedLeftOut:
    """What is not for now, and why."""

    id: str
    title: str
    kind: str
    reason: WordedReason


@dataclass(frozen=True)
class WordedSituation:
    """A situation, and the answers by which it was recognised, with their points. `strength`: how sure, in words."""

    name: str
    points: int
    strength: str
    signs: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class WordedResult:
    """The whole page. `opening` is said first; `pace` says how much a week. `has_grown`: all the first steps are done,
    and others have come after them."""

    opening: str
    pace: str
    steps: tuple[WordedStep, ...]
    left_out: tuple[WordedLeftOut, ...]
    situations: tuple[WordedSituation, ...]
    is_careful: bool
    is_brief: bool
    with_somebody: bool
    has_grown: bool


def result_of(answers: Answers, checks: Mapping[str, StepCheck], done: Collection[str] = ()) -> WordedResult:
    """The first steps for these answers; once they are all `done`, those that come after them too."""
    diagnosis = diagnose(answers, load(), done)
    trade = trade_of(answers.get(TRADE, ""))
    return WordedResult(
        opening=_opening(diagnosis),
        pace=_pace(diagnosis),
        steps=tuple(
            _worded_step(proposed, trade, checks, is_brief=diagnosis.is_brief) for proposed in diagnosis.steps
        ),
        left_out=tuple(_left_out(left_out, trade) for left_out in diagnosis.left_out),
        situations=tuple(
            _worded_situation(recognised, is_surest=not rank)
            for rank, recognised in enumerate(diagnosis.situations)
        ),
        is_careful=diagnosis.is_careful,
        is_brief=diagnosis.is_brief,
        with_somebody=diagnosis.with_somebody,
        has_grown=len(diagnosis.steps) > diagnosis.at_first,
    )


def given_answers(answers: Answers) -> list[tuple[str, str, str]]:
    """What was answered: the id of each question, the question and the answer in words."""
    return [
        (question.id, words_of(question.ask), words_of(question.answer(answers[question.id]).text))
        for question in load().questions
        if question.id in answers
    ]


def step_in_words(step: Step, trade: str, check: StepCheck | None) -> WordedStep:
    """One step, in the words of this trade."""
    return _step(step, trade_of(trade), check)


def _step(step: Step, trade: Trade, check: StepCheck | None) -> WordedStep:
    telephone = _telephone()

    def words(text: Text) -> str:
        return words_of(in_words(text, trade, telephone=telephone))

    for_trade = words_of(step.trades[trade.id]) if trade.id in step.trades else ""
    address = address_of(step.page.url_name) if step.page else ""
    return WordedStep(
        id=step.id,
        theme=str(THEME_LABELS[step.theme]),
        title=words(step.title),
        why=words(step.why),
        have=words(step.have),
        how=tuple(words(gesture) for gesture in step.how),
        worked=words(step.worked),
        back=words(step.back),
        short=words(step.short),
        effort=step.effort,
        effort_word=str(EFFORT_LABELS[step.effort]),
        drawing=mark_safe(drawing(step.art)),  # a file of ours
        helped=step.helped,
        source=words_of(step.source) if step.source else "",
        for_trade=for_trade,
        line=for_trade or words(step.why),
        time=_("A quarter of an hour"),
        page=address,
        page_label=words_of(step.page.label) if step.page and address else "",
        check=check,
    )


def _telephone() -> str:
    contact = contact_of(None)
    return contact.printed if contact else ""


def _worded_step(
    proposed: ProposedStep, trade: Trade, checks: Mapping[str, StepCheck], *, is_brief: bool
) -> WordedStep:
    step = _step(proposed.step, trade, checks.get(proposed.step.id))
    if is_brief:
        step = replace(step, line=f"{step.short} {step.for_trade}".strip(), time=_("Five minutes"))
    opens = words_of(in_words(proposed.opens.title, trade)) if proposed.opens else ""
    return replace(step, reasons=tuple(_reason(reason) for reason in proposed.reasons), opens=opens)


def _reason(reason: Reason) -> WordedReason:
    answer = words_of(reason.answer.text)
    return WordedReason(words_of(reason.question.ask), answer, words_of(reason.because))


def _left_out(left_out: LeftOutStep, trade: Trade) -> WordedLeftOut:
    title = words_of(in_words(left_out.step.title, trade))
    return WordedLeftOut(
        left_out.step.id, title, str(LEFT_OUT_LABELS[left_out.kind]), _reason(left_out.reason)
    )


def _worded_situation(recognised: RecognisedSituation, *, is_surest: bool) -> WordedSituation:
    signs = tuple(
        (words_of(question.ask), words_of(answer.text), points)
        for question, answer, points in recognised.signs
    )
    strength = _("decides the first step") if is_surest else _("counts too")
    return WordedSituation(words_of(recognised.situation.name), recognised.points, strength, signs)


def _opening(diagnosis: Diagnosis) -> str:
    """What is said first; then how answers that don't go together were understood."""
    if diagnosis.main is None:
        opening = _("One thing at a time. Stop whenever you like: each of them already counts.")
    else:
        opening = words_of(diagnosis.main.opening)
    return " ".join([opening, *(words_of(remark) for remark in diagnosis.remarks)])


def _pace(diagnosis: Diagnosis) -> str:
    if diagnosis.is_brief:
        return _("Five minutes a week: the short version of each step is enough.")
    if diagnosis.minutes > 15:
        return _("A quarter of an hour each. You can do several in a week.")
    return _("A quarter of an hour each, one a week.")
