"""A message of the staff in their own words: it leaves a minute later, once, unless it is cancelled before."""

import re
from datetime import datetime, time, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from etabli.foundation.journal import CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices import queries
from etabli.foundation.notices.models import Notice, PhoneCall, Preference
from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import actions, queries as seat_queries, tasks
from etabli.foundation.seats.message_preview import preview
from etabli.foundation.seats.models import Occasion, StaffMessage
from etabli.foundation.ui.typography import moment
from tests import factories as make
from tests.factories import AT
from tests.foundation.seats.steps import seat

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
WORDS = {
    "title": "Apportez votre téléphone",
    "text": "Bonjour à tous.\n\nEt le chargeur\u00a0: https://example.org/plan",
}


@pytest.fixture
def occasion(chamber: Organisation) -> Occasion:
    return make.occasion(chamber)


@pytest.fixture
def adviser(chamber: Organisation) -> Viewer:
    return make.adviser(chamber)


def written(occasion: Occasion, by: Viewer, *people: Person, at: datetime = AT, **more: Any) -> StaffMessage:
    rows = [make.sign_up(occasion, person) for person in people]
    return actions.write_message(occasion=occasion, to=rows, **WORDS, by=by, at=at, **more)


def mails_to(person: Person) -> list[Any]:
    return make.peek(lambda mails: list(mails.filter(to=person.email).order_by("pk")))


def test_it_leaves_after_a_minute_once_with_who_wrote_it(
    chamber: Organisation, occasion: Occasion, adviser: Viewer
) -> None:
    Organisation.objects.filter(pk=chamber.pk).update(phone="05 56 00 00 00", hours="9 h – 17 h")
    anne = make.person(chamber)
    written(occasion, adviser, anne)
    tasks.send_staff_messages(AT + MINUTE - timedelta(seconds=1))
    assert not mails_to(anne)
    tasks.send_staff_messages(AT + MINUTE)
    tasks.send_staff_messages(AT + 2 * MINUTE)
    [mail] = mails_to(anne)
    assert mail.subject == WORDS["title"]
    assert WORDS["text"] in mail.body, "as it was typed, its address included"
    assert adviser.name in mail.body
    assert "05 56 00 00 00" in mail.body
    assert occasion.place in mail.body
    assert mail.sender.startswith(adviser.name)


def test_cancelled_within_the_minute_nobody_gets_it(
    chamber: Organisation, occasion: Occasion, adviser: Viewer
) -> None:
    anne = make.person(chamber)
    written(occasion, adviser, anne)
    wrote = Entry.objects.get(verb="seats.write")
    undo(entry=wrote, by=adviser, at=AT + timedelta(seconds=30))
    tasks.send_staff_messages(AT + MINUTE)
    assert not Notice.objects.exists()
    to_tell = undo(entry=Entry.objects.get(undoes=wrote), by=adviser, at=AT + 5 * MINUTE)
    assert moment(AT + 6 * MINUTE) in to_tell, "it says when it leaves"
    tasks.send_staff_messages(AT + 5 * MINUTE)
    assert not Notice.objects.exists(), "a minute again"
    tasks.send_staff_messages(AT + 6 * MINUTE)
    assert len(mails_to(anne)) == 1


def test_what_has_left_is_not_called_back(chamber: Organisation, occasion: Occasion, adviser: Viewer) -> None:
    written(occasion, adviser, make.person(chamber))
    tasks.send_staff_messages(AT + MINUTE)
    with pytest.raises(CannotUndo):
        undo(entry=Entry.objects.get(verb="seats.write"), by=adviser, at=AT + MINUTE)


def test_the_form_sent_twice_writes_once(chamber: Organisation, occasion: Occasion, adviser: Viewer) -> None:
    anne = make.person(chamber)
    first = written(occasion, adviser, anne, key="k" * 32)
    with pytest.raises(actions.AlreadyWritten) as again:
        actions.write_message(person=make.person(chamber), **WORDS, key="k" * 32, by=adviser, at=AT)
    assert again.value.message == first
    assert StaffMessage.objects.count() == 1


