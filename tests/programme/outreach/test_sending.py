"""A mailing leaves once to each, a few at a time; within the minute all of it comes back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from etabli.foundation.journal import CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.unsubscribe import Unsubscription
from etabli.foundation.notify.mails import mail_of
from etabli.foundation.notify.models import Unreachable
from etabli.foundation.own_data.erasing import erase_rows
from etabli.foundation.own_data.holdings import of_person
from etabli.foundation.people.actions import give_consent
from etabli.foundation.people.models import Person
from etabli.programme.outreach import sending
from etabli.programme.outreach.actions import mailings as actions
from etabli.programme.outreach.models import Mailing, Recipient
from etabli.programme.outreach.queries import mailings as queries
from tests import factories as make
from tests.at_once import all_at_once
from tests.factories import AT
from tests.programme.trip import Trip

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]
NIGHT = AT.replace(hour=20)


def latest(verb: str) -> Entry:
    return Entry.objects.filter(verb=f"outreach.{verb}").latest("pk")


def fresh(mailing: Mailing) -> Mailing:
    return Mailing.objects.get(pk=mailing.pk)


def statuses(mailing: Mailing) -> dict[str, int]:
    report = queries.report_of(mailing)
    return {"waiting": report.waiting, "sent": report.sent, "dropped": report.dropped}


def test_within_the_minute_all_of_it_comes_back(trip: Trip, agreed: Make, draft: Make) -> None:
    agreed(), agreed()
    mailing = actions.send_mailing(mailing=draft(), by=trip.adviser, at=AT)
    assert sending.write_due(AT + timedelta(seconds=59)) == 0
    undo(entry=latest("send_mailing"), by=trip.adviser, at=AT + timedelta(seconds=59))
    assert sending.write_due(AT + timedelta(minutes=5)) == 0
    assert fresh(mailing).is_draft
    assert not make.mails().exists()
    assert not Recipient.objects.exists()
    actions.send_mailing(mailing=fresh(mailing), by=trip.adviser, at=AT)
    with pytest.raises(CannotUndo, match="Arrêtez"), transaction.atomic():
        undo(entry=latest("send_mailing"), by=trip.adviser, at=AT + timedelta(minutes=1))
    assert sending.write_due(AT + timedelta(minutes=1)) == 2


def test_a_few_leave_each_minute_by_day(trip: Trip, agreed: Make, sent: Make, settings: Any) -> None:
    settings.MAILINGS_PER_MINUTE, settings.MAILINGS_PER_DOMAIN = 3, 2
    for rank in range(4):
        agreed(email=f"x{rank}@un.example")
    agreed(email="y@deux.example")
    mailing = sent()
    assert sending.write_due(NIGHT) == 0
    assert sending.write_due(AT) == 3
    assert sending.write_due(AT + timedelta(seconds=30)) == 0
    assert sending.write_due(AT + timedelta(seconds=60)) == 2
    assert fresh(mailing).ended_at == AT + timedelta(seconds=60)
    assert sending.write_due(AT + timedelta(seconds=120)) == 0
    assert make.mails().count() == 5


def test_what_is_stopped_waits_and_goes_on(trip: Trip, agreed: Make, sent: Make, settings: Any) -> None:
    settings.MAILINGS_PER_MINUTE = 1
    agreed(), agreed(), agreed()
    mailing = sent()
    sending.write_due(AT)
    make.mails().update(status="sent")  # the mail server has it
    sending.write_due(AT + timedelta(minutes=1))  # this one stands in our own queue still
    actions.stop_mailing(mailing=mailing, by=trip.adviser, at=AT)
    assert statuses(mailing) == {"waiting": 2, "sent": 1, "dropped": 0}
    assert sending.write_due(AT + timedelta(minutes=2)) == 0
    with pytest.raises(actions.HasLeft), transaction.atomic():
        actions.stop_mailing(mailing=mailing, by=trip.adviser, at=AT)
    undo(entry=latest("stop_mailing"), by=trip.adviser, at=AT)
    assert [sending.write_due(AT + timedelta(minutes=n)) for n in (3, 4, 5)] == [1, 1, 0]
    assert make.mails().count() == 3


def test_a_reason_that_comes_meanwhile_counts(trip: Trip, agreed: Make, sent: Make) -> None:
    kept, refused, dead = agreed(), agreed(), agreed()
    mailing = sent(subject="{prénom}, un atelier")
    Unreachable.objects.create(address=dead.email, trouble="closed", since=AT)
    _silence(refused)
    sending.write_due(AT)
    assert statuses(mailing) == {"waiting": 0, "sent": 1, "dropped": 2}
    assert make.mails().get().to == kept.email
    assert {row.why for row in Recipient.objects.filter(status="dropped")} == {"refused", "unreachable"}


def _silence(person: Person) -> None:
    from etabli.foundation.notices.links import silence_url

    token = silence_url(person, "outreach.invitations").rstrip("/").rpartition("/")[2]
    leaving = Unsubscription.of_token(token)
    assert leaving is not None
    leaving.choose(silent=True, at=AT)


def test_one_click_stops_these_mails_and_no_others(trip: Trip, agreed: Make, sent: Make, client: Any) -> None:
    person = agreed()
    mailing = sent()
    sending.write_due(AT)
    headers = mail_of(make.mails().get()).message()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    way_out = headers["List-Unsubscribe"].strip("<>")
    assert way_out in make.mails().get().body
    answer = client.post(way_out.removeprefix("http://127.0.0.1:8000"), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert queries.report_of(mailing).unsubscribed == 1
    again = fresh(mailing)
    again.pk, again.sent_at = None, None
    again.save()
    with pytest.raises(actions.NobodyToWriteTo), transaction.atomic():
        actions.send_mailing(mailing=again, by=trip.adviser, at=AT + timedelta(days=30))
    leaving = Unsubscription.of_token(way_out.rstrip("/").rpartition("/")[2])
    assert leaving is not None
    assert [kind.code for kind in leaving.kinds] == ["outreach.invitations"]
    assert leaving.owner == person


def test_it_is_written_on_the_ground_that_each_has(trip: Trip, agreed: Make, sent: Make) -> None:
    session = trip.session()
    agreed(name="Anna Exemple")
    mailing = sent(session_ids=[session.pk], body="Bonjour {prénom} de {commune},")
    sending.write_due(AT)
    row, mail = Recipient.objects.get(), make.mails().get()
    assert row.ground == "consent"
    assert mail.body.startswith("Bonjour Anna de Pauillac,")
    assert f"/lettre/{mailing.pk}/{session.pk}/" in mail.body
    assert mail.body.count("/l/") == 0  # no link to somebody's own space: an invitation is passed on


def test_who_was_left_out_and_who_has_gone_get_nothing(trip: Trip, agreed: Make, draft: Make) -> None:
    kept, out, gone = agreed(), agreed(), agreed()
    mailing = draft()
    actions.leave_out(mailing=mailing, person=out, out=True, by=trip.adviser, at=AT)
    actions.send_mailing(mailing=mailing, by=trip.adviser, at=AT)
    erase_rows(of_person(gone), AT)
    sending.write_due(AT + timedelta(minutes=1))
    assert [mail.to for mail in make.mails().all()] == [kept.email]
    assert not Recipient.objects.filter(person=gone).exists()


def test_it_announces_only_what_is_to_come(trip: Trip, agreed: Make, draft: Make) -> None:
    agreed()
    past = trip.session(days=-1, since=AT - timedelta(days=10))
    with pytest.raises(actions.NotToAnnounce), transaction.atomic():
        actions.send_mailing(mailing=draft(session_ids=[past.pk]), by=trip.adviser, at=AT)
    with pytest.raises(actions.NobodyToWriteTo), transaction.atomic():
        actions.send_mailing(mailing=draft(segment=None), by=trip.adviser, at=AT)


def test_a_neighbour_does_nothing_with_it(trip: Trip, agreed: Make, draft: Make) -> None:
    agreed()
    mailing = draft()
    with pytest.raises(NotAllowed), transaction.atomic():
        actions.send_mailing(mailing=mailing, by=trip.next_door, at=AT)
    person = trip.person(of=trip.neighbour)
    with pytest.raises(NotAllowed), transaction.atomic():
        actions.leave_out(mailing=mailing, person=person, out=True, by=trip.adviser, at=AT)


def test_a_worker_that_is_killed_leaves_nothing_half_done(
    trip: Trip, agreed: Make, sent: Make, monkeypatch: Any
) -> None:
    agreed(), agreed()
    sent()

    def killed(*args: Any, **kwargs: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Recipient.objects.__class__, "bulk_update", killed)
        with pytest.raises(KeyboardInterrupt):
            sending.write_due(AT)
    assert not make.mails().exists()
    assert sending.write_due(AT) == 2
    assert make.mails().count() == 2


@pytest.mark.django_db(transaction=True)
def test_never_twice_by_several_workers_at_once() -> None:
    trip = Trip()
    for _rank in range(5):
        person = trip.person()
        give_consent(person=person, purpose="contact", by=trip.adviser, at=AT)
    from etabli.programme.outreach.actions.segments import add_segment
    from etabli.programme.outreach.engine.criteria import Criteria

    group = add_segment(chamber=trip.chamber, name="x", criteria=Criteria(), by=trip.adviser, at=AT)
    told = {"segment": group, "subject": "x", "body": "x", "session_ids": []}
    mailing = actions.write_mailing(chamber=trip.chamber, author=None, fields=told, by=trip.adviser, at=AT)
    actions.send_mailing(mailing=mailing, by=trip.adviser, at=AT)
    written: list[int] = []
    all_at_once([lambda: written.append(sending.write_due(AT + timedelta(minutes=1)))] * 4)
    assert sum(written) == 5
    assert make.mails().filter(key__startswith=f"mailing:{mailing.pk}:").count() == 5
