"""The gestures without an account and with one, taken back, taken along; the sheets; the messages."""

import re
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
import time_machine
from dateutil.relativedelta import relativedelta
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from etabli.foundation.journal import CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.notify.models import Message
from etabli.foundation.people.links import token_of
from etabli.foundation.people.models import Membership, Organisation, Person
from etabli.foundation.people.viewer import MARKED_KEY, Viewer, of_membership, of_person
from etabli.foundation.stages import StageState
from etabli.foundation.ui.typography import full_day
from etabli.programme.journeys.path import changes_since, path_of
from etabli.programme.protection import actions
from etabli.programme.protection.catalogue import load
from etabli.programme.protection.engine import Mark
from etabli.programme.protection.models import GestureMark
from etabli.programme.protection.queries import get_gesture
from tests import factories as make
from tests.armed import ArmedClient
from tests.pdf import faults
from tests.programme.protection.gestures import FIRST, HOME, SECOND, address, next_title, note

pytestmark = pytest.mark.django_db


def test_a_visitor_does_the_first_gesture_in_one_press(client: Client, chamber: Organisation) -> None:
    assert next_title(client) == FIRST.title.fr
    page = client.post(address(FIRST.id), {"done": ""}, follow=True).content.decode()
    assert f"C’est fait\u00a0: «\u00a0{FIRST.title.fr}\u00a0»." in page
    assert "1 sur 10 faits" in page
    assert next_title(client) == SECOND.title.fr
    assert not GestureMark.objects.exists()


@pytest.mark.parametrize("who", ["client", "artisan"])
def test_what_was_put_off_and_then_done_is_put_back_to_be_done(
    who: str, chamber: Organisation, request: pytest.FixtureRequest
) -> None:
    client = request.getfixturevalue(who)
    for said in ("later", "done", "not-yet"):
        client.post(address(FIRST.id), {said: ""})
    assert next_title(client) == FIRST.title.fr


def test_putting_back_is_taken_back_with_what_was_said_before(artisan: Any, person: Person) -> None:
    for said in ("later", "done", "not-yet"):
        artisan.post(address(FIRST.id), {said: ""})
    for standing in (2, 0, 2):
        undo(
            entry=Entry.objects.filter(verb="protection.reopen").latest("pk"),
            by=of_person(person),
            at=timezone.now(),
        )
        assert GestureMark.objects.filter(withdrawn_at=None).count() == standing


def test_it_is_put_back_by_a_visitor(client: Client, chamber: Organisation) -> None:
    client.post(address(FIRST.id), {"done": ""})
    client.post(address(FIRST.id), {"not-yet": ""})
    assert next_title(client) == FIRST.title.fr


def test_not_for_me_asks_why_and_keeps_what_was_typed(client: Client, chamber: Organisation) -> None:
    refused = client.post(address(FIRST.id), {"not-for-me": "", "reason": " "})
    assert refused.status_code == 422
    assert "Dites en quelques mots pourquoi" in refused.content.decode()
    long = client.post(address(FIRST.id), {"not-for-me": "", "reason": "x" * 201})
    assert long.status_code == 422
    assert "x" * 201 in long.content.decode()
    client.post(address(FIRST.id), {"not-for-me": "", "reason": "un téléphone à touches"})
    page = client.get(HOME).content.decode()
    assert "un téléphone à touches" in page
    assert next_title(client) == SECOND.title.fr


def test_what_a_visitor_noted_goes_into_their_space_with_the_next_word(
    client: Client, person: Person
) -> None:
    client.post(address(FIRST.id), {"done": ""})
    client.post(reverse("people:enter", args=[token_of(make.link(person))]))
    assert next_title(client) == SECOND.title.fr
    client.post(address(SECOND.id), {"not-for-me": "", "reason": "je n’en ai pas"})
    assert set(GestureMark.objects.values_list("gesture", "is_done")) == {
        (FIRST.id, True),
        (SECOND.id, False),
    }
    assert MARKED_KEY not in client.session


