"""The sheets and the certificates as they are printed (approved texts); a period in one file; numbers checked."""

import io
import re
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from etabli.foundation.notices.models import Notice
from etabli.foundation.parties.models import Party
from etabli.foundation.people.models import Membership
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import Occasion, SignUp, Span, times_of
from etabli.programme.workshops import actions, attendance_sheets
from etabli.programme.workshops.attendance_rolls import rolls_of, stays_of
from etabli.programme.workshops.certificates import certificates, checked, number_of
from etabli.programme.workshops.models import Attendance, Session, TrainerSignature
from etabli.programme.workshops.queries import participants
from etabli.territory.register.models import Artisan
from tests import factories

APPROVED = Path(__file__).parent / "approved"
AT = datetime(2027, 3, 9, 11, 0, tzinfo=UTC)
WAVE = [[[x, 100 + (x * 7) % 60] for x in range(20, 560, 10)]]


def text_of(pdf: bytes) -> str:
    """The text of each page, a line for each line printed."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return "\n— — —\n".join("\n".join(page.split("\r\n")).strip() for page in pages) + "\n"


def assert_approved(name: str, text: str) -> None:
    """The text is that of the file which somebody read and approved; what differs is written beside it."""
    approved = APPROVED / f"{name}.txt"
    known = approved.read_text(encoding="utf-8") if approved.exists() else ""
    if text != known:
        approved.with_suffix(".received.txt").write_text(text, encoding="utf-8")
    assert text == known, f"read {name}.received.txt: if it is right, it takes the place of {name}.txt"


@pytest.fixture
def two_halves(session: Session) -> Session:
    """Two half-days, a Tuesday of March 2027 and the next: over, with fixed hours."""
    first = datetime(2027, 3, 2, 8, 0, tzinfo=UTC)
    spans = [
        Span(start, start + timedelta(hours=3, minutes=30)) for start in (first, first + timedelta(days=7))
    ]
    Occasion.objects.filter(pk=session.occasion_id).update(**times_of(spans))
    return Session.objects.select_related("occasion", "chamber", "theme", "adviser", "venue").get(
        pk=session.pk
    )


def seat(session: Session, name: str, business: str = "") -> SignUp:
    person = factories.person(session.chamber, name=name)
    Artisan.objects.create(person=person, business_name=business, commune=session.venue.commune)
    return factories.sign_up(session.occasion, person)


@pytest.fixture
def held(two_halves: Session, adviser: Viewer, membership: Membership) -> Session:
    """Four people: one signed twice, one came late and typed her name, one forgot to sign, one could not come."""
    type(membership.user).objects.filter(pk=membership.user_id).update(name="Claire Exemple")
    two_halves.adviser.refresh_from_db()
    rows = [
        seat(two_halves, "Zoé Exemple", "Atelier Zoé"),
        seat(two_halves, "Abel Fictif", "Menuiserie Fictive"),
        seat(two_halves, "Inès Inventée"),
        seat(two_halves, "Karim Absent"),
    ]
    first, second = two_halves.occasion.spans
    by: dict[str, Any] = {"by": adviser}
    for half, when in ((1, first), (2, second)):
        actions.sign_half_day(sign_up=rows[0], half=half, signature=WAVE, at=when.start, **by)
        actions.mark_presence(sign_up=rows[2], present=True, half=half, at=when.start, **by)
        actions.mark_presence(sign_up=rows[3], present=False, half=half, at=when.start, **by)
        actions.sign_half_day_as_trainer(
            session=two_halves, trainer=membership.user, half=half, signature=WAVE, at=when.end, **by
        )
    late = first.start + timedelta(minutes=40)
    actions.mark_presence(sign_up=rows[1], present=True, arrived_at=late, at=late, **by)
    actions.sign_half_day(sign_up=rows[1], half=1, signature="Abel Fictif", at=late, **by)
    return two_halves


def papers(session: Session, adviser: Viewer) -> tuple[Any, Any]:
    seated, _waiting = participants(adviser, session)
    return seated, rolls_of(session, seated)


def test_the_sheets_say_who_was_there(held: Session, adviser: Viewer) -> None:
    _seated, rolls = papers(held, adviser)
    assert_approved("sheet_signed", text_of(attendance_sheets.attendance_sheet(held, rolls, at=AT)))


def test_a_sheet_to_sign_by_pen_has_rows_for_those_who_come_without_a_sign_up(
    held: Session, adviser: Viewer
) -> None:
    _seated, rolls = papers(held, adviser)
    assert_approved(
        "sheet_blank", text_of(attendance_sheets.attendance_sheet(held, rolls[:1], blank=True, at=AT))
    )
    rows = attendance_sheets.sheet_data(held, rolls, blank=True)["sheets"][0]["rows"]
    assert [row["name"] for row in rows[-3:]] == ["", "", ""]


def test_the_certificates_say_the_hours(held: Session, adviser: Viewer) -> None:
    seated, rolls = papers(held, adviser)
    text = text_of(certificates(held, seated, rolls, at=AT))
    for row in held.occasion.sign_ups.all():
        text = text.replace(number_of(row.pk), "(numéro)")
    assert_approved("certificates", text)
    assert "Karim" not in text


def test_each_certificate_is_in_the_language_of_whom_it_is_for(held: Session, adviser: Viewer) -> None:
    seated, rolls = papers(held, adviser)
    present = [who for who in seated if stays_of(who)]
    assert len(present) > 1
    Party.objects.filter(pk=present[1].sign_up.person.party_id).update(language="en")
    pages = text_of(certificates(held, present, rolls, at=AT)).split("— — —")
    assert "Attestation de présence" in pages[0]
    assert "attended the workshop" not in pages[0]
    for words in (
        "Certificate of attendance",
        "attended the workshop",
        held.theme.text["en"]["title"],
        "Length in all",
    ):
        assert words in pages[1]
    for words in ("Attestation", "Durée", held.theme.text["fr"]["title"]):
        assert words not in pages[1]


def test_who_reads_english_prints_an_english_certificate(held: Session, adviser: Viewer) -> None:
    seated, _rolls = papers(held, adviser)
    who = next(who for who in seated if stays_of(who))
    browser = factories.become(Client(), link=factories.link(who.sign_up.person))
    address = reverse("workshops:certificate", args=[who.sign_up.pk])
    text = text_of(browser.get(address, headers={"accept-language": "en"}).content)
    assert "Certificate of attendance" in text
    assert "Attestation" not in text
    assert "Attestation de présence" in text_of(browser.get(address).content)


def test_the_sheet_that_all_sign_is_in_the_language_of_the_installation(
    held: Session, adviser: Viewer
) -> None:
    _seated, rolls = papers(held, adviser)
    with override("en"):
        assert "Feuille d’émargement" in text_of(attendance_sheets.attendance_sheet(held, rolls, at=AT))


def test_the_header_of_the_table_comes_back_on_each_page(two_halves: Session, adviser: Viewer) -> None:
    Occasion.objects.update(capacity=40)
    two_halves.occasion.refresh_from_db()
    for number in range(30):
        seat(two_halves, f"Artisan {number:02} Exemple")
    _seated, rolls = papers(two_halves, adviser)
    pages = text_of(attendance_sheets.attendance_sheet(two_halves, rolls[:1], at=AT)).split("— — —")
    assert len(pages) == 2
    assert all("Participant" in page for page in pages)
    assert "Artisan 29 Exemple" in "".join(pages)


def test_the_number_of_a_certificate_is_checked_by_anybody(
    client: Client, held: Session, adviser: Viewer
) -> None:
    rows = {row.person.name: row for row in held.occasion.sign_ups.select_related("person")}
    number = number_of(rows["Zoé Exemple"].pk)
    shown = client.get(reverse("workshops:check", args=[number])).content.decode()
    assert "est valable" in shown
    assert "7\N{NO-BREAK SPACE}h au total" in shown
    assert "Z. E." in shown
    assert "Zoé" not in shown, "no name is told"
    typed = f" {number.upper()} "
    assert "est valable" in client.get(reverse("workshops:check_any"), {"numero": typed}).content.decode()
    absent = number_of(rows["Karim Absent"].pk)
    for wrong in (
        absent,
        number[:-1] + ("a" if number[-1] != "a" else "b"),
        "12",
        "-",
        "٣-abcd-efgh",
        "x" * 60,
    ):
        assert checked(wrong) is None
        assert (
            "Nous ne connaissons pas"
            in client.get(reverse("workshops:check_any"), {"numero": wrong}).content.decode()
        )


@pytest.mark.usefixtures("within_a_minute")
@pytest.mark.django_db
def test_numbers_of_certificates_are_slow_to_guess(client: Client) -> None:
    answers = [client.get(f"/attestations/1-aaaa-{n:04d}/").status_code for n in range(31)]
    assert answers == [200] * 30 + [429]


def test_a_number_follows_what_is_written_down(held: Session, adviser: Viewer) -> None:
    row = held.occasion.sign_ups.get(person__name="Inès Inventée")
    number = number_of(row.pk)
    found = checked(number)
    assert found
    assert found.length == timedelta(hours=7)
    actions.mark_presence(sign_up=row, present=False, half=2, by=adviser, at=AT)
    found = checked(number)
    assert found
    assert found.length == timedelta(hours=3, minutes=30)
    actions.mark_presence(sign_up=row, present=None, half=1, by=adviser, at=AT)
    assert checked(number) is None


def test_those_who_came_are_told_once_and_open_their_own(
    client: Client, membership: Membership, held: Session, adviser: Viewer
) -> None:
    over = held.occasion.ends_at + timedelta(hours=1)
    told = actions.send_certificates(session=held, by=adviser, at=over)
    assert [row.person.name for row in told] == ["Zoé Exemple", "Abel Fictif", "Inès Inventée"]
    assert Notice.objects.filter(kind="workshops.certificate").count() == 3
    with pytest.raises(actions.NobodyToTell):
        actions.send_certificates(session=held, by=adviser, at=over)
    own = told[0]
    mine = factories.become(client, link=factories.link(own.person))
    page = mine.get(reverse("workshops:attended", args=[own.pk])).content.decode()
    assert reverse("workshops:certificate", args=[own.pk]) in page
    pdf = mine.get(reverse("workshops:certificate", args=[own.pk]))
    assert "Zoé Exemple" in text_of(pdf.content)
    assert mine.get(reverse("workshops:certificate", args=[told[1].pk])).status_code == 404
    narrow = factories.become(Client(), link=factories.link(own.person, "sign_up", own.pk))
    assert narrow.get(reverse("workshops:certificate", args=[own.pk])).status_code == 403
    desk = factories.become(Client(), membership=membership)
    assert text_of(desk.get(reverse("workshops:certificates", args=[held.pk])).content).count("— — —") == 2


def test_nothing_is_sent_before_the_end_or_when_nobody_came(under_way: Session, adviser: Viewer) -> None:
    seat(under_way, "Zoé Exemple")
    with pytest.raises(actions.NotOver):
        actions.send_certificates(session=under_way, by=adviser, at=under_way.occasion.starts_at)
    with pytest.raises(actions.NobodyToTell):
        actions.send_certificates(session=under_way, by=adviser, at=under_way.occasion.ends_at)


def past(session: Session) -> Session:
    """The same in the past of the real clock, for the pages."""
    start = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
    spans = [Span(day, day + timedelta(hours=3, minutes=30)) for day in (start, start + timedelta(days=7))]
    Occasion.objects.filter(pk=session.occasion_id).update(**times_of(spans))
    late = Attendance.objects.exclude(arrived_at=None)
    late.update(arrived_at=F("arrived_at") - timedelta(days=364))
    return session


PERIOD = {"since": "2026-03-01", "until": "2026-03-31"}


def test_a_period_in_one_file(client: Client, membership: Membership, held: Session) -> None:
    past(held)
    desk = factories.become(client, membership=membership)
    shown = desk.get(reverse("workshops:period"), PERIOD).content.decode()
    assert re.search(r"<b>1</b>\s*<span>séance|1.*?séances", shown, re.DOTALL)
    assert "Des signatures manquent" in shown
    answer = desk.get(reverse("workshops:period_archive"), PERIOD)
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:  # type: ignore[attr-defined]  # streamed
        names = sorted(archive.namelist())
        table = archive.read("presences.csv").decode("utf-8-sig").splitlines()
        assert "Zoé Exemple" in text_of(archive.read(names[-2]))
    assert [name.partition("/")[0] for name in names] == ["attestations", "feuilles", "presences.csv"]
    assert len(table) == 1 + 4 * 2, "one row per person and half-day"
    abel = next(row for row in table if "Abel" in row).split(";")
    assert abel[-4:-1] == ["09:40", "170", "signé"]
    assert sum("n’a pas pu venir" in row for row in table) == 2


def test_a_period_is_that_of_the_chamber_and_within_bounds(
    client: Client,
    membership: Membership,
    neighbour: Membership,
    held: Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    past(held)
    next_door = factories.become(Client(), membership=neighbour)
    assert "Aucune séance" in next_door.get(reverse("workshops:period"), PERIOD).content.decode()
    assert next_door.get(reverse("workshops:period_archive"), PERIOD).status_code == 302
    desk = factories.become(client, membership=membership)
    for wrong in (
        {"since": "2026-03-31", "until": "2026-03-01"},
        {"since": "2020-01-01", "until": "2026-03-01"},
    ):
        assert "error" in desk.get(reverse("workshops:period"), wrong).content.decode()
        assert desk.get(reverse("workshops:period_archive"), wrong).status_code == 302
    monkeypatch.setattr("etabli.programme.workshops.pages.periods.MAX_SESSIONS", 0)
    assert "trop pour un seul fichier" in desk.get(reverse("workshops:period"), PERIOD).content.decode()
    assert desk.get(reverse("workshops:period_archive"), PERIOD).status_code == 302


@pytest.mark.parametrize("number", [1, 3])
def test_a_period_takes_the_same_statements_whatever_its_size(
    client: Client, membership: Membership, held: Session, number: int, django_assert_num_queries: Any
) -> None:
    past(held)
    for rank in range(number):
        seat(held, f"Personne {rank}")
    desk = factories.become(client, membership=membership)
    with django_assert_num_queries(9):
        desk.get(reverse("workshops:period"), PERIOD)


def test_the_signature_stands_on_the_row_alone(held: Session) -> None:
    from etabli.foundation.journal.models import Entry

    assert TrainerSignature.objects.get(half=1).signature == WAVE
    kept = Entry.objects.filter(verb__startswith="workshops.sign")
    assert kept.count() == 5
    assert not any("560" in str(entry.after) or "signature" in entry.after for entry in kept)
