"""Ads and sealed answers: how many, in which order, and what the log says of it."""

import threading
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils.translation import override

from etabli.community.market import actions, queries, records
from etabli.community.market.models import Ad, Answer
from etabli.community.neutrality.draws import commit_seeds
from etabli.community.neutrality.engine import commitment
from etabli.community.neutrality.models import LogEntry
from etabli.community.neutrality.queries import verdict
from etabli.foundation.files.models import StoredFile
from etabli.foundation.files.sweeping import sweep
from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import SecretLink
from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.community.conftest import (
    AT,
    answer,
    answers_of,
    as_member,
    join,
    make_world,
    pass_on,
    seen_by,
)


def last_entry() -> Entry:
    return Entry.objects.latest("pk")


def kinds() -> list[str]:
    return list(LogEntry.objects.values_list("kind", flat=True))


# Answering


def test_answers_are_capped_and_given_back(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan, answers_cap=2)
    first = answer(ad, world.member)
    answer(ad, world.other_member)
    third = join(world, "Troisième")
    with pytest.raises(actions.AdClosed):
        answer(ad, third)
    actions.withdraw_answer(answer=first, by=as_member(world.member), at=AT)
    withdrawal = last_entry()
    answer(ad, third)
    with pytest.raises(actions.AdClosed):
        undo(entry=withdrawal, by=as_member(world.member), at=AT)
    assert Ad.objects.get(pk=ad.pk).answers_taken == 2
    assert Answer.objects.filter(withdrawn_at=None).count() == 2