def test_what_a_visitor_noted_is_kept_at_once_and_taken_back_together(client: Client, person: Person) -> None:
    for gesture in (FIRST, SECOND):
        client.post(address(gesture.id), {"done": ""})
    client.post(reverse("people:enter", args=[token_of(make.link(person))]))
    assert "Les garder dans mon espace" in client.get(HOME).content.decode()
    client.post(f"{HOME}garder/")
    assert GestureMark.objects.filter(person=person, withdrawn_at=None).count() == 2
    undo(entry=Entry.objects.get(verb="protection.keep"), by=of_person(person), at=timezone.now())
    assert not GestureMark.objects.filter(withdrawn_at=None).exists()
    again = client.post(f"{HOME}garder/", follow=True)
    assert "Rien n’a été noté sur cet appareil." in again.content.decode()


def test_what_was_done_again_before_coming_in_counts_from_that_day(client: Client, person: Person) -> None:
    earlier = Mark(is_done=True, on=timezone.localdate() - timedelta(days=60))
    at = timezone.now() - timedelta(days=60)
    actions.mark_gesture(person=person, gesture=FIRST, mark=earlier, by=of_person(person), at=at)
    client.post(address(FIRST.id), {"done": ""})
    client.post(reverse("people:enter", args=[token_of(make.link(person))]))
    client.post(f"{HOME}garder/")
    assert GestureMark.objects.latest("pk").marked_on == timezone.localdate()
    assert next_title(client) == SECOND.title.fr


def test_an_artisan_takes_a_gesture_back_by_undoing_it(artisan: Any, person: Person) -> None:
    artisan.post(address(FIRST.id), {"done": ""})
    row = GestureMark.objects.get()
    assert (row.person, row.is_done, row.marked_on) == (person, True, timezone.localdate())
    entry = Entry.objects.get(verb="protection.mark")
    undo(entry=entry, by=of_person(person), at=timezone.now())
    assert next_title(artisan) == FIRST.title.fr
    artisan.post(address(FIRST.id), {"done": ""})
    artisan.post(address(FIRST.id), {"not-yet": ""})
    assert next_title(artisan) == FIRST.title.fr


def test_pressed_twice_it_is_taken_back_once(artisan: Any, person: Person) -> None:
    for name in ("done", "done", "not-yet"):
        artisan.post(address(FIRST.id), {name: ""})
    assert next_title(artisan) == FIRST.title.fr


def test_a_gesture_comes_back_after_its_period(artisan: Any, person: Person) -> None:
    for gesture in load().gestures:
        note(person, gesture.id, days_ago=1 if gesture.id != "backup" else 200)
    page = artisan.get(HOME).content.decode()
    assert next_title(artisan) == get_gesture("backup").title.fr
    assert "À refaire" in page
    change = next(row for row in changes_since(person, timezone.now() - timedelta(days=90), timezone.now()))
    assert get_gesture("backup").title.fr in change.text
    artisan.post(address("backup"), {"done": ""})
    assert "Tout est fait pour le moment." in artisan.get(HOME).content.decode()


def test_nobody_notes_for_an_artisan_nor_reads_it(person: Person, membership: Membership) -> None:
    by: Viewer = of_membership(membership)
    with pytest.raises(NotAllowed):
        actions.mark_gesture(person=person, gesture=FIRST, mark=Mark(True, make.AT.date()), by=by, at=make.AT)
    note(person, FIRST.id)
    with pytest.raises((NotAllowed, CannotUndo)):
        undo(entry=Entry.objects.get(verb="protection.mark"), by=by, at=timezone.now())
    staff = make.become(ArmedClient(), membership=membership)
    assert next_title(staff) == FIRST.title.fr  # their own browser's, not the artisan's


def test_a_gesture_is_put_off_for_a_month_and_comes_back(client: Client, chamber: Organisation) -> None:
    put_off = client.post(address(FIRST.id), {"later": ""}, follow=True).content.decode()
    back_on = full_day(timezone.localdate() + relativedelta(months=1))
    assert f"Remis au {back_on}\u00a0: «\u00a0{FIRST.title.fr}\u00a0»." in put_off
    assert "Vous l’avez remis à plus tard" in put_off
    assert "0 sur 10 faits" in put_off
    client.post(address(FIRST.id), {"not-yet": ""})
    assert next_title(client) == FIRST.title.fr
    client.post(address(FIRST.id), {"later": ""})
    assert next_title(client) == SECOND.title.fr
    with time_machine.travel(timezone.now() + timedelta(days=32), tick=False):
        assert next_title(client) == FIRST.title.fr
    client.post(address(FIRST.id), {"done": ""})
    assert "1 sur 10 faits" in client.get(HOME).content.decode()


