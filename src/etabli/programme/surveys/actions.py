"""Publishing a questionnaire, handing in an answer."""

from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, Irreversible, action, anyone, record
from etabli.foundation.people.actions import welcome_person
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.actions import express_wish
from etabli.programme.surveys.engine import checked, parse
from etabli.programme.surveys.models import Answer, Questionnaire
from etabli.programme.surveys.queries import current_questionnaire
from etabli.programme.surveys.rules import is_open, may_publish
from etabli.programme.workshops.contact import told_contact
from etabli.programme.workshops.models import Session, Theme
from etabli.programme.workshops.queries import recognised
from etabli.territory.register.models import Artisan


class SurveyClosed(ActionError):
    """Too early or too late."""


class SurveyFull(ActionError):
    """There are as many answers as seats."""


class AnswerIncomplete(ActionError):
    """An answer is missing, or answers no question."""


@action(
    "surveys.publish",
    sentence=_("published the questionnaire %(subject)s"),
    may=may_publish,
    undo=Irreversible(_("A published version stays readable with its answers: publish the next one.")),
)
def publish_questionnaire(
    *, code: str, content: list[dict[str, Any]], by: Viewer, at: datetime
) -> Questionnaire:
    """The next version of a questionnaire. Raises ValueError when its shape is wrong."""
    parse(content)
    latest = current_questionnaire(code)
    made = Questionnaire.objects.create(
        code=code, version=latest.version + 1 if latest else 1, content=content, published_at=at
    )
    record(made, before={}, after={"version": made.version})
    return made


@action(
    "surveys.submit",
    sentence=_("answered the questionnaire of “%(subject)s”"),
    may=anyone,
    anonymise=lambda by, at: (Viewer.nobody(), day_only(at)),
    undo=Irreversible(_("An anonymous answer can't be told from the others: nobody can take it out.")),
    subject="session",
)
def submit_answer(
    *, session: Session, answers: dict[str, Any], name: str, contact: str, by: Viewer, at: datetime
) -> Answer:
    """Hand in one answer, and write at once the wishes that it holds.

    Without a name it is anonymous, and truly so: whoever sends it, the journal knows of a visitor and a day.
    With a name and a way to be reached, the answer and its wishes are that person's. Raises SurveyClosed,
    SurveyFull, AnswerIncomplete.
    """
    if not is_open(session, at):
        raise SurveyClosed(_("This questionnaire is not open: it is for those who came, for sixty days."))
    if Answer.objects.filter(session=session).count() >= session.occasion.capacity:
        raise SurveyFull(_("Everyone who came has answered: thank you."))
    questionnaire = current_questionnaire()
    if questionnaire is None:
        raise SurveyClosed(_("No questionnaire has been published yet."))
    codes = set(Theme.objects.values_list("code", flat=True))
    kept, problems = checked(questionnaire.questions, answers, themes=codes)
    if problems:
        raise AnswerIncomplete(_("An answer is missing, or is not one of those offered: please look again."))
    person = _who(session, name, contact, at)
    answer = Answer.objects.create(
        session=session,
        questionnaire=questionnaire,
        person=person,
        answered_on=timezone.localdate(at),
        answers=kept,
    )
    _wish(session, kept, person, at)
    record(session, before={}, after={}, label=session.occasion.title)
    return answer


def _who(session: Session, name: str, contact: str, at: datetime) -> Person | None:
    """The person who left their name; nobody when they left none."""
    if not (name.strip() and contact.strip()):
        return None
    email, phone = told_contact(contact)
    known = recognised(session.chamber, name=name, email=email, phone=phone)
    return known or welcome_person(
        chamber=session.chamber, name=name, email=email, phone=phone, by=Viewer.nobody(), at=at
    )


def _wish(session: Session, kept: dict[str, Any], person: Person | None, at: datetime) -> None:
    """Themes wanted, and the half-day; where the person works, else where the workshop was given."""
    artisan = Artisan.objects.filter(person=person).select_related("commune").first() if person else None
    common: dict[str, Any] = {
        "chamber": session.chamber,
        "person": person,
        "source": "survey",
        "commune": (artisan and artisan.commune) or session.venue.commune,
        "trade_code": artisan.trade_code if artisan else "",
        "by": Viewer.nobody(),
        "at": at,
    }
    themes = Theme.objects.in_bulk(kept.get("themes", []))
    for code in kept.get("themes", []):
        title = themes[code].public_title if code in themes else ""
        express_wish(kind="theme", theme_code=code, theme=title, **common)
    if kept.get("half_day") == "yes":
        express_wish(kind="half_day", **common)


def day_only(at: datetime) -> datetime:
    """The same day at noon: what an anonymous act leaves in the journal."""
    return timezone.make_aware(datetime.combine(timezone.localdate(at), time(12)))
