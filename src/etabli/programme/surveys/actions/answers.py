"""Handing in an answer from a screen, sending the links, and mixing what nobody signed."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, Irreversible, action, anyone, record
from etabli.foundation.people.actions import add_person
from etabli.foundation.people.contact import parse_contact
from etabli.foundation.people.models import Person
from etabli.foundation.people.queries import recognise_person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp
from etabli.programme.surveys import notices, queries, wishes
from etabli.programme.surveys.engine import check_answers
from etabli.programme.surveys.links import digest_of, key_of, new_token
from etabli.programme.surveys.models import Answer, Invitation, Pass, Questionnaire
from etabli.programme.surveys.rules import is_open, may_type
from etabli.programme.workshops.models import Session, Theme


class SurveyClosed(ActionError):
    """Too early or too late."""


class SurveyFull(ActionError):
    """There are as many answers as people present."""


class AnswerIncomplete(ActionError):
    """An answer is missing, or answers no question."""


class AlreadyIn(ActionError):
    """This very sheet was received before: sent twice, it counts once."""


class LinkUsed(ActionError):
    """The link of a mail brought an answer before."""


@action(
    "surveys.submit",
    sentence=_("answered the questionnaire of “%(subject)s”"),
    may=anyone,
    anonymise=lambda by, at: (Viewer.nobody(), day_only(at)),
    undo=Irreversible(_("An anonymous answer can't be told from the others: nobody can take it out.")),
    subject="session",
)
def submit_answer(
    *,
    session: Session,
    answers: dict[str, Any],
    name: str,
    contact: str,
    questionnaire: Questionnaire | None = None,
    sheet: str = "",
    link: str = "",
    by: Viewer,
    at: datetime,
) -> Answer:
    """Hand in one answer, to that version of the questionnaire, else to the present one.

    Without a name it is anonymous, and truly so: whoever sends it, the journal knows of a visitor and a day; it bears
    the day of the session, and its wishes are written later, with others of nobody (`settle`). With a name and a way
    to be reached, the answer and its wishes are that person's, at once. `sheet`: a random text of the page that was
    filled in; sent twice, it counts once. `link`: the text of a mail's link, used up.
    Raises SurveyClosed, SurveyFull, AlreadyIn, LinkUsed, AnswerIncomplete.
    """
    if not is_open(session, at):
        raise SurveyClosed(_("This questionnaire is not open: it is for those who came, for sixty days."))
    wait_for_turn(session)
    if sheet and queries.session_of_sheet(sheet):
        raise AlreadyIn(_("Your answers are already in: nothing more to do."))
    room_for_one(session)
    questionnaire = questionnaire or queries.questionnaire_of(session)
    if link and not Pass.objects.filter(pk=digest_of(link), session=session).delete()[0]:
        raise LinkUsed(_("This link has already brought an answer. Thank you."))
    valid_answers = kept_of(questionnaire, answers)
    person = who_left_a_name(session, name, contact, at)
    answer = Answer.objects.create(
        session=session,
        questionnaire=questionnaire,
        person=person,
        answered_on=timezone.localdate(session.occasion.ends_at if person is None else at),
        answers=valid_answers,
        waits_since=timezone.localdate(at) if person is None else None,
        **({"key": key_of(sheet)} if sheet else {}),
    )
    if person is not None:
        wishes.record_wishes(answer, by)
    record(session, before={}, after={}, label=session.occasion.title)
    return answer


@action(
    "surveys.keep_wish",
    sentence=_("said what they wish after “%(subject)s”"),
    may=anyone,
    anonymise=lambda by, at: (Viewer.nobody(), day_only(at)),
    undo=Irreversible(_("Each wish is taken back by itself, among the wishes.")),
    subject="session",
)
def keep_wish(
    *,
    session: Session,
    answers: dict[str, Any],
    name: str,
    contact: str,
    questionnaire: Questionnaire,
    link: str = "",
    by: Viewer,
    at: datetime,
) -> None:
    """Of an answer that comes when there are as many as people present: it isn't counted, and what it asks for is kept
    at once, since no answer stands beside it; of nobody, under the day of the session, among the others. Raises
    SurveyClosed, LinkUsed, AnswerIncomplete; and SurveyFull when it asks for nothing.
    """
    if not is_open(session, at):
        raise SurveyClosed(_("This questionnaire is not open: it is for those who came, for sixty days."))
    valid_answers = kept_of(questionnaire, answers, whole=False)
    if not wishes.wishes_of(questionnaire.questions, valid_answers):
        raise SurveyFull(_("Everyone who came has answered: thank you."))
    if link and not Pass.objects.filter(pk=digest_of(link), session=session).delete()[0]:
        raise LinkUsed(_("This link has already brought an answer. Thank you."))
    person = who_left_a_name(session, name, contact, at)
    day = timezone.localdate(session.occasion.ends_at if person is None else at)
    late = Answer(
        session=session, questionnaire=questionnaire, person=person, answered_on=day, answers=valid_answers
    )
    wishes.record_wishes(late, Viewer.nobody())
    record(session, before={}, after={}, label=session.occasion.title)


@action(
    "surveys.settle",
    sentence=_("mixed the anonymous answers of “%(subject)s”, and wrote down what they wish"),
    may=lambda by, session: by.link_scope == "system",
    undo=Irreversible(
        _("Answers that were mixed are told apart by nothing: no order can be given back to them.")
    ),
    subject="session",
)
def settle(*, session: Session, by: Viewer, at: datetime) -> None:
    """The wishes of nobody reach `demand`, in an order drawn by lot, and the rows of the answers are written again in
    that of their random keys: neither the numbers of rows nor their place tell any more who came before whom.

    All those that wait for this session, save what came in today (`queries.to_settle` says when it is time).
    """
    wait_for_turn(session)
    waiting_answers = queries.waiting_before(timezone.localdate(at)).filter(session=session)
    mixed = sorted(
        waiting_answers.select_related("session__venue__commune", "session__chamber", "questionnaire"),
        key=lambda answer: answer.key,
    )
    wishes.wish_together(mixed, Viewer.nobody())
    for answer in mixed:
        answer.waits_since = None
    Answer.objects.filter(pk__in=[answer.pk for answer in mixed]).delete()
    Answer.objects.bulk_create(mixed)
    record(session, before={}, after={"number": len(mixed)}, label=session.occasion.title)


@action(
    "surveys.invite",
    sentence=_("sent the questionnaire of “%(subject)s” to those who were present"),
    may=lambda by, session: by.link_scope == "system" or may_type(by, session),
    undo=Irreversible(_("These messages have left: those who read them can already answer.")),
    subject="session",
)
def invite(*, session: Session, sign_ups: Sequence[SignUp], by: Viewer, at: datetime) -> int:
    """Send each of these, present and with an e-mail address (`queries.to_invite`), a link that is good for one answer.

    The links are kept as digests, in the order of these: none says whose it is. Returns how many were sent; nobody is
    asked twice.
    """
    wait_for_turn(session)
    invited_ids = set(Invitation.objects.filter(sign_up__in=sign_ups).values_list("sign_up", flat=True))
    sent = {new_token(): sign_up for sign_up in sign_ups if sign_up.pk not in invited_ids}
    Pass.objects.bulk_create(sorted((Pass(digest_of(t), session.pk) for t in sent), key=lambda row: row.pk))
    today = timezone.localdate(at)
    Invitation.objects.bulk_create(Invitation(sign_up=row, sent_on=today) for row in sent.values())
    for token, sign_up in sent.items():
        notices.ask_for_answer(session, sign_up, token, at)
    record(session, before={}, after={"number": len(sent)}, label=session.occasion.title)
    return len(sent)


def wait_for_turn(session: Session) -> None:
    """Whoever else answers for this session waits until this act is over."""
    Session.objects.select_for_update(of=("self",)).get(pk=session.pk)


def room_for_one(session: Session) -> None:
    """Raises SurveyFull when everyone present has answered."""
    if queries.is_full(session):
        raise SurveyFull(_("Everyone who came has answered: thank you."))


def kept_of(questionnaire: Questionnaire, answers: dict[str, Any], *, whole: bool = True) -> dict[str, Any]:
    """The answers as they are kept; raises AnswerIncomplete. Not `whole`: a paper sheet may leave a question out."""
    codes = set(Theme.objects.values_list("code", flat=True))
    valid_answers, problems = check_answers(questionnaire.questions, answers, themes=codes)
    if any(whole or problem.kind != "missing" for problem in problems):
        raise AnswerIncomplete(_("An answer is missing, or is not one of those offered: please look again."))
    return valid_answers


def who_left_a_name(session: Session, name: str, contact: str, at: datetime) -> Person | None:
    """The person who left their name; nobody when they left none."""
    if not (name.strip() and contact.strip()):
        return None
    email, phone = parse_contact(contact)
    person = recognise_person(session.chamber, name=name, email=email, phone=phone)
    return person or add_person(
        chamber=session.chamber, name=name, email=email, phone=phone, by=Viewer.nobody(), at=at
    )


def day_only(at: datetime) -> datetime:
    """The same day at noon: what an anonymous act leaves in the journal."""
    return timezone.make_aware(datetime.combine(timezone.localdate(at), time(12)))