def test_what_is_put_off_is_not_said_to_be_done(client: Client, chamber: Organisation) -> None:
    for gesture in load().gestures:
        client.post(address(gesture.id), {"later": ""})
    page = client.get(HOME).content.decode()
    assert "Rien à faire pour le moment." in page
    assert "Tout est fait" not in page


def step(person: Person) -> StageState | None:
    """What the path asks to come back to."""
    path = path_of(Person.objects.get(pk=person.pk), timezone.now())
    return next((line.state for line in path.under_way if line.code == "gesture"), None)


def test_what_is_put_off_is_a_step_of_the_path_until_it_is_taken_back(artisan: Any, person: Person) -> None:
    artisan.post(address(FIRST.id), {"later": ""})
    state = step(person)
    assert state is not None
    assert f"Vous avez remis «\u00a0{FIRST.title.fr}\u00a0» au" in state.sentence
    assert (state.who, state.url) == ("vous", address(SECOND.id))
    assert state.sentence.startswith(f"Le prochain geste\u00a0: «\u00a0{SECOND.title.fr}\u00a0».")
    assert next_title(artisan) == SECOND.title.fr
    with time_machine.travel(timezone.now() + timedelta(days=32), tick=False):
        back = step(person)
        assert back is not None
        assert back.who == "vous"
    undo(entry=Entry.objects.get(verb="protection.mark"), by=of_person(person), at=timezone.now())
    assert step(person) is None
    for word in ("later", "done"):
        artisan.post(address(FIRST.id), {word: ""})
    assert step(person) is None


def test_the_path_says_what_has_come_back_and_no_mail_does(person: Person) -> None:
    backup = get_gesture("backup")
    note(person, "updates", days_ago=200)  # its period is a year
    note(person, backup.id, days_ago=200)
    state = step(person)
    assert state is not None
    assert state.sentence.endswith("1 autre est à reprendre ensuite."), "the next one alone is named"
    note(person, backup.id, days_ago=3)
    assert step(person) is None
    assert not Message.objects.exists()
    assert not Notice.objects.exists()


def test_there_is_something_to_keep(person: Person) -> None:
    with pytest.raises(actions.NothingToKeep):
        actions.keep_marks(person=person, marks={}, by=of_person(person), at=make.AT)


