"""A mailing takes a place in the one budget of what people have not asked for; whom it leaves out is counted."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices import budget, notice_mails
from etabli.foundation.notices.actions import not_now
from etabli.foundation.notices.models import Notice, UnaskedContact
from etabli.foundation.people.models import Person
from etabli.programme.outreach import sending
from etabli.programme.outreach.actions import mailings as actions
from etabli.programme.outreach.models import Recipient
from etabli.programme.outreach.queries import mailings as queries
from etabli.programme.outreach.queries.segments import audience_of
from etabli.programme.outreach.wording import audience_text
from tests import factories as make
from tests.at_once import all_at_once
from tests.factories import AT
from tests.programme.trip import Trip

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]


def has_had(person: Person, number: int) -> Person:
    """This many messages of other kinds have reached them."""
    for rank in range(number):
        make.say(person, f"had:{person.pk}:{rank}", "surveys.to_answer")
        notice_mails.send_due(AT)
    return person


def test_those_left_out_are_counted_before_it_leaves_and_after(
    trip: Trip, agreed: Make, draft: Make, client: Client
) -> None:
    agreed(), has_had(agreed(), 2), has_had(agreed(), 3), has_had(agreed(), 3)
    not_now(owner=agreed(), by=trip.adviser, at=AT)
    mailing = draft()
    audience = audience_of(trip.adviser, mailing.segment.chosen, at=AT, mailing=mailing)
    assert audience.counts == {"not_now": 1, "budget": 2}
    assert audience_text(audience).replace("\u00a0", " ") == (
        "5 artisans, 1 qui a dit « pas maintenant », 2 qui ont déjà eu leurs messages de l’année : 2 le reçoivent."
    )
    actions.send_mailing(mailing=mailing, by=trip.adviser, at=AT)
    assert sending.write_due(AT + timedelta(minutes=1)) == 2
    report = queries.report_of(mailing)
    assert (report.decided, report.sent, report.dropped) == (2, 2, 0)
    assert report.held_back == {"not_now": 1, "budget": 2}
    make.become(client, membership=trip.post)
    page = client.get(f"/ecrire/{mailing.pk}/").content.decode()
    assert "non envoyé : déjà 3 messages cette année" in page.replace("\u00a0", " ")
    assert "non envoyé : a dit « pas maintenant »" in page.replace("\u00a0", " ")


def test_all_of_it_comes_back_within_the_minute_with_those_left_out(
    trip: Trip, agreed: Make, draft: Make
) -> None:
    agreed(), has_had(agreed(), 3)
    actions.send_mailing(mailing=draft(), by=trip.adviser, at=AT)
    undo(entry=Entry.objects.get(verb="outreach.send_mailing"), by=trip.adviser, at=AT)
    assert not Recipient.objects.exists()


def test_whoever_got_their_last_message_meanwhile_gets_no_more(trip: Trip, agreed: Make, sent: Make) -> None:
    anna = has_had(agreed(), 2)
    mailing = sent()
    has_had(anna, 3)
    assert sending.write_due(AT) == 0
    report = queries.report_of(mailing)
    assert (report.decided, report.dropped, report.held_back) == (1, 0, {"budget": 1})
    assert not make.mails().filter(key__startswith="mailing").exists()


def test_what_is_stopped_in_the_queue_gives_its_place_back(
    trip: Trip, agreed: Make, sent: Make, settings: Any
) -> None:
    settings.MAILINGS_PER_MINUTE = 1
    first, _second = agreed(), agreed()
    mailing = sent()
    sending.write_due(AT)
    assert budget.messages_left(first.party_id, AT) == 2
    actions.stop_mailing(mailing=mailing, by=trip.adviser, at=AT)
    assert budget.messages_left(first.party_id, AT) == 3
    undo(entry=Entry.objects.get(verb="outreach.stop_mailing"), by=trip.adviser, at=AT)
    sending.write_due(AT + timedelta(minutes=2))
    assert budget.messages_left(first.party_id, AT + timedelta(minutes=2)) == 2


def test_who_said_not_now_is_not_to_be_called_for_it(trip: Trip, agreed: Make, draft: Make) -> None:
    agreed(email="")
    not_now(owner=agreed(email=""), by=trip.adviser, at=AT)
    mailing = draft()
    assert len(audience_of(trip.adviser, mailing.segment.chosen, at=AT, mailing=mailing).to_call) == 1


def test_the_page_of_a_person_says_what_was_not_sent_and_notes_their_word(
    trip: Trip, agreed: Make, client: Client
) -> None:
    anna = has_had(agreed(), 4)
    make.become(client, membership=trip.post)
    path = f"/ecrire/personne/{anna.pk}/"
    page = client.get(path).content.decode().replace("\u00a0", " ")
    assert "il en reste 0" in page
    assert "non envoyé : déjà 3 messages cette année" in page
    client.post(path, {"said": "not_now"})
    assert "a dit « pas maintenant »" in client.get(path).content.decode().replace("\u00a0", " ")
    client.post(path, {"said": "write_again"})
    assert budget.not_now_until(anna.party_id) is None


@pytest.mark.django_db(transaction=True)
def test_mailings_and_questions_at_once_never_take_the_same_last_place(
    trip: Trip, agreed: Make, draft: Make
) -> None:
    """Two mailings go through the same people, each in its own order, while what waits for them is written too."""
    people = [has_had(agreed(), 1 + rank % 2) for rank in range(6)]
    for _ in range(2):
        actions.send_mailing(mailing=draft(), by=trip.adviser, at=AT - timedelta(minutes=2))
    last = Recipient.objects.latest("pk").mailing
    Recipient.objects.filter(mailing=last).delete()
    for person in reversed(people):
        Recipient.objects.create(mailing=last, person=person, status="waiting", ground="consent")
    for person in people:
        make.say(person, f"more:{person.pk}", "market.outcome")
    waiting = list(Notice.objects.filter(leaves_at__isnull=False).values_list("pk", flat=True))
    mailing_pks = list(Recipient.objects.order_by().values_list("mailing", flat=True).distinct())
    notices = [lambda pk=pk: notice_mails.queue_mail(pk, until=AT) for pk in waiting]
    all_at_once([*notices, *(lambda pk=pk: sending._write(pk, AT) for pk in mailing_pks)])
    for person in people:
        counted_now = UnaskedContact.objects.filter(owner=person.party_id, refused="").count()
        assert counted_now == 3, "the places were all wanted, and each was taken once"
