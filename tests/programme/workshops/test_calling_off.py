"""Calling a session off: who is told, how, and who is to be called."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from etabli.foundation.notices.models import Notice, PhoneCall
from etabli.foundation.people.models import Membership
from etabli.foundation.people.viewer import of_membership
from etabli.foundation.seats import tasks
from etabli.foundation.seats.actions import write_message
from etabli.programme.diary.models import HalfDay
from etabli.programme.workshops.models import Session
from tests import factories


def test_call_off_tells_why_and_frees_the_half_day(desk: Client, session: Session) -> None:
    factories.sign_up(session.occasion, factories.person(session.chamber))
    assert "obligatoire" in desk.post(f"/seances/{session.pk}/annuler/", {"reason": ""}).content.decode()
    desk.post(f"/seances/{session.pk}/annuler/", {"reason": "La salle est inondée.", "confirmed": "1"})
    session.occasion.refresh_from_db()
    assert session.occasion.cancelled_at is not None
    assert not HalfDay.objects.filter(released_at=None).exists()
    assert desk.get(f"/seances/{session.pk}/").status_code == 200


def test_after_a_call_off_the_desk_lists_those_to_call(desk: Client, session: Session) -> None:
    page, chamber = f"/seances/{session.pk}/", session.chamber
    written = factories.person(chamber, name="Écrite Exemple")
    seated = factories.person(chamber, name="Assise Exemple", email="", phone="06 11 11 11 11")
    waiting = factories.person(chamber, name="Attente Exemple", email="", phone="06 22 22 22 22")
    for who, status in ((written, "seated"), (seated, "seated"), (waiting, "waiting")):
        factories.sign_up(session.occasion, who, status)
    before = desk.get(page).content.decode()
    assert before.count("tel:0622222222") == 2, "in the waiting list, and among whom to call"
    assert before.count("tel:0611111111") == 1, "whom to call when something changes"
    after = desk.post(f"{page}annuler/", {"reason": "Neige", "confirmed": "1"}, follow=True)
    assert after.context["to_call"] == [seated, waiting]
    text = after.content.decode()
    assert "2 personnes sans e-mail ne le savent pas encore" in text
    assert "appelez les autres" in text
    assert "Tous les inscrits sont prévenus" not in text
    listed = desk.get(f"/a-appeler/?sujet=occasion:{session.occasion_id}").content.decode()
    assert 'href="tel:0611111111"' in listed
    assert 'href="tel:0622222222"' in listed
    assert "Neige" in listed
    assert "/presence/" not in text


def test_a_call_off_that_everyone_reads_says_so(desk: Client, session: Session) -> None:
    factories.sign_up(session.occasion, factories.person(session.chamber))
    page = desk.post(f"/seances/{session.pk}/annuler/", {"reason": "Neige", "confirmed": "1"}, follow=True)
    assert "appelez les autres" not in page.content.decode()
    assert "Tous les inscrits sont prévenus" in desk.get(f"/seances/{session.pk}/").content.decode()


def test_who_reads_that_it_is_called_off_is_seen_before(desk: Client, session: Session) -> None:
    chamber, address = session.chamber, f"/seances/{session.pk}/annuler/"
    anne = factories.person(chamber, name="Anne Exemple")
    factories.sign_up(session.occasion, anne)
    factories.sign_up(session.occasion, factories.person(chamber, name="Bruno Exemple"), "offered")
    zoe = factories.person(chamber, name="Zoé Exemple", email="", phone="05 56 00 00 07")
    factories.sign_up(session.occasion, zoe, "waiting")
    page = desk.post(address, {"reason": "Neige"}).content.decode()
    assert all(text in page for text in ("Bonjour Anne Exemple,", "Pourquoi cet e-mail", "05 56 00 00 07"))
    assert "1 personne qui a une place" in page, "an offer is no place"
    assert "1 personne à qui une place est proposée" in page
    assert page.index("n’aura pas lieu") < page.index("Neige", page.index("Bonjour Anne")) + 1
    assert 'value="Neige"' in desk.post(address, {"reason": "Neige", "edit_again": "1"}).content.decode()
    session.occasion.refresh_from_db()
    assert session.occasion.cancelled_at is None
    assert not Notice.objects.exists()
    desk.post(address, {"reason": "Neige", "confirmed": "1"})
    assert len(factories.mails().filter(to=anne.email)) == 1


def test_who_is_called_twice_counts_once(desk: Client, session: Session, membership: Membership) -> None:
    zoe = factories.person(session.chamber, name="Zoé Exemple", email="", phone="05 56 00 00 07")
    row, by, now = factories.sign_up(session.occasion, zoe), of_membership(membership), timezone.now()
    for number in range(2):
        given = {"occasion": session.occasion, "to": [row], "title": f"Mot {number}", "text": "Oui"}
        write_message(**given, by=by, at=now)
    tasks.send_staff_messages(now + timedelta(minutes=1))
    assert PhoneCall.objects.count() == 2
    for page in (f"/seances/{session.pk}/", "/bureau/"):
        assert "1 personne sans e-mail" in desk.get(page).content.decode()


def test_call_off_twice_keeps_what_was_typed(desk: Client, session: Session) -> None:
    desk.post(f"/seances/{session.pk}/annuler/", {"reason": "La salle est inondée."})
    again = desk.post(f"/seances/{session.pk}/annuler/", {"reason": "Le formateur est malade."})
    text = again.content.decode()
    assert again.status_code == 200
    assert "C’est déjà annulé." in text
    assert "Le formateur est malade." in text