def test_whoever_brought_others_gets_one_message_that_says_for_whom(
    chamber: Organisation, occasion: Occasion, adviser: Viewer
) -> None:
    anne, colleague = make.person(chamber), make.person(chamber, name="Bruno Exemple", email="")
    own, other = make.sign_up(occasion, anne), make.sign_up(occasion, colleague)
    other.brought_by = own
    other.save()
    actions.write_message(occasion=occasion, to=[own, other], **WORDS, by=adviser, at=AT)
    actions.write_message(occasion=occasion, to=[other], **WORDS, by=adviser, at=AT)
    tasks.send_staff_messages(AT + MINUTE)
    both, alone = (mail.body for mail in mails_to(anne))
    assert "Cela vaut aussi pour Bruno Exemple" in both
    assert "À transmettre à Bruno Exemple" in alone


def test_whoever_has_no_e_mail_is_to_be_called_with_the_same_words(
    chamber: Organisation, occasion: Occasion, adviser: Viewer
) -> None:
    zoe = make.person(chamber, name="Zoé Exemple", email="", phone="05 56 00 00 07")
    written(occasion, adviser, zoe)
    assert not queries.waiting_calls(adviser, at=AT)
    tasks.send_staff_messages(AT + MINUTE)
    [line] = queries.lines_of(queries.waiting_calls(adviser, at=AT + MINUTE))
    text = "\n".join(piece.text for block in line.words for each in block.lines for piece in each)
    assert (line.person, line.call.notice.title) == (zoe, WORDS["title"])
    assert "Et le chargeur" in text


def test_an_english_reader_has_the_words_as_typed_and_english_around(
    chamber: Organisation, occasion: Occasion, adviser: Viewer
) -> None:
    anne = make.person(chamber)
    type(anne.party).objects.filter(pk=anne.party_id).update(language="en")
    written(occasion, adviser, anne)
    tasks.send_staff_messages(AT + MINUTE)
    [mail] = mails_to(anne)
    assert WORDS["text"] in mail.body
    assert "Hello" in mail.body
    assert "Why this e-mail: a message of the staff" in mail.body


def test_the_preview_is_the_mail_and_changes_nothing(
    chamber: Organisation, occasion: Occasion, adviser: Viewer
) -> None:
    anne = make.person(chamber, name="Anne Exemple")
    zoe = make.person(chamber, name="Zoé Exemple", email="")
    rows = [make.sign_up(occasion, who) for who in (anne, zoe)]
    given: dict[str, Any] = {"occasion": occasion, "to": rows, **WORDS, "by": adviser, "at": AT}
    seen = preview(**given)
    assert not StaffMessage.objects.exists()
    assert not Notice.objects.exists()
    assert not Entry.objects.filter(verb="seats.write").exists()
    assert (seen.names, seen.to_call, seen.leaves_at) == (("Anne Exemple",), (zoe,), AT + MINUTE)
    [letter] = seen.letters
    actions.write_message(**given)
    tasks.send_staff_messages(AT + MINUTE)
    [mail] = mails_to(anne)
    assert (letter.subject, letter.sender) == (mail.subject, mail.sender)
    shown = [piece.text for block in letter.blocks for line in block.lines for piece in line]
    assert all(text in mail.body for text in shown if "le lien de chacun" not in text)
    assert "/entrer/" not in str(letter), "the way in of each stays theirs"


def test_the_night_holds_the_mail_back_but_not_from_who_comes_tomorrow(
    chamber: Organisation, adviser: Viewer
) -> None:
    evening = AT.replace(hour=20)
    leaves = []
    for days in (1, 10):
        occasion = make.occasion(chamber, starts_at=AT + timedelta(days=days))
        rows = [make.sign_up(occasion, make.person(chamber))]
        seen = preview(occasion=occasion, to=rows, **WORDS, by=adviser, at=evening)
        leaves.append(seen.leaves_at == evening + MINUTE)
    assert leaves == [True, False]


