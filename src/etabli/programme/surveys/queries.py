"""Reading questionnaires, whose turn it is to answer, and what was answered."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone

from etabli.foundation.notices.queries import count_not_sent
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp
from etabli.programme.surveys.engine import MIN_GROUP_SIZE
from etabli.programme.surveys.links import digest_of, key_of
from etabli.programme.surveys.models import Answer, Pass, Questionnaire, Use
from etabli.programme.surveys.notices import asking_key
from etabli.programme.workshops.models import Attendance, Session
from etabli.programme.workshops.queries import themes

END_OF_WORKSHOP = "end_of_workshop"  # the code of the one that is delivered
ALONE_DAYS = timedelta(days=7)  # how long fewer than MIN_GROUP_SIZE answers wait for others to hide among
ASKED_FOR_DAYS = timedelta(days=7)  # after that, a link to give one's opinion comes too late to be of use


def active_answers() -> QuerySet[Answer]:
    """The answers that count: a sheet that was taken out or corrected doesn't."""
    return Answer.objects.filter(withdrawn_at=None)


def typed_from_paper(viewer: Viewer) -> QuerySet[Answer]:
    """The paper sheets that stand, for the staff of the chamber, who typed them; what somebody sent from a screen is
    read by nobody under their name."""
    answers = active_answers().filter(source=Answer.Source.PAPER, session__chamber=viewer.chamber_id)
    return answers if viewer.role in STAFF else answers.none()


def latest_version(code: str = END_OF_WORKSHOP) -> Questionnaire | None:
    """The latest version published: one statement."""
    questionnaires = Questionnaire.objects.filter(code=code, withdrawn_at=None)
    return questionnaires.order_by("-version").first()


def next_number(code: str) -> int:
    """The number of the next version: one that was taken back keeps its own."""
    return (Questionnaire.objects.filter(code=code).aggregate(most=Max("version"))["most"] or 0) + 1


def code_of(session: Session) -> str:
    """Which questionnaire this session gives: chosen for it, for its theme, for its chamber, else the delivered."""
    chosen = Use.objects.filter(chamber_id=session.chamber_id).exclude(code="")
    meant = Q(session=session) | Q(theme_id=session.theme_id) | Q(theme=None, session=None)
    uses = sorted(chosen.filter(meant), key=lambda use: (use.session_id is None, use.theme_id is None))
    return uses[0].code if uses else END_OF_WORKSHOP


def questionnaire_of(session: Session) -> Questionnaire:
    """The version that this session gives now: two statements. NotVisible where none was ever published."""
    version = latest_version(code_of(session)) or latest_version()
    if version is None:
        raise NotVisible
    return version


def version_for(session: Session, pk: str) -> Questionnaire:
    """The version that a page was filled in with, if it is one for this session's chamber; else the present one."""
    allowed = Questionnaire.objects.filter(Q(chamber=None) | Q(chamber_id=session.chamber_id))
    version = allowed.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 16 else None
    return version or questionnaire_of(session)


def most_answers(session: Session) -> int:
    """How many answers there can be: one for each person present. As long as nobody is marked, one for each place;
    whoever isn't marked yet may have come, and one half-day of several is enough. One statement."""
    seated = session.occasion.sign_ups.filter(status=SignUp.Status.SEATED)
    present_count, absent_count = (
        Count("attendances", filter=Q(attendances__present=was)) for was in (True, False)
    )
    marks = list(seated.annotate(came=present_count, away=absent_count).values_list("came", "away"))
    if not any(present_count or absent_count for present_count, absent_count in marks):
        return session.occasion.capacity
    return sum(bool(present_count) or not absent_count for present_count, absent_count in marks)


def session_of_link(token: str) -> Session | None:
    """The session that the link of a mail lets somebody answer for; None once it was used."""
    passes = Pass.objects.filter(pk=digest_of(token)).select_related(
        "session__theme", "session__venue__commune", "session__occasion", "session__chamber"
    )
    link_pass = passes.first()
    return link_pass.session if link_pass else None


def waiting_before(day: date) -> QuerySet[Answer]:
    """The answers of nobody that came in before that day, and aren't mixed with the others yet."""
    return active_answers().filter(person=None, waits_since__lt=day)


def session_of_sheet(sheet: str) -> Session | None:
    """The session whose answer this very page brought already; None when it brought none."""
    answer = Answer.objects.filter(pk=key_of(sheet)).select_related("session").first()
    return answer.session if answer else None


def themes_offered(session: Session) -> list[tuple[str, str]]:
    """What a next workshop could be about: the catalogue, without what this session taught."""
    return [
        (theme.code, theme.title) for theme in themes(session.chamber_id) if theme.code != session.theme_id
    ]


def to_settle(at: datetime) -> QuerySet[Session]:
    """The sessions whose answers of nobody it is time to mix: enough of them wait to hide each other, or a few have
    waited long enough."""
    today = timezone.localdate(at)
    waiting_counts = (
        waiting_before(today).values("session").annotate(number=Count("pk"), first=Min("waits_since"))
    )
    ripe = waiting_counts.filter(Q(number__gte=MIN_GROUP_SIZE) | Q(first__lte=today - ALONE_DAYS))
    sessions = Session.objects.filter(pk__in=ripe.values("session"))
    return sessions.select_related("occasion", "chamber")


def to_invite(session: Session) -> list[SignUp]:
    """Those who were marked present, have an e-mail address, and were sent no link yet: three statements. Nobody once
    there are as many answers as people present: a link would open nothing."""
    if active_answers().filter(session=session).count() >= most_answers(session):
        return []
    present_marks = Attendance.objects.filter(present=True, sign_up__occasion=session.occasion_id)
    present = session.occasion.sign_ups.filter(
        status=SignUp.Status.SEATED, pk__in=present_marks.values("sign_up")
    )
    to_ask = present.filter(survey_invitation=None).exclude(person__email="").select_related("person")
    return list(to_ask.order_by("number"))


def is_asked_soon(session: Session, at: datetime) -> bool:
    """Whether the links leave by themselves: the day after, and a few days more for who is marked late."""
    return session.occasion.cancelled_at is None and at <= session.occasion.ends_at + ASKED_FOR_DAYS


def not_invited(session: Session) -> dict[str, int]:
    """How many of those present were not sent a link, by reason (`notices.wording`): two statements."""
    present = SignUp.objects.filter(occasion__session=session).values_list("pk", flat=True)
    return count_not_sent(key__in=[asking_key(pk) for pk in present])


def to_invite_today(at: datetime) -> Iterator[tuple[Session, list[SignUp]]]:
    """The sessions of the last days, over since yesterday at the latest, with those to whom a link is due."""
    morning = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    ended_sessions = Session.objects.filter(
        occasion__ends_at__lt=morning,
        occasion__ends_at__gte=morning - ASKED_FOR_DAYS,
        occasion__cancelled_at=None,
        published_at__isnull=False,
        occasion__sign_ups__attendances__present=True,
        occasion__sign_ups__survey_invitation=None,
    )
    for session in ended_sessions.select_related("occasion", "chamber").distinct():
        sign_ups = to_invite(session)
        if sign_ups:
            yield session, sign_ups


def is_full(session: Session) -> bool:
    """Whether there are as many answers as people present: two statements."""
    return active_answers().filter(session=session).count() >= most_answers(session)
