"""The guided interview, the same for a brief and a sketch: one question per screen, the frame, what may be added."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from etabli.foundation.people.access import Request
from etabli.foundation.people.pages import acted
from etabli.foundation.ui.language import reader_language
from etabli.procurement.briefs import engine, queries
from etabli.procurement.briefs.answer_store import Frame, Notebook
from etabli.procurement.briefs.forms.writing import FrameForm, NeedForm
from etabli.procurement.needs.catalogue import load
from etabli.procurement.needs.engine import Need

USEFUL = 3  # things to add, named on each screen
A_MINUTE = 3  # questions answered in a minute
# Questions beside which photos and sites are joined.
_JOINED_ABOUT = frozenset({"photos", "gallery", "pictures", "examples"})
_TOLD_THERE = frozenset({"makes", "chosen-for"})  # what is to tell leads there already


@dataclass(frozen=True)
class Link:
    """Words that lead to a page of the interview."""

    text: str
    url: str


@dataclass(frozen=True)
class ToCheck:
    """Two answers that don't go together, what to do, and the question to look at again."""

    text: str
    advice: str
    needs: tuple[str, ...]
    to: Link
    aside: str  # where it is set aside, or back


@dataclass(frozen=True)
class Standing:
    """How far a project has come: points, what would help most, what to check."""

    score: engine.Score
    missing: Sequence[Link]
    to_check: Sequence[ToCheck]
    set_aside: Sequence[ToCheck]

    def about(self, need_id: str) -> list[ToCheck]:
        """What to check in the answer to this very question."""
        return [check for check in self.to_check if need_id in check.needs]


def interview_standing(notebook: Notebook) -> Standing:
    """Score, the most useful things to add, contradictions: no statement."""
    score, met = engine.score(notebook.plain(), load()), _met(notebook)
    wanted = [_label(notebook, need_id) for need_id in score.missing if need_id not in _TOLD_THERE]
    aspects = [
        Link(aspect.label.in_language(reader_language()), question(notebook, aspect.need))
        for aspect in score.to_tell
    ]
    wanted = [*aspects[:1], *wanted, *aspects[1:]]
    if score.lacks_budget or score.lacks_deadline:
        wanted.insert(min(USEFUL - 1, len(wanted)), _frame_label(notebook, score))
    said, aside = (
        [
            _to_check(notebook, contradiction)
            for contradiction in met
            if (contradiction.id in notebook.aside) == is_aside
        ]
        for is_aside in (False, True)
    )
    return Standing(score, wanted[:USEFUL], said, aside)


def _met(notebook: Notebook) -> Sequence[engine.Contradiction]:
    """What doesn't go together today, set aside or not."""
    return engine.contradictions(notebook.plain(), load(), timezone.localdate())


def ask(request: Request, notebook: Notebook, need_id: str) -> HttpResponse:
    """One need: the question, why it is asked, the answer. "Later" keeps what was written, and goes on."""
    if need_id == engine.BUDGET:
        return redirect(notebook.address("budget_and_date"))
    brief = notebook.plain()
    need, answer = queries.need_asked(brief, need_id), notebook.kept().get(need_id)
    usual = engine.usual(need, load(), brief.trade)
    form = NeedForm(
        request.POST or None,
        need=need,
        choices=engine.choices_for(need, brief),
        answer=answer,
        usual=usual,
        may_leave_out=_weight(brief, need) != "must",
    )
    if (puts_off := "later" in request.POST) and not form.has_changed():
        return redirect(around(notebook, need_id)[1])
    if form.is_valid():
        is_draft = puts_off and (answer is None or answer.is_draft)
        notebook.say(need_id, **form.said(), is_draft=is_draft)
        _saved(request, notebook, _("Kept as a draft.") if is_draft else _("Saved."))
        return redirect(around(notebook, need_id)[1])
    context = {"need": _need_texts(need), "form": form, "said": answer, "joins": need.id in _JOINED_ABOUT}
    context |= screen(notebook, need_id)
    context["trades"] = _trades(brief.trade) if usual else ""
    return render(request, "briefs/need_question.html", context)


