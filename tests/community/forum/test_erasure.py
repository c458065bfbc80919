"""Somebody who is erased leaves no word, and no name: not in the quotations of others either. Their answers stay."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client, TestCase

from etabli.community.forum import actions, queries
from etabli.community.forum.models import Post, Thanks, Thread, Watch
from etabli.community.forum.withdrawals import WITHDRAWALS
from etabli.foundation.journal.models import Entry
from etabli.foundation.own_data.erasing import erase_rows
from etabli.foundation.own_data.holdings import of_user
from etabli.foundation.search.queries import find
from etabli.foundation.ui.fragment_cache import kept_html
from tests.community.conftest import AT, as_member, enter, join
from tests.community.forum.conftest import answered, asked, now

WORDS = "Zirconium", "Palétuvier"


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


def erase(user: Any) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        erase_rows(of_user(user), AT)


def test_nothing_of_them_is_read_and_the_answers_of_others_stay(
    client: Client, world: SimpleNamespace
) -> None:
    gone = join(world, "Disparue Zirconium")
    thread = asked(world, gone, title="Zirconium ou Palétuvier ?", text="Palétuvier.", is_public=True)
    other = answered(thread, world.other_member, "Ni l’un ni l’autre.")
    own = answered(thread, gone, "Le Palétuvier, enfin.")
    answered(thread, world.double, "D’accord avec vous.", quoted=own)
    actions.correct_answer(post=own, text="Le Palétuvier.", by=as_member(gone), at=AT)
    actions.accept_answer(post=other, by=as_member(gone), at=AT)
    actions.thank(post=other, by=as_member(gone), at=AT)
    actions.follow_trade(trade="writer", by=as_member(gone), at=AT)
    erase(gone.user)
    enter(client, world.member.user)
    for address in (
        "/questions/",
        f"/questions/{thread.pk}/",
        f"/questions/{thread.pk}/versions/",
        f"/questions/reponses/{own.pk}/versions/",
        "/questions/flux.xml",
    ):
        page = client.get(address).content.decode()
        assert not [word for word in WORDS if word in page], address
    page = queries.thread_page(as_member(world.member), now(thread))
    assert [card.text for card in page.answers] == ["Ni l’un ni l’autre.", "", "D’accord avec vous."]
    quote = page.answers[2].quote
    assert quote is not None
    assert (quote.extract, "Zirconium" in quote.name) == ("", False)
    assert page.answers[0].is_accepted
    assert not Thanks.objects.exists()
    assert not Watch.objects.filter(member=gone).exists()
    assert not find(as_member(world.member), "palétuvier", ["thread"])
    assert not Entry.objects.filter(subject_label__contains="Zirconium").exists()
    kept = str(list(Entry.objects.values_list("before", "after")))
    assert not [word for word in WORDS if word in kept]


def test_no_card_that_was_written_before_stays_in_memory(world: SimpleNamespace) -> None:
    written: list[str] = []

    @kept_html(10)
    def card(name: str) -> str:
        written.append(name)
        return name

    for _visit in range(2):
        card(WORDS[0])
    erase(join(world, "Disparue Zirconium").user)
    card(WORDS[0])
    assert len(written) == 2


def test_a_question_that_nobody_answered_is_taken_back_before(world: SimpleNamespace) -> None:
    alone, answered_thread = asked(world), asked(world, title="Une autre ?")
    answered(alone, world.member, "Je cherche encore.", at=AT + timedelta(hours=1))
    answered(answered_thread, world.other_member)
    (withdrawal,) = WITHDRAWALS
    rows = list(withdrawal.rows(world.member.user.party_id, AT))
    assert rows == [alone]
    for row in rows:
        assert alone.title in withdrawal.sentence(row)
        withdrawal.withdraw(row, AT)
    assert Thread.objects.get(pk=alone.pk).withdrawn_at == AT
    assert now(answered_thread).is_out
    assert Post.objects.count() == 2
