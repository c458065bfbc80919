"""Writing a brief: each answer is one act, saved at once, and each can be taken back."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, Irreversible, action, anyone, change, record, undo_fields
from etabli.foundation.people.actions import add_person, give_consent
from etabli.foundation.people.links import give_link
from etabli.foundation.people.models import Consent, Organisation, Person, SecretLink
from etabli.foundation.people.queries import recognise_person
from etabli.foundation.people.viewer import Viewer, of_person
from etabli.procurement.briefs import engine
from etabli.procurement.briefs.actions.versions import keep_version, undo_writing
from etabli.procurement.briefs.models import Brief, BriefAnswer, Outcome, Weight
from etabli.procurement.briefs.notices import tell_kept
from etabli.procurement.briefs.rules import is_beside, is_its_own, may_start, may_write
from etabli.procurement.needs.catalogue import load
from etabli.territory.places.models import Commune
from etabli.territory.register.actions import attach_artisan
from etabli.territory.register.craft_field import Craft

NO_CRAFT = Craft()

_LONGEST_ANSWER = 4000


class UnknownNeed(ActionError):
    """The catalogue has no such need."""


class NothingSaid(ActionError):
    """Neither an answer nor a note."""


class NothingToHandOver(ActionError):
    """The brief has no answer yet."""


class BadBudget(ActionError):
    """The lowest amount is above the highest, or one of them is missing."""


class AlreadyBeside(ActionError):
    """The consent to write together is in force."""


@action(
    "briefs.start",
    sentence=_("started the project “%(subject)s”"),
    may=may_start,
    may_undo=may_write,
    undo=undo_fields,
)
def start_brief(
    *,
    person: Person,
    outcome: str,
    trade: str = "",
    craft: Craft = NO_CRAFT,
    beside: bool = False,
    by: Viewer,
    at: datetime,
) -> Brief:
    """Start a brief for a person. `beside`: the adviser writes with them, who agrees; the consent is recorded.

    `craft`, the business or the trade of the register that was meant, is kept as what this person is by trade.
    """
    if craft != NO_CRAFT:
        attach_artisan(person=person, **craft.fields, by=by, at=at)
    brief = Brief.objects.create(
        chamber_id=person.chamber_id,
        person=person,
        outcome=Outcome(outcome),
        trade=trade.strip(),
        started_at=at,
    )
    record(brief, before={"state": Brief.State.WITHDRAWN}, after={"state": Brief.State.DRAFT})
    if beside:
        give_consent(person=person, purpose=Consent.Purpose.BESIDE, about=brief, by=by, at=at)
    return brief


@action(
    "briefs.keep",
    sentence=_("kept a project that a visitor began: “%(subject)s”"),
    may=anyone,
    undo=undo_fields,
)
def keep_sketch(
    *,
    chamber: Organisation,
    person: Person | None = None,
    name: str = "",
    email: str = "",
    phone: str = "",
    commune: Commune | None = None,
    craft: Craft,
    plain: engine.Brief,
    drafts: Mapping[str, tuple[str, str]],
    aside: Sequence[str] = (),
    by: Viewer,
    at: datetime,
) -> Brief:
    """Make a brief of what somebody began without saying who they are; `drafts`: need -> (answer, note) put off,
    `aside`: the contradictions that they set aside.

    `person` is whom the visitor proved to be since. One whom the chamber only recognises by what was typed keeps their
    details as they are, and is told by mail.
    """
    person = person or recognise_person(chamber, name=name, email=email, phone=phone)
    if person is None:
        person = add_person(chamber=chamber, name=name, email=email, phone=phone, by=by, at=at)
        if commune or craft != NO_CRAFT:
            attach_artisan(person=person, commune=commune, **craft.fields, by=of_person(person), at=at)
    brief = Brief.objects.create(
        person=person, chamber_id=person.chamber_id, **_frame_of(plain), set_aside=list(aside), started_at=at
    )
    BriefAnswer.objects.bulk_create(_rows(brief, plain, drafts, by.actor.party_id, at))
    record(brief, before={"state": Brief.State.WITHDRAWN}, after={"state": Brief.State.DRAFT})
    tell_kept(brief, key="kept", at=at)
    return brief


def _frame_of(plain: engine.Brief) -> dict[str, Any]:
    return {
        "outcome": Outcome(plain.outcome),
        "trade": plain.trade,
        "budget_low_cents": plain.budget.low_cents if plain.budget else None,
        "budget_high_cents": plain.budget.high_cents if plain.budget else None,
        "budget_blank_why": plain.budget_blank_why,
        "deadline_on": plain.deadline,
    }


def _rows(
    brief: Brief, plain: engine.Brief, drafts: Mapping[str, tuple[str, str]], writer: int, at: datetime
) -> Iterator[BriefAnswer]:
    common: dict[str, Any] = {"brief": brief, "written_by_id": writer, "written_at": at}
    for written in plain.answers:
        yield BriefAnswer(
            need_id=written.need_id,
            number=written.number,
            weight=written.weight,
            answer=written.answer,
            note=written.note,
            **common,
        )
    catalogue = load()
    for need_id, (answer, note) in drafts.items():
        need = catalogue.by_id[need_id]
        usual = need.weight_for(brief.outcome, catalogue.family_of(brief.trade))
        yield BriefAnswer(
            need_id=need_id,
            number=need.number,
            weight=usual,
            answer=answer,
            note=note,
            is_draft=True,
            **common,
        )


@action(
    "briefs.open_elsewhere",
    sentence=_("asked for the link to the project “%(subject)s”"),
    may=is_its_own,
    undo=Irreversible(_("A link that was given can be cut off, under “My links”.")),
    subject="brief",
)
def open_elsewhere(*, brief: Brief, by_mail: bool, by: Viewer, at: datetime) -> SecretLink:
    """The link that opens this brief and nothing else, made when there is none; `by_mail`: its artisan is told where
    it is, once a day at most."""
    link = give_link(person=brief.person, scope=SecretLink.Scope.PROJECT, subject_id=brief.pk, at=at)
    record(brief, before={}, after={})
    if by_mail:
        tell_kept(brief, key=at.date().isoformat(), link=link, at=at)
    return link


@action(
    "briefs.answer",
    sentence=_("answered a question: “%(subject)s”"),
    tells={
        "answer": _("Answer"),
        "note": _("In your own words"),
        "weight": _("How much it matters"),
        "is_draft": _("Draft"),
    },
    may=may_write,
    undo=undo_writing,
    subject="brief",
)
def answer_need(
    *,
    brief: Brief,
    need_id: str,
    answer: str,
    note: str = "",
    weight: str = "",
    is_draft: bool = False,
    by: Viewer,
    at: datetime,
) -> BriefAnswer:
    """Say something about one need; said again, it replaces what was said. A draft is kept, and not said yet.

    `weight` empty: what the catalogue says for the outcome and the trade; "not" leaves the need out on purpose.
    Raises UnknownNeed, NothingSaid.
    """
    catalogue = load()
    need = catalogue.get(need_id)
    if need is None:
        raise UnknownNeed(_("This question is no longer asked."))
    answer, note = answer.strip()[:_LONGEST_ANSWER], note.strip()[:_LONGEST_ANSWER]
    usual = need.weight_for(brief.outcome, catalogue.family_of(brief.trade))
    weight = Weight(weight or usual)
    if not answer and not note and weight != Weight.NOT:
        raise NothingSaid(_("Choose an answer, or write it in your own words. You can also do it later."))
    Brief.objects.select_for_update(no_key=True).get(pk=brief.pk)  # sent twice at once, it is one answer
    existing = BriefAnswer.objects.filter(brief=brief, need_id=need_id).first()
    row = existing or BriefAnswer(brief=brief, need_id=need_id, number=need.number, weight=usual)
    after = {"weight": str(weight), "answer": answer, "note": note, "is_draft": is_draft}
    before = {name: getattr(row, name) for name in after}
    row.brief, row.weight, row.answer, row.note, row.is_draft = brief, weight, answer, note, is_draft
    row.written_by_id, row.written_at = by.actor.party_id, at
    row.save()
    record(row, before=before, after=after)
    return row


@action(
    "briefs.describe",
    sentence=_("changed the title or the kind of the project “%(subject)s”"),
    tells={"title": _("Title"), "trade": _("Trade"), "outcome": _("What is wanted")},
    may=may_write,
    undo=undo_writing,
    subject="brief",
)
def describe_brief(*, brief: Brief, title: str, trade: str, outcome: str, by: Viewer, at: datetime) -> Brief:
    """Change the title, the trade, or what is wanted; the answers given stay."""
    return change(brief, title=title.strip(), trade=trade.strip(), outcome=str(Outcome(outcome)))


@action(
    "briefs.frame",
    sentence=_("gave the budget or the date of the project “%(subject)s”"),
    tells={
        "budget_low_cents": _("Budget, at least"),
        "budget_high_cents": _("Budget, at most"),
        "budget_blank_why": _("Why there is no amount"),
        "deadline_on": _("Date"),
    },
    may=may_write,
    undo=undo_writing,
    subject="brief",
)
def set_frame(
    *,
    brief: Brief,
    low_cents: int | None,
    high_cents: int | None,
    blank_why: str,
    deadline_on: date | None,
    by: Viewer,
    at: datetime,
) -> Brief:
    """Give a range in cents, or say why there is none; give a date, or none. Raises BadBudget."""
    budget = engine.Budget.of(low_cents, high_cents)
    if budget and budget.low_cents > budget.high_cents:
        raise BadBudget(_("The lowest amount is above the highest: swap them."))
    return change(
        brief,
        budget_low_cents=budget and budget.low_cents,
        budget_high_cents=budget and budget.high_cents,
        budget_blank_why="" if budget else blank_why.strip(),
        deadline_on=deadline_on,
    )


@action(
    "briefs.set_aside",
    sentence=_("set a remark to check aside in the project “%(subject)s”, or back"),
    may=may_write,
    undo=undo_writing,
    subject="brief",
)
def set_aside(*, brief: Brief, contradiction: str, is_aside: bool, by: Viewer, at: datetime) -> Brief:
    """What doesn't go together is meant so: it is no longer said; or said again."""
    others = [kept for kept in brief.set_aside if kept != contradiction]
    return change(brief, set_aside=[*others, contradiction] if is_aside else others)


