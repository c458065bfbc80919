"""What strangers may have us send to one mailbox: some at once, the rest as one mail an hour later, nothing lost."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail

from etabli.foundation.notices.notice_mails import send_due
from etabli.foundation.notify.mailboxes import MAX_MAILS, mailbox_of
from etabli.foundation.notify.models import Message
from etabli.foundation.notify.prose import ours
from etabli.foundation.notify.queue import send
from etabli.foundation.notify.tasks import deliver_due
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import actions
from etabli.foundation.seats.models import Occasion
from tests import factories as make
from tests.at_once import all_at_once
from tests.factories import AT

HOUR = timedelta(hours=1)


def sign_up(person: Person, by: Viewer | None = None, at: Any = AT) -> None:
    """For one more workshop: each form has one mail sent to this address."""
    occasion = make.occasion(person.chamber)
    actions.sign_up(occasion=occasion, holder=person, by=by or Viewer.nobody(), at=at)


def leave(at: Any) -> list[Any]:
    """The mails that leave at this instant."""
    mail.outbox.clear()
    send_due(at)
    deliver_due(at)
    return list(mail.outbox)


@pytest.mark.parametrize(
    "written", ["Anne@Example.org", "anne+1@example.org", " anne@example.org ", "ANNE+a+b@EXAMPLE.ORG"]
)
def test_an_address_written_otherwise_is_the_same_mailbox(written: str) -> None:
    assert mailbox_of(written) == "anne@example.org"


@pytest.mark.parametrize("written", ["+@example.org", "+49@example.org"])
def test_a_plus_at_the_beginning_is_a_name(written: str) -> None:
    assert mailbox_of(written) == written


@pytest.mark.django_db
def test_sixteen_sign_ups_in_one_minute_flood_nobody_and_nothing_is_lost() -> None:
    anne = make.person(make.chamber())
    for second in range(16):
        sign_up(anne, at=AT + timedelta(seconds=second))
    at_once = leave(AT + timedelta(minutes=1))
    assert len(at_once) == MAX_MAILS
    assert leave(AT + timedelta(minutes=58)) == []
    (rest,) = leave(AT + HOUR)
    assert "et 9 autres messages" in rest.subject
    assert rest.body.count("Être visible sur internet\n") >= 10
    assert make.mails().filter(status=Message.Status.JOINED).count() == 9
    assert leave(AT + 3 * HOUR) == []


@pytest.mark.django_db
def test_no_hour_brings_more_however_long_it_lasts() -> None:
    anne, left = make.person(make.chamber()), []
    for minute in range(0, 240, 4):
        at = AT + timedelta(minutes=minute)
        sign_up(anne, at=at)
        left += [at] * len(leave(at))
    assert len(left) > 2 * MAX_MAILS
    for at in left:
        assert sum(at - HOUR < other <= at for other in left) <= MAX_MAILS


@pytest.mark.django_db
def test_other_mailboxes_and_what_known_people_cause_are_not_held() -> None:
    chamber = make.chamber()
    anne = make.person(chamber, email="anne@example.org")
    for number in range(MAX_MAILS):
        sign_up(make.person(chamber, email=f"anne+{number}@example.org"))
    sign_up(anne, by=make.artisan(anne))
    sign_up(anne, by=make.adviser(chamber))
    sign_up(make.person(chamber))
    assert not make.mails().filter(held=True).exists()
    sign_up(anne)
    assert make.mails().get(held=True).due_at == AT + HOUR


@pytest.mark.django_db
def test_a_code_to_sign_in_counts_and_is_never_held() -> None:
    anne = make.person(make.chamber())
    for _ in range(MAX_MAILS + 1):
        send(to=anne.email, subject="Code", body=ours("123456"), key=str(uuid4()), code=True, at=AT)
    assert not make.mails().filter(held=True).exists()
    sign_up(anne)
    assert make.mails().filter(held=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_sixteen_at_once_are_counted_one_after_the_other() -> None:
    anne = make.person(make.chamber())
    occasions = [make.occasion(anne.chamber).pk for _ in range(16)]

    def act(pk: int) -> Any:
        own = Occasion.objects.get(pk=pk)
        return lambda: actions.sign_up(occasion=own, holder=anne, by=Viewer.nobody(), at=AT)

    all_at_once([act(pk) for pk in occasions])
    assert make.mails().filter(held=False).count() == MAX_MAILS
    assert make.mails().filter(held=True).count() == 16 - MAX_MAILS