def test_it_is_a_stage_of_the_path_that_moves_nothing_else(person: Person) -> None:
    before = path_of(person, timezone.now())
    line = next(line for line in before.lines if line.code == "protection")
    assert line.state.kind == "later"
    note(person, FIRST.id)
    after = path_of(Person.objects.get(pk=person.pk), timezone.now())
    line = next(line for line in after.lines if line.code == "protection")
    assert line.state.kind == "done"
    assert "1 geste sur 10" in line.state.sentence
    assert after.here is not None
    assert before.here is not None
    assert after.here.code == before.here.code


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_as_much_with_one_mark_as_with_three(
    artisan: Any, person: Person, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for gesture in load().gestures[:number]:
        note(person, gesture.id)
    artisan.get(HOME)
    with django_assert_num_queries(4):
        artisan.get(HOME)


@pytest.mark.parametrize("sheet", load().sheets, ids=lambda sheet: sheet.id)
def test_a_sheet_says_whom_to_call_on_screen_and_on_paper(
    client: Client, chamber: Organisation, sheet: Any
) -> None:
    Organisation.objects.filter(pk=chamber.pk).update(phone="05 36 49 00 00")
    page = client.get(f"{HOME}que-faire-si/{sheet.id}/").content.decode()
    pdf = client.get(f"{HOME}que-faire-si/{sheet.id}.pdf")
    read = pypdfium2.PdfDocument(pdf.content)
    text = " ".join(read[0].get_textpage().get_text_range().split())
    assert len(read) == 1
    for service, _why in sheet.calls:
        assert service.name.fr in page
        assert service.name.fr in text
    assert "À vérifier par la chambre" in page
    assert "05 36 49 00 00" in text
    assert not faults(pdf.content, title="Que faire si")


def test_all_six_are_printed_one_a_page(client: Client, chamber: Organisation) -> None:
    assert len(pypdfium2.PdfDocument(client.get(f"{HOME}que-faire-si/toutes.pdf").content)) == 7


def test_an_unknown_gesture_sheet_or_message_is_not_there(client: Client, chamber: Organisation) -> None:
    for wrong in ("gestes/rien/", "que-faire-si/rien/", "que-faire-si/rien.pdf", "vrai-ou-faux/7/"):
        assert client.get(HOME + wrong).status_code == 404


def test_six_messages_are_answered_and_nothing_is_kept(client: Client, chamber: Organisation) -> None:
    here, right = f"{HOME}vrai-ou-faux/1/", ""
    for number, message in enumerate(load().messages):
        assert message.why.fr not in client.get(here).content.decode()
        answer = "fake" if message.is_fake and number else "genuine"  # the first one is got wrong
        words = client.get(here.partition("?")[0], {"answer": answer, "right": right}).content.decode()
        assert message.why.fr in words
        assert ("Pas cette fois." in words) == (number == 0)
        here, right = re.findall(r'href="(/protection/vrai-ou-faux/[^"]*[?]right=([01]+))"', words)[-1]
    page = client.get(here)
    assert "5 bonnes réponses sur 6." in page.content.decode()
    assert not Entry.objects.exists()
    assert MARKED_KEY not in client.session


def test_an_address_that_was_tampered_with_tells_no_score(client: Client, chamber: Organisation) -> None:
    page = client.get(f"{HOME}vrai-ou-faux/bilan/", {"right": "1111112<b>"}).content.decode()
    assert "bonnes réponses" not in page
    assert "<b>" not in page.partition("<main")[2]


def test_a_shared_phone_is_rid_of_it_in_one_press_and_it_comes_back(
    client: Client, chamber: Organisation
) -> None:
    assert "Effacer de cet appareil" not in client.get(HOME).content.decode()
    client.post(address(FIRST.id), {"done": ""})
    assert "Effacer de cet appareil" in client.get(HOME).content.decode()
    erased = client.post(f"{HOME}effacer/", follow=True).content.decode()
    assert "Vos gestes ne se voient plus ici." in erased
    assert next_title(client) == FIRST.title.fr
    assert MARKED_KEY not in client.session
    back = client.post(f"{HOME}effacer/", {"restore": ""}, follow=True).content.decode()
    assert "Ce que vous aviez noté est de nouveau là." in back
    assert "C’est effacé" not in back
    assert next_title(client) == SECOND.title.fr


def test_what_was_noted_after_erasing_stands_beside_what_comes_back(
    client: Client, chamber: Organisation
) -> None:
    client.post(address(FIRST.id), {"done": ""})
    client.post(f"{HOME}effacer/")
    client.post(address(SECOND.id), {"done": ""})
    client.post(f"{HOME}effacer/", {"restore": ""})
    assert set(client.session[MARKED_KEY]) == {FIRST.id, SECOND.id}


def test_what_was_erased_comes_back_within_the_hour_alone(client: Client, chamber: Organisation) -> None:
    client.post(address(FIRST.id), {"done": ""})
    client.post(f"{HOME}effacer/")
    with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=False):
        assert "C’est effacé" not in client.get(HOME).content.decode()
        late = client.post(f"{HOME}effacer/", {"restore": ""}, follow=True).content.decode()
        assert "de nouveau là" not in late
        assert next_title(client) == FIRST.title.fr
    assert f"{MARKED_KEY}_before" not in client.session


def test_what_was_erased_goes_into_nobody_s_space(client: Client, person: Person) -> None:
    client.post(address(FIRST.id), {"done": ""})
    client.post(f"{HOME}effacer/")
    client.post(reverse("people:enter", args=[token_of(make.link(person))]))
    assert "C’est effacé" not in client.get(HOME).content.decode()
    client.post(f"{HOME}garder/")
    assert not GestureMark.objects.exists()


def test_a_gesture_put_aside_is_counted_beside_those_done(client: Client, chamber: Organisation) -> None:
    assert "mis de côté" not in client.get(HOME).text
    client.post(address(FIRST.id), {"not-for-me": "", "reason": "Je n’ai pas de site"})
    client.post(address(SECOND.id), {"done": ""})
    assert "1 sur 10 faits, 1 mis de côté" in client.get(HOME).text.replace("\u00a0", " ")
