"""The worker killed in the middle of its work, and started again: every mail leaves, every reading ends."""

import base64
import os
import signal
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.installation import Installation, children_of, kill_group
from tests.faults.post import Post, post_office
from tests.procurement.quotes.test_reading import a_pdf
from tests.site.test_supervisor import alive, until

pytestmark = [
    pytest.mark.deep,
    pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks for processes in /proc"),
]

MAILS = 12
WRITE = """
from django.db import transaction
from etabli.foundation.notify.prose import ours
from etabli.foundation.notify.queue import send
with transaction.atomic():
    for n in range(arguments["number"]):
        send(to=f"anne{n}@example.org", subject=f"Mail {n}", body=ours("Bonjour."), key=f"fault:{n}", at=timezone.now())
"""
STATES = """
from etabli.foundation.notify.models import Message
answer(dict(Message.objects.values_list("key", "status")))
"""


def all_sent(place: Installation, *, but: int = 0) -> bool:
    states = Counter(place.ask(STATES).values())
    return states["sent"] == MAILS - but


def killed_over_a_mail(place: Installation, post: Post) -> None:
    """Twelve mails wait; the worker is killed while the mail server has one of them in hand; another worker starts."""
    place.email_url = post.url
    place.ask(WRITE, number=MAILS)
    first = place.worker()
    assert post.held.wait(120)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    post.go_on.set()
    second = place.worker()
    until(lambda: all_sent(place, but=1))
    for minutes in (0, 11, 60, 60 * 24):
        assert place.tick(minutes_later=minutes) == []
    kill_group(second)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("number", [1, 6, MAILS])
def test_a_mail_in_the_hand_of_the_server_is_told_and_never_leaves_twice(
    place: Installation, number: int, after: bool
) -> None:
    """Whether the server had accepted it, nobody can know: the staff sees it; all the others have left, once."""
    with post_office(hold_at=number, after=after) as post:
        killed_over_a_mail(place, post)
        assert Counter(place.ask(STATES).values()) == {"sent": MAILS - 1, "unsure": 1}
        arrived = Counter(mail["To"] for mail in post.accepted)
        assert set(arrived.values()) == {1}
        assert len(arrived) == MAILS - 1 + after


def test_the_clock_twice_and_late_sends_what_no_worker_sent_once(place: Installation) -> None:
    with post_office() as post:
        place.email_url = post.url
        place.ask(WRITE, number=MAILS)
        for minutes in (0, 0, 1, 60, 60 * 24 * 40):
            assert place.tick(minutes_later=minutes) == []
        worker = place.worker("--batch")  # the tasks of mails that have left: nothing more to do
        until(lambda: worker.poll() is not None)
        assert len(post.accepted) == MAILS
        assert all_sent(place)


READINGS = 4
GIVE = """
import base64
from etabli.foundation.people.viewer import of_person
from etabli.procurement.quotes.actions import add_quote
from tests import factories as make
person = make.person(make.chamber())
for n in range(arguments["number"]):
    upload = make.examined(base64.b64decode(arguments["content"]), f"devis-{n}.pdf")
    add_quote(person=person, upload=upload, by=of_person(person), at=timezone.now())
"""
READ = """
from etabli.foundation.journal.models import Entry
from etabli.procurement.quotes.models import QuoteReading
answer([list(QuoteReading.objects.order_by("pk").values_list("status", flat=True)),
        Entry.objects.filter(verb="quotes.keep").count()])
"""


def test_every_reading_ends_though_its_worker_was_killed(place: Installation) -> None:
    """Killed over the first quote, then over another; then left in peace."""
    content = base64.b64encode(a_pdf(200)).decode()
    place.ask(GIVE, number=READINGS, content=content)
    for _ in range(2):
        worker = place.worker()
        (child,) = until(lambda worker=worker: children_of(worker.pid))  # type: ignore[misc]  # bound at once
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
        until(lambda child=child: not alive(child))  # type: ignore[misc]  # bound at once
    worker = place.worker()
    until(lambda: Counter(place.ask(READ)[0])["read"] >= READINGS - 2)
    kill_group(worker)
    for _ in range(2):
        assert place.tick(minutes_later=3) == []
        assert place.ask(READ) == [["read"] * READINGS, READINGS]
