"""The report of a session, and the documents that those who came are given."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.parties.models import Party
from etabli.foundation.people.models import Membership, Person, SecretLink
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp
from etabli.programme.workshops import actions
from etabli.programme.workshops.models import Session, SessionDocument, SessionReport
from tests import factories as make

NOW = datetime.now(UTC)


@pytest.fixture
def desk(client: Client, membership: Membership) -> Client:
    return make.become(client, membership=membership)


def came(session: Session, by: Viewer, *, present: bool = True) -> SignUp:
    taken = make.sign_up(session.occasion, make.person(session.chamber))
    actions.mark_presence(sign_up=taken, present=present, by=by, at=NOW)
    return taken


def link(session: Session, by: Viewer, title: str) -> SessionDocument:
    told: dict[str, Any] = {"title": title, "upload": None, "url": "https://www.cnil.fr/"}
    return actions.add_document(session=session, **told, by=by, at=NOW)


def test_the_report_begins_with_the_count_of_the_roll(
    desk: Client, under_way: Session, adviser: Viewer
) -> None:
    came(under_way, adviser)
    came(under_way, adviser)
    came(under_way, adviser, present=False)
    page = desk.get(f"/seances/{under_way.pk}/bilan/").content.decode()
    assert 'value="2"' in page
    assert "Trois ordinateurs à prêter" in page
    typed = {"present": 3, "went_well": "Les avis.", "material": ["Trois ordinateurs à prêter"]}
    kept = desk.post(f"/seances/{under_way.pk}/bilan/", typed, follow=True).content.decode()
    assert "Les avis." in kept
    report = SessionReport.objects.get()
    assert (report.present, report.material) == (3, ["Trois ordinateurs à prêter"])
    undo(entry=Entry.objects.filter(verb="workshops.report").latest("pk"), by=adviser, at=NOW)
    assert "Les avis." not in desk.get(f"/seances/{under_way.pk}/").content.decode().partition("history")[0]


def test_nobody_reports_a_session_to_come(desk: Client, session: Session) -> None:
    page = desk.post(f"/seances/{session.pk}/bilan/", {"present": 3, "note": "trop tôt"}).content.decode()
    assert "pas commencé" in page
    assert "trop tôt" in page
    assert not SessionReport.objects.exists()


def test_those_who_came_are_told_once_and_then_of_news_alone(under_way: Session, adviser: Viewer) -> None:
    there, _absent = came(under_way, adviser), came(under_way, adviser, present=False)
    link(under_way, adviser, "Le diaporama")
    assert actions.send_documents(session=under_way, by=adviser, at=NOW) == [there]
    with pytest.raises(actions.NothingToSend):
        actions.send_documents(session=under_way, by=adviser, at=NOW)
    late = came(under_way, adviser)
    assert actions.send_documents(session=under_way, by=adviser, at=NOW) == [late]
    make.mails()
    link(under_way, adviser, "La liste")
    assert actions.send_documents(session=under_way, by=adviser, at=NOW) == [there, late]
    first, second = make.shown(owner=there.person.party)
    assert "Le diaporama" in first.text
    assert "Le diaporama" not in second.text
    assert "La liste" in second.text


def test_documents_sent_before_the_first_message_was_had_are_told_as_one(
    under_way: Session, adviser: Viewer
) -> None:
    there, first = came(under_way, adviser), link(under_way, adviser, "Le diaporama")
    actions.send_documents(session=under_way, by=adviser, at=NOW)
    link(under_way, adviser, "La liste")
    actions.send_documents(session=under_way, by=adviser, at=NOW)
    (told,) = make.shown()
    assert "– Le diaporama\n– La liste" in told.text
    assert told.url == f"/inscriptions/{there.pk}/documents/"
    actions.withdraw_document(document=first, by=adviser, at=NOW)
    assert "diaporama" not in make.shown()[0].text
    with pytest.raises(actions.NothingToSend):
        actions.send_documents(session=under_way, by=adviser, at=NOW)


@pytest.mark.parametrize("what", ["document", "attendance", "sight"])
def test_documents_that_are_there_for_them_no_more_go_unsaid(
    under_way: Session, adviser: Viewer, what: str
) -> None:
    there, document = came(under_way, adviser), link(under_way, adviser, "Le diaporama")
    actions.send_documents(session=under_way, by=adviser, at=NOW)
    gone(what, there, document, adviser)
    assert make.shown() == []
    assert not make.mails().exists()


def test_documents_taken_off_and_put_back_are_told(under_way: Session, adviser: Viewer) -> None:
    came(under_way, adviser)
    document = link(under_way, adviser, "Le diaporama")
    actions.send_documents(session=under_way, by=adviser, at=NOW)
    actions.withdraw_document(document=document, by=adviser, at=NOW)
    undo(entry=Entry.objects.filter(verb="workshops.withdraw_document").latest("pk"), by=adviser, at=NOW)
    assert "Le diaporama" in make.mails().get().body


def test_what_an_installation_has_told_already_is_not_told_again(under_way: Session, adviser: Viewer) -> None:
    there, document = came(under_way, adviser), link(under_way, adviser, "Le diaporama")
    Session.objects.filter(pk=under_way.pk).update(published_at=NOW)
    over = under_way.occasion.ends_at
    told: dict[str, Any] = {"owner": there.person.party, "created_at": NOW}
    Notice.objects.create(key=f"documents:{there.pk}:{document.pk}", kind="workshops.documents", **told)
    Notice.objects.create(key=f"certificate:{there.pk}", kind="workshops.certificate", **told)
    with pytest.raises(actions.NothingToSend):
        actions.send_documents(session=under_way, by=adviser, at=NOW)
    with pytest.raises(actions.NobodyToTell):
        actions.send_certificates(session=under_way, by=adviser, at=over)
    link(under_way, adviser, "La liste")
    assert actions.send_documents(session=under_way, by=adviser, at=NOW) == [there]
    assert "diaporama" not in make.shown(topic="workshops.documents")[0].text


@pytest.mark.parametrize("what", ["attendance", "sight"])
def test_a_certificate_that_is_theirs_no_more_goes_unsaid(
    under_way: Session, adviser: Viewer, what: str
) -> None:
    there, over = came(under_way, adviser), under_way.occasion.ends_at
    actions.send_certificates(session=under_way, by=adviser, at=over)
    assert len(make.shown()) == 1
    gone(what, there, None, adviser)
    assert make.shown() == []
    assert not make.mails().exists()


def test_whoever_was_brought_is_told_of_once_whoever_reads_it(under_way: Session, adviser: Viewer) -> None:
    there, over = came(under_way, adviser), under_way.occasion.ends_at
    brought = make.sign_up(under_way.occasion, make.person(under_way.chamber, email="", phone=""))
    SignUp.objects.filter(pk=brought.pk).update(brought_by=there)
    actions.mark_presence(sign_up=brought, present=True, by=adviser, at=NOW)
    link(under_way, adviser, "Le diaporama")
    assert actions.send_documents(session=under_way, by=adviser, at=NOW) == [there, brought]
    assert actions.send_certificates(session=under_way, by=adviser, at=over) == [there, brought]
    assert len(make.shown(owner=there.person.party, kind="workshops.certificate")) == 2
    assert len(make.shown(owner=brought.person.party, kind="workshops.documents")) == 1
    with pytest.raises(actions.NothingToSend):
        actions.send_documents(session=under_way, by=adviser, at=NOW)
    Person.objects.filter(pk=brought.person_id).update(phone="05 56 00 00 01")
    with pytest.raises(actions.NobodyToTell):
        actions.send_certificates(session=under_way, by=adviser, at=over)


def test_marked_absent_then_present_again_the_certificate_is_told_once(
    under_way: Session, adviser: Viewer
) -> None:
    there, over = came(under_way, adviser), under_way.occasion.ends_at
    actions.send_certificates(session=under_way, by=adviser, at=over)
    actions.mark_presence(sign_up=there, present=False, by=adviser, at=over)
    assert not make.mails().exists()
    actions.mark_presence(sign_up=there, present=True, by=adviser, at=over)
    assert actions.send_certificates(session=under_way, by=adviser, at=over) == [there]
    assert make.mails().count() == 1
    with pytest.raises(actions.NobodyToTell):
        actions.send_certificates(session=under_way, by=adviser, at=over)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", {"Attestation de présence", "À ouvrir\u00a0: les documents", "Pour ouvrir l’attestation"}),
        ("en", {"Certificate of attendance", "To open: the documents", "To open the certificate"}),
    ],
)
def test_what_comes_after_is_told_in_the_language_of_its_reader(
    under_way: Session, adviser: Viewer, language: str, words: set[str]
) -> None:
    there = came(under_way, adviser)
    Party.objects.filter(pk=there.person.party_id).update(language=language)
    link(under_way, adviser, "Le diaporama")
    actions.send_documents(session=under_way, by=adviser, at=NOW)
    actions.send_certificates(session=under_way, by=adviser, at=under_way.occasion.ends_at)
    written = " ".join(f"{mail.subject} {mail.body}" for mail in make.mails().all())
    assert {word for word in words if word in written} == words


def gone(what: str, sign_up: SignUp, document: SessionDocument | None, by: Viewer) -> None:
    """What a message about it says is no more so."""
    if what == "attendance":
        actions.mark_presence(sign_up=sign_up, present=False, by=by, at=NOW)
    elif document is not None and what == "document":
        actions.withdraw_document(document=document, by=by, at=NOW)
    else:
        SignUp.objects.filter(pk=sign_up.pk).update(person=make.person(sign_up.person.chamber))


def test_without_a_document_or_without_people_nothing_is_sent(under_way: Session, adviser: Viewer) -> None:
    with pytest.raises(actions.NothingToSend, match="document"):
        actions.send_documents(session=under_way, by=adviser, at=NOW)
    link(under_way, adviser, "Le diaporama")
    with pytest.raises(actions.NothingToSend, match="présent"):
        actions.send_documents(session=under_way, by=adviser, at=NOW)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"url": "mailto:dom@example.org"}, "https://"),
        ({"url": "ftp://example.org/x"}, "https://"),
        ({}, "un fichier ou un lien"),
        ({"url": "https://example.org", "file": True}, "un fichier ou un lien"),
    ],
)
def test_what_is_no_document_is_refused(
    desk: Client, under_way: Session, typed: dict[str, Any], told: str
) -> None:
    data = dict(typed, title="Mon titre")
    if data.pop("file", False):
        data["upload"] = SimpleUploadedFile("x.pdf", make.PDF)
    page = desk.post(f"/seances/{under_way.pk}/documents/", data).content.decode()
    assert told in page
    assert "Mon titre" in page
    assert not SessionDocument.objects.exists()


def test_a_file_goes_from_the_adviser_to_whoever_came(
    desk: Client, under_way: Session, adviser: Viewer
) -> None:
    there, absent = came(under_way, adviser), came(under_way, adviser, present=False)
    upload = SimpleUploadedFile("diaporama.pdf", make.PDF)
    desk.post(f"/seances/{under_way.pk}/documents/", {"upload": upload})
    document = SessionDocument.objects.get()
    assert document.title == "diaporama.pdf"
    page, file = f"/inscriptions/{there.pk}/documents/", f"/inscriptions/{there.pk}/documents/{document.pk}/"
    mine = browser(there.person, there.pk)
    assert mine.get(file).status_code == 404, "not sent yet"
    desk.post(f"/seances/{under_way.pk}/documents/envoyer/")
    shown = mine.get(page).content.decode()
    assert "diaporama.pdf" in shown
    assert "Ma première action" in shown, "the sheets of the theme too"
    assert b"".join(mine.get(file).streaming_content) == make.PDF  # type: ignore[attr-defined]  # a FileResponse
    assert browser(absent.person, absent.pk).get(f"/inscriptions/{absent.pk}/documents/").status_code == 404
    assert browser(absent.person, absent.pk).get(file).status_code == 404
    desk.post(f"/seances/{under_way.pk}/documents/{document.pk}/retirer/")
    assert mine.get(file).status_code == 404


def browser(person: Person, sign_up: int) -> Client:
    """Theirs, come by the link of this sign-up."""
    return make.become(Client(), link=make.link(person, SecretLink.Scope.SIGN_UP, sign_up))


def test_the_desk_costs_the_same_with_many_documents(
    desk: Client, under_way: Session, adviser: Viewer, django_assert_max_num_queries: Any
) -> None:
    counts = []
    for _number in range(2):
        link(under_way, adviser, "Un lien")
        with django_assert_max_num_queries(60) as counted:
            desk.get(f"/seances/{under_way.pk}/documents/")
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_the_next_workshops_are_proposed(
    make: Callable[..., Session], under_way: Session, adviser: Viewer
) -> None:
    there, other = came(under_way, adviser), make(theme="social")
    make(starts_at=NOW + timedelta(days=3))
    page = browser(there.person, there.pk).get(f"/inscriptions/{there.pk}/documents/").content.decode()
    assert page.index(f"/ateliers/{other.pk}/") < page.index(
        "/ateliers/", page.index(f"/ateliers/{other.pk}/") + 5
    )
