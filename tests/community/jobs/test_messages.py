"""What is told of offers as it stands: true when it is had, in its reader's language."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from etabli.community.jobs import actions, tasks
from etabli.community.jobs.links import correspondent_for_address
from etabli.community.jobs.models import Application, Correspondent, Job
from etabli.community.jobs.rules import as_correspondent
from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.notify.models import Message
from etabli.foundation.parties.models import Party
from etabli.foundation.people.models import Membership
from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.community.conftest import AT, as_member
from tests.community.jobs.conftest import apply, draft, out, outsider

DAY = timedelta(days=1)
IN_A_WEEK = AT + 54 * DAY


def texts() -> list[str]:
    """What the member who wrote the offer reads."""
    return [f"{notice.title} {notice.text}" for notice in make.shown(kind__startswith="jobs.")]


def had() -> list[Message]:
    """The mails to them that leave now."""
    before = set(Message.objects.values_list("pk", flat=True))
    return list(make.mails().exclude(pk__in=before).filter(to__contains="studio").order_by("pk"))


def candidate(application: Application) -> Viewer:
    return as_correspondent(Viewer.nobody(), application.correspondent)


def take_back(verb: str, by: Viewer) -> None:
    undo(entry=Entry.objects.filter(verb=verb).latest("pk"), by=by, at=AT + 9 * DAY, mine=True)


def withdrawn(application: Application) -> None:
    actions.withdraw_application(application=application, by=candidate(application), at=AT)


def write(application: Application, text: str, by: Viewer, days: int = 2) -> None:
    actions.write(application=application, text=text, by=by, at=AT + days * DAY)


@pytest.mark.parametrize(
    ("language", "applied", "wrote", "ends"),
    [
        ("fr", "Quelqu’un postule", "vous a écrit", "se termine le"),
        ("en", "Somebody applies", "has written to you", "ends on"),
    ],
)
def test_each_state_is_written_in_the_language_of_its_reader(
    world: SimpleNamespace, language: str, applied: str, wrote: str, ends: str
) -> None:
    job = out(world)
    Party.objects.filter(pk=world.member.user.party_id).update(language=language)
    application = apply(job)
    assert applied in texts()[0]
    had()
    write(application, "Avez-vous lu ?", candidate(application))
    assert wrote in texts()[-1]
    had()
    tasks.remind_authors(IN_A_WEEK)
    assert ends in texts()[-1]


def test_mails_to_correspondents_are_in_the_language_of_their_party(world: SimpleNamespace) -> None:
    by = outsider(world)
    job = actions.send_job(job=draft(world.association, by), by=by, at=AT)
    actions.publish_job(subject=job, by=Viewer.system(), at=AT)
    Party.objects.filter(pk=by.link_subject_id).update(language="en")
    make.mails().all().delete()
    application = apply(job)
    mails = {mail.to: mail for mail in make.mails().all()}
    assert "Somebody applies" in mails["patron@example.org"].body
    assert (mails["patron@example.org"].language, mails[application.correspondent.email].language) == (
        "en",
        "fr",
    )
    assert "Bonjour" in mails[application.correspondent.email].body


def test_whoever_comes_for_the_first_time_is_written_to_in_the_language_of_the_page(
    world: SimpleNamespace,
) -> None:
    given = {"organisation_id": world.member.organisation_id, "chamber_id": None, "at": AT}
    with override("en"):
        fresh = correspondent_for_address(email="zoe@example.org", **given)
    with override("fr"):
        known = correspondent_for_address(email="zoe@example.org", **given)
    assert (fresh.party.language, known.party.language) == ("en", "en"), "not of each visit"


def test_an_application_taken_back_goes_unsaid_and_is_told_once_put_back(world: SimpleNamespace) -> None:
    application = apply(out(world))
    withdrawn(application)
    assert texts() == []
    assert had() == []
    take_back("jobs.withdraw_application", candidate(application))
    assert len(had()) == 1
    for _time in range(2):
        take_back("jobs.withdraw_application", candidate(application))
    assert had() == [], "they have had it"


def test_what_the_applicant_writes_waits_until_it_is_answered_or_taken_back(world: SimpleNamespace) -> None:
    application = apply(out(world))
    had()
    by, author = candidate(application), as_member(world.member)
    write(application, "Avez-vous lu ?", by)
    write(application, "Je suis libre jeudi.", by, days=3)
    assert "vous a écrit" in texts()[-1]
    assert len(texts()) == 2, "the application, which they have had; two messages, told as one"
    write(application, "Jeudi, alors.", author, days=4)
    assert len(texts()) == 1
    write(application, "Merci.", by, days=5)
    take_back("jobs.answer", by)
    assert len(texts()) == 1
    take_back("jobs.answer", by)
    assert len(texts()) == 2
    withdrawn(application)
    assert len(texts()) == 1


def test_the_end_is_told_of_an_offer_that_is_out_until_that_day(world: SimpleNamespace) -> None:
    job, by = out(world), as_member(world.member)
    tasks.remind_authors(IN_A_WEEK)
    actions.close_job(job=job, outcome="here", by=by, at=IN_A_WEEK)
    assert texts() == []
    take_back("jobs.close", by)
    assert len(texts()) == 1
    actions.renew_job(job=Job.objects.get(), by=by, at=IN_A_WEEK)
    assert texts() == []
    assert had() == []


def test_who_left_the_association_is_told_of_no_application(world: SimpleNamespace) -> None:
    apply(out(world))
    Membership.objects.filter(user=world.member.user).update(ended_on=AT.date())
    assert texts() == []


def test_erasing_an_applicant_finds_what_was_told_of_them(world: SimpleNamespace) -> None:
    from etabli.community.jobs.outsiders import CORRESPONDENT

    application = apply(out(world))
    (begins,) = CORRESPONDENT.message_keys(Correspondent.objects.get(pk=application.correspondent_id))
    assert Notice.objects.filter(key__startswith=f"{begins}:").count() == 1