def test_what_is_written_in_the_evening_leaves_and_can_be_cancelled_until_the_morning(
    client: Client, chamber: Organisation, adviser: Viewer
) -> None:
    evening, morning = AT.replace(hour=20), AT.replace(hour=6, minute=30) + timedelta(days=1)
    make.become(client, membership=make.membership(chamber))
    anne, early = make.person(chamber), make.person(chamber)
    Preference.objects.create(owner=early.party, quiet_until=time(5))
    message = actions.write_message(person=anne, **WORDS, by=adviser, at=evening)
    seen = preview(person=anne, **WORDS, by=adviser, at=evening)
    assert seen.leaves_at == message.leaves_at == morning
    assert actions.write_message(person=early, **WORDS, by=adviser, at=evening).leaves_at < morning
    page = reverse("seats:message", args=[message.pk])
    tasks.send_staff_messages(morning - MINUTE)
    assert "Il part : mardi 5 janvier 2027, 7 h 30 ." in shown(client.get(page))
    assert mails_to(anne) == []
    tasks.send_staff_messages(morning)
    assert "Il est parti : mardi 5 janvier 2027, 7 h 30." in shown(client.get(page))
    assert len(mails_to(anne)) == 1


def test_who_chose_longer_quiet_hours_gets_it_after_the_others(
    client: Client, chamber: Organisation, adviser: Viewer
) -> None:
    make.become(client, membership=make.membership(chamber))
    occasion = make.occasion(chamber, starts_at=AT + timedelta(days=10))
    late = make.person(chamber)
    Preference.objects.create(owner=late.party, quiet_until=time(12))
    message = written(occasion, adviser, make.person(chamber), late)
    assert message.leaves_at == AT + MINUTE
    tasks.send_staff_messages(AT + MINUTE)
    page = shown(client.get(reverse("seats:message", args=[message.pk])))
    assert "1 message attend encore la fin des heures calmes" in page
    assert "lundi 4 janvier 2027, 12 h." in page


def test_only_the_staff_of_its_chamber_writes(chamber: Organisation, occasion: Occasion) -> None:
    anne = make.person(chamber)
    for by in (make.artisan(anne), make.adviser(make.chamber("Chambre des Landes")), Viewer.nobody()):
        with pytest.raises(NotAllowed):
            actions.write_message(person=anne, **WORDS, by=by, at=AT)
    with pytest.raises(actions.NobodyToWriteTo):
        actions.write_message(occasion=occasion, **WORDS, by=make.adviser(chamber), at=AT)


