"""A message to the people of a session, and a word with its change: through the pages."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from etabli.foundation.journal.models import Entry
from etabli.foundation.notices import queries as notices
from etabli.foundation.people.models import Membership
from etabli.foundation.people.viewer import of_membership
from etabli.foundation.seats import tasks
from etabli.foundation.seats.actions import sign_up
from etabli.foundation.seats.models import StaffMessage
from etabli.foundation.ui.typography import full_day, moment
from etabli.programme.workshops.models import Attendance, Session
from etabli.programme.workshops.recipients import groups_of
from tests import factories
from tests.programme.workshops.test_changing import sent

WORDS = {"title": "Apportez votre téléphone", "text": "Et son chargeur."}


def shown(page: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def hidden(page: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())
    assert found is not None, name
    return found[1]


def signed_up(session: Session, name: str, status: str = "seated", **fields: Any) -> Any:
    return factories.sign_up(session.occasion, factories.person(session.chamber, name=name, **fields), status)


def test_each_group_holds_its_own(session: Session, membership: Membership) -> None:
    anne, bruno = signed_up(session, "Anne"), signed_up(session, "Bruno")
    offered, waiting = signed_up(session, "Chloé", "offered"), signed_up(session, "Denis", "waiting")
    signed_up(session, "Émile", "withdrawn")
    by = of_membership(membership)
    assert [(group.code, list(group.sign_ups)) for group in groups_of(by, session)] == [
        ("tous", [anne, bruno, offered, waiting]),
        ("inscrits", [anne, bruno]),
        ("attente", [offered, waiting]),
    ]
    for row, present in ((anne, True), (bruno, False)):
        Attendance.objects.create(sign_up=row, half=1, present=present, marked_at=factories.AT)
    assert [list(group.sign_ups) for group in groups_of(by, session) if group.code == "absents"] == [[bruno]]


def test_it_is_written_seen_sent_then_left(desk: Client, session: Session, membership: Membership) -> None:
    signed_up(session, "Anne Exemple")
    signed_up(session, "Zoé Exemple", email="", phone="05 56 00 00 07")
    signed_up(session, "Denis Exemple", "waiting")
    address = f"/seances/{session.pk}/ecrire/"
    assert address in desk.get(f"/seances/{session.pk}/").content.decode()
    form = desk.get(address)
    assert "(2 personnes)" in shown(form)
    wrong = desk.post(address, {**WORDS, "key": hidden(form, "key")})
    assert "Et son chargeur." in wrong.content.decode(), "what was typed stays"
    typed = {**WORDS, "group": "inscrits", "key": hidden(form, "key")}
    seen = desk.post(address, typed)
    assert "1 personne par e-mail" in shown(seen)
    assert "Zoé Exemple · 05 56 00 00 07" in shown(seen)
    assert "Denis Exemple" not in shown(seen)
    mark = re.search(
        r'name="confirmed"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="confirmed"', seen.content.decode()
    )
    assert mark is not None
    confirmed = {**typed, "confirmed": mark[1] or mark[2]}
    page = desk.post(address, confirmed, follow=True)
    assert "Annuler le message" in shown(page)
    waits = StaffMessage.objects.get()
    at_desk = shown(desk.get(f"/seances/{session.pk}/"))
    assert f"Il part : {' '.join(moment(waits.leaves_at).split())} . Jusque-là, personne ne l’a." in at_desk
    assert WORDS["title"] in at_desk
    assert desk.post(address, confirmed, follow=True).redirect_chain == page.redirect_chain, "twice is once"
    message = StaffMessage.objects.get()
    tasks.send_staff_messages(message.leaves_at)
    left = shown(desk.get(f"/messages-ecrits/{message.pk}/"))
    assert "Annuler le message" not in shown(desk.get(f"/seances/{session.pk}/"))
    assert "Il est parti" in left
    assert "1 personne sans e-mail reste à prévenir" in left
    assert "Annuler le message" not in left
    by = of_membership(membership)
    [line] = notices.lines_of(notices.waiting_calls(by, at=timezone.now()))
    assert line.call.notice.title == WORDS["title"]
    assert WORDS["title"] in shown(desk.get(address)), "among those written before"


def test_a_group_that_is_empty_is_said_so(desk: Client, session: Session) -> None:
    signed_up(session, "Anne Exemple")
    page = desk.post(f"/seances/{session.pk}/ecrire/", {**WORDS, "group": "attente"})
    assert "Il n’y a personne dans ce groupe" in shown(page)
    assert "Et son chargeur." in page.content.decode()


def test_a_word_is_seen_with_the_change_then_said(
    desk: Client, session: Session, membership: Membership
) -> None:
    row, on = signed_up(session, "Anne Exemple"), timezone.localdate() + timedelta(days=30)
    typed = sent(session, membership, on=on.isoformat(), word="La chaudière est en panne.")
    address = f"/seances/{session.pk}/modifier/"
    seen = shown(desk.post(address, typed))
    assert "La chaudière est en panne." in seen.partition("Qui est prévenu")[2]
    desk.post(address, {**typed, "confirmed": "1"})
    [mail] = factories.mails().filter(to=row.person.email)
    assert full_day(on) in mail.body
    assert f"Écrit par {membership.user.name}\u00a0:\n> La chaudière est en panne." in mail.body


def test_a_word_that_nobody_would_read_is_refused(
    desk: Client, session: Session, membership: Membership
) -> None:
    signed_up(session, "Anne Exemple")
    typed = sent(session, membership, note="Prendre les clés", word="La chaudière est en panne.")
    page = desk.post(f"/seances/{session.pk}/modifier/", typed)
    assert "personne ne lirait votre mot" in shown(page)
    assert "La chaudière est en panne." in page.content.decode()


def test_a_name_of_the_session_leads_to_the_person_and_to_the_sign_up(desk: Client, session: Session) -> None:
    rows = [signed_up(session, f"Exemple {status}", status) for status in ("seated", "waiting", "pending")]
    page = desk.get(f"/seances/{session.pk}/").content.decode()
    for row in rows:
        assert f'href="{reverse("front:person", args=[row.person_id])}"' in page
        assert f'href="{reverse("seats:sign_up", args=[row.pk])}"' in page


def test_the_preview_asks_for_no_call_that_nobody_will_have_to_make(
    desk: Client, membership: Membership, session: Session
) -> None:
    zoe = factories.person(session.chamber, name="Zoé Exemple", email="", phone="05 56 00 00 07")
    by = of_membership(membership)
    sign_up(occasion=session.occasion, holder=zoe, by=by, at=timezone.now())
    day, address = timezone.localdate(session.occasion.starts_at), f"/seances/{session.pk}/modifier/"
    away = sent(session, membership, on=(day + timedelta(days=1)).isoformat())
    assert "05 56 00 00 07" in desk.post(address, away).content.decode()
    desk.post(address, {**away, "confirmed": "1"})
    session = Session.objects.get(pk=session.pk)
    page = desk.post(address, sent(session, membership, on=day.isoformat()), follow=True).content.decode()
    assert "Avant de modifier" not in page, "nobody is told: it is done at once"
    assert timezone.localdate(Session.objects.get(pk=session.pk).occasion.starts_at) == day
    assert not notices.waiting_calls(by, at=timezone.now())


def test_a_word_alone_is_sent_to_where_one_writes(
    desk: Client, membership: Membership, session: Session
) -> None:
    signed_up(session, "Anne Exemple")
    typed = sent(session, membership, word="La porte est à gauche.")
    answer = desk.post(f"/seances/{session.pk}/modifier/", typed)
    assert "Pour un mot seul : « Écrire aux inscrits »." in shown(answer)
    assert "La porte est à gauche." in answer.content.decode(), "what was typed is kept"


def test_taking_a_move_back_says_that_they_are_told(
    desk: Client, membership: Membership, session: Session
) -> None:
    signed_up(session, "Anne Exemple")
    day = timezone.localdate(session.occasion.starts_at) + timedelta(days=1)
    desk.post(
        f"/seances/{session.pk}/modifier/", sent(session, membership, on=day.isoformat(), confirmed="1")
    )
    moved = Entry.objects.get(verb="workshops.change")
    page = shown(
        desk.post(f"/historique/{moved.pk}/annuler/", {"next": f"/seances/{session.pk}/"}, follow=True)
    )
    assert "Qui avait reçu l’e-mail du changement en reçoit un autre." in page
    back = Entry.objects.get(undoes=moved)
    page = shown(
        desk.post(f"/historique/{back.pk}/annuler/", {"next": f"/seances/{session.pk}/"}, follow=True)
    )
    assert "C’est refait." in page