def ask_frame(request: Request, notebook: Notebook) -> HttpResponse:
    """Budget and date, in the place of their question. "Later" goes on."""
    form = FrameForm(request.POST or None, initial=_frame_of(notebook.plain()))
    after = around(notebook, engine.BUDGET)[1]
    if "later" in request.POST and not form.has_changed():
        return redirect(after)
    if form.is_valid():
        given = form.cleaned_data
        frame = Frame(form.cents("low"), form.cents("high"), given["blank_why"], given["deadline_on"])
        notebook.set_frame(frame)
        _saved(request, notebook, _("Saved."))
        return redirect(after)
    context = {"form": form, **screen(notebook, engine.BUDGET)}
    return render(request, "briefs/brief_frame.html", context)


def set_aside(request: Request, notebook: Notebook, contradiction: str) -> HttpResponse:
    """What doesn't go together is meant so: it is said no more, until it is put back. What is said nowhere can't be set
    aside: nothing is written."""
    is_aside = "back" not in request.POST
    if is_aside and contradiction not in {known.id for known in _met(notebook)}:
        return redirect(notebook.address("overview"))
    notebook.set_aside(contradiction, is_aside=is_aside)
    _saved(request, notebook, _("Set aside: it is said no more.") if is_aside else _("It is said again."))
    return redirect(notebook.address("overview"))


def offer_subjects(request: Request, notebook: Notebook) -> HttpResponse:
    """What may be added, by chapter."""
    language = reader_language()
    chapters = [
        (chapter.label.in_language(language), [_label(notebook, need.id) for need in needs])
        for chapter, needs in engine.offered(notebook.plain(), load())
    ]
    context = {"chapters": chapters, **place(notebook)}
    return render(request, "briefs/brief_subjects.html", context)


def overview_of(notebook: Notebook) -> dict[str, Any]:
    """The whole of it: every question with its answer, and where the interview goes on."""
    plain = notebook.plain()
    plain_lines = queries.lines(plain, notebook.kept())
    lines = [(line, question(notebook, line.need_id)) for line in plain_lines]
    return {
        **place(notebook),
        "plain": plain,
        "lines": lines,
        "next": first_question(notebook),
        "rest": rest_of(notebook),
        "implied": _implied(notebook),
    }


def _implied(notebook: Notebook) -> list[Link]:
    """What goes without saying, each with the question by which it is changed."""
    catalogue, language = load(), reader_language()
    return [
        Link(engine.sentence_of(need, answer, language), question(notebook, need.id))
        for answer in engine.implied(notebook.plain(), catalogue)
        for need in [catalogue.by_id[answer.need_id]]
        if need.id not in notebook.kept()
    ]


def place(notebook: Notebook) -> dict[str, Any]:
    """What each page of the interview knows: whose, how far, where the overview is."""
    return {
        "brief": notebook.brief,
        "notebook": notebook,
        "overview": notebook.address("overview"),
        "subjects": notebook.address("subjects"),
        "frame": notebook.address("budget_and_date"),
        "standing": interview_standing(notebook),
    }


def screen(notebook: Notebook, need_id: str) -> dict[str, Any]:
    """What the screen of a question shows around it."""
    asked = _run(notebook, need_id)
    before, after = around(notebook, need_id)
    known, plain = place(notebook), notebook.plain()
    is_met = (
        need_id != engine.BUDGET or plain.answer_to(need_id) or plain.deadline
    )  # a blank isn't scolded on sight
    return {
        **known,
        "before": before,
        "after": after,
        **_steps(asked, need_id, is_rest=need_id in {need.id for need in _asked(notebook)[1]}),
        "to_check": known["standing"].about(need_id) if is_met else [],
    }


def around(notebook: Notebook, need_id: str) -> tuple[str, str]:
    """The pages before and after a question among the first ones, or among the rest; the overview at both ends."""
    asked, overview = _run(notebook, need_id), notebook.address("overview")
    if need_id not in asked:
        return overview, overview
    at = asked.index(need_id)
    before = question(notebook, asked[at - 1]) if at else overview
    return before, question(notebook, asked[at + 1]) if at + 1 < len(asked) else overview


