"""Whom to call: who has no e-mail and is to be told something, with the words, until somebody told them."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from etabli.foundation.journal import ActionError, CannotUndo, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices import queries
from etabli.foundation.notices.actions import NothingToSay, SaysSomethingElse, note_no_answer, tell_by_phone
from etabli.foundation.notices.calls import CallLine
from etabli.foundation.notices.models import Notice, PhoneCall
from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import actions, tasks
from etabli.foundation.seats.models import Occasion, SignUp
from tests import factories as make
from tests.factories import AT

pytestmark = pytest.mark.django_db

SOON = AT + timedelta(hours=1)


@pytest.fixture
def occasion(chamber: Organisation) -> Occasion:
    return make.occasion(chamber, capacity=2)


@pytest.fixture
def adviser(chamber: Organisation) -> Viewer:
    return make.adviser(chamber)


@pytest.fixture
def zoe(chamber: Organisation) -> Person:
    return make.person(chamber, name="Zoé Exemple", email="", phone="05 56 00 00 07")


def lines(viewer: Viewer, at: datetime = SOON, **of: str) -> list[CallLine]:
    return queries.lines_of(queries.waiting_calls(viewer, at=at, **of))


def said(line: CallLine) -> str:
    return "\n".join("".join(piece.text for piece in each) for block in line.words for each in block.lines)


def signed_up(occasion: Occasion, person: Person, by: Viewer, at: datetime = AT) -> SignUp:
    return actions.sign_up(occasion=occasion, holder=person, by=by, at=at)


def moved(occasion: Occasion, by: Viewer, at: datetime = SOON, **more: str) -> None:
    actions.change_occasion(occasion=occasion, changes={"place": "Salle de Blaye"}, by=by, at=at, **more)


def test_whoever_signs_up_by_telephone_knows(occasion: Occasion, zoe: Person, adviser: Viewer) -> None:
    signed_up(occasion, zoe, adviser)
    assert not lines(adviser)


def test_a_change_is_to_be_told_with_its_word_and_a_question(
    occasion: Occasion, zoe: Person, adviser: Viewer
) -> None:
    signed_up(occasion, zoe, adviser)
    moved(occasion, adviser, word="La chaudière est en panne.")
    [line] = lines(adviser)
    assert (line.person, line.call.before) == (zoe, occasion.starts_at)
    assert "Lieu\u00a0: Salle de Blaye" in said(line)
    assert "La chaudière est en panne." in said(line)
    assert "Vous avez votre place." in said(line)
    assert "page ci-dessous" not in said(line), "nothing is below a voice"
    assert adviser.name not in said(line), "whoever calls may have made the change"


def test_calling_off_is_to_be_told(occasion: Occasion, zoe: Person, adviser: Viewer) -> None:
    signed_up(occasion, zoe, adviser)
    actions.cancel_occasion(occasion=occasion, reason="neige", by=adviser, at=SOON)
    [line] = lines(adviser)
    assert "neige" in said(line)
    assert adviser.name not in said(line)


def test_an_offer_is_to_be_told_until_it_ends_then_that_it_has_gone(
    chamber: Organisation, occasion: Occasion, zoe: Person, adviser: Viewer
) -> None:
    first = signed_up(occasion, make.person(chamber), adviser)
    signed_up(occasion, make.person(chamber), adviser)
    row, other = signed_up(occasion, zoe, adviser), signed_up(occasion, make.person(chamber), adviser)
    actions.withdraw(sign_up=first, by=adviser, at=SOON)
    row.refresh_from_db()
    [line] = lines(adviser)
    assert line.call.before == row.offered_until
    assert "La prenez-vous" in said(line)
    tell_by_phone(call=line.call, by=adviser, at=SOON)
    assert row.offered_until is not None
    tasks.pass_offers_on(row.offered_until)
    other.refresh_from_db()
    assert other.status == "offered"
    [line] = lines(adviser, row.offered_until)
    assert "va à quelqu’un d’autre" in said(line)


def test_who_answers_is_called_no_more(
    chamber: Organisation, occasion: Occasion, zoe: Person, adviser: Viewer
) -> None:
    first = signed_up(occasion, make.person(chamber), adviser)
    signed_up(occasion, make.person(chamber), adviser)
    row = signed_up(occasion, zoe, adviser)
    actions.withdraw(sign_up=first, by=adviser, at=SOON)
    actions.accept(sign_up=row, by=adviser, at=SOON)
    assert not lines(adviser)


def test_a_sign_up_that_nobody_has_proved_is_to_be_confirmed(
    chamber: Organisation, occasion: Occasion, zoe: Person, adviser: Viewer
) -> None:
    strange = {"occasion": occasion, "origin": "192.0.2.7", "by": Viewer.nobody(), "at": AT}
    for _rank in range(3):
        actions.sign_up(holder=make.person(chamber), **strange)
    row = actions.sign_up(holder=zoe, **strange)
    [line] = lines(adviser)
    assert "Confirmez-vous que vous venez" in said(line)
    actions.confirm(sign_up=row, by=adviser, at=SOON)
    assert not lines(adviser)


def test_told_the_line_goes_and_its_undo_brings_it_back(
    occasion: Occasion, zoe: Person, adviser: Viewer
) -> None:
    signed_up(occasion, zoe, adviser)
    moved(occasion, adviser)
    [line] = lines(adviser)
    tell_by_phone(call=line.call, by=adviser, at=SOON)
    assert not lines(adviser)
    told = Entry.objects.get(verb="notices.tell_by_phone")
    undo(entry=told, by=adviser, at=SOON)
    assert len(lines(adviser)) == 1
    undo(entry=Entry.objects.get(undoes=told), by=adviser, at=SOON)
    assert not lines(adviser)
    with pytest.raises(NothingToSay):
        tell_by_phone(call=line.call, by=adviser, at=SOON)


def test_what_changes_after_is_another_line_and_the_first_stays_said(
    occasion: Occasion, zoe: Person, adviser: Viewer
) -> None:
    signed_up(occasion, zoe, adviser)
    moved(occasion, adviser)
    [line] = lines(adviser)
    tell_by_phone(call=line.call, by=adviser, at=SOON)
    told = Entry.objects.get(verb="notices.tell_by_phone")
    actions.change_occasion(occasion=occasion, changes={"title": "Gérer ses clients"}, by=adviser, at=SOON)
    [line] = lines(adviser)
    assert "Sujet" in said(line)
    assert "Lieu" not in said(line)
    with pytest.raises(CannotUndo):
        undo(entry=told, by=adviser, at=SOON)


def test_a_change_that_is_taken_back_before_anybody_called_needs_no_call(
    occasion: Occasion, zoe: Person, adviser: Viewer
) -> None:
    signed_up(occasion, zoe, adviser)
    moved(occasion, adviser)
    undo(entry=Entry.objects.get(verb="seats.change"), by=adviser, at=SOON)
    assert not lines(adviser)


def test_words_that_changed_while_one_called_are_not_noted_as_said(
    occasion: Occasion, zoe: Person, adviser: Viewer
) -> None:
    signed_up(occasion, zoe, adviser)
    moved(occasion, adviser)
    read = lines(adviser)[0].call.notice.created_at.isoformat()
    actions.change_occasion(
        occasion=occasion, changes={"title": "Gérer ses clients"}, by=adviser, at=SOON + timedelta(minutes=1)
    )
    [line] = lines(adviser)
    with pytest.raises(SaysSomethingElse):
        tell_by_phone(call=line.call, as_of=read, by=adviser, at=SOON)
    assert len(lines(adviser)) == 1


def test_what_the_staff_wrote_is_told_with_the_facts_of_now(
    occasion: Occasion, zoe: Person, adviser: Viewer
) -> None:
    row = signed_up(occasion, zoe, adviser)
    actions.write_message(occasion=occasion, to=[row], title="Gants", text="Mettez-en", by=adviser, at=AT)
    tasks.send_staff_messages(SOON)
    moved(occasion, adviser, SOON + timedelta(minutes=1))
    [written] = [line for line in lines(adviser) if line.call.notice.title == "Gants"]
    assert "Mettez-en" in said(written)
    assert "Salle de Blaye" in said(written)
    actions.cancel_occasion(occasion=occasion, reason="neige", by=adviser, at=SOON + timedelta(minutes=2))
    [line] = lines(adviser)
    assert "Mettez-en" not in said(line), "it is called off: nobody needs gloves"


def test_without_an_answer_they_stay_with_how_often(occasion: Occasion, zoe: Person, adviser: Viewer) -> None:
    signed_up(occasion, zoe, adviser)
    moved(occasion, adviser)
    for minutes in (1, 2):
        note_no_answer(call=lines(adviser)[0].call, by=adviser, at=SOON + timedelta(minutes=minutes))
    call = lines(adviser)[0].call
    assert (call.tries, call.tried_at) == (2, SOON + timedelta(minutes=2))
    undo(entry=Entry.objects.filter(verb="notices.note_no_answer").latest("pk"), by=adviser, at=SOON)
    call.refresh_from_db()
    assert call.tries == 1


def test_once_it_has_begun_nobody_is_called(occasion: Occasion, zoe: Person, adviser: Viewer) -> None:
    signed_up(occasion, zoe, adviser)
    moved(occasion, adviser)
    assert lines(adviser, occasion.starts_at - timedelta(minutes=1))
    assert not lines(adviser, occasion.starts_at)


def test_the_list_is_that_of_ones_own_chamber(occasion: Occasion, zoe: Person, adviser: Viewer) -> None:
    signed_up(occasion, zoe, adviser)
    moved(occasion, adviser)
    neighbour, call = make.adviser(make.chamber("Chambre des Landes")), PhoneCall.objects.get()
    assert not lines(neighbour)
    with pytest.raises(NotVisible):
        queries.get_call(neighbour, call.pk)
    with pytest.raises(ActionError):
        tell_by_phone(call=call, by=neighbour, at=SOON)
    with pytest.raises(NotVisible):
        queries.waiting_calls(make.artisan(zoe), at=SOON)


def test_a_reader_of_english_is_told_in_english(occasion: Occasion, zoe: Person, adviser: Viewer) -> None:
    signed_up(occasion, zoe, adviser)
    type(zoe.party).objects.filter(pk=zoe.party_id).update(language="en")
    moved(occasion, adviser)
    assert "You have your place. Can you still come?" in said(lines(adviser)[0])


def test_names_are_found_without_their_accents_and_numbers_by_their_figures(
    chamber: Organisation, occasion: Occasion, zoe: Person, adviser: Viewer
) -> None:
    other = make.person(chamber, name="Bruno Exemple", email="", phone="06 12 34 56 78")
    for person in (zoe, other):
        signed_up(occasion, person, adviser)
    moved(occasion, adviser)
    found = {text: [line.person.name for line in lines(adviser, text=text)] for text in ("zoe", "1234", "zz")}
    assert found == {"zoe": ["Zoé Exemple"], "1234": ["Bruno Exemple"], "zz": []}
    assert len(lines(adviser, about=f"occasion:{occasion.pk}")) == 2
    assert not lines(adviser, about="occasion:0")


def test_the_page_says_all_and_its_buttons_do_it(client: Client, chamber: Organisation, zoe: Person) -> None:
    membership = make.membership(chamber)
    make.become(client, membership=membership)
    address = reverse("notices:calls")
    assert "Aucun appel à passer" in client.get(address).content.decode()
    occasion, by, now = make.soon(chamber), make.adviser(chamber), timezone.now()
    signed_up(occasion, zoe, by, now)
    moved(occasion, by, now)
    page = client.get(address).content.decode()
    assert 'href="tel:0556000007"' in page
    assert reverse("front:paper", args=[zoe.pk]) in page
    assert "Salle de Blaye" in page
    call = PhoneCall.objects.get()
    client.post(reverse("notices:no_answer", args=[call.pk]), {"next": f"{address}?q=zoe"})
    assert "1 appel sans réponse" in client.get(address).content.decode()
    answer = client.post(reverse("notices:told", args=[call.pk]), {"as_of": "hier"}, follow=True)
    assert "Quelque chose a changé" in answer.content.decode()
    as_of = Notice.objects.get(call=call).created_at.isoformat()
    client.post(reverse("notices:told", args=[call.pk]), {"as_of": as_of})
    assert (
        "Zoé Exemple"
        not in client.get(f"{address}?q=zoe").content.decode().partition("toast")[2].partition("</form>")[2]
    )
    assert not queries.waiting_calls(by, at=timezone.now())


def test_words_that_changed_meanwhile_lead_back_to_the_line(client: Client, chamber: Organisation) -> None:
    make.become(client, membership=make.membership(chamber))
    occasion, by, now = make.soon(chamber, capacity=30), make.adviser(chamber), timezone.now()
    for rank in range(12):
        who = make.person(chamber, name=f"Exemple {rank:02}", email="", phone="05 56 00 00 07")
        signed_up(occasion, who, by, now)
    moved(occasion, by, now)
    address = f"{reverse('notices:calls')}?sujet=occasion:{occasion.pk}"
    call = PhoneCall.objects.order_by("pk")[11]
    given = {"as_of": "hier", "next": f"{address}&page=2"}
    answer = client.post(reverse("notices:told", args=[call.pk]), given, follow=True)
    [(leads, _status)] = answer.redirect_chain
    assert leads.endswith(f"&page=2#call-{call.pk}")
    page = answer.content.decode()
    assert f'id="call-{call.pk}"' in page
    assert "Quelque chose a changé" in page
    given["as_of"] = call.notice.created_at.isoformat()
    page = client.post(reverse("notices:told", args=[call.pk]), given, follow=True).content.decode()
    assert f'id="call-{call.pk}"' not in page
    assert "Exemple 10" in page, "the same page of the list"
    assert f"/historique/{Entry.objects.latest('pk').pk}/annuler/" in page, "it can be taken back"


def test_ten_lines_a_page(client: Client, chamber: Organisation) -> None:
    make.become(client, membership=make.membership(chamber))
    occasion, by, now = make.soon(chamber, capacity=30), make.adviser(chamber), timezone.now()
    for rank in range(12):
        who = make.person(chamber, name=f"Exemple {rank:02}", email="", phone="05 56 00 00 07")
        signed_up(occasion, who, by, now)
    moved(occasion, by, now)
    shown = [
        client.get(reverse("notices:calls"), {"page": page}).content.decode().count("Bonjour Exemple")
        for page in (1, 2)
    ]
    assert shown == [10, 2]


def test_what_was_written_is_not_read_to_whoever_gave_their_place_back(
    chamber: Organisation, occasion: Occasion, zoe: Person, adviser: Viewer
) -> None:
    row = signed_up(occasion, zoe, adviser)
    other = signed_up(occasion, make.person(chamber, email="", phone="05 56 00 00 08"), adviser)
    actions.write_message(
        occasion=occasion, to=[row, other], title="Gants", text="Mettez-en", by=adviser, at=AT
    )
    tasks.send_staff_messages(SOON)
    later = SOON + timedelta(minutes=5)
    actions.withdraw(sign_up=row, by=make.artisan(zoe), at=later)
    assert [line.person for line in lines(adviser, later)] == [other.person]
    gave_back = Entry.objects.filter(verb="seats.withdraw").latest("pk")
    undo(entry=gave_back, by=make.artisan(zoe), at=later)
    assert {line.person for line in lines(adviser, later)} == {zoe, other.person}, "it concerns them again"


def test_what_was_written_and_told_is_not_to_be_told_again(
    occasion: Occasion, zoe: Person, adviser: Viewer
) -> None:
    row = signed_up(occasion, zoe, adviser)
    actions.write_message(occasion=occasion, to=[row], title="Gants", text="Mettez-en", by=adviser, at=AT)
    tasks.send_staff_messages(SOON)
    [line] = lines(adviser)
    tell_by_phone(call=line.call, by=adviser, at=SOON)
    actions.withdraw(sign_up=row, by=make.artisan(zoe), at=SOON)
    undo(entry=Entry.objects.filter(verb="seats.withdraw").latest("pk"), by=make.artisan(zoe), at=SOON)
    assert not [line for line in lines(adviser) if line.call.notice.title == "Gants"]


def test_the_title_of_a_call_says_what_has_changed(occasion: Occasion, zoe: Person, adviser: Viewer) -> None:
    signed_up(occasion, zoe, adviser)
    moved(occasion, adviser)
    [line] = lines(adviser)
    assert line.call.notice.title.startswith("Nouveau lieu")
    undo(entry=Entry.objects.filter(verb="seats.change").latest("pk"), by=adviser, at=SOON)
    actions.change_occasion(
        occasion=Occasion.objects.get(), changes={"title": "Gérer ses clients"}, by=adviser, at=SOON
    )
    assert lines(adviser)[0].call.notice.title.startswith("Nouveau sujet")
