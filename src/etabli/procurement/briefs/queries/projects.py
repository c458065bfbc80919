"""Reading briefs: as cards, as one object, as the plain value that the engine understands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from etabli.foundation.parties import PartyKind
from etabli.foundation.people.links import valid_links
from etabli.foundation.people.models import STAFF, Person, Role, SecretLink
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.language import reader_language
from etabli.procurement.briefs import engine
from etabli.procurement.briefs.models import Attachment, Brief, BriefAnswer
from etabli.procurement.briefs.queries.attachments import photos_of, sites_of
from etabli.procurement.briefs.rules import is_its_own, may_see
from etabli.procurement.needs.catalogue import load
from etabli.procurement.needs.engine import Need
from etabli.territory.places.models import Commune
from etabli.territory.register.models import Business
from etabli.territory.register.queries import artisan_of
from etabli.territory.register.trades import trade


@dataclass(frozen=True)
class BriefCard:
    """A brief in a list."""

    pk: int
    title: str
    outcome: str
    person: str
    state: str
    is_ready: bool
    points: int
    answered: int
    asked: int


@dataclass(frozen=True)
class Kept:
    """What was said, or put off, about one need. `by_adviser`: an artisan writes in their own name or by their link;
    whoever writes beside them is signed in."""

    answer: str = ""
    note: str = ""
    weight: str = ""
    is_draft: bool = False
    by_adviser: bool = False

    @property
    def says_something(self) -> bool:
        return not self.is_draft and (self.weight == "not" or bool(self.answer or self.note))


@dataclass(frozen=True)
class Line:
    """One need in the overview of a brief: what was said, or nothing yet."""

    need_id: str
    number: int
    label: str
    answer: str
    is_left_out: bool
    is_draft: bool
    by_adviser: bool


def my_briefs(viewer: Viewer, *, person: Person | None = None) -> list[BriefCard]:
    """The artisan's own briefs, or those of the adviser's chamber (of one person), newest first: three statements."""
    briefs = open_briefs(viewer)
    if person is not None:
        briefs = briefs.filter(person=person)
    return cards(briefs)


def open_briefs(viewer: Viewer) -> QuerySet[Brief]:
    """The briefs that the viewer sees and that nobody put away, newest first, with their answers."""
    return whole(visible_briefs(viewer)).exclude(state=Brief.State.WITHDRAWN).order_by("-pk")


def cards(briefs: Iterable[Brief]) -> list[BriefCard]:
    """These briefs as rows of a list; no statement when they came from `open_briefs`."""
    return [_card(brief) for brief in briefs]


def get_brief(viewer: Viewer, pk: int) -> Brief:
    """A brief with its answers, for the artisan and the staff of their chamber; NotVisible otherwise."""
    brief = whole(Brief.objects.filter(pk=pk)).first()
    if brief is None or not may_see(viewer, brief):
        raise NotVisible
    return brief


def plain(brief: Brief) -> engine.Brief:
    """The brief as a plain value, its answers in order of number. No statement when it came from `get_brief`."""
    budget = None
    if brief.budget_low_cents is not None and brief.budget_high_cents is not None:
        budget = engine.Budget(brief.budget_low_cents, brief.budget_high_cents)
    return engine.Brief(
        title=brief.title,
        trade=brief.trade,
        outcome=brief.outcome,
        answers=tuple(_plain_answer(row) for row in brief.answers.all() if _says_something(row)),
        budget=budget,
        budget_blank_why=brief.budget_blank_why,
        deadline=brief.deadline_on,
        version=brief.version,
        photos=tuple(
            engine.Photo(row.photo.name, row.caption) for row in photos_of(brief) if row.photo is not None
        ),
        sites=tuple(engine.LikedSite(row.address, row.caption) for row in sites_of(brief)),
    )


def answers_by_need(brief: Brief) -> Mapping[str, Kept]:
    """What was said or put off, by need, drafts included. No statement when it came from `get_brief`."""
    return {
        row.need_id: Kept(
            row.answer, row.note, row.weight, row.is_draft, row.written_by.kind == PartyKind.USER
        )
        for row in brief.answers.all()
    }


def lines(brief: engine.Brief, kept: Mapping[str, Kept]) -> list[Line]:
    """The first questions but the budget, in order, then what was said besides, with what was said about each."""
    language, out = reader_language(), []
    first, rest = questions(brief, kept)
    for need in (*first, *(need for need in rest if need.id in kept)):
        if need.id == engine.BUDGET:
            continue
        row = kept.get(need.id, Kept())
        text = " · ".join(part for part in (_in_language(need, row.answer, language), row.note) if part)
        left_out = row.weight == "not" and not row.is_draft
        label = need.label.in_language(language)
        out.append(Line(need.id, need.number, label, text, left_out, row.is_draft, row.by_adviser))
    return out


def questions(brief: engine.Brief, kept: Mapping[str, Kept]) -> tuple[Sequence[Need], Sequence[Need]]:
    """The questions of the interview in order: the first ones, then the rest, what was put off included."""
    first, rest = engine.first_questions(brief, load()), set(engine.the_rest(brief, load()))
    return first, [need for need in load().needs if need in rest or (need.id in kept and need not in first)]


def whole_plain(brief: Brief) -> engine.Brief:
    """The brief as its documents say it: with what goes without saying. No statement when it came from `get_brief`."""
    return engine.with_implied(plain(brief), load())


def need_asked(brief: engine.Brief, need_id: str) -> Need:
    """A need that this brief may speak of; NotVisible when what is wanted has nothing to do with it."""
    wanted = (need for need, _weight in load().asked_for(brief.outcome, brief.trade))
    need = next((need for need in wanted if need.id == need_id), None)
    if need is None:
        raise NotVisible
    return need


def trade_of(viewer: Viewer, person: Person) -> str:
    """Somebody's trade in plain words, as far as it is known."""
    artisan = artisan_of(viewer, person)
    return trade(artisan.trade_code).label if artisan and artisan.trade_code else ""