def question(notebook: Notebook, need_id: str) -> str:
    """The address of a question; that of the budget is a screen of its own."""
    if need_id == engine.BUDGET:
        return notebook.address("budget_and_date")
    return notebook.address("question", need_id)


def first_question(notebook: Notebook) -> str:
    """Where the interview goes on: the first question without an answer; the overview when all have one."""
    opened = _open(notebook, _asked(notebook)[0])
    return question(notebook, opened[0]) if opened else notebook.address("overview")


def rest_of(notebook: Notebook) -> tuple[int, str]:
    """How many questions of the rest are open, and where the first is; (0, "") when there is none."""
    opened = _open(notebook, _asked(notebook)[1])
    return len(opened), question(notebook, opened[0]) if opened else ""


def _open(notebook: Notebook, needs: Sequence[Need]) -> list[str]:
    brief, kept = notebook.plain(), notebook.kept()
    return [need.id for need in needs if not brief.answer_to(need.id) and need.id not in kept]


def _asked(notebook: Notebook) -> tuple[Sequence[Need], Sequence[Need]]:
    return queries.questions(notebook.plain(), notebook.kept())


def _run(notebook: Notebook, need_id: str) -> list[str]:
    """The run of questions that this one stands in."""
    first, rest = ([need.id for need in needs] for needs in _asked(notebook))
    return rest if need_id in rest else first


def _steps(asked: list[str], need_id: str, *, is_rest: bool) -> dict[str, Any]:
    """Where one is, and how long it still takes."""
    if need_id not in asked:
        return {}
    at = asked.index(need_id)
    minutes = -(-(len(asked) - at) // A_MINUTE)
    left = ngettext("%(n)d minute left", "%(n)d minutes left", minutes) % {"n": minutes}
    label = _("the rest, if you like") if is_rest else left
    return {"current": at + 1, "total": len(asked), "label": label}


def _saved(request: Request, notebook: Notebook, text: str) -> None:
    """An act can be taken back; what stands in the session only is changed by answering again."""
    if notebook.brief is None:
        messages.success(request, text)
    else:
        acted(request, text)


def _label(notebook: Notebook, need_id: str) -> Link:
    need = load().by_id[need_id]
    return Link(need.label.in_language(reader_language()), question(notebook, need_id))


def _frame_label(notebook: Notebook, score: engine.Score) -> Link:
    if score.lacks_budget:
        return Link(_("A budget, or the reason why you give none"), notebook.address("budget_and_date"))
    return Link(_("The date by which you want it"), notebook.address("budget_and_date"))


def _to_check(notebook: Notebook, contradiction: engine.Contradiction) -> ToCheck:
    language = reader_language()
    first = contradiction.needs[0]
    to = _label(notebook, first) if first != engine.BUDGET and load().get(first) else _frame(notebook)
    return ToCheck(
        contradiction.text.in_language(language),
        contradiction.advice.in_language(language),
        contradiction.needs,
        to,
        notebook.address("set_aside", contradiction.id),
    )


def _frame(notebook: Notebook) -> Link:
    return Link(_("Budget and date"), notebook.address("budget_and_date"))


def _weight(brief: engine.Brief, need: Need) -> str:
    return need.weight_for(brief.outcome, load().family_of(brief.trade))


def _trades(trade: str) -> str:
    family = load().family_of(trade)
    labels = (
        candidate.label.in_language(reader_language())
        for candidate in load().families
        if candidate.id == family
    )
    return next(labels, "")


def _need_texts(need: Need) -> dict[str, Any]:
    language = reader_language()
    texts = {name: getattr(need, name).in_language(language) for name in ("label", "question", "why", "risk")}
    return {"id": need.id, "example": bool(need.example), **texts}


def _frame_of(brief: engine.Brief) -> dict[str, Any]:
    budget = brief.budget
    return {
        "low": _euros(budget.low_cents) if budget else None,
        "high": _euros(budget.high_cents) if budget else None,
        "blank_why": brief.budget_blank_why,
        "deadline_on": brief.deadline,
    }


def _euros(cents: int) -> Decimal:
    return Decimal(cents // 100) if cents % 100 == 0 else Decimal(cents) / 100