def test_the_database_itself_refuses_one_answer_too_many(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ad.objects.filter(pk=ad.pk).update(answers_taken=7)


def test_one_answer_per_member_which_can_be_sent_again(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    sent = answer(ad, world.member)
    with pytest.raises(actions.AlreadyAnswered):
        answer(ad, world.member)
    assert Ad.objects.get(pk=ad.pk).answers_taken == 1
    actions.withdraw_answer(answer=sent, by=as_member(world.member), at=AT)
    again = answer(ad, world.member, "Une meilleure proposition", upload=None)
    assert again.pk == sent.pk
    assert again.quote is None
    assert kinds() == ["ad.passed_on", "answer.sent", "answer.withdrawn", "answer.sent"]


def test_sending_can_be_taken_back_and_restored(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    answer(ad, world.member)
    undo(entry=last_entry(), by=as_member(world.member), at=AT)
    assert answers_of(ad) == ()
    assert Ad.objects.get(pk=ad.pk).answers_taken == 0
    undo(entry=last_entry(), by=as_member(world.member), at=AT)
    assert len(answers_of(ad)) == 1


def test_too_late(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan, deadline_on=date(2027, 1, 12))
    late = AT.replace(day=13)
    assert seen_by(as_member(world.member), at=late) == []
    with pytest.raises(actions.AdClosed):
        answer(ad, world.member, at=late)
    answer(ad, world.member, at=AT.replace(hour=22))


def test_the_quote_that_a_new_answer_replaces_goes_after_a_week(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    first = answer(ad, world.member, upload=make.examined(name="premier.pdf"))
    held = answer(ad, world.other_member).quote
    actions.withdraw_answer(answer=first, by=as_member(world.member), at=AT)
    sweep(AT)
    assert StoredFile.objects.filter(unheld_since=None).count() == 2, "withdrawn, it may still come back"
    again = answer(ad, world.member, "Une meilleure proposition", upload=make.examined(name="second.pdf"))
    for days in (0, 6, 7):
        assert StoredFile.objects.filter(name="premier.pdf").exists()
        sweep(AT + timedelta(days=days))
    assert set(StoredFile.objects.all()) == {held, again.quote}


def test_an_answer_says_something(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    with pytest.raises(actions.AdNotFit):
        answer(ad, world.member, "  ")
    assert Ad.objects.get(pk=ad.pk).answers_taken == 0


def test_the_artisan_is_told_without_name_nor_price(world: SimpleNamespace) -> None:
    answer(pass_on(world, world.artisan), world.member)
    mail = make.mails().get()
    assert mail.to == world.artisan.email
    assert "/mes-annonces/" in mail.body
    assert world.member.display_name not in mail.body


def test_an_artisan_without_an_address_gets_no_mail_and_no_link(world: SimpleNamespace) -> None:
    world.artisan.email = ""
    world.artisan.save()
    answer(pass_on(world, world.artisan), world.member)
    assert not make.mails().exists()
    assert not SecretLink.objects.exists()


def test_the_artisan_is_told_in_french_whatever_the_member_reads_in(world: SimpleNamespace) -> None:
    with override("en"):
        answer(pass_on(world, world.artisan), world.member)
    mail = make.mails().get()
    assert mail.subject == "Une réponse à votre annonce «\u00a0Un site pour une menuiserie\u00a0»"
    assert mail.body.startswith("Bonjour")


# Orders


def test_the_order_of_answers_is_drawn_and_committed_before_the_first(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    assert LogEntry.objects.get(kind="ad.passed_on").payload["draw"] == commitment(ad.draw_seed)
    members = [world.member, world.other_member, join(world, "Trois"), join(world, "Quatre")]
    for member in members:
        answer(ad, member)
    order = [card.author for card in answers_of(ad)]
    other = pass_on(world, world.other_artisan, number=2)
    other.draw_seed = ad.draw_seed
    other.save()
    for member in reversed(members):
        answer(other, member)
    assert [card.author for card in answers_of(other)] == order
    orders = set()
    for seed in "abcdefgh":
        ad.draw_seed = seed
        ad.save()
        orders.add(tuple(card.author for card in answers_of(ad)))
    assert len(orders) > 3


def test_the_list_of_ads_is_drawn_for_each_visit(world: SimpleNamespace) -> None:
    ads = {pass_on(world, world.artisan, number=number).pk for number in range(1, 7)}
    viewer = as_member(world.member)

    def seen(key: str = "") -> tuple[list[int], str]:
        ads = queries.open_ads(viewer, queries.AdFilter(), key=key, at=AT)
        return [card.pk for card in ads.cards], ads.key

    visits = [seen() for _ in range(6)]
    assert len({tuple(order) for order, _key in visits}) > 3
    assert all(set(order) == ads for order, _key in visits)
    assert seen(visits[0][1]) == visits[0]


def test_the_log_seals_all_that_members_read(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    written = LogEntry.objects.get(kind="ad.passed_on").payload["content"]
    for name, value in {"needs": ["Autre chose"], "place": "Ailleurs", "budget": "Rien"}.items():
        changed = Ad.objects.get(pk=ad.pk)
        setattr(changed, name, value)
        with transaction.atomic():
            records.log_ad(changed, world.adviser, AT)
        assert LogEntry.objects.latest("pk").payload["content"] != written
    with transaction.atomic():
        records.log_ad(Ad.objects.get(pk=ad.pk), world.adviser, AT)
    assert LogEntry.objects.latest("pk").payload["content"] == written


def test_the_log_names_nobody(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan, by=world.adviser)
    answer(ad, world.member, at=AT)
    for entry in LogEntry.objects.all():
        text = str(entry.payload)
        assert not any(word in text for word in ["menuis", "Studio", "user:", "briefs.brief", "Médoc"])
    sent = LogEntry.objects.get(kind="answer.sent")
    assert (sent.at.hour, sent.at.minute) == (0, 0)


# Statements


@pytest.mark.parametrize("rows", [1, 3])
def test_reading_takes_a_fixed_number_of_statements(
    world: SimpleNamespace, rows: int, django_assert_num_queries
) -> None:
    members = [join(world, f"Membre {number}") for number in range(rows)]
    for number in range(1, rows + 1):
        ad = pass_on(world, world.artisan, number=number)
        for member in members:
            answer(ad, member)
    viewer = as_member(members[0])
    commit_seeds(AT)
    with django_assert_num_queries(5):  # edition, rows of whoever begins, seeds, what I answered, cards
        assert len(seen_by(viewer)) == rows
    with django_assert_num_queries(2):
        seen = queries.my_ads(world.artisan_viewer, at=AT)
        assert [len(own.answers) for own in seen] == [rows] * rows
        assert all(card.quote and card.trade for own in seen for card in own.answers)


@pytest.mark.django_db(transaction=True)
def test_twelve_answers_at_once_for_six_places(settings, tmp_path) -> None:
    world = make_world(settings, tmp_path)
    ad = pass_on(world, world.artisan)
    viewers = [as_member(join(world, f"Membre {number}")) for number in range(12)]
    outcomes: list[str] = []
    start = threading.Barrier(12)

    def try_answer(viewer: Viewer) -> None:
        start.wait()
        try:
            actions.answer_ad(ad=Ad.objects.get(pk=ad.pk), message="Bonjour", upload=None, by=viewer, at=AT)
            outcomes.append("sent")
        except Exception as refusal:  # counted below
            outcomes.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=try_answer, args=[viewer]) for viewer in viewers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["AdClosed"] * 6 + ["sent"] * 6
    assert Answer.objects.count() == Ad.objects.get(pk=ad.pk).answers_taken == 6
    assert verdict().holds