def business_of(pk: int) -> Business | None:
    """The business that somebody named when they began."""
    return Business.objects.filter(pk=pk).select_related("commune").first()


def link_of(viewer: Viewer, brief: Brief, at: datetime) -> SecretLink | None:
    """The link in force that opens this brief and nothing else, for whoever it belongs to."""
    if not is_its_own(viewer, brief):
        return None
    links = valid_links(at).filter(scope=SecretLink.Scope.PROJECT, subject_id=brief.pk)
    return links.order_by("-pk").first()


def communes_named() -> list[str]:
    """The communes whose names are places in what people write: one statement."""
    return list(Commune.objects.values_list("name", flat=True))


def visible_briefs(viewer: Viewer) -> QuerySet[Brief]:
    """The viewer's own briefs, or those of their chamber for its staff."""
    if viewer.role == Role.ARTISAN and viewer.person_id is not None:
        return Brief.objects.filter(person_id=viewer.person_id)
    if viewer.role in STAFF and viewer.chamber_id is not None:
        return Brief.objects.filter(chamber_id=viewer.chamber_id)
    return Brief.objects.none()


def whole(briefs: QuerySet[Brief]) -> QuerySet[Brief]:
    """With their answers, photos and sites, as `plain` reads them: three statements."""
    joined = Prefetch("attachments", Attachment.objects.filter(withdrawn_at=None).select_related("photo"))
    answers = Prefetch("answers", BriefAnswer.objects.select_related("written_by").order_by("number"))
    return briefs.select_related("person", "chamber").prefetch_related(answers, joined)


def _card(brief: Brief) -> BriefCard:
    result = engine.score(plain(brief), load())
    return BriefCard(
        pk=brief.pk,
        title=str(brief),
        outcome=brief.get_outcome_display(),
        person=brief.person.name,
        state=brief.get_state_display(),
        is_ready=brief.state == Brief.State.READY,
        points=result.points,
        answered=result.answered,
        asked=result.asked,
    )


def _plain_answer(row: BriefAnswer) -> engine.Answer:
    return engine.Answer(row.need_id, row.number, row.weight, row.answer, row.note)  # type: ignore[arg-type]  # held by choices


def _in_language(need: Need, answer: str, language: str) -> str:
    """A ready answer is kept in French, and read in the reader's language; one's own words stay as they are."""
    if engine.is_unsure(answer):
        return _("I don't know")
    ready = need.choice_of(answer)
    return ready.label.in_language(language) if ready else answer


def _says_something(row: BriefAnswer) -> bool:
    return not row.is_draft and (row.weight == "not" or bool(row.answer or row.note))
