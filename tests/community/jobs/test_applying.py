"""Applying without an address being seen, writing to each other, what is deleted in its time; alerts."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from etabli.community.jobs import actions, queries, tasks
from etabli.community.jobs.links import CORRESPONDENT, address, alert_of, correspondent_of, stop_address
from etabli.community.jobs.models import Alert, Application, Correspondent
from etabli.community.jobs.rules import as_correspondent
from etabli.foundation.files.models import StoredFile
from etabli.foundation.journal import NotAllowed
from etabli.foundation.notices.models import Notice
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.community.conftest import AT, as_member
from tests.community.jobs.conftest import apply, draft, out, outsider

CANDIDATE = "candidate@example.org"


def candidate(application: Application) -> Viewer:
    return as_correspondent(Viewer.nobody(), application.correspondent)


def test_an_application_is_told_to_both_and_no_mail_holds_the_address_or_the_words(
    world: SimpleNamespace,
) -> None:
    job = out(world)
    application = apply(job, words="Un secret : j’aime Python.", cv=make.examined(name="cv.pdf"))
    assert application.cv.given_by == application.correspondent.party
    to_author = make.mails().get(to=world.member.user.email)
    to_candidate = make.mails().get(to=CANDIDATE)
    for text in (to_author.body, to_author.subject, Notice.objects.get(url__contains="candidatures").text):
        assert CANDIDATE not in text
        assert "secret" not in text
    assert world.member.user.email not in to_candidate.body
    assert address(application.correspondent).partition("?")[0] in to_candidate.body


def test_the_author_and_the_applicant_read_it_and_nobody_else(world: SimpleNamespace) -> None:
    job = out(world)
    application = apply(job)
    assert list(queries.applications_to(as_member(world.member), job)) == [application]
    assert queries.get_application(candidate(application), application.pk) == application
    others = [as_member(world.other_member), world.moderator, world.adviser, outsider(world), Viewer.nobody()]
    for other in others:
        assert not queries.applications_to(other, job)
        with pytest.raises(NotVisible):
            queries.get_application(other, application.pk)
        with pytest.raises(NotAllowed):
            actions.write(application=application, text="Bonjour", by=other, at=AT)


def test_they_write_to_each_other_through_us(world: SimpleNamespace) -> None:
    application = apply(out(world))
    actions.write(application=application, text="Venez jeudi.", by=as_member(world.member), at=AT)
    actions.write(application=application, text="J’y serai.", by=candidate(application), at=AT)
    assert [m.from_author for m in queries.messages_of(application)] == [True, False]
    mails = make.mails().exclude(subject__startswith="Votre candidature").order_by("pk")
    assert [mail.to for mail in mails] == [CANDIDATE, world.member.user.email]
    assert not any("jeudi" in mail.body or "serai" in mail.body for mail in mails)


def test_what_is_taken_back_is_no_longer_read_nor_answered(world: SimpleNamespace) -> None:
    job = out(world)
    application = apply(job)
    actions.withdraw_application(application=application, by=candidate(application), at=AT)
    assert not queries.applications_to(as_member(world.member), job)
    with pytest.raises(NotVisible):
        queries.get_application(as_member(world.member), application.pk)
    application.refresh_from_db()
    with pytest.raises(actions.JobClosed):
        actions.write(application=application, text="Encore", by=candidate(application), at=AT)


def test_one_does_not_apply_to_ones_own_offer_nor_to_what_is_over(world: SimpleNamespace) -> None:
    job = out(world)
    with pytest.raises(actions.ApplicationNotFit):
        apply(job, by=as_member(world.member))
    with pytest.raises(actions.JobClosed):
        apply(job, at=AT + timedelta(days=61))
    with pytest.raises(actions.JobClosed):
        apply(draft(world.association, as_member(world.member)))


def test_applications_are_deleted_with_their_cv_when_their_time_is_over(world: SimpleNamespace) -> None:
    application = apply(out(world), cv=make.examined(name="cv.pdf"))
    actions.write(application=application, text="Bonjour", by=candidate(application), at=AT)
    tasks.forget_applications(AT + timedelta(days=180))
    assert StoredFile.objects.exists()
    tasks.forget_applications(AT + timedelta(days=182))
    assert not Application.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_link_opens_until_its_time_is_over_and_no_other_is_made_of_it(world: SimpleNamespace) -> None:
    theirs = Correspondent.objects.get(party=outsider(world).link_subject_id)
    token = address(theirs).rstrip("/").rpartition("/")[2]
    assert correspondent_of(token, AT) == theirs
    assert correspondent_of(token, CORRESPONDENT.end(AT)) is None
    number, _dash, digest = token.partition("-")
    for wrong in (f"{int(number) + 1}-{digest}", f"{number}-{digest[::-1]}", "x", "", "-", f"²-{digest}"):
        assert correspondent_of(wrong, AT) is None
        assert alert_of(wrong) is None


def alert(
    world: SimpleNamespace, query: str = "kind=permanent", rhythm: str = "weekly", **given: object
) -> Alert:
    values = {"organisation": world.association, "email": CANDIDATE, "by": Viewer.nobody(), "at": AT}
    return actions.ask_alert(query=query, rhythm=rhythm, **{**values, **given})


def alerts_sent() -> int:
    return make.mails().filter(key__regex=r"^job-alert:").count()


def test_an_alert_sends_nothing_until_its_address_is_proved(world: SimpleNamespace) -> None:
    asked = alert(world)
    assert asked.confirmed_at is None
    out(world, at=AT + timedelta(days=1))
    tasks.send_alerts(AT + timedelta(days=9))
    assert alerts_sent() == 0
    with pytest.raises(NotAllowed):
        actions.confirm_alert(alert=asked, by=Viewer.nobody(), at=AT)
    by = as_correspondent(Viewer.nobody(), asked.correspondent)
    assert actions.confirm_alert(alert=asked, by=by, at=AT).confirmed_at == AT
    own = alert(world, email=world.member.user.email, by=as_member(world.member))
    assert own.confirmed_at == AT


def test_a_weekly_alert_tells_once_of_what_is_new_and_stops_in_one_click(world: SimpleNamespace) -> None:
    mine = alert(world, email=world.member.user.email, by=as_member(world.member))
    job = out(world, at=AT + timedelta(days=1))
    out(world, at=AT + timedelta(days=1), kind="mission", duration=3, pay_period="day")
    tasks.send_alerts(AT + timedelta(days=2))
    assert alerts_sent() == 0, "a week is not over"
    for _ in range(2):
        tasks.send_alerts(AT + timedelta(days=8))
    told = make.mails().get(key__startswith="job-alert:")
    assert f"/offres/{job.pk}/" in told.body
    assert told.body.count("/offres/") == 2, "the offer, and the way out"
    assert told.unsubscribe == stop_address(mine)
    assert alert_of(told.unsubscribe.rstrip("/").rpartition("/")[2]) == mine
    tasks.send_alerts(AT + timedelta(days=16))
    assert alerts_sent() == 1, "nothing is new"
    by = as_correspondent(Viewer.nobody(), mine.correspondent)
    actions.stop_alert(alert=mine, by=by, at=AT)
    out(world, at=AT + timedelta(days=17))
    tasks.send_alerts(AT + timedelta(days=30))
    assert alerts_sent() == 1


def test_asked_twice_an_alert_is_one(world: SimpleNamespace) -> None:
    assert alert(world) == alert(world, at=AT + timedelta(hours=1))
    assert Alert.objects.count() == 1
