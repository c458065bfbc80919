"""An offer from its draft to its end: who may, what waits, what the moderators decide, what is told."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from etabli.community.jobs import actions, queries, tasks
from etabli.community.jobs.engine import Kind
from etabli.community.jobs.models import Correspondent, Job
from etabli.community.jobs.states import State, state_of
from etabli.community.moderation.actions import decide
from etabli.community.moderation.models import Case
from etabli.foundation.journal import ActionError, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer, of_person
from tests import factories as make
from tests.community.conftest import AT, as_member
from tests.community.jobs.conftest import apply, draft, out, outsider

TODAY = date(2027, 1, 12)


def state(job: Job, on: date = TODAY) -> State:
    return state_of(Job.objects.get(pk=job.pk), on)


def case_of(job: Job) -> Case:
    return Case.objects.get(subject_type="jobs.job", subject_id=str(job.pk))


def take_back(verb: str, by: Viewer) -> None:
    undo(entry=Entry.objects.filter(verb=verb).latest("pk"), by=by, at=AT, mine=True)


def test_an_established_members_offer_is_out_at_once_and_read_afterwards(world: SimpleNamespace) -> None:
    job = out(world)
    assert state(job) == State.OUT
    assert (job.published_on, job.expires_on) == (TODAY, TODAY + timedelta(days=60))
    assert case_of(job).is_out


@pytest.mark.parametrize("who", ["artisan", "outsider"])
def test_the_others_wait_for_a_moderator(world: SimpleNamespace, who: str) -> None:
    by = of_person(world.artisan) if who == "artisan" else outsider(world)
    job = actions.send_job(job=draft(world.association, by), by=by, at=AT)
    assert state(job) == State.WAITING
    with pytest.raises(NotVisible):
        queries.get_job(Viewer.nobody(), job.pk)
    with pytest.raises(NotVisible):
        queries.get_job(world.neighbour_member, job.pk)
    assert queries.get_job(world.moderator, job.pk) == job
    decide(case=case_of(job), accept=True, by=world.moderator, at=AT)
    assert state(job) == State.OUT
    assert queries.get_job(Viewer.nobody(), job.pk) == job


def test_a_refused_offer_says_why_and_is_sent_again(world: SimpleNamespace) -> None:
    by = outsider(world)
    job = actions.send_job(job=draft(world.association, by), by=by, at=AT)
    decide(
        case=case_of(job), accept=False, reason="other", words="Dites qui paie.", by=world.moderator, at=AT
    )
    job.refresh_from_db()
    assert state(job) == State.REFUSED
    assert "Dites qui paie." in job.hidden_reason
    assert make.mails().filter(to="patron@example.org", body__contains="Dites qui paie.").exists()
    actions.correct_job(job=job, terms=job.terms, by=by, at=AT)
    actions.send_job(job=job, by=by, at=AT)
    assert state(job) == State.WAITING
    assert case_of(job).state == Case.State.WAITING


def test_what_is_out_comes_off_the_list_when_its_author_changes_it(world: SimpleNamespace) -> None:
    by = outsider(world)
    job = actions.send_job(job=draft(world.association, by), by=by, at=AT)
    decide(case=case_of(job), accept=True, by=world.moderator, at=AT)
    actions.correct_job(job=job, terms=job.terms, by=by, at=AT)
    assert state(job) == State.DRAFT
    own = out(world)
    actions.correct_job(job=own, terms=own.terms, by=as_member(world.member), at=AT)
    assert state(own) == State.OUT


def test_nothing_missing_may_be_sent_nor_a_day_that_is_past(world: SimpleNamespace) -> None:
    by = as_member(world.member)
    for changes in ({"duties": ""}, {"apply_by_on": TODAY - timedelta(days=1)}):
        job = draft(world.association, by, **changes)
        with pytest.raises(actions.OfferNotFit):
            actions.send_job(job=job, by=by, at=AT)
    with pytest.raises(actions.OfferNotFit):
        draft(world.association, by, pay_low_cents=300_000, pay_high_cents=1)
    with pytest.raises(actions.OfferNotFit):
        draft(world.association, by, kind=Kind.APPRENTICESHIP, pay_period="hour")


def test_a_visitor_gives_an_address_and_comes_back_by_our_mail(world: SimpleNamespace) -> None:
    with pytest.raises(actions.OfferNotFit):
        draft(world.association, Viewer.nobody())
    job = draft(world.association, Viewer.nobody(), email="Patron@Example.org")
    theirs = Correspondent.objects.get(email="patron@example.org")
    assert job.author_id == theirs.party_id
    assert "/offres/lien/" in make.mails().get(to="patron@example.org").body
    with pytest.raises(NotAllowed):
        actions.send_job(job=job, by=Viewer.nobody(), at=AT)
    assert state(actions.send_job(job=job, by=outsider(world), at=AT)) == State.WAITING


def test_nobody_touches_the_offer_of_another(world: SimpleNamespace) -> None:
    job = out(world)
    others = [
        as_member(world.other_member),
        world.moderator,
        world.adviser,
        world.neighbour_member,
        outsider(world, "x@example.org"),
        Viewer.nobody(),
        of_person(world.artisan),
    ]
    for other in others:
        with pytest.raises(NotVisible):
            queries.own_job(other, job.pk)
        with pytest.raises(NotAllowed):
            actions.withdraw_job(job=job, by=other, at=AT)


def test_one_offers_in_ones_own_association(world: SimpleNamespace) -> None:
    next_door: Organisation = world.association_next_door
    for by in (as_member(world.member), of_person(world.artisan)):
        with pytest.raises(NotAllowed):
            draft(next_door, by)


def test_who_serves_the_artisans_chamber_does_not_decide_on_their_offer(world: SimpleNamespace) -> None:
    from tests.community.conftest import acting

    by = of_person(world.artisan)
    job = actions.send_job(job=draft(world.association, by), by=by, at=AT)
    with pytest.raises(ActionError):
        decide(case=case_of(job), accept=True, by=acting(world.double.user, "moderator"), at=AT)


def test_it_is_renewed_in_one_click_and_keeps_its_day(world: SimpleNamespace) -> None:
    by = as_member(world.member)
    job = out(world, apply_by_on=TODAY + timedelta(days=20))
    assert job.expires_on == TODAY + timedelta(days=20)
    later = AT + timedelta(days=30)
    assert state(job, later.date()) == State.EXPIRED
    job = actions.renew_job(job=job, by=by, at=later)
    assert (job.published_on, job.expires_on) == (TODAY, later.date() + timedelta(days=60))
    assert state(job, later.date()) == State.OUT


def test_its_end_is_told_to_those_who_applied_and_taken_back(world: SimpleNamespace) -> None:
    by, job = as_member(world.member), out(world)
    apply(job)
    with pytest.raises(actions.OfferNotFit):
        actions.close_job(job=job, outcome="", by=by, at=AT)
    actions.close_job(job=job, outcome="here", note="Camille commence lundi", by=by, at=AT)
    assert state(job) == State.CLOSED
    told = make.mails().filter(to="candidate@example.org").order_by("pk").last()
    assert told is not None
    assert "Studio des Quinconces" in told.body
    with pytest.raises(actions.JobClosed):
        apply(job, email="late@example.org")
    take_back("jobs.close", by)
    assert state(job) == State.OUT


def test_sending_is_taken_back_until_somebody_has_decided(world: SimpleNamespace) -> None:
    by = of_person(world.artisan)
    job = actions.send_job(job=draft(world.association, by), by=by, at=AT)
    take_back("jobs.send", by)
    assert state(job) == State.DRAFT
    assert case_of(job).state == Case.State.WITHDRAWN
    take_back("jobs.send", by)
    assert state(job) == State.WAITING
    decide(case=case_of(job), accept=True, by=world.moderator, at=AT)
    with pytest.raises(ActionError):
        take_back("jobs.send", by)
    assert state(job) == State.OUT


def test_a_copy_is_a_draft_without_days(world: SimpleNamespace) -> None:
    job = out(world, apply_by_on=TODAY + timedelta(days=20))
    made = actions.copy_job(job=job, by=as_member(world.member), at=AT)
    assert (state(made), made.title, made.apply_by_on) == (State.DRAFT, job.title, None)


def test_its_author_is_reminded_once_a_week_before(world: SimpleNamespace) -> None:
    job = out(world)
    tasks.remind_authors(AT + timedelta(days=52))
    assert not make.mails().filter(key__startswith="job-ends:").exists()
    for _ in range(2):
        tasks.remind_authors(AT + timedelta(days=54))
    assert make.mails().filter(key__startswith="job-ends:").count() == 1
    renewed = actions.renew_job(job=job, by=as_member(world.member), at=AT + timedelta(days=55))
    assert renewed.expires_on is not None
    tasks.remind_authors(AT + timedelta(days=55 + 55))
    assert make.mails().filter(key__startswith="job-ends:").count() == 2
