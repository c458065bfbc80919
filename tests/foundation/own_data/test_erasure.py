"""Asking for everything to be erased, changing one's mind, and what the clock does on the day."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from etabli.community.association.actions import add_member
from etabli.foundation.journal import Actor, CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.own_data.actions import (
    AlreadyAsked,
    StillInService,
    TooLate,
    ask_erasure,
    erase,
    give_copy,
    keep_everything,
)
from etabli.foundation.own_data.models import Erasure
from etabli.foundation.own_data.processing_register import register
from etabli.foundation.own_data.queries import erasures_waiting, preview_erasure, without_news
from etabli.foundation.own_data.tasks import erase_due, remind_due
from etabli.foundation.parties import SYSTEM
from etabli.foundation.parties.models import Party
from etabli.foundation.people.actions import correct_person
from etabli.foundation.people.models import Person, Role, User
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.foundation.seats import actions as seats
from etabli.foundation.seats.models import SignUp
from tests import factories as make
from tests.foundation.own_data.test_copy import content_of
from tests.programme.trip import Trip

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def asked(person: Person, at: Any = make.AT) -> Erasure:
    return ask_erasure(subject=person, by=make.artisan(person), at=at)


def clock(at: Any) -> None:
    remind_due(at)
    erase_due(at)


def test_the_clock_tells_two_days_before_then_erases_on_the_day() -> None:
    anna = make.person(make.chamber(), name="Anna")
    erasure = asked(anna)
    assert erasure.due_at == make.AT + settings.ERASURE_DELAY
    assert make.mails().get().to == anna.email
    clock(erasure.due_at - 3 * DAY)
    assert make.mails().count() == 1
    clock(erasure.due_at - 2 * DAY)
    clock(erasure.due_at - DAY)
    assert [mail.subject for mail in make.mails().order_by("pk")][1:] == [
        "Dans deux jours, tout ce qui vous concerne est effacé"
    ]
    anna.refresh_from_db()
    assert anna.name == "Anna"
    clock(erasure.due_at)
    anna.refresh_from_db()
    erasure.refresh_from_db()
    assert anna.name == "(effacé)"
    assert erasure.done_at == erasure.due_at
    assert not make.mails().exists()


def test_a_clock_that_stood_still_leaves_the_two_days_that_were_promised() -> None:
    anna = make.person(make.chamber(), name="Anna")
    erasure = asked(anna)
    late = erasure.due_at + 9 * DAY
    clock(late)
    clock(late + DAY)
    anna.refresh_from_db()
    assert anna.name == "Anna"
    clock(late + 2 * DAY)
    anna.refresh_from_db()
    assert anna.name == "(effacé)"


def test_who_changes_their_mind_keeps_everything() -> None:
    anna = make.person(make.chamber(), name="Anna")
    erasure = asked(anna)
    keep_everything(erasure=erasure, by=make.artisan(anna), at=make.AT + 20 * DAY)
    clock(make.AT + 28 * DAY)
    clock(make.AT + 40 * DAY)
    anna.refresh_from_db()
    assert anna.name == "Anna"
    assert asked(anna, make.AT + 41 * DAY).pk != erasure.pk


def test_who_changes_their_mind_while_it_is_done_is_not_told_that_all_is_kept() -> None:
    erasure = asked(make.person(make.chamber()))
    seen = Erasure.objects.get()  # what the page of the person showed
    erase(erasure=erasure, by=Viewer.system(erasure.chamber_id), at=erasure.due_at)
    with pytest.raises(TooLate):
        keep_everything(erasure=seen, by=make.artisan(seen.subject), at=erasure.due_at)


def test_one_chamber_does_not_close_the_account_of_another() -> None:
    user = make.user()
    here, there = (make.person(make.chamber(name), user=user) for name in ("Une", "Autre"))
    assert "Compte" not in preview_erasure(here, make.artisan(here), make.AT).going
    erasure = asked(here)
    erase(erasure=erasure, by=Viewer.system(here.chamber_id), at=erasure.due_at)
    user.refresh_from_db()
    assert user.is_active
    assert list(user.persons.all()) == [there]


def test_the_days_to_change_ones_mind_are_never_cut_short_by_taking_back() -> None:
    anna = make.person(make.chamber())
    erasure, by = asked(anna), make.artisan(anna)
    keep_everything(erasure=erasure, by=by, at=erasure.due_at - DAY)
    entry = Entry.objects.get(verb="own_data.keep")
    with pytest.raises(CannotUndo, match="demandez-le de nouveau"):
        undo(entry=entry, by=by, at=erasure.due_at)


def test_it_is_asked_once_by_the_person_or_their_chamber() -> None:
    chamber = make.chamber()
    anna = make.person(chamber)
    for wrong in (make.artisan(make.person(chamber)), make.adviser(make.chamber("Voisine")), Viewer.nobody()):
        with pytest.raises(NotAllowed):
            ask_erasure(subject=anna, by=wrong, at=make.AT)
    erasure = ask_erasure(subject=anna, by=make.adviser(chamber), at=make.AT)
    with pytest.raises(AlreadyAsked):
        asked(anna)
    remind_due(erasure.due_at)
    erase(erasure=erasure, by=Viewer.system(), at=erasure.due_at)
    with pytest.raises(TooLate):
        erase(erasure=erasure, by=Viewer.system(), at=erasure.due_at)
    with pytest.raises(TooLate):
        keep_everything(erasure=erasure, by=make.adviser(chamber), at=erasure.due_at)


def test_what_the_staff_asked_for_somebody_is_told_as_theirs_each_time() -> None:
    anna = make.person(make.chamber("Chambre"))
    by = replace(make.adviser(anna.chamber), name="Claire")
    erasure = ask_erasure(subject=anna, by=by, at=make.AT)
    (mail,) = make.mails().filter(key__startswith=f"erasure:{erasure.pk}:asked")
    assert "Claire, de «\xa0Chambre\xa0», a noté que vous le demandez" in mail.body
    assert "Un clic, à la page ci-dessous, garde tout" in mail.body
    assert "Vous l’avez demandé" not in mail.body
    keep_everything(erasure=erasure, by=make.artisan(anna), at=make.AT + DAY)
    with pytest.raises(NotAllowed):
        undo(entry=Entry.objects.get(verb="own_data.keep"), by=by, at=make.AT + DAY)
    ask_erasure(subject=anna, by=by, at=make.AT + DAY)
    assert make.mails().filter(key__contains=":asked", body__contains="Claire").count() == 2


def test_by_the_link_of_somebody_their_adviser_asks_in_their_own_name() -> None:
    anna = make.person(make.chamber())
    beside = Actor("user", SYSTEM, "Claire Martin", "adviser", None, None)
    ask_erasure(subject=anna, by=replace(make.artisan(anna), beside=beside), at=make.AT)
    assert "Claire Martin" in make.mails().get().body


def test_who_works_for_the_chamber_leaves_it_first() -> None:
    post = make.membership(make.chamber())
    with pytest.raises(StillInService):
        ask_erasure(subject=post.user, by=of_membership(post), at=make.AT)


def test_what_is_under_way_is_withdrawn_first_by_its_own_act() -> None:
    trip = Trip()
    anna, waits = trip.person(name="Anna"), trip.person(name="Beatriz")
    session = trip.session(days=60, capacity=1)
    for person in (anna, waits):
        seats.sign_up(occasion=session.occasion, holder=person, by=make.artisan(person), at=make.AT)
    booked = trip.booked(anna, on=make.AT.date() + 70 * DAY)
    erasure = asked(anna)
    withdrawals = preview_erasure(anna, make.artisan(anna), make.AT).withdrawn
    assert len(withdrawals) == 2
    assert any("va à une autre personne" in sentence for sentence in withdrawals)
    remind_due(erasure.due_at - 2 * DAY)
    erase_due(erasure.due_at)
    booked.refresh_from_db()
    assert SignUp.objects.get(person=waits).status == "offered"
    assert SignUp.objects.get(person=anna).status == "withdrawn"
    assert booked.cancelled_at == erasure.due_at
    assert booked.half_day.released_at == erasure.due_at
    assert {mail.to for mail in make.mails().all()} == {waits.email}


def test_a_member_of_the_association_leaves_it() -> None:
    association = make.association()
    board = of_membership(make.membership(association, Role.BOARD))
    user = make.user("Studio Zed")
    member = add_member(
        organisation=association, user=user, display_name="Studio Zed", trade="developer", joined_on=make.AT.date(),
        by=board, at=make.AT,
    )  # fmt: skip
    viewer = of_membership(user.memberships.get())
    erasure = ask_erasure(subject=user, by=viewer, at=make.AT)
    clock(erasure.due_at - 2 * DAY)
    clock(erasure.due_at)
    member.refresh_from_db()
    assert member.left_on is not None
    assert member.display_name == "(effacé)"
    assert not User.objects.get(pk=user.pk).memberships.filter(ended_on=None).exists()
    assert "Studio Zed" not in json.dumps(list(Entry.objects.values()), default=str)


def test_nothing_that_was_done_before_can_bring_it_back() -> None:
    chamber = make.chamber()
    anna = make.person(chamber)
    correct_person(person=anna, name="Anna Zed", phone="", by=make.adviser(chamber), at=make.AT)
    entry, erasure = Entry.objects.get(verb="people.correct"), asked(anna)
    clock(erasure.due_at - 2 * DAY)
    clock(erasure.due_at)
    entry.refresh_from_db()
    with pytest.raises(CannotUndo, match="effacé"):
        undo(entry=entry, by=make.adviser(chamber), at=erasure.due_at)
    assert (entry.before, entry.after, entry.subject_label) == ({}, {}, "")
    for mine in Entry.objects.filter(verb__startswith="own_data."):
        with pytest.raises((CannotUndo, NotAllowed)):
            undo(entry=mine, by=make.adviser(chamber), at=erasure.due_at)


def test_one_erasure_that_fails_does_not_hold_up_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    chamber = make.chamber()
    first, second = asked(make.person(chamber)), asked(make.person(chamber))
    Erasure.objects.filter(pk=first.pk).update(owner=SYSTEM)
    clock(second.due_at - 2 * DAY)
    Erasure.objects.filter(pk=first.pk).update(reminded_at=make.AT)
    clock(second.due_at)
    second.refresh_from_db()
    assert second.done_at is not None


# Without news


def test_those_without_news_are_shown_to_their_chamber_and_nobody_is_erased_by_itself() -> None:
    trip = Trip()
    old = make.AT - 36 * 31 * DAY
    silent = trip.person(name="Silent", created_at=old)
    acted, came, new = (trip.person(name=name, created_at=old) for name in ("Acted", "Came", "New"))
    trip.person(of=trip.neighbour, created_at=old)
    Person.objects.filter(pk=new.pk).update(created_at=make.AT)
    correct_person(person=acted, name="Acted", phone="1", by=make.artisan(acted), at=make.AT)
    trip.sign_up(trip.session(), came)
    assert without_news(trip.adviser, make.AT) == [silent]
    assert without_news(make.artisan(silent), make.AT) == []
    clock(make.AT)
    assert not Erasure.objects.exists()
    ask_erasure(subject=silent, is_late=True, by=trip.adviser, at=make.AT)
    assert without_news(trip.adviser, make.AT) == []
    assert [person for _erasure, person in erasures_waiting(trip.adviser)] == [silent]
    assert erasures_waiting(trip.next_door) == []


# Pages


def test_a_person_asks_reads_the_day_and_keeps_everything(client: Any) -> None:
    anna = make.person(make.chamber())
    make.become(client, link=make.link(anna))
    page = client.get(reverse("own_data:mine_erase")).content.decode()
    assert "Ce qui part, pour de bon" in page
    assert "Coordonnées" in page
    client.post(reverse("own_data:mine_erase"))
    page = client.get(reverse("own_data:mine")).content.decode()
    assert "Tout doit être effacé le" in page
    client.post(reverse("own_data:mine_keep"))
    assert Erasure.objects.get().cancelled_at is not None
    assert "Tout doit être effacé le" not in client.get(reverse("own_data:mine")).content.decode()


def test_the_copy_is_a_download_and_the_history_tells_it(client: Any) -> None:
    chamber = make.chamber()
    anna = make.person(chamber, name="Anna Zed")
    make.become(client, membership=make.membership(chamber))
    answer = client.post(reverse("own_data:person_copy", args=[anna.pk]))
    assert answer["Content-Type"] == "application/zip"
    assert "ce-que-la-chambre-lit-de-anna-zed.zip" in answer["Content-Disposition"]
    assert content_of(answer).startswith(b"PK")
    assert Entry.objects.get().verb == "own_data.give_copy"


def test_an_adviser_reads_that_they_leave_first(client: Any) -> None:
    make.become(client, membership=make.membership(make.chamber()))
    page = client.get(reverse("own_data:mine_erase")).content.decode()
    assert "la direction met d’abord fin à votre rôle" in page
    client.post(reverse("own_data:mine_erase"))
    assert not Erasure.objects.exists()


def test_the_staff_choose_whom_to_tell(client: Any) -> None:
    chamber = make.chamber()
    old = timezone.now() - 1200 * DAY
    silent, other = (make.person(chamber, created_at=old) for _ in range(2))
    neighbour = make.person(make.chamber("Voisine"), created_at=old)
    make.become(client, membership=make.membership(chamber))
    page = reverse("own_data:without_news")
    assert list(client.get(page).context["page"]) == [silent, other]
    client.post(page, {"person": [silent.pk, neighbour.pk]})
    assert [erasure.owner_id for erasure in Erasure.objects.all()] == [silent.party_id]
    assert Erasure.objects.get().is_late
    assert list(client.get(page).context["page"]) == [other]


def test_the_register_is_open_to_all_and_says_each_purpose(client: Any) -> None:
    make.chamber()
    page = client.get(reverse("own_data:register"))
    table = client.get(reverse("own_data:register_csv")).content.decode("utf-8-sig")
    assert client.get(reverse("own_data:register_pdf")).content.startswith(b"%PDF")
    purposes = [row.purpose for chapter in page.context["chapters"] for row in chapter.rows]
    assert "Garder votre place" in purposes
    assert all(purpose in table for purpose in purposes)
    assert len(purposes) == len(register())
    assert "gardé : le nombre de personnes venues, sans leur nom" in table.replace("\xa0", " ")
    assert "les artisans" in table


@pytest.mark.parametrize(
    ("language", "subjects"),
    [
        (
            "fr",
            [
                "Tout ce qui vous concerne",
                "Dans deux jours",
                "Tout ce qui vous concerne est gardé",
                "Une copie",
            ],
        ),
        ("en", ["Everything about you is to be", "In two days", "Everything about you is kept", "A copy"]),
    ],
)
def test_each_message_is_in_the_language_of_whom_it_is_about(language: str, subjects: list[str]) -> None:
    anna = make.person(make.chamber())
    Party.objects.filter(pk=anna.party_id).update(language=language)
    erasure = asked(anna)
    remind_due(erasure.due_at - 2 * DAY)
    keep_everything(erasure=erasure, by=make.artisan(anna), at=erasure.due_at - DAY)
    give_copy(subject=anna, by=make.artisan(anna), at=erasure.due_at)
    written = list(make.mails().order_by("pk").values_list("subject", flat=True))
    assert all(subject.startswith(words) for subject, words in zip(written, subjects, strict=True)), written