def shown(page: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def hidden(page: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())
    assert found is not None, name
    return found[1]


@pytest.mark.parametrize("where", ["person", "sign_up"])
def test_to_one_person_through_the_pages(client: Client, chamber: Organisation, where: str) -> None:
    make.become(client, membership=make.membership(chamber))
    anne = make.person(chamber, name="Anne Exemple")
    row = make.sign_up(make.soon(chamber), anne)
    address = reverse(f"seats:write_to_{where}", args=[anne.pk if where == "person" else row.pk])
    form = client.get(address)
    assert "Anne Exemple" in shown(form)
    wrong = client.post(address, {"title": "", "text": WORDS["text"]})
    assert "Et le chargeur" in wrong.content.decode(), "what was typed stays"
    typed = {**WORDS, "key": hidden(form, "key")}
    seen = client.post(address, typed)
    assert "1 personne par e-mail" in shown(seen)
    assert WORDS["title"] in shown(seen)
    back = client.post(address, {**typed, "edit_again": "1"})
    assert hidden(back, "key") == typed["key"]
    assert not StaffMessage.objects.exists()
    confirmed = {
        **typed,
        "confirmed": hidden(seen, "confirmed") if 'name="confirmed" value' in seen.content.decode() else "",
    }
    sent = client.post(address, confirmed, follow=True)
    assert "Jusque-là, personne ne l’a" in shown(sent)
    twice = client.post(address, confirmed, follow=True)
    assert twice.redirect_chain == sent.redirect_chain
    message = StaffMessage.objects.get()
    cancelled = client.post(reverse("seats:cancel_message", args=[message.pk]), follow=True)
    assert "Personne ne le reçoit" in shown(cancelled)


def test_what_is_too_long_is_kept_and_its_signs_are_counted(client: Client, chamber: Organisation) -> None:
    make.become(client, membership=make.membership(chamber))
    address = reverse("seats:write_to_person", args=[make.person(chamber).pk])
    assert (
        "maxlength"
        not in client.get(address).content.decode().partition("<form")[2].partition('name="text"')[2]
    )
    longest = "Une ligne.\r\n" * 363 + "1234567"  # 4,000 signs, an end of line counting for one
    page = client.post(address, {**WORDS, "text": f"{longest}89 et la fin"})
    assert "4012 signes" in shown(page)
    assert "4000" in shown(page)
    assert "89 et la fin" in shown(page)
    assert "signes" not in shown(client.post(address, {**WORDS, "text": longest}))


@pytest.mark.parametrize("others", ["again", "meanwhile"])
def test_a_message_cancelled_twice_stays_cancelled(
    client: Client, chamber: Organisation, monkeypatch: pytest.MonkeyPatch, others: str
) -> None:
    make.become(client, membership=make.membership(chamber))
    written = {"person": make.person(chamber), **WORDS, "by": make.adviser(chamber)}
    message = actions.write_message(**written, at=timezone.now())
    cancel = reverse("seats:cancel_message", args=[message.pk])
    client.post(cancel)
    if others == "meanwhile":  # this request read the message before the other cancelled it
        monkeypatch.setattr(seat_queries, "get_message", lambda _viewer, _pk: message)
    second = client.post(cancel, follow=True)
    refusal = {"again": "Ce message est déjà annulé", "meanwhile": "C’est déjà annulé"}
    assert refusal[others] in shown(second)
    message.refresh_from_db()
    assert message.cancelled_at is not None
    assert Entry.objects.filter(verb="seats.write").count() == 2


def test_cancelling_a_message_that_was_held_back_does_not_send_it(chamber: Organisation) -> None:
    occasion, by = make.occasion(chamber), make.adviser(chamber)
    message = actions.write_message(occasion=occasion, to=[seat(occasion)], **WORDS, by=by, at=AT)
    actions.cancel_occasion(occasion=occasion, reason="neige", by=by, at=AT + timedelta(seconds=30))
    tasks.send_staff_messages(AT + 2 * MINUTE)
    with pytest.raises(CannotUndo, match="déjà annulé"):
        undo(entry=seat_queries.latest_writing_entry(message), by=by, at=AT + 2 * MINUTE)
    message.refresh_from_db()
    assert message.cancelled_at is not None


def test_a_stopped_message_that_is_restored_says_when_it_leaves(
    client: Client, chamber: Organisation
) -> None:
    make.become(client, membership=make.membership(chamber))
    by, anne = make.adviser(chamber), make.person(chamber)
    message = actions.write_message(person=anne, **WORDS, by=by, at=timezone.now())
    client.post(reverse("seats:cancel_message", args=[message.pk]))
    stopped = Entry.objects.filter(verb="seats.write").latest("pk")
    page = client.post(reverse("people:undo", args=[stopped.pk]), {"next": "/bureau/"}, follow=True)
    message.refresh_from_db()
    assert message.cancelled_at is None
    assert f"Le message partira : {' '.join(moment(message.leaves_at).split())}." in shown(page)


def test_what_they_answer_is_written_on_their_page(chamber: Organisation, adviser: Viewer) -> None:
    zoe = make.person(chamber, name="Zoé Exemple", email="", phone="05 56 00 00 07")
    actions.write_message(person=zoe, **WORDS, by=adviser, at=AT)
    tasks.send_staff_messages(AT + MINUTE)
    [line] = queries.lines_of(queries.waiting_calls(adviser, at=AT + MINUTE))
    assert line.answer_url == reverse("front:person", args=[zoe.pk])


def test_others_readers_meanwhile_are_seen_before_it_is_sent(client: Client, chamber: Organisation) -> None:
    make.become(client, membership=make.membership(chamber))
    address = reverse("seats:write_to_person", args=[make.person(chamber).pk])
    page = client.post(address, {**WORDS, "confirmed": "somebody else"})
    assert "Les destinataires ont changé" in shown(page)
    assert not StaffMessage.objects.exists()


def test_what_was_written_of_an_occasion_called_off_since_leaves_to_nobody() -> None:
    occasion = make.occasion(make.chamber())
    by, row = make.adviser(occasion.organisation), seat(occasion)
    message = actions.write_message(
        occasion=occasion, to=[row], title="Gants", text="Apportez-en", by=by, at=AT
    )
    actions.cancel_occasion(occasion=occasion, reason="neige", by=by, at=AT + timedelta(seconds=30))
    tasks.send_staff_messages(AT + timedelta(minutes=2))
    tasks.send_staff_messages(AT + timedelta(minutes=3))
    message.refresh_from_db()
    assert message.left_at is None
    assert message.cancelled_at is not None
    assert not Notice.objects.filter(kind="seats.written").exists()


def test_what_was_written_does_not_reach_whoever_has_left_since() -> None:
    occasion = make.occasion(make.chamber())
    by, rows = make.adviser(occasion.organisation), [seat(occasion), seat(occasion)]
    actions.write_message(occasion=occasion, to=rows, title="Veste", text="Prenez-en une", by=by, at=AT)
    actions.withdraw(sign_up=rows[0], by=by, at=AT + timedelta(seconds=30))
    tasks.send_staff_messages(AT + timedelta(minutes=2))
    (notice,) = Notice.objects.filter(kind="seats.written")
    assert notice.owner_id == rows[1].person.party_id


def test_what_is_told_before_the_hour_that_they_know_and_before_an_offer_ends() -> None:
    chamber = make.chamber()
    occasion = make.occasion(chamber, capacity=1)
    by, start = make.adviser(chamber), occasion.starts_at
    seated = seat(occasion, make.person(chamber, email="", phone="05 56 00 00 07"))
    later = {"starts_at": start + timedelta(days=2), "ends_at": occasion.ends_at + timedelta(days=2)}
    actions.change_occasion(occasion=occasion, changes=later, by=by, at=AT)
    assert PhoneCall.objects.get(notice__owner=seated.person.party_id).before == start, (
        "or they come for nothing"
    )
    waiting = seat(occasion, make.person(chamber, email="", phone="05 56 00 00 08"))
    actions.withdraw(sign_up=seated, by=by, at=AT)
    actions.change_occasion(
        occasion=occasion, changes={"place": "Blaye"}, by=by, at=AT + timedelta(minutes=5)
    )
    waiting.refresh_from_db()
    assert PhoneCall.objects.get(notice__owner=waiting.person.party_id).before == waiting.offered_until


def test_no_to_an_offer_by_telephone_is_their_own_answer() -> None:
    chamber = make.chamber()
    occasion = make.occasion(chamber, capacity=1)
    by, seated, waiting = make.adviser(chamber), seat(occasion), seat(occasion)
    actions.withdraw(sign_up=seated, by=by, at=AT)
    waiting.refresh_from_db()
    actions.withdraw(sign_up=waiting, by=by, at=AT)
    assert "Vous ne prenez pas la place" in make.shown(owner=waiting.person.party)[-1].text