@action(
    "briefs.hand_over",
    sentence=_("declared the project “%(subject)s” ready"),
    may=may_write,
    undo=undo_writing,
    subject="brief",
)
def hand_over(*, brief: Brief, by: Viewer, at: datetime) -> Brief:
    """Declare the brief ready to show; done again after changes, it makes a new version. Raises NothingToHandOver."""
    if not brief.answers.filter(is_draft=False).exclude(answer="", note="").exists():
        raise NothingToHandOver(_("Answer at least one question first."))
    version = brief.version + (brief.handed_over_at is not None)
    change(brief, state=str(Brief.State.READY), version=version, handed_over_at=at)
    keep_version(brief=brief, by=by, at=at)
    return brief


@action(
    "briefs.withdraw",
    sentence=_("put away the project “%(subject)s”"),
    may=may_write,
    undo=undo_writing,
    subject="brief",
)
def withdraw_brief(*, brief: Brief, by: Viewer, at: datetime) -> Brief:
    """Put a brief away: it no longer shows in lists, and comes back whole when this is taken back."""
    return change(brief, state=str(Brief.State.WITHDRAWN))


def write_beside(*, brief: Brief, by: Viewer, at: datetime) -> Consent:
    """Record that the artisan, present, agrees that the adviser writes with them. Raises AlreadyBeside."""
    if is_beside(brief):
        raise AlreadyBeside(_("This agreement is already recorded."))
    return give_consent(person=brief.person, purpose=Consent.Purpose.BESIDE, about=brief, by=by, at=at)
